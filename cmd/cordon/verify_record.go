package main

import (
	"cmp"
	"errors"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/bundle"
)

// checkRecord checks what the store has of a run as if it lay in a bundle: also
// its evidence, the times, the seals, and the heads that somebody kept.
func (e env) checkRecord(s *store.Store, id string, asked trustOptions) (bundle.Result, error) {
	trust, err := e.trust(asked)
	if err != nil {
		return bundle.Result{}, err
	}
	copied, err := s.Copy(id)
	if err != nil {
		return bundle.Result{}, err
	}
	c, err := contentsOf(s, copied)
	if err != nil {
		return bundle.Result{}, err
	}
	found, err := c.Check(trust)
	return found, ofRun(id, err)
}

// ofRun says of which run an error is.
func ofRun(id string, err error) error { return inFile("run "+id, err) }

// verifyFile checks a bundle.
func verifyFile(e env, asked trustOptions, opts openOptions, path string) error {
	return e.tellResult(e.checkFile(asked, opts, path))
}

func (e env) checkFile(asked trustOptions, opts openOptions, path string) (bundle.Result, error) {
	trust, err := e.trust(asked)
	if err != nil {
		return bundle.Result{}, err
	}
	c, closeFile, err := e.openBundle(path, opts)
	if err != nil {
		return bundle.Result{}, err
	}
	defer closeFile()
	found, err := c.Check(trust)
	return found, inFile(path, err)
}

// tellResult says what a check found, for a person or a program, and ends with what
// is wrong.
func (e env) tellResult(found bundle.Result, wrong error) error {
	switch {
	case e.flags.json:
		return cmp.Or(e.json(e.verificationOf(found, wrong)), wrong)
	case wrong == nil:
		e.sayResult(found)
	}
	return wrong
}

// sayResult prints what a check found.
func (e env) sayResult(found bundle.Result) {
	e.print("%s ok, %s, head %s\n", found.Run, words.Plural(int(found.Entries), "entry", "entries"), found.Head.Hash)
	for _, line := range words.RecordLines(found.Checked(e.now())) {
		e.print("%s\n", line)
	}
}

// verificationOf is the result for a program.
func (e env) verificationOf(found bundle.Result, err error) verification {
	v := verification{SchemaVersion: report.SchemaVersion, Run: found.Run, Words: []string{}}
	if err == nil {
		v.OK, v.Entries, v.Head, v.Words = true, found.Entries, &found.Head, words.RecordLines(found.Checked(e.now()))
		return v
	}
	v.Problem = err.Error()
	checked := run.Checked{At: e.now(), Broken: []error{err}} // of a file
	if bad, ok := errors.AsType[notWholeError](err); ok {
		checked = bad.checked
	}
	if altered(err) {
		v.Words = []string{words.Record(checked).Text}
	}
	if f, ok := errors.AsType[*bundle.Fault](err); ok && f.Entry > 0 {
		v.Bad, v.Entries = f.Entry, f.Entry-1
	}
	if broken, ok := errors.AsType[*run.ChainError](err); ok {
		v.Bad, v.Entries = broken.Seq, broken.Seq-1
	}
	return v
}
