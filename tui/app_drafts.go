package tui

import (
	"errors"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/screen"
)

// Sending reports whether a draft is on its way to disk. Another one of the
// same text must not overtake it.
func (a App) Sending() bool {
	return slices.ContainsFunc(a.stack, func(s screen.Screen) bool {
		d, ok := s.(screen.Drafter)
		return ok && d.Sending()
	})
}

// Unkept returns all typed text that may not be on disk yet.
func (a App) Unkept() map[string]string {
	all := map[string]string{}
	for _, s := range a.stack {
		if d, ok := s.(screen.Drafter); ok && a.Opened {
			maps.Copy(all, d.Unkept())
		}
	}
	return all
}

// keepThen puts all typed text on disk and goes on with next. If that fails,
// it does not go on.
func (a App) keepThen(next func() tea.Msg) tea.Cmd {
	id, by, drafts, writer := a.Run.ID(), a.Cfg.By, a.Unkept(), a.Cfg.Writer
	return func() tea.Msg {
		if err := keepAll(writer, id, by, drafts); err != nil {
			return screen.NotKeptMsg{Err: err}
		}
		return next()
	}
}

func keepAll(writer screen.Writer, id, by string, drafts map[string]string) error {
	var failed error
	for field, text := range drafts {
		failed = errors.Join(failed, writer.SaveDraft(id, by, field, text))
	}
	return failed
}

// end keeps the typed text and ends the program. Who was told that it could
// not be kept and leaves again, leaves.
func (a App) end() tea.Cmd {
	ending := func() {
		if a.ending != nil {
			a.ending(a.exit, a.endWithin())
		}
	}
	if a.Unsaved == "" && a.how == screen.Orderly {
		return a.keepThen(func() tea.Msg {
			ending()
			return tea.Quit()
		})
	}
	id, by, drafts, writer := a.Run.ID(), a.Cfg.By, a.Unkept(), a.Cfg.Writer
	return func() tea.Msg {
		ending() // first, in case the disk does not answer
		_ = keepAll(writer, id, by, drafts)
		return tea.Quit()
	}
}

// endWithin is how long the end may take, before the terminal is given up.
func (a App) endWithin() time.Duration {
	if a.how == screen.Hurried {
		return hurriedWithin
	}
	return leaveWithin
}

// kept remembers a draft that is on disk, so that a screen that opens later
// starts with it. Drafts of a run that was left are none of the open one's.
func (a App) kept(msg screen.DraftKeptMsg) (App, tea.Cmd) {
	if msg.Err != nil {
		a.Unsaved = inert.Line(msg.Err.Error())
		return a.broadcast(msg)
	}
	a.Unsaved = ""
	if msg.Run != a.Run.ID() {
		return a, nil
	}
	a.Drafts = without(a.Drafts, []string{msg.Field})
	if msg.Text != "" {
		a.Drafts[msg.Field] = msg.Text
		a.KeptAt = maps.Clone(a.KeptAt)
		if a.KeptAt == nil {
			a.KeptAt = map[string]time.Time{}
		}
		a.KeptAt[msg.Field] = a.Now
	}
	return a.broadcast(msg)
}

// taken remembers a draft that named nobody and is the person's own now.
func (a App) taken(msg screen.DraftTakenMsg) (App, tea.Cmd) {
	switch {
	case msg.Run != a.Run.ID():
		return a, nil
	case msg.Err != nil:
		a = a.say("A draft that was here could not be read: "+msg.Err.Error(), true)
	case msg.Text != "":
		a.Drafts = without(a.Drafts, nil)
		a.Drafts[msg.Field] = msg.Text
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
