package ask

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// knownShown is how many recorded facts stand above a decision.
const knownShown = 4

// A factQuestion asks for the value of a fact.
type factQuestion struct {
	fact playbook.Fact
	step string // where it is recorded, or empty
	name string
	// fresh says that nothing was recorded when the form opened. Then the next
	// open fact of the step follows.
	fresh bool
}

// A decisionQuestion is a factQuestion whose reason is part of the answer. It
// is recorded only with the button.
type decisionQuestion struct{ factQuestion }

// Fact asks for the value of a fact. step is the id of the step that records it,
// or empty.
func Fact(w *screen.World, id, step string) screen.Screen {
	fact, _ := w.Run.Book().Fact(id)
	q := factQuestion{fact: fact, step: step}
	rec, ok := w.Run.Fact(id)
	q.fresh = !ok
	kind, because := "Fact", "Because (may be left out)"
	if fact.Because {
		kind, because = "Decision", "Because (required)"
	}
	q.name = kind + q.place(w)
	draft := "fact/" + id
	fields := []form.Field{
		q.valueField(draft, rec),
		{Name: "because", Label: because, Draft: draft + "/because", Widget: form.Area{}},
	}
	if fact.Type != playbook.Time { // two times in one form are taken for each other
		when := form.WhenField("When", draft+"/when")
		when.Aside = true
		fields = append(fields, when)
	}
	if fact.Because {
		return form.New(decisionQuestion{q}, fields...)
	}
	return form.New(q, fields...)
}

// place says which of the facts of its step this is: " 2.4 (2 of 3)".
func (q factQuestion) place(w *screen.World) string {
	if q.step == "" {
		return ""
	}
	st := w.Run.Step(q.step)
	at := slices.Index(st.Record, q.fact.ID)
	if len(st.Record) < 2 || at < 0 {
		return " " + st.Number
	}
	return fmt.Sprintf(" %s (%d of %d)", st.Number, at+1, len(st.Record))
}

// valueField is the field for the value. Options that are recorded are chosen
// from the start; what is typed starts empty, beside the line that shows it.
func (q factQuestion) valueField(draft string, rec run.Record) form.Field {
	fd := form.Field{Name: "value", Draft: draft, Echo: q.echo, Check: q.check}
	switch q.fact.Type {
	case playbook.Choice, playbook.Choices, playbook.YesNo:
		options := q.fact.Options
		if q.fact.Type == playbook.YesNo {
			options = []playbook.Option{{ID: "yes", Label: "Yes"}, {ID: "no", Label: "No"}}
		}
		fd.Echo = nil
		fd.Widget = form.NewChoice(options, q.fact.Type == playbook.Choices).With(rec.Value.Text())
	case playbook.Number:
		fd.Label, fd.Widget = "A number, like 12400", form.LineField{}
	case playbook.Date:
		fd.Label, fd.Widget = "A day, like 2026-11-21", form.LineField{}
	case playbook.Time:
		fd.Label, fd.Widget, fd.DraftOf = "A time, like 03:10, -15m or 2026-11-21 03:10", form.LineField{}, form.WhenDraft
	case playbook.Text:
		fd.Label, fd.Widget, fd.Echo = "In words", form.Area{}, nil
	default:
		fd.Widget = form.LineField{} // a type without words of its own here
	}
	return fd
}

// check says why a value is no answer.
func (q factQuestion) check(w *screen.World, value string) error {
	_, err := q.fact.Parse(value, w.AsOf())
	return err
}

// echo says what was understood of what is typed.
func (q factQuestion) echo(w *screen.World, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	v, err := q.fact.Parse(value, w.AsOf())
	if err != nil {
		return "not understood yet"
	}
	return form.Understood(q.fact.Show(v), q.fact.Note(value, w.AsOf()))
}

// Title implements [form.Question].
func (q factQuestion) Title() string { return q.name }

