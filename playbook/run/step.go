package run

import (
	"strings"
	"time"

	"cordon/playbook"
)

// A State is where a step stands.
type State string

// The states of a step. Waiting and not applicable are no states: they follow
// from conditions; see [Step.Applies].
const (
	Todo    State = "todo"
	Done    State = "done"
	Skipped State = "skipped"
	Blocked State = "blocked"
	Failed  State = "failed"
)

// Settled reports whether nothing more is expected of a step.
func (s State) Settled() bool { return s == Done || s == Skipped || s == Failed }

// A Step is a step of the playbook with what was done about it.
type Step struct {
	playbook.Step
	State State
	// Reason is why it was skipped, blocked or failed, or why it was done
	// without all it asks for.
	Reason string
	// Lacked names what it was done without: see [Lack.String].
	Lacked []string
	// At, By and Seq are of the entry that made the state; zero for todo.
	At  time.Time
	By  string
	Seq uint64

	// Ticked holds per check the entry that ticked it, or nil.
	Ticked   []*Entry
	Notes    []*Entry // NoteAdded, oldest first
	Attached []*Entry // EvidenceAdded, oldest first
	// Entries holds every entry that names the step, those undone too.
	Entries []*Entry

	// Applies answers the step's condition. While it is not known, WaitsFor
	// names the facts whose recording could decide it.
	Applies  playbook.Answer
	WaitsFor []string
}

// Counts reports whether the step is part of the run's progress: it applies,
// may apply yet, or was settled all the same.
func (s Step) Counts() bool { return s.Applies != playbook.No || s.State.Settled() }

// Waiting reports whether it is not known yet that the step applies.
func (s Step) Waiting() bool { return s.Applies == playbook.NotKnown && s.State == Todo }

// Ready reports whether the step can be worked on now.
func (s Step) Ready() bool { return s.State == Todo && s.Applies == playbook.Yes }

// Steps returns all steps in the playbook's order.
func (r Run) Steps() []Step { return r.state.joined }

// Phase returns the steps of the phase with the given index.
func (r Run) Phase(i int) []Step {
	from := 0
	for _, phase := range r.book.Phases[:i] {
		from += len(phase.Steps)
	}
	to := from + len(r.book.Phases[i].Steps)
	return r.state.joined[from:to:to]
}

// Find returns the step that ref names: see [playbook.Playbook.Find].
func (r Run) Find(ref string) (Step, error) {
	s, err := r.book.Find(ref)
	if err != nil {
		return Step{}, err
	}
	return r.Step(s.ID), nil
}

// Step returns the step with the given id, which must be in the playbook.
func (r Run) Step(id string) Step {
	i, ok := r.state.place[id]
	if !ok {
		panic("run: no step " + id)
	}
	return r.state.joined[i]
}

// join puts the steps of the playbook together with what was done about them,
// once for each change, since everything that is shown asks for them.
func (s *state) join() {
	s.joined = make([]Step, len(s.all))
	for i := range s.all {
		s.joined[i] = s.steps[i].of(s.all[i])
	}
}

func (st stepState) of(s playbook.Step) Step {
	step := Step{
		Step: s, State: st.state, Reason: st.reason, Lacked: st.lacked,
		Ticked: st.ticked, Notes: st.notes, Attached: st.evidence, Entries: st.entries,
		Applies: st.applies, WaitsFor: st.waitsFor,
	}
	if st.settled != nil {
		step.At, step.By, step.Seq = st.settled.At, st.settled.By, st.settled.Seq
	}
	return step
}

// StepOf returns the id of the step an event is about, or "".
func StepOf(ev Event) string {
	switch ev := ev.(type) {
	case StepDone:
		return ev.Step
	case StepReopened:
		return ev.Step
	case StepSkipped:
		return ev.Step
	case StepBlocked:
		return ev.Step
	case StepFailed:
		return ev.Step
	case CheckTicked:
		return ev.Step
	case CheckCleared:
		return ev.Step
	case NoteAdded:
		return ev.Step
	case FactRecorded:
		return ev.Step
	case EvidenceAdded:
		return ev.Step
	}
	return ""
}

// The events that give a step its state.
type (
	// StepDone settles a step as done. Lacked names what the step asked for
	// and did not get; Because is then the reason.
	StepDone struct {
		Step    string   `json:"step"`
		Lacked  []string `json:"lacked,omitempty"`
		Because string   `json:"because,omitempty"`
	}
	// StepReopened makes a settled or blocked step one to do again.
	StepReopened struct {
		Step   string `json:"step"`
		Reason string `json:"reason,omitempty"`
	}
	// StepSkipped settles a step as left out.
	StepSkipped struct {
		Step   string `json:"step"`
		Reason string `json:"reason"`
	}
	// StepBlocked says that a step cannot be done now.
	StepBlocked struct {
		Step   string `json:"step"`
		Reason string `json:"reason"`
	}
	// StepFailed settles a step as done, but not to plan.
	StepFailed struct {
		Step   string `json:"step"`
		Reason string `json:"reason"`
	}
)

// Kind implements [Event].
func (StepDone) Kind() string { return "step-done" }

// Kind implements [Event].
func (StepReopened) Kind() string { return "step-reopened" }

