package run

// ClockConfirmed says that a duty applies, in the words of a named person.
type ClockConfirmed struct {
	Clock   string `json:"clock"`
	Because string `json:"because,omitempty"`
}

// Kind implements [Event].
func (ClockConfirmed) Kind() string { return "clock-confirmed" }

func (ClockConfirmed) nature() nature     { return nature{recounts: true, settles: true} }
func (ClockConfirmed) step() string       { return "" }
func (ev ClockConfirmed) texts() []string { return []string{ev.Because} }

func (ev ClockConfirmed) say(r Run) string {
	return r.clockName(ev.Clock) + ": it applies" + ifAny(", because: ", ev.Because)
}

func (ev ClockConfirmed) fold(s *state, e *Entry) {
	s.changeClock(ev.Clock, func(c *clockState) { c.confirmed, c.waived = e, nil })
}

func (ev ClockConfirmed) anchored(s *state) bool {
	return hasClock(s.allClocks(), ev.Clock)
}

// ConfirmClock says that a duty applies.
func ConfirmClock(id, because string) Intention {
	return onClock[ClockConfirmed](id, func(_ Run, c Clock) (Event, error) {
		if c.Confirmed != nil && c.Waived == nil {
			return nil, refuse("%s was already confirmed by %s at %s", quoted(c.name()), c.Confirmed.By, timeOfDay(c.Confirmed.At))
		}
		return ClockConfirmed{Clock: c.ID, Because: tidy(because)}, nil
	})
}
