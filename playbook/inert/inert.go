// Package inert makes text that somebody else wrote harmless to a terminal,
// and lays it out in columns.
//
// Playbooks, notes, names of files and evidence may come from an attacker.
// Printed as they are, they can set the clipboard, forge a link, overwrite
// the line above with a carriage return, or turn a sentence around with a
// bidi control. So every such string passes through [Line] or [Text] on its
// way to a screen, a message or a report for people. What is stored, hashed
// and exported for programs stays byte for byte as it came.
//
// # What is shown
//
// Nothing that could be obeyed is removed in silence. It is shown as a mark
// that a person can read, in the form of a Go string literal:
//
//	\x1b         an ASCII control, or a byte that is not UTF-8
//	\u202e       C1 and bidi controls, invisible and private characters,
//	             line separators, noncharacters, what Unicode has not assigned
//	\U000e0041   the same beyond U+FFFF, such as tag characters
//
// Newline, tab and carriage return become spaces in a Line; a Text keeps its
// newlines. A backslash stays one backslash: the marks are for eyes, and a
// text may imitate them.
//
// # Stable columns
//
// Terminals disagree about the width of some sequences, so they are reduced
// to what all of them draw alike:
//
//   - Emoji joined by ZWJ fall apart into their members. Emoji lose their
//     skin tone and their variation selector.
//   - A variation selector after an ideograph is dropped; others are marks.
//   - ZWJ and ZWNJ stay where writing needs them, after a letter or sign of
//     the Arabic or an Indic script, one at a time.
//   - A combining mark needs something to stand on, and no more than six
//     stand there. The rest are shown as marks.
//   - A conjunct ends where it would fill more than six cells on a terminal
//     that draws its letters one by one.
//
// Widths are those of grapheme clusters, which is how Lip Gloss measures. A
// terminal that counts code points draws some clusters of Indic scripts wider
// than that, and a terminal that reorders Arabic and Hebrew reorders within
// the line. Text of strangers therefore gets lines of its own, or what stands
// to its right is put into its column by [Place].
//
// # Promises
//
// Cleaning twice is cleaning once. Clean printable ASCII comes back as it is,
// without an allocation. All work is linear in the length of the text. This
// package cuts nothing by itself: a caller that shows evidence caps what it
// reads, and uses [Cut] for a column.
package inert

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// TabStop is the distance of the tab stops in a [Text].
const TabStop = 4

const maxCells = 6 // cells of a cluster if a terminal does not cluster

// MaxMarks is how many marks may stand on one letter: Burmese needs six, and more of
// them would cover the lines around.
const MaxMarks = 6

const (
	zwnj = '\u200c'
	zwj  = '\u200d'
	vs15 = '\ufe0e' // the character before it is text
	vs16 = '\ufe0f' // the character before it is an emoji
)

// Line returns s as one line for a screen. Line breaks and tabs become
// spaces; everything else a terminal might act on becomes a visible mark.
func Line(s string) string { return clean(s, false) }

// Text returns s as lines for a screen, parted by newlines. It is like
// [Line], but CR LF, CR and LF all end a line, and a tab leads to the next
// [TabStop].
func Text(s string) string { return clean(s, true) }

// Hides reports whether r, where it stands after another character, draws
// nothing or turns what stands around it: controls, line separators, bidi and
// private characters, fillers and selectors, and what Unicode has not assigned.
// Joiners are none after writing that is spelled with them, nor the selectors of
// an emoji after one. It is for text that leaves byte for byte, where [Line] and
// [Text] would change more.
func Hides(r, after rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	case r == zwj && (pictograph(after) || skinTone(after) || after == vs16):
		return false
	case r == zwj, r == zwnj:
		return !unicode.In(after, joining...)
	case r == vs15, r == vs16:
		return !pictograph(after) && !strings.ContainsRune("0123456789#*", after)
	case unicode.Is(unicode.Variation_Selector, r):
		return !unicode.Is(unicode.Han, after)
	}
	return !unicode.IsGraphic(r) || unicode.Is(hidden, r)
}

func clean(s string, lines bool) string {
	if harmless(s, lines) {
		return s
	}
	c := cleaner{lines: lines, out: make([]byte, 0, len(s)+16), open: -1}
	for len(s) > 0 {
		s = s[c.next(s):]
	}
	return string(c.out)
}

// harmless reports whether s is printable ASCII, with newlines where lines
// are wanted.
func harmless(s string, lines bool) bool {
	for i := range len(s) {
		if !printable(s[i]) && !(lines && s[i] == '\n') {
			return false
		}
	}
	return true
}

func printable(b byte) bool { return ' ' <= b && b <= '~' }

// A cleaner writes the harmless form of a text. Each decision rests on what
// it has written so far and on the next character alone. That is why a second
// cleaning decides the same.
type cleaner struct {
	out   []byte
	lines bool // keep newlines
	line  int  // where column 0 is: after the last newline or tab stop

	// The last cluster written, for characters that join it.
	open  int  // where it starts in out; -1 if nothing may join
	base  rune // its first character
	last  rune // its last character
	marks int  // marks in a row at its end
	tuned bool // a variation selector of it was dropped

	probe []byte // room to try a cluster in
}

