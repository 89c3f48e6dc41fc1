package main

import (
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/when"
)

func newStepLookAgainCmd(e env) *cobra.Command {
	var what string
	cmd := newCmd("look-again RUN STEP TIME [--for TEXT]", "Ask to look at a step again, at a time",
		`Ask to look at a step again, at a time that is yet to come: 04:10 is the next time
that it is as late. From then on the step stands in what needs you, until somebody
says what was found (cordon step looked) or settles it. A second time takes the
place of the first. Cordon wakes nobody.`,
		`  cordon step look-again k7m2 2.4 04:10 --for "has the hoster called back?"
  cordon step look-again k7m2 2.4 +30m`)
	cmd.Args = takes(3, 3)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs)
	cmd.Flags().StringVar(&what, "for", "", "`TEXT` that says what to look at")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		d, err := e.sitDown(args[0], "")
		if err != nil {
			return err
		}
		due, err := e.nextTime(args[2], d.now())
		if err != nil {
			return err
		}
		if err := d.record(run.LookAgain(args[1], due, what)); err != nil {
			return err
		}
		return d.tell()
	}
	return cmd
}

// nextTime reads a time that is yet to come.
func (e env) nextTime(text string, now time.Time) (time.Time, error) {
	r, err := when.Next(text, now)
	if err != nil {
		return time.Time{}, usageError{err}
	}
	e.sayRead(text, e.moment(r.Time), r.Note)
	return r.Time, nil
}

func newStepLookedCmd(e env) *cobra.Command {
	var text, at string
	cmd := newCmd("looked RUN STEP [-m TEXT] [--at TIME]", "Say that you looked at a step again, and what you found",
		"Say that you looked at a step again, as somebody asked with cordon step look-again.",
		`  cordon step looked k7m2 2.4 -m "the hoster has not called"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs)
	cmd.Flags().StringVarP(&text, "message", "m", "", "`TEXT` that says what you found")
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], at, run.Looked(args[1], text))
	}
	return cmd
}
