package tui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// inputLimit is the longest text of an input in bytes. What goes beyond is
// not taken.
const inputLimit = 4096

// An input is a field for one line of text, with the keys of readline. It is a
// value, and so are its parts: the text on either side of the cursor.
type input struct{ before, after string }

// newInput returns an input that holds text, its cursor at the end.
func newInput(text string) input { return input{before: text} }

func (in input) text() string { return in.before + in.after }

// update answers keys and pastes; others it lets pass. ok says whether the
// text is another one now.
func (in input) update(msg tea.Msg) (next input, ok bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		next = in.insert(msg.Content)
	case tea.KeyPressMsg:
		next = in.press(msg)
	default:
		return in, false
	}
	return next, next.text() != in.text()
}

func (in input) insert(text string) input {
	// A line break in a paste does not send anything: it is a space.
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " ")
	if len(in.text())+len(text) <= inputLimit {
		in.before += text
	}
	return in
}

func (in input) press(msg tea.KeyPressMsg) input {
	switch msg.String() {
	case "left", "ctrl+b":
		in = in.left(lastCluster(in.before))
	case "right", "ctrl+f":
		in = in.right(firstCluster(in.after))
	case "alt+left", "ctrl+left", "alt+b":
		in = in.left(lastWord(in.before))
	case "alt+right", "ctrl+right", "alt+f":
		in = in.right(firstWord(in.after))
	case "home", "ctrl+a":
		in = in.left(len(in.before))
	case "end", "ctrl+e":
		in = in.right(len(in.after))
	case "backspace", "ctrl+h":
		in.before = in.before[:len(in.before)-lastCluster(in.before)]
	case "delete", "ctrl+d":
		in.after = in.after[firstCluster(in.after):]
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		in.before = in.before[:len(in.before)-lastWord(in.before)]
	case "alt+d", "alt+delete", "ctrl+delete":
		in.after = in.after[firstWord(in.after):]
	case "ctrl+u":
		in.before = ""
	case "ctrl+k":
		in.after = ""
	default:
		if msg.Text != "" && msg.Mod&^tea.ModShift == 0 {
			return in.insert(msg.Text)
		}
	}
	return in
}

// left moves the cursor back over n bytes, right moves it on.
func (in input) left(n int) input {
	at := len(in.before) - n
	return input{in.before[:at], in.before[at:] + in.after}
}

func (in input) right(n int) input {
	return input{in.before + in.after[:n], in.after[n:]}
}

// firstCluster returns the length of the first character as people see it.
func firstCluster(s string) int {
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(c)
}

func lastCluster(s string) int {
	n := 0
	for rest := s; rest != ""; rest = rest[n:] {
		n = firstCluster(rest)
	}
	return n
}

// lastWord returns the length of the last word and the spaces after it.
func lastWord(s string) int {
	trimmed := strings.TrimRightFunc(s, unicode.IsSpace)
	return len(s) - (strings.LastIndexFunc(trimmed, unicode.IsSpace) + 1)
}

// firstWord returns the length of the first word and the spaces before it.
func firstWord(s string) int {
	trimmed := strings.TrimLeftFunc(s, unicode.IsSpace)
	if end := strings.IndexFunc(trimmed, unicode.IsSpace); end >= 0 {
		trimmed = trimmed[end:]
	} else {
		trimmed = ""
	}
	return len(s) - len(trimmed)
}

// view returns the text as far as it fits into width cells, and the column of
// the cursor.
func (in input) view(width int) (line string, cursor int) {
	before := inert.Line(in.before)
	for inert.Width(before) >= max(1, width) {
		before = before[firstCluster(before):]
	}
	cursor = inert.Width(before)
	return inert.Pad(before+inert.Line(in.after), width), cursor
}
