package work

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// A profileCard shows once what the organisation's profile says about a run, and
// asks whether it still holds. It stays until all of it is on disk.
type profileCard struct {
	profile *playbook.Organisation
	pager   screen.Pager
	shown   screen.Pause
	id      int // tells its changes from those of others
	waiting int // how many of them are not on disk yet
}

// Profile returns the card, or nil if the profile adds nothing to the run.
func Profile(w *screen.World, o *playbook.Organisation) screen.Screen {
	if o == nil || o.Empty() || len(w.Run.FromProfile(o)) == 0 {
		return nil
	}
	return profileCard{profile: o}
}

// ProfileChanges are what takes a profile into a run, in their order.
func ProfileChanges(w *screen.World, o *playbook.Organisation) []screen.Change {
	var all []screen.Change
	for _, decide := range w.Run.FromProfile(o) {
		all = append(all, screen.Change{Decide: decide, Doing: "record what the profile says"})
	}
	if n := len(all); n > 0 {
		answers := len(w.Run.Unanswered(o))
		all[n-1].Said = func(run.Run) string {
			return fmt.Sprintf("Recorded from the profile of %s: %s.", o.Name, words.Plural(answers, "answer", "answers")) + w.UndoHint()
		}
	}
	return all
}

// Typing implements [screen.Screen].
func (c profileCard) Typing() bool { return false }

// Header implements [screen.Screen].
func (c profileCard) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (c profileCard) Title(*screen.World) string {
	return inert.Line("From your profile: " + c.profile.Name)
}

// Update implements [screen.Screen].
func (c profileCard) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		c.shown, c.id = w.Pause(), w.Serial
	case screen.RecordedMsg:
		if msg.Change.From == c.id && c.waiting > 0 {
			c.waiting--
			return c, screen.Reply{Leave: c.waiting == 0}
		}
	case screen.RefusedMsg:
		if msg.Change.From == c.id && c.waiting > 0 { // somebody was faster
			c.waiting--
			return c, screen.Reply{Leave: c.waiting == 0}
		}
	case screen.FailedMsg:
		c.waiting = 0 // enter tries again with what is left
	}
	return c, screen.Reply{}
}

// Commands implements [screen.Screen].
func (c profileCard) Commands(w *screen.World) []screen.Command {
	yes := screen.Command{ID: "profile.yes", Group: screen.GroupDo, Title: "It is still true: record it",
		Binding: screen.Bind("enter", "still true, record it", "enter", "y"), Do: func() (screen.Screen, screen.Reply) { return c.record(w) }}
	no := screen.Command{ID: "profile.no", Group: screen.GroupMove, Title: "Not now: record nothing of it",
		Binding: screen.Bind("esc", "not now", "esc", "n", "q"), Do: func() (screen.Screen, screen.Reply) {
			return c, screen.Reply{Leave: true, Say: "Nothing of the profile was recorded. " + w.Key("run.profile") + " brings it up again."}
		}}
	return append([]screen.Command{yes, no}, c.pager.Commands(len(c.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		c.pager = p
		return c
	})...)
}

// record asks for all changes at once. They are written one after the other.
func (c profileCard) record(w *screen.World) (screen.Screen, screen.Reply) {
	var held bool
	if c.shown, held = c.shown.Ignores(w.Now); held || c.waiting > 0 {
		return c, screen.Reply{}
	}
	all := ProfileChanges(w, c.profile)
	if len(all) == 0 {
		return c, screen.Reply{Leave: true}
	}
	for i := range all {
		all[i].From = c.id
	}
	c.waiting = len(all)
	return c, screen.Reply{Change: &all[0], Then: all[1:]}
}

// View implements [screen.Screen].
func (c profileCard) View(w *screen.World) ([]string, *tea.Cursor) {
	return c.pager.View(w, c.lines(w), w.Height), tea.NewCursor(0, 0)
}

func (c profileCard) lines(w *screen.World) []string {
	p := screen.NewPage(w, w.Width)
	p.Add(w.Theme.Strong, 0, "Still true?")
	if slices.ContainsFunc(w.Run.Unanswered(c.profile), func(k playbook.KnownValue) bool { return k.Fact.Type == playbook.Choices }) {
		p.Add(w.Theme.Text, 0, "Laws of places and sectors that are not listed stop counting.")
	}
	p.Gap()
	for _, l := range words.FromProfile(w.Run, c.profile) {
		p.Hang(screen.Tone(w.Theme, l.Tone), "- ", inert.Line(l.Text))
	}
	p.Gap()
	p.Add(w.Theme.Muted, 0, "If this incident reaches further, change the answer in the run. The old one stays in the record.")
	return p.Lines
}

// profileCommand brings the profile up for a run that goes on already.
func (s runScreen) profileCommand(w *screen.World, no string) screen.Command {
	return screen.Command{ID: "run.profile", Group: screen.GroupDo, Title: "Profile: record what your organisation's profile says", Hidden: true,
		Why: cmp.Or(no, w.Cfg.NoOffice()), Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Cmd: screen.LoadProfile(w.Cfg)}
		}}
}

// profileRead goes on with a profile that was asked for.
func (s runScreen) profileRead(w *screen.World, msg screen.ProfileMsg) screen.Reply {
	card := Profile(w, msg.Profile)
	switch {
	case msg.Err != nil:
		return screen.Reply{Problem: "Your profile cannot be used: " + msg.Err.Error()}
	case msg.Profile == nil:
		return screen.Reply{Say: "There is no profile yet. On a calm day: cordon organisation new"}
	case msg.Profile.Empty():
		return screen.Reply{Say: "Your profile says nothing yet. Fill it in on a calm day: cordon paths names the file."}
	case card == nil:
		return screen.Reply{Say: "All that your profile says is in the run already."}
	}
	return screen.Reply{Open: card}
}
