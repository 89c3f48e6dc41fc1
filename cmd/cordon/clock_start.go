package main

import (
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newClockStartCmd(e env) *cobra.Command {
	return newStartOfClockCmd(e, "start", "Say when a clock started",
		`Record the fact that starts a clock. All clocks that count from this fact start
with it. It is refused if the start is recorded already: see cordon clock correct.`, run.StartClock)
}

func newClockCorrectCmd(e env) *cobra.Command {
	return newStartOfClockCmd(e, "correct", "Correct when a clock started",
		`Record another time for the fact that starts a clock. The one before stays in the
record. If a deadline moves later, say with --because why the start was wrong.`, run.CorrectClock)
}

func newStartOfClockCmd(e env, verb, short, long string, intend func(id string, at time.Time, because string) run.Intention) *cobra.Command {
	var at, because string
	cmd := newCmd(verb+" RUN CLOCK --at TIME [--because TEXT]", short, long,
		"  cordon clock "+verb+" k7m2 eu-authority --at \"2027-03-26 14:30\"")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, clockRefs)
	cmd.Flags().StringVar(&at, "at", "", "`TIME` when it started: now, 03:10, -15m, 2026-11-21 03:10")
	cmd.Flags().StringVar(&because, "because", "", "`TEXT` that says why")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if at == "" {
			return usagef("say when the clock started, with --at; for this moment --at now")
		}
		d, err := e.sitDown(args[0], "")
		if err != nil {
			return err
		}
		start, err := e.pastTime(at, d.now())
		if err != nil {
			return err
		}
		if err := d.record(intend(args[1], start, because)); err != nil {
			return err
		}
		return d.tell()
	}
	return cmd
}
