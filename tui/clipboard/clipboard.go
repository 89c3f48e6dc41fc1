package clipboard

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Sure is how much text every terminal with a clipboard takes, in bytes: some
// take a sequence of 100,000 bytes at most, and 74,994 of them as base64, which
// is what the script osc52.vim of hterm has counted. tmux takes any.
const Sure = 74994 / 4 * 3

// screenTakes is how much screen passes on at a time, in bytes (MAXSTR).
const screenTakes = 700

// A Way leads from the program to where a person pastes.
type Way int

// The ways.
const (
	Direct Way = iota // a terminal, as far as anybody can tell
	Tmux              // tmux, which is here and can be asked
	Screen            // screen, which is here
	Beyond            // tmux or screen that cannot be asked, mostly on the machine that the connection comes from
)

// WayOf tells the way from the environment. A guest, whom somebody else's
// settings hold to one program, runs no tmux.
func WayOf(getenv func(string) string, guest bool) Way {
	term := getenv("TERM")
	switch {
	case getenv("TMUX") != "" && !guest:
		return Tmux
	case getenv("STY") != "":
		return Screen
	case getenv("TMUX") != "", strings.HasPrefix(term, "tmux"), strings.HasPrefix(term, "screen"):
		return Beyond
	}
	return Direct
}

// Sequence returns what has a terminal put text on its clipboard.
func Sequence(way Way, text string) string {
	if way == Screen {
		return ansi.ScreenPassthrough(ansi.SetSystemClipboard(text), screenTakes)
	}
	return ansi.SetSystemClipboard(text)
}
