//go:build unix

package ptytest

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// LeftBehind says what the program has changed in the terminal and not put
// back, such as "alternate screen" or "no echo". While the program runs, it
// says what is changed now. It means nothing after CloseMaster: a terminal
// that has vanished cannot be put back.
func (t *Term) LeftBehind() []string {
	t.t.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	left := t.screen.leftBehind()
	now := t.after
	if !t.ended() {
		now, _ = termios(t.slave)
	}
	if now == nil {
		t.t.Log("ptytest: the terminal's settings cannot be read any more")
		return left
	}
	return append(left, changedSettings(t.before, now)...)
}

func (s *screen) leftBehind() []string {
	var left []string
	fresh := defaultModes()
	for _, m := range modeNames() {
		if s.modes[m.mode] != fresh[m.mode] {
			left = append(left, m.name)
		}
	}
	for i, where := range []string{"", " of the alternate screen"} {
		if n := len(s.kitty[i]); n > 0 {
			left = append(left, fmt.Sprintf("kitty keyboard%s, %d deep", where, n))
		}
	}
	if s.modify != 0 {
		left = append(left, "modifyOtherKeys")
	}
	if s.shape > 1 {
		left = append(left, "shape of the cursor")
	}
	return left
}

// modeNames says what it means that a private mode is not as in a fresh
// terminal.
func modeNames() []modeName {
	return []modeName{
		{47, "alternate screen (47)"},
		{1047, "alternate screen (1047)"},
		{1049, "alternate screen"},
		{modeCursor, "hidden cursor"},
		{modeBracketedPaste, "bracketed paste"},
		{9, "mouse (9)"},
		{1000, "mouse (1000)"},
		{1002, "mouse (1002)"},
		{1003, "mouse (1003)"},
		{1005, "mouse (1005)"},
		{1006, "mouse (1006)"},
		{1015, "mouse (1015)"},
		{1004, "focus reports"},
		{modeCursorKeys, "application cursor keys"},
		{66, "application keypad"},
		{7, "no line wrapping"},
		{modeSynchronized, "unfinished synchronized output"},
		{2027, "grapheme widths"},
		{2031, "reports of the color scheme"},
		{2048, "reports of the size"},
	}
}

type modeName struct {
	mode int
	name string
}

// termios reads the line settings of a terminal.
func termios(f *os.File) (*unix.Termios, error) {
	return unix.IoctlGetTermios(int(f.Fd()), ioctlGetTermios)
}

// changedSettings names the line settings that a shell user would miss.
func changedSettings(before, now *unix.Termios) []string {
	var left []string
	note := func(name string, before, now bool) {
		switch {
		case before && !now:
			left = append(left, "no "+name)
		case now && !before:
			left = append(left, name)
		}
	}
	note("icanon", before.Lflag&unix.ICANON != 0, now.Lflag&unix.ICANON != 0)
	note("echo", before.Lflag&unix.ECHO != 0, now.Lflag&unix.ECHO != 0)
	note("isig", before.Lflag&unix.ISIG != 0, now.Lflag&unix.ISIG != 0)
	note("icrnl", before.Iflag&unix.ICRNL != 0, now.Iflag&unix.ICRNL != 0)
	note("ixon", before.Iflag&unix.IXON != 0, now.Iflag&unix.IXON != 0)
	note("opost", before.Oflag&unix.OPOST != 0, now.Oflag&unix.OPOST != 0)
	return left
}
