package paint_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"

	"cordon/tui/paint"
)

// A terminal is an emulated one, and a screen on it.
type terminal struct {
	*paint.Screen
	emu   *vt.Emulator
	modes map[int]bool
}

func newTerminal(t interface{ Cleanup(func()) }, width, height int) *terminal {
	term := &terminal{
		Screen: paint.New(paint.Options{Profile: colorprofile.TrueColor}),
		emu:    vt.NewEmulator(width, height),
		modes:  map[int]bool{25: true},
	}
	note := func(on bool) func(ansi.Mode) { return func(m ansi.Mode) { term.modes[m.Mode()] = on } }
	term.emu.SetCallbacks(vt.Callbacks{EnableMode: note(true), DisableMode: note(false)})
	go func() { _, _ = io.Copy(io.Discard, term.emu) }() // its answers
	t.Cleanup(func() { _ = term.emu.InputPipe().(io.Closer).Close() })
	return term
}

// paint shows a frame and returns what was written.
func (t *terminal) paint(f paint.Frame) string {
	p := t.Paint(f)
	_, _ = t.emu.Write(p)
	return string(p)
}

func (t *terminal) leave() string {
	p := t.Leave()
	_, _ = t.emu.Write(p)
	return string(p)
}

// cells writes what the terminal shows, with styles.
func (t *terminal) cells() string {
	var b strings.Builder
	for y := range t.emu.Height() {
		for x := range t.emu.Width() {
			if c := t.emu.CellAt(x, y); c != nil {
				style := c.Style
				if c.Content == " " && style.Attrs&uv.AttrReverse == 0 {
					style.Fg, style.Attrs = nil, 0 // of nothing
				}
				fmt.Fprintf(&b, "%q%v ", c.Content, style)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// text writes the characters that the terminal shows.
func (t *terminal) text() string { return t.emu.String() }

func frame(width, height int, lines ...string) paint.Frame {
	return paint.Frame{Width: width, Height: height, Content: strings.Join(lines, "\n")}
}

// lineOf makes lines of words in several styles and widths, as wide as the
// window.
func lineOf(width int) *rapid.Generator[string] {
	words := []string{"a", "step", "   ", "[x]", "1.2", "│", "日本", "é", "e\u0301", "‹?›", "\x1b[1mbold\x1b[m", "\x1b[7m rev \x1b[m", "\x1b[38;2;9;8;7mgrey \x1b[m", "\x1b[48;5;4m  \x1b[m"}
	return rapid.Custom(func(t *rapid.T) string {
		line := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, width).Draw(t, "words"), "")
		line = ansi.Truncate(line, width, "")
		return line + strings.Repeat(" ", width-ansi.StringWidth(line))
	})
}

// frames makes frames of which each has some lines of the one before.
func frames(t *rapid.T, width, height int) paint.Frame {
	f := paint.Frame{Width: width, Height: height}
	f.Content = strings.Join(rapid.SliceOfN(lineOf(width), height, height).Draw(t, "lines"), "\n")
	if rapid.Bool().Draw(t, "cursor") {
		f.Cursor = &paint.Cursor{X: rapid.IntRange(0, width-1).Draw(t, "x"), Y: rapid.IntRange(0, height-1).Draw(t, "y"), Style: 1}
	}
	return f
}

// TestPaintsOnWhatShows paints frames one upon the other. The last one looks as
// if it had been painted alone.
func TestPaintsOnWhatShows(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		width, height := rapid.IntRange(1, 30).Draw(rt, "width"), rapid.IntRange(1, 6).Draw(rt, "height")
		upon := newTerminal(t, width, height)
		var last paint.Frame
		for range rapid.IntRange(1, 6).Draw(rt, "frames") {
			next := frames(rt, width, height)
			last = keeping(rt, last, next)
			upon.paint(last)
			if rapid.IntRange(0, 4).Draw(rt, "redraw") == 0 {
				upon.Redraw()
			}
		}
		alone := newTerminal(t, width, height)
		alone.paint(last)
		if got, want := upon.cells(), alone.cells(); got != want {
			rt.Errorf("painted upon others:\n%s\nalone:\n%s", upon.text(), alone.text())
		}
		if c := last.Cursor; c != nil && (upon.emu.CursorPosition().X != c.X || upon.emu.CursorPosition().Y != c.Y) {
			rt.Errorf("the cursor is at %v, want %v", upon.emu.CursorPosition(), *c)
		}
		if upon.modes[25] != (last.Cursor != nil) || upon.modes[2026] {
			rt.Errorf("modes %v after a frame with the cursor %v", upon.modes, last.Cursor)
		}
	})
}

