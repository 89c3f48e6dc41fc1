package report

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// clocks writes the deadlines: those that ran with all that became of them,
// the others in a line each.
func (m *markdown) clocks() {
	if len(m.run.Clocks()) == 0 {
		return
	}
	asOf := moment(m.run, m.opts.Now)
	m.heading(2, "Clocks")
	m.line("As of ", m.when(asOf.Truncate(time.Second)), ". ", playbook.NotLegalAdvice)
	m.line()
	for _, c := range words.Order(m.run.Clocks(), asOf) {
		state := words.ClockState(c, asOf)
		if idle(c, asOf) {
			m.item("", "- ", lead(state.Text), c.Title+", "+words.ClockDue(m.run, c, asOf, m.when))
			continue
		}
		m.item("", "- ", "**"+state.Text+"**:", c.Title)
		m.lines(slices.DeleteFunc(words.Clock(m.run, c, m.at()), func(l words.Line) bool { return l.Label == "as of" })) // it stands above
	}
}

// idle reports whether there is nothing to say of a clock but why it never ran.
func idle(c run.Clock, asOf time.Time) bool {
	status := c.Status(asOf)
	return c.Confirmed == nil && (status == run.ClockNotDue || status == run.ClockNotStarted && c.Problem == "")
}

// lead makes a label of ours the beginning of a line.
func lead(label string) string { return strings.ToUpper(label[:1]) + label[1:] + ":" }
