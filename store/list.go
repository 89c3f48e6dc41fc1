package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/run"
)

// Runs returns the summaries of all runs: open ones first, then the newest
// activity first. It reads no journals. With an error come the summaries that
// could be read.
func (s *Store) Runs() ([]run.Summary, error) {
	var list []run.Summary
	var bad error
	err := s.view(func(t *txn) error {
		places, err := t.places(nil)
		list, bad = t.summaries(places)
		return err
	})
	if errors.Is(err, errAbsent) {
		return nil, nil
	}
	slices.SortFunc(list, byActivity)
	return list, errors.Join(bad, err)
}

// Summary returns the summary of one run. With an error that it is not as it was
// written comes what it says.
func (s *Store) Summary(id string) (sum run.Summary, err error) {
	err = s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		if sum, err = j.summary(); err != nil {
			return err
		}
		return j.t.damaged(j.unfit(sum))
	})
	return sum, absent(err)
}

func byActivity(a, b run.Summary) int {
	if open := a.Closed.IsZero(); open != b.Closed.IsZero() {
		if open {
			return -1
		}
		return 1
	}
	return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID))
}

// A runPlace is where in the file a run begins.
type runPlace struct {
	id   string
	root uint64 // the page of its bucket; 0 if there is next to nothing in it
}

// places returns the runs whose ids begin with prefix, in order. With an error
// come those before it.
func (t *txn) places(prefix []byte) (list []runPlace, err error) {
	t.reading("the list of runs", "", 0)
	runs, err := t.child(nil, bucketRuns)
	if err != nil {
		return nil, err
	}
	strange := ""
	err = t.guard.each(uint64(runs.Root()), prefix, func(e element) (more bool) {
		if !e.bucket {
			strange = string(e.key)
			return false
		}
		if bytes.HasPrefix(e.key, prefix) {
			list = append(list, runPlace{string(e.key), e.root()})
			return true
		}
		return bytes.Compare(e.key, prefix) < 0
	})
	if err != nil {
		return list, t.broken("%w", err)
	}
	if strange != "" {
		return list, t.broken("%q is no run", strange)
	}
	return list, nil
}

// summaries reads the summaries of runs on all cores. It takes them from where
// the guard reads pages, so that a page is read once and bbolt not asked: that
// is most of what a long list costs. With an error come those that could be
// read.
func (t *txn) summaries(places []runPlace) ([]run.Summary, error) {
	sums := make([]run.Summary, len(places))
	errs := make([]error, len(places))
	inShares(len(places), 16, func(from, to int) {
		g := t.guard.another()
		for i := from; i < to; i++ {
			sums[i], errs[i] = t.summary(g, places[i])
		}
	})
	list := sums[:0]
	var bad []error
	for i, sum := range sums {
		if errs[i] != nil {
			bad = append(bad, &DamagedError{Path: t.path, Part: "the summary of run " + places[i].id, Err: errs[i]})
			continue
		}
		list = append(list, sum)
	}
	return list, errors.Join(bad...)
}

// summary reads the summary in the bucket of a run. It must be that of this run,
// and to the byte what was written.
func (t *txn) summary(g *guard, at runPlace) (run.Summary, error) {
	var text []byte
	if at.root != 0 {
		var err error
		if text, err = g.get(at.root, []byte(keySummary)); err != nil {
			return run.Summary{}, err
		}
	}
	if text == nil {
		return run.Summary{}, errors.New("it is missing")
	}
	text, err := t.unseal(text, []byte(keySummary), bucketRuns, at.id)
	if err != nil {
		return run.Summary{}, err
	}
	sum, err := run.ReadSummary(text)
	return sum, cmp.Or(err, another(sum, at.id))
}

// another says that a summary is that of another run, if it is.
func another(sum run.Summary, id string) error {
	if sum.ID == id {
		return nil
	}
	return fmt.Errorf("it is that of run %s: %w", sum.ID, run.ErrSummary)
}
