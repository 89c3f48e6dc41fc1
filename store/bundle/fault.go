package bundle

import (
	"errors"
	"fmt"
)

// A Fault is the first thing of a bundle or a record that is not as it was
// written. Its text completes "not as written: …".
type Fault struct {
	// Entry is the number of the entry it lies in, or 0.
	Entry uint64
	what  string
}

// Error implements error.
func (f *Fault) Error() string { return "not as written: " + f.what }

func fault(format string, args ...any) error { return &Fault{what: fmt.Sprintf(format, args...)} }

// faultAt is a fault of an entry.
func faultAt(seq uint64, format string, args ...any) error {
	return &Fault{Entry: seq, what: fmt.Sprintf("entry %d "+format, append([]any{seq}, args...)...)}
}

// ErrNewer means that a newer version of the program made the file.
var ErrNewer = errors.New("made by a newer Cordon; use that to open it")

// An UnmetError means that what was checked is whole, and is not what was asked
// for.
type UnmetError struct{ What string }

// Error implements error.
func (e *UnmetError) Error() string { return e.What }
