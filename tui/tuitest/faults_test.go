package tuitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestFaults(t *testing.T) {
	tests := []struct {
		name    string
		content string
		want    string
	}{
		{"text", "one\ntwo", ""},
		{"exactly the window", "12345678\n2\n3", ""},
		{"style", "\x1b[1;38;5;9mone\x1b[m", ""},
		{"link", "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\", ""},
		{"wide characters", "漢字漢字", ""},
		{"replacement character", "a\ufffdb", ""},
		{"too wide", "123456789", "9x1"},
		{"too wide in wide characters", "漢字漢字漢", "10x1"},
		{"too high", "1\n2\n3\n4", "1x4"},
		{"clears the screen", "a\x1b[2Jb", `obey "\x1b[2J"`},
		{"sets the clipboard", "\x1b]52;c;aGk=\a", `obey "\x1b]52`},
		{"bell", "a\a", `obey`},
		{"tab", "a\tb", `obey`},
		{"carriage return", "a\rb", `obey`},
		{"a C1 byte", "a\x9b2Jb", `obey`},
		{"a C1 character", "a\u009b2Jb", `obey`},
		{"right to left", "a\u202eb", `obey`},
		{"unfinished", "a\x1b[", `obey`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := tea.NewView(tt.content)
			v.AltScreen = true
			got := strings.Join(faults(v, 8, 3), "; ")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("faults(%q) = %q, want %q in it", tt.content, got, tt.want)
			}
		})
	}
}

func TestFaultsOfTheRest(t *testing.T) {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = "a\x1b]52;c;aGk=\a"
	v.Cursor = tea.NewCursor(8, 0)
	got := strings.Join(faults(v, 8, 3), "; ")
	for _, want := range []string{"title", "cursor is at column 8, row 0"} {
		if !strings.Contains(got, want) {
			t.Errorf("faults = %q, want %q in it", got, want)
		}
	}
}
