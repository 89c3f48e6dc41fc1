package draw

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// A Layout is how much of a screen fits. It depends on the size of the window
// and on nothing else, so it is predictable.
type Layout int

// The layouts, from the smallest. Sizes are in cells, width x height.
const (
	Tiny    Layout = iota // below 40x10: a card; keys that change something are off
	Compact               // one pane
	Normal                // from 76x20: two panes, phases in one line
	Wide                  // from 110x30: three panes
)

const (
	tinyWidth, tinyHeight     = 40, 10
	normalWidth, normalHeight = 76, 20
	wideWidth, wideHeight     = 110, 30
)

// LayoutOf returns the layout of a window. Both its width and its height, in
// cells, must be large enough for a larger one.
func LayoutOf(width, height int) Layout {
	switch {
	case width < tinyWidth || height < tinyHeight:
		return Tiny
	case width >= wideWidth && height >= wideHeight:
		return Wide
	case width >= normalWidth && height >= normalHeight:
		return Normal
	}
	return Compact
}

// dialogWidth is the widest a dialog gets, its frame included.
const dialogWidth = 86

// A Box is where the inside of a dialog lies in the body, in cells. X and Y are
// its corner at the top left.
type Box struct{ X, Y, width, height int }

// Inside returns the size a dialog has to draw in.
func (l Layout) Inside(width, height int) (int, int) {
	if l <= Compact {
		return width, max(1, height-1) // its title takes the first line
	}
	return min(dialogWidth, width-8) - 4, max(1, height-2)
}

// dialogRow is the row of the body in which dialogs begin, if they have room:
// the eye finds them in one place, however tall they are.
const dialogRow = 3

// Overlay lays a dialog over the body, which steps back. In a compact window it
// takes the whole body.
func (t *Theme) Overlay(l Layout, body []string, width, height int, title string, lines []string) ([]string, Box) {
	if l <= Compact {
		head := t.Strong.Render(inert.Pad(title, width))
		return Fill(append([]string{head}, lines...), width, height), Box{0, 1, width, height - 1}
	}
	inner := min(dialogWidth, width-8) - 4
	lines = lines[:min(len(lines), max(1, height-2))]
	b := Box{X: (width - inner - 4) / 2, width: inner, height: len(lines)}
	b.Y = max(0, min(dialogRow, height-len(lines)-2))
	framed := t.frame(title, lines, inner)
	out := Fill(body, width, height)
	for i, line := range out {
		out[i] = ansi.Strip(line)
		if y := i - b.Y; y >= 0 && y < len(framed) {
			left, right := aside(out[i], b.X, b.X+inner+4, width)
			out[i] = then(then(t.Behind.Render(left), framed[y]), t.Behind.Render(right))
		} else {
			out[i] = t.Behind.Render(out[i])
		}
	}
	b.X, b.Y = b.X+2, b.Y+1
	return out, b
}

// aside returns what is left of a plain line of width cells on both sides of a
// dialog, which takes the cells from from to to. Of a character of two cells that
// it covers half, a space is left.
func aside(line string, from, to, width int) (left, right string) {
	right = ansi.TruncateLeft(line, to, "")
	if ansi.StringWidth(right) > width-to {
		right = ansi.TruncateLeft(right, 2, "")
	}
	return inert.Pad(ansi.Truncate(line, from, ""), from), strings.Repeat(" ", max(0, width-to-ansi.StringWidth(right))) + right
}

// frame draws a box around the lines of a dialog.
func (t *Theme) frame(title string, lines []string, inner int) []string {
	l, style := t.Lines, t.Marks.Accent
	title = inert.Clip(title, inner-2)
	rest := strings.Repeat(l.Across, max(0, inner-2-inert.Width(title)))
	out := []string{then(style.Render(l.Corners[0]+l.Across)+" "+t.Strong.Render(title)+" ", style.Render(rest+l.Across+l.Corners[1]))}
	bar := style.Render(l.Down)
	for _, line := range lines {
		out = append(out, then(bar+" "+PadStyled(line, inner)+" ", bar))
	}
	return append(out, style.Render(l.Corners[2]+strings.Repeat(l.Across, inner+2)+l.Corners[3]))
}

// HRule draws a rule over the whole width. A bar that ends on it, if at is not
// 0, meets it with a tee.
func (t *Theme) HRule(width, at int, tee string) string {
	if at <= 0 || at >= width {
		return t.Rule.Render(strings.Repeat(t.Lines.Across, width))
	}
	return t.Rule.Render(strings.Repeat(t.Lines.Across, at) + tee + strings.Repeat(t.Lines.Across, width-at-1))
}

// Meter draws how far something has come, in a line of width cells.
func (t *Theme) Meter(width, done, total int) string { return t.Progress(width, done, total).Render() }

// Progress is the line of [Theme.Meter] with its parts.
func (t *Theme) Progress(width, done, total int) Strip {
	n := 0
	if total > 0 {
		n = (width*done + total/2) / total
	}
	style := t.Marks.Accent
	if done == total {
		style = t.Marks.Done
	}
	return Strip{{Style: style, Text: strings.Repeat(t.Lines.Meter, n)}, {Style: t.Rule, Text: strings.Repeat(t.Lines.Rest, max(0, width-n))}}
}

// Fill cuts or extends lines to exactly height lines of width cells.
func Fill(lines []string, width, height int) []string {
	out := make([]string, height)
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out[i] = PadStyled(line, width)
	}
	return out
}

// PadStyled cuts or extends a styled line to exactly width cells.
func PadStyled(line string, width int) string {
	if inert.Width(line) > width {
		line = ansi.Truncate(line, width, "") // a cell too short where it ends in half a character
	}
	return line + strings.Repeat(" ", max(0, width-inert.Width(line)))
}

// Moved shifts a cursor, if there is one, and drops it where it falls outside.
func Moved(c *tea.Cursor, x, y, width, height int) *tea.Cursor {
	if c == nil || c.X < 0 || c.Y < 0 || c.X >= width || c.Y >= height {
		return nil
	}
	next := *c
	next.X, next.Y = c.X+x, c.Y+y
	return &next
}

// Columns joins blocks of lines side by side, with a bar and a space between
// them: [Gutter].
func (t *Theme) Columns(height int, blocks ...Column) []string {
	bar := t.Rule.Render(t.Lines.Down) + " "
	out := make([]string, height)
	for i := range out {
		row := ""
		for j, b := range blocks {
			if j > 0 {
				row = then(row, bar)
			}
			line := ""
			if i < len(b.Lines) {
				line = b.Lines[i]
			}
			row += PadStyled(line, b.Width)
		}
		out[i] = row
	}
	return out
}

// Gutter is the width of what stands between two columns.
const Gutter = 2

// A Column is a block of lines of one width.
type Column struct {
	Width int // in cells
	Lines []string
}

// Window returns which part of n lines to show in height lines so that the
// line at focus is among them: the first shown line.
func Window(n, focus, height int) int {
	if n <= height {
		return 0
	}
	return min(max(0, focus-height/2), n-height)
}
