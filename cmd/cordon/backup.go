package main

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/words"
)

func newBackupCmd(e env) *cobra.Command {
	var file string
	cmd := newCmd("backup -o FILE", "Copy all runs into one file",
		`Copy the file of runs as it is at this moment, while others go on working, and
check every run in the copy. Only a copy that is whole appears under its name.
No file is overwritten.

The copy of a locked store is locked. It can be made without its key; then only the
headers are checked in it, and that is said.

The copies of evidence lie beside the runs, in a folder of their own that cordon
paths names. Copy that too.`,
		"  cordon backup -o /mnt/usb/cordon-monday.db\n  cordon verify --all --store /mnt/usb/cordon-monday.db")
	cmd.Args = takes(0, 0)
	cmd.Flags().StringVarP(&file, "output", "o", "", "`FILE` to write")
	cmd.RunE = func(*cobra.Command, []string) error { return backup(e, file) }
	return cmd
}

func backup(e env, file string) error {
	if file == "" || file == "-" {
		return usagef("name the file to write: -o FILE")
	}
	done, err := e.look().Backup(file)
	if errors.Is(err, fs.ErrExist) {
		return refusedError{existsError(file)}
	}
	if err != nil {
		return err
	}
	if err := e.markBackup(file); err != nil {
		e.say("The copy is there. That it was made could not be written down beside the runs: %v", err)
	}
	if e.flags.json {
		return e.json(struct {
			SchemaVersion int    `json:"schema_version"`
			Path          string `json:"path"`
			Runs          int    `json:"runs"`
			Entries       uint64 `json:"entries"`
			HeadersOnly   bool   `json:"headers_only"` // the store is locked: no more was checked
		}{report.SchemaVersion, file, done.Runs, done.Entries, done.HeadersOnly})
	}
	checked := "each of them checked in the copy"
	if done.HeadersOnly {
		checked = "of which only the headers were checked: the store is locked"
	}
	e.say("Wrote %s, %s with %s, %s.", file,
		words.Plural(done.Runs, "run", "runs"), words.Plural(int(done.Entries), "entry", "entries"), checked)
	return nil
}