// Kind implements [Event].
func (StepSkipped) Kind() string { return "step-skipped" }

// Kind implements [Event].
func (StepBlocked) Kind() string { return "step-blocked" }

// Kind implements [Event].
func (StepFailed) Kind() string { return "step-failed" }

func (ev StepDone) fold(s *state, e *Entry) {
	s.settle(ev.Step, Done, ev.Because, e)
	if step := s.step(ev.Step); step != nil {
		step.lacked = ev.Lacked
	}
}

func (ev StepReopened) fold(s *state, _ *Entry) { s.settle(ev.Step, Todo, ev.Reason, nil) }
func (ev StepSkipped) fold(s *state, e *Entry)  { s.settle(ev.Step, Skipped, ev.Reason, e) }
func (ev StepBlocked) fold(s *state, e *Entry)  { s.settle(ev.Step, Blocked, ev.Reason, e) }
func (ev StepFailed) fold(s *state, e *Entry)   { s.settle(ev.Step, Failed, ev.Reason, e) }

func (s *state) settle(id string, to State, reason string, e *Entry) {
	if step := s.step(id); step != nil {
		step.state, step.reason, step.settled, step.lacked = to, reason, e, nil
	}
}

// CompleteStep settles a step as done. If the step lacks something it asks
// for, because must say why it is done all the same.
func CompleteStep(step, because string) Intention {
	because = tidy(because)
	return on(step, func(r Run, s Step) (Event, error) {
		if s.State.Settled() {
			return nil, settledAlready(s)
		}
		lacks := r.Lacks(s)
		if len(lacks) == 0 {
			return StepDone{Step: s.ID, Because: because}, nil
		}
		if because == "" {
			return nil, lacking(s, lacks)
		}
		names := make([]string, len(lacks))
		for i, l := range lacks {
			names[i] = l.String()
		}
		return StepDone{Step: s.ID, Lacked: names, Because: because}, nil
	})
}

func lacking(s Step, lacks []Lack) error {
	why, way := "step "+s.Number, "Do that first, or say why it is done without"
	rest := lacks
	if lacks[0].Kind == LackCondition {
		why, rest = why+": "+lacks[0].Text, lacks[1:]
		if len(rest) > 0 {
			why += "; it"
		} else if s.Applies == playbook.No {
			way = "If it was done all the same, say why"
		}
	}
	if len(rest) > 0 {
		asks := make([]string, len(rest))
		for i, l := range rest {
			asks[i] = string(l.Kind) + ": " + l.Text
		}
		why += " still asks for " + strings.Join(asks, "; ")
	}
	return &Refusal{Why: sentence(why) + " " + way, Lacks: lacks, Err: ErrReason}
}

// ReopenStep makes a settled step one to do again.
func ReopenStep(step, reason string) Intention {
	return on(step, func(_ Run, s Step) (Event, error) {
		if s.State == Blocked {
			return nil, refuse("step %s is not settled: it is blocked. Unblock it instead", s.Number)
		}
		if !s.State.Settled() {
			return nil, refuse("step %s is not settled: it is %s", s.Number, s.State)
		}
		return StepReopened{Step: s.ID, Reason: tidy(reason)}, nil
	})
}

// UnblockStep makes a blocked step one to do again.
func UnblockStep(step, reason string) Intention {
	return on(step, func(_ Run, s Step) (Event, error) {
		if s.State != Blocked {
			return nil, refuse("step %s is not blocked: it is %s", s.Number, s.State)
		}
		return StepReopened{Step: s.ID, Reason: tidy(reason)}, nil
	})
}

// SkipStep settles a step as left out, for a reason.
func SkipStep(step, reason string) Intention {
	return withReason(step, reason, "skip", func(s Step, reason string) Event {
		return StepSkipped{Step: s.ID, Reason: reason}
	})
}

// BlockStep says why a step cannot be done now.
func BlockStep(step, reason string) Intention {
	return withReason(step, reason, "block", func(s Step, reason string) Event {
		return StepBlocked{Step: s.ID, Reason: reason}
	})
}

// FailStep settles a step as done, but not to plan, and says what went wrong.
func FailStep(step, reason string) Intention {
	return withReason(step, reason, "fail", func(s Step, reason string) Event {
		return StepFailed{Step: s.ID, Reason: reason}
	})
}

func withReason(step, reason, verb string, event func(Step, string) Event) Intention {
	reason = tidy(reason)
	return on(step, func(_ Run, s Step) (Event, error) {
		if s.State.Settled() {
			return nil, settledAlready(s)
		}
		if s.State == Blocked && verb == "block" {
			return nil, refuse("step %s was already blocked by %s at %s: %s", s.Number, s.By, timeOfDay(s.At), s.Reason)
		}
		if reason == "" {
			return nil, needReason("to %s step %s, say why", verb, s.Number)
		}
		return event(s, reason), nil
	})
}

func settledAlready(s Step) error {
	return refuse("step %s was already %s by %s at %s. Reopen it first to change that", s.Number, s.State, s.By, timeOfDay(s.At))
}

// clock writes the time of day as the person who noted it saw it.
func timeOfDay(t time.Time) string { return t.Format("15:04") }
