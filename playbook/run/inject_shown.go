package run

import (
	"errors"
	"time"

	"cordon/playbook/drill"
)

// InjectShown says that an inject of the drill came, once for all who play.
type InjectShown struct {
	Inject string `json:"inject"`
	// Early says that whoever leads the drill brought it on before its time.
	Early bool `json:"early,omitempty"`
}

// Kind implements [Event].
func (InjectShown) Kind() string { return "inject-shown" }

func (InjectShown) nature() nature  { return nature{stays: "is a message that came, and was read"} }
func (InjectShown) step() string    { return "" }
func (InjectShown) texts() []string { return nil }

func (ev InjectShown) say(r Run) string {
	in, ok := r.inject(ev.Inject)
	if !ok {
		return "message of the drill: " + ev.Inject
	}
	return "message" + ifAny(" from ", in.From) + ": " + in.Says + ifEarly(ev.Early)
}

func ifEarly(early bool) string {
	if early {
		return " (brought on before its time)"
	}
	return ""
}

func (ev InjectShown) fold(s *state, e *Entry) {
	if s.exercise == nil || s.exercise.showing(ev.Inject) != nil {
		return
	}
	if _, ok := s.exercise.Inject(ev.Inject); ok {
		s.exercise.shown = append(s.exercise.shown, e)
	}
}

// showing returns the entry that showed an inject, or nil.
func (x *exercise) showing(id string) *Entry {
	for _, e := range x.shown {
		if e.Event.(InjectShown).Inject == id {
			return e
		}
	}
	return nil
}

// ErrNothingDue means that no inject of the drill has to be shown now.
var ErrNothingDue = errors.New("no message is due")

// ErrDrillPaused means that nothing comes while the drill is paused.
var ErrDrillPaused = errors.New("the drill is paused")

// inject returns an inject of the drill that the run plays.
func (r Run) inject(id string) (drill.Inject, bool) {
	d, ok := r.Exercise()
	if !ok {
		return drill.Inject{}, false
	}
	return d.Inject(id)
}

// Injects returns the entries that showed injects, in their order.
func (r Run) Injects() []*Entry {
	if _, plays := r.Exercise(); !plays {
		return nil
	}
	return r.state.exercise.shown
}

// Inject returns the inject that an entry showed.
func (r Run) Inject(e *Entry) (drill.Inject, bool) {
	ev, ok := e.Event.(InjectShown)
	if !ok {
		return drill.Inject{}, false
	}
	return r.inject(ev.Inject)
}

// ShowInject shows the inject that is due at a reading of the system clock. It is
// decided where it is written, so each is shown once. With early it may be the
// next one, before its time. If none is due, the refusal wraps [ErrNothingDue].
func ShowInject(now time.Time, early bool) Intention {
	return inDrill[InjectShown](func(r Run) (Event, error) {
		in, due := r.Due(now)
		switch {
		case !due && !early:
			return nil, &Refusal{Why: "no message is due. It comes when its time has come", Err: ErrNothingDue}
		case !due:
			if in, due = r.nextInject(now); !due {
				return nil, &Refusal{Why: r.noFurther(), Err: ErrNothingDue}
			}
			early = true
		default:
			early = false
		}
		if in.Jump > 0 && r.state.exercise.moved[in.ID] == nil {
			return nil, refuse("the time of the drill moves before the next message: say that first")
		}
		return InjectShown{Inject: in.ID, Early: early}, nil
	})
}

// noFurther says why no message can be brought on.
func (r Run) noFurther() string {
	if d, _ := r.Exercise(); len(r.Injects()) == len(d.Injects) {
		return "no further message comes: all of the drill have come"
	}
	return "no further message comes: what is left of the drill waits for something, or was not for this run"
}

// inDrill is intend for what happens in a drill that is open and not paused.
func inDrill[E Event](decide func(Run) (Event, error)) Intention {
	return intend[E](func(r Run) (Event, error) {
		switch _, plays := r.Exercise(); {
		case !plays:
			return nil, refuse("no drill with messages is played in this run")
		case r.Paused():
			return nil, &Refusal{Why: "the drill is paused. Let it go on first", Err: ErrDrillPaused}
		}
		return decide(r)
	})
}
