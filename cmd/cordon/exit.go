package main

import (
	"errors"
	"fmt"
	"io/fs"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
	"cordon/store/bundle"
	"cordon/tui"
)

// The exit codes of cordon. Scripts depend on them; cordon help exit-codes
// prints them.
const (
	exitOK       = 0
	exitFailed   = 1
	exitUsage    = 2
	exitNotFound = 3
	exitBusy     = 4
	exitCheck    = 5
	exitRefused  = 6
	exitNotSaved = 7
	exitLocked   = 8
	exitDueSoon  = 10
	exitOverdue  = 11
	// exitMayBeOverdue is the mildest of the three, whatever its number: nothing
	// is late yet that is known to apply.
	exitMayBeOverdue = 12
	exitHangup       = 129
	exitInterrupted  = 130
	exitTerminated   = 143
)

// exitCode is the only place where an error becomes an exit code.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case is[exitStatus](err):
		status, _ := errors.AsType[exitStatus](err)
		return int(status)
	case errors.Is(err, store.ErrBusy):
		return exitBusy // also if it was in the way of a change: trying again helps
	case errors.Is(err, store.ErrLocked):
		return exitLocked // also if it was in the way of a change: a key helps
	case is[*store.NotSavedError](err), errors.Is(err, tui.ErrNotSaved):
		return exitNotSaved
	case is[usageError](err), is[screenError](err), is[*store.AmbiguousError](err), errors.Is(err, tui.ErrNoTerminal):
		return exitUsage
	case is[*run.Refusal](err): // also of a playbook that does not fit the run
		return exitRefused
	case is[*bundle.Fault](err), is[*bundle.UnmetError](err), errors.Is(err, bundle.ErrNewer):
		return exitCheck
	case is[*run.ChainError](err), is[playbook.Problems](err), is[checkError](err), errors.Is(err, store.ErrDamaged):
		return exitCheck
	case is[refusedError](err), is[*store.DivergedError](err), errors.Is(err, store.ErrExposed), errors.Is(err, store.ErrShared):
		return exitRefused
	case notFound(err):
		return exitNotFound
	}
	return exitFailed
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func notFound(err error) bool {
	for _, missing := range []error{
		store.ErrNoRun, errNothingToWatch, errNoProfile, errNoFinding, playbooks.ErrNoPlaybook, playbooks.ErrNoDrill, playbooks.ErrNoRule,
		playbook.ErrNoStep, playbook.ErrNoPhase, playbook.ErrNoFact, playbook.ErrNoRole, run.ErrNoClock, run.ErrNoMessage, fs.ErrNotExist,
	} {
		if errors.Is(err, missing) {
			return true
		}
	}
	return false
}

// A usageError is a command line that means nothing.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// A checkError is a check that did not pass.
type checkError struct{ error }

// A refusedError is something the program will not do, though it could.
type refusedError struct{ error }

func (e refusedError) Unwrap() error { return e.error }

// An existsError is a file that would be written over.
type existsError string

func (e existsError) Error() string { return string(e) + " exists already; nothing was written" }

// An exitStatus ends the program with a code and without another word: all
// there is to say has been said.
type exitStatus int

func (s exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(s)) }
