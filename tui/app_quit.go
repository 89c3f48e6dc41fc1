package tui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/screen"
)

// ErrNotSaved means that ctrl+c ended the program while something was being
// written.
var ErrNotSaved = errors.New("cordon ended before all was written")

// quitDueMsg says that ctrl+c has waited long enough.
type quitDueMsg struct{}

// waitToQuit is over when it has.
func waitToQuit() tea.Msg {
	<-time.After(quitWithin)
	return quitDueMsg{}
}

// interrupt answers ctrl+c: the first says that all is saved, the second ends
// the program when it is, at the latest after [quitWithin], and the third does
// not wait.
func (a App) interrupt() (App, tea.Cmd) {
	again := !a.interrupted.IsZero() && a.Now.Sub(a.interrupted) <= interruptWithin
	a.interrupted = a.Now
	switch {
	case again && a.going >= leaving:
		return a.hurry()
	case again:
		a.going, a.exit = leaving, exitInterrupted
		return a.saying("Saving. " + a.Key("quit") + " again to quit without waiting."), waitToQuit
	case a.Unsaved != "": // which shows above it
		return a.saying(a.Key("quit") + " again quits all the same."), nil
	case len(a.queue) > 0, a.Sending(), len(a.Unkept()) > 0:
		return a.saying("Saving. " + a.Key("quit") + " again to quit when it is done."), nil
	}
	return a.saying("All is saved. " + a.Key("quit") + " again to quit."), nil
}

// hurry ends the program without waiting for what is being written, such as
// where another process holds the file, or a disk does not answer.
func (a App) hurry() (App, tea.Cmd) {
	if a.going < leaving || a.how == screen.Hurried {
		return a, nil // the write failed, and the person decides
	}
	a.how = screen.Hurried
	if len(a.queue) > 0 || a.Sending() || len(a.Unkept()) > 0 {
		a.exit = exitNotSaved
	}
	if a.going == ended { // it waits for what was typed last
		return a, a.end()
	}
	return a, nil
}
