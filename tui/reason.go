package tui

import (
	"cordon/playbook/run"
)

// A reasonKind says what a reason is for.
type reasonKind int

const (
	reasonSkip reasonKind = iota
	reasonBlock
	reasonFail
	reasonDone
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
	case reasonSkip:
		return reasonWords{"SKIP", "The step counts as settled. Whoever reviews the run sees that it was skipped, and why.", "Why is it skipped?", "skipped"}
	case reasonBlock:
		return reasonWords{"BLOCKED", "The step stays open, and stands under what needs you until it is unblocked.", "What is in the way?", "blocked"}
	case reasonFail:
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

func newReason(w *world, kind reasonKind, st run.Step) screen {
	words := kind.words()
	q := reasonQuestion{kind: kind, step: st.ID, number: st.Number, named: st.Title}
	draft := words.word + "/" + st.ID
	fields := []field{
		{name: "reason", label: words.label, draft: draft, widget: area{}},
		whenField("When", draft+"/when"),
	}
	if kind == reasonDone {
		fields = append([]field{{name: "lacks", widget: lackRows{step: st.ID}}}, fields...)
	}
	return newForm(q, fields...)
}

func (q reasonQuestion) title() string {
	return q.kind.words().title + " " + q.number + " " + q.named
}

func (q reasonQuestion) about(w *world, _ form) []prose {
	about := q.kind.words().about
	if q.kind == reasonDone && len(w.run.Lacks(w.run.Step(q.step))) == 0 {
		about = "Nothing is missing any more. " + w.key("form.answer") + " marks the step done."
	}
	return []prose{{style: w.theme.Text, text: about, kind: q.kind != reasonDone}}
}

func (q reasonQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	return reply{change: &change{
		decide: q.intention(f.value("reason")), at: at, doing: "save the step",
		said: func(r run.Run) string { return settledText(w, r, q.step, q.kind.words().word) },
	}}, nil
}

func (q reasonQuestion) intention(reason string) run.Intention {
	switch q.kind {
	case reasonSkip:
		return run.SkipStep(q.step, reason)
	case reasonBlock:
		return run.BlockStep(q.step, reason)
	case reasonFail:
		return run.FailStep(q.step, reason)
	}
	return run.CompleteStep(q.step, reason)
}
