package run

// LookedAgain says that somebody looked at a step again, as a [LookAgainSet]
// asked, and what was found.
type LookedAgain struct {
	Step string `json:"step"`
	Text string `json:"text,omitempty"`
}

// Kind implements [Event].
func (LookedAgain) Kind() string { return "looked-again" }

func (LookedAgain) nature() nature     { return nature{} }
func (ev LookedAgain) step() string    { return ev.Step }
func (ev LookedAgain) texts() []string { return []string{ev.Text} }
func (ev LookedAgain) say(Run) string  { return "looked again" + ifAny(": ", ev.Text) }

func (ev LookedAgain) fold(s *state, _ *Entry) {
	if step := s.step(ev.Step); step != nil {
		step.look = nil
	}
}

// Looked says that somebody looked at a step again, and may say what was found.
func Looked(step, text string) Intention {
	text = tidy(text)
	return on[LookedAgain](step, func(_ Run, s Step) (Event, error) {
		if s.Look == nil {
			return nil, refuse("nobody is to look at step %s again. To write down what you saw, add a note", s.Number)
		}
		return LookedAgain{Step: s.ID, Text: text}, nil
	})
}
