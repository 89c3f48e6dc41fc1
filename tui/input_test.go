package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// inputKey makes the message of a key from the name that key bindings give it.
func inputKey(name string) tea.KeyPressMsg {
	mod := tea.KeyMod(0)
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			name, mod = rest, mod|m
		}
	}
	codes := map[string]rune{
		"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "enter": tea.KeyEnter,
		"tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace, "up": tea.KeyUp, "down": tea.KeyDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mod}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Mod: mod}
}

func TestInputEdits(t *testing.T) {
	for _, test := range []struct{ text, keys, want string }{
		{"one two", "left left", "one t|wo"},
		{"one", "left left left left right", "o|ne"},
		{"one two", "home", "|one two"},
		{"one two", "ctrl+a right end", "one two|"},
		{"one two", "backspace", "one tw|"},
		{"", "backspace delete ctrl+w alt+d left right", "|"},
		{"one two", "home delete", "|ne two"},
		{"one two ", "ctrl+w", "one |"},
		{"one two", "ctrl+w ctrl+w", "|"},
		{"one two", "alt+b", "one |two"},
		{"one two", "home alt+f", "one| two"},
		{"one two", "home alt+d", "| two"},
		{"one two", "alt+b ctrl+u", "|two"},
		{"one two", "alt+b ctrl+k", "one |"},
		{"e\u0301", "backspace", "|"},
		{"日本", "left backspace", "|本"},
		{"one", "ctrl+x alt+q enter", "one|"},
	} {
		in := newInput(test.text)
		for _, name := range strings.Fields(test.keys) {
			in, _ = in.update(inputKey(name))
		}
		if got := in.before + "|" + in.after; got != test.want {
			t.Errorf("%q after %s is %q, want %q", test.text, test.keys, got, test.want)
		}
	}
}

func TestInputTakesText(t *testing.T) {
	in := newInput("ab")
	in, changed := in.update(tea.KeyPressMsg{Code: 'q', Text: "Q", Mod: tea.ModShift})
	if in.text() != "abQ" || !changed {
		t.Errorf("after Q: %q, changed %t", in.text(), changed)
	}
	in, _ = in.update(tea.PasteMsg{Content: " c\r\nd\te"})
	if in.text() != "abQ c d e" {
		t.Errorf("after a paste of lines: %q", in.text())
	}
	if in, changed = in.update(tea.PasteMsg{Content: strings.Repeat("x", inputLimit)}); changed {
		t.Errorf("took a paste beyond the limit: %d bytes", len(in.text()))
	}
	if _, changed = in.update(tea.WindowSizeMsg{}); changed {
		t.Error("a window size changed the text")
	}
}

// TestInputShowsItsCursor checks that the cursor is in the field at any width,
// whatever the text.
func TestInputShowsItsCursor(t *testing.T) {
	takesLong(t)
	for _, text := range []string{"", "plain", "日本語のテキスト", "\x1b]52;c;eA==\a", "a\u202eb", strings.Repeat("long ", 100)} {
		for width := 1; width < 40; width++ {
			for in := newInput(text); ; in = in.left(lastCluster(in.before)) {
				line, cursor := in.view(width)
				if inert.Width(line) != width || cursor < 0 || cursor >= width {
					t.Fatalf("%q in %d cells is %q with the cursor at %d", text, width, line, cursor)
				}
				if inert.Line(line) != line {
					t.Fatalf("%q is drawn as %q", text, line)
				}
				if in.before == "" {
					break
				}
			}
		}
	}
}
