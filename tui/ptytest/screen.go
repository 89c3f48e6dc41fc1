//go:build unix

package ptytest

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// The private modes of a terminal that are looked at by number.
const (
	modeCursorKeys     = 1
	modeCursor         = 25
	modeBracketedPaste = 2004
	modeSynchronized   = 2026
)

// A screen is the emulated terminal and the state that the emulator does not
// give away.
type screen struct {
	emu    *vt.Emulator
	answer Profile
	reply  func(string)

	modes  map[int]bool // private modes the program has set or reset
	kitty  [2][]int     // keyboard flags of the main and the alternate screen
	modify int          // level of modifyOtherKeys
	shape  int          // of the cursor
	frozen *frame       // what shows while synchronized output is open
}

// A frame is what a person sees.
type frame struct {
	text    string
	x, y    int
	cursor  bool
	columns int
}

func newScreen(width, height int, answer Profile, reply func(string)) *screen {
	s := &screen{
		emu:    vt.NewEmulator(width, height),
		answer: answer,
		reply:  reply,
		modes:  defaultModes(),
	}
	s.emu.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { s.setMode(m, true) },
		DisableMode: func(m ansi.Mode) { s.setMode(m, false) },
	})
	s.watchKeyboard()
	if answer == Modern {
		s.answerQueries()
	}
	// The emulator blocks when its own answers are not read. They are not the
	// answers of any profile, so they go nowhere.
	go func() { _, _ = io.Copy(io.Discard, s.emu) }()
	return s
}

// defaultModes are the modes that are set in a fresh terminal.
func defaultModes() map[int]bool { return map[int]bool{7: true, modeCursor: true} }

// write draws bytes. The emulator is young, so a panic in it becomes an error.
func (s *screen) write(data []byte) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the terminal emulator failed: %v", r)
		}
	}()
	_, err = s.emu.Write(data)
	return err
}

func (s *screen) resize(width, height int) { s.emu.Resize(width, height) }

func (s *screen) close() {
	// Closing the emulator itself would race with the goroutine that reads it.
	if pipe, ok := s.emu.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

func (s *screen) setMode(m ansi.Mode, on bool) {
	private, ok := m.(ansi.DECMode)
	if !ok {
		return
	}
	mode := private.Mode()
	if mode == modeSynchronized {
		s.freeze(on)
	}
	s.modes[mode] = on
}

// freeze keeps showing the frame that is complete while the next one is drawn.
func (s *screen) freeze(on bool) {
	switch {
	case !on:
		s.frozen = nil
	case s.frozen == nil:
		f := s.draw()
		s.frozen = &f
	}
}

// frame returns what shows now.
func (s *screen) frame() frame {
	if s.frozen != nil {
		return *s.frozen
	}
	return s.draw()
}

func (s *screen) draw() frame {
	var b strings.Builder
	for y := range s.emu.Height() {
		b.WriteString(strings.TrimRight(s.line(y), " "))
		b.WriteByte('\n')
	}
	cursor := s.emu.CursorPosition()
	return frame{text: b.String(), x: cursor.X, y: cursor.Y, cursor: s.modes[modeCursor], columns: s.emu.Width()}
}

func (s *screen) line(y int) string {
	var b strings.Builder
	for x := 0; x < s.emu.Width(); {
		cell := s.emu.CellAt(x, y)
		if cell == nil || cell.Content == "" {
			b.WriteByte(' ')
			x++
			continue
		}
		b.WriteString(cell.Content)
		x += max(1, cell.Width)
	}
	return b.String()
}

// keyboard returns the kitty keyboard flags of the screen that shows.
func (s *screen) keyboard() *[]int {
	if s.emu.IsAltScreen() {
		return &s.kitty[1]
	}
	return &s.kitty[0]
}

func (s *screen) keyboardFlags() int {
	if flags := *s.keyboard(); len(flags) > 0 {
		return flags[len(flags)-1]
	}
	return 0
}

// watchKeyboard follows how the program wants keys to be encoded, and which
// shape it gives the cursor.
func (s *screen) watchKeyboard() {
	handle := func(prefix, final byte, f func(ansi.Params)) {
		s.emu.RegisterCsiHandler(ansi.Command(prefix, 0, final), func(p ansi.Params) bool {
			f(p)
			return true
		})
	}
	handle('>', 'u', func(p ansi.Params) {
		flags := s.keyboard()
		*flags = append(*flags, param(p, 0, 0))
	})
	handle('<', 'u', func(p ansi.Params) {
		flags := s.keyboard()
		*flags = (*flags)[:max(0, len(*flags)-max(1, param(p, 0, 1)))]
	})
	handle('=', 'u', func(p ansi.Params) {
		s.changeFlags(param(p, 0, 0), param(p, 1, 1))
	})
	handle('>', 'm', func(p ansi.Params) {
		if param(p, 0, 0) == 4 {
			s.modify = param(p, 1, 0)
		}
	})
	s.emu.RegisterCsiHandler(ansi.Command(0, ' ', 'q'), func(p ansi.Params) bool {
		s.shape = param(p, 0, 0)
		return false
	})
}

// changeFlags sets, adds or removes flags of the kitty keyboard.
func (s *screen) changeFlags(bits, how int) {
	flags := s.keyboard()
	if len(*flags) == 0 {
		*flags = append(*flags, 0)
	}
	last := &(*flags)[len(*flags)-1]
	switch how {
	case 2:
		*last |= bits
	case 3:
		*last &^= bits
	default:
		*last = bits
	}
}

func param(p ansi.Params, i, whenMissing int) int {
	n, _, _ := p.Param(i, whenMissing)
	return n
}
