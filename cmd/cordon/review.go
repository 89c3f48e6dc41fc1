package main

import (
	"github.com/spf13/cobra"
)

func newReviewCmd(e env) *cobra.Command {
	cmd := newCmd("review RUN", "Look at a run without changing it",
		`Open a run on the screen, for reading only: what to look at, whether the record
is whole, every step and every entry.`,
		"  cordon review k7m2")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return review(e, args[0]) }
	return cmd
}

func review(e env, ref string) error {
	if err := e.needScreen("cordon review", "cordon report RUN -f md"); err != nil {
		return err
	}
	id, err := resolve(e.look(), ref)
	if err != nil {
		return err
	}
	return enter(e, opening{run: id, review: true})
}
