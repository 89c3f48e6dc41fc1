package run

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// An Event is something that happened in a run. The set is closed: only types
// of this package are events. Their JSON forms are the bodies of the journal.
// All that the program knows of a kind of event stands in one file; to add one,
// see the package documentation.
type Event interface {
	// Kind is the name of the event in the journal.
	Kind() string
	// nature is what holds for every event of the kind.
	nature() nature
	// step is the id of the step the event is about, or "".
	step() string
	// texts are what people typed of it.
	texts() []string
	// say completes the line of the timeline: see [Run.Describe].
	say(r Run) string
	// fold changes the state as this event did. It never refuses: what is in
	// the journal has happened.
	fold(s *state, e *Entry)
}

// A nature is what holds for a kind of event. The zero nature is that of most:
// something that is done while the run is open and that undo takes back.
type nature struct {
	// recounts says that conditions and clocks rest on the event.
	recounts bool
	// stays is why undo is not the way back from it, and completes "it …". It
	// is empty where undo is.
	stays string
	// extends says that it brings things that later entries may be about. Undo
	// takes it back while none is: see Undo.
	extends bool
	// later says that it puts off its step, and is no move to it.
	later bool
	// reopens says that it takes up a closed run.
	reopens bool
	// reviews says that it is about the record and changes nothing of what was
	// done: a closed run takes it, and it is nothing to look at there.
	reviews bool
	// settles says that it is about a duty. Closing a run ends no duty, so a
	// closed run takes it.
	settles bool
	// undoes says that it is what it takes back that a closed run takes or not.
	undoes bool
}

// An anchored event is about something that a playbook of the run has, or was
// to have: a fact, a clock, a message, a role. For steps, [Event] says it.
type anchored interface {
	// anchored reports whether it is there.
	anchored(s *state) bool
}

// afterClosing reports whether a closed run takes such an event. This is the
// whole rule: intend asks it of everything that is done.
func (n nature) afterClosing() bool { return n.reopens || n.reviews || n.settles || n.undoes }

// undoable reports whether undo is the way back from such an event.
func (n nature) undoable() bool { return n.stays == "" }

// released lists the kinds of events, by their zero values. None ever leaves
// the list. Those that make up most of a journal stand first: they are found
// with each entry that is read.
func released() [40]Event {
	return [...]Event{
		StepDone{}, CheckTicked{}, NoteAdded{}, FactRecorded{}, EvidenceAdded{}, EntryUndone{}, CheckCleared{},
		StepSkipped{}, StepBlocked{}, StepFailed{}, StepReopened{}, LookAgainSet{}, LookedAgain{},
		ClockConfirmed{}, ClockFiled{}, ClockWaived{},
		MessageEdited{}, MessageSent{},
		RoleTaken{}, HandedOver{},
		PlaybookAdded{}, ClockAdded{}, StepAdded{}, IncidentNamed{},
		Started{}, ProfileUsed{}, Closed{}, Reopened{}, SystemClockMoved{},
		EntryWithheld{}, RecordChecked{}, RunExported{}, RunSealed{},
		VerdictGiven{}, LessonNoted{}, SignedOff{},
		InjectShown{}, DrillMoved{}, DrillPaused{}, DrillAnswered{},
	}
}

// StepOf returns the id of the step an event is about, or "".
func StepOf(ev Event) string { return ev.step() }

// An Unknown is an event of a kind that this version does not know. It comes
// from a newer version, is kept and shown as such, and changes nothing.
type Unknown struct {
	kind string
	Body json.RawMessage
}

// Kind implements [Event].
func (u Unknown) Kind() string { return u.kind }

func (Unknown) nature() nature      { return nature{stays: "is of a kind this version does not know"} }
func (Unknown) step() string        { return "" }
func (Unknown) texts() []string     { return nil }
func (u Unknown) say(Run) string    { return "an entry of a kind this version does not know: " + u.kind }
func (Unknown) fold(*state, *Entry) {}

// decodeEvent reads a body line of the given kind. Without one, the event is
// [Withheld].
func decodeEvent(kind string, body []byte) (Event, error) {
	if len(body) == 0 {
		return Withheld{kind: kind}, nil
	}
	for _, zero := range released() {
		if zero.Kind() != kind {
			continue
		}
		if ev, ok := scanBody(zero, body); ok {
			return ev, nil
		}
		return decodeJSON(zero, body)
	}
	return Unknown{kind: kind, Body: bytes.Clone(body)}, nil
}

// decodeJSON reads a body line as an event of the type of zero.
func decodeJSON(zero Event, body []byte) (Event, error) {
	into := reflect.New(reflect.TypeOf(zero))
	if err := json.Unmarshal(body, into.Interface()); err != nil {
		return nil, fmt.Errorf("body of kind %s: %w", zero.Kind(), err)
	}
	return into.Elem().Interface().(Event), nil
}
