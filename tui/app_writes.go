package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// The App writes changes one after the other, in the order of the keys. Each
// is answered to every screen.

// enqueue puts a change behind those under way.
func (a App) enqueue(c change) (App, tea.Cmd) {
	if err := a.forbids(c); err != nil {
		return a.say(sentence(err), true).broadcast(refusedMsg{change: c, run: a.run, err: err})
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
	c, known, writer := a.queue[0], a.run, a.cfg.Writer
	stamp := run.Stamp{By: a.cfg.By, At: c.at}
	now := a.cfg.Now
	return func() tea.Msg {
		stamp.Now = now()
		next, err := writer.Record(known, stamp, c.decide, c.drop...)
		switch {
		case err == nil:
			return recordedMsg{change: c, run: next}
		case no(err):
			return refusedMsg{change: c, run: next, err: err}
		}
		return failedMsg{change: c, err: err}
	}
}

// errLooking is the answer to a change of a run that is open to look at only.
var errLooking = errors.New("this run is open to look at only. Nothing was changed")

// forbids says why nothing, or all but reopening, can be recorded.
func (w *world) forbids(c change) error {
	switch {
	case w.cfg.readOnly():
		return errNoWriter
	case w.review && !c.reopens:
		return errLooking
	}
	return nil
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
func (a App) recorded(msg recordedMsg) (App, tea.Cmd) {
	a = a.written()
	a.unsaved = ""
	a.looking = a.looking && !msg.change.reopens
	a = a.with(msg.run)
	if msg.change.said != nil {
		a = a.say(msg.change.said(msg.run), false)
	}
	a.drafts = without(a.drafts, msg.change.drop)
	return a.broadcastAnd(msg, tea.Batch(a.inspect(), a.nextWrite()))
}

// refused takes in a change that could not be decided.
func (a App) refused(msg refusedMsg) (App, tea.Cmd) {
	a = a.written().with(msg.run)
	return a.say(sentence(msg.err), true).broadcastAnd(msg, a.nextWrite())
}

// failed keeps what was there and says so. The changes behind the one that
// failed are dropped: they were decided on a screen that showed otherwise.
func (a App) failed(msg failedMsg) (App, tea.Cmd) {
	a.queue = nil
	// The responder decides again, knowing this, if there is one.
	if a.going < leaving || a.going == leaving && a.how == orderly {
		a.going = staying
	}
	a.unsaved = inert.Line(msg.err.Error())
	a = a.say(fmt.Sprintf("Could not %s: %v", msg.change.doing, msg.err), true)
	return a.broadcast(msg)
}

// sentence makes a refusal a sentence: capital first, full stop last.
func sentence(err error) string {
	text := err.Error()
	if text == "" {
		return text
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
