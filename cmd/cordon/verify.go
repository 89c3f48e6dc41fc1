package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/bundle"
)

type verifyOptions struct {
	all, record bool
	trust       trustOptions
	open        openOptions
}

func newVerifyCmd(e env) *cobra.Command {
	var opts verifyOptions
	cmd := newCmd("verify (RUN|FILE | --all) [--record]", "Check that the record of a run is whole and unaltered",
		`Check the chain of entries of a run, the times at which they were recorded, the
playbook, the evidence, and the seals; of a run here, or of one in a file that
cordon export wrote. If an entry was altered, removed, inserted, moved or re-dated,
the first such entry is named and the exit code is 5. With --all every run is
checked.

It says whether the record is whole, or what of it is withheld by whom, and who
sealed it. A seal is by a name that is known if the file of allowed signers says
that the key is theirs.

Of a locked store that nothing here opens, only the headers are checked, and that
they follow each other. That is said, and the exit code is 8.

Keep the head that is printed somewhere else: who can write the file can write
the whole record anew, but not with the same head.`,
		`  cordon verify k7m2
  cordon verify --all
  cordon verify k7m2.cordon --signers allowed_signers --require-seal eva@example.org`)
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().BoolVar(&opts.all, "all", false, "check every run")
	cmd.Flags().BoolVar(&opts.record, "record", false, "record in the run that it was checked, if it is whole")
	opts.trust.add(cmd)
	opts.open.add(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		switch {
		case opts.all == (len(args) == 1):
			return usagef("name a RUN or a FILE or give --all, one of them")
		case opts.all:
			return verifyAll(e, opts)
		case isFile(args[0]) && opts.record:
			return usagef("a file cannot be written to: import it first")
		case isFile(args[0]):
			return verifyFile(e, opts.trust, opts.open, args[0])
		}
		return verify(e, opts, args[0])
	}
	return cmd
}

// verifyAll checks every run and goes on after a bad one.
func verifyAll(e env, opts verifyOptions) error {
	s := e.look()
	runs, err := s.Runs()
	if errors.Is(err, store.ErrLocked) {
		return e.verifyHeaders(s, "", err)
	}
	errs := []error{err}
	list := []verification{}
	for _, sum := range runs {
		found, err := e.verifyRun(s, sum.ID, opts)
		errs = append(errs, err)
		list = append(list, e.verificationOf(found, err))
		if err == nil && !e.flags.json {
			e.sayResult(found)
		}
	}
	if e.flags.json {
		errs = append(errs, e.json(list))
	}
	return errors.Join(errs...)
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
	Words         []string  `json:"words"` // what was found: whole or not, sealed by whom
}

func verify(e env, opts verifyOptions, ref string) error {
	s := e.look()
	id, err := resolve(s, ref)
	if errors.Is(err, store.ErrLocked) {
		return e.verifyHeaders(s, ref, err)
	}
	if err != nil {
		return err
	}
	return e.tellResult(e.verifyRun(s, id, opts))
}

// verifyRun checks a run: first what the store knows of itself, then what would
// stand in a bundle.
func (e env) verifyRun(s *store.Store, id string, opts verifyOptions) (bundle.Result, error) {
	found := bundle.Result{Run: id}
	_, err := s.Verify(id)
	if err == nil {
		found, err = e.checkRecord(s, id, opts.trust)
	}
	found.Run = id
	if err == nil && opts.record {
		err = e.recordCheck(found)
	}
	return found, e.notWhole(s, id, err)
}

// notWhole makes an error that says that a record is not whole say it as every
// command does that shows it.
func (e env) notWhole(s *store.Store, id string, err error) error {
	if !altered(err) {
		return err
	}
	in, failed := lookAt(s, id, copies, e.now())
	if failed != nil {
		return err
	}
	if in.checked.Whole() { // what is wrong lies in what only this looked at
		in.checked.Broken = []error{err}
	}
	return notWholeError{id, in.checked, err}
}

// altered reports whether an error says that a record is not as it was written, and
// not that it lacks a seal which somebody asks for, or is of a version to come.
func altered(err error) bool {
	return err != nil && tampered(err) && !is[*bundle.UnmetError](err) && !errors.Is(err, bundle.ErrNewer)
}

// recordCheck records that a run was checked, and what was found.
func (e env) recordCheck(found bundle.Result) error {
	d, err := e.sitDown(found.Run, "")
	if err != nil {
		return err
	}
	if err := d.record(run.CheckRecord(found.Head, strings.Join(words.RecordLines(found.Checked(e.now())), "; "))); err != nil || e.flags.json {
		return err
	}
	return d.tell()
}
