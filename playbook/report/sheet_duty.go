package report

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A duty is a deadline that ran, and what became of it.
type duty struct {
	ID, Title  string
	Cite, Link string
	To         string
	From       moment
	Before     []moment // earlier starts that were corrected
	Start      string   // what it counts from
	Due        moment
	DueText    string // of a duty without a number
	Arguable   string
	Waits      []string // the questions that whether it applies waits for
	Left       string   // how long there is, of one that runs
	Done       []saying
	Careful    []caution
	Result     pill
}

// A caution is something to mind with a duty.
type caution struct{ Label, Text string }

// duties are the deadlines that ran, and what there is to say of the others.
func (m sheetMaker) duties() (all []duty, idle string) {
	for _, c := range m.ran() {
		all = append(all, m.duty(c))
	}
	never, waiting := 0, 0
	for _, c := range m.run.Clocks() {
		switch {
		case !idleClock(c, m.asOf):
		case c.Status(m.asOf) == run.ClockNotDue:
			never++
		default:
			waiting++
		}
	}
	var parts []string
	if never > 0 {
		parts = append(parts, words.Plural(never, "other duty does", "other duties do")+" not apply by the facts recorded")
	}
	if waiting > 0 {
		parts = append(parts, words.Plural(waiting, "duty has", "duties have")+" not started")
	}
	if _, closed := m.run.Closing(); closed && slices.ContainsFunc(m.run.Clocks(), run.Clock.Ticks) {
		idle = "Closing the run ended no duty. "
	}
	if len(parts) > 0 {
		idle += strings.Join(parts, "; ") + ". The JSON report lists them."
	}
	return all, idle
}

// ran are the deadlines that there is something to say of, in the order in which
// they need somebody. Once the run is closed those come last that may not apply:
// a reviewer asks first what became of the duties.
func (m sheetMaker) ran() []run.Clock {
	var sure, may []run.Clock
	_, closed := m.run.Closing()
	for _, c := range words.Order(m.run.Clocks(), m.asOf) {
		switch {
		case idleClock(c, m.asOf):
		case closed && c.Candidate():
			may = append(may, c)
		default:
			sure = append(sure, c)
		}
	}
	return append(sure, may...)
}

func (m sheetMaker) duty(c run.Clock) duty {
	d := duty{
		ID: c.ID, Title: words.ClockName(m.run, c.ID), Cite: c.Cite, Link: official(c.Rule.URL), To: c.To,
		From: m.when(c.Deadline.Start), Due: m.when(c.Deadline.Due), Start: m.startOf(c), Done: m.done(c), Result: m.result(c),
	}
	if c.Filed == nil && c.Waived == nil && c.Applies == playbook.NotKnown {
		d.Waits = m.run.Questions(c.WaitsFor)
	}
	if c.Ticks() {
		d.Left = upper(words.ClockLeft(c, m.asOf))
	}
	if c.Deadline.Due.IsZero() && c.Started() {
		d.DueText = words.ClockDue(m.run, c, m.asOf, func(t time.Time) string { return m.when(t).Text })
	}
	if !c.Deadline.LatestArguable.IsZero() {
		d.Arguable = "arguably until " + m.when(c.Deadline.LatestArguable).Text
	}
	for _, e := range c.Moved {
		if ev, ok := e.Event.(run.FactRecorded); ok {
			if at, ok := ev.Value.Time(); ok {
				d.Before = append(d.Before, m.when(at))
			}
		}
	}
	for _, l := range words.Clock(m.run, c, m.at()) {
		switch l.Label {
		case "state":
			if c.Filed != nil { // with by how much, and in which reading
				d.Result.Text = upper(l.Text)
			}
		case "problem", "careful", "own rule", "not before", "your aim":
			d.Careful = append(d.Careful, caution{upper(l.Label), l.Text})
		}
	}
	return d
}

// official is the address of a rule of the law, if a browser may open it.
func official(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// startOf says what a clock counts from.
func (m sheetMaker) startOf(c run.Clock) string {
	switch {
	case !c.Started():
		return words.ClockBegins(m.run, c)
	case c.After != "":
		return "the filing of " + words.ClockName(m.run, c.After)
	}
	text := m.run.Question(c.Since)
	if c.AtEarliest {
		text += ", at the earliest"
	}
	return text
}

// done says what was done about a duty.
func (m sheetMaker) done(c run.Clock) []saying {
	var all []saying
	if e := c.Confirmed; e != nil {
		ev, _ := e.Event.(run.ClockConfirmed)
		all = append(all, m.signed("Confirmed that it applies", e, ev.Because))
	}
	switch {
	case c.Filed != nil:
		all = append(all, m.filed(c.Filed))
	case c.Waived != nil:
		ev, _ := c.Waived.Event.(run.ClockWaived)
		all = append(all, m.signed("Nobody was notified", c.Waived, ev.Because))
	}
	return all
}

// WaitsFor says what whether it applies waits for.
func (d duty) WaitsFor() string {
	if len(d.Waits) == 0 {
		return ""
	}
	return "Whether it applies waits for: " + strings.Join(d.Waits, "; ")
}

func (m sheetMaker) filed(e *run.Entry) saying {
	ev, _ := e.Event.(run.ClockFiled)
	s := m.signed("Filed", e, ev.Because)
	if elsewhere(m.run, e) {
		s = m.signed("Filed in another run of the incident", e, ev.Because)
		s.Seq = 0
	}
	s.By = filedBy(e)
	if ev.By != "" && ev.By != e.By {
		s.By += ", noted by " + e.By
	}
	s.Label = "no reference noted"
	if ev.Reference != "" {
		s.Label = "reference " + ev.Reference
	}
	return s
}

// signed is something that an entry says, with its reason as a note.
func (m sheetMaker) signed(text string, e *run.Entry, because string) saying {
	if words.WrittenLater(m.run, e) {
		text += fmt.Sprintf(" (written %s)", m.when(m.run.Written(e).In(e.At.Location())).Text)
	}
	return saying{Text: text, By: e.By, At: m.when(e.At), Seq: e.Seq, Note: because}
}

// result says how a duty ended.
func (m sheetMaker) result(c run.Clock) pill {
	state := words.ClockState(c, m.asOf)
	p := pill{upper(state.Text), tones[state.Tone]}
	if c.Filed != nil {
		if late, is := words.Lateness(c, c.Filed.At); is && late != "in time" {
			p.Tone = "bad"
		}
	}
	if _, closed := m.run.Closing(); closed && c.Ticks() && c.Applies == playbook.Yes {
		p = pill{"Never filed", "bad"}
	}
	return p
}

// tones are the four looks of a pill.
var tones = map[words.Tone]string{
	words.Plain: "none", words.Quiet: "none", words.Strong: "none", words.Good: "fine",
	words.Warn: "warn", words.Danger: "bad", words.Alarm: "bad",
}

// upper begins a sentence.
func upper(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// idleClock reports whether there is nothing to say of a clock but why it never
// ran.
func idleClock(c run.Clock, asOf time.Time) bool {
	status := c.Status(asOf)
	return c.Confirmed == nil && (status == run.ClockNotDue || status == run.ClockNotStarted && c.Problem == "")
}
