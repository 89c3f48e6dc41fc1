package report

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// profileLines say what the run took from the profile of the organisation: who
// said that it holds, what it answered and whether that was changed, whom it
// names, and its exact text by digest.
func (m sheetMaker) profileLines() []words.Line {
	used, ok := m.run.Profile()
	e, there := m.run.Entry(used.Seq)
	if !ok || !there {
		return nil
	}
	all := []words.Line{
		{Label: "profile", Text: used.Name},
		{Label: "used", Text: m.at().Signed(e)},
		{Label: "SHA-256", Text: used.Digest},
	}
	for _, e := range m.run.Entries() {
		if ev, ok := e.Event.(run.FactRecorded); ok && ev.FromProfile != "" {
			all = append(all, words.Line{Label: "answered" + m.since(e, ev), Text: words.Recorded(m.run, ev)})
		}
	}
	for _, l := range words.People(m.run) {
		all = append(all, words.Line{Label: "to call, " + l.Label, Text: l.Text})
	}
	for _, p := range used.Places {
		all = append(all, words.Line{Label: "files " + p.Rule + " at", Text: p.Reach()})
	}
	for _, c := range m.run.Clocks() {
		if m.run.OwnClock(c.ID) {
			all = append(all, words.Line{Label: "deadline of its own", Text: fmt.Sprintf("%s (%s)", c.Title, c.ID)})
		}
	}
	return all
}

// since says what became of an answer from the profile.
func (m sheetMaker) since(e *run.Entry, ev run.FactRecorded) string {
	now, ok := m.run.Fact(ev.Fact)
	switch {
	case m.run.UndoneBy(e.Seq) != 0:
		return ", undone"
	case ok && slices.Contains(now.Earlier, e):
		return ", changed later"
	}
	return ""
}
