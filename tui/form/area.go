package form

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// areaPage is how many rows pgup and pgdown move.
const areaPage = 8

// An Area is a field for text of several lines, with the keys of readline. Like
// [Input] it is a value and keeps the text as it was typed and pasted, and
// draws it inert. A key costs time in proportion to the text, about a
// millisecond for the longest note.
type Area struct {
	Input
	// goal is the column that up and down try to keep to, plus one; zero is
	// where the cursor stands.
	goal int
	// Breaks says that enter begins a new line. Otherwise the form has it, and
	// ctrl+j begins one.
	Breaks bool
}

// Value implements [Widget].
func (a Area) Value() string { return a.Text() }

// With implements [Widget].
func (a Area) With(value string) Widget {
	a.Input, a.goal = NewInput(lineFeeds(value)), 0
	return a
}

// Commands implements [Widget].
func (a Area) Commands(*screen.World, func(Widget) screen.Screen) []screen.Command { return nil }

// Typing implements [Widget].
func (a Area) Typing() bool { return true }

// lineFeeds writes all line ends as newlines.
func lineFeeds(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// Edit implements [Widget].
func (a Area) Edit(msg tea.Msg, width int) Widget {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return a.insert(lineFeeds(msg.Content))
	case tea.KeyPressMsg:
		return a.press(msg, width)
	}
	return a
}

// insert takes text as far as a note can hold it: all or nothing, so that no
// paste is cut in silence.
func (a Area) insert(text string) Area {
	a.cut = ""
	if len(a.before)+len(a.After)+len(text) <= run.NoteLimit {
		a.before += text
	}
	a.goal = 0
	return a
}

// edits are the keys with alt that mean something in the field.
func (a Area) edits(key string) bool {
	switch key {
	case "alt+enter", "alt+<", "alt+>":
		return true
	}
	return a.Input.edits(key)
}

func (a Area) press(msg tea.KeyPressMsg, width int) Widget {
	switch msg.String() {
	case "up", "ctrl+p":
		return a.rise(width, -1)
	case "down", "ctrl+n":
		return a.rise(width, 1)
	case "pgup":
		return a.rise(width, -areaPage)
	case "pgdown":
		return a.rise(width, areaPage)
	}
	a.goal = 0
	switch msg.String() {
	case "enter":
		if !a.Breaks {
			return a
		}
		return a.insert("\n")
	case "ctrl+j", "alt+enter", "shift+enter":
		return a.insert("\n")
	case "home", "ctrl+a":
		a.Input = a.left(len(a.before) - lineStart(a.before))
	case "end", "ctrl+e":
		a.Input = a.right(lineEnd(a.After))
	case "ctrl+home", "alt+<":
		a.Input = a.left(len(a.before))
	case "ctrl+end", "alt+>":
		a.Input = a.right(len(a.After))
	case "ctrl+u":
		a.Input = a.cutBefore(len(a.before)-lineStart(a.before), a.cut)
	case "ctrl+k":
		a.Input = a.cutAfter(lineEnd(a.After), a.cut)
	default:
		return a.pressed(msg)
	}
	return a
}

// pressed answers the keys that are the same in one line as in many.
func (a Area) pressed(msg tea.KeyPressMsg) Widget {
	if msg.Text != "" && msg.Mod&^tea.ModShift == 0 {
		return a.insert(msg.Text)
	}
	a.Input = a.Input.press(msg)
	return a
}

func lineStart(before string) int { return strings.LastIndexByte(before, '\n') + 1 }

func lineEnd(after string) int {
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		return i
	}
	return len(after)
}

// A textRow is one row of an area: a part of a line as it is shown.
type textRow struct {
	line int    // where the line begins in the text
	from int    // where the row begins in the line as it is shown
	show string // what it shows
}

// rows breaks the text into rows, and says in which of them the cursor stands
// and at which column.
func (a Area) rows(width int) (rows []textRow, at tea.Position) {
	cursor, begin := len(a.before), 0
	for line := range strings.SplitSeq(a.Text(), "\n") {
		first := len(rows)
		rows = appendRows(rows, begin, inert.Line(line), width)
		if cursor >= begin && cursor <= begin+len(line) {
			at = place(rows[first:], len(inert.Line(line[:cursor-begin])), inert.Line(line))
			at.X, at.Y = min(at.X, width-1), at.Y+first
		}
		begin += len(line) + 1
	}
	return rows, at
}

// appendRows breaks a line into rows.
func appendRows(rows []textRow, begin int, shown string, width int) []textRow {
	for rest := shown; ; {
		from := len(shown) - len(rest)
		var row string
		if row, rest = inert.Fit(rest, max(1, width)); rest == "" {
			return append(rows, textRow{begin, from, row})
		}
		rows = append(rows, textRow{begin, from, row})
	}
}

// place says where in the rows of a line an offset of the line stands.
func place(rows []textRow, offset int, shown string) tea.Position {
	y := len(rows) - 1
	for y > 0 && rows[y].from > offset {
		y--
	}
	return tea.Position{X: inert.Width(shown[rows[y].from:min(offset, len(shown))]), Y: y}
}

// rise moves the cursor by rows, in its column as far as the rows go.
func (a Area) rise(width, by int) Area {
	rows, at := a.rows(width)
	if a.goal == 0 {
		a.goal = at.X + 1
	}
	switch y := at.Y + by; {
	case y < 0:
		a.Input = a.left(len(a.before))
	case y >= len(rows):
		a.Input = a.right(len(a.After))
	default:
		text, to := a.Text(), a.offset(rows[y], a.goal-1)
		a.Input = Input{before: text[:to], After: text[to:]}
	}
	return a
}

// offset returns the place in the text that shows in a row at a column.
func (a Area) offset(row textRow, column int) int {
	shown, cells := row.from, 0
	for rest := row.show; rest != ""; {
		n := FirstCluster(rest)
		if cells += inert.Width(rest[:n]); cells > column {
			break
		}
		shown, rest = shown+n, rest[n:]
	}
	line := a.Text()[row.line:]
	at, seen := 0, 0
	for end := lineEnd(line); at < end && seen < shown; {
		n := FirstCluster(line[at:end])
		seen += len(inert.Line(line[at : at+n]))
		at += n
	}
	return row.line + at
}

// View implements [Widget].
func (a Area) View(_ *screen.World, width, height int, _ bool) ([]string, tea.Position) {
	rows, at := a.rows(width)
	from := draw.Window(len(rows), at.Y, max(1, height))
	rows = rows[from:min(len(rows), from+max(1, height))]
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = inert.Clip(r.show, width)
	}
	return lines, tea.Position{X: at.X, Y: at.Y - from}
}

// legibleText makes the text of a file one that a field can hold: newlines at
// the ends of lines, no NUL, valid UTF-8.
func legibleText(b []byte) string {
	text := strings.ReplaceAll(lineFeeds(string(b)), "\x00", "")
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	return text
}
