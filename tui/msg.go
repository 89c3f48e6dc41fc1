package tui

import (
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Messages say what has come about. Each is a concrete struct of its own, so
// a type switch can only mean one thing.
type (
	// recordedMsg follows a change that is on disk.
	recordedMsg struct {
		change change
		run    run.Run
	}
	// refusedMsg follows a change that could not be decided. Nothing was
	// written.
	refusedMsg struct {
		change change
		run    run.Run
		err    error
	}
	// failedMsg follows a write that did not succeed.
	failedMsg struct {
		change change
		err    error
	}
	// openedMsg follows the loading of a run. fresh says that it was only just
	// started.
	openedMsg struct {
		run    run.Run
		mark   string
		review bool
		fresh  bool
		drafts map[string]string
	}
	// notOpenedMsg follows a run that could not be loaded or started.
	notOpenedMsg struct{ err error }
	// othersMsg follows a change of the file, by anybody.
	othersMsg struct {
		watch int
		mark  string
		run   run.Run
		err   error
	}
	// chainMsg follows the check of the open run's chain and the search for
	// what a reviewer should look at.
	chainMsg struct {
		id       string
		entries  int
		err      error
		findings []run.Finding
	}
	// minuteMsg comes when what shows changes by itself, or the clock on the
	// wall went back.
	minuteMsg struct {
		wait int
		seen time.Time // what the wall should show, going by a moment before
	}
	// draftKeptMsg follows typed text that is on disk.
	draftKeptMsg struct {
		run, field, text string
		err              error
	}
	// draftDueMsg comes a moment after the first key that is not in the draft.
	draftDueMsg struct{ from int }
	// jumpMsg moves the run screen to a step.
	jumpMsg struct{ step string }
	// shownMsg is the first message to a screen that was put on the stack.
	shownMsg struct{}
	// homeMsg follows the reading of the runs and playbooks.
	homeMsg struct {
		watch     int
		mark      string
		runs      []run.Summary
		err       error // why the runs cannot be read, or not all
		playbooks []Listed
		bookErr   error // the same of the playbooks
	}
	// bookMsg follows the opening of a playbook.
	bookMsg struct {
		ref  string
		book *playbook.Playbook
		to   purpose
		err  error
		// dialog says that the start dialog asked for it.
		dialog bool
	}
	// notKeptMsg follows typed text that could not be put on disk before
	// leaving.
	notKeptMsg struct{ err error }
	// leaveMsg asks the program to end with an exit code, all saved.
	leaveMsg struct {
		code int
		how  how
	}
)
