package ask

import (
	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A reasonKind says what a reason is for.
type reasonKind int

const (
	ReasonSkip reasonKind = iota
	ReasonBlock
	ReasonFail
	ReasonDone
)

// The reasonWords are what a form for a reason says.
type reasonWords struct {
	title string // what the step becomes
	about string // what that means
	label string // over the reason
	word  string // of the line that reports it
}

func (k reasonKind) words() reasonWords {
	switch k {
	case ReasonSkip:
		return reasonWords{"SKIP", "The step counts as settled. Whoever reviews the run sees that it was skipped, and why.", "Why is it skipped?", "skipped"}
	case ReasonBlock:
		return reasonWords{"BLOCKED", "The step stays open, and stands under what needs you until it is unblocked.", "What is in the way?", "blocked"}
	case ReasonFail:
		return reasonWords{"FAILED", "The step counts as settled, and as not gone to plan.", "What went wrong?", "failed"}
	}
	return reasonWords{"DONE?", "The step still asks for:", "Or say why it is done without:", "done"}
}

// A reasonQuestion asks why a step becomes what it becomes.
type reasonQuestion struct {
	kind   reasonKind
	step   string
	number string
	named  string // the step's title
}

func Reason(w *screen.World, kind reasonKind, st run.Step) screen.Screen {
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

func (q reasonQuestion) Title() string {
	return q.kind.words().title + " " + q.number + " " + q.named
}

func (q reasonQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := q.kind.words().about
	if q.kind == ReasonDone && len(w.Run.Lacks(w.Run.Step(q.step))) == 0 {
		about = "Nothing is missing any more. " + w.Key("form.answer") + " marks the step done."
	}
	return []form.Prose{{Style: w.Theme.Text, Text: about, Kind: q.kind != ReasonDone}}
}

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
