package screen

// A Check is one thing that was looked at around the program: what it is, how it
// is, and what to do where it is not well.
type Check struct {
	Name  string     // "clipboard"
	State CheckState // how it is
	Text  string     // in a sentence or two
	Todo  string     // what to do; empty where nothing is
}

// A CheckState says how what was looked at is.
type CheckState string

// The states, from the best to the worst.
const (
	CheckOK   CheckState = "ok"
	CheckLook CheckState = "look" // it works, and somebody should look at it
	CheckBad  CheckState = "bad"  // something that a night needs does not work
)

// CountChecks counts the checks in a state.
func CountChecks(checks []Check, state CheckState) int {
	n := 0
	for _, c := range checks {
		if c.State == state {
			n++
		}
	}
	return n
}
