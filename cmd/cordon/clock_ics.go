package main

import (
	"bytes"
	"errors"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/words"
)

func newClockIcsCmd(e env) *cobra.Command {
	var file string
	var force bool
	cmd := newCmd("ics RUN [-o FILE] [--force]", "Write the deadlines as a calendar file",
		`Write the deadlines that are still to be met as a calendar file (iCalendar), one
event each with two alarms, and when to look at a step again. Reading the file
again moves an event that has changed. A file that exists is not overwritten without --force.`,
		"  cordon clock ics k7m2 -o deadlines.ics")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	addOutput(cmd, &file, &force)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return writeCalendar(e, args[0], file, force) }
	return cmd
}

func writeCalendar(e env, ref, file string, force bool) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	n, looks, err := report.Calendar(&b, r, r.Moment(e.now()))
	switch {
	case err != nil:
		return err
	case n+looks == 0:
		return refusedError{errors.New("no clock of this run has a deadline to meet, and no step is to be looked at again; nothing was written")}
	}
	also := ""
	if looks > 0 {
		also = ", and " + words.Plural(looks, "step", "steps") + " to look at again"
	}
	e.say("%s with a deadline to meet%s.", words.Plural(n, "clock", "clocks"), also)
	return e.deliver(b.Bytes(), file, force)
}
