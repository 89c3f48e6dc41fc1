package run

// NoteLimit is the longest text of a note, reason or handover, in bytes. More
// than that is a file: attach it as evidence.
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
		case len(text) > NoteLimit:
			return nil, refuse("the note is %d bytes long and a note takes %d. Attach it as evidence instead", len(text), NoteLimit)
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
