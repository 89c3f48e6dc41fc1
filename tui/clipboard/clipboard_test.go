package clipboard

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestWayOf tells the way from what an environment says.
func TestWayOf(t *testing.T) {
	for _, test := range []struct {
		env   map[string]string
		guest bool
		want  Way
	}{
		{map[string]string{"TERM": "xterm-256color"}, false, Direct},
		{map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, false, Tmux},
		{map[string]string{"TERM": "xterm", "TMUX": "/tmp/tmux-0/default,1,0"}, false, Tmux},
		{map[string]string{"TERM": "screen.xterm-256color", "STY": "12.pts-1.host"}, false, Screen},
		{map[string]string{"TERM": "screen-256color"}, false, Beyond},
		{map[string]string{"TERM": "tmux-256color"}, false, Beyond},
		{map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/theirs,1,0"}, true, Beyond},
		{map[string]string{"TERM": "xterm", "TMUX": "/tmp/theirs,1,0"}, true, Beyond},
	} {
		if got := WayOf(func(name string) string { return test.env[name] }, test.guest); got != test.want {
			t.Errorf("WayOf(%v) = %v, want %v", test.env, got, test.want)
		}
	}
}

// TestSequence unwraps what is sent as each of the two does.
func TestSequence(t *testing.T) {
	text := strings.Repeat("a notice of some length\n", 200)
	for _, way := range []Way{Direct, Beyond, Screen} {
		sent := Sequence(way, text)
		if way == Screen {
			var passed strings.Builder
			for part := range strings.SplitSeq(strings.TrimSuffix(sent, "\x1b\\"), "\x1b\\") {
				part, ok := strings.CutPrefix(part, "\x1bP")
				if !ok || len(part) > 768 {
					t.Fatalf("screen drops a part of %d bytes: %q", len(part), part)
				}
				passed.WriteString(part)
			}
			sent = passed.String()
		}
		body, ok := strings.CutPrefix(sent, "\x1b]52;c;")
		got, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(body, "\a"))
		if !ok || err != nil || string(got) != text {
			t.Errorf("way %v: got %q, %v", way, got, err)
		}
	}
}
