package run

// StepReopened makes a settled or blocked step one to do again.
type StepReopened struct {
	Step   string `json:"step"`
	Reason string `json:"reason,omitempty"`
}

// Kind implements [Event].
func (StepReopened) Kind() string { return "step-reopened" }

func (StepReopened) nature() nature             { return nature{} }
func (ev StepReopened) step() string            { return ev.Step }
func (ev StepReopened) texts() []string         { return []string{ev.Reason} }
func (ev StepReopened) say(Run) string          { return "opened again" + ifAny(": ", ev.Reason) }
func (ev StepReopened) fold(s *state, _ *Entry) { s.settle(ev.Step, Todo, ev.Reason, nil) }

// ReopenStep makes a settled step one to do again.
func ReopenStep(step, reason string) Intention {
	return on[StepReopened](step, func(_ Run, s Step) (Event, error) {
		if s.State == Blocked {
			return nil, refuse("step %s is not settled: it is blocked. Unblock it instead", s.Number)
		}
		if !s.State.Settled() {
			return nil, refuse("step %s is not settled: it is %s", s.Number, s.State)
		}
		return StepReopened{Step: s.ID, Reason: tidy(reason)}, nil
	})
}

// UnblockStep makes a blocked step one to do again.
func UnblockStep(step, reason string) Intention {
	return on[StepReopened](step, func(_ Run, s Step) (Event, error) {
		if s.State != Blocked {
			return nil, refuse("step %s is not blocked: it is %s", s.Number, s.State)
		}
		return StepReopened{Step: s.ID, Reason: tidy(reason)}, nil
	})
}
