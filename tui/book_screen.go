package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/markdown"
)

// bookScreen shows a playbook to read, all phases and steps.
type bookScreen struct {
	book *playbook.Playbook
	from int // the first line that shows
}

func (s bookScreen) typing() bool { return false }

func (s bookScreen) update(world, tea.Msg) (screen, reply) { return s, reply{} }

func (s bookScreen) commands(w world) []command {
	page := max(1, w.height-1)
	move := func(id, title, shown, word string, hidden bool, by int, keys ...string) command {
		return command{id: "book." + id, group: groupMove, title: title, hidden: hidden, binding: bind(shown, word, keys...), do: func() (screen, reply) {
			return s.scrolled(w, by), reply{}
		}}
	}
	return []command{
		move("pagedown", "A page down", "pgdown", "more", false, page, "pgdown", "space"),
		{id: "book.start", group: groupDo, title: "Start a run from this playbook", binding: bind("n", "start a run from it", "n"), do: func() (screen, reply) {
			return s, reply{open: newStartOf(w, forRun, s.book)}
		}},
		{id: "book.drill", group: groupDo, title: "Practice with this playbook", binding: bind("p", "drill", "p"), do: func() (screen, reply) {
			return s, reply{open: newStartOf(w, forDrill, s.book)}
		}},
		move("pageup", "A page up", "pgup", "page", true, -page, "pgup"),
		move("down", "A line down", "j", "down", true, 1, "j", "down"),
		move("up", "A line up", "k", "up", true, -1, "k", "up"),
		move("first", "To the beginning", "g", "first", true, -1<<30, "g", "home"),
		move("last", "To the end", "G", "last", true, 1<<30, "G", "end"),
	}
}

func (s bookScreen) scrolled(w world, by int) bookScreen {
	s.from = max(0, min(s.from+by, len(s.lines(w))-w.height))
	return s
}

func (s bookScreen) header(w world) []string {
	b := s.book
	count := words.Plural(len(b.Phases), "phase", "phases") + ", " + words.Plural(len(b.Steps()), "step", "steps")
	return []string{
		w.theme.spread(w.width, "READ-ONLY", " PLAYBOOK  "+inert.Line(b.Title), count, w.theme.Muted),
		w.theme.Muted.Render(inert.Pad(inert.Line(fmt.Sprintf(" %s %s   sha256 %.12s", b.ID, b.Version, b.Digest)), w.width)),
	}
}

func (s bookScreen) view(w world) ([]string, *tea.Cursor) {
	lines := s.lines(w)
	from := max(0, min(s.from, len(lines)-w.height))
	shown := append([]string{}, lines[from:min(len(lines), from+w.height)]...)
	if more := len(lines) - from - w.height; more > 0 {
		shown[len(shown)-1] = w.theme.Muted.Render(inert.Pad(fmt.Sprintf(" (%d more lines: pgdown)", more+1), w.width))
	}
	return shown, tea.NewCursor(0, 0)
}

// lines writes the playbook out.
func (s bookScreen) lines(w world) []string {
	b := s.book
	p := &page{w: w, width: max(1, w.width-1), focus: -1}
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
	for _, line := range markdown.Render(source, max(1, p.width-indent), p.w.theme.Markdown) {
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
