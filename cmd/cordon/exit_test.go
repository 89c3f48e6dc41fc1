package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
	"cordon/tui"
)

func TestExitCode(t *testing.T) {
	tests := []struct {
		err  error
		want int
	}{
		{nil, exitOK},
		{errors.New("anything"), exitFailed},
		{store.ErrNewer, exitFailed},
		{usagef("unknown flag"), exitUsage},
		{screenError{"cordon resume", "cordon show RUN"}, exitUsage},
		{tui.ErrNoTerminal, exitUsage},
		{&store.AmbiguousError{Prefix: "k", Candidates: []string{"k2", "k7"}}, exitUsage},
		{store.ErrNoRun, exitNotFound},
		{playbooks.ErrNoPlaybook, exitNotFound},
		{playbook.ErrNoStep, exitNotFound},
		{playbook.ErrNoFact, exitNotFound},
		{playbook.ErrNoRole, exitNotFound},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}, exitNotFound},
		{store.ErrBusy, exitBusy},
		{&store.NotSavedError{Err: store.ErrBusy}, exitBusy},
		{&run.ChainError{Seq: 2}, exitCheck},
		{playbook.Problems{{Text: "no title"}}, exitCheck},
		{&store.DamagedError{Err: errors.New("page 3")}, exitCheck},
		{checkError{errors.New("one file is altered")}, exitCheck},
		{&run.Refusal{Why: "already done"}, exitRefused},
		{refusedError{errors.New("the file exists")}, exitRefused},
		{&store.NotSavedError{Err: fs.ErrPermission}, exitNotSaved},
		{tui.ErrNotSaved, exitNotSaved},
		{&store.NotSavedError{Err: &fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}}, exitNotSaved},
		{exitStatus(exitHangup), exitHangup},
	}
	for _, tt := range tests {
		for _, err := range []error{tt.err, wrapped(tt.err)} {
			if got := exitCode(err); got != tt.want {
				t.Errorf("exitCode(%T %v) = %d, want %d", err, err, got, tt.want)
			}
		}
	}
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return errors.Join(nil, fmt.Errorf("verify: %w", err))
}

// TestExitCodesAreDocumented holds the help to the constants.
func TestExitCodesAreDocumented(t *testing.T) {
	for _, code := range []int{
		exitOK, exitFailed, exitUsage, exitNotFound, exitBusy, exitCheck, exitRefused, exitNotSaved,
		exitDueSoon, exitOverdue, exitMayBeOverdue, exitHangup, exitInterrupted, exitTerminated,
	} {
		if !strings.Contains(exitCodesText, fmt.Sprintf("%5d  ", code)) {
			t.Errorf("help exit-codes does not say what %d means", code)
		}
	}
}
