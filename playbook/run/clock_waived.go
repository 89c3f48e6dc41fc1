package run

// ClockWaived says that nobody is notified, and why.
type ClockWaived struct {
	Clock   string `json:"clock"`
	Because string `json:"because"`
}

// Kind implements [Event].
func (ClockWaived) Kind() string { return "clock-waived" }

func (ClockWaived) nature() nature     { return nature{recounts: true, settles: true} }
func (ClockWaived) step() string       { return "" }
func (ev ClockWaived) texts() []string { return []string{ev.Because} }

func (ev ClockWaived) say(r Run) string {
	return r.clockName(ev.Clock) + ": no notification, because: " + ev.Because
}

func (ev ClockWaived) fold(s *state, e *Entry) {
	s.changeClock(ev.Clock, func(c *clockState) { c.waived = e })
}

func (ev ClockWaived) anchored(s *state) bool {
	return hasClock(s.allClocks(), ev.Clock)
}

// WaiveClock says that nobody is notified, and why.
func WaiveClock(id, because string) Intention {
	because = tidy(because)
	return onClock[ClockWaived](id, func(_ Run, c Clock) (Event, error) {
		switch {
		case c.Filed != nil:
			return nil, refuse("%s was filed at %s", quoted(c.name()), timeOfDay(c.Filed.At))
		case c.Waived != nil:
			return nil, refuse("%s was already waived by %s at %s", quoted(c.name()), c.Waived.By, timeOfDay(c.Waived.At))
		case because == "":
			return nil, needReason("not to notify is a decision: say why %s is not filed", quoted(c.name()))
		}
		return ClockWaived{Clock: c.ID, Because: because}, nil
	})
}
