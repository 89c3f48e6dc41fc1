package tui

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

func newFactForm(w *world, id, step string) screen {
	fact, _ := w.run.Book().Fact(id)
	q := factQuestion{fact: fact, step: step}
	rec, ok := w.run.Fact(id)
	q.fresh = !ok
	kind, because := "FACT", "Because (may be left out)"
	if fact.Because {
		kind, because = "DECISION", "Because (required)"
	}
	q.name = kind + q.place(w)
	draft := "fact/" + id
	fields := []field{
		q.valueField(draft, rec),
		{name: "because", label: because, draft: draft + "/because", widget: area{}},
		whenField("When", draft+"/when"),
	}
	if fact.Because {
		return newForm(decisionQuestion{q}, fields...)
	}
	return newForm(q, fields...)
}

// place says which of the facts of its step this is: " 2.4 (2 of 3)".
func (q factQuestion) place(w *world) string {
	if q.step == "" {
		return ""
	}
	st := w.run.Step(q.step)
	at := slices.Index(st.Record, q.fact.ID)
	if len(st.Record) < 2 || at < 0 {
		return " " + st.Number
	}
	return fmt.Sprintf(" %s (%d of %d)", st.Number, at+1, len(st.Record))
}

// valueField is the field for the value. Options that are recorded are chosen
// from the start; what is typed starts empty, beside the line that shows it.
func (q factQuestion) valueField(draft string, rec run.Record) field {
	fd := field{name: "value", draft: draft, echo: q.echo}
	switch q.fact.Type {
	case playbook.Choice, playbook.Choices, playbook.YesNo:
		options := q.fact.Options
		if q.fact.Type == playbook.YesNo {
			options = []playbook.Option{{ID: "yes", Label: "Yes"}, {ID: "no", Label: "No"}}
		}
		fd.echo = nil
		fd.widget = newChoice(options, q.fact.Type == playbook.Choices).with(rec.Value.Text())
	case playbook.Number:
		fd.label, fd.widget = "A number, like 12400", lineField{}
	case playbook.Date:
		fd.label, fd.widget = "A day, like 2026-11-21", lineField{}
	case playbook.Time:
		fd.label, fd.widget, fd.draftOf = "A time, like 03:10, -15m or 2026-11-21 03:10", lineField{}, whenDraft
	case playbook.Text:
		fd.label, fd.widget, fd.echo = "In words", area{}, nil
	default:
		fd.widget = lineField{} // a type without words of its own here
	}
	return fd
}

// echo says what was understood of what is typed.
func (q factQuestion) echo(w *world, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	v, err := q.fact.Parse(value, w.now)
	if err != nil {
		return "not understood yet"
	}
	return "= " + q.fact.Show(v)
}

func (q factQuestion) title() string { return q.name }

func (q factQuestion) about(w *world, _ form) []prose {
	t := w.theme
	out := []prose{{style: t.Strong, text: q.fact.Ask}}
	if q.fact.Because {
		out = append(out, q.known(w)...)
	}
	if rec, ok := w.run.Fact(q.fact.ID); ok {
		out = append(out, prose{style: t.Text, text: q.now(w, rec)},
			prose{t.Muted, "What you record replaces it. The old value stays in the record.", true})
	} else if q.fact.Because {
		out = append(out, prose{t.Muted, "It can be superseded later. It is never erased.", true})
	}
	return append(out, q.decides(w)...)
}

// known lists what was recorded last, to decide from.
func (q factQuestion) known(w *world) []prose {
	type known struct {
		text string
		seq  uint64
	}
	var all []known
	for _, f := range w.run.Book().Facts {
		if rec, ok := w.run.Fact(f.ID); ok && f.ID != q.fact.ID {
			all = append(all, known{words.Answer(w.run, f.ID), rec.Seq})
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b known) int { return int(b.seq) - int(a.seq) })
	var texts []string
	for _, k := range all[:min(knownShown, len(all))] {
		texts = append(texts, inert.Cut(inert.Line(k.text), 60))
	}
	return []prose{{w.theme.Muted, "Recorded so far: " + strings.Join(texts, "; "), true}}
}

// now shows what is recorded.
func (q factQuestion) now(w *world, rec run.Record) string {
	text := "Now: " + words.Fact(q.fact, rec)
	return fmt.Sprintf("%s (%s by %s)", inert.Line(text), w.local(rec.At).Format("15:04"), rec.By)
}

// decides says which steps wait for the fact or rest on it.
func (q factQuestion) decides(w *world) []prose {
	var numbers []string
	for _, st := range w.run.Steps() {
		if slices.Contains(st.When.Facts(), q.fact.ID) {
			numbers = append(numbers, st.Number)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	return []prose{{w.theme.Muted, "It decides whether these apply: " + strings.Join(numbers, ", "), true}}
}

func (q factQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	if c, ok := f.fields[f.at("value")].widget.(choice); ok && c.value() == "" {
		return reply{}, errors.New("choose an option first: 1-" + fmt.Sprint(len(c.options)) + ", or j, k and space")
	}
	v, err := q.fact.Parse(f.value("value"), w.now)
	if err != nil {
		return reply{}, err
	}
	fact := q.fact
	return reply{change: &change{
		decide: run.RecordFact(fact.ID, v, f.value("because"), q.step), at: at, doing: "save the fact",
		said: func(run.Run) string { return "Recorded: " + fact.Ask + " " + fact.Show(v) + "." + w.undoHint() },
	}}, nil
}

// next is the form of the next open fact of the step.
func (q factQuestion) next(w *world) screen {
	if q.step == "" || !q.fresh {
		return nil
	}
	st := w.run.Step(q.step)
	for _, id := range st.Record {
		if _, ok := w.run.Fact(id); !ok {
			return newFactForm(w, id, q.step)
		}
	}
	return nil
}

func (q decisionQuestion) buttons(w *world, f form) (no, yes string) {
	yes = "Record decision: "
	if w.window <= compact {
		yes = "Record: "
	}
	return "Keep thinking", yes + q.chosen(w, f)
}

// chosen is what the button would record, in words.
func (q decisionQuestion) chosen(w *world, f form) string {
	fd := f.fields[f.at("value")]
	if c, ok := fd.widget.(choice); ok {
		return cmp.Or(c.chosen(), "nothing chosen yet")
	}
	v, err := q.fact.Parse(fd.widget.value(), w.now)
	if err != nil {
		return "nothing yet"
	}
	return q.fact.Show(v)
}
