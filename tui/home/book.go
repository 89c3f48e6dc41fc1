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

// Typing implements [screen.Screen].
func (s bookScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s bookScreen) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

// Commands implements [screen.Screen].
func (s bookScreen) Commands(w *screen.World) []screen.Command {
	scroll := s.pager.Commands(len(s.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})
	page, rest := turning(scroll)
	starts := func(id, title, shown, word string, to screen.Purpose) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupDo, Title: title, Why: w.Cfg.NoStart(), Binding: screen.Bind(shown, word, shown), Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Open: newStartOf(w, to, s.book)}
		}}
	}
	return append([]screen.Command{
		page,
		starts("book.start", "Start a run from this playbook", "n", "start a run from it", screen.ForRun),
		starts("book.drill", "Practice with this playbook", "p", "drill", screen.ForDrill),
	}, rest...)
}

// turning takes the key that turns the page out of those that scroll, to stand in
// the footer.
func turning(scroll []screen.Command) (page screen.Command, rest []screen.Command) {
	more := slices.IndexFunc(scroll, func(c screen.Command) bool { return c.ID == "scroll.pagedown" })
	page = scroll[more]
	page.Hidden, page.Binding = false, screen.Bind("pgdown", "more", "pgdown", "space")
	return page, slices.Delete(scroll, more, more+1)
}

// Header implements [screen.Screen].
func (s bookScreen) Header(w *screen.World) []string {
	b := s.book
	count := words.Plural(len(b.Phases), "phase", "phases") + ", " + words.Plural(len(b.Steps()), "step", "steps")
	t := w.Theme
	name := draw.Strip{{Style: t.Badge, Text: " READ-ONLY "}, {Style: t.Muted, Text: " Playbook  "}, {Style: t.Strong, Text: inert.Line(b.Title)}}
	return []string{
		name.Fill(w.Width, draw.Strip{{Style: t.Muted, Text: count + " "}}),
		t.Muted.Render(inert.Pad(inert.Line(fmt.Sprintf(" %s %s   sha256 %.12s", b.ID, b.Version, b.Digest)), w.Width)),
	}
}

// View implements [screen.Screen].
func (s bookScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.pager.View(w, s.lines(w), w.Height), tea.NewCursor(0, 0)
}

// bookMost is how wide the text of a playbook gets: longer lines are hard to
// read.
const bookMost = 92

// lines writes the playbook out.
func (s bookScreen) lines(w *screen.World) []string {
	b := s.book
	p := screen.NewPage(w, min(w.Width, bookMost)-1)
	p.Dense = false
	if origin := words.Origin(b.Origin); origin != "" {
		p.Add(w.Theme.Muted, 0, inert.Line(origin))
	}
	p.Markdown(0, b.About)
	if len(b.Roles) > 0 {
		p.Section("Who", "")
	}
	for _, r := range b.Roles {
		p.Hang(w.Theme.Text, "  ", inert.Line(r.Title+draw.IfAny(": ", r.Duty)))
	}
	for i, phase := range b.Phases {
		p.Section(inert.Line(fmt.Sprintf("%d %s", i+1, phase.Title)), "")
		if about := inert.Line(strings.TrimSpace(phase.Use + "  " + phase.Goal)); about != "" {
			p.Add(w.Theme.Muted, 2, about)
		}
		var groups playbook.Grouping
		for _, st := range phase.Steps {
			if heading, ends := groups.Next(st); heading != "" || ends {
				p.Blank()
				p.Add(w.Theme.Muted, bookIndent, inert.Line(heading))
			}
			bookStep(p, b, st)
		}
	}
	for i, line := range p.Lines {
		p.Lines[i] = " " + line
	}
	return p.Lines
}

// bookStep writes a step of a playbook that nobody works on.
func bookStep(p *screen.Page, b *playbook.Playbook, st playbook.Step) {
	t := p.World.Theme
	p.Blank()
	stepTitle(p, b, st)
	inner := screen.NewPage(p.World, p.Width-bookIndent+1)
	if st.Caution != "" {
		inner.Aside(t.Warn, "Caution", inert.Text(st.Caution))
	}
	inner.Markdown(0, st.Do)
	if st.Command != "" {
		inner.Hang(t.Command, "$ ", st.Command)
	}
	stepAsks(inner, b, st)
	for _, line := range inner.Lines {
		p.Lines = append(p.Lines, strings.Repeat(" ", bookIndent)+line)
	}
}

// bookIndent is how far what a step says stands under its title.
const bookIndent = 5

// stepTitle names a step, and for whom it is.
func stepTitle(p *screen.Page, b *playbook.Playbook, st playbook.Step) {
	t := p.World.Theme
	about := ""
	if role, ok := b.Role(st.Role); ok {
		about = inert.Line(role.Title)
	}
	if st.Optional {
		about = strings.TrimSpace(about + "   optional")
	}
	if each := words.Repeats(b, st); each != "" {
		about = strings.TrimSpace(about + "   " + inert.Line(each))
	}
	number, title := inert.Pad(st.Number, bookIndent), inert.Line(st.Title)
	if inert.Width(number+title+about)+3 <= p.Width {
		line := draw.Strip{{Style: t.Accent, Text: number}, {Style: t.Strong, Text: title}, {Style: t.Muted, Text: "   " + about}}
		p.Lines = append(p.Lines, line.Render())
		return
	}
	p.Hang(t.Strong, number, title)
	if about != "" {
		p.Add(t.Muted, bookIndent, about)
	}
}

// stepAsks writes what a step asks for, and when it applies.
func stepAsks(p *screen.Page, b *playbook.Playbook, st playbook.Step) {
	const column = 13
	t := p.World.Theme
	line := func(label, text string) {
		if text != "" {
			p.Beside(t.Text, label, column, text)
		}
	}
	for _, check := range st.Checks {
		p.Hang(t.Text, t.Glyphs.Todo+" ", inert.Line(check))
	}
	for _, id := range st.Record {
		f, _ := b.Fact(id)
		line("record", inert.Line(f.Ask))
	}
	line("evidence", inert.Line(st.Evidence))
	line("worked when", st.Verify)
	if st.When.Source != "" {
		line("applies when", inert.Line(words.Conditions(b, st.When)))
	}
}
