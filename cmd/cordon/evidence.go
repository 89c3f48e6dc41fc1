package main

import (
	"errors"

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
	desc string
	keep bool
	at   string
}

func newEvidenceAddCmd(e env) *cobra.Command {
	var opts evidenceOptions
	cmd := newCmd("add RUN STEP PATH... [--desc D] [--keep] [--at TIME]", "Attach files to a step",
		`Attach files to a step. Each is read to its end, and its SHA-256 is recorded and
printed. A copy of up to 16 MiB is kept beside the runs; larger ones with --keep.`,
		`  cordon evidence add k7m2 2.4 auth.log
  cordon evidence add k7m2 2.4 disk.img --keep --desc "image of web-3, taken 03:40"`)
	cmd.Args = takes(3, -1)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs, anyFile)
	cmd.Flags().StringVar(&opts.desc, "desc", "", "`TEXT` that says what it is")
	cmd.Flags().BoolVar(&opts.keep, "keep", false, "keep a copy whatever its size")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return addEvidence(e, opts, args[0], args[1], args[2:])
	}
	return cmd
}

func addEvidence(e env, opts evidenceOptions, ref, step string, paths []string) error {
	d, err := e.sitDown(ref, opts.at)
	if err != nil {
		return err
	}
	if _, err := d.run.Find(step); err != nil {
		return err // before large files are read
	}
	limit := int64(store.DefaultKeep)
	if opts.keep {
		limit = -1
	}
	var files []run.EvidenceAdded
	var decide []run.Intention
	for _, path := range paths {
		ev, err := d.store.Attach(path, limit)
		if err != nil {
			return err
		}
		ev.Step, ev.Desc = step, opts.desc
		files, decide = append(files, ev), append(decide, run.AddEvidence(ev))
	}
	if err := d.would(decide); err != nil {
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
