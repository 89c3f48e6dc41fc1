package report

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
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
	idle := func(c run.Clock) bool {
		status := c.Status(asOf)
		return c.Confirmed == nil && (status == run.ClockNotDue || status == run.ClockNotStarted && c.Problem == "")
	}
	for _, c := range m.run.Clocks() {
		if !idle(c) {
			m.clock(c, asOf)
		}
	}
	for _, c := range m.run.Clocks() {
		if idle(c) {
			m.idleClock(c)
		}
	}
}

func (m *markdown) clock(c run.Clock, asOf time.Time) {
	d := c.Deadline
	standing := strings.ReplaceAll(string(c.Status(asOf)), "-", " ")
	if c.Candidate() {
		standing += ", if it applies"
	}
	m.item("", "- ", "**"+standing+"**:", c.Title)
	m.sub("Clock:", c.ID+ifAny(", by the rule ", c.Clock.Rule))
	m.sub("Whom to tell:", c.To)
	m.sub("Due:", m.due(d.Due, d.Open))
	if !d.LatestArguable.IsZero() {
		m.sub("Arguably until:", m.when(d.LatestArguable)+", "+d.Source)
	}
	if !d.NotBefore.IsZero() {
		m.sub("Not before:", m.when(d.NotBefore))
	}
	m.sub("Not counted:", c.Problem)
	m.clockStart(c)
	m.applies(c)
	m.ended(c)
	for _, line := range d.Basis {
		m.sub("Counted:", line)
	}
	for _, content := range c.Rule.Content {
		m.sub("The notice contains:", content)
	}
	m.sub("Source:", c.Cite)
}

// sub writes an item below the item of a clock or message, unless there is
// nothing to say.
func (m *markdown) sub(lead, text string) {
	if text != "" {
		m.item("  ", "- ", lead, text)
	}
}

func (m *markdown) due(due time.Time, open bool) string {
	switch {
	case open:
		return "without delay; there is no number"
	case due.IsZero():
		return ""
	}
	return m.when(due)
}

// clockStart writes what started a clock, and the starts before.
func (m *markdown) clockStart(c run.Clock) {
	if !c.Started() {
		return
	}
	if e, err := m.run.Clock(c.After); err == nil && e.Filed != nil {
		m.item("  ", "- ", "Started by the filing of "+plain(c.After)+", "+m.signed(e.Filed), "")
		return
	}
	id := startingFact(m.run, c)
	rec, _ := m.run.Fact(id)
	if e, ok := m.run.Entry(rec.Seq); ok {
		m.startEntry(id, "Started by", e)
	}
	for _, e := range slices.Backward(c.Moved) {
		m.startEntry(id, "Started before the correction by", e)
	}
}

func (m *markdown) startEntry(id, lead string, e *run.Entry) {
	if ev, ok := e.Event.(run.FactRecorded); ok {
		m.value("  ", lead+" "+plain(id)+", "+m.signed(e), ev)
	}
}

func (m *markdown) applies(c run.Clock) {
	switch {
	case c.Confirmed != nil:
		lead, because := "It applies, "+m.signed(c.Confirmed), c.Confirmed.Event.(run.ClockConfirmed).Because
		if because != "" {
			lead += ", because:"
		}
		m.item("  ", "- ", lead, because)
	case c.Applies == playbook.No:
		m.item("  ", "- ", "By the facts recorded, it does not apply", "")
	case c.Candidate():
		m.sub("Not known whether it applies, for want of:", strings.Join(c.WaitsFor, ", "))
	}
}

// ended writes how a duty was met, or why not.
func (m *markdown) ended(c run.Clock) {
	if e := c.Waived; e != nil && c.Filed == nil {
		m.item("  ", "- ", "Nobody was notified, "+m.signed(e)+", because:", e.Event.(run.ClockWaived).Because)
	}
	e := c.Filed
	if e == nil {
		return
	}
	ev := e.Event.(run.ClockFiled)
	m.item("  ", "- ", "Filed, "+m.signed(e), "")
	m.sub("Filed by:", ev.By)
	if ev.Reference == "" {
		ev.Reference = "none was noted"
	}
	m.sub("Reference:", ev.Reference)
	if c.Status(e.At) == run.ClockFiledLate {
		late := e.At.Sub(c.Deadline.Due).Round(time.Second).String()
		if c.Deadline.WithinArguable(e.At) {
			late += ", within the later reading"
		}
		m.sub("Late by:", late)
	}
	m.sub("Because:", ev.Because)
}

// idleClock writes a clock that never ran.
func (m *markdown) idleClock(c run.Clock) {
	if c.Applies == playbook.No {
		m.item("", "- ", "Does not apply:", c.Title)
		return
	}
	begins := c.From
	if c.After != "" {
		begins = "the filing of " + c.After
	}
	m.item("", "- ", "Not started, for want of "+plain(begins)+":", c.Title)
}

func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}
