package run

// IncidentNamed says which incident the run is about. Runs of one name are
// about one incident, and a duty that was met in one of them was met.
type IncidentNamed struct {
	Name string `json:"name"`
}

// Kind implements [Event].
func (IncidentNamed) Kind() string { return "incident-named" }

func (IncidentNamed) nature() nature             { return nature{reviews: true} }
func (IncidentNamed) step() string               { return "" }
func (ev IncidentNamed) texts() []string         { return []string{ev.Name} }
func (ev IncidentNamed) say(Run) string          { return "part of the incident " + ev.Name }
func (ev IncidentNamed) fold(s *state, _ *Entry) { s.incident = ev.Name }

// Incident returns the name of the incident that the run is about, or "".
func (r Run) Incident() string { return r.state.incident }

// NameIncident says which incident the run is about.
func NameIncident(name string) Intention {
	name = tidy(name)
	return intend[IncidentNamed](func(r Run) (Event, error) {
		switch name {
		case "":
			return nil, refuse("say what the incident is called")
		case r.Incident():
			return nil, refuse("the run is part of the incident %s already", quoted(name))
		}
		return IncidentNamed{Name: name}, nil
	})
}

// Among returns the run as it stands among the others of its incident: a duty
// that was filed in one of them counts as filed. It is for looking at only; its
// entries and its head are those of the run.
func (r Run) Among(others ...Run) Run {
	s := r.state.clone()
	for _, c := range r.Clocks() {
		if c.Filed != nil {
			continue
		}
		for _, other := range others {
			if filed := other.filing(c.duty()); filed != nil {
				s.changeClock(c.ID, func(c *clockState) { c.filed = filed })
				break
			}
		}
	}
	s.decideConditions()
	s.join()
	r.state = s
	return r
}

// filing returns the entry that filed a duty, or nil.
func (r Run) filing(duty string) *Entry {
	for _, c := range r.Clocks() {
		if c.Filed != nil && c.duty() == duty {
			return c.Filed
		}
	}
	return nil
}

// duty names what a clock is about, the same in several runs: the rule it
// counts by, or its id where a playbook wrote it out.
func (c Clock) duty() string {
	if c.Clock.Rule != "" {
		return "rule " + c.Clock.Rule
	}
	return "clock " + c.ID
}
