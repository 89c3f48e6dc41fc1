package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// helpScreen lists the keys of the screen below it, what the marks mean and
// where the data lies. It is made from the same commands that answer the keys,
// so it cannot say anything else.
type helpScreen struct {
	all   []command
	query input
	pager pager
}

func newHelp(commands []command) screen {
	return helpScreen{all: append(slices.Clone(commands), reserved()...)}
}

// listing implements [lister].
func (s helpScreen) listing(commands []command) screen {
	s.all = newHelp(commands).(helpScreen).all
	return s
}

func (s helpScreen) title(*world) string { return "KEYS" }

func (s helpScreen) header(*world) []string { return nil }

func (s helpScreen) typing() bool { return true }

func (s helpScreen) update(_ *world, msg tea.Msg) (screen, reply) {
	query, changed := s.query.update(msg)
	s.query = query
	if changed {
		s.pager = pager{}
	}
	return s, reply{}
}

func (s helpScreen) commands(w *world) []command {
	close := command{id: "help.close", group: groupMove, title: "Close", binding: bind("esc", "close", "esc"),
		do: func() (screen, reply) { return s, reply{leave: true} }}
	scroll := s.pager.commands(len(s.lines(w)), w.height-1, true, func(p pager) screen {
		s.pager = p
		return s
	})
	if len(s.lines(w)) > w.height-1 {
		scroll[0].binding.SetHelp("down", "more")
		scroll[0].hidden = false
	}
	return append([]command{close}, scroll...)
}

func (s helpScreen) view(w *world) ([]string, *tea.Cursor) {
	lines := s.lines(w)
	height := max(0, w.height-1)
	p := s.pager.move(len(lines), height, 0)
	where := ""
	if len(lines) > height {
		where = fmt.Sprintf(" %d-%d of %d", p.top+1, p.top+height, len(lines))
	}
	lead := "> "
	if s.query.text() == "" {
		lead = "type to filter > "
	}
	field, at := s.query.view(max(1, w.width-len(lead)-len(where)))
	first := w.theme.Strong.Render(inert.Cut(lead, w.width)) + w.theme.Text.Render(field) + w.theme.Muted.Render(where)
	shown := append([]string{first}, p.part(lines, height)...)
	// It is as high as without a filter, so that nothing jumps about.
	steady := min(w.height, 1+len(helpScreen{all: s.all}.lines(w)))
	return fill(shown, w.width, steady), tea.NewCursor(min(w.width-1, len(lead)+at), 0)
}

// lines is all that the help has to say, or the commands that were asked for.
func (s helpScreen) lines(w *world) []string {
	if strings.TrimSpace(s.query.text()) != "" {
		hits := searched(s.all, s.query.text())
		if len(hits) == 0 {
			return []string{w.theme.Muted.Render(inert.Cut("  No key is called that.", w.width))}
		}
		return w.keyList(hits, w.width)
	}
	return append(s.keys(w), w.legend()...)
}

// twoColumns is the least width in which the keys stand in two columns.
const twoColumns = 64

// keys lists the keys under their headings, in two columns where they fit.
func (s helpScreen) keys(w *world) []string {
	if w.width < twoColumns {
		return s.sections(w, w.width, groupDo, groupMove, groupSee, groupAlways)
	}
	width := (w.width - 1) / 2
	left := s.sections(w, width, groupDo, groupSee)
	right := s.sections(w, width, groupMove, groupAlways)
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines[i] = padStyled(l, w.width-width) + r
	}
	return lines
}

// sections lists the keys of some groups.
func (s helpScreen) sections(w *world, width int, groups ...string) []string {
	var lines []string
	for _, group := range groups {
		var rows []command
		for _, c := range s.all {
			if c.group == group {
				rows = append(rows, c)
			}
		}
		if len(rows) > 0 {
			lines = append(lines, w.theme.Strong.Render(inert.Pad(group, width)))
			lines = append(append(lines, w.keyList(digits(rows), width)...), "")
		}
	}
	return lines
}

// digits makes one row of commands that differ in a digit only.
func digits(rows []command) []command {
	isDigit := func(c command) bool {
		key := c.binding.Help().Key
		return len(key) == 1 && key >= "0" && key <= "9"
	}
	first := slices.IndexFunc(rows, isDigit)
	if first < 0 {
		return rows
	}
	last := first
	for last+1 < len(rows) && isDigit(rows[last+1]) {
		last++
	}
	if first == last {
		return rows
	}
	all := rows[first]
	from, to := all.binding.Help().Key, rows[last].binding.Help().Key
	all.binding.SetHelp(from+".."+to, all.binding.Help().Desc)
	all.title = strings.TrimSpace(strings.Split(all.title, from)[0]) + " " + from + " to " + to
	return slices.Replace(slices.Clone(rows), first, last+1, all)
}

// keyList draws commands with their keys. One that has no key goes by its name.
func (w *world) keyList(commands []command, width int) []string {
	keys := 0
	for _, c := range commands {
		keys = max(keys, inert.Width(keyOrName(c)))
	}
	keys = min(keys, width/3)
	lines := make([]string, len(commands))
	for i, c := range commands {
		room := max(1, width-keys-3)
		style := w.theme.Text
		if c.why != "" {
			style = w.theme.Muted
		}
		lines[i] = " " + w.theme.Done.Render(inert.Pad(keyOrName(c), keys)) + " " + style.Render(inert.Pad(shortTitle(c.title, room), room))
	}
	return lines
}

// keyOrName returns what to press or type for a command: its key, or a colon
// and its name for the palette.
func keyOrName(c command) string {
	if key := c.binding.Help().Key; key != "" {
		return key
	}
	return ":" + c.id[strings.LastIndexByte(c.id, '.')+1:]
}

// shortTitle returns a title, or as much of it as says the same, for a column.
func shortTitle(title string, width int) string {
	title = inert.Line(title)
	if inert.Width(title) <= width {
		return title
	}
	if i := strings.IndexAny(title, ":,;"); i > 0 && i <= width {
		return title[:i]
	}
	return title
}

// legend says what the marks mean and where the data lies.
func (w *world) legend() []string {
	g := w.theme.Glyphs
	marks := []string{
		g.Todo + " todo", g.Done + " done", g.Skipped + " skipped", g.Blocked + " blocked", g.Failed + " failed",
		g.NotApplicable + " does not apply", "... waits for a fact", g.Started + " phase begun",
		g.DueSoon + " due soon", g.Overdue + " overdue", g.Decision + " decision", "{e}2 evidence", "n2 notes", "(u) undone", g.Cursor + " here",
	}
	lines := []string{w.theme.Strong.Render("STATES")}
	lines = append(lines, flow(marks, w.width)...)
	lines = append(lines, "", w.theme.Strong.Render("DATA"))
	about := "Every change is saved the moment you make it. Nothing is sent anywhere."
	if w.cfg.DataDir != "" {
		about += " All lies in " + inert.Line(w.cfg.DataDir)
	}
	for _, line := range inert.Wrap(about, max(1, w.width-1)) {
		lines = append(lines, " "+line)
	}
	return lines
}

// flow puts short texts side by side, as many as fit into a line.
func flow(texts []string, width int) []string {
	var lines []string
	line := ""
	for _, text := range texts {
		next := line + " " + text + " "
		if line != "" && inert.Width(next) > width {
			lines, next = append(lines, line), " "+text+" "
		}
		line = next
	}
	return append(lines, line)
}
