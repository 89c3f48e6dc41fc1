package tui

import (
	"maps"

	tea "charm.land/bubbletea/v2"
)

// A drafter is a screen with typed text that may not be on disk yet.
type drafter interface {
	// unkept returns the text by the name of its draft.
	unkept() map[string]string
}

// keepDraft puts typed text on disk.
func keepDraft(w world, field, text string) tea.Cmd {
	id, journal := w.run.ID(), w.cfg.Journal
	return func() tea.Msg {
		return draftKeptMsg{field: field, text: text, err: journal.SaveDraft(id, field, text)}
	}
}

// lastDrafts puts all typed text on disk before the program leaves.
func (a App) lastDrafts() tea.Cmd {
	var cmds []tea.Cmd
	for i, s := range a.stack {
		d, ok := s.(drafter)
		if !ok || !a.opened {
			continue
		}
		for field, text := range d.unkept() {
			cmds = append(cmds, keepDraft(a.worldOf(i), field, text))
		}
	}
	return tea.Sequence(cmds...)
}

// kept remembers a draft that is on disk, so that a screen that opens later
// starts with it.
func (a App) kept(msg draftKeptMsg) App {
	if msg.err != nil {
		a.unsaved = msg.err.Error()
		return a
	}
	drafts := maps.Clone(a.drafts)
	if drafts == nil {
		drafts = map[string]string{}
	}
	drafts[msg.field] = msg.text
	a.drafts = drafts
	return a
}

// without returns drafts without those that an entry has replaced.
func without(drafts map[string]string, gone []string) map[string]string {
	if len(gone) == 0 {
		return drafts
	}
	left := maps.Clone(drafts)
	for _, field := range gone {
		delete(left, field)
	}
	return left
}
