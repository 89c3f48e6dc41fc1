package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/run"
)

func newClockCmd(e env) *cobra.Command {
	return newGroup(e, "clock COMMAND", "See deadlines, and say how they were met",
		`A clock is a deadline that counts from what is recorded in the run. CLOCK is its
id from cordon clock ls. `+playbook.NotLegalAdvice,
		`  cordon clock ls k7m2
  cordon clock start k7m2 eu-authority --at "2027-03-26 14:30"
  cordon clock file k7m2 eu-authority --reference BfDI-4711`,
		newClockLsCmd(e), newClockShowCmd(e), newClockStartCmd(e), newClockCorrectCmd(e),
		newClockConfirmCmd(e), newClockFileCmd(e), newClockWaiveCmd(e), newClockIcsCmd(e))
}

// clockWords is a status for people.
func clockWords(s run.ClockStatus) string { return strings.ReplaceAll(string(s), "-", " ") }

// clockState says where a clock stands, for people.
func clockState(c run.Clock, asOf time.Time) string {
	status := c.Status(asOf)
	if c.Candidate() {
		return clockWords(status) + ", if it applies"
	}
	return clockWords(status)
}

// clockLeft says how far away the deadline of a clock is, if it still matters.
func clockLeft(c run.Clock, asOf time.Time) string {
	d := c.Deadline
	switch {
	case !c.Started() || c.Status(asOf).Ended():
		return ""
	case d.Due.IsZero():
		return "open for " + span(asOf.Sub(d.Start))
	}
	return untilDue(d.Due, asOf)
}

// untilDue says how long it is to a deadline, or since.
func untilDue(due, now time.Time) string {
	if left := due.Sub(now); left >= 0 {
		return "in " + span(left)
	}
	return span(now.Sub(due)) + " ago"
}

// span writes a length of time in its two largest units: 2d 3h, 3h 12m, 5m.
// What is left is never made longer than it is.
func span(d time.Duration) string {
	minutes := int(max(d, 0).Minutes())
	days, hours, minutes := minutes/(24*60), minutes/60%24, minutes%60
	switch {
	case days > 0:
		return fmt.Sprintf("%dd %dh", days, hours)
	case hours > 0:
		return fmt.Sprintf("%dh %dm", hours, minutes)
	}
	return fmt.Sprintf("%dm", minutes)
}

// clockBegins names what starts a clock.
func clockBegins(c run.Clock) string {
	if c.After != "" {
		return "the filing of " + c.After
	}
	return c.From
}

// aboutClosing says of when the clocks of a closed run are.
func (e env) aboutClosing(r run.Run) {
	if c, ok := r.Closing(); ok {
		e.say("The run was closed on %s. Its clocks are shown as they stood then.", e.moment(c.At))
	}
}
