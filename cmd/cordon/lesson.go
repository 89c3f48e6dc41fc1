package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newLessonCmd(e env) *cobra.Command {
	var owner, due string
	cmd := newCmd("lesson RUN TEXT [--owner NAME] [--due DAY]", "Note what to do better, who, and until when",
		`Note what is to be done better after a run. It is an entry behind the others,
also of a closed run, and changes nothing of it. cordon verdict RUN lists lessons.`,
		`  cordon lesson k7m2 "rehearse the call to counsel" --owner ben --due 2026-12-01`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().StringVar(&owner, "owner", "", "`NAME` of who sees to it")
	cmd.Flags().StringVar(&due, "due", "", "`DAY` until which, like 2026-12-01")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.NoteLesson(args[1], owner, due))
	}
	return cmd
}
