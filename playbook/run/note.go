package run

// NoteAdded is free text, on a step or, with Step empty, on the run.
type NoteAdded struct {
	Step string `json:"step,omitempty"`
	Text string `json:"text"`
}

// Kind implements [Event].
func (NoteAdded) Kind() string { return "note-added" }

func (NoteAdded) nature() nature     { return nature{} }
func (ev NoteAdded) step() string    { return ev.Step }
func (ev NoteAdded) texts() []string { return []string{ev.Text} }
func (ev NoteAdded) say(Run) string  { return "note: " + ev.Text }

func (ev NoteAdded) fold(s *state, e *Entry) {
	if ev.Step == "" {
		s.notes = append(s.notes, e)
	} else if step := s.step(ev.Step); step != nil {
		step.notes = append(step.notes, e)
	}
}

func (NoteAdded) scan(s scanner) (Event, bool) {
	return NoteAdded{Step: s.optional(`,"step":"`), Text: s.string(`,"text":"`)}, s.end()
}

// AddNote adds a note to a step, or to the run if step is empty.
func AddNote(step, text string) Intention {
	text = tidy(text)
	return intend[NoteAdded](func(r Run) (Event, error) {
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
