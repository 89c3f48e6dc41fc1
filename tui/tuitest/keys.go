package tuitest

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// keyPress makes the message that a terminal's key becomes, and checks that
// the message goes by the name it was asked for.
func keyPress(name string) (tea.KeyPressMsg, error) {
	mod, rest := modifiers(name)
	key := tea.KeyPressMsg{Mod: mod}
	code, named := keyCode(rest)
	switch {
	case name == "space":
		key = charPress(" ")
	case named:
		key.Code = code
	case mod == 0 && isChar(rest):
		key = charPress(rest)
	case utf8.RuneCountInString(rest) == 1:
		key.Code, _ = utf8.DecodeRuneInString(rest)
	}
	if key.String() != name {
		return key, fmt.Errorf("no key is called %q", name)
	}
	return key, nil
}

func isChar(s string) bool {
	char, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return char == s
}

// modifiers takes the modifiers off the front of a key's name.
func modifiers(name string) (tea.KeyMod, string) {
	var mod tea.KeyMod
	for _, m := range []struct {
		prefix string
		mod    tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if rest, ok := strings.CutPrefix(name, m.prefix); ok && rest != "" {
			mod |= m.mod
			name = rest
		}
	}
	return mod, name
}

// charPress makes the message of typing one character.
func charPress(char string) tea.KeyPressMsg {
	switch char {
	case "\n", "\r", "\r\n":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "\t":
		return tea.KeyPressMsg{Code: tea.KeyTab}
	case " ":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	code, size := utf8.DecodeRuneInString(char)
	switch {
	case size < len(char):
		return tea.KeyPressMsg{Code: tea.KeyExtended, Text: char}
	case code < utf8.RuneSelf && unicode.IsUpper(code):
		return tea.KeyPressMsg{Code: unicode.ToLower(code), ShiftedCode: code, Mod: tea.ModShift, Text: char}
	}
	return tea.KeyPressMsg{Code: code, Text: char}
}

// keyCode returns the code of a key that has a name.
func keyCode(name string) (rune, bool) {
	var n int
	if _, err := fmt.Sscanf(name, "f%d", &n); err == nil && n >= 1 && n <= 63 {
		return tea.KeyF1 + rune(n-1), true
	}
	code, ok := map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape,
		"space": tea.KeySpace, "backspace": tea.KeyBackspace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"insert": tea.KeyInsert, "delete": tea.KeyDelete,
	}[name]
	return code, ok
}
