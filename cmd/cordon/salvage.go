package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/words"
	"cordon/store"
)

// restSuffix is added to the name of a new store for what cannot be in it.
const restSuffix = ".rest.jsonl"

func newSalvageCmd(e env) *cobra.Command {
	var file string
	cmd := newCmd("salvage FILE -o NEW", "Bring out what is left of a damaged file of runs",
		`Search a damaged file of runs, byte by byte, and write to a new one every entry
that is still as it was written. The damaged file is only read. What does not
verify is named, and the exit code is 5.

Entries that verify, but follow one that is lost, cannot stand in a run. They go
to NEW`+restSuffix+`, one line for the header and one for the body.

Of a file that is locked, the entries come out with its key, and NEW is locked for
the same people.

What was typed and not yet recorded does not come along, and neither does the
folder of evidence beside the file: copy that yourself.`,
		"  cordon salvage cordon.db -o saved.db\n  cordon ls --store saved.db")
	cmd.Args = takes(1, 1)
	cmd.Flags().StringVarP(&file, "output", "o", "", "`FILE` to write")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return salvage(e, args[0], file) }
	return cmd
}

// A salvagedRun is what came out of one run, for a program.
type salvagedRun struct {
	Run     string   `json:"run"`
	Whole   bool     `json:"whole"`
	Found   int      `json:"found"`
	Brought int      `json:"brought"`
	Rest    int      `json:"rest"`
	Lost    []string `json:"lost"`
}

func salvage(e env, from, to string) error {
	if to == "" || to == "-" {
		return usagef("name the file to write: -o NEW")
	}
	for _, name := range []string{to, to + restSuffix} {
		if _, err := os.Lstat(name); err == nil {
			return refusedError{existsError(name)}
		}
	}
	damaged := store.New(from, store.Options{ReadOnly: true, Ring: e.ring})
	all, err := damaged.SalvageInto(store.New(to, store.Options{Build: e.build, Ring: e.ring}))
	if err != nil {
		return err
	}
	var rest bytes.Buffer
	list, whole := []salvagedRun{}, len(all) > 0
	for _, one := range all {
		for _, l := range one.Rest {
			rest.Write(append(bytes.Clone(l.Header), '\n'))
			if l.Body != nil {
				rest.Write(append(bytes.Clone(l.Body), '\n'))
			}
		}
		whole = whole && one.Whole
		list = append(list, salvagedRun{one.Run, one.Whole, one.Found, one.Brought, len(one.Rest), append([]string{}, one.Lost...)})
	}
	if rest.Len() > 0 {
		if err := createFile(to+restSuffix, rest.Bytes()); err != nil {
			return err
		}
	}
	return e.tellSalvaged(list, to, whole)
}

func (e env) tellSalvaged(list []salvagedRun, to string, whole bool) error {
	if e.flags.json {
		err := e.json(struct {
			SchemaVersion int           `json:"schema_version"`
			Path          string        `json:"path"`
			Runs          []salvagedRun `json:"runs"`
		}{report.SchemaVersion, to, list})
		if err != nil {
			return err
		}
	} else {
		e.tellRuns(list, to)
	}
	if !whole {
		return checkError{fmt.Errorf("not everything came out of it whole. Keep the damaged file")}
	}
	return nil
}

func (e env) tellRuns(list []salvagedRun, to string) {
	for _, r := range list {
		verdict := "whole"
		if !r.Whole {
			verdict = "not whole"
		}
		e.print("%s %s, %s of %d found are in %s\n", r.Run, verdict, words.Plural(r.Brought, "entry", "entries"), r.Found, to)
		for _, lost := range r.Lost {
			e.print("  %s\n", lost)
		}
		if r.Rest > 0 {
			e.print("  %s more verify and stand in %s\n", words.Plural(r.Rest, "entry", "entries"), to+restSuffix)
		}
	}
	if len(list) == 0 {
		e.say("There is no entry of a run in it.")
	}
}
