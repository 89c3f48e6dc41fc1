package run

// NoteLimit is the longest text of an entry, be it a note, a reason or a
// value, in bytes. More than that is a file: attach it as evidence.
const NoteLimit = 64 << 10

// NoteAdded is free text, on a step or, with Step empty, on the run.
type NoteAdded struct {
	Step string `json:"step,omitempty"`
	Text string `json:"text"`
}

// Kind implements [Event].
func (NoteAdded) Kind() string { return "note-added" }

func (ev NoteAdded) fold(s *state, e *Entry) {
	if ev.Step == "" {
		s.notes = append(s.notes, e)
	} else if step := s.step(ev.Step); step != nil {
		step.notes = append(step.notes, e)
	}
}

// AddNote adds a note to a step, or to the run if step is empty.
func AddNote(step, text string) Intention {
	text = tidy(text)
	return open(func(r Run) (Event, error) {
		switch {
		case text == "":
			return nil, refuse("the note is empty")
		case step == "":
			return NoteAdded{Text: text}, nil
		}
		s, err := r.Find(step)
		if err != nil {
			return nil, err
		}
		return NoteAdded{Step: s.ID, Text: text}, nil
	})
}

// fits passes on what was decided, unless it holds too long a text.
func fits(ev Event, err error) (Event, error) {
	if err != nil {
		return nil, err
	}
	for _, text := range texts(ev) {
		if len(text) > NoteLimit {
			return nil, refuse("the text is %d bytes long and an entry takes %d. Attach it as evidence instead", len(text), NoteLimit)
		}
	}
	return ev, nil
}

// texts returns what people typed of an event.
func texts(ev Event) []string {
	switch ev := ev.(type) {
	case Started:
		return []string{ev.Title}
	case StepDone:
		return []string{ev.Because}
	case StepReopened:
		return []string{ev.Reason}
	case StepSkipped:
		return []string{ev.Reason}
	case StepBlocked:
		return []string{ev.Reason}
	case StepFailed:
		return []string{ev.Reason}
	case ClockConfirmed:
		return []string{ev.Because}
	case ClockFiled:
		return []string{ev.Reference, ev.By, ev.Because}
	case ClockWaived:
		return []string{ev.Because}
	case MessageEdited:
		return []string{ev.Subject, ev.Body}
	case MessageSent:
		return []string{ev.To, ev.Channel, ev.Subject, ev.Body}
	case NoteAdded:
		return []string{ev.Text}
	case FactRecorded:
		return []string{ev.Value.Text(), ev.Because}
	case EvidenceAdded:
		return []string{ev.Name, ev.Path, ev.Desc}
	case RoleTaken:
		return []string{ev.Name}
	case HandedOver:
		return []string{ev.To, ev.Text}
	case Closed:
		return []string{ev.Reason}
	case Reopened:
		return []string{ev.Reason}
	}
	return nil
}
