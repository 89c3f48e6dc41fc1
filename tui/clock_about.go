package tui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// All about one clock: the same for the screen and for the clipboard.

// A remark is one thing there is to know of a clock. Lines without a label
// belong to the one above.
type remark struct {
	label string
	text  string
	style lipgloss.Style
}

// labelWidth is the width of the labels.
const labelWidth = 11

// about returns the lines of what is said about the clock under the cursor.
func (s clocksScreen) about(w world) []string {
	c, ok := s.under(w)
	if !ok {
		return []string{w.theme.Muted.Render("  By the facts recorded these duties do not apply. enter shows them.")}
	}
	lines := []string{w.theme.Strong.Render(inert.Cut(" "+inert.Line(c.Title), w.width))}
	for _, r := range s.remarks(w, c) {
		lines = append(lines, r.lines(w)...)
	}
	return lines
}

// lines draws a remark beside its label, or behind it where the window is
// small.
func (r remark) lines(w world) []string {
	label, text, indent := "  "+r.label, r.text, labelWidth+2
	if w.window < normal {
		label, indent = " ", 1
		if text = "  " + text; r.label != "" {
			text = r.label + ": " + r.text
		}
	}
	var lines []string
	for _, line := range inert.Wrap(inert.Text(text), max(1, w.width-indent-1)) {
		lines = append(lines, w.theme.Muted.Render(inert.Pad(label, indent))+r.style.Render(line))
		label = ""
	}
	return lines
}

// plain is all about a clock as text that no terminal obeys, wherever it is
// pasted.
func (s clocksScreen) plain(w world, c run.Clock) string {
	var b strings.Builder
	b.WriteString(c.Title + "\n")
	for _, r := range s.remarks(w, c) {
		b.WriteString(inert.Pad(r.label, labelWidth) + r.text + "\n")
	}
	b.WriteString(playbook.NotLegalAdvice + "\n")
	return inert.Text(b.String())
}

// A teller gathers remarks.
type teller struct {
	s   clocksScreen
	w   world
	c   run.Clock
	all []remark
}

func (s clocksScreen) remarks(w world, c run.Clock) []remark {
	t := &teller{s: s, w: w, c: c}
	t.stands()
	t.ended()
	t.began()
	t.applies()
	t.counted()
	t.moves()
	t.notice()
	t.law()
	return t.all
}

func (t *teller) say(style lipgloss.Style, label, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if strings.TrimSpace(text) == "" {
		return
	}
	t.all = append(t.all, remark{label: label, text: text, style: style})
}

// list says several things under one label.
func (t *teller) list(style lipgloss.Style, label, mark string, items []string) {
	for _, item := range items {
		t.say(style, label, "%s%s", mark, item)
		label = ""
	}
}

// full writes a time so that nobody has to think: the date, the zone, UTC.
func (t *teller) full(at time.Time) string {
	utc := at.UTC().Format("Mon 02 Jan 2006 15:04Z")
	if t.s.utc {
		return utc
	}
	local := t.w.local(at)
	if local.Day() == at.UTC().Day() {
		utc = at.UTC().Format("15:04Z")
	}
	return local.Format("Mon 02 Jan 2006 15:04 MST") + " = " + utc
}

// inZone writes a time that was counted in the zone of the clock, with what
// the wall shows there if that is another time.
func (t *teller) inZone(at time.Time) string {
	_, there := at.Zone()
	_, here := t.w.local(at).Zone()
	zone := at.Location().String()
	if there == here || there == 0 || zone == "" {
		return t.full(at)
	}
	return t.full(at) + ", " + at.Format("Mon 15:04") + " in " + zone
}

