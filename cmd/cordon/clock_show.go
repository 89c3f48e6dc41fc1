package main

import (
	"slices"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newClockShowCmd(e env) *cobra.Command {
	cmd := newCmd("show RUN CLOCK [--json]", "Show a clock: when it is due, and why",
		`Show a clock: its deadline, what started it and how it was counted, whom to tell,
what the notice has to contain, and where to read the rule.`,
		"  cordon clock show k7m2 eu-authority")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns, clockRefs)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showClock(e, args[0], args[1]) }
	return cmd
}

func showClock(e env, ref, id string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	c, err := r.Clock(id)
	if err != nil {
		return err
	}
	if e.flags.json {
		all := report.ClockDetails(r, r.Moment(e.now()))
		i := slices.IndexFunc(all, func(d report.ClockDetail) bool { return d.ID == id })
		return e.json(struct {
			SchemaVersion int         `json:"schema_version"`
			Run           string      `json:"run"`
			AsOf          report.Time `json:"as_of"`
			Notice        string      `json:"notice"`
			report.ClockDetail
		}{report.SchemaVersion, r.ID(), utc(r.Moment(e.now())), playbook.NotLegalAdvice, all[i]})
	}
	e.sayDrill(r)
	e.print("%s  %s\n", c.Title, c.ID)
	for _, line := range words.Clock(r, c, e.at(r, e.exactly)) {
		e.line("   ", line)
	}
	for _, id := range messagesFor(r, c.ID) {
		e.labelled("   ", "its text", "cordon message show "+r.ID()+" "+id)
	}
	if c.Clock.Rule != "" {
		e.labelled("   ", "more", "cordon law show "+c.Clock.Rule)
	}
	e.print("\n%s\n", playbook.NotLegalAdvice)
	e.aboutClosing(r)
	return nil
}

// messagesFor returns the messages of the steps that file a clock.
func messagesFor(r run.Run, clock string) []string {
	var ids []string
	for _, s := range r.Steps() {
		if s.Message != "" && slices.Contains(s.Files, clock) && !slices.Contains(ids, s.Message) {
			ids = append(ids, s.Message)
		}
	}
	return ids
}
