package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
	"cordon/tui"
)

// exercises are the drills as the screens see them.
type exercises struct {
	library playbooks.Library
	runs    *store.Store
}

// Drills implements [tui.Exercises].
func (x exercises) Drills() ([]tui.Exercise, error) {
	all, err := x.library.Drills()
	listed := make([]tui.Exercise, len(all))
	for i, d := range all {
		listed[i] = tui.Exercise{ID: d.ID, Title: d.ID}
		listed[i].Problem, listed[i].Note = readiness(x.library, d)
		if d.Drill.Drill != nil {
			listed[i].Title, listed[i].Playbook, listed[i].Length = d.Drill.Title, d.Drill.Playbook, d.Drill.Length
		}
	}
	return listed, err
}

// readiness says why a drill cannot be started, and else what there is to know before
// it is: both are asked where one picks a drill, and not only when it is begun.
func readiness(library playbooks.Library, d playbooks.ListedDrill) (problem, note string) {
	if len(d.Problems) > 0 {
		return firstOf(d.Problems, "cordon drill lint "+d.ID), ""
	}
	book, err := library.Open(d.Drill.Playbook)
	switch {
	case errors.Is(err, playbooks.ErrNoPlaybook):
		return fmt.Sprintf("the playbook %q that it is for is not here", d.Drill.Playbook), ""
	case err != nil:
		return fmt.Sprintf("the playbook %s that it is for cannot be used: %s", d.Drill.Playbook, firstOf(err, "cordon playbook lint "+d.Drill.Playbook)), ""
	}
	if _, err := d.Drill.Fit(book); err != nil {
		return firstOf(err, "cordon drill lint "+d.ID), ""
	}
	return "", d.Drill.OtherVersion(book)
}

// firstOf is the first of problems, and the command that shows the others; or an error
// that is none.
func firstOf(err error, check string) string {
	problems, ok := errors.AsType[playbook.Problems](err)
	if !ok || len(problems) == 0 {
		return err.Error()
	}
	if more := len(problems) - 1; more > 0 {
		return fmt.Sprintf("%s, and %d more (%s)", problems[0].Text, more, check)
	}
	return problems[0].Text
}

// Start implements [tui.Exercises].
func (x exercises) Start(id string, stamp run.Stamp) (run.Run, error) {
	d, book, err := bookOfDrill(x.library, id)
	if err != nil {
		return run.Run{}, err
	}
	r, _, err := beginDrill(x.runs, d, book, "", stamp) // a file that is lost is said where it is asked for
	return r, err
}

// AttachKept implements [tui.Keeper].
func (j journal) AttachKept(name, digest string, now time.Time) (run.EvidenceAdded, error) {
	return attachKept(j.Store, name, digest, now)
}

// attachKept returns a file as evidence of which a copy was kept before.
func attachKept(s *store.Store, name, digest string, now time.Time) (run.EvidenceAdded, error) {
	f, size, err := s.OpenEvidence(digest)
	if errors.Is(err, fs.ErrNotExist) {
		return run.EvidenceAdded{}, refusedError{fmt.Errorf("the file %s is not here: it stayed beside the runs where the drill began. Nothing was recorded", name)}
	}
	if err != nil {
		return run.EvidenceAdded{}, err
	}
	defer f.Close()
	return s.AttachStream(name, io.LimitReader(f, size), store.DefaultKeep, now)
}
