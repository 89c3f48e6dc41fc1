package main

import (
	"errors"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
)

func newVerifyCmd(e env) *cobra.Command {
	var all bool
	cmd := newCmd("verify (RUN | --all)", "Check that the record of a run is whole and unaltered",
		`Check the chain of entries of a run, and that the playbook is the one it began
with. If an entry was altered, removed, inserted, moved or re-dated, the first
such entry is named and the exit code is 5. With --all every run is checked.

Keep the head that is printed somewhere else: who can write the file can write
the whole record anew, but not with the same head.`,
		"  cordon verify k7m2\n  cordon verify --all\n  cordon evidence verify k7m2")
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().BoolVar(&all, "all", false, "check every run")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		switch {
		case all == (len(args) == 1):
			return usagef("name a RUN or give --all, one of them")
		case all:
			return verifyAll(e)
		}
		return verify(e, args[0])
	}
	return cmd
}

// verifyAll checks every run and goes on after a bad one.
func verifyAll(e env) error {
	s := e.look()
	runs, err := s.Runs()
	errs := []error{err}
	list := []verification{}
	for _, sum := range runs {
		checked, err := s.Verify(sum.ID)
		errs = append(errs, err)
		list = append(list, verificationOf(sum.ID, checked, err))
		if err == nil && !e.flags.json {
			e.sayVerified(sum.ID, checked)
		}
	}
	if e.flags.json {
		errs = append(errs, e.json(list))
	}
	return errors.Join(errs...)
}

func (e env) sayVerified(id string, checked store.Report) {
	e.print("%s ok, %s, head %s\n", id, words.Plural(int(checked.Entries), "entry", "entries"), checked.Head.Hash)
}

// A verification is the result for a program.
type verification struct {
	SchemaVersion int       `json:"schema_version"`
	Run           string    `json:"run"`
	OK            bool      `json:"ok"`
	Entries       uint64    `json:"entries"` // as they were written, from the first on
	Head          *run.Head `json:"head"`    // of the last entry, or null
	Bad           uint64    `json:"bad"`     // the first entry that is not as it was written, or 0
	Problem       string    `json:"problem"`
}

func verify(e env, ref string) error {
	s := e.look()
	id, err := resolve(s, ref)
	if err != nil {
		return err
	}
	checked, err := s.Verify(id)
	if e.flags.json {
		if failed := e.json(verificationOf(id, checked, err)); failed != nil {
			return failed
		}
		return err
	}
	if err == nil {
		e.sayVerified(id, checked)
	}
	return err
}

func verificationOf(id string, checked store.Report, err error) verification {
	v := verification{SchemaVersion: report.SchemaVersion, Run: id}
	if err == nil {
		v.OK, v.Entries, v.Head = true, checked.Entries, &checked.Head
		return v
	}
	v.Problem = err.Error()
	if broken, ok := errors.AsType[*run.ChainError](err); ok {
		v.Bad, v.Entries = broken.Seq, broken.Seq-1
	}
	return v
}
