package report

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// profile writes what the run took from the profile of the organisation: who
// said that it holds, what it answered and whether that was changed, whom it
// names, and its exact text by digest.
func (m *markdown) profile() {
	used, ok := m.run.Profile()
	if !ok {
		return
	}
	m.heading(2, "Profile of the organisation")
	e, ok := m.run.Entry(used.Seq)
	if !ok {
		return
	}
	m.item("", "- ", "Used, "+m.signed(e)+":", used.Name)
	m.item("", "- ", "SHA-256 of the profile:", used.Digest)
	for _, e := range m.run.Entries() {
		if ev, ok := e.Event.(run.FactRecorded); ok && ev.FromProfile != "" {
			m.item("", "- ", "From the profile, "+m.signed(e)+m.since(e, ev)+":", words.Recorded(m.run, ev))
		}
	}
	for _, l := range words.People(m.run) {
		m.item("", "- ", "To call, "+plain(l.Label)+":", l.Text)
	}
	for _, p := range used.Places {
		m.item("", "- ", "Files "+plain(p.Rule)+" at:", words.FileAt(m.run, p))
	}
	for _, c := range m.run.Clocks() {
		if m.run.OwnClock(c.ID) {
			m.item("", "- ", "Deadline of its own:", fmt.Sprintf("%s (%s)", c.Title, c.ID))
		}
	}
}

// since says what became of an answer from the profile.
func (m *markdown) since(e *run.Entry, ev run.FactRecorded) string {
	now, ok := m.run.Fact(ev.Fact)
	switch {
	case m.run.UndoneBy(e.Seq) != 0:
		return ", undone"
	case ok && slices.Contains(now.Earlier, e):
		return ", changed later"
	}
	return ""
}
