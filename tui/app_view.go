package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// View implements [tea.Model]. It is empty as long as there is nothing to show.
func (a App) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if a.size.width <= 0 || a.size.height <= 0 || a.opening.waits() && !a.opened {
		return v
	}
	lines, cursor := a.frame()
	if a.cfg.ASCII {
		for i, line := range lines { // "..." is wider than the sign it stands for
			lines[i] = padStyled(inert.ASCII(line), a.size.width)
		}
	}
	v.SetContent(strings.Join(lines, "\n"))
	v.Cursor = cursor
	return v
}

// footerLines is the height of the footer: a rule, a message, the keys.
const footerLines = 3

// frame draws the window: the header, a rule, the body with the dialogs over
// it, and the footer. It is exactly as large as the window.
func (a App) frame() ([]string, *tea.Cursor) {
	if a.window == tiny {
		return a.tiny()
	}
	width := a.size.width
	header := append(fill(a.header(), width, a.headerHeight()), a.rule())
	height := a.size.height - len(header) - footerLines
	base := a.base()
	body, cursor := a.stack[base].view(a.worldOf(base))
	body = fill(body, width, height)
	cursor = moved(cursor, 0, len(header), width, a.size.height)
	for i := base + 1; i < len(a.stack); i++ {
		d := a.stack[i].(dialog)
		w := a.worldOf(i)
		inside, c := d.view(w)
		var b box
		body, b = a.theme.overlay(a.window, body, width, height, d.title(w), inside)
		cursor = moved(c, b.x, b.y+len(header), width, a.size.height)
	}
	return append(append(header, body...), a.footer()...), cursor
}

func (a App) rule() string {
	return a.theme.Rule.Render(strings.Repeat(a.theme.Glyphs.Line, a.size.width))
}

// base returns the place of the highest screen that is not a dialog.
func (a App) base() int {
	for i := len(a.stack) - 1; i > 0; i-- {
		if _, over := a.stack[i].(dialog); !over {
			return i
		}
	}
	return 0
}

func (a App) header() []string {
	for i := a.base(); i >= 0; i-- {
		w := a.world
		w.width = a.size.width
		if lines := a.stack[i].header(&w); lines != nil {
			key := ""
			if _, ok := a.stack[i].(clockKeyed); ok {
				key = w.named("", "clocks")
			}
			return w.withClock(lines, key)
		}
	}
	return nil
}

// A screen is clockKeyed if its keys open the clocks, so that the header names
// the key.
type clockKeyed interface{ opensClocks() }

// A tall screen has a header of another height than two lines, not counting
// the one of the nearest deadline.
type tall interface {
	headerHeight(w *world) int
}

// headerHeight is the number of lines of the header. It is known without
// drawing it, because every screen is asked for its room several times a key.
func (a App) headerHeight() int {
	height := btoi(a.ticking())
	if s, ok := a.stack[a.base()].(tall); ok {
		return height + s.headerHeight(&a.world)
	}
	return height + 2
}

// worldOf returns what the screen at place i of the stack may know, with the
// size it has to draw in.
func (a App) worldOf(i int) *world {
	w := a.world // a copy, since the size differs from screen to screen
	w.width = a.size.width
	w.height = max(1, a.size.height-a.headerHeight()-1-footerLines)
	if a.window == tiny {
		w.height = max(1, a.size.height-btoi(a.ticking()))
	}
	if _, over := a.stack[i].(dialog); over {
		w.width, w.height = a.window.inside(w.width, w.height)
	}
	w.width = max(1, w.width)
	return &w
}

