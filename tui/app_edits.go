package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// strandedMsg has what was written in an editor and taken over by nobody.
type strandedMsg struct{ texts []form.Left }

// lookForEdits looks for it.
func (a App) lookForEdits() tea.Cmd {
	dir := a.Cfg.DataDir
	if dir == "" || a.Cfg.ReadOnly() {
		return nil
	}
	return func() tea.Msg {
		if texts := form.LeftIn(dir); len(texts) > 0 {
			return strandedMsg{texts}
		}
		return nil
	}
}

// stranded keeps the texts until their run is open, and says so. Whether the
// editor is still open in another window cannot be known, so nothing is done by
// itself. What somebody else wrote is theirs, and likely still being written.
func (a App) stranded(msg strandedMsg) App {
	for _, left := range msg.texts {
		switch {
		case left.By != "" && left.By != a.Cfg.By:
			continue
		case left.Text == "":
			a = a.say("Text from an editor was not taken over. Look at it, attach it as evidence if it matters, then delete it: "+left.Path, true)
			continue
		case left.Run != a.Cfg.Open:
			a = a.say("Text from an editor was not taken over: open run "+left.Run+", which asks what shall become of it.", true)
		}
		a.left = append(a.left, left)
	}
	return a
}

// offerLeft asks what shall become of a text that was written for the open run,
// once nothing else lies over it.
func (a App) offerLeft() (App, tea.Cmd) {
	if len(a.left) == 0 || !a.Opened || a.busy() || len(a.stack) != 2 || a.Window == draw.Tiny {
		return a, nil
	}
	i := slices.IndexFunc(a.left, func(l form.Left) bool { return l.Run == a.Run.ID() })
	if i < 0 {
		return a, nil
	}
	left := a.left[i]
	a.left = slices.Delete(slices.Clone(a.left), i, i+1)
	if a.Review {
		return a.say("Text from an editor was not taken over, and this run is open to look at only. It stays in "+left.Path, true), nil
	}
	return a.answer(screen.Reply{Open: ask.Left(&a.World, left)})
}
