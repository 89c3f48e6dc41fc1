package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
)

func newTimelineCmd(e env) *cobra.Command {
	cmd := newCmd("timeline RUN [--json]", "Show every entry of a run",
		`Show every entry of a run in the order in which it was recorded. What was
undone stays, marked (u) with the entry that took it back.`,
		"  cordon timeline k7m2\n  cordon timeline k7m2 --json | jq '.[] | select(.undone)'")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return timeline(e, args[0]) }
	return cmd
}

func timeline(e env, ref string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	if e.flags.json {
		return e.json(report.Timeline(r))
	}
	rows := table{{"ENTRY", "WHEN", "BY", "STEP", "WHAT"}}
	for _, entry := range r.Entries() {
		step, text := r.Describe(entry)
		rows.row(fmt.Sprint(entry.Seq), e.second(entry.At), entry.By, step, asides(e, r, entry)+text)
	}
	e.table(rows)
	return nil
}

// asides says what is special about an entry, before its text.
func asides(e env, r run.Run, entry *run.Entry) string {
	text := ""
	if by := r.UndoneBy(entry.Seq); by != 0 {
		text = fmt.Sprintf("(u: undone by %d) ", by)
	}
	if late := entry.Recorded.Sub(entry.At); late.Minutes() >= 1 {
		text += "(recorded " + e.day(entry.Recorded) + ") "
	}
	if entry.ClockBack > 0 {
		text += "(the system clock had moved back) "
	}
	return text
}
