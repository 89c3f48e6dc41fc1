package home

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// bookScreen shows a playbook to read, all phases and steps.
type bookScreen struct {
	book  *playbook.Playbook
	pager screen.Pager
}

func (s bookScreen) Typing() bool { return false }

func (s bookScreen) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

func (s bookScreen) Commands(w *screen.World) []screen.Command {
	scroll := s.pager.Commands(len(s.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})
	more := slices.IndexFunc(scroll, func(c screen.Command) bool { return c.ID == "scroll.pagedown" })
	page := scroll[more]
	page.Hidden, page.Binding = false, screen.Bind("pgdown", "more", "pgdown", "space")
	starts := func(id, title, shown, word string, to screen.Purpose) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupDo, Title: title, Why: w.Cfg.NoStart(), Binding: screen.Bind(shown, word, shown), Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Open: newStartOf(w, to, s.book)}
		}}
	}
	return append([]screen.Command{
		page,
		starts("book.start", "Start a run from this playbook", "n", "start a run from it", screen.ForRun),
		starts("book.drill", "Practice with this playbook", "p", "drill", screen.ForDrill),
	}, slices.Delete(scroll, more, more+1)...)
}

func (s bookScreen) Header(w *screen.World) []string {
	b := s.book
	count := words.Plural(len(b.Phases), "phase", "phases") + ", " + words.Plural(len(b.Steps()), "step", "steps")
	return []string{
		w.Theme.Spread(w.Width, "READ-ONLY", " PLAYBOOK  "+inert.Line(b.Title), count, w.Theme.Muted),
		w.Theme.Muted.Render(inert.Pad(inert.Line(fmt.Sprintf(" %s %s   sha256 %.12s", b.ID, b.Version, b.Digest)), w.Width)),
	}
}

func (s bookScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.pager.View(w, s.lines(w), w.Height), tea.NewCursor(0, 0)
}

// lines writes the playbook out.
func (s bookScreen) lines(w *screen.World) []string {
	b := s.book
	p := screen.NewPage(w, w.Width)
	p.Dense = false
	p.Markdown(0, b.About)
	if len(b.Roles) > 0 {
		p.Head("WHO")
	}
	for _, r := range b.Roles {
		p.Add(w.Theme.Text, 2, inert.Line(r.Title+draw.IfAny(": ", r.Duty)))
	}
	for i, phase := range b.Phases {
		p.Head(inert.Line(fmt.Sprintf("%d %s   %s", i+1, strings.ToUpper(phase.Title), phase.Use)))
		if phase.Goal != "" {
			p.Add(w.Theme.Muted, 2, inert.Line(phase.Goal))
		}
		for _, st := range phase.Steps {
			bookStep(p, b, st)
		}
	}
	return p.Lines
}

// bookStep writes a step of a playbook that nobody works on.
func bookStep(p *screen.Page, b *playbook.Playbook, st playbook.Step) {
	t := p.W.Theme
	p.Gap()
	title := st.Number + " " + st.Title
	if role, ok := b.Role(st.Role); ok {
		title += "   " + role.Title
	}
	if st.Optional {
		title += "   optional"
	}
	p.Add(t.Strong, 2, inert.Line(title))
	line := func(label, text string) {
		if text != "" {
			p.Add(t.Text, 6, label+text)
		}
	}
	if st.When.Source != "" {
		line("only if it applies, by: ", inert.Line(words.Conditions(b, st.When)))
	}
	if st.Caution != "" {
		p.Add(t.Warn, 6, "CAUTION: "+st.Caution)
	}
	p.Markdown(6, st.Do)
	line("$ ", st.Command)
	line("worked if: ", st.Verify)
	for _, check := range st.Checks {
		line(t.Glyphs.Todo+" ", inert.Line(check))
	}
	for _, id := range st.Record {
		f, _ := b.Fact(id)
		line("record: ", inert.Line(f.Ask))
	}
	line("evidence: ", inert.Line(st.Evidence))
}
