package paint

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// Options say what the terminal can do.
type Options struct {
	// Profile says which colours it has.
	Profile colorprofile.Profile
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
	pens pens
	out  writer // what draws the frame

	up    bool     // the terminal is set up and shows a frame
	shows Frame    // that frame
	lines []string // its lines
	rows  []row    // what they put on the screen
	spare []cell   // for the next row
	whole bool     // the next frame is written whole
	style int      // of the cursor

	synchronized bool // the terminal shows no frame before it is complete
	graphemes    bool // the terminal can be told how wide clusters are
}

// New returns the screen of a terminal that is not set up yet.
func New(opts Options) *Screen {
	return &Screen{pens: newPens(opts.Profile)}
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
	for _, r := range s.rows {
		if r.adrift {
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
	s.lines, s.rows, s.whole = make([]string, f.Height), make([]row, f.Height), true
}

// draw writes the lines that differ.
func (s *Screen) draw(f Frame) {
	s.out.begin(f.Width, f.Height, &s.pens)
	if s.whole {
		s.out.clear()
		s.blank(f.Width)
	}
	for y, line := range fitted(strings.Split(f.Content, "\n"), f.Height) {
		if s.whole || line != s.lines[y] {
			s.drawLine(y, line)
		}
	}
	s.out.pen(nil)
	if c := f.Cursor; c != nil {
		s.out.move(c.X, c.Y)
	}
}

// blank notes that the terminal shows nothing.
func (s *Screen) blank(width int) {
	for y := range s.rows {
		s.rows[y] = row{cells: blanks(s.rows[y].cells, width)}
	}
	s.spare = blanks(s.spare, width)
}

// drawLine writes what differs in a line. One that holds characters whose width
// terminals do not agree on is placed part by part: see [inert.Place].
func (s *Screen) drawLine(y int, line string) {
	had := s.rows[y]
	next := rowOf(s.spare, line, s.method(), &s.pens)
	switch placed := inert.Place(y, line); {
	case placed != "":
		s.out.place(placed, s.pens.profile)
		next.adrift = true
	case had.adrift || next.adrift:
		s.out.row(y, next.cells)
	default:
		s.out.change(y, had.cells, next.cells)
	}
	s.lines[y], s.rows[y], s.spare = line, next, had.cells
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
	p = append(p, s.out.buf...)
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
	return p
}
