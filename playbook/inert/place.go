package inert

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Part says that a part of a line begins here, in the column that all before it
// adds up to. It is a style that changes nothing, so it takes no cell, and a
// terminal that gets to see it makes nothing of it. See [Place].
const Part = "\x1b[10m"

// What goes around a placed line: the cursor and its style are kept, no line
// goes on in the next one, and nothing of what stood there before stays.
const (
	beginPlaced = ansi.SaveCursor + ansi.ResetModeAutoWrap + ansi.ResetStyle
	endPlaced   = ansi.SetModeAutoWrap + ansi.RestoreCursor
)

// Uncertain reports whether s holds characters whose width terminals do not
// agree on: those of scripts that join letters and marks to one sign, and
// emoji.
func Uncertain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0xe0 { // the first of them is U+0900
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if uncertain(r) {
			return true
		}
		i += n - 1
	}
	return false
}

func uncertain(r rune) bool {
	switch {
	case r < 0x0900, 0x2500 <= r && r <= 0x257f: // lines
		return false
	case r == 0x200c, r == 0x200d, r == 0x20e3, 0xfe00 <= r && r <= 0xfe0f, 0x1f000 <= r && r <= 0x1faff, 0xe0000 <= r && r <= 0xe0fff:
		return true
	case 0x231a <= r && r <= 0x2b55:
		return ansi.StringWidth(string(r)) > 1
	}
	return unicode.Is(joined, r)
}

// joined holds the scripts in which several characters make one sign, whose
// width is not the sum of theirs, and blocks of letters that do.
var joined = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0900, Hi: 0x11ff, Stride: 1}, // Devanagari to Burmese, and the parts of Hangul
		{Lo: 0x1700, Hi: 0x18af, Stride: 1}, // Tagalog to Khmer and Mongolian
		{Lo: 0x1900, Hi: 0x1aaf, Stride: 1}, // Limbu to Tai Tham
		{Lo: 0x1b00, Hi: 0x1c4f, Stride: 1}, // Balinese to Lepcha
		{Lo: 0x1cd0, Hi: 0x1cff, Stride: 1}, // marks of the Vedas
		{Lo: 0xa800, Hi: 0xabff, Stride: 1}, // Syloti Nagri to Meetei Mayek
		{Lo: 0xd7b0, Hi: 0xd7ff, Stride: 1}, // more parts of Hangul
	},
	R32: []unicode.Range32{
		{Lo: 0x10a00, Hi: 0x10a5f, Stride: 1}, // Kharoshthi
		{Lo: 0x11000, Hi: 0x11fff, Stride: 1}, // Brahmi and its kin
	},
}

// Place returns what draws a finished line, with its styles, in a row of the
// screen, counted from 0, so that a terminal that takes other widths for
// [Uncertain] characters than [Width] does moves nothing that stands behind
// them: the cursor is set to its column before each part that follows. Parts
// begin where [Part] says so, at bars, and after two spaces. What the row showed
// before is erased, and the cursor comes back to where it was.
//
// A line without such characters needs no placing: it is drawn as always, and
// Place returns nothing.
func Place(row int, line string) string {
	if !Uncertain(line) {
		return ""
	}
	p := placing{column: 1}
	p.out.WriteString(beginPlaced + ansi.CursorPosition(1, row+1) + ansi.EraseEntireLine)
	for line != "" {
		size, cells := next(line)
		if line[0] == '\x1b' {
			_, cells, size, _ = ansi.DecodeSequence(line, 0, nil)
		}
		p.add(line[:size], cells)
		line = line[size:]
	}
	p.out.WriteString(endPlaced)
	return p.out.String()
}

// A placing is a line that is being placed.
type placing struct {
	out    strings.Builder
	column int  // where we are, from 1
	spaces int  // before this column
	part   bool // one begins here
	adrift bool // the terminal may be in another column
}

// add writes a cluster, or a sequence, which has no cells.
func (p *placing) add(seq string, cells int) {
	switch {
	case seq == Part:
		p.part = true
		return
	case cells == 0 && !Uncertain(seq):
		p.out.WriteString(seq)
		return
	}
	if p.adrift && seq != " " && (p.part || p.spaces >= 2 || seq == "│" || seq == "|") {
		p.out.WriteString(ansi.CursorHorizontalAbsolute(p.column))
		p.adrift = false
	}
	if seq == " " {
		p.spaces++
	} else {
		p.spaces, p.part = 0, false
	}
	p.adrift = p.adrift || Uncertain(seq)
	p.out.WriteString(seq)
	p.column += cells
}
