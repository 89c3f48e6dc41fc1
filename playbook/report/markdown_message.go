package report

import (
	"fmt"
	"maps"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// messages writes every notice, and each text that left, in full.
func (m *markdown) messages() {
	sent := sentOf(m.run)
	if len(m.run.Book().Messages)+len(sent) == 0 {
		return
	}
	m.heading(2, "Messages")
	for _, d := range m.run.Messages() {
		m.item("", "- ", "Message:", d.Title)
		m.draft(d)
		m.sendings(sent[d.ID])
		delete(sent, d.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(sent)) {
		m.item("", "- ", "Message that the playbook does not have:", id)
		m.sendings(sent[id])
	}
}

// draft writes how the text of a message stands.
func (m *markdown) draft(d run.Message) {
	m.lines(words.MessageLines(m.run, d, m.at()))
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