// keeping returns the next frame with some lines of the last one.
func keeping(t *rapid.T, last, next paint.Frame) paint.Frame {
	had, lines := strings.Split(last.Content, "\n"), strings.Split(next.Content, "\n")
	if len(had) != len(lines) {
		return next
	}
	for y := range lines {
		if rapid.Bool().Draw(t, "keep") {
			lines[y] = had[y]
		}
	}
	next.Content = strings.Join(lines, "\n")
	return next
}

// TestResized changes the size of the window between frames.
func TestResized(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		term := newTerminal(t, 10, 4)
		var last paint.Frame
		for range rapid.IntRange(2, 6).Draw(rt, "sizes") {
			last = frames(rt, rapid.IntRange(1, 20).Draw(rt, "width"), rapid.IntRange(1, 6).Draw(rt, "height"))
			term.emu.Resize(last.Width, last.Height)
			term.paint(last)
		}
		alone := newTerminal(t, last.Width, last.Height)
		alone.paint(last)
		if got, want := term.cells(), alone.cells(); got != want {
			rt.Errorf("after others in windows of other sizes:\n%s\nalone:\n%s", term.text(), alone.text())
		}
	})
}

func TestNothingChanges(t *testing.T) {
	term := newTerminal(t, 8, 2)
	f := frame(8, 2, "one     ", "two     ")
	if got := term.paint(f); got == "" {
		t.Error("the first frame is not written")
	}
	if got := term.paint(f); got != "" {
		t.Errorf("the same frame again writes %q", got)
	}
	f.Cursor = &paint.Cursor{X: 1, Y: 1, Style: 1}
	if got := term.paint(f); !strings.Contains(got, ansi.SetModeTextCursorEnable) {
		t.Errorf("the same frame with a cursor writes %q", got)
	}
	moved := f
	moved.Cursor = &paint.Cursor{X: 1, Y: 1, Style: 1}
	if got := term.paint(moved); got != "" {
		t.Errorf("another cursor at the same place writes %q", got)
	}
}

// TestFrameIsOnePiece wants all that draws between the marks of a frame.
func TestFrameIsOnePiece(t *testing.T) {
	term := newTerminal(t, 8, 2)
	for _, f := range []paint.Frame{frame(8, 2, "one", "two"), frame(8, 2, "one", "three"), frame(8, 1, "one")} {
		got := term.paint(f)
		_, drawn, _ := strings.Cut(got, ansi.SetModeSynchronizedOutput)
		if !strings.HasSuffix(drawn, ansi.ResetModeSynchronizedOutput) || strings.Count(got, "\x1b[?2026") != 2 {
			t.Errorf("the frame %q is %q", f.Content, got)
		}
	}
}

// TestCursorRests hides the cursor while a frame is drawn, unless the terminal
// shows no frame before it is complete.
func TestCursorRests(t *testing.T) {
	term := newTerminal(t, 8, 2)
	typing := func(line string) paint.Frame {
		f := frame(8, 2, line)
		f.Cursor = &paint.Cursor{X: len(line), Style: 1}
		return f
	}
	term.paint(typing("a"))
	if got := term.paint(typing("ab")); strings.Count(got, "\x1b[?25") != 2 {
		t.Errorf("%q, want the cursor hidden and shown", got)
	}
	term.Synchronized()
	if got := term.paint(typing("abc")); strings.Contains(got, "\x1b[?25") {
		t.Errorf("%q, want the cursor left alone", got)
	}
	if got := term.paint(frame(8, 2, "abc")); !strings.Contains(got, "\x1b[?25l") || term.modes[25] {
		t.Errorf("%q, want the cursor hidden", got)
	}
}

// TestLeaves sets a terminal up and puts it back, twice.
func TestLeaves(t *testing.T) {
	term := newTerminal(t, 8, 2)
	if got := term.leave(); got != "" {
		t.Errorf("a terminal that was not set up is sent %q", got)
	}
	for range 2 {
		f := frame(8, 2, "one", "two")
		f.Cursor = &paint.Cursor{Style: 5}
		got := term.paint(f) + term.leave()
		for _, mode := range []string{"\x1b[?1049", "\x1b[?2004", "\x1b[?2026", "\x1b[?2027"} {
			if on, off := strings.Count(got, mode+"h"), strings.Count(got, mode+"l"); on != off {
				t.Errorf("%q is set %d times and reset %d times", mode, on, off)
			}
		}
		for _, pair := range [][2]string{{"\x1b[>1u", "\x1b[<1u"}, {"\x1b[>4;2m", "\x1b[>4m"}, {"\x1b[5 q", "\x1b[0 q"}, {"\x1b[?1049h", "\x1b[?1049l"}} {
			if set, reset := strings.Index(got, pair[0]), strings.LastIndex(got, pair[1]); set < 0 || reset < set {
				t.Errorf("%q at %d, %q at %d of %q", pair[0], set, pair[1], reset, got)
			}
		}
		if !term.modes[25] || term.modes[1049] {
			t.Errorf("modes %v after leaving", term.modes)
		}
		term.Graphemes()
	}
}

