package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/screen"
)

// An opening is what the first frame waits for: the run that was asked for, the
// runs and playbooks, or the playbook to ask the start questions for. So the
// first thing that a person sees is what they came for, and not the place where
// it is about to be.
//
// It does not wait for long, and not at all for somebody who presses keys.
type opening struct{ run, runs, book bool }

// openWithin is how long the first frame waits.
const openWithin = 300 * time.Millisecond

// openDueMsg says that the first frame has waited long enough.
type openDueMsg struct{}

// openingOf returns what the first frame waits for.
func openingOf(cfg screen.Config) opening {
	if cfg.Open != "" {
		return opening{run: true}
	}
	return opening{runs: true, book: cfg.Playbook != ""}
}

// waitToOpen is over when the first frame has waited long enough.
func waitToOpen() tea.Msg {
	<-time.After(openWithin)
	return openDueMsg{}
}

func (o opening) waits() bool { return o != opening{} }

// after returns what there is still to wait for after a message.
func (o opening) after(msg tea.Msg) opening {
	if !o.waits() {
		return o
	}
	switch msg.(type) {
	case screen.OpenedMsg, openDueMsg, tea.KeyPressMsg, screen.LeaveMsg:
		return opening{}
	case screen.NotOpenedMsg: // then the list is read
		return opening{runs: true}
	case screen.HomeMsg:
		o.runs = false
	case screen.BookMsg:
		o.book = false
	}
	return o
}
