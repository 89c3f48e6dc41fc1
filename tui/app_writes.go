package tui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// The App writes changes one after the other, in the order of the keys. Each
// is answered to every screen.

// enqueue puts a change behind those under way.
func (a App) enqueue(c screen.Change) (App, tea.Cmd) {
	if err := a.Forbids(c); err != nil {
		return a.say(draw.Sentence(err), true).broadcast(screen.RefusedMsg{Change: c, Run: a.Run, Err: err})
	}
	a.queue = append(a.queue[:len(a.queue):len(a.queue)], c)
	if len(a.queue) > 1 {
		return a, nil
	}
	return a, a.nextWrite()
}

// nextWrite starts the first write of the queue.
func (a App) nextWrite() tea.Cmd {
	if len(a.queue) == 0 {
		return nil
	}
	c, known, writer := a.queue[0], a.Run, a.Cfg.Writer
	stamp := run.Stamp{By: a.Cfg.By, At: c.At}
	now := a.Cfg.Now
	return func() tea.Msg {
		stamp.Now = now()
		next, err := writer.Record(known, stamp, c.Decide, c.Drop...)
		switch {
		case err == nil:
			return screen.RecordedMsg{Change: c, Run: next}
		case no(err):
			return screen.RefusedMsg{Change: c, Run: next, Err: err}
		}
		return screen.FailedMsg{Change: c, Err: err}
	}
}

// no reports whether err says no, rather than that the write failed.
func no(err error) bool {
	if _, ok := errors.AsType[*run.Refusal](err); ok {
		return true
	}
	return errors.Is(err, playbook.ErrNoStep) || errors.Is(err, playbook.ErrNoFact) || errors.Is(err, playbook.ErrNoRole)
}

// written takes the change that was answered from the queue.
func (a App) written() App {
	a.queue = a.queue[min(1, len(a.queue)):]
	return a
}

// recorded takes in a change that is on disk.
func (a App) recorded(msg screen.RecordedMsg) (App, tea.Cmd) {
	a = a.written()
	a.Unsaved = ""
	a.looking = a.looking && !msg.Change.Reopens
	a = a.with(msg.Run)
	if msg.Change.Said != nil {
		a = a.say(msg.Change.Said(msg.Run), false)
	}
	a.Drafts = without(a.Drafts, msg.Change.Drop)
	a, cmd := a.broadcastAnd(msg, tea.Batch(a.inspect(), a.nextWrite()))
	a, sheet := a.sheetAfter(msg)
	return a, tea.Batch(cmd, sheet)
}

// refused takes in a change that could not be decided.
func (a App) refused(msg screen.RefusedMsg) (App, tea.Cmd) {
	a = a.written().with(msg.Run)
	if !msg.Change.Quiet {
		a = a.say(draw.Sentence(msg.Err), true)
	}
	return a.broadcastAnd(msg, a.nextWrite())
}

// failed keeps what was there and says so. The changes behind the one that
// failed are dropped: they were decided on a screen that showed otherwise.
func (a App) failed(msg screen.FailedMsg) (App, tea.Cmd) {
	a.queue = nil
	// The responder decides again, knowing this, if there is one.
	if a.going < leaving || a.going == leaving && a.how == screen.Orderly {
		a.going = staying
	}
	a.Unsaved = inert.Line(msg.Err.Error())
	if a = a.learnGone(msg.Err); a.gone != "" {
		return a.broadcast(msg)
	}
	a = a.say(fmt.Sprintf("Could not %s: %v", msg.Change.Doing, msg.Err), true)
	return a.broadcast(msg)
}
