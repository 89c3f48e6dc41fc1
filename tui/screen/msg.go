package screen

import (
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Messages say what has come about. Each is a concrete struct of its own, so
// a type switch can only mean one thing.
type (
	// RecordedMsg follows a change that is on disk.
	RecordedMsg struct {
		Change Change
		Run    run.Run
	}
	// RefusedMsg follows a change that could not be decided. Nothing was
	// written.
	RefusedMsg struct {
		Change Change
		Run    run.Run
		Err    error
	}
	// FailedMsg follows a write that did not succeed.
	FailedMsg struct {
		Change Change
		Err    error
	}
	// OpenedMsg follows the loading of a run. fresh says that it was only just
	// started.
	OpenedMsg struct {
		Run    run.Run
		Mark   string
		Review bool
		Fresh  bool
		Drafts map[string]string
	}
	// NotOpenedMsg follows a run that could not be loaded or started.
	NotOpenedMsg struct{ Err error }
	// OthersMsg follows a change of the file, by anybody.
	OthersMsg struct {
		Watch int
		Mark  string
		Run   run.Run
		Err   error
	}
	// ChainMsg follows the check of the open run's chain and the search for
	// what a reviewer should look at.
	ChainMsg struct {
		ID       string
		Entries  int
		Err      error
		Findings []run.Finding
	}
	// MinuteMsg comes when what shows changes by itself, or the clock on the
	// wall went back.
	MinuteMsg struct {
		Wait int
		Seen time.Time // what the wall should show, going by a moment before
	}
	// DraftKeptMsg follows typed text that is on disk.
	DraftKeptMsg struct {
		Run, Field, Text string
		Err              error
	}
	// DraftDueMsg comes a moment after the first key that is not in the draft.
	DraftDueMsg struct{ From int }
	// JumpMsg moves the run screen to a step.
	JumpMsg struct{ Step string }
	// ShownMsg is the first message to a screen that was put on the stack.
	ShownMsg struct{}
	// HomeMsg follows the reading of the runs and playbooks.
	HomeMsg struct {
		Watch     int
		Mark      string
		Runs      []run.Summary
		Err       error // why the runs cannot be read, or not all
		Playbooks []Listed
		BookErr   error // the same of the playbooks
	}
	// BookMsg follows the opening of a playbook.
	BookMsg struct {
		ref  string
		Book *playbook.Playbook
		To   Purpose
		Err  error
		// Dialog says that the start dialog asked for it.
		Dialog bool
	}
	// NotKeptMsg follows typed text that could not be put on disk before
	// leaving.
	NotKeptMsg struct{ Err error }
	// LeaveMsg asks the program to end with an exit code, all saved.
	LeaveMsg struct {
		Code int
		How  How
	}
)
