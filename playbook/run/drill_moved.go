package run

import (
	"time"

	"cordon/playbook/clock"
)

// DrillMoved says that time of the story went by without being played, just
// before an inject. The entry itself was made before that; those after it are
// later by it.
type DrillMoved struct {
	Inject string `json:"inject"`
	// Seconds is how far the clock of the drill was moved.
	Seconds int64 `json:"seconds"`
}

// Kind implements [Event].
func (DrillMoved) Kind() string { return "drill-moved" }

func (DrillMoved) nature() nature {
	return nature{stays: "moved the time of the drill, which does not go back"}
}

func (DrillMoved) step() string    { return "" }
func (DrillMoved) texts() []string { return nil }

func (ev DrillMoved) say(Run) string {
	return clock.Span(time.Duration(ev.Seconds)*time.Second) + " of the story went by"
}

func (ev DrillMoved) fold(s *state, e *Entry) {
	if s.exercise != nil && s.exercise.moved[ev.Inject] == nil {
		s.exercise.moved[ev.Inject] = e
	}
}

// MoveDrill lets the time go by that the inject which is due at a reading of the
// system clock asks for; with early that of the next one. If no inject waits for
// that, the refusal wraps [ErrNothingDue].
func MoveDrill(now time.Time, early bool) Intention {
	return inDrill[DrillMoved](func(r Run) (Event, error) {
		in, due := r.Due(now)
		if !due && early {
			in, due = r.nextInject(now)
		}
		if !due || in.Jump == 0 || r.state.exercise.moved[in.ID] != nil {
			return nil, &Refusal{Why: "no time has to go by now", Err: ErrNothingDue}
		}
		return DrillMoved{Inject: in.ID, Seconds: int64(in.Jump / time.Second)}, nil
	})
}

// Jump returns how much time of the story goes by before the inject that is due,
// zero if none does.
func (r Run) Jump(now time.Time) time.Duration {
	in, due := r.Due(now)
	if !due || r.state.exercise.moved[in.ID] != nil {
		return 0
	}
	return in.Jump
}
