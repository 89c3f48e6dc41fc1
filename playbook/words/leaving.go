package words

import (
	"fmt"
	"time"

	"cordon/playbook/run"
)

// Leaving says to who leaves the screens, in a line, which run is open, how far it is
// saved, its next deadline, and how to come back. more is how many other runs wait.
func Leaving(s run.Summary, more int, now time.Time) string {
	name := s.ID
	if s.Drill {
		name = "DRILL " + name
	}
	text := fmt.Sprintf("%s %q is %s, saved up to entry %d.", name, s.Title, RunState(s), s.Head.Seq)
	if near := Nearest(s, now); near != "" {
		text += " Next: " + near + "."
	}
	text += " To come back: cordon resume " + s.ID + "."
	if more > 0 {
		text += " " + Plural(more, "more run waits", "more runs wait") + ": cordon ls."
	}
	return text
}
