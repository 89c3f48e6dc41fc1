package main

import (
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/playbooks"
)

type addClockOptions struct{ from, at string }

func newClockAddCmd(e env) *cobra.Command {
	var opts addClockOptions
	cmd := newCmd("add RUN RULE [--from FACT] [--at TIME]", "Take a rule of the law into a run",
		`Take a rule that nobody foresaw into a run. Its clock then counts, and is filed,
waived and reported like any other. RULE is an id from cordon law ls, and the run
keeps it as it is today.

--from names the fact that starts the clock. Without it the clock waits for a fact
of its own, or for the filing that the rule names. --at records when that was.
A rule that is not in force is refused. cordon undo takes the clock back.`,
		`  cordon clock add k7m2 sg-pdpc --from aware_at
  cordon clock add k7m2 us-other --at "2027-03-26 14:30"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, rulesInForce)
	cmd.Flags().StringVar(&opts.from, "from", "", "`FACT` that starts the clock")
	cmd.Flags().StringVar(&opts.at, "at", "", "`TIME` when it started: now, 03:10, -15m, 2026-11-21 03:10")
	cmd.RegisterFlagCompletionFunc("from", func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return moments(e, args, typed)
	})
	cmd.RunE = func(_ *cobra.Command, args []string) error { return addClock(e, opts, args[0], args[1]) }
	return cmd
}

func addClock(e env, opts addClockOptions, ref, id string) error {
	book, _ := playbooks.Law(e.lawDir())
	rule, err := book.Find(id)
	if err != nil {
		return err
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	start, err := e.startTime(opts.at, d.now())
	if err != nil {
		return err
	}
	if err := d.record(run.AddClock(rule, opts.from)); err != nil {
		return err
	}
	if warning := words.Uncertain(rule); warning != "" {
		e.say("%s", warning)
	}
	if start.IsZero() {
		return d.tell()
	}
	added := d.run.Last().Event.(run.ClockAdded)
	return d.recordAll([]run.Intention{run.StartClock(added.Clock, start, "")})
}

// startTime reads when a clock started, if that was given.
func (e env) startTime(at string, now time.Time) (time.Time, error) {
	if at == "" {
		return time.Time{}, nil
	}
	return e.pastTime(at, now)
}
