package run

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// An Event is something that happened in a run. The set is closed: only types
// of this package are events. Their JSON forms are the bodies of the journal.
type Event interface {
	// Kind is the name of the event in the journal.
	Kind() string
	// fold changes the state as this event did. It never refuses: what is in
	// the journal has happened.
	fold(s *state, e *Entry)
}

// An Unknown is an event of a kind that this version does not know. It comes
// from a newer version, is kept and shown as such, and changes nothing.
type Unknown struct {
	kind string
	Body json.RawMessage
}

// Kind implements [Event].
func (u Unknown) Kind() string { return u.kind }

func (u Unknown) fold(*state, *Entry) {}

// decodeEvent reads a body line of the given kind.
func decodeEvent(kind string, body []byte) (Event, error) {
	if ev, ok := scanBody(kind, body); ok {
		return ev, nil
	}
	return decodeJSON(kind, body)
}

func decodeJSON(kind string, body []byte) (Event, error) {
	switch kind {
	case Started{}.Kind():
		return decode[Started](body)
	case StepDone{}.Kind():
		return decode[StepDone](body)
	case StepReopened{}.Kind():
		return decode[StepReopened](body)
	case StepSkipped{}.Kind():
		return decode[StepSkipped](body)
	case StepBlocked{}.Kind():
		return decode[StepBlocked](body)
	case StepFailed{}.Kind():
		return decode[StepFailed](body)
	case CheckTicked{}.Kind():
		return decode[CheckTicked](body)
	case CheckCleared{}.Kind():
		return decode[CheckCleared](body)
	case NoteAdded{}.Kind():
		return decode[NoteAdded](body)
	case FactRecorded{}.Kind():
		return decode[FactRecorded](body)
	case EvidenceAdded{}.Kind():
		return decode[EvidenceAdded](body)
	case RoleTaken{}.Kind():
		return decode[RoleTaken](body)
	case HandedOver{}.Kind():
		return decode[HandedOver](body)
	case EntryUndone{}.Kind():
		return decode[EntryUndone](body)
	case ClockConfirmed{}.Kind():
		return decode[ClockConfirmed](body)
	case ClockFiled{}.Kind():
		return decode[ClockFiled](body)
	case ClockWaived{}.Kind():
		return decode[ClockWaived](body)
	case SystemClockMoved{}.Kind():
		return decode[SystemClockMoved](body)
	case MessageEdited{}.Kind():
		return decode[MessageEdited](body)
	case MessageSent{}.Kind():
		return decode[MessageSent](body)
	case Closed{}.Kind():
		return decode[Closed](body)
	case Reopened{}.Kind():
		return decode[Reopened](body)
	}
	return Unknown{kind: kind, Body: bytes.Clone(body)}, nil
}

func decode[E Event](body []byte) (Event, error) {
	var ev E
	if err := json.Unmarshal(body, &ev); err != nil {
		return nil, fmt.Errorf("body of kind %s: %w", ev.Kind(), err)
	}
	return ev, nil
}
