package paint

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Options say what the terminal can do.
type Options struct {
	// Profile says which colours it has.
	Profile colorprofile.Profile
	// Environ is the environment, of which TERM says how the cursor moves.
	Environ []string
}

// A Frame is what the terminal is to show.
type Frame struct {
	Width, Height int    // of the window
	Content       string // lines with styles, parted by line feeds
	Cursor        *Cursor
}

// A Cursor is where text goes that is typed. A frame without one hides it.
type Cursor struct {
	X, Y  int
	Style int // as in DECSCUSR: 0 is that of the terminal, 1 a block that blinks
}

// A Screen is a terminal and what it shows.
type Screen struct {
	opts  Options
	out   bytes.Buffer // what draws the frame
	draws *uv.TerminalRenderer
	cells uv.ScreenBuffer

	up    bool     // the terminal is set up and shows a frame
	shows Frame    // that frame
	lines []string // its lines
	whole bool     // the next frame is written whole
	style int      // of the cursor

	synchronized bool // the terminal shows no frame before it is complete
	graphemes    bool // the terminal can be told how wide clusters are
}

// New returns the screen of a terminal that is not set up yet.
func New(opts Options) *Screen {
	s := &Screen{opts: opts}
	s.fresh()
	return s
}

// fresh forgets all about the terminal.
func (s *Screen) fresh() {
	s.out.Reset()
	s.draws = uv.NewTerminalRenderer(&s.out, s.opts.Environ)
	s.draws.SetColorProfile(s.opts.Profile)
	s.draws.SetFullscreen(true)
	s.draws.SetRelativeCursor(false)
	s.draws.SetTabStops(-1) // who knows where they are
	s.draws.SetBackspace(true)
	// Looking for lines that have scrolled costs more time than it saves, and
	// on the screens with panes side by side more bytes.
	s.draws.SetScrollOptim(false)
	s.draws.SetGraphemeWidth(s.graphemes)
	s.cells = uv.NewScreenBuffer(s.shows.Width, s.shows.Height)
	s.cells.Method = s.method()
	s.lines, s.whole = nil, true
}

