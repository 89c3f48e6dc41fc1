package search

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// The second face of what is searched by typing, of the keys and of the log.

// Speak implements [screen.Speaker].
func (s findScreen) Speak(w *screen.World) screen.Speech {
	sp := screen.Speech{
		Key: fmt.Sprintf("find %q", s.Query.Text()), Prompt: "find", Says: []string{"Steps. Type a number to go there, or words to find others."},
		Rows: len(s.hits), Row: func(i int) string { return hitText(w, s.hits[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.List.At = i
			return s.jump(w)
		},
		Take: func(line string) (screen.Screen, screen.Reply) {
			s.Picker = s.Asked(line)
			s.hits = s.found(w)
			return s, screen.Reply{}
		},
	}
	if len(s.hits) == 0 {
		sp.Says = []string{nothingHolds}
	}
	return sp
}

func hitText(w *screen.World, h hit) string {
	if h.recorded != nil {
		return inert.Line(h.recorded.kind + ": " + strings.TrimPrefix(h.where, inert.Clipped) + ", " + h.recorded.aside)
	}
	st := w.Run.Step(h.step)
	text := st.Number + " " + st.Title + ", " + strings.ToLower(words.StepState(st).Word)
	if h.where != "" {
		text += ": " + strings.TrimPrefix(h.where, inert.Clipped)
	}
	return inert.Line(text)
}

// Speak implements [screen.Speaker].
func (p paletteScreen) Speak(w *screen.World) screen.Speech {
	p.all, p.hits = withLines(p.all), withLines(p.hits)
	s := screen.Speech{
		Key: fmt.Sprintf("palette %q", p.Query.Text()), Prompt: "command", Says: []string{"Commands. Type a number to do one, or words to find others."},
		Rows: len(p.hits), Row: func(i int) string { return inert.Line(p.hits[i].Title) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			p.List.At = i
			return p.run(w)
		},
		Take: func(line string) (screen.Screen, screen.Reply) {
			p.Picker = p.Asked(line)
			p.hits = Matching(p.all, p.Query.Text())
			if c, ok := screen.Named(p.all, p.Query.Text()); ok {
				return paletteScreen{Picker: p.Picker, all: p.all, hits: []screen.Command{c}}.run(w)
			}
			return p, screen.Reply{}
		},
	}
	if len(p.hits) == 0 {
		s.Says = []string{"No command is called that."}
	}
	return s
}

// withLines returns the commands that lines can do.
func withLines(commands []screen.Command) []screen.Command {
	return slices.DeleteFunc(slices.Clone(commands), func(c screen.Command) bool {
		_, _, none := screen.NoLines(c.ID)
		return none
	})
}

// Speak implements [screen.Speaker]: what can be typed on the screen below.
func (s helpScreen) Speak(*screen.World) screen.Speech {
	says := []string{"You can type: a number of what was listed, 2.4 or /words to go there, < back, more, Enter to hear it again."}
	for _, l := range screen.Letters(s.all) {
		typed := l.Typed
		if typed == "" {
			typed = ":" + l.Command.Name()
		}
		text := typed + " is " + inert.Line(l.Command.Title)
		if l.Command.Why != "" {
			text += ". Not now: " + inert.Line(l.Command.Why)
		}
		says = append(says, text)
	}
	return screen.Speech{Key: "help", Prompt: "help", Says: says, Passing: true}
}

// Speak implements [screen.Speaker].
func (s Log) Speak(w *screen.World) screen.Speech {
	n := len(w.Log)
	sp := screen.Speech{Key: "log", Prompt: "log", Says: []string{"What was said, newest first: " + words.Plural(n, "line", "lines") + "."}}
	for i := range w.Log {
		m := w.Log[n-1-i]
		sp.Says = append(sp.Says, w.Local(m.At).Format("15:04")+" "+m.Text)
	}
	return sp
}
