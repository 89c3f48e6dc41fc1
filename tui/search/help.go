package search

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// helpScreen lists the keys of the screen below it, what the marks mean and
// where the data lies. It is made from the same commands that answer the keys,
// so it cannot say anything else.
type helpScreen struct {
	all   []screen.Command
	query form.Input
	pager screen.Pager
}

func Help(commands []screen.Command) screen.Screen {
	return helpScreen{all: append(slices.Clone(commands), screen.Reserved()...)}
}

// Listing implements [screen.Lister].
func (s helpScreen) Listing(commands []screen.Command) screen.Screen {
	s.all = Help(commands).(helpScreen).all
	return s
}

func (s helpScreen) Title(*screen.World) string { return "KEYS" }

func (s helpScreen) Header(*screen.World) []string { return nil }

func (s helpScreen) Typing() bool { return true }

func (s helpScreen) Update(_ *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	query, changed := s.query.Update(msg)
	s.query = query
	if changed {
		s.pager = screen.Pager{}
	}
	return s, screen.Reply{}
}

func (s helpScreen) Commands(w *screen.World) []screen.Command {
	close := screen.Command{ID: "help.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
		Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }}
	scroll := s.pager.Commands(len(s.lines(w)), w.Height-1, true, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})
	if len(s.lines(w)) > w.Height-1 {
		scroll[0].Binding.SetHelp("down", "more")
		scroll[0].Hidden = false
	}
	return append([]screen.Command{close}, scroll...)
}

func (s helpScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	lines := s.lines(w)
	height := max(0, w.Height-1)
	p := s.pager.Move(len(lines), height, 0)
	where := ""
	if len(lines) > height {
		where = fmt.Sprintf(" %d-%d of %d", p.Top+1, p.Top+height, len(lines))
	}
	lead := "> "
	if s.query.Text() == "" {
		lead = "type to filter > "
	}
	field, at := s.query.View(max(1, w.Width-len(lead)-len(where)))
	first := w.Theme.Strong.Render(inert.Cut(lead, w.Width)) + w.Theme.Text.Render(field) + w.Theme.Muted.Render(where)
	shown := append([]string{first}, p.Part(lines, height)...)
	// It is as high as without a filter, so that nothing jumps about.
	steady := min(w.Height, 1+len(helpScreen{all: s.all}.lines(w)))
	return draw.Fill(shown, w.Width, steady), tea.NewCursor(min(w.Width-1, len(lead)+at), 0)
}

// lines is all that the help has to say, or the commands that were asked for.
func (s helpScreen) lines(w *screen.World) []string {
	if strings.TrimSpace(s.query.Text()) != "" {
		hits := Commands(s.all, s.query.Text())
		if len(hits) == 0 {
			return []string{w.Theme.Muted.Render(inert.Cut("  No key is called that.", w.Width))}
		}
		return keyList(w, hits, w.Width)
	}
	return append(s.keys(w), legend(w)...)
}

// twoColumns is the least width in which the keys stand in two columns.
const twoColumns = 64

// keys lists the keys under their headings, in two columns where they fit.
func (s helpScreen) keys(w *screen.World) []string {
	if w.Width < twoColumns {
		return s.sections(w, w.Width, screen.GroupDo, screen.GroupMove, screen.GroupSee, screen.GroupAlways)
	}
	width := (w.Width - 1) / 2
	left := s.sections(w, width, screen.GroupDo, screen.GroupSee)
	right := s.sections(w, width, screen.GroupMove, screen.GroupAlways)
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines[i] = draw.PadStyled(l, w.Width-width) + r
	}
	return lines
}

// sections lists the keys of some groups.
func (s helpScreen) sections(w *screen.World, width int, groups ...string) []string {
	var lines []string
	for _, group := range groups {
		var rows []screen.Command
		for _, c := range s.all {
			if c.Group == group {
				rows = append(rows, c)
			}
		}
		if len(rows) > 0 {
			lines = append(lines, w.Theme.Strong.Render(inert.Pad(group, width)))
			lines = append(append(lines, keyList(w, digits(rows), width)...), "")
		}
	}
	return lines
}

// digits makes one row of commands that differ in a digit only.
func digits(rows []screen.Command) []screen.Command {
	isDigit := func(c screen.Command) bool {
		key := c.Binding.Help().Key
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
	from, to := all.Binding.Help().Key, rows[last].Binding.Help().Key
	all.Binding.SetHelp(from+".."+to, all.Binding.Help().Desc)
	all.Title = strings.TrimSpace(strings.Split(all.Title, from)[0]) + " " + from + " to " + to
	return slices.Replace(slices.Clone(rows), first, last+1, all)
}

// keyList draws commands with their keys. One that has no key goes by its name.
func keyList(w *screen.World, commands []screen.Command, width int) []string {
	keys := 0
	for _, c := range commands {
		keys = max(keys, inert.Width(keyOrName(c)))
	}
	keys = min(keys, width/3)
	lines := make([]string, len(commands))
	for i, c := range commands {
		room := max(1, width-keys-3)
		style := w.Theme.Text
		if c.Why != "" {
			style = w.Theme.Muted
		}
		lines[i] = " " + w.Theme.Done.Render(inert.Pad(keyOrName(c), keys)) + " " + style.Render(inert.Pad(shortTitle(c.Title, room), room))
	}
	return lines
}

// keyOrName returns what to press or type for a command: its key, or a colon
// and its name for the palette.
func keyOrName(c screen.Command) string {
	if key := c.Binding.Help().Key; key != "" {
		return key
	}
	return ":" + c.ID[strings.LastIndexByte(c.ID, '.')+1:]
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
func legend(w *screen.World) []string {
	g := w.Theme.Glyphs
	marks := []string{
		g.Todo + " todo", g.Done + " done", g.Skipped + " skipped", g.Blocked + " blocked", g.Failed + " failed",
		g.NotApplicable + " does not apply", "... waits for a fact", g.Started + " phase begun",
		g.DueSoon + " due soon", g.Overdue + " overdue", g.Decision + " decision", "{e}2 evidence", "n2 notes", "(u) undone", g.Cursor + " here",
	}
	lines := []string{w.Theme.Strong.Render("STATES")}
	lines = append(lines, flow(marks, w.Width)...)
	lines = append(lines, "", w.Theme.Strong.Render("DATA"))
	about := "Every change is saved the moment you make it. Nothing is sent anywhere."
	if w.Cfg.DataDir != "" {
		about += " All lies in " + inert.Line(w.Cfg.DataDir)
	}
	for _, line := range inert.Wrap(about, max(1, w.Width-1)) {
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
