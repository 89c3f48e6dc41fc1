package paint

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// A cell is what stands in one column of a row.
type cell struct {
	text string // a cluster; nothing where a wide one goes on
	pen  *pen   // nil for plain text, and for a space that shows nothing of its pen
}

// space is the cell of nothing.
var space = cell{text: " "}

// A row is what a line puts on the screen.
type row struct {
	cells []cell
	// adrift says that the terminal may count columns otherwise than we do,
	// because of characters that are wide.
	adrift bool
}

// blanks returns a row of nothing, in the room of another if there is enough.
func blanks(in []cell, width int) []cell {
	if cap(in) < width {
		in = make([]cell, width)
	}
	in = in[:width]
	for x := range in {
		in[x] = space
	}
	return in
}

// rowOf reads a line with styles. What does not fit is left out.
func rowOf(in []cell, line string, method ansi.Method, pens *pens) row {
	r := reading{row: row{cells: blanks(in, len(in))}, method: method}
	for i := 0; i < len(line) && r.x < len(in); {
		switch size := plainSize(line[i:]); {
		case size > 0:
			r.put(line[i:i+size], 1)
			i += size
		case line[i] == '\x1b':
			_, _, size, _ := ansi.DecodeSequence(line[i:], 0, nil)
			r.pen = pens.after(r.pen, line[i:i+size])
			i += size
		default:
			i += r.cluster(line[i:])
		}
	}
	return r.row
}

// plainSize is the length of the character that a line begins with if that is
// one of ASCII or a hairline, alone in its cell. Else it is 0.
func plainSize(line string) int {
	size := 0
	switch {
	case ' ' <= line[0] && line[0] < 0x7f:
		size = 1
	case inert.Hairline(line):
		size = 3
	default:
		return 0
	}
	if size < len(line) && line[size] >= 0x80 && !inert.Hairline(line[size:]) {
		return 0 // what follows may belong to it
	}
	return size
}

// A reading is a line that is being read.
type reading struct {
	row
	method ansi.Method
	pen    *pen
	x      int
}

func (r *reading) put(text string, width int) {
	c := cell{text, r.pen}
	if text == " " && !c.pen.shows() {
		c.pen = nil
	}
	r.cells[r.x] = c
	for i := 1; i < width; i++ {
		r.cells[r.x+i] = cell{pen: c.pen}
	}
	r.x += width
}

// cluster takes in the characters that belong together at the start of a text,
// and returns their length. They may be wide, or have no width at all.
func (r *reading) cluster(line string) int {
	text, width := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
	certain := width <= 1
	// Of one character both ways of measuring say the same. To ask the other one
	// for nothing costs two mebibytes, for its table.
	if utf8.RuneCountInString(text) > 1 {
		wc := ansi.StringWidthWc(text)
		certain = certain && wc == width
		if r.method == ansi.WcWidth {
			width = wc
		}
	}
	switch {
	case width == 0 && r.x > 0 && text[0] >= 0xc0: // a mark upon what stands before it
		r.cells[r.x-1].text += text
	case width == 0: // a control character
	case r.x+width > len(r.cells):
		r.x = len(r.cells)
	default:
		r.adrift = r.adrift || !certain
		r.put(text, width)
	}
	return len(text)
}