// next writes the first character of s and returns its length.
func (c *cleaner) next(s string) int {
	if b := s[0]; b > ' ' && b <= '~' {
		c.start(rune(b))
		return 1
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == ' ':
		c.blank(1)
	case r == '\t':
		c.tab()
	case r == '\r' || r == '\n':
		c.newline()
		if strings.HasPrefix(s, "\r\n") {
			return 2
		}
	case r == utf8.RuneError && n == 1:
		c.mark(`\x`, rune(s[0]), 2)
	case regional(r):
		return n + c.flag(r, s[n:])
	case c.tunes(r):
	case !unicode.IsGraphic(r) && !c.bound(r), unicode.Is(hidden, r), skinTone(r):
		c.spell(r)
	default:
		c.keep(r)
	}
	return n
}

// start writes a character that begins a cluster.
func (c *cleaner) start(r rune) {
	c.open, c.base, c.last, c.marks, c.tuned = len(c.out), r, r, 0, false
	c.out = utf8.AppendRune(c.out, r)
}

// shut says that nothing may join what has been written.
func (c *cleaner) shut() { c.open, c.base, c.last = -1, 0, 0 }

func (c *cleaner) blank(n int) {
	for range n {
		c.out = append(c.out, ' ')
	}
	c.shut()
}

func (c *cleaner) newline() {
	if !c.lines {
		c.blank(1)
		return
	}
	c.out = append(c.out, '\n')
	c.line = len(c.out)
	c.shut()
}

func (c *cleaner) tab() {
	if !c.lines {
		c.blank(1)
		return
	}
	c.blank(TabStop - Width(string(c.out[c.line:]))%TabStop)
	c.line = len(c.out) // a multiple of TabStop, as good as column 0
}

// spell writes a visible mark for r.
func (c *cleaner) spell(r rune) {
	switch {
	case r < utf8.RuneSelf:
		c.mark(`\x`, r, 2)
	case r < 0x10000:
		c.mark(`\u`, r, 4)
	default:
		c.mark(`\U`, r, 8)
	}
}

func (c *cleaner) mark(prefix string, r rune, digits int) {
	c.out = append(c.out, prefix...)
	for i := digits - 1; i >= 0; i-- {
		c.out = append(c.out, "0123456789abcdef"[r>>(4*i)&0xf])
	}
	c.shut()
}

// flag writes a pair of regional indicators, which is a flag and two cells
// wide everywhere. A single one has no agreed width. It returns how much of
// rest it took.
func (c *cleaner) flag(r rune, rest string) int {
	second, n := utf8.DecodeRuneInString(rest)
	if !regional(second) {
		c.spell(r)
		return 0
	}
	c.out = utf8.AppendRune(utf8.AppendRune(c.out, r), second)
	c.shut()
	return n
}

// tunes reports whether r only changes how the character before it looks, in
// a way on which terminals disagree. Such a character is dropped.
func (c *cleaner) tunes(r rune) bool {
	switch {
	case c.open < 0:
		return false
	case r == zwj, skinTone(r):
		return pictograph(c.base)
	case r == vs15, r == vs16:
		if !pictograph(c.base) && !strings.ContainsRune("0123456789#*", c.base) {
			return false
		}
	case unicode.Is(unicode.Variation_Selector, r):
		if !unicode.Is(unicode.Han, c.base) {
			return false
		}
	default:
		return false
	}
	first := !c.tuned
	c.tuned = true
	return first
}

// bound reports whether r is a joiner that the writing before it uses.
func (c *cleaner) bound(r rune) bool {
	return (r == zwj || r == zwnj) && c.open >= 0 && unicode.In(c.last, joining...)
}

// keep writes r as it is, unless it would join what it must not.
func (c *cleaner) keep(r rune) {
	if solitary(r) {
		c.start(r)
		return
	}
	switch {
	case c.joins(r):
		c.join(r)
	case c.prepends(r):
		c.spell(r)
	default:
		c.start(r)
	}
}

// joins reports whether r would be drawn into the last cluster, or into a
// space where there is none.
func (c *cleaner) joins(r rune) bool {
	c.probe = append(c.probe[:0], ' ')
	if c.open >= 0 {
		c.probe = append(c.probe[:0], c.out[c.open:]...)
	}
	c.probe = utf8.AppendRune(c.probe, r)
	return whole(c.probe)
}

// prepends reports whether r would draw the next character, whatever it is,
// into its own cluster.
func (c *cleaner) prepends(r rune) bool {
	c.probe = append(utf8.AppendRune(c.probe[:0], r), 'a')
	return whole(c.probe)
}

// whole reports whether s is a single cluster.
func whole(s []byte) bool {
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(cluster) == len(s)
}

// join writes r as part of the last cluster, which [cleaner.joins] has tried.
func (c *cleaner) join(r rune) {
	marks := 0
	if unicode.Is(unicode.M, r) || r == zwj || r == zwnj {
		marks = c.marks + 1
	}
	if c.open < 0 || marks > MaxMarks || ansi.StringWidthWc(string(c.probe)) > maxCells {
		c.spell(r)
		return
	}
	c.out = utf8.AppendRune(c.out, r)
	c.last, c.marks = r, marks
}
