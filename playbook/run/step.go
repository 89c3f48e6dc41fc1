package run

import (
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

	// Added is the entry that added it to the run, nil for one of a playbook.
	Added *Entry

	// Look is the entry that asks to look at it again, nil if none does: see
	// [Step.LookAgain].
	Look *Entry

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

// Steps returns all steps that there are, in the playbook's order. One that is
// repeated is there once for each value: see [Run.Each].
func (r Run) Steps() []Step { return r.state.present }

// Phase returns the steps of the phase with the given index.
func (r Run) Phase(i int) []Step {
	from, to := r.state.starts[i], r.state.starts[i+1]
	return r.state.present[from:to:to]
}

// Find returns the step that ref names: see [playbook.Playbook.Find].
func (r Run) Find(ref string) (Step, error) {
	s, err := r.book.Find(ref)
	if err != nil {
		return Step{}, err
	}
	return r.Step(s.ID), nil
}

// Has reports whether the run has a step with the given id. One that came with a
// playbook is gone once that is taken back.
func (r Run) Has(step string) bool {
	_, ok := r.state.place[step]
	return ok
}

// Step returns the step with the given id. Of one that the run does not have it
// knows nothing but the id, and that it does not apply.
func (r Run) Step(id string) Step {
	i, ok := r.state.place[id]
	if !ok {
		return Step{Step: playbook.Step{ID: id, Number: id}, State: Todo, Applies: playbook.No}
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
	s.leaveOut()
}

func (st stepState) of(s playbook.Step) Step {
	step := Step{
		Step: s, State: st.state, Reason: st.reason, Lacked: st.lacked,
		Ticked: st.ticked, Notes: st.notes, Attached: st.evidence, Entries: st.entries,
		Added: st.added, Look: st.look, Applies: st.applies, WaitsFor: st.waitsFor,
	}
	if st.settled != nil {
		step.At, step.By, step.Seq = st.settled.At, st.settled.By, st.settled.Seq
	}
	return step
}

// settle gives a step its state. The entry is nil for one to do.
func (s *state) settle(id string, to State, reason string, e *Entry) {
	if step := s.step(id); step != nil {
		step.state, step.reason, step.settled, step.lacked = to, reason, e, nil
		if to.Settled() {
			step.look = nil
		}
	}
}

func settledAlready(s Step) error {
	return refuse("step %s was already %s by %s at %s. Reopen it first to change that", s.Number, s.State, s.By, timeOfDay(s.At))
}

// timeOfDay writes the time of day as the person who noted it saw it.
func timeOfDay(t time.Time) string { return t.Format("15:04") }
