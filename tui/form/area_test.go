package form

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// areaKeys presses keys on an area that is twenty cells wide.
func areaKeys(a Area, names string) Area {
	for _, name := range strings.Fields(names) {
		a = a.Edit(tuitest.InputKey(name), 20).(Area)
	}
	return a
}

func TestAreaEdits(t *testing.T) {
	for _, test := range []struct{ text, keys, want string }{
		{"one\ntwo", "enter", "one\ntwo\n|"},
		{"one\ntwo", "home", "one\n|two"},
		{"one\ntwo", "up", "one|\ntwo"},
		{"one\ntwo", "up end", "one|\ntwo"},
		{"one\ntwo", "up home", "|one\ntwo"},
		{"one\ntwo", "up up", "|one\ntwo"},
		{"one\ntwo", "up down", "one\ntwo|"},
		{"one\ntwo", "ctrl+home", "|one\ntwo"},
		{"one\ntwo", "ctrl+home ctrl+end", "one\ntwo|"},
		{"one\ntwo", "ctrl+u", "one\n|"},
		{"one\ntwo", "ctrl+u backspace", "one|"},
		{"one\ntwo", "up home ctrl+k", "|\ntwo"},
		{"one\ntwo", "up delete", "one|two"},
		{"one\ntwo", "ctrl+w ctrl+w", "|"},
		{"long line here\nab\nlong line there", "up up", "long line here|\nab\nlong line there"},
		{"long line here\nab\nlong line there", "up", "long line here\nab|\nlong line there"},
		{"a line that is wider than the field", "up", "a line that is| wider than the field"},
		{"a line that is wider than the field", "pgup", "|a line that is wider than the field"},
		{"a line that is wider than the field", "home pgdown", "a line that is wider than the field|"},
		{"日本語\n日本", "up", "日本|語\n日本"},
		{"a\u202eb\nabcdefghi", "up", "a\u202eb|\nabcdefghi"},
		{"e\u0301x\nab", "left up", "e\u0301|x\nab"},
		{"one", "ctrl+j", "one\n|"},
	} {
		a := areaKeys(Area{Breaks: true}.With(test.text).(Area), test.keys)
		if got := a.before + "|" + a.After; got != test.want {
			t.Errorf("%q after %s is %q, want %q", test.text, test.keys, got, test.want)
		}
	}
}

func TestAreaLeavesEnterToTheForm(t *testing.T) {
	if a := areaKeys(Area{}.With("one").(Area), "enter"); a.Value() != "one" {
		t.Errorf("enter in an area without line breaks made %q", a.Value())
	}
}

func TestAreaTakesPastes(t *testing.T) {
	paste := func(text string) string {
		return Area{}.Edit(tea.PasteMsg{Content: text}, 20).Value()
	}
	if got, want := paste("one\r\ntwo\rthree\n"), "one\ntwo\nthree\n"; got != want {
		t.Errorf("pasted line ends are %q, want %q", got, want)
	}
	if got := paste(strings.Repeat("x", run.NoteLimit)); len(got) != run.NoteLimit {
		t.Errorf("a paste of the longest note has %d bytes", len(got))
	}
	if got := paste(strings.Repeat("x", run.NoteLimit+1)); got != "" {
		t.Errorf("a paste that is too long left %d bytes", len(got))
	}
}

// TestAreaKeepsItsCursor walks through texts in all widths: the cursor is in
// the field, every row fits, and up and down never part a character.
func TestAreaKeepsItsCursor(t *testing.T) {
	texts := []string{
		"", "plain", "two\nlines", "\n\n", "trailing spaces          ", strings.Repeat("long ", 40),
		"日本語のテキスト\nab", "\x1b]52;c;eA==\a\nx", "a\u202eb\r", "नमस्ते दुनिया", "e\u0301e\u0301e\u0301", "bad \xff\xfe bytes",
	}
	for _, text := range texts {
		for width := 1; width < 30; width++ {
			for _, key := range []string{"left", "up", "down", "right", "home", "end", "pgup", "pgdown"} {
				a := Area{}.With(text).(Area)
				for range 12 {
					a = a.Edit(tuitest.InputKey(key), width).(Area)
					checkArea(t, a, text, width)
				}
			}
		}
	}
}

func checkArea(t *testing.T, a Area, text string, width int) {
	t.Helper()
	if a.Value() != lineFeeds(text) {
		t.Fatalf("moving about changed %q to %q", text, a.Value())
	}
	lines, at := a.View(&screen.World{}, width, 5, true)
	if at.X < 0 || at.X >= width || at.Y < 0 || at.Y >= len(lines) {
		t.Fatalf("%q in %d cells: the cursor is at %v in %d rows", text, width, at, len(lines))
	}
	for _, line := range lines {
		if inert.Width(line) > width || inert.Line(line) != line {
			t.Fatalf("%q in %d cells has the row %q", text, width, line)
		}
	}
}

// BenchmarkAreaKey is one key in the longest note, and drawing it.
func BenchmarkAreaKey(b *testing.B) {
	line := "10:42 eth0 203.0.113.7 -> 198.51.100.20 443 connection refused by peer\n"
	a := Area{Breaks: true}.With(strings.Repeat(line, (run.NoteLimit-100)/len(line))).(Area)
	for b.Loop() {
		a = a.Edit(tuitest.InputKey("up"), 68).(Area)
		a.View(&screen.World{}, 68, 10, true)
	}
}
