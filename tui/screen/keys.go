package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Reserved are the keys that work on every screen, also while text is being
// typed. The App answers them itself.
func Reserved() []Command {
	return []Command{
		{ID: "quit", Group: GroupAlways, Title: "Quit, when pressed twice; all is saved", Binding: Bind("ctrl+c", "quit", "ctrl+c")},
		{ID: "suspend", Group: GroupAlways, Title: "To the shell; fg comes back", Binding: Bind("ctrl+z", "suspend", "ctrl+z")},
		{ID: "redraw", Group: GroupAlways, Title: "Draw the screen again", Binding: Bind("ctrl+l", "redraw", "ctrl+l")},
	}
}

// On a Cyrillic or Greek layout a letter key sends another letter. Outside
// text the key means what the Latin letter on the same key means. The rows are
// those of the keyboard; Ukrainian has one letter where Russian has another.
var layouts = [...]struct{ other, latin string }{
	{"йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm"}, // Russian
	{"і", "s"}, // Ukrainian
	{"ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"}, // Greek
}

// Latin returns a key as it would be on a Latin layout. While text is being
// typed, that goes for keys with ctrl only.
func Latin(msg tea.KeyPressMsg, typing bool) tea.KeyPressMsg {
	if msg.Mod.Contains(tea.ModCtrl) {
		if to, ok := onLatin(msg.Code); ok {
			return tea.KeyPressMsg{Code: to, Mod: msg.Mod}
		}
		return msg
	}
	letter := []rune(msg.Text)
	if typing || len(letter) != 1 {
		return msg
	}
	if to, ok := onLatin(letter[0]); ok {
		return tea.KeyPressMsg{Code: to, Text: string(to), Mod: msg.Mod}
	}
	return msg
}

// onLatin returns the Latin letter on the key of another one.
func onLatin(letter rune) (rune, bool) {
	lower := []rune(strings.ToLower(string(letter)))[0]
	if lower < 0x80 {
		return 0, false
	}
	for _, layout := range layouts {
		to := []rune(layout.latin)
		for i, r := range []rune(layout.other) {
			switch {
			case r == letter:
				return to[i], true
			case r == lower:
				return []rune(strings.ToUpper(string(to[i])))[0], true
			}
		}
	}
	return 0, false
}