// stands says where the clock stands and when it is due.
func (t *teller) stands() {
	w, d := t.w, t.c.Deadline
	_, word, style := w.clockState(t.c)
	if w.closed() {
		t.say(w.theme.Muted, "as of", "%s, when the run was closed", t.full(w.asOf()))
	}
	switch t.c.Status(w.asOf()) {
	case run.ClockOverdue:
		t.say(style, "state", "OVERDUE by %s", hoursMinutes(w.asOf().Sub(d.Due)))
	case run.ClockDueSoon, run.ClockRunning:
		t.say(style, "state", "%s  %s", word, w.leftOf(t.c))
	case run.ClockFiledLate:
		text := word + " by " + hoursMinutes(t.c.Filed.At.Sub(d.Due))
		if d.WithinArguable(t.c.Filed.At) {
			text += ", in time by the later reading"
		}
		t.say(style, "state", "%s", text)
	default:
		t.say(style, "state", "%s", word)
	}
	if t.c.Problem != "" {
		t.say(w.theme.Warn, "problem", "%s", t.c.Problem)
	}
	switch {
	case !d.Due.IsZero():
		t.say(w.theme.Strong, "due", "%s", t.inZone(d.Due))
	case t.c.Started() && t.c.Problem == "":
		t.say(w.theme.Text, "due", "without delay: the duty has no number")
	}
	if !d.LatestArguable.IsZero() {
		t.say(w.theme.Muted, "arguable", "%s at the latest. %s", t.inZone(d.LatestArguable), d.Source)
	}
	if !d.NotBefore.IsZero() {
		t.say(w.theme.Warn, "not before", "%s", t.inZone(d.NotBefore))
	}
	if !d.Target.IsZero() {
		t.say(w.theme.Text, "your aim", "%s", t.inZone(d.Target))
	}
}

// began says what started the clock, and who recorded that where.
func (t *teller) began() {
	w, c := t.w, t.c
	if !c.Started() {
		t.say(w.theme.Text, "start", "%s", notStarted(w, c))
		return
	}
	if c.After != "" {
		t.say(w.theme.Text, "started", "%s, with the filing of %s", t.full(c.Deadline.Start), clockName(w, c.After))
		return
	}
	rec, ok := w.run.Fact(c.From)
	fact, _ := w.run.Book().Fact(c.From)
	if !ok {
		t.say(w.theme.Text, "started", "%s, by its cap from %s", t.full(c.Deadline.Start), c.CapFrom)
		return
	}
	t.say(w.theme.Text, "started", "%s", t.full(c.Deadline.Start))
	t.say(w.theme.Muted, "", "%s: %s", fact.ID, fact.Ask)
	by := w.valueBy(rec.By, rec.Seq)
	if st, ok := w.stepOf(rec.Seq); ok {
		by += ", step " + st.Number
	}
	if rec.Because != "" {
		by += ", because: " + rec.Because
	}
	t.say(w.theme.Muted, "", "recorded %s", by)
}

// stepOf returns the step that an entry is about.
func (w world) stepOf(seq uint64) (run.Step, bool) {
	e, ok := w.run.Entry(seq)
	if !ok {
		return run.Step{}, false
	}
	st, err := w.run.Find(run.StepOf(e.Event))
	return st, err == nil
}

// applies says whether the duty applies, and who says so.
func (t *teller) applies() {
	w, c := t.w, t.c
	switch {
	case c.Confirmed != nil:
		text := "confirmed by " + c.Confirmed.By + ", " + w.dayOf(c.Confirmed.At)
		if ev, ok := c.Confirmed.Event.(run.ClockConfirmed); ok && ev.Because != "" {
			text += ": " + ev.Because
		}
		t.say(w.theme.Text, "applies", "%s", text)
	case c.Applies == playbook.NotKnown:
		t.say(w.theme.Warn, "applies?", "not known yet. Record %s, or confirm it (a)", strings.Join(w.whereAll(c.WaitsFor), ", "))
	case c.Applies == playbook.No:
		t.say(w.theme.Text, "applies", "no, by the facts recorded: %s", c.When.Source)
	case c.When.Source != "":
		t.say(w.theme.Muted, "applies", "by the facts recorded: %s", c.When.Source)
	}
}

