package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newClockCmd(e env) *cobra.Command {
	return newGroup(e, "clock COMMAND", "See deadlines, and say how they were met",
		`A clock is a deadline that counts from what is recorded in the run. CLOCK is its
id from cordon clock ls. `+playbook.NotLegalAdvice,
		`  cordon clock ls k7m2
  cordon clock start k7m2 eu-authority --at "2027-03-26 14:30"
  cordon clock file k7m2 eu-authority --reference BfDI-4711`,
		newClockLsCmd(e), newClockShowCmd(e), newClockAddCmd(e), newClockStartCmd(e), newClockCorrectCmd(e),
		newClockConfirmCmd(e), newClockFileCmd(e), newClockWaiveCmd(e), newClockIcsCmd(e))
}

// aboutClosing says of a closed run that its deadlines run on.
func (e env) aboutClosing(r run.Run) {
	c, closed := r.Closing()
	if !closed || len(r.Ticking()) == 0 {
		return
	}
	if _, plays := r.Exercise(); plays {
		e.say("The run was closed on %s, and since then the time of its drill stands: so do its deadlines.", e.moment(c.At))
	} else {
		e.say("The run was closed on %s. That ended no duty: %s. Here they stand as of now, in the report as of closing.", e.moment(c.At), words.Plural(len(r.Ticking()), "deadline runs on", "deadlines run on"))
	}
}
