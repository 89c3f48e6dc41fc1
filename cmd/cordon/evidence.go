package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/store"
)

func newEvidenceCmd(e env) *cobra.Command {
	return newGroup(e, "evidence COMMAND", "Attach files to a step, list them, check them",
		`Attach files to a step by their SHA-256. A copy of up to 16 MiB is kept beside
the runs.`,
		"  cordon evidence add k7m2 2.4 auth.log\n  cordon evidence verify k7m2",
		newEvidenceAddCmd(e), newEvidenceLsCmd(e), newEvidenceVerifyCmd(e))
}

type evidenceOptions struct {
	name string
	desc string
	keep bool
	at   string
}

func newEvidenceAddCmd(e env) *cobra.Command {
	var opts evidenceOptions
	cmd := newCmd("add RUN STEP PATH... [--name N] [--desc D] [--keep] [--at TIME]", "Attach files to a step",
		`Attach files to a step. Each is read to its end, and its SHA-256 is recorded and
printed. A copy of up to 16 MiB is kept beside the runs; larger ones with --keep.

Of a folder each file is attached, those in folders below it too. - is standard
input and takes a name with --name; its copy is the only one, so what is larger
than is copied is refused, and nothing is recorded.`,
		`  cordon evidence add k7m2 2.4 auth.log
  cordon evidence add k7m2 2.4 disk.img --keep --desc "image of web-3, taken 03:40"
  ssh web-3 cat /var/log/auth.log | cordon evidence add k7m2 2.4 - --name auth.log`)
	cmd.Args = takes(3, -1)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs, anyFile)
	cmd.Flags().StringVar(&opts.name, "name", "", "`NAME` of what comes from standard input")
	cmd.Flags().StringVar(&opts.desc, "desc", "", "`TEXT` that says what it is")
	cmd.Flags().BoolVar(&opts.keep, "keep", false, "keep a copy whatever its size")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return addEvidence(e, opts, args[0], args[1], args[2:])
	}
	return cmd
}

func addEvidence(e env, opts evidenceOptions, ref, step string, paths []string) error {
	if err := e.streams(opts, paths); err != nil {
		return err
	}
	d, err := e.sitDown(ref, opts.at)
	if err != nil {
		return err
	}
	if _, err := d.run.Find(step); err != nil {
		return err // before large files are read
	}
	files, err := d.read(opts, paths)
	if err != nil {
		return err
	}
	var decide []run.Intention
	for i := range files {
		files[i].Step, files[i].Desc = step, opts.desc
		decide = append(decide, run.AddEvidence(files[i]))
	}
	if err := cmp.Or(d.would(decide), run.Together(d.run, files)); err != nil {
		return err
	}
	for i, intention := range decide {
		if err := d.record(intention); err != nil {
			return errors.Join(d.tell(), err)
		}
		if !e.flags.json {
			e.print("%s  %s\n", files[i].SHA256, files[i].Name)
		}
	}
	return d.tell()
}

// stdin is what stands for standard input in place of a path.
const stdin = "-"

// streams looks whether what is read from standard input can be.
func (e env) streams(opts evidenceOptions, paths []string) error {
	streamed := len(paths) == 1 && paths[0] == stdin
	switch {
	case !streamed && slices.Contains(paths, stdin):
		return usagef("- is standard input and stands alone")
	case !streamed && opts.name != "":
		return usagef("--name is for what comes from standard input; a file has its own name")
	case streamed && strings.TrimSpace(opts.name) == "":
		return usagef("what comes from standard input needs a name: --name auth.log")
	case streamed && e.inTTY:
		return usagef("standard input is the keyboard: pipe something into it, or name a file")
	}
	return nil
}

// read reads what is to be attached, and keeps copies.
func (d *desk) read(opts evidenceOptions, paths []string) (files []run.EvidenceAdded, err error) {
	limit := int64(store.DefaultKeep)
	if opts.keep {
		limit = -1
	}
	if paths[0] == stdin {
		ev, err := d.store.AttachStream(opts.name, d.e.in, limit, d.stamp.Now)
		return []run.EvidenceAdded{ev}, err
	}
	if paths, err = store.FilesIn(paths); err != nil {
		return nil, err
	}
	for _, path := range paths {
		ev, err := d.store.Attach(path, limit)
		if err != nil {
			return nil, err
		}
		files = append(files, ev)
	}
	return files, nil
}
