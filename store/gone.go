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

func (e *GoneError) Unwrap() error { return e.Err }

// Gone tells the screens what the error means to them.
func (e *GoneError) Gone() bool { return true }

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
	info, statErr := os.Stat(s.path)
	switch {
	case errors.Is(statErr, fs.ErrNotExist):
		return "is gone"
	case statErr != nil:
		return "cannot be reached: " + statErr.Error()
	case !info.Mode().IsRegular():
		return "was replaced by something that is no file"
	case info.Size() == 0:
		return "was emptied"
	case errors.Is(err, ErrNoRun), errors.Is(err, errAbsent):
		return "was replaced: it has no run " + known.ID()
	case errors.Is(err, ErrDiverged):
		return fmt.Sprintf("was replaced or set back: entry %d is not the one that was read from it", known.Head().Seq)
	}
	if damaged, ok := errors.AsType[*DamagedError](err); ok {
		return fmt.Sprintf("was damaged or cut short: cannot read %s: %v", damaged.Part, damaged.Err)
	}
	return ""
}
