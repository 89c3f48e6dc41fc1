package clocks

import (
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// Speak implements [screen.Speaker]: the list, or all about one clock.
func (s clocksScreen) Speak(w *screen.World) screen.Speech {
	rows := s.rows(w)
	at := find(rows, s.id)
	if s.open && len(rows) > 0 {
		return screen.Speech{
			Key: "clock " + rows[at].key, Prompt: "clock", Says: s.says(w, rows[at]),
			Back: func() (screen.Screen, screen.Reply) {
				s.open = false
				return s, screen.Reply{}
			},
		}
	}
	keys := make([]string, len(rows))
	for i, r := range rows {
		keys[i] = r.key
	}
	sp := screen.Speech{
		Key: "clocks " + strings.Join(keys, " "), Prompt: "clocks", Says: []string{"Clocks, the nearest deadline first. Type a number to hear all of one. These are facts from public sources, not legal advice."},
		Rows: len(rows), Row: func(i int) string { return rowText(w, rows[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s = s.moved(w, screen.List{At: i})
			if rows[i].folds != nil {
				s = s.toggled(rows[i].key)
			}
			s.open = true
			return s, screen.Reply{}
		},
		Point: func(i int) screen.Screen { return s.moved(w, screen.List{At: i}) },
	}
	if len(rows) == 0 {
		sp.Says = []string{"This run has no clocks."}
	}
	return sp
}

// says is all about a clock, or which clocks one answer settles.
func (s clocksScreen) says(w *screen.World, r row) []string {
	says := []string{rowText(w, r) + "."}
	for _, c := range r.folds {
		says = append(says, inert.Line(c.Title)+", "+words.ClockStanding(c, w.AsOf()))
	}
	if r.folds != nil {
		return says
	}
	for _, l := range words.Clock(w.Run, r.clock, s.at(w)) {
		label := strings.ToUpper(l.Label[:1]) + l.Label[1:] + ": "
		for _, text := range l.Texts("not yet: ") {
			says = append(says, inert.Line(label+text))
		}
	}
	return append(says, w.Key("help")+" lists what can be recorded about it.")
}

// rowText says a clock, or the clocks that one answer settles.
func rowText(w *screen.World, r row) string {
	if r.folds != nil && r.part == notDue {
		return words.Plural(len(r.folds), "clock does not apply", "clocks do not apply") + " by the facts recorded"
	}
	if r.folds != nil {
		return inert.Line(words.Plural(len(r.folds), "clock", "clocks") + ": " + words.ClockWaitsFor(w.Run, r.wait))
	}
	text := r.clock.Title + ", " + words.ClockStanding(r.clock, w.AsOf())
	if r.clock.Ticks() && !r.clock.Deadline.Due.IsZero() {
		text += ", due " + w.DayOf(r.clock.Deadline.Due)
	}
	return inert.Line(text)
}
