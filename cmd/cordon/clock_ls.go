package main

import (
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newClockLsCmd(e env) *cobra.Command {
	cmd := newCmd("ls RUN [--anyway] [--json]", "List the clocks of a run",
		`List the clocks of a run, the most urgent first. A clock whose start is recorded
counts down although it is not known yet whether it applies.`,
		"  cordon clock ls k7m2\n  cordon clock ls k7m2 --json | jq '.[] | select(.due)'")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	how := inspecting{files: copies}
	addAnyway(cmd, &how)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return listClocks(e, how, args[0]) }
	return cmd
}

func listClocks(e env, how inspecting, ref string) error {
	in, err := e.inspect(ref, how)
	if err != nil {
		return err
	}
	e.sayRecord(in)
	if err := e.listClocksOf(in.run); err != nil {
		return err
	}
	return in.ends()
}

func (e env) listClocksOf(r run.Run) error {
	switch clocks := r.Clocks(); {
	case e.flags.json:
		if err := e.json(report.Clocks(r, r.Moment(e.now()))); err != nil {
			return err
		}
	case len(clocks) == 0:
		e.say("The playbook of this run has no clocks.")
		return nil
	default:
		e.clockTable(r, r.Moment(e.now()))
	}
	e.aboutClosing(r)
	e.say(playbook.NotLegalAdvice)
	return nil
}

func (e env) clockTable(r run.Run, asOf time.Time) {
	rows := table{{"CLOCK", "STATE", "DUE", "LEFT", "TITLE"}}
	for _, c := range words.Order(r.Clocks(), asOf) {
		rows.row(c.ID, words.ClockState(c, asOf).Text, words.ClockDue(r, c, asOf, e.moment), words.ClockLeft(c, asOf), c.Title)
	}
	e.table(rows)
	if may := words.MayApply(r, r.Ticking(), asOf); may.Clocks > 0 {
		e.say("%s.", may.Texts()[0])
	}
}
