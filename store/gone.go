package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"cordon/playbook/run"
)

// A GoneError means that the file does not hold any more what was read from it
// before. It wraps the error that showed it.
type GoneError struct {
	Path string
	How  string // "is gone", "was replaced"
	Err  error
}

func (e *GoneError) Error() string { return fmt.Sprintf("the file %s %s", e.Path, e.How) }

// Advice says what to do.
func (e *GoneError) Advice() string {
	if errors.Is(e.Err, ErrLocked) {
		return "What is shown is only here: note down what was typed, leave, and open it again with its key or passphrase."
	}
	return "What is shown is only here: put the file back, or copy it."
}

func (e *GoneError) Unwrap() error { return e.Err }

// Gone tells the screens what the error means to them.
func (e *GoneError) Gone() bool { return true }

// lockedMeanwhile is said of a file that was read before, and cannot be any more.
const lockedMeanwhile = "was locked, and nothing here opens it"

// gone returns err as one that says what became of the file, if something of a
// run that was read from it is not there any more.
func (s *Store) gone(known run.Run, err error) error {
	if err == nil || known.Head().Seq == 0 {
		return err
	}
	how := s.became(known, err)
	if how == "" {
		return err
	}
	return &GoneError{Path: s.path, How: how, Err: err}
}

func (s *Store) became(known run.Run, err error) string {
	switch how := s.fileBecame(); {
	case how != "":
		return how
	case errors.Is(err, ErrLocked):
		return lockedMeanwhile
	case errors.Is(err, ErrNoRun), errors.Is(err, errAbsent):
		return "was replaced: it has no run " + known.ID()
	case errors.Is(err, ErrDiverged):
		return fmt.Sprintf("was replaced or set back: entry %d is not the one that was read from it", known.Head().Seq)
	}
	return damage(err)
}

// damage says of an error that the file is damaged, if that is what it says.
func damage(err error) string {
	if damaged, ok := errors.AsType[*DamagedError](err); ok {
		return fmt.Sprintf("was damaged or cut short: cannot read %s: %v", damaged.Part, damaged.Err)
	}
	return ""
}

// fileBecame says what became of a file that was read before.
func (s *Store) fileBecame() string {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is gone"
	case err != nil:
		return "cannot be reached: " + err.Error()
	case !info.Mode().IsRegular():
		return "was replaced by something that is no file"
	case info.Size() == 0:
		return "was emptied"
	}
	return ""
}

// RunsSince returns what [Store.Runs] does. If something of what is known is not
// there any more, the error is a [GoneError].
func (s *Store) RunsSince(known []run.Summary) ([]run.Summary, error) {
	list, err := s.Runs()
	if len(known) == 0 {
		return list, err
	}
	how := s.fileBecame()
	if how == "" && errors.Is(err, ErrLocked) {
		how = lockedMeanwhile
	}
	if how == "" && (err == nil || errors.Is(err, ErrDamaged)) {
		how = s.missing(known, list, err)
	}
	if how != "" {
		return list, &GoneError{Path: s.path, How: how, Err: err}
	}
	return list, err
}

// holds reports whether the file has a run with an entry.
func (s *Store) holds(id string, head run.Head) bool {
	return s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		return j.follows(head)
	}) == nil
}

// missing says what is not in the list that was in it before. No command takes
// away a run or an entry. A run is there whose summary alone was altered.
func (s *Store) missing(known, list []run.Summary, err error) string {
	heads := make(map[string]run.Head, len(list))
	for _, sum := range list {
		heads[sum.ID] = sum.Head
	}
	for _, sum := range known {
		head, there := heads[sum.ID]
		if !there && errors.Is(err, run.ErrSummary) && s.holds(sum.ID, sum.Head) {
			continue
		}
		switch {
		case !there && err != nil:
			return damage(err)
		case !there:
			return "was replaced: it has no run " + sum.ID
		case head.Seq < sum.Head.Seq, head.Seq == sum.Head.Seq && head != sum.Head:
			return fmt.Sprintf("was replaced or set back: entry %d of run %s is not the one that was read from it", sum.Head.Seq, sum.ID)
		}
	}
	return ""
}
