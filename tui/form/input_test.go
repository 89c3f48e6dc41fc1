package form

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/fake"
	"cordon/tui/tuitest"
)

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
		in := NewInput(test.text)
		for _, name := range strings.Fields(test.keys) {
			in, _ = in.Update(tuitest.InputKey(name))
		}
		if got := in.before + "|" + in.After; got != test.want {
			t.Errorf("%q after %s is %q, want %q", test.text, test.keys, got, test.want)
		}
	}
}

func TestInputTakesText(t *testing.T) {
	in := NewInput("ab")
	in, changed := in.Update(tea.KeyPressMsg{Code: 'q', Text: "Q", Mod: tea.ModShift})
	if in.Text() != "abQ" || !changed {
		t.Errorf("after Q: %q, changed %t", in.Text(), changed)
	}
	in, _ = in.Update(tea.PasteMsg{Content: " c\r\nd\te"})
	if in.Text() != "abQ c d e" {
		t.Errorf("after a paste of lines: %q", in.Text())
	}
	if goesOn, _ := NewInput("one").Update(tea.PasteMsg{Content: "\ntwo"}); goesOn.Text() != "one two" {
		t.Errorf("a paste that goes on with a new line gives %q", goesOn.Text())
	}
	if in, changed = in.Update(tea.PasteMsg{Content: strings.Repeat("x", InputLimit)}); changed {
		t.Errorf("took a paste beyond the limit: %d bytes", len(in.Text()))
	}
	if _, changed = in.Update(tea.WindowSizeMsg{}); changed {
		t.Error("a window size changed the text")
	}
}

// TestInputShowsItsCursor checks that the cursor is in the field at any width,
// whatever the text.
func TestInputShowsItsCursor(t *testing.T) {
	fake.TakesLong(t)
	for _, text := range []string{"", "plain", "日本語のテキスト", "\x1b]52;c;eA==\a", "a\u202eb", strings.Repeat("long ", 100)} {
		for width := 1; width < 40; width++ {
			for in := NewInput(text); ; in = in.left(lastCluster(in.before)) {
				line, cursor := in.View(width)
				if inert.Width(line) != width || cursor < 0 || cursor >= width {
					t.Fatalf("%q in %d cells is %q with the cursor at %d", text, width, line, cursor)
				}
				if shown := inert.Shown(line, "."); inert.Line(shown) != shown {
					t.Fatalf("%q is drawn as %q", text, line)
				}
				if in.before == "" {
					break
				}
			}
		}
	}
}
