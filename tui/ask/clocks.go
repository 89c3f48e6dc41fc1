package ask

import (
	"errors"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/when"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A clockQuestion is what all questions about a clock have in common. The
// clock itself is always the newest.
type clockQuestion struct {
	id    string
	named string
	verb  string
}

// Title implements [form.Question].
func (q clockQuestion) Title() string { return q.verb + "  " + q.named }

func (q clockQuestion) clock(w *screen.World) run.Clock {
	c, _ := w.Run.Clock(q.id)
	return c
}

// dueText says when the clock is due, for the top of a form.
func dueText(w *screen.World, c run.Clock) string {
	switch {
	case !c.Started():
		return "It " + words.ClockBegins(w.Run, c) + "."
	case c.Deadline.Due.IsZero():
		return "Without delay, no number. It began " + w.DayOf(c.Deadline.Start) + "."
	}
	return strings.TrimSpace("Due "+w.Local(c.Deadline.Due).Format("Mon 02 Jan 2006 15:04 MST")+" "+words.AtEarliest(c)) + "."
}

// A fileQuestion asks how a duty was met. It is recorded only with the button.
type fileQuestion struct{ clockQuestion }

// File asks how and when the duty of a clock was met.
func File(_ *screen.World, c run.Clock) screen.Screen {
	draft := "clock/" + c.ID + "/filed"
	return form.New(fileQuestion{clockQuestion{c.ID, c.Title, "Filed"}},
		form.WhenField("Filed at ", draft+"/when"),
		form.Field{Name: "reference", Label: "Reference", Draft: draft + "/reference", Widget: form.LineField{}, Beside: true},
		form.Field{Name: "by", Label: "Filed by ", Draft: draft + "/by", Widget: form.LineField{Placeholder: "you"}, Beside: true},
		form.Field{Name: "because", Label: "Reasons for the delay (required if it was late)", Draft: draft, Widget: form.Area{}},
	)
}

// filedAt is when the form says that it was filed.
func filedAt(w *screen.World, f form.Form) time.Time {
	at, err := f.When(w)
	if err != nil || at.IsZero() {
		return w.AsOf()
	}
	return at
}

// About implements [form.Question].
func (q fileQuestion) About(w *screen.World, f form.Form) []form.Prose {
	t, c := w.Theme, q.clock(w)
	out := []form.Prose{{Style: t.Text, Text: dueText(w, c)}}
	at := filedAt(w, f)
	switch text, late := words.Lateness(c, at); {
	case late:
		out[0] = form.Prose{Style: t.Warn, Text: out[0].Text + " Filed at " + w.DayOf(at) + " it is " + text + ": give the reasons."}
	case text != "":
		out[0].Text += " Filed at " + w.DayOf(at) + " it is in time."
	}
	if c.Deadline.TooEarly(at) {
		out = append(out, form.Prose{Style: t.Warn, Text: "Nobody may be told before " + w.DayOf(c.Deadline.NotBefore) + "."})
	}
	if c.To != "" {
		out = append(out, form.Prose{Style: t.Muted, Text: "To: " + inert.Line(c.To), Kind: true})
	}
	return append(out, form.Prose{Style: t.Muted, Text: "Cordon contacts nobody. This records what you did, with the reference of whoever received it.", Kind: true})
}

// Buttons implements [form.Guarded].
func (q fileQuestion) Buttons(w *screen.World, f form.Form) (no, yes string) {
	text, _ := words.Lateness(q.clock(w), filedAt(w, f))
	return "Not filed yet", strings.TrimSuffix("Record as filed: "+text, ": ")
}

// Answer implements [form.Question].
func (q fileQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	if at.IsZero() {
		at = w.AsOf() // the same moment for being late and for the record
	}
	id, name := q.id, q.named
	return screen.Reply{Change: &screen.Change{
		Decide: run.FileClock(id, f.Value("reference"), f.Value("by"), f.Value("because"), at), At: at, Doing: "save the filing", Settles: true,
		Said: func(r run.Run) string {
			c, _ := r.Clock(id)
			text, _ := words.Lateness(c, at)
			return strings.TrimSpace("Filed "+text) + ": " + name + "." + w.UndoHint()
		},
	}}, nil
}

// A waiveQuestion asks why nobody is notified. It is recorded only with the
// button.
type waiveQuestion struct{ clockQuestion }

// Waive asks why nobody is notified of what the clock counts for.
func Waive(_ *screen.World, c run.Clock) screen.Screen {
	draft := "clock/" + c.ID + "/waived"
	return form.New(waiveQuestion{clockQuestion{c.ID, c.Title, "No notice"}},
		form.Field{Name: "because", Label: "Nobody is notified because (required)", Draft: draft, Widget: form.Area{}},
		form.WhenField("Decided at", draft+"/when"),
	)
}

// About implements [form.Question].
func (q waiveQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	t, c := w.Theme, q.clock(w)
	out := []form.Prose{
		{Style: t.Text, Text: dueText(w, c)},
		{Style: t.Muted, Text: "Not to notify is a decision. It stands in the record with your name and your reason.", Kind: true},
	}
	for _, e := range c.Rule.Exceptions {
		out = append(out, form.Prose{Style: t.Muted, Text: "- " + inert.Line(e), Kind: true})
	}
	return out
}

// Buttons implements [form.Guarded].
func (q waiveQuestion) Buttons(*screen.World, form.Form) (no, yes string) {
	return "Keep it running", "Record: nobody is notified"
}

// Answer implements [form.Question].
func (q waiveQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	name := q.named
	return screen.Reply{Change: &screen.Change{
		Decide: run.WaiveClock(q.id, f.Value("because")), At: at, Doing: "save the decision", Settles: true,
		Said: func(run.Run) string { return "Recorded: nobody is notified. " + name + "." + w.UndoHint() },
	}}, nil
}

// A confirmQuestion asks for a name under the words that a duty applies.
type confirmQuestion struct{ clockQuestion }

// Confirm asks somebody to put their name under the words that a duty applies.
func Confirm(_ *screen.World, c run.Clock) screen.Screen {
	draft := "clock/" + c.ID + "/applies"
	return form.New(confirmQuestion{clockQuestion{c.ID, c.Title, "It applies"}},
		form.Field{Name: "because", Label: "Because (may be left out)", Draft: draft, Widget: form.Area{}},
		form.WhenField("Confirmed at", draft+"/when"),
	)
}

// About implements [form.Question].
func (q confirmQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	t, c := w.Theme, q.clock(w)
	out := []form.Prose{{Style: t.Text, Text: "You confirm with your name, " + inert.Line(w.Cfg.By) + ", that this duty applies. " + dueText(w, c)}}
	if c.Applies == playbook.No {
		out = append(out, form.Prose{Style: t.Warn, Text: "By the facts recorded it does not."})
	}
	if len(c.WaitsFor) > 0 {
		out = append(out, form.Prose{Style: t.Muted, Text: "Not recorded yet: " + strings.Join(w.Run.Questions(c.WaitsFor), "; "), Kind: true})
	}
	if c.Rule.Trigger != "" {
		out = append(out, form.Prose{Style: t.Muted, Text: "It begins: " + inert.Line(c.Rule.Trigger), Kind: true})
	}
	if c.Rule.Threshold != "" {
		out = append(out, form.Prose{Style: t.Muted, Text: "It concerns: " + inert.Line(c.Rule.Threshold), Kind: true})
	}
	return append(out, form.Prose{Style: t.Muted, Text: playbook.NotLegalAdvice, Kind: true})
}

// Answer implements [form.Question].
func (q confirmQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	name, by := q.named, w.Cfg.By
	return screen.Reply{Change: &screen.Change{
		Decide: run.ConfirmClock(q.id, f.Value("because")), At: at, Doing: "save the confirmation", Settles: true,
		Said: func(run.Run) string { return "Confirmed by " + by + ": " + name + " applies." + w.UndoHint() },
	}}, nil
}

// A correctQuestion asks when a clock really started.
type correctQuestion struct{ clockQuestion }

// Correct asks when a clock that has started really did.
func Correct(_ *screen.World, c run.Clock) screen.Screen {
	draft := "clock/" + c.ID + "/start"
	q := correctQuestion{clockQuestion{c.ID, c.Title, "Correct the start"}}
	return form.New(q,
		form.Field{Name: "start", Label: "When did it really start?", Draft: draft, Widget: form.LineField{}, Echo: q.echo, DraftOf: form.WhenDraft},
		form.Field{Name: "because", Label: "Because (required if the deadline moves later)", Draft: draft + "/because", Widget: form.Area{}},
	)
}

// About implements [form.Question].
func (q correctQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	t, c := w.Theme, q.clock(w)
	fact, _ := w.Run.Book().Fact(c.From)
	return []form.Prose{
		{Style: t.Strong, Text: fact.Ask},
		{Style: t.Text, Text: "Now: " + w.Local(c.Deadline.Start).Format("Mon 02 Jan 2006 15:04 MST") + ". " + dueText(w, c)},
		{Style: t.Muted, Text: "The old start stays in the record.", Kind: true},
	}
}

// echo says what was understood, and where the deadline goes.
func (q correctQuestion) echo(w *screen.World, value string) string {
	r, err := when.Read(value, w.AsOf())
	if err != nil {
		return "like 03:10, -15m or 2026-11-21 03:10"
	}
	at := r.Time
	text, c := form.Understood(at.Format(screen.WhenLayout), r.Note), q.clock(w)
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
		return text + ". Due " + w.DayOf(after) + ", LATER by " + words.Span(after.Sub(before)) + ": say why"
	}
	return text + ". Due " + w.DayOf(after) + ", sooner by " + words.Span(before.Sub(after))
}

