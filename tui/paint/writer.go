package paint

import (
	"bytes"
	"io"
	"slices"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// A writer writes a frame: text, pens, and movements of the cursor. It sends
// only what every terminal knows that can place text.
type writer struct {
	buf           []byte
	width, height int
	x, y          int  // of the cursor; x is -1 if that is not known
	holds         *pen // the pen of the terminal
	pens          *pens
}

// begin begins a frame. Whoever wrote to the terminal in between, the pen is
// that of plain text, and the cursor anywhere.
func (w *writer) begin(width, height int, pens *pens) {
	*w = writer{buf: w.buf[:0], width: width, height: height, x: -1, pens: pens}
}

func (w *writer) add(text string) { w.buf = append(w.buf, text...) }

// clear empties the screen.
func (w *writer) clear() {
	w.add(ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen)
	w.x, w.y = 0, 0
}

// move moves the cursor, in as few bytes as that takes.
func (w *writer) move(x, y int) {
	if w.x == x && w.y == y {
		return
	}
	way := ansi.CursorPosition(x+1, y+1)
	switch {
	case w.x < 0:
	case w.y == y && w.x < x:
		way = ansi.CursorForward(x - w.x)
	case w.x == x && w.y == y-1:
		way = ansi.CursorDown(1)
	case w.y == y-1 && x == 0:
		way = "\r\n"
	case w.y == y-1 && 2+len(ansi.CursorForward(x)) < len(way):
		way = "\r\n" + ansi.CursorForward(x)
	}
	w.add(way)
	w.x, w.y = x, y
}

// pen takes up a pen.
func (w *writer) pen(p *pen) {
	if p != w.holds {
		w.add(w.pens.change(w.holds, p))
		w.holds = p
	}
}

// put writes a cell where the cursor is.
func (w *writer) put(c cell) {
	if c != space || w.holds.shows() {
		w.pen(c.pen)
	}
	corner := w.x == w.width-1 && w.y == w.height-1
	if corner { // no terminal is to scroll because of it
		w.add(ansi.ResetModeAutoWrap)
	}
	w.add(c.text)
	if corner {
		w.add(ansi.SetModeAutoWrap)
	}
	if w.x++; w.x >= w.width {
		w.x = -1 // terminals do not agree on where it is now
	}
}

// erase erases the line from the cursor on.
func (w *writer) erase() {
	if w.holds.shows() {
		w.pen(nil)
	}
	w.add(ansi.EraseLineRight)
}

// row writes a row from its start.
func (w *writer) row(y int, cells []cell) {
	w.move(0, y)
	w.erase()
	for x, c := range cells[:endOf(cells)] {
		if c.text != "" || x == 0 {
			w.x = x
			w.put(c)
		}
	}
	w.x = -1
}

// change writes what differs between two rows. No cell of them is wide.
func (w *writer) change(y int, had, cells []cell) {
	end := endOf(cells)
	for x := 0; x < end; {
		if n := alike(had[x:end], cells[x:end]); n > 0 && w.skips(x, y, cells[x:x+n]) || n == end-x {
			x += n
			continue
		}
		w.move(x, y)
		w.put(cells[x])
		x++
	}
	if endOf(had) > end {
		w.move(end, y)
		w.erase()
	}
}

// jump is about as many bytes as it takes to move the cursor on within a row.
const jump = 5

// skips reports whether to pass over cells that show already: always, unless it
// takes less to write them than to move the cursor to what is behind them.
func (w *writer) skips(x, y int, cells []cell) bool {
	return w.x != x || w.y != y || w.cost(cells) > jump
}

// alike counts the cells that rows have in common at their start.
func alike(had, cells []cell) int {
	n := 0
	for n < len(cells) && had[n] == cells[n] {
		n++
	}
	return n
}

// cost is how many bytes it takes to write cells.
func (w *writer) cost(cells []cell) (bytes int) {
	holds := w.holds
	for _, c := range cells {
		if c.pen != holds && (c != space || holds.shows()) {
			bytes += len(w.pens.change(holds, c.pen))
			holds = c.pen
		}
		if bytes += len(c.text); bytes > jump {
			break
		}
	}
	return bytes
}

// endOf is the column after the last cell that shows something.
func endOf(cells []cell) int {
	for end := len(cells); end > 0; end-- {
		if cells[end-1] != space {
			return end
		}
	}
	return 0
}

// place writes a line that was placed. It comes back to the cursor and the pen.
func (w *writer) place(placed string, profile colorprofile.Profile) {
	var out bytes.Buffer
	in := colorprofile.Writer{Forward: &out, Profile: profile}
	_, _ = io.WriteString(&in, placed) // to a buffer
	w.buf = slices.Concat(w.buf, out.Bytes())
}
