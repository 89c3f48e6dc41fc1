//go:build unix

package ptytest

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// answerQueries makes the terminal answer as [Modern] says.
func (s *screen) answerQueries() {
	s.answerStatus()
	s.answerModes()
	s.answerColors()
}

// answerStatus answers who the terminal is and where its cursor stands.
func (s *screen) answerStatus() {
	s.answerCSI(ansi.Command(0, 0, 'c'), func(ansi.Params) string { return "\x1b[?62;22c" })
	s.answerCSI(ansi.Command('>', 0, 'c'), func(ansi.Params) string { return "\x1b[>1;1;0c" })
	s.answerCSI(ansi.Command('>', 0, 'q'), func(ansi.Params) string { return "\x1bP>|ptytest 1\x1b\\" })
	s.answerCSI(ansi.Command('?', 0, 'u'), func(ansi.Params) string {
		return fmt.Sprintf("\x1b[?%du", s.keyboardFlags())
	})
	s.answerCSI(ansi.Command(0, 0, 'n'), func(p ansi.Params) string {
		switch param(p, 0, 0) {
		case 5:
			return "\x1b[0n"
		case 6:
			at := s.emu.CursorPosition()
			return fmt.Sprintf("\x1b[%d;%dR", at.Y+1, at.X+1)
		}
		return ""
	})
	refuse := func(answer string) func(ansi.Params, []byte) bool {
		return func(ansi.Params, []byte) bool {
			s.reply(answer)
			return true
		}
	}
	s.emu.RegisterDcsHandler(ansi.Command(0, '$', 'q'), refuse("\x1bP0$r\x1b\\"))
	s.emu.RegisterDcsHandler(ansi.Command(0, '+', 'q'), refuse("\x1bP0+r\x1b\\"))
}

// answerModes answers which modes the terminal knows, and which are set.
func (s *screen) answerModes() {
	known := []int{
		modeCursorKeys, 7, modeCursor, 47, 1000, 1002, 1003, 1004, 1006, 1047, 1048, 1049,
		modeBracketedPaste, modeSynchronized, 2027,
	}
	s.answerCSI(ansi.Command('?', '$', 'p'), func(p ansi.Params) string {
		mode, state := param(p, 0, 0), 0
		switch {
		case !slices.Contains(known, mode):
		case s.modes[mode]:
			state = 1
		default:
			state = 2
		}
		return fmt.Sprintf("\x1b[?%d;%d$y", mode, state)
	})
	s.answerCSI(ansi.Command(0, '$', 'p'), func(p ansi.Params) string {
		return fmt.Sprintf("\x1b[%d;0$y", param(p, 0, 0))
	})
}

// answerColors answers what the text, the background and the cursor look like:
// a dark window.
func (s *screen) answerColors() {
	for osc, color := range map[int]string{10: "rgb:d0d0/d0d0/d0d0", 11: "rgb:1010/1010/1414", 12: "rgb:d0d0/d0d0/d0d0"} {
		s.emu.RegisterOscHandler(osc, func(data []byte) bool {
			if !bytes.HasSuffix(data, []byte(";?")) {
				return false
			}
			s.reply(fmt.Sprintf("\x1b]%d;%s\x1b\\", osc, color))
			return true
		})
	}
	s.answerCSI(ansi.Command('?', 0, 'n'), func(p ansi.Params) string {
		if param(p, 0, 0) == 996 {
			return "\x1b[?997;1n"
		}
		return ""
	})
}

func (s *screen) answerCSI(cmd int, answer func(ansi.Params) string) {
	s.emu.RegisterCsiHandler(cmd, func(p ansi.Params) bool {
		if text := answer(p); text != "" {
			s.reply(text)
		}
		return true
	})
}
