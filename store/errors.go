package store

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// Errors that those of this package wrap.
var (
	// ErrBusy means another process held the file for longer than
	// [Options.Wait].
	ErrBusy = errors.New("the store is in use by another process")
	// ErrNoRun means the store has no such run.
	ErrNoRun = errors.New("no such run")
	// ErrDamaged means part of the file cannot be read.
	ErrDamaged = errors.New("the store is damaged")
	// ErrNewer means a newer version of the program made the file.
	ErrNewer = errors.New("the store was made by a newer version of cordon")
	// ErrNewerRun means that a playbook of a run has what only a newer version knows.
	ErrNewerRun = errors.New("the run was made by a newer version of cordon")
	// ErrReadOnly means the store may only be read.
	ErrReadOnly = errors.New("the store is read-only")
	// ErrUnfit means the file system has no locks, or cannot map files.
	ErrUnfit = errors.New("this file system is not fit for a store")
	// ErrExposed means that others could change the file.
	ErrExposed = errors.New("others could change the store")
	// ErrLocked means that what the store holds is sealed, and nothing at hand opens it.
	ErrLocked = errors.New("the store is locked")
	// ErrDiverged means the run that the caller knows is not a beginning of
	// the one in the file.
	ErrDiverged = errors.New("the run in the file has another history than the one on the screen")
)

// A NotSavedError means that a change did not reach the disk. What was saved
// before is safe.
type NotSavedError struct {
	Err error
}

func (e *NotSavedError) Error() string {
	text := "not saved: " + e.Err.Error()
	if _, altered := errors.AsType[*run.ChainError](e.Err); altered || errors.Is(e.Err, ErrDamaged) || errors.Is(e.Err, ErrLocked) {
		return text // which says itself what is not safe, or what helps
	}
	return text + ". What was saved before is safe" + wayOut(e.Err)
}

// wayOut says what to do when the system refuses a write.
func wayOut(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return ". Free some space on the disk and try again"
	case errors.Is(err, syscall.EDQUOT):
		return ". Remove something of yours from the disk, or ask for more room, and try again"
	case errors.Is(err, syscall.EFBIG):
		return ". No file may grow larger here: look at ulimit -f, and try again from a shell that has no limit"
	case errors.Is(err, syscall.EIO):
		return ". The disk may be failing: go on with a copy on another one, which cordon backup makes"
	}
	return ""
}

func (e *NotSavedError) Unwrap() error { return e.Err }

// A DamagedError says which part of the file cannot be read. It wraps
// [ErrDamaged].
type DamagedError struct {
	Path string
	Part string // "entry 12 of run k7m2x9qd"
	Err  error  // what happened there
}

func (e *DamagedError) Error() string {
	text := fmt.Sprintf("%s: %v: cannot read %s: %v.", e.Path, ErrDamaged, e.Part, e.Err)
	if errors.Is(e.Err, run.ErrSummary) { // which says what to do
		return strings.TrimSuffix(text, ".")
	}
	return text + " To bring out what is left: cordon salvage FILE -o NEW"
}

func (e *DamagedError) Unwrap() []error { return []error{ErrDamaged, e.Err} }

// A LockedError means that the store is locked, and why it was not opened. It wraps
// [ErrLocked].
type LockedError struct {
	Path string
	Err  error

	envelope sealed.Envelope
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("%s: %v: %v. Nothing was changed", e.Path, ErrLocked, e.Err)
}

func (e *LockedError) Unwrap() []error { return []error{ErrLocked, e.Err} }

// A LeftError means that the store was locked or unlocked, and that something of what
// it was before still lies there. The next change tries again to remove it.
type LeftError struct {
	Locked bool  // as it is now
	Err    error // what was in the way
}

func (e *LeftError) Error() string {
	if e.Locked {
		return fmt.Sprintf("the store is locked, but what could be read before is not all gone: %v. Until it is, it can be read without a key. Mend that; the next change tries again", e.Err)
	}
	return fmt.Sprintf("the store is unlocked, but sealed leftovers still lie there: %v. They tell nothing. The next change tries again to remove them", e.Err)
}

func (e *LeftError) Unwrap() error { return e.Err }

// An AmbiguousError means that several runs begin with a prefix.
type AmbiguousError struct {
	Prefix     string
	Candidates []string // ids
}

func (e *AmbiguousError) Error() string {
	const most = 6
	list := e.Candidates
	more := ""
	if len(list) > most {
		more = fmt.Sprintf(" and %d more", len(list)-most)
		list = list[:most]
	}
	return fmt.Sprintf("%q could be %s%s. Type more of the id", e.Prefix, strings.Join(list, ", "), more)
}
