package run

// DrillPaused stops the clock of the drill, or lets it go on. Nothing comes while
// it stands.
type DrillPaused struct {
	Goes bool `json:"goes,omitempty"` // on again
}

// Kind implements [Event].
func (DrillPaused) Kind() string { return "drill-paused" }

func (ev DrillPaused) nature() nature {
	return nature{stays: "stopped the time of the drill, or let it go on. Do the other one instead"}
}

func (DrillPaused) step() string        { return "" }
func (DrillPaused) texts() []string     { return nil }
func (DrillPaused) fold(*state, *Entry) {} // see exercise.wind

func (ev DrillPaused) say(Run) string {
	if ev.Goes {
		return "the drill goes on"
	}
	return "the drill is paused"
}

// PauseDrill stops the clock of the drill, or lets it go on.
func PauseDrill(on bool) Intention {
	return intend[DrillPaused](func(r Run) (Event, error) {
		switch _, plays := r.Exercise(); {
		case !plays:
			return nil, refuse("no drill with messages is played in this run, so there is no time to stop")
		case on && r.Paused():
			return nil, refuse("the drill is paused already")
		case !on && !r.Paused():
			return nil, refuse("the drill is not paused")
		}
		return DrillPaused{Goes: !on}, nil
	})
}
