package tui

import (
	"errors"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// A drafter is a screen with typed text that may not be on disk yet.
type drafter interface {
	// unkept returns the text by the name of its draft.
	unkept() map[string]string
	// sending reports whether a draft is on its way to disk.
	sending() bool
}

// sending reports whether a draft is on its way to disk. Another one of the
// same text must not overtake it.
func (a App) sending() bool {
	return slices.ContainsFunc(a.stack, func(s screen) bool {
		d, ok := s.(drafter)
		return ok && d.sending()
	})
}

// keepDraft puts typed text on disk.
func keepDraft(w *world, field, text string) tea.Cmd {
	id, writer := w.run.ID(), w.cfg.Writer
	return func() tea.Msg {
		return draftKeptMsg{run: id, field: field, text: text, err: writer.SaveDraft(id, field, text)}
	}
}

// unkept returns all typed text that may not be on disk yet.
func (a App) unkept() map[string]string {
	all := map[string]string{}
	for _, s := range a.stack {
		if d, ok := s.(drafter); ok && a.opened {
			maps.Copy(all, d.unkept())
		}
	}
	return all
}

// keepThen puts all typed text on disk and goes on with next. If that fails,
// it does not go on.
func (a App) keepThen(next func() tea.Msg) tea.Cmd {
	id, drafts, writer := a.run.ID(), a.unkept(), a.cfg.Writer
	return func() tea.Msg {
		if err := keepAll(writer, id, drafts); err != nil {
			return notKeptMsg{err}
		}
		return next()
	}
}

func keepAll(writer Writer, id string, drafts map[string]string) error {
	var failed error
	for field, text := range drafts {
		failed = errors.Join(failed, writer.SaveDraft(id, field, text))
	}
	return failed
}

// end keeps the typed text and ends the program. Who was told that it could
// not be kept and leaves again, leaves.
func (a App) end() tea.Cmd {
	ending := func() {
		if a.ending != nil {
			a.ending(a.exit)
		}
	}
	if a.unsaved == "" && a.how == orderly {
		return a.keepThen(func() tea.Msg {
			ending()
			return tea.Quit()
		})
	}
	id, drafts, writer := a.run.ID(), a.unkept(), a.cfg.Writer
	return func() tea.Msg {
		ending() // first, in case the disk does not answer
		_ = keepAll(writer, id, drafts)
		return tea.Quit()
	}
}

// kept remembers a draft that is on disk, so that a screen that opens later
// starts with it. Drafts of a run that was left are none of the open one's.
func (a App) kept(msg draftKeptMsg) (App, tea.Cmd) {
	if msg.err != nil {
		a.unsaved = inert.Line(msg.err.Error())
		return a.broadcast(msg)
	}
	a.unsaved = ""
	if msg.run != a.run.ID() {
		return a, nil
	}
	a.drafts = without(a.drafts, []string{msg.field})
	if msg.text != "" {
		a.drafts[msg.field] = msg.text
	}
	return a.broadcast(msg)
}

// without returns drafts without those that an entry has replaced.
func without(drafts map[string]string, gone []string) map[string]string {
	left := maps.Clone(drafts)
	if left == nil {
		left = map[string]string{}
	}
	for _, field := range gone {
		delete(left, field)
	}
	return left
}
