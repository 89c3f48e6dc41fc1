package work

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// An aboutCard says what the playbook is for, who does what in it, and which
// playbooks stand beside it. It is up when a run has just been started, and
// whenever somebody asks for it.
type aboutCard struct {
	pager screen.Pager
	shown screen.Pause
}

// About returns the card, or nil if the playbook says nothing about itself.
func About(w *screen.World) screen.Screen {
	if strings.TrimSpace(w.Run.Book().About) == "" && !w.Run.Drill() {
		return nil
	}
	return aboutCard{}
}

// Typing implements [screen.Screen].
func (c aboutCard) Typing() bool { return false }

// Header implements [screen.Screen].
func (c aboutCard) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (c aboutCard) Title(w *screen.World) string {
	return inert.Line(ifDrill(w.Run) + w.Run.Book().Title)
}

func ifDrill(r run.Run) string {
	if r.Drill() {
		return "Drill: "
	}
	return "About: "
}

// Update implements [screen.Screen].
func (c aboutCard) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	if _, ok := msg.(screen.ShownMsg); ok {
		c.shown = w.Pause()
	}
	return c, screen.Reply{}
}

// Commands implements [screen.Screen].
func (c aboutCard) Commands(w *screen.World) []screen.Command {
	start := screen.Command{ID: "about.close", Group: screen.GroupMove, Title: "Close, and go to the step", Binding: screen.Bind("enter", "to the step", "enter", "esc", "space"),
		Do: func() (screen.Screen, screen.Reply) {
			var held bool
			if c.shown, held = c.shown.Ignores(w.Now); held {
				return c, screen.Reply{}
			}
			return c, screen.Reply{Leave: true}
		}}
	return append([]screen.Command{start}, c.pager.Commands(len(c.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		c.pager = p
		return c
	})...)
}

// View implements [screen.Screen].
func (c aboutCard) View(w *screen.World) ([]string, *tea.Cursor) {
	return c.pager.View(w, c.lines(w), w.Height), tea.NewCursor(0, 0)
}

// inventedIn is what a drill starts from: what to expect where messages arrive, and
// else the incident that the playbook makes up.
func inventedIn(w *screen.World) string {
	d, plays := w.Run.Exercise()
	if !plays {
		return words.Invented(w.Run)
	}
	return fmt.Sprintf("%s. It takes %s. Messages arrive while you work: %s shows all so far. %s stops its time.",
		inert.Line(d.Title), words.Span(d.Length), w.Key("drill.messages"), w.Key("drill.pause"))
}

func (c aboutCard) lines(w *screen.World) []string {
	b := w.Run.Book()
	p := screen.NewPage(w, w.Width)
	if w.Run.Drill() {
		p.Add(w.Theme.Strong, 0, "DRILL: this did not happen. Call nobody who is not in the exercise.")
		p.Gap()
		p.Markdown(0, inventedIn(w))
		p.Section("About the playbook", "")
	}
	p.Markdown(0, b.About)
	p.Gap()
	size := words.Plural(len(b.Phases), "phase", "phases") + ", " + words.Plural(len(w.Run.Steps()), "step", "steps")
	p.Beside(w.Theme.Text, "How much", aboutColumn, size)
	for i, role := range b.Roles {
		label := ""
		if i == 0 {
			label = "Who"
		}
		p.Beside(w.Theme.Text, label, aboutColumn, inert.Line(role.Title+draw.IfAny(": ", role.Duty)))
	}
	if len(b.See) > 0 {
		p.Beside(w.Theme.Text, "See also", aboutColumn, inert.Line(strings.Join(b.See, ", ")))
	}
	return p.Lines
}

// aboutColumn is the width of the labels.
const aboutColumn = 11
