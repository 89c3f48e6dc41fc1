package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/drill"
	"cordon/tui/screen"
)

// A drill goes on by itself: a message is recorded when it is due, and shown once
// to everybody who plays. Each terminal asks for it; which one is first is decided
// where it is written.

// drilled goes on with the drill that is played in the open run: it shows what
// came, and asks for what is due. Nothing lies over text that is being typed, nor
// over a dialog: it waits, and the header says so.
func (a App) drilled() (App, tea.Cmd) {
	if _, plays := a.Run.Exercise(); !a.Opened || !plays {
		a.Waiting = 0
		return a, nil
	}
	came := a.Run.Injects()
	a.Waiting = max(0, len(came)-a.told)
	if a.Review || a.busy() || isJump(a.top()) {
		return a, nil
	}
	_, dialog := a.top().(screen.Dialog)
	free := !dialog && !a.top().Typing() && !a.tooSmall()
	switch {
	case a.Waiting > 0 && free:
		e := came[a.told]
		a.told++
		a.Waiting--
		return a.answer(screen.Reply{Open: drill.NewMessage(e.Seq)})
	case a.Waiting > 0, len(a.queue) > 0:
		return a, nil
	case a.Run.Jump(a.Now) > 0:
		if free && a.Now.Sub(a.jumped) >= jumpAgain {
			a.jumped = a.Now
			return a.answer(screen.Reply{Open: drill.Jump{}})
		}
		a.Waiting = 1 // what comes with it
		return a, nil
	}
	if _, due := a.Run.Due(a.Now); !due || a.Unsaved != "" {
		return a, nil
	}
	return a.enqueue(screen.Change{Decide: run.ShowInject(a.Now, false), Doing: "record the message of the drill", Quiet: true})
}

// jumpAgain is how soon it is said again that time of the story goes by, to who went
// back to the run without letting it.
const jumpAgain = 30 * time.Second

func isJump(s screen.Screen) bool {
	_, is := s.(drill.Jump)
	return is
}

// toldOf returns how many messages of a run's drill somebody who opens it has seen:
// all, but for the last if nobody has done anything since it came.
func toldOf(r run.Run) int {
	came := r.Injects()
	if len(came) == 0 {
		return 0
	}
	since := r.Entries()[came[len(came)-1].Seq:]
	if slices.ContainsFunc(since, func(e *run.Entry) bool { return !ofTheDrill(e) }) {
		return len(came)
	}
	return len(came) - 1
}

// ofTheDrill reports whether an entry is what a drill does by itself.
func ofTheDrill(e *run.Entry) bool {
	switch e.Event.(type) {
	case run.InjectShown, run.DrillMoved, run.DrillPaused, run.SystemClockMoved:
		return true
	}
	return false
}

// sheetAfter opens the sheet of a drill over a run that was just closed.
func (a App) sheetAfter(msg screen.RecordedMsg) (App, tea.Cmd) {
	if _, closes := msg.Run.Last().Event.(run.Closed); !closes || drill.NoSheet(&a.World) != "" || a.tooSmall() {
		return a, nil
	}
	return a.answer(screen.Reply{Open: drill.Sheet()})
}

// drillAt returns when the drill that is played has something to say next, as far
// as can be known.
func (a App) drillAt() (time.Time, bool) {
	if !a.Opened || a.Review {
		return time.Time{}, false
	}
	if again := a.jumped.Add(jumpAgain); again.After(a.Now) && a.Run.Jump(a.Now) > 0 {
		return again, true
	}
	return a.Run.DueAt(a.Now)
}
