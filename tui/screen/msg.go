package screen

import (
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// Messages say what has come about. Each is a concrete struct of its own, so
// a type switch can only mean one thing.
type (
	// RecordedMsg follows a change that is on disk.
	RecordedMsg struct {
		Change Change
		Run    run.Run // as it now stands
	}
	// RefusedMsg follows a change that could not be decided. Nothing was
	// written.
	RefusedMsg struct {
		Change Change
		Run    run.Run // the newest that is known
		Err    error   // the refusal
	}
	// FailedMsg follows a write that did not succeed.
	FailedMsg struct {
		Change Change
		Err    error
	}
	// OpenedMsg follows the loading of a run, or its start.
	OpenedMsg struct {
		Run    run.Run
		Mark   string // of the storage when it was read
		Review bool   // it is open to look at only
		Fresh  bool   // it was only just started
		Drafts Drafts
		// Profile is that of the organisation, for a run that is fresh; nil
		// without one. ProfileErr is why it cannot be used.
		Profile    *playbook.Organisation
		ProfileErr error
	}
	// NotOpenedMsg follows a run that could not be loaded or started.
	NotOpenedMsg struct{ Err error }
	// OthersMsg follows a change of the file, by anybody.
	OthersMsg struct {
		Watch int    // of which watch it is: an answer to an earlier one counts for nothing
		Mark  string // of the storage, as it now is
		Run   run.Run
		Err   error // why it cannot be read
		// Drafts are as they now are.
		Drafts Drafts
	}
	// CheckedMsg follows the check of the open run's record and the search for
	// what a reviewer should look at.
	CheckedMsg struct {
		ID       string // of the run
		Checked  run.Checked
		Err      error // why it could not be checked
		Findings []words.FindingRow
	}
	// MinuteMsg comes when what shows changes by itself, or the clock on the
	// wall went back.
	MinuteMsg struct {
		Wait int       // of which wait it is, as in OthersMsg
		Seen time.Time // what the wall should show, going by a moment before
	}
	// DraftKeptMsg follows the writing of typed text to disk.
	DraftKeptMsg struct {
		Run, Field, Text string
		Err              error // why it is not there
	}
	// DraftTakenMsg follows the taking of a draft that named nobody.
	DraftTakenMsg struct {
		Run, Field string
		Text       string // empty if there is none, or somebody was quicker
		Err        error  // why it was not taken
	}
	// RenamedMsg gives the person another name.
	RenamedMsg struct {
		By     string
		Drafts Drafts // of the open run, as they may see them
		Err    error  // why the name is not kept, or the drafts cannot be read
	}
	// DraftDueMsg comes a moment after the first key that is not in the draft.
	DraftDueMsg struct {
		From int // the form
	}
	// JumpMsg moves the run screen to a step.
	JumpMsg struct {
		Step string // id
	}
	// ShownMsg is the first message to a screen that was put on the stack.
	ShownMsg struct{}
	// HomeMsg follows the reading of the runs and playbooks.
	HomeMsg struct {
		Watch     int    // as in OthersMsg
		Mark      string // of the storage, from before it was read
		Runs      []run.Summary
		Err       error // why the runs cannot be read, or not all
		Playbooks []Listed
		BookErr   error // the same of the playbooks
		// NoProfile says that there could be a profile of the organisation and
		// is none.
		NoProfile bool
	}
	// BookMsg follows the opening of a playbook.
	BookMsg struct {
		Book *playbook.Playbook
		To   Purpose
		Err  error // why it cannot be read
		// Dialog says that the start dialog asked for it.
		Dialog bool
	}
	// ShelfMsg follows the listing of the playbooks for a run.
	ShelfMsg struct {
		Playbooks []Listed
		Err       error // why they cannot be read, or not all
	}
	// ToAddMsg follows the reading of a playbook that is to join the run.
	ToAddMsg struct {
		Book *playbook.Playbook
		Err  error // why it cannot be read
	}
	// RulesMsg follows the reading of the rules of the law.
	RulesMsg struct {
		Rules []playbook.Rule
		Err   error // why they cannot be read, or not all
	}
	// NotKeptMsg follows typed text that could not be put on disk before
	// leaving.
	NotKeptMsg struct{ Err error }
	// LeaveMsg asks the program to end with an exit code, all saved.
	LeaveMsg struct {
		Code int // of the program
		How  How
	}
)
