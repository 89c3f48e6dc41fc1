package ask

import (
	"errors"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// An addedClockQuestion asks from what a rule of the law counts that is taken
// into the run.
type addedClockQuestion struct{ rule playbook.Rule }

// ownMoment is the answer that the clock starts from a fact of its own.
const ownMoment = "-"

// AddedClock asks from what the clock of a rule counts, and takes it into the
// run.
func AddedClock(w *screen.World, rule playbook.Rule) screen.Screen {
	options := []playbook.Option{{ID: ownMoment, Label: "Something else", After: "you say when, on the clock itself"}}
	for _, id := range w.Run.Moments() {
		fact, _ := w.Run.Book().Fact(id)
		o := playbook.Option{ID: id, Label: fact.Ask, After: "not recorded yet"}
		if rec, ok := w.Run.Fact(id); ok {
			o.After = fact.Show(rec.Value)
		}
		options = append(options, o)
	}
	return form.New(addedClockQuestion{rule},
		form.Field{Name: "from", Label: "What starts it", Draft: "clock-add/" + rule.ID, Widget: form.NewChoice(options, false)})
}

// Title implements [form.Question].
func (q addedClockQuestion) Title() string { return "Take in: " + q.rule.Title }

// About implements [form.Question].
func (q addedClockQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := []form.Prose{{Style: w.Theme.Text, Text: "Tell " + q.rule.To + ". It starts when: " + q.rule.Trigger}}
	if warning := words.Uncertain(q.rule); warning != "" {
		about = append(about, form.Prose{Style: w.Theme.Warn, Text: warning})
	}
	return append(about, form.Prose{Style: w.Theme.Muted, Text: playbook.NotLegalAdvice, Kind: true})
}

// Answer implements [form.Question].
func (q addedClockQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	from := f.Value("from")
	switch from {
	case "":
		return screen.Reply{}, errors.New("choose what starts it first")
	case ownMoment:
		from = ""
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.AddClock(q.rule, from), Doing: "take the rule in",
		Said: func(r run.Run) string { return "Taken in: " + q.rule.Title + "." + w.UndoHint() },
	}}, nil
}
