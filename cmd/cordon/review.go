package main

import (
	"github.com/spf13/cobra"
)

func newReviewCmd(e env) *cobra.Command {
	cmd := newCmd("review RUN|FILE [--anyway]", "Look at a run without changing it",
		`Open a run on the screen, for reading only: what to look at, whether the record
is whole, every step and every entry. It may lie in a file that cordon export wrote.`,
		"  cordon review k7m2\n  cordon review k7m2.cordon")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	how := inspecting{files: copies}
	addAnyway(cmd, &how)
	addOpening(cmd, &how)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return review(e, how, args[0]) }
	return cmd
}

func review(e env, how inspecting, ref string) error {
	if err := e.needScreen("cordon review", "cordon report RUN -f md"); err != nil {
		return err
	}
	in, err := e.inspect(ref, how)
	if err != nil {
		return err
	}
	first := opening{run: in.run.ID(), review: true, anyway: len(in.checked.Broken) > 0}
	if isFile(ref) {
		first.file = &fileReader{in}
	}
	return enter(e, first)
}