// supposing returns the run as it would stand after an intention. Nothing is
// recorded.
func supposing(w *screen.World, decide run.Intention) (run.Run, error) {
	ev, err := decide(w.Run)
	if err != nil {
		return w.Run, err
	}
	head := w.Run.Head()
	return w.Run.Apply(head, &run.Entry{Seq: head.Seq + 1, At: w.AsOf(), Recorded: w.Now, By: w.Cfg.By, Event: ev})
}

// Answer implements [form.Question].
func (q correctQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	if strings.TrimSpace(f.Value("start")) == "" {
		return screen.Reply{}, errors.New("say when it started")
	}
	start, err := when.Read(f.Value("start"), w.AsOf())
	if err != nil {
		return screen.Reply{}, err
	}
	id, at := q.id, start.Time
	return screen.Reply{Change: &screen.Change{
		Decide: run.CorrectClock(id, at, f.Value("because")), Doing: "save the start",
		Said: func(r run.Run) string {
			text := "Start corrected: " + at.Format("Mon 15:04")
			if c, _ := r.Clock(id); !c.Deadline.Due.IsZero() {
				text += ". It is due " + c.Deadline.Due.In(at.Location()).Format("Mon 02 Jan 15:04")
			}
			return text + "." + w.UndoHint()
		},
	}}, nil
}

// StartOfClock asks for the fact that starts a clock.
func StartOfClock(w *screen.World, c run.Clock) screen.Screen {
	st, _ := words.RecordingStep(w.Run, c.From)
	return Fact(w, c.From, st.ID)
}

// newLackOfClock asks what is missing of a clock that a step files: whether it
// applies, if nobody knows that yet, or how it was filed.
func newLackOfClock(w *screen.World, id string) screen.Screen {
	c, _ := w.Run.Clock(id)
	if c.Candidate() {
		return Confirm(w, c)
	}
	return File(w, c)
}
