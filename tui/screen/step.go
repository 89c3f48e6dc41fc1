package screen

import (
	"errors"
	"fmt"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
)

// errLooking is the answer to a change of a run that is open to look at only.
var errLooking = errors.New("this run is open to look at only. Nothing was changed")

// Forbids says why nothing, or all but reopening, can be recorded.
func (w *World) Forbids(c Change) error {
	switch {
	case w.Cfg.ReadOnly():
		return ErrNoWriter
	case w.Review && !c.Reopens && !c.Reviews && !(c.Settles && w.SettlesOnly()):
		return errLooking
	}
	return nil
}

// SettlesOnly reports whether the run is closed and takes only what is about
// its duties: closing ends none.
func (w *World) SettlesOnly() bool { return w.Closed() && !w.Cfg.ReadOnly() && !w.Cfg.Review }

// NoSettling says why nothing can be recorded about a duty, if so.
func (w *World) NoSettling() string {
	if w.SettlesOnly() {
		return ""
	}
	return w.ReadOnly()
}

// NoReopening says why the run cannot be taken up again, if so.
func (w *World) NoReopening() string {
	switch {
	case !w.Closed():
		return "The run is open."
	case w.Cfg.ReadOnly():
		return draw.Sentence(ErrNoWriter)
	case w.Cfg.Review:
		return "Opened by cordon review, which only looks. To go on with the run: cordon reopen " + w.Run.ID()
	}
	return ""
}

// NoReviewing says why nothing can be recorded about the record itself, if so.
func (w *World) NoReviewing() string {
	if w.Cfg.ReadOnly() {
		return draw.Sentence(ErrNoWriter)
	}
	return ""
}

// ReadOnly says why nothing can be changed, if so.
func (w *World) ReadOnly() string {
	switch {
	case !w.Review:
		return ""
	case w.Cfg.ReadOnly():
		return draw.Sentence(ErrNoWriter)
	}
	if _, closed := w.Run.Closing(); closed {
		return "This run is closed and read-only. Nothing was changed. " + w.Key("run.reopen") + " takes it up again."
	}
	return "This run is open to look at only. Nothing was changed."
}

// SettledText reports a step's new state, and the end of a phase aloud, before
// what a narrow window cuts off.
func SettledText(w *World, r run.Run, id, word string) string {
	st := r.Step(id)
	text, undo := fmt.Sprintf("%s %s.", st.Number, word), w.UndoHint()
	all, phase := r.Progress(), r.PhaseProgress(st.Phase)
	switch {
	case !st.State.Settled():
		return text + undo
	case all.Settled == all.Total:
		return text + "  ALL STEPS SETTLED. " + w.Key("run.close") + " closes the run" + undo
	case phase.Settled == phase.Total:
		text = fmt.Sprintf("%s  PHASE %s COMPLETE", text, r.Book().Phases[st.Phase].Number)
	}
	if w.Cfg.Lines {
		return text + "  Next is " + r.Current().Number + ": " + w.Key("step.current") + " goes there."
	}
	return text + undo + "   " + w.Key("step.current") + " goes to " + r.Current().Number
}

// Undo records an undo or redo and says what it took back.
func Undo(w *World, decide run.Intention, word string) Reply {
	return Reply{Change: &Change{Decide: decide, Doing: "undo", Settles: true, Said: func(r run.Run) string {
		ev, ok := r.Last().Event.(run.EntryUndone)
		if !ok {
			return word + "."
		}
		return word + ": " + r.UndoneText(ev)
	}}}
}

// StepGlyph is the mark of a step's state. Every state has its own.
func (w *World) StepGlyph(st run.Step) string { return Sign(w.Theme, words.StepState(st).Sign) }

// StepStyle is the style of a step, by its state.
func (w *World) StepStyle(st run.Step) draw.Style { return Tone(w.Theme, words.StepState(st).Tone) }
