package tui

import (
	"errors"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A clockQuestion is what all questions about a clock have in common. The
// clock itself is always the newest.
type clockQuestion struct {
	id    string
	named string
	verb  string
}

func (q clockQuestion) title() string { return q.verb + "  " + q.named }

func (q clockQuestion) clock(w *world) run.Clock {
	c, _ := w.run.Clock(q.id)
	return c
}

// dueText says when the clock is due, for the top of a form.
func dueText(w *world, c run.Clock) string {
	switch {
	case !c.Started():
		return "It " + words.ClockBegins(w.run, c) + "."
	case c.Deadline.Due.IsZero():
		return "Without delay, no number. It began " + w.dayOf(c.Deadline.Start) + "."
	}
	return "Due " + w.local(c.Deadline.Due).Format("Mon 02 Jan 2006 15:04 MST") + "."
}

// A fileQuestion asks how a duty was met. It is recorded only with the button.
type fileQuestion struct{ clockQuestion }

func newFileForm(_ *world, c run.Clock) screen {
	draft := "clock/" + c.ID + "/filed"
	return newForm(fileQuestion{clockQuestion{c.ID, c.Title, "FILED"}},
		whenField("Filed at ", draft+"/when"),
		field{name: "reference", label: "Reference", draft: draft + "/reference", widget: lineField{}, beside: true},
		field{name: "by", label: "Filed by ", draft: draft + "/by", widget: lineField{placeholder: "you"}, beside: true},
		field{name: "because", label: "Reasons for the delay (required if it was late)", draft: draft, widget: area{}},
	)
}

// filedAt is when the form says that it was filed.
func filedAt(w *world, f form) time.Time {
	at, err := f.when(w)
	if err != nil || at.IsZero() {
		return w.now
	}
	return at
}

func (q fileQuestion) about(w *world, f form) []prose {
	t, c := w.theme, q.clock(w)
	out := []prose{{style: t.Text, text: dueText(w, c)}}
	at := filedAt(w, f)
	switch text, late := words.Lateness(c, at); {
	case late:
		out[0] = prose{style: t.Warn, text: out[0].text + " Filed at " + w.dayOf(at) + " it is " + text + ": give the reasons."}
	case text != "":
		out[0].text += " Filed at " + w.dayOf(at) + " it is in time."
	}
	if c.Deadline.TooEarly(at) {
		out = append(out, prose{style: t.Warn, text: "Nobody may be told before " + w.dayOf(c.Deadline.NotBefore) + "."})
	}
	if c.To != "" {
		out = append(out, prose{t.Muted, "To: " + inert.Line(c.To), true})
	}
	return append(out, prose{t.Muted, "Cordon contacts nobody. This records what you did, with the reference of whoever received it.", true})
}

func (q fileQuestion) buttons(w *world, f form) (no, yes string) {
	text, _ := words.Lateness(q.clock(w), filedAt(w, f))
	return "Not filed yet", strings.TrimSuffix("Record as filed: "+text, ": ")
}

func (q fileQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	if at.IsZero() {
		at = w.now // the same moment for being late and for the record
	}
	id, name := q.id, q.named
	return reply{change: &change{
		decide: run.FileClock(id, f.value("reference"), f.value("by"), f.value("because"), at), at: at, doing: "save the filing",
		said: func(r run.Run) string {
			c, _ := r.Clock(id)
			text, _ := words.Lateness(c, at)
			return strings.TrimSpace("Filed "+text) + ": " + name + "." + w.undoHint()
		},
	}}, nil
}

// A waiveQuestion asks why nobody is notified. It is recorded only with the
// button.
type waiveQuestion struct{ clockQuestion }

func newWaiveForm(_ *world, c run.Clock) screen {
	draft := "clock/" + c.ID + "/waived"
	return newForm(waiveQuestion{clockQuestion{c.ID, c.Title, "NO NOTICE"}},
		field{name: "because", label: "Nobody is notified because (required)", draft: draft, widget: area{}},
		whenField("Decided at", draft+"/when"),
	)
}

func (q waiveQuestion) about(w *world, _ form) []prose {
	t, c := w.theme, q.clock(w)
	out := []prose{
		{style: t.Text, text: dueText(w, c)},
		{t.Muted, "Not to notify is a decision. It stands in the record with your name and your reason.", true},
	}
	for _, e := range c.Rule.Exceptions {
		out = append(out, prose{t.Muted, "- " + inert.Line(e), true})
	}
	return out
}

func (q waiveQuestion) buttons(*world, form) (no, yes string) {
	return "Keep it running", "Record: nobody is notified"
}

func (q waiveQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	name := q.named
	return reply{change: &change{
		decide: run.WaiveClock(q.id, f.value("because")), at: at, doing: "save the decision",
		said: func(run.Run) string { return "Recorded: nobody is notified. " + name + "." + w.undoHint() },
	}}, nil
}

// A confirmQuestion asks for a name under the words that a duty applies.
type confirmQuestion struct{ clockQuestion }

func newConfirmForm(_ *world, c run.Clock) screen {
	draft := "clock/" + c.ID + "/applies"
	return newForm(confirmQuestion{clockQuestion{c.ID, c.Title, "IT APPLIES"}},
		field{name: "because", label: "Because (may be left out)", draft: draft, widget: area{}},
		whenField("Confirmed at", draft+"/when"),
	)
}

func (q confirmQuestion) about(w *world, _ form) []prose {
	t, c := w.theme, q.clock(w)
	out := []prose{{style: t.Text, text: "You confirm with your name, " + inert.Line(w.cfg.By) + ", that this duty applies. " + dueText(w, c)}}
	if c.Applies == playbook.No {
		out = append(out, prose{style: t.Warn, text: "By the facts recorded it does not."})
	}
	if len(c.WaitsFor) > 0 {
		out = append(out, prose{t.Muted, "Not recorded yet: " + strings.Join(w.run.Questions(c.WaitsFor), "; "), true})
	}
	if c.Rule.Trigger != "" {
		out = append(out, prose{t.Muted, "It begins: " + inert.Line(c.Rule.Trigger), true})
	}
	if c.Rule.Threshold != "" {
		out = append(out, prose{t.Muted, "It concerns: " + inert.Line(c.Rule.Threshold), true})
	}
	return append(out, prose{t.Muted, playbook.NotLegalAdvice, true})
}

func (q confirmQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	name, by := q.named, w.cfg.By
	return reply{change: &change{
		decide: run.ConfirmClock(q.id, f.value("because")), at: at, doing: "save the confirmation",
		said: func(run.Run) string { return "Confirmed by " + by + ": " + name + " applies." + w.undoHint() },
	}}, nil
}

// A correctQuestion asks when a clock really started.
type correctQuestion struct{ clockQuestion }

func newCorrectForm(_ *world, c run.Clock) screen {
	draft := "clock/" + c.ID + "/start"
	q := correctQuestion{clockQuestion{c.ID, c.Title, "CORRECT THE START"}}
	return newForm(q,
		field{name: "start", label: "When did it really start?", draft: draft, widget: lineField{}, echo: q.echo, draftOf: whenDraft},
		field{name: "because", label: "Because (required if the deadline moves later)", draft: draft + "/because", widget: area{}},
	)
}

func (q correctQuestion) about(w *world, _ form) []prose {
	t, c := w.theme, q.clock(w)
	fact, _ := w.run.Book().Fact(c.From)
	return []prose{
		{style: t.Strong, text: fact.Ask},
		{style: t.Text, text: "Now: " + w.local(c.Deadline.Start).Format("Mon 02 Jan 2006 15:04 MST") + ". " + dueText(w, c)},
		{t.Muted, "The old start stays in the record.", true},
	}
}

// echo says what was understood, and where the deadline goes.
func (q correctQuestion) echo(w *world, value string) string {
	at, err := playbook.ParseTime(value, w.now)
	if err != nil {
		return "like 03:10, -15m or 2026-11-21 03:10"
	}
	text, c := "= "+at.Format(whenLayout), q.clock(w)
	next, err := supposing(w, run.CorrectClock(q.id, at, "supposed"))
	if err != nil {
		return text
	}
	moved, _ := next.Clock(q.id)
	before, after := c.Deadline.Due, moved.Deadline.Due
	switch {
	case before.IsZero() || after.IsZero() || after.Equal(before):
		return text
	case after.After(before):
		return text + ". Due " + w.dayOf(after) + ", LATER by " + words.Span(after.Sub(before)) + ": say why"
	}
	return text + ". Due " + w.dayOf(after) + ", sooner by " + words.Span(before.Sub(after))
}

// supposing returns the run as it would stand after an intention. Nothing is
// recorded.
func supposing(w *world, decide run.Intention) (run.Run, error) {
	ev, err := decide(w.run)
	if err != nil {
		return w.run, err
	}
	head := w.run.Head()
	return w.run.Apply(head, &run.Entry{Seq: head.Seq + 1, At: w.now, Recorded: w.now, By: w.cfg.By, Event: ev})
}

func (q correctQuestion) answer(w *world, f form) (reply, error) {
	if strings.TrimSpace(f.value("start")) == "" {
		return reply{}, errors.New("say when it started")
	}
	at, err := playbook.ParseTime(f.value("start"), w.now)
	if err != nil {
		return reply{}, err
	}
	id := q.id
	return reply{change: &change{
		decide: run.CorrectClock(id, at, f.value("because")), doing: "save the start",
		said: func(r run.Run) string {
			text := "Start corrected: " + at.Format("Mon 15:04")
			if c, _ := r.Clock(id); !c.Deadline.Due.IsZero() {
				text += ". It is due " + c.Deadline.Due.In(at.Location()).Format("Mon 02 Jan 15:04")
			}
			return text + "." + w.undoHint()
		},
	}}, nil
}

// newStartOfClock asks for the fact that starts a clock.
func newStartOfClock(w *world, c run.Clock) screen {
	st, _ := words.RecordingStep(w.run, c.From)
	return newFactForm(w, c.From, st.ID)
}

// newLackOfClock asks what is missing of a clock that a step files: whether it
// applies, if nobody knows that yet, or how it was filed.
func newLackOfClock(w *world, id string) screen {
	c, _ := w.run.Clock(id)
	if c.Candidate() {
		return newConfirmForm(w, c)
	}
	return newFileForm(w, c)
}
