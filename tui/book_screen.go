package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
)

// bookScreen shows a playbook to read, all phases and steps.
type bookScreen struct {
	book  *playbook.Playbook
	pager pager
}

func (s bookScreen) typing() bool { return false }

func (s bookScreen) update(*world, tea.Msg) (screen, reply) { return s, reply{} }

func (s bookScreen) commands(w *world) []command {
	scroll := s.pager.commands(len(s.lines(w)), w.height, false, func(p pager) screen {
		s.pager = p
		return s
	})
	more := slices.IndexFunc(scroll, func(c command) bool { return c.id == "scroll.pagedown" })
	page := scroll[more]
	page.hidden, page.binding = false, bind("pgdown", "more", "pgdown", "space")
	starts := func(id, title, shown, word string, to purpose) command {
		return command{id: id, group: groupDo, title: title, why: w.cfg.noStart(), binding: bind(shown, word, shown), do: func() (screen, reply) {
			return s, reply{open: newStartOf(w, to, s.book)}
		}}
	}
	return append([]command{
		page,
		starts("book.start", "Start a run from this playbook", "n", "start a run from it", forRun),
		starts("book.drill", "Practice with this playbook", "p", "drill", forDrill),
	}, slices.Delete(scroll, more, more+1)...)
}

func (s bookScreen) header(w *world) []string {
	b := s.book
	count := words.Plural(len(b.Phases), "phase", "phases") + ", " + words.Plural(len(b.Steps()), "step", "steps")
	return []string{
		w.theme.spread(w.width, "READ-ONLY", " PLAYBOOK  "+inert.Line(b.Title), count, w.theme.Muted),
		w.theme.Muted.Render(inert.Pad(inert.Line(fmt.Sprintf(" %s %s   sha256 %.12s", b.ID, b.Version, b.Digest)), w.width)),
	}
}

func (s bookScreen) view(w *world) ([]string, *tea.Cursor) {
	return s.pager.view(w, s.lines(w), w.height), tea.NewCursor(0, 0)
}

// lines writes the playbook out.
func (s bookScreen) lines(w *world) []string {
	b := s.book
	p := newPage(w, w.width)
	p.dense = false
	p.markdown(0, b.About)
	if len(b.Roles) > 0 {
		p.head("WHO")
	}
	for _, r := range b.Roles {
		p.add(w.theme.Text, 2, inert.Line(r.Title+ifAny(": ", r.Duty)))
	}
	for i, phase := range b.Phases {
		p.head(inert.Line(fmt.Sprintf("%d %s   %s", i+1, strings.ToUpper(phase.Title), phase.Use)))
		if phase.Goal != "" {
			p.add(w.theme.Muted, 2, inert.Line(phase.Goal))
		}
		for _, st := range phase.Steps {
			p.bookStep(b, st)
		}
	}
	return p.lines
}

// markdown draws Markdown with an indent.
func (p *page) markdown(indent int, source string) {
	if source == "" {
		return
	}
	for _, line := range p.w.theme.Markdown.Render(source, max(1, p.width-indent)) {
		p.lines = append(p.lines, strings.Repeat(" ", indent)+line)
	}
}

// bookStep writes a step of a playbook that nobody works on.
func (p *page) bookStep(b *playbook.Playbook, st playbook.Step) {
	t := p.w.theme
	p.gap()
	title := st.Number + " " + st.Title
	if role, ok := b.Role(st.Role); ok {
		title += "   " + role.Title
	}
	if st.Optional {
		title += "   optional"
	}
	p.add(t.Strong, 2, inert.Line(title))
	line := func(label, text string) {
		if text != "" {
			p.add(t.Text, 6, label+text)
		}
	}
	if st.When.Source != "" {
		line("only if it applies, by: ", inert.Line(words.Conditions(b, st.When)))
	}
	if st.Caution != "" {
		p.add(t.Warn, 6, "CAUTION: "+st.Caution)
	}
	p.markdown(6, st.Do)
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

// ifAny returns text after before, or nothing if there is no text.
func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}