func (s *Screen) method() ansi.Method {
	if s.graphemes {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

// Ask returns the questions whether the terminal knows synchronized output, and
// whether it can be told how wide clusters are.
func (s *Screen) Ask() []byte {
	return []byte(ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore)
}

// Synchronized says that the terminal knows synchronized output. Then it does
// not show how the cursor moves while a frame is drawn.
func (s *Screen) Synchronized() { s.synchronized = true }

// Graphemes tells the terminal to give a cluster the width of the character
// that people see.
func (s *Screen) Graphemes() []byte {
	if s.graphemes {
		return nil
	}
	s.graphemes = true
	s.cells.Method = ansi.GraphemeWidth
	s.draws.SetGraphemeWidth(true)
	for _, line := range s.lines {
		if ansi.StringWidth(line) != ansi.StringWidthWc(line) {
			s.Redraw()
		}
	}
	return []byte(ansi.SetModeUnicodeCore)
}

// Redraw has the next frame written whole, whatever the terminal shows.
func (s *Screen) Redraw() { s.whole = true }

// Paint returns what makes the terminal show a frame: nil if it does already.
func (s *Screen) Paint(f Frame) []byte {
	if f.Width <= 0 || f.Height <= 0 || s.up && !s.whole && f.same(s.shows) {
		return nil
	}
	s.resize(f)
	s.draw(f)
	p := s.wrap(f)
	s.up, s.shows, s.whole = true, f, false
	return p
}

// same reports whether two frames look the same.
func (f Frame) same(g Frame) bool {
	if f.Width != g.Width || f.Height != g.Height || f.Content != g.Content || (f.Cursor == nil) != (g.Cursor == nil) {
		return false
	}
	return f.Cursor == nil || *f.Cursor == *g.Cursor
}

// resize takes in the size of the window. What a terminal makes of its content
// when its size changes is its own affair, so all is written again.
func (s *Screen) resize(f Frame) {
	if s.up && f.Width == s.shows.Width && f.Height == s.shows.Height {
		return
	}
	s.cells.Touched = nil
	s.cells.Resize(f.Width, f.Height)
	s.draws.Resize(f.Width, f.Height)
	s.lines, s.whole = nil, true
}

// draw writes the lines that differ.
func (s *Screen) draw(f Frame) {
	lines := strings.Split(f.Content, "\n")
	for y := range f.Height {
		line, had := "", y < len(s.lines)
		if y < len(lines) {
			line = lines[y]
		}
		if !had || line != s.lines[y] {
			uv.NewStyledString(line).Draw(s.cells, uv.Rect(0, y, f.Width, 1))
		}
	}
	s.lines = fitted(lines, f.Height)
	s.touchEnd(f)
	if s.whole {
		s.draws.Erase()
	}
	s.draws.Render(s.cells.RenderBuffer)
	if c := f.Cursor; c != nil {
		s.draws.MoveTo(c.X, c.Y)
	}
	_ = s.draws.Flush() // to a buffer
}

// touchEnd has the last line that is not empty looked at, and those below it:
// when the end of a frame becomes empty, the library erases one line more than
// that, and counts on its being written again.
func (s *Screen) touchEnd(f Frame) {
	for y := f.Height - 1; y >= 0; y-- {
		s.cells.TouchLine(0, y, f.Width)
		if strings.TrimSpace(ansi.Strip(s.lines[y])) != "" {
			return
		}
	}
}

// fitted returns lines as many as there is room for.
func fitted(lines []string, height int) []string {
	if len(lines) >= height {
		return lines[:height:height]
	}
	return append(lines, make([]string, height-len(lines))...)
}

// wrap puts around what was drawn what a frame needs before and after it, and
// before the first one what sets the terminal up.
func (s *Screen) wrap(f Frame) []byte {
	var p []byte
	if !s.up {
		p = append(p, ansi.ResetModifyOtherKeys+ansi.SetModeAltScreenSaveCursor...)
	}
	p = append(p, ansi.SetModeSynchronizedOutput...)
	shown, show := s.up && s.shows.Cursor != nil, f.Cursor != nil
	hidden := !s.up || shown && (!show || !s.synchronized)
	if hidden {
		p = append(p, ansi.ResetModeTextCursorEnable...)
	}
	if !s.up {
		p = s.setUp(p)
	}
	p = append(p, s.out.Bytes()...)
	s.out.Reset()
	if c := f.Cursor; c != nil {
		if c.Style != s.style {
			s.style = c.Style
			p = append(p, ansi.SetCursorStyle(c.Style)...)
		}
	}
	if show && (hidden || !shown) {
		p = append(p, ansi.SetModeTextCursorEnable...)
	}
	return append(p, ansi.ResetModeSynchronizedOutput...)
}

// setUp sets the modes that last as long as frames show. Terminals keep those
// of the keyboard apart for the main and the alternate screen.
func (s *Screen) setUp(p []byte) []byte {
	p = append(p, ansi.SetModeBracketedPaste+ansi.SetModifyOtherKeys2...)
	p = append(p, ansi.PushKittyKeyboard(ansi.KittyDisambiguateEscapeCodes)...)
	if s.graphemes {
		p = append(p, ansi.SetModeUnicodeCore...)
	}
	return p
}

// Leave returns what puts the terminal back, and forgets what it shows: nil if
// it was not set up.
func (s *Screen) Leave() []byte {
	var p []byte
	if s.up {
		p = append(p, ansi.ResetModifyOtherKeys+ansi.PopKittyKeyboard(1)...)
		// Where there is no alternate screen, the shell goes on below.
		p = append(p, ansi.CursorPosition(1, s.shows.Height)...)
		p = append(p, ansi.ResetModeAltScreenSaveCursor+ansi.SetModeTextCursorEnable+ansi.ResetModeBracketedPaste...)
	}
	if s.style > 1 {
		p = append(p, ansi.SetCursorStyle(0)...)
	}
	if s.graphemes {
		p = append(p, ansi.ResetModeUnicodeCore...)
	}
	s.up, s.style, s.shows = false, 0, Frame{}
	s.fresh()
	return p
}
