package form

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// InputLimit is the longest text of an input in bytes. What goes beyond is
// not taken.
const InputLimit = 4096

// An Input is a field for one line of text, with the keys of readline. It is a
// value, and so are its parts: the text before the cursor and After it.
type Input struct {
	before, After string
	cut           string // by the last keys, if all of them cut
}

// NewInput returns an input that holds text, its cursor at the end.
func NewInput(text string) Input { return Input{before: text} }

// Text returns all that was typed.
func (in Input) Text() string { return in.before + in.After }

// Update answers keys and pastes; others it lets pass. ok says whether the
// text is another one now.
func (in Input) Update(msg tea.Msg) (next Input, ok bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		next = in.insert(msg.Content)
	case tea.KeyPressMsg:
		next = in.press(msg)
	default:
		return in, false
	}
	return next, next.Text() != in.Text()
}

func (in Input) insert(text string) Input {
	in.cut = ""
	// A line break in a paste does not send anything: it is a space, also at
	// the beginning of one that goes on with what came before it.
	breaks := func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }
	goesOn := in.before != "" && !strings.HasSuffix(in.before, " ") && strings.IndexFunc(text, breaks) == 0
	if text = strings.Join(strings.FieldsFunc(text, breaks), " "); goesOn && text != "" {
		text = " " + text
	}
	if len(in.Text())+len(text) <= InputLimit {
		in.before += text
	}
	return in
}

// Cut returns what the last keys cut, and nothing if they did not.
func (in Input) Cut() string { return in.cut }

func (in Input) edits(key string) bool { return Edits(key) }

// Edits reports whether a field for one line means something by a key with alt.
func Edits(key string) bool {
	switch key {
	case "alt+left", "alt+b", "alt+right", "alt+f", "alt+backspace", "alt+d", "alt+delete":
		return true
	}
	return false
}

// cutBefore cuts the last n bytes before the cursor. Cuts that follow each other
// are one.
func (in Input) cutBefore(n int, more string) Input {
	at := len(in.before) - n
	return Input{in.before[:at], in.After, in.before[at:] + more}
}

// cutAfter cuts the first n bytes after the cursor.
func (in Input) cutAfter(n int, more string) Input {
	return Input{in.before, in.After[n:], more + in.After[:n]}
}

func (in Input) press(msg tea.KeyPressMsg) Input {
	cut := in.cut
	in.cut = ""
	switch msg.String() {
	case "left", "ctrl+b":
		in = in.left(lastCluster(in.before))
	case "right", "ctrl+f":
		in = in.right(FirstCluster(in.After))
	case "alt+left", "ctrl+left", "alt+b":
		in = in.left(lastWord(in.before))
	case "alt+right", "ctrl+right", "alt+f":
		in = in.right(firstWord(in.After))
	case "home", "ctrl+a":
		in = in.left(len(in.before))
	case "end", "ctrl+e":
		in = in.right(len(in.After))
	case "backspace", "ctrl+h":
		in.before = in.before[:len(in.before)-lastCluster(in.before)]
	case "delete", "ctrl+d":
		in.After = in.After[FirstCluster(in.After):]
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		in = in.cutBefore(lastWord(in.before), cut)
	case "alt+d", "alt+delete", "ctrl+delete":
		in = in.cutAfter(firstWord(in.After), cut)
	case "ctrl+u":
		in = in.cutBefore(len(in.before), cut)
	case "ctrl+k":
		in = in.cutAfter(len(in.After), cut)
	default:
		if msg.Text != "" && msg.Mod&^tea.ModShift == 0 {
			return in.insert(msg.Text)
		}
	}
	return in
}

// left moves the cursor back over n bytes, right moves it on.
func (in Input) left(n int) Input {
	at := len(in.before) - n
	return Input{before: in.before[:at], After: in.before[at:] + in.After}
}

func (in Input) right(n int) Input {
	return Input{before: in.before + in.After[:n], After: in.After[n:]}
}

// FirstCluster returns the length of the first character as people see it.
func FirstCluster(s string) int {
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(c)
}

func lastCluster(s string) int {
	n := 0
	for rest := s; rest != ""; rest = rest[n:] {
		n = FirstCluster(rest)
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

// View returns the text as far as it fits into width cells, and the column of
// the cursor.
func (in Input) View(width int) (line string, cursor int) {
	before := inert.Line(in.before)
	for inert.Width(before) >= max(1, width) {
		before = before[FirstCluster(before):]
	}
	cursor = inert.Width(before)
	return inert.Pad(before+inert.Line(in.After), width), cursor
}
