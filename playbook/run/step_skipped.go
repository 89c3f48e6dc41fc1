package run

// The three events here say for what reason a step was not simply done.

// StepSkipped settles a step as left out.
type StepSkipped struct {
	Step   string `json:"step"`
	Reason string `json:"reason"`
}

// Kind implements [Event].
func (StepSkipped) Kind() string { return "step-skipped" }

func (StepSkipped) nature() nature             { return nature{} }
func (ev StepSkipped) step() string            { return ev.Step }
func (ev StepSkipped) texts() []string         { return []string{ev.Reason} }
func (ev StepSkipped) say(Run) string          { return "skipped: " + ev.Reason }
func (ev StepSkipped) fold(s *state, e *Entry) { s.settle(ev.Step, Skipped, ev.Reason, e) }

// SkipStep settles a step as left out, for a reason.
func SkipStep(step, reason string) Intention {
	return withReason(step, reason, "skip", func(s Step, reason string) StepSkipped {
		return StepSkipped{Step: s.ID, Reason: reason}
	})
}

// StepBlocked says that a step cannot be done now.
type StepBlocked struct {
	Step   string `json:"step"`
	Reason string `json:"reason"`
}

// Kind implements [Event].
func (StepBlocked) Kind() string { return "step-blocked" }

func (StepBlocked) nature() nature             { return nature{} }
func (ev StepBlocked) step() string            { return ev.Step }
func (ev StepBlocked) texts() []string         { return []string{ev.Reason} }
func (ev StepBlocked) say(Run) string          { return "blocked: " + ev.Reason }
func (ev StepBlocked) fold(s *state, e *Entry) { s.settle(ev.Step, Blocked, ev.Reason, e) }

// BlockStep says why a step cannot be done now.
func BlockStep(step, reason string) Intention {
	return withReason(step, reason, "block", func(s Step, reason string) StepBlocked {
		return StepBlocked{Step: s.ID, Reason: reason}
	})
}

// StepFailed settles a step as done, but not to plan.
type StepFailed struct {
	Step   string `json:"step"`
	Reason string `json:"reason"`
}

// Kind implements [Event].
func (StepFailed) Kind() string { return "step-failed" }

func (StepFailed) nature() nature             { return nature{} }
func (ev StepFailed) step() string            { return ev.Step }
func (ev StepFailed) texts() []string         { return []string{ev.Reason} }
func (ev StepFailed) say(Run) string          { return "failed: " + ev.Reason }
func (ev StepFailed) fold(s *state, e *Entry) { s.settle(ev.Step, Failed, ev.Reason, e) }

// FailStep settles a step as done, but not to plan, and says what went wrong.
func FailStep(step, reason string) Intention {
	return withReason(step, reason, "fail", func(s Step, reason string) StepFailed {
		return StepFailed{Step: s.ID, Reason: reason}
	})
}

func withReason[E Event](step, reason, verb string, event func(Step, string) E) Intention {
	reason = tidy(reason)
	return on[E](step, func(_ Run, s Step) (Event, error) {
		if s.State.Settled() {
			return nil, settledAlready(s)
		}
		if s.State == Blocked && verb == "block" {
			return nil, refuse("step %s was already blocked by %s at %s: %s", s.Number, s.By, timeOfDay(s.At), s.Reason)
		}
		if reason == "" {
			return nil, needReason("to %s step %s, say why", verb, s.Number)
		}
		return event(s, reason), nil
	})
}
