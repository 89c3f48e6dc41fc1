package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

// stepOptions are the flags of the commands that give a step its state.
type stepOptions struct {
	reason string
	at     string
}

func newStepCmd(e env) *cobra.Command {
	return newGroup(e, "step COMMAND", "Settle a step, block it, open it again, or add one",
		`Say how a step stands, or add one. STEP is its number on the screen (2.4), its
id, or phase/id. To take something back, use cordon undo.`,
		`  cordon step done k7m2 2.4
  cordon step skip k7m2 2.5 --reason "we have no backups of it"`,
		newStepDoneCmd(e),
		newStateCmd(e, "reopen", "Make a settled step one to do again", "the fix did not hold", run.ReopenStep),
		newStateCmd(e, "skip", "Leave a step out, for a reason", "no customer data on this host", run.SkipStep),
		newStateCmd(e, "block", "Say why a step cannot be done now", "waiting for the vendor to call back", run.BlockStep),
		newStateCmd(e, "unblock", "Make a blocked step one to do again", "the vendor has called", run.UnblockStep),
		newStateCmd(e, "fail", "Settle a step that did not go to plan", "two of the keys could not be revoked", run.FailStep),
		newStepAddCmd(e),
		newStepLookAgainCmd(e),
		newStepLookedCmd(e),
	)
}

func newStepDoneCmd(e env) *cobra.Command {
	cmd := newStateCmd(e, "done", "Settle a step as done", "counted by hand, the log is gone", run.CompleteStep)
	cmd.Long = `Settle a step as done. If it still asks for a fact, a check, evidence or
another step, say with --reason why it is done without.`
	cmd.Example = "  cordon step done k7m2 2.4\n" + cmd.Example
	return cmd
}

func newStateCmd(e env, verb, short, example string, intend func(step, reason string) run.Intention) *cobra.Command {
	var opts stepOptions
	cmd := newCmd(verb+" RUN STEP [--reason R] [--at TIME]", short, "",
		"  cordon step "+verb+" k7m2 2.4 --reason \""+example+"\"")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs)
	cmd.Flags().StringVar(&opts.reason, "reason", "", "`TEXT` that says why")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], opts.at, intend(args[1], opts.reason))
	}
	return cmd
}

// addAt adds the flag that says when something happened.
func addAt(cmd *cobra.Command, at *string) {
	cmd.Flags().StringVar(at, "at", "", "`TIME` when it happened, if not now: 03:10, -15m, 2026-11-21 03:10")
}
