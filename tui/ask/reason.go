package ask

import (
	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A ReasonKind says what a reason is for.
type ReasonKind int

// What a step may become with a reason.
const (
	ReasonSkip  ReasonKind = iota // skipped
	ReasonBlock                   // blocked, until it is unblocked
	ReasonFail                    // failed
	ReasonDone                    // done without all that it asks for
)

// The reasonWords are what a form for a reason says.
type reasonWords struct {
	title string // what the step becomes
	about string // what that means
	label string // over the reason
	word  string // of the line that reports it
}

func (k ReasonKind) words() reasonWords {
	switch k {
	case ReasonSkip:
		return reasonWords{"Skip", "The step counts as settled. Whoever reviews the run sees that it was skipped, and why.", "Why is it skipped?", "skipped"}
	case ReasonBlock:
		return reasonWords{"Blocked", "The step stays open, and stands under what needs you until it is unblocked.", "What is in the way?", "blocked"}
	case ReasonFail:
		return reasonWords{"Failed", "The step counts as settled, and as not gone to plan.", "What went wrong?", "failed"}
	}
	return reasonWords{"Done?", "The step still asks for:", "Or say why it is done without:", "done"}
}

// A reasonQuestion asks why a step becomes what it becomes.
type reasonQuestion struct {
	kind   ReasonKind
	step   string
	number string
	named  string // the step's title
}

// Reason asks why a step becomes what kind says.
func Reason(w *screen.World, kind ReasonKind, st run.Step) screen.Screen {
	words := kind.words()
	q := reasonQuestion{kind: kind, step: st.ID, number: st.Number, named: st.Title}
	draft := words.word + "/" + st.ID
	fields := []form.Field{
		{Name: "reason", Label: words.label, Draft: draft, Widget: form.Area{}},
		form.WhenField("When", draft+"/when"),
	}
	if kind == ReasonDone {
		fields = append([]form.Field{{Name: "lacks", Widget: lackRows{step: st.ID}}}, fields...)
	}
	return form.New(q, fields...)
}

// Title implements [form.Question].
func (q reasonQuestion) Title() string {
	return q.kind.words().title + " " + q.number + " " + q.named
}

// About implements [form.Question].
func (q reasonQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := q.kind.words().about
	if q.kind == ReasonDone && len(w.Run.Lacks(w.Run.Step(q.step))) == 0 {
		about = "Nothing is missing any more. " + w.Key("form.answer") + " marks the step done."
	}
	return []form.Prose{{Style: w.Theme.Text, Text: about, Kind: q.kind != ReasonDone}}
}

// Answer implements [form.Question].
func (q reasonQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: q.intention(f.Value("reason")), At: at, Doing: "save the step",
		Said: func(r run.Run) string { return screen.SettledText(w, r, q.step, q.kind.words().word) },
	}}, nil
}

func (q reasonQuestion) intention(reason string) run.Intention {
	switch q.kind {
	case ReasonSkip:
		return run.SkipStep(q.step, reason)
	case ReasonBlock:
		return run.BlockStep(q.step, reason)
	case ReasonFail:
		return run.FailStep(q.step, reason)
	}
	return run.CompleteStep(q.step, reason)
}
