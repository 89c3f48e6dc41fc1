package words

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A Decider is somebody who took decisions: answers that need a reason.
type Decider struct {
	Name string
	// Decisions are those that stand. Label is the question, Note the reason.
	Decisions []Headline
}

// Deciders say who took each decision that stands, in the order of the record.
func Deciders(r run.Run) []Decider {
	var all []Decider
	for _, e := range r.Entries() {
		ev, ok := e.Event.(run.FactRecorded)
		f, known := r.Book().Fact(ev.Fact)
		if now, there := r.Fact(ev.Fact); !ok || !known || !f.Because || !there || now.Seq != e.Seq {
			continue
		}
		i := slices.IndexFunc(all, func(d Decider) bool { return d.Name == e.By })
		if i < 0 {
			i, all = len(all), append(all, Decider{Name: e.By})
		}
		said := Headline{Label: f.Ask, Text: f.Show(ev.Value), Note: ev.Because, Fact: f.ID, Entry: e}
		all[i].Decisions = append(all[i].Decisions, said)
	}
	return all
}

// Decided are the decisions that no fact of the headline has, with who took each.
func Decided(r run.Run) []Headline {
	var all []Headline
	for _, d := range Deciders(r) {
		for _, h := range d.Decisions {
			if !slices.ContainsFunc(r.Book().Headline, func(of playbook.Headline) bool { return of.Fact == h.Fact }) {
				h.Label, h.Note = "Decided by "+d.Name, h.Label
				all = append(all, h)
			}
		}
	}
	return all
}

// DecidersText counts what each of them decided: "tom 7, maria 2".
func DecidersText(r run.Run) string {
	var all []string
	for _, d := range Deciders(r) {
		all = append(all, fmt.Sprintf("%s %d", d.Name, len(d.Decisions)))
	}
	return strings.Join(all, ", ")
}

// LeftOpen names the steps that a closed run left open, the first few of many. It
// is "" where none are, and for a drill, which ends when its time is over.
func LeftOpen(r run.Run) string {
	const most = 12
	if _, closed := r.Closing(); !closed || r.Drill() || len(r.LeftOpen()) == 0 {
		return ""
	}
	left := r.LeftOpen()
	var names []string
	for i, s := range left {
		if i == most {
			names = append(names, fmt.Sprintf("and %d more", len(left)-most))
			break
		}
		name := s.Number + " " + s.Title
		switch {
		case s.State == run.Blocked:
			name += " (blocked)"
		case s.Waiting():
			name += " (not known whether it applies)"
		}
		names = append(names, name)
	}
	return Plural(len(left), "step", "steps") + " left open: " + strings.Join(names, "; ")
}
