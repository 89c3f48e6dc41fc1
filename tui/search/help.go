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

// Help lists commands, and the keys that work everywhere.
func Help(commands []screen.Command) screen.Screen {
	return helpScreen{all: append(slices.Clone(commands), screen.Reserved()...)}
}

// Listing implements [screen.Lister].
func (s helpScreen) Listing(commands []screen.Command) screen.Screen {
	s.all = Help(commands).(helpScreen).all
	return s
}

// Title implements [screen.Dialog].
func (s helpScreen) Title(*screen.World) string { return "Keys" }

// Header implements [screen.Screen].
func (s helpScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s helpScreen) Typing() bool { return true }

// Cut implements [screen.Cutter].
func (s helpScreen) Cut() string { return s.query.Cut() }

// Update implements [screen.Screen].
func (s helpScreen) Update(_ *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	query, changed := s.query.Update(msg)
	s.query = query
	if changed {
		s.pager = screen.Pager{}
	}
	return s, screen.Reply{}
}

// Commands implements [screen.Screen].
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

// View implements [screen.Screen].
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
	first := w.Theme.Strong.Render(inert.Clip(lead, w.Width)) + w.Theme.Text.Render(field) + w.Theme.Muted.Render(where)
	shown := append([]string{first}, p.Part(lines, height)...)
	// It is as high as without a filter, so that nothing jumps about.
	steady := min(w.Height, 1+len(helpScreen{all: s.all}.lines(w)))
	return draw.Fill(shown, w.Width, steady), tea.NewCursor(min(w.Width-1, len(lead)+at), 0)
}

// lines is all that the help has to say, or the commands that were asked for.
func (s helpScreen) lines(w *screen.World) []string {
	if strings.TrimSpace(s.query.Text()) != "" {
		hits := Matching(s.all, s.query.Text())
		if len(hits) == 0 {
			return []string{w.Theme.Muted.Render(inert.Clip("  No key is called that.", w.Width))}
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
			lines = append(lines, w.Theme.Muted.Render(" "+group))
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
// What is too long for a line goes on in the next one.
func keyList(w *screen.World, commands []screen.Command, width int) []string {
	keys := 0
	for _, c := range commands {
		if key := keyOrName(w, c); key == c.Binding.Help().Key {
			keys = max(keys, inert.Width(key))
		}
	}
	keys = min(max(keys, len("enter")), width/2)
	var lines []string
	for _, c := range commands {
		style, key := w.Theme.Text, w.Theme.Accent
		if c.Why != "" {
			style, key = w.Theme.Muted, w.Theme.Muted
		}
		shown := keyOrName(w, c)
		column := max(keys, inert.Width(shown))
		for _, part := range inert.Wrap(inert.Line(c.Title), max(1, width-column-3)) {
			lines = append(lines, " "+key.Render(inert.Pad(shown, column))+" "+style.Render(part))
			shown = ""
		}
	}
	return lines
}

// keyOrName returns what to press or type for a command: its key, or a colon
// and its name for the palette.
func keyOrName(w *screen.World, c screen.Command) string {
	if key := c.Binding.Help().Key; key != "" {
		return key
	}
	return screen.ByName(w.Key("find.command"), c.Name())
}

// legend says what the marks mean and where the data lies.
func legend(w *screen.World) []string {
	t := w.Theme
	lines := append([]string{t.Muted.Render(" Marks")}, flow(marks(t.Glyphs), w.Width)...)
	lines = append(lines, "", t.Muted.Render(" Data"))
	about := "Every change is saved the moment you make it. Nothing is sent anywhere."
	if w.Cfg.DataDir != "" {
		about += " All lies in " + inert.Line(w.Cfg.DataDir)
	}
	for _, line := range inert.Wrap(about, max(1, w.Width-2)) {
		lines = append(lines, " "+line)
	}
	return lines
}

// marks says what each mark means. Where one stands for several things, the
// words beside it say which.
func marks(g draw.Glyphs) []string {
	all := [][2]string{
		{g.Todo, "to do"}, {g.Done, "done"}, {g.Skipped, "skipped"}, {g.Failed, "failed"}, {g.NotApplicable, "does not apply"},
		{g.Blocked, "blocked"}, {g.DueSoon, "due soon"}, {g.Overdue, "overdue"}, {g.Decision, "decision"}, {g.Waiting, "waits for a fact"},
		{g.Started, "begun"}, {g.Evidence, "evidence"}, {g.Evidence + "2", "2 files"}, {"n2", "2 notes"}, {"(u)", "undone"}, {g.Cursor, "here"},
	}
	var texts []string
	for i, mark := range all {
		if slices.ContainsFunc(all[:i], func(before [2]string) bool { return before[0] == mark[0] }) {
			continue
		}
		text := mark[0] + " " + mark[1]
		for _, same := range all[i+1:] {
			if same[0] == mark[0] {
				text += ", " + same[1]
			}
		}
		texts = append(texts, text)
	}
	return texts
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
