package record

import (
	"fmt"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// The second face of what was recorded.

// Speak implements [screen.Speaker].
func (s timeline) Speak(w *screen.World) screen.Speech {
	sp := screen.Speech{
		Key: fmt.Sprintf("timeline %d %d %q", s.rows(), s.kind, s.query.Text()), Prompt: "timeline",
		Says: []string{words.Plural(s.rows(), "entry", "entries") + ", newest first. Type a number to go to its step."},
		Rows: s.rows(), Row: func(i int) string { return s.spoken(w, s.entry(w, i)) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.list.At = i
			return s.jump(w)
		},
	}
	if s.asking {
		sp.Take = func(line string) (screen.Screen, screen.Reply) {
			s.query, s.asking = form.NewInput(strings.TrimSpace(line)), false
			return s.filter(w)
		}
	}
	return sp
}

// spoken says an entry: its number, when, who, and what.
func (s timeline) spoken(w *screen.World, e *run.Entry) string {
	step, text := w.Run.Describe(e)
	parts := []string{draw.FormatSeq(e.Seq) + " at " + w.Day(s.at(w, e.At)) + " by " + e.By + ":", step, text}
	if by := w.Run.UndoneBy(e.Seq); by != 0 {
		parts = append(parts, fmt.Sprintf("(undone by %d)", by))
	}
	return inert.Cut(inert.Line(strings.Join(strings.Fields(strings.Join(parts, " ")), " ")), longestShown)
}

// Speak implements [screen.Speaker].
func (s factsScreen) Speak(w *screen.World) screen.Speech {
	facts := w.Run.Book().Facts
	sp := screen.Speech{
		Key: "facts", Prompt: "facts", Says: []string{"Facts and decisions. Type a number to record one, or a new value for it."},
		Rows: len(facts), Row: func(i int) string { return factLine(w, facts[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.list.At = i
			if w.Review {
				return screen.Perform(s, s.going(w, facts[i], ""))
			}
			return screen.Perform(s, s.recording(w, facts[i], ""))
		},
	}
	if w.Review {
		sp.Says[0] = "Facts and decisions. Type a number to go to the step that records it."
	}
	return sp
}

// Speak implements [screen.Speaker].
func (s reportScreen) Speak(w *screen.World) screen.Speech {
	sp := screen.Speech{Key: "report", Prompt: "report", Exact: true, Says: []string{"The report, up to entry " + draw.FormatSeq(s.made.seq) + ". " + w.Key("report.write") + " writes it to a file."}}
	if s.made.err != nil {
		sp.Says = []string{"The report cannot be made: " + inert.Line(s.made.err.Error())}
	}
	for _, line := range s.made.lines {
		sp.Says = append(sp.Says, screen.Plain([]string{line.text})...)
	}
	return sp
}

// Speak implements [screen.Speaker].
func (s PlainText) Speak(w *screen.World) screen.Speech {
	return screen.Speech{Key: "plain " + s.Head, Prompt: "text", Says: screen.Sentences(s.Text(w)), Exact: true}
}