// TestColours brings colours down to those of the terminal.
func TestColours(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "\x1b[38;2;255;0;0;1mred",
		colorprofile.ANSI256:   "\x1b[38;5;196;1mred",
		colorprofile.ANSI:      "\x1b[91;1mred",
		colorprofile.ASCII:     "\x1b[1mred",
	} {
		s := paint.New(paint.Options{Profile: profile})
		if got := string(s.Paint(frame(8, 1, "\x1b[1;38;2;255;0;0mred\x1b[m"))); !strings.Contains(got, want) {
			t.Errorf("%v: %q, want %q in it", profile, got, want)
		}
	}
}

// TestWideLines writes a line with wide characters again from its start, and a
// narrow one only where it differs.
func TestWideLines(t *testing.T) {
	term := newTerminal(t, 20, 2)
	term.paint(frame(20, 2, "日本 one", "narrow and one"))
	got := term.paint(frame(20, 2, "日本 two", "narrow and two"))
	if !strings.Contains(got, "日本 two") || strings.Contains(got, "narrow") {
		t.Errorf("%q, want the line with wide characters whole and of the other one what differs", got)
	}
}

// TestTooMuch paints more than there is room for.
func TestTooMuch(t *testing.T) {
	term := newTerminal(t, 4, 2)
	term.paint(frame(4, 2, "abcdefgh", "日本語", "three"))
	if got, want := strings.Fields(term.text()), []string{"abcd", "日本"}; !slices.Equal(got, want) {
		t.Errorf("shows %q, want %q", got, want)
	}
}

// TestGraphemes paints a cluster before and after the terminal was told how
// wide it is.
func TestGraphemes(t *testing.T) {
	term := newTerminal(t, 12, 1)
	f := frame(12, 1, "👩‍🚒 ok")
	term.paint(f)
	if got := string(term.Graphemes()); got != ansi.SetModeUnicodeCore {
		t.Errorf("Graphemes() = %q", got)
	}
	if got := term.paint(f); !strings.Contains(got, "👩‍🚒 ok") {
		t.Errorf("%q, want the line again", got)
	}
	if got := term.Graphemes(); got != nil {
		t.Errorf("Graphemes() again = %q, want nothing", got)
	}
}

// TestFewBytes wants no more written than it takes.
func TestFewBytes(t *testing.T) {
	const grey = "\x1b[38;2;9;8;7m"
	tests := []struct{ name, before, after, want string }{
		{"a word", "one two three", "one six three", "\x1b[1;5Hsix"},
		{"two words with little between", "a one b", "a two b", "\x1b[1;3Htwo"},
		{"two words far apart", "one, and all of two", "six, and all of six", "\x1b[Hsix\x1b[13Csix"},
		{"two words that are near", "one to one", "six to six", "\x1b[Hsix to six"},
		{"an end that goes", "one two", "one", "\x1b[1;4H\x1b[K"},
		{"a style that does not show", "one    ", grey + "one    \x1b[m", "\x1b[H" + grey + "one\x1b[m"},
		{"spaces between styles", "a b", grey + "a b\x1b[m", "\x1b[H" + grey + "a b\x1b[m"},
		{"a space with a background", "a b", "a\x1b[48;5;4m \x1b[mb", "\x1b[1;2H\x1b[48;5;4m \x1b[m"},
		{"a row below", "one\ntwo", "six\nsix", "\x1b[Hsix\r\nsix"},
		{"the same column below", "- one\n- two", "-\n-", "\x1b[1;2H\x1b[K\x1b[B\x1b[K"},
	}
	for _, tt := range tests {
		term := newTerminal(t, 30, 2)
		term.Synchronized()
		term.paint(frame(30, 2, tt.before))
		_, drawn, _ := strings.Cut(term.paint(frame(30, 2, tt.after)), ansi.SetModeSynchronizedOutput)
		if got := strings.TrimSuffix(drawn, ansi.ResetModeSynchronizedOutput); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