// About implements [form.Question].
func (q factQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	t := w.Theme
	out := []form.Prose{{Style: t.Strong, Text: q.fact.Ask}}
	if q.fact.Because {
		out = append(out, q.known(w)...)
	}
	for _, hint := range words.Hints(w.Run, q.fact) {
		out = append(out, form.Prose{Style: t.Text, Text: hint})
	}
	if rec, ok := w.Run.Fact(q.fact.ID); ok {
		out = append(out, form.Prose{Style: t.Text, Text: q.now(w, rec)},
			form.Prose{Style: t.Muted, Text: "What you record replaces it. The old value stays in the record.", Kind: true})
	} else if q.fact.Because {
		out = append(out, form.Prose{Style: t.Muted, Text: "It can be superseded later. It is never erased.", Kind: true})
	}
	return append(out, q.decides(w)...)
}

// known lists what was recorded last, to decide from.
func (q factQuestion) known(w *screen.World) []form.Prose {
	type known struct {
		text string
		seq  uint64
	}
	var all []known
	for _, f := range w.Run.Book().Facts {
		if rec, ok := w.Run.Fact(f.ID); ok && f.ID != q.fact.ID {
			all = append(all, known{words.Answer(w.Run, f.ID), rec.Seq})
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b known) int { return int(b.seq) - int(a.seq) })
	var texts []string
	for _, k := range all[:min(knownShown, len(all))] {
		texts = append(texts, inert.Cut(inert.Line(k.text), 60)) // the sign of a clip would be shown as what it is
	}
	return []form.Prose{{Style: w.Theme.Muted, Text: "Recorded so far: " + strings.Join(texts, "; "), Kind: true}}
}

// now shows what is recorded.
func (q factQuestion) now(w *screen.World, rec run.Record) string {
	text := "Now: " + words.Fact(q.fact, rec)
	return fmt.Sprintf("%s (%s by %s)", inert.Line(text), w.Local(rec.At).Format("15:04"), rec.By)
}

// decides says which steps wait for the fact or rest on it.
func (q factQuestion) decides(w *screen.World) []form.Prose {
	var numbers []string
	for _, st := range w.Run.Steps() {
		if slices.Contains(st.RestsOn(), q.fact.ID) {
			numbers = append(numbers, st.Number)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	return []form.Prose{{Style: w.Theme.Muted, Text: "It decides whether these apply: " + strings.Join(numbers, ", "), Kind: true}}
}

// Answer implements [form.Question].
func (q factQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	if c, ok := f.Fields[f.At("value")].Widget.(form.Choice); ok && c.Value() == "" {
		return screen.Reply{}, errors.New("choose an option first: 1-" + fmt.Sprint(len(c.Options)) + ", or j, k and space")
	}
	v, err := q.fact.Parse(f.Value("value"), w.AsOf())
	if err != nil {
		return screen.Reply{}, err
	}
	fact := q.fact
	return screen.Reply{Change: &screen.Change{
		Decide: run.RecordFact(fact.ID, v, f.Value("because"), q.step), At: at, Doing: "save the fact",
		Said: func(run.Run) string { return "Recorded: " + fact.Answered(fact.Show(v)) + "." + w.UndoHint() },
	}}, nil
}

// Next is the form of the next open fact of the step.
func (q factQuestion) Next(w *screen.World) screen.Screen {
	if q.step == "" || !q.fresh {
		return nil
	}
	st := w.Run.Step(q.step)
	for _, id := range st.Record {
		if _, ok := w.Run.Fact(id); !ok {
			return Fact(w, id, q.step)
		}
	}
	return nil
}

// Buttons implements [form.Guarded].
func (q decisionQuestion) Buttons(w *screen.World, f form.Form) (no, yes string) {
	yes = "Record decision: "
	if w.Window <= draw.Compact {
		yes = "Record: "
	}
	return "Keep thinking", yes + q.chosen(w, f)
}

// chosen is what the button would record, in words.
func (q decisionQuestion) chosen(w *screen.World, f form.Form) string {
	fd := f.Fields[f.At("value")]
	if c, ok := fd.Widget.(form.Choice); ok {
		return cmp.Or(c.Chosen(), "nothing chosen yet")
	}
	v, err := q.fact.Parse(fd.Widget.Value(), w.AsOf())
	if err != nil {
		return "nothing yet"
	}
	return q.fact.Show(v)
}
