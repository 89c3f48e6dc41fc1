package input

import (
	"fmt"
	"strings"
	"testing"
)

// TestEscaped wants both keys of what may be alt or esc, and one key where the
// terminal says that it was alt.
func TestEscaped(t *testing.T) {
	for bytes, want := range map[string]string{
		"\x1bj":        "alt+j = esc j",
		"\x1bJ":        "alt+shift+j = esc J",
		"\x1b ":        "alt+space = esc space",
		"\x1b\r":       "alt+enter = esc enter",
		"\x1b\t":       "alt+tab = esc tab",
		"\x1b\x7f":     "alt+backspace = esc backspace",
		"\x1b\x13":     "ctrl+alt+s = esc ctrl+s",
		"\x1bй":        "alt+й = esc й",
		"\x1b.":        "alt+. = esc .",
		"\x1b\x1b[B":   "alt+down = esc down",
		"\x1b[106;3u":  "alt+j",
		"\x1b[1;3B":    "alt+down",
		"\x1b[B":       "down",
		"j":            "j",
		"\x1b[?62;22c": "PrimaryDeviceAttributesEvent",
	} {
		var got []string
		for _, event := range plays(bytes, short) {
			switch event := event.(type) {
			case Escaped:
				got = append(got, fmt.Sprintf("%s = esc %s", event.Alt, event.Key))
			default:
				got = append(got, told([]Event{event}))
			}
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("%q makes %s, want %s", bytes, got, want)
		}
	}
}
