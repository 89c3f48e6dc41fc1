package run

import (
	"fmt"
	"slices"

	"cordon/playbook"
)

// Current returns the step to work on now: the one acted on last while it is
// ready, otherwise the next that is ready and needs no other step first, from
// there to the end and then from the beginning. If there is none it is the
// first one that is not settled, and when everything is settled the last step.
// While [Run.Tonight] only the steps for tonight come next.
func (r Run) Current() Step { return r.currentFrom(r.state.touched) }

// CurrentOf returns the step for a person to work on now. It is like Current,
// but goes by what this person acted on last, if anything: what others do does
// not move them.
func (r Run) CurrentOf(by string) Step {
	if i, ok := r.state.last[by]; ok {
		return r.currentFrom(i)
	}
	return r.Current()
}

func (r Run) currentFrom(touched int) Step {
	steps := r.state.joined
	from := max(0, touched)
	if s := steps[from]; touched >= 0 && s.Ready() {
		return s
	}
	tonight := r.Tonight()
	for i := range steps {
		if s := steps[(from+i)%len(steps)]; s.Ready() && len(r.openNeeds(s)) == 0 && (s.Tonight || !tonight) {
			return s
		}
	}
	for i := range steps {
		if s := steps[(from+i)%len(steps)]; s.Counts() && !s.State.Settled() {
			return s
		}
	}
	return r.Steps()[len(r.Steps())-1]
}

// Tonight reports whether somebody is alone with the run, because nobody else
// has written in it, and has steps open that the playbook marks for tonight.
func (r Run) Tonight() bool {
	open := func(s Step) bool { return s.Tonight && s.Ready() }
	return !r.state.company && slices.ContainsFunc(r.Steps(), open)
}

// openNeeds returns the steps that should be settled before s and are not.
func (r Run) openNeeds(s Step) []Step {
	var open []Step
	for _, id := range s.Needs {
		for _, need := range r.needed(id) {
			if !need.State.Settled() && need.Applies != playbook.No {
				open = append(open, need)
			}
		}
	}
	return open
}

// Progress says how much of a run or phase is settled, of the steps that
// count.
type Progress struct {
	Settled int `json:"settled"`
	Total   int `json:"total"`
}

// Progress returns the progress of the run.
func (r Run) Progress() Progress { return progress(r.Steps()) }

// PhaseProgress returns the progress of the phase with the given index.
func (r Run) PhaseProgress(i int) Progress { return progress(r.Phase(i)) }

func progress(steps []Step) Progress {
	var p Progress
	for _, s := range steps {
		p.count(s)
	}
	return p
}

func (p *Progress) count(s Step) {
	if !s.Counts() {
		return
	}
	p.Total++
	if s.State.Settled() {
		p.Settled++
	}
}

// A Need is something that waits for a person.
type Need struct {
	Kind NeedKind
	Step Step
	Text string
}

// A NeedKind says why something waits for a person.
type NeedKind string

// The kinds of needs.
const (
	NeedBlocked  NeedKind = "blocked"
	NeedWaiting  NeedKind = "waiting"    // its condition waits for a fact
	NeedBehind   NeedKind = "behind"     // left open behind the current step
	NeedLook     NeedKind = "look-again" // it is time to look at it again
	NeedEvidence NeedKind = "evidence"   // done, and the evidence is still missing
)

// reached returns how far the run has come in each playbook it follows, by the
// title with which its phases joined: the current step, and in the others the
// step that was acted on last.
func (r Run) reached() map[string]int {
	at, last := map[string]int{}, map[string]uint64{}
	for i, s := range r.state.joined {
		book := r.book.Phases[s.Phase].Book
		for _, e := range s.Entries {
			if e.Seq > last[book] && r.UndoneBy(e.Seq) == 0 {
				at[book], last[book] = i, e.Seq
			}
		}
	}
	current := r.Current()
	at[r.book.Phases[current.Phase].Book] = r.state.place[current.ID]
	return at
}

// NeedsYou returns what waits for a person, in the order of the steps. Steps
// that lie ahead do not: they will be reached. Nor do those that are not for
// tonight, while [Run.Tonight].
func (r Run) NeedsYou() []Need {
	var needs []Need
	add := func(kind NeedKind, s Step, format string, args ...any) {
		needs = append(needs, Need{Kind: kind, Step: s, Text: fmt.Sprintf(format, args...)})
	}
	at, tonight := r.reached(), r.Tonight()
	for i, s := range r.state.joined {
		current := at[r.book.Phases[s.Phase].Book]
		switch {
		case !s.Counts():
		case s.State == Blocked:
			add(NeedBlocked, s, "blocked: %s", s.Reason)
		case s.Waiting() && i < current && (s.Tonight || !tonight):
			add(NeedWaiting, s, "waits for: %s", questions(r.book, s.WaitsFor))
		case s.Ready() && i < current && !s.Optional && (s.Tonight || !tonight):
			add(NeedBehind, s, "left open")
		case s.State == Done && s.Evidence != "" && len(s.Attached) == 0:
			add(NeedEvidence, s, "evidence missing")
		}
	}
	return needs
}
