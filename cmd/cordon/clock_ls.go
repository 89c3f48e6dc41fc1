package main

import (
	"cmp"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

func newClockLsCmd(e env) *cobra.Command {
	cmd := newCmd("ls RUN [--json]", "List the clocks of a run",
		`List the clocks of a run, the most urgent first. A clock whose start is recorded
counts down although it is not known yet whether it applies.`,
		"  cordon clock ls k7m2\n  cordon clock ls k7m2 --json | jq '.[] | select(.due)'")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return listClocks(e, args[0]) }
	return cmd
}

func listClocks(e env, ref string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	switch clocks := r.Clocks(); {
	case e.flags.json:
		if err := e.json(report.Clocks(r, e.now())); err != nil {
			return err
		}
	case len(clocks) == 0:
		e.say("The playbook of this run has no clocks.")
		return nil
	default:
		e.clockTable(urgent(clocks, r.AsOf(e.now())), r.AsOf(e.now()))
	}
	e.aboutClosing(r)
	e.say(playbook.NotLegalAdvice)
	return nil
}

func (e env) clockTable(clocks []run.Clock, asOf time.Time) {
	rows := table{{"CLOCK", "STATE", "DUE", "LEFT", "TITLE"}}
	for _, c := range clocks {
		rows.row(c.ID, clockState(c, asOf), e.clockDue(c, asOf), clockLeft(c, asOf), c.Title)
	}
	e.table(rows)
}

// clockDue says in a few words when a clock is due.
func (e env) clockDue(c run.Clock, asOf time.Time) string {
	switch {
	case c.Status(asOf) == run.ClockNotDue:
		return ""
	case !c.Started():
		return "starts with " + clockBegins(c)
	case c.Problem != "":
		return "not counted"
	case c.Deadline.Open:
		return "without delay"
	}
	return e.moment(c.Deadline.Due)
}

// urgent returns clocks in the order in which they need somebody.
func urgent(clocks []run.Clock, asOf time.Time) []run.Clock {
	order := func(c run.Clock) int {
		switch c.Status(asOf) {
		case run.ClockOverdue, run.ClockDueSoon, run.ClockRunning:
			return 0
		case run.ClockNotStarted:
			return 1
		case run.ClockNotDue:
			return 3
		}
		return 2
	}
	far := asOf.AddDate(1000, 0, 0) // what has no number comes after what has
	due := func(c run.Clock) time.Time {
		if order(c) == 0 && c.Deadline.Due.IsZero() {
			return far
		}
		return c.Deadline.Due
	}
	sorted := slices.Clone(clocks)
	slices.SortStableFunc(sorted, func(a, b run.Clock) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), due(a).Compare(due(b)))
	})
	return sorted
}