// footer draws the rule, the last message and the keys that work now.
func (a App) footer() []string {
	width := a.size.width
	text, style := " "+a.notice.text, a.theme.Text
	if h, ok := a.top().(hinter); ok && a.notice.text == "" {
		text = " " + inert.Line(h.hint(a.worldOf(len(a.stack)-1)))
	}
	switch {
	case a.unsaved != "":
		text, style = " NOT SAVED: "+a.unsaved, a.theme.Alarm
	case a.notice.problem:
		style = a.theme.Warn
	}
	if more := "  " + a.key("log") + " shows all"; a.notice.text != "" && inert.Width(text) > width && !a.top().typing() {
		text = inert.Cut(text, width-len(more)) + more
	}
	return []string{a.rule(), style.Render(inert.Pad(text, width)), a.theme.Muted.Render(inert.Pad(a.keyLine(width), width))}
}

// keyLine lists the keys that work, as many as fit, and where the others are.
func (a App) keyLine(width int) string {
	more := a.always()
	line := ""
	for _, c := range a.commands(len(a.stack) - 1) {
		if c.hidden || c.why != "" {
			continue
		}
		h := c.binding.Help()
		next := line + " " + h.Key + " " + h.Desc + " "
		if inert.Width(next)+len(more) > width {
			break
		}
		line = next
	}
	return inert.Pad(line, max(0, width-len(more))) + more
}

// always names the keys at the end of the footer: the way back, and the one
// that shows all others.
func (a App) always() string {
	switch {
	case a.top().typing():
		return ""
	case len(a.stack) == 1:
		return a.key("leave") + " quit  " + a.key("help") + " keys "
	case len(a.stack) == 2 && a.opened, a.answers("esc"):
		return a.key("help") + " keys "
	}
	return a.key("back") + " back  " + a.key("help") + " keys "
}

// answers reports whether the screen on top has a command of its own for a key.
func (a App) answers(key string) bool {
	return slices.ContainsFunc(a.commands(len(a.stack)-1), func(c command) bool { return slices.Contains(c.binding.Keys(), key) })
}

// tiny is what a window too small for anything else shows: the dialog that has
// the keys, so that nobody types in the dark, or a card.
func (a App) tiny() ([]string, *tea.Cursor) {
	i := len(a.stack) - 1
	d, over := a.stack[i].(dialog)
	if !over || i == 0 {
		return a.card(), nil
	}
	w := a.worldOf(i)
	top := btoi(a.ticking())
	inside, c := d.view(w)
	lines, b := a.theme.overlay(tiny, nil, a.size.width, max(0, a.size.height-top), d.title(w), inside)
	if last := len(lines) - 1; last > 0 && a.notice.text != "" {
		lines[last] = a.theme.Warn.Render(inert.Pad(a.notice.text, a.size.width))
	}
	if top > 0 {
		w.width = a.size.width
		lines = append([]string{w.clockLine("")}, lines...)
	}
	return lines, moved(c, b.x, b.y+top, a.size.width, a.size.height-1-top)
}

// card is what a window too small for anything else shows.
func (a App) card() []string {
	lines := []string{"cordon"}
	if a.opened {
		step := a.current()
		lines = []string{inert.Line(a.run.ID() + " " + step.Number + " " + step.Title), a.savedMark(false)}
		if a.review {
			lines[1] = "READ-ONLY, " + a.chain
		}
	}
	lines = append(lines, "window too small, need 40x10", "keys locked   "+a.key("leave")+" leave   "+a.key("help")+" help")
	if a.unsaved != "" {
		lines[min(1, len(lines)-1)] = "NOT SAVED: " + a.unsaved
	}
	if a.notice.text != "" {
		lines = append(lines, a.notice.text)
	}
	for i := range lines {
		lines[i] = inert.Cut(lines[i], a.size.width)
	}
	w := a.world
	w.width = a.size.width
	return fill(w.withClock(lines, ""), a.size.width, a.size.height)
}

// savedMark says when the last entry was on disk, and its number.
func (w *world) savedMark(seconds bool) string {
	switch {
	case w.unsaved != "":
		return "NOT SAVED"
	case !w.opened, w.saved.IsZero():
		return ""
	}
	layout := "15:04"
	if seconds {
		layout = "15:04:05"
	}
	return "SAVED " + w.saved.Format(layout) + " #" + formatSeq(w.run.Head().Seq)
}