// whereAll names facts with the steps that record them.
func (w world) whereAll(facts []string) []string {
	named := make([]string, len(facts))
	for i, id := range facts {
		named[i] = id
		if st, ok := w.recordedAt(id); ok {
			named[i] += " (step " + st.Number + ")"
		}
	}
	return named
}

// ended says how the clock was filed, or why nobody was notified.
func (t *teller) ended() {
	w, c := t.w, t.c
	if c.Filed != nil {
		ev := c.Filed.Event.(run.ClockFiled)
		by := first(ev.By, c.Filed.By)
		t.say(w.theme.Text, "filed", "%s by %s", t.full(c.Filed.At), by)
		if by != c.Filed.By {
			t.say(w.theme.Muted, "", "noted %s", w.valueBy(c.Filed.By, c.Filed.Seq))
		}
		t.say(w.theme.Text, "reference", "%s", first(ev.Reference, "none recorded"))
		if ev.Because != "" {
			t.say(w.theme.Text, "because", "%s", ev.Because)
		}
		return
	}
	if c.Waived != nil {
		t.say(w.theme.Text, "no notice", "%s", w.valueBy(c.Waived.By, c.Waived.Seq))
		t.say(w.theme.Text, "because", "%s", c.Waived.Event.(run.ClockWaived).Because)
	}
}

// counted says how the deadline was counted.
func (t *teller) counted() { t.list(t.w.theme.Text, "counted", "", t.c.Deadline.Basis) }

// moves lists the corrections of the start, the last one first. Each old value
// shows.
func (t *teller) moves() {
	rec, ok := t.w.run.Fact(t.c.From)
	if !ok || len(t.c.Moved) == 0 {
		return
	}
	fact, _ := t.w.run.Book().Fact(t.c.From)
	to, by, seq, because := rec.Value, rec.By, rec.Seq, rec.Because
	label := "corrected"
	for i := len(t.c.Moved) - 1; i >= 0; i-- {
		e := t.c.Moved[i]
		ev, ok := e.Event.(run.FactRecorded)
		if !ok {
			continue
		}
		text := fmt.Sprintf("from %s to %s, %s", fact.Show(ev.Value), fact.Show(to), t.w.valueBy(by, seq))
		if because != "" {
			text += ": " + because
		}
		t.say(t.w.theme.Text, label, "%s", text)
		to, by, seq, because, label = ev.Value, e.By, e.Seq, ev.Because, ""
	}
}

// notice says who must be told, and what the notice has to contain.
func (t *teller) notice() {
	w, c := t.w, t.c
	t.say(w.theme.Text, "tell", "%s", c.To)
	t.list(w.theme.Text, "contains", w.theme.Glyphs.Todo+" ", c.Rule.Content)
	st, ok := filingStep(w, c)
	if !ok {
		return
	}
	t.say(w.theme.Text, "step", "%s %s files it", st.Number, st.Title)
	if d, err := w.run.Message(st.Message); err == nil {
		t.say(w.theme.Text, "message", "%s: %s (m)", d.Title, words.Message(d).Word)
	}
}

// law says where the duty stands in the law.
func (t *teller) law() {
	w, r := t.w, t.c.Rule
	t.say(w.theme.Muted, "begins", "%s", r.Trigger)
	t.say(w.theme.Muted, "threshold", "%s", r.Threshold)
	t.list(w.theme.Muted, "but", "", r.Exceptions)
	t.say(w.theme.Muted, "note", "%s", r.Note)
	t.say(w.theme.Muted, "law", "%s", t.c.Cite)
	t.say(w.theme.Muted, "read it at", "%s", r.URL)
	if r.ID != "" {
		t.say(w.theme.Muted, "rule", "%s, %s, checked %s, confidence %s", r.ID, r.Standing(), r.CheckedOn, r.Confidence)
	}
}
