package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

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
		if len(d.Problems) > 0 {
			listed[i].Problem = d.Problems.Error()
			continue
		}
		listed[i].Title, listed[i].Playbook, listed[i].Length = d.Drill.Title, d.Drill.Playbook, d.Drill.Length
	}
	return listed, err
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
