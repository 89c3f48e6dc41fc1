package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cordon/playbook/run"
)

// messages writes every notice, and each text that left, in full.
func (m *markdown) messages() {
	sent := sentOf(m.run)
	if len(m.run.Book().Messages)+len(sent) == 0 {
		return
	}
	m.heading(2, "Messages")
	for _, d := range m.run.Messages() {
		m.item("", "- ", "Message "+plain(d.ID)+":", d.Title)
		m.draft(d, len(sent[d.ID]) > 0)
		m.sendings(sent[d.ID])
		delete(sent, d.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(sent)) {
		m.item("", "- ", "Message that the playbook does not have:", id)
		m.sendings(sent[id])
	}
}

// draft writes how the text of a message stands.
func (m *markdown) draft(d run.Message, sent bool) {
	if !sent {
		m.item("  ", "- ", "Not sent", "")
	}
	for _, g := range d.Gaps {
		m.sub("It lacks the fact "+plain(g.Fact.ID)+":", g.Fact.Ask)
	}
	if d.Edited != nil {
		m.item("  ", "- ", "The text was edited, "+m.signed(d.Edited), "")
	}
	m.sub("Recorded since the text was edited:", strings.Join(d.Stale, ", "))
}

// sendings writes texts as they left.
func (m *markdown) sendings(entries []*run.Entry) {
	for _, e := range entries {
		m.sent(e)
	}
}

func (m *markdown) sent(e *run.Entry) {
	ev := e.Event.(run.MessageSent)
	lead := "Sent, " + m.signed(e)
	if by := m.run.UndoneBy(e.Seq); by != 0 {
		lead += fmt.Sprintf(", **undone by entry %d**", by)
	}
	m.item("  ", "- ", lead+", to:", ev.To)
	m.item("    ", "- ", "By:", ev.Channel)
	m.item("    ", "- ", "Text:", ev.Text())
}
