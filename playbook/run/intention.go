package run

import "fmt"

// An Intention decides. It returns the event to record on the run as it
// stands, or an error that says what is in the way: a [*Refusal], or one that
// wraps [playbook.ErrNoStep], [playbook.ErrNoFact] or [playbook.ErrNoRole].
type Intention func(Run) (Event, error)

// intend makes the intention to record an E. It guards the decision: the run
// must have been started, and must be open unless an E may follow its closing.
func intend[E Event](decide Intention) Intention {
	return func(r Run) (Event, error) {
		if r.Last() == nil {
			return nil, refuse("the run has not been started")
		}
		var ev E
		if !r.takes(ev) {
			return nil, r.closed()
		}
		return fits(decide(r))
	}
}

// closed is the refusal of what a closed run does not take.
func (r Run) closed() *Refusal {
	c, _ := r.Closing()
	return &Refusal{
		Why: fmt.Sprintf("the run was closed by %s at %s; nothing was changed. Reopen it with a reason to go on", c.By, timeOfDay(c.At)),
		Err: ErrClosed,
	}
}

// on is intend for an event about a step.
func on[E Event](step string, decide func(Run, Step) (Event, error)) Intention {
	return intend[E](func(r Run) (Event, error) {
		s, err := r.Find(step)
		if err != nil {
			return nil, err
		}
		return decide(r, s)
	})
}

// NoteLimit is the longest text of an entry, be it a note, a reason or a
// value, in bytes. More than that is a file: attach it as evidence.
const NoteLimit = 64 << 10

// fits passes on what was decided, unless it holds too long a text.
func fits(ev Event, err error) (Event, error) {
	if err != nil {
		return nil, err
	}
	for _, text := range ev.texts() {
		if len(text) > NoteLimit {
			return nil, refuse("the text is %d bytes long and an entry takes %d. Attach it as evidence instead", len(text), NoteLimit)
		}
	}
	return ev, nil
}
