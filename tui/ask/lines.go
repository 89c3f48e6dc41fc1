package ask

import (
	"fmt"

	"cordon/playbook/inert"
	"cordon/tui/screen"
)

// The second face of what is chosen from a long list. Forms have theirs.

// Speak implements [screen.Speaker].
func (s addScreen) Speak(w *screen.World) screen.Speech {
	if len(s.refused) > 0 {
		return screen.Speech{Key: "add refused", Prompt: "playbook", Says: screen.Plain(s.refused), Back: func() (screen.Screen, screen.Reply) {
			s.refused = nil
			return s, screen.Reply{}
		}}
	}
	found := s.found()
	return screen.Speech{
		Key: fmt.Sprintf("add %q %v", s.Query.Text(), s.known), Prompt: "playbook", Says: []string{s.Title(w) + ". Type a number to take it in, or words to find others."},
		Rows: len(found), Row: func(i int) string { return inert.Line(found[i].Title) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.List.At = i
			return s.take(w)
		},
		Take: func(line string) (screen.Screen, screen.Reply) {
			s.Picker = s.Asked(line)
			return s, screen.Reply{}
		},
	}
}

// Speak implements [screen.Speaker].
func (s rulesScreen) Speak(w *screen.World) screen.Speech {
	found := s.found()
	return screen.Speech{
		Key: fmt.Sprintf("rules %q %v", s.Query.Text(), s.known), Prompt: "rule", Says: []string{s.Title(w) + ". Type a number to take it in, or words to find others."},
		Rows: len(found), Row: func(i int) string { return inert.Line(found[i].Place + ": " + found[i].Title) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.List.At = i
			return s.take(w)
		},
		Take: func(line string) (screen.Screen, screen.Reply) {
			s.Picker = s.Asked(line)
			return s, screen.Reply{}
		},
	}
}

// Speak implements [screen.Speaker].
func (s copyScreen) Speak(w *screen.World) screen.Speech {
	return screen.Speech{Key: "copy", Prompt: "copy", Says: []string{s.Title(w)}, Rows: len(s.texts), Row: func(i int) string { return copyLine(s.texts[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true, Copy: &s.texts[i]} }}
}
