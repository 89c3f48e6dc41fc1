package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// View implements [tea.Model]. It is empty as long as there is nothing to show.
func (a App) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if a.size.width <= 0 || a.size.height <= 0 || a.opening.waits() && !a.Opened {
		return v
	}
	lines, cursor := a.frame()
	if a.Cfg.ASCII {
		for i, line := range lines { // "..." is wider than the sign it stands for
			lines[i] = draw.PadStyled(inert.ASCII(line), a.size.width)
		}
	}
	v.SetContent(strings.Join(lines, "\n"))
	v.Cursor = cursor
	return v
}

// footerHeight is the number of lines of the footer: a rule, what there is to
// say, the keys.
func (a App) footerHeight() int { return 2 + len(a.said(a.size.width)) }

// saidMost is how many lines the footer takes at most for what there is to say,
// and saidShare which part of the window that may be.
const (
	saidMost  = 3
	saidShare = 5
)

// said is what there is to say above the keys, one line at least. It is there in
// full if it fits into a few lines.
func (a App) said(width int) []string {
	text, most := a.notice.Text, max(1, min(saidMost, a.size.height/saidShare))
	beside := ""
	if a.Unsaved != "" {
		if !a.notice.Problem && most > 1 {
			beside = text // such as the question of ctrl+c
		}
		text = "NOT SAVED: " + a.Unsaved
	}
	if beside != "" {
		most--
	}
	lines := inert.Wrap(text, width-1)
	if len(lines) > most {
		rest, more := strings.Join(lines[most-1:], " "), ""
		if a.Unsaved == "" && !a.top().Typing() {
			more = "  " + a.Key("log") + " shows all"
		}
		lines = append(lines[:most-1:most-1], inert.Clip(rest, width-1-len(more))+more)
	}
	if beside != "" {
		lines = append(lines, inert.Clip(beside, width-1))
	}
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// frame draws the window: the header, a rule, the body with the dialogs over
// it, and the footer. It is exactly as large as the window.
func (a App) frame() ([]string, *tea.Cursor) {
	if a.Window == draw.Tiny {
		lines, cursor := a.tiny()
		return a.shown(lines), cursor
	}
	width := a.size.width
	bar := a.bar()
	header := append(draw.Fill(a.shown(a.header()), width, a.headerHeight()), a.Theme.HRule(width, bar, a.Theme.Lines.TeeDown))
	height := a.size.height - len(header) - a.footerHeight()
	base := a.base()
	body, cursor := a.stack[base].View(a.worldOf(base))
	body = draw.Fill(a.shown(body), width, height)
	cursor = draw.Moved(cursor, 0, len(header), width, a.size.height)
	for i := base + 1; i < len(a.stack); i++ {
		d := a.stack[i].(screen.Dialog)
		w := a.worldOf(i)
		inside, c := d.View(w)
		var b draw.Box
		body, b = a.Theme.Overlay(a.Window, body, width, height, d.Title(w), a.shown(inside))
		body = a.shown(body) // the title
		cursor = draw.Moved(c, b.X, b.Y+len(header), width, a.size.height)
	}
	return append(append(header, body...), a.shown(a.footer())...), cursor
}

// shown puts the sign of the theme after all that was cut.
func (a App) shown(lines []string) []string {
	out := make([]string, len(lines)) // theirs may be kept
	for i, line := range lines {
		out[i] = inert.Shown(line, a.Theme.Glyphs.More)
	}
	return out
}

// bar is the column of the bar between the panes of the body, 0 if there is
// none.
func (a App) bar() int {
	base := a.base()
	if s, ok := a.stack[base].(screen.Split); ok {
		return s.Bar(a.worldOf(base))
	}
	return 0
}

// base returns the place of the highest screen that is not a dialog.
func (a App) base() int {
	for i := len(a.stack) - 1; i > 0; i-- {
		if _, over := a.stack[i].(screen.Dialog); !over {
			return i
		}
	}
	return 0
}

func (a App) header() []string {
	for i := a.base(); i >= 0; i-- {
		w := a.World
		w.Width = a.size.width
		if lines := a.stack[i].Header(&w); lines != nil {
			_, keys := a.stack[i].(screen.ClockKeyed)
			return w.WithClock(lines, keys)
		}
	}
	return nil
}

// headerHeight is the number of lines of the header. It is known without
// drawing it, because every screen is asked for its room several times a key.
func (a App) headerHeight() int {
	height := screen.OneIf(a.Ticking())
	if s, ok := a.stack[a.base()].(screen.Tall); ok {
		return height + s.HeaderHeight(&a.World)
	}
	return height + 2
}

// worldOf returns what the screen at place i of the stack may know, with the
// size it has to draw in.
func (a App) worldOf(i int) *screen.World {
	w := a.World // a copy, since the size differs from screen to screen
	if a.Cfg.Lines {
		w.Width, w.Height = lineWidth, lineWidth
		return &w
	}
	w.Width = a.size.width
	w.Height = max(1, a.size.height-a.headerHeight()-1-a.footerHeight())
	if a.Window == draw.Tiny {
		w.Height = max(1, a.size.height-screen.OneIf(a.Ticking()))
	}
	if _, over := a.stack[i].(screen.Dialog); over {
		w.Width, w.Height = a.Window.Inside(w.Width, w.Height)
	}
	w.Width = max(1, w.Width)
	return &w
}

// footer draws the rule, the last message or a hint, and the keys that work
// now.
func (a App) footer() []string {
	width, style := a.size.width, a.Theme.Text
	switch {
	case a.Unsaved != "":
		style = a.Theme.Alarm
	case a.notice.Problem:
		style = a.Theme.Warn
	}
	lines := []string{a.Theme.HRule(width, a.bar(), a.Theme.Lines.TeeUp)}
	said := a.said(width)
	if h, ok := a.top().(screen.Hinter); ok && a.notice.Text == "" && a.Unsaved == "" {
		said[0] = " " + whole(inert.Line(h.Hint(a.worldOf(len(a.stack)-1))), width-1)
	}
	for _, line := range said {
		lines = append(lines, style.Render(inert.Pad(line, width)))
	}
	return append(lines, a.keyLine(width))
}

// whole returns as many sentences of a text as fit into width cells, if the
// first does.
func whole(text string, width int) string {
	for end := text; inert.Width(text) > width; {
		i := strings.LastIndex(end, ". ")
		if i < 0 {
			return text
		}
		if end = end[:i+1]; inert.Width(end) <= width {
			return end
		}
	}
	return text
}

// keyLine lists the keys that work, as many as fit, and where the others are.
func (a App) keyLine(width int) string {
	more := a.always(width)
	room := width - inert.Width(more.Plain()) - 1
	var line draw.Strip
	for _, c := range screen.Unshadowed(a.commands(len(a.stack) - 1)) {
		h := c.Binding.Help()
		if c.Hidden || c.Why != "" || h.Key == "" {
			continue
		}
		next := append(line[:len(line):len(line)], draw.Styled{Style: a.Theme.Accent, Text: " " + h.Key}, draw.Styled{Style: a.Theme.Muted, Text: " " + h.Desc + " "})
		if inert.Width(next.Plain()) > room {
			break
		}
		line = next
	}
	return line.Fill(width, more)
}

// always names the keys at the end of the footer: all commands, the way back,
// and the key that shows the others.
func (a App) always(width int) draw.Strip {
	if a.top().Typing() {
		return nil
	}
	key := func(id, word string) draw.Strip {
		return draw.Strip{{Style: a.Theme.Accent, Text: a.Key(id)}, {Style: a.Theme.Muted, Text: " " + word + "  "}}
	}
	var line draw.Strip
	switch {
	case width >= allCommandsFrom:
		line = key("find.command", "all commands")
	case width >= moreFrom:
		line = key("find.command", "more")
	}
	switch {
	case len(a.stack) == 1:
		line = append(line, key("leave", "quit")...)
	case len(a.stack) > 2 || !a.Opened:
		if !a.answers("esc") {
			line = append(line, key("back", "back")...)
		}
	}
	line = append(line, key("help", "keys")...)
	line[len(line)-1].Text = strings.TrimSuffix(line[len(line)-1].Text, " ")
	return line
}

// From these widths on, the footer names the key of all commands, in few words
// or more.
const (
	moreFrom        = 60
	allCommandsFrom = 100
)

// answers reports whether the screen on top has a command of its own for a key.
func (a App) answers(key string) bool {
	return slices.ContainsFunc(a.commands(len(a.stack)-1), func(c screen.Command) bool { return slices.Contains(c.Binding.Keys(), key) })
}

// tiny is what a window too small for anything else shows: the dialog that has
// the keys, so that nobody types in the dark, or a card.
func (a App) tiny() ([]string, *tea.Cursor) {
	i := len(a.stack) - 1
	d, over := a.stack[i].(screen.Dialog)
	if !over || i == 0 {
		return a.card(), nil
	}
	w := a.worldOf(i)
	top := screen.OneIf(a.Ticking())
	inside, c := d.View(w)
	lines, b := a.Theme.Overlay(draw.Tiny, nil, a.size.width, max(0, a.size.height-top), d.Title(w), inside)
	if last := len(lines) - 1; last > 0 && a.notice.Text != "" {
		lines[last] = a.Theme.Warn.Render(inert.Pad(a.notice.Text, a.size.width))
	}
	if top > 0 {
		w.Width = a.size.width
		lines = append([]string{w.ClockLine(false)}, lines...)
	}
	return lines, draw.Moved(c, b.X, b.Y+top, a.size.width, a.size.height-1-top)
}

// card is what a window too small for anything else shows.
func (a App) card() []string {
	lines := []string{"cordon"}
	if a.Opened {
		step := a.Current()
		lines = []string{inert.Line(a.Run.ID() + " " + step.Number + " " + step.Title), a.SavedMark(false)}
		if a.Review {
			mark, _ := a.RecordMark()
			lines[1] = "READ-ONLY, " + mark
		}
	}
	lines = append(lines, "window too small, need 40x10", "keys locked   "+a.Key("leave")+" leave   "+a.Key("help")+" help")
	if a.Unsaved != "" {
		lines[min(1, len(lines)-1)] = "NOT SAVED: " + a.Unsaved
	}
	if a.notice.Text != "" {
		lines = append(lines, a.notice.Text)
	}
	for i := range lines {
		lines[i] = inert.Clip(lines[i], a.size.width)
	}
	w := a.World
	w.Width = a.size.width
	return draw.Fill(w.WithClock(lines, false), a.size.width, a.size.height)
}
