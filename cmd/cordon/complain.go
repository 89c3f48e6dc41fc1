package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
	"cordon/store/bundle"
	"cordon/store/sealed"
)

// A complaint is an error as a program reads it.
type complaint struct {
	SchemaVersion int    `json:"schema_version"`
	Code          int    `json:"code"` // the exit code
	Message       string `json:"message"`
	Hint          string `json:"hint"`
}

// complain says what went wrong, and what to do about it.
func complain(e env, cmd *cobra.Command, err error) {
	hint := naming(cmd, err, hintFor(cmd, err))
	if e.flags.json {
		report.Encode(e.err, complaint{report.SchemaVersion, exitCode(err), err.Error(), hint})
		return
	}
	e.say("cordon: %v", err)
	if hint != "" {
		e.say("%s", lines(hint))
	}
}

// naming puts the run that a command was about into what a person may do, so that
// the line can be copied as it stands.
func naming(cmd *cobra.Command, err error, hint string) string {
	use, args := strings.Fields(cmd.Use), cmd.Flags().Args()
	if is[usageError](err) || len(use) < 2 || !strings.HasPrefix(strings.TrimPrefix(use[1], "["), "RUN") || len(args) == 0 || !playbook.IsID(args[0]) {
		return hint
	}
	return strings.Replace(hint, " RUN", " "+args[0], 1)
}

// hintFor returns what a person may do about an error, or nothing.
func hintFor(cmd *cobra.Command, err error) string {
	if missing, ok := errors.AsType[screenError](err); ok {
		return "Without one: " + missing.instead
	}
	switch {
	case is[usageError](err):
		return usageHint(cmd)
	case is[existsError](err) && cmd.Flags().Lookup("force") != nil:
		return "To write over it: --force"
	case errors.Is(err, run.ErrClosed):
		return "To go on: cordon reopen RUN --reason ..."
	case errors.Is(err, run.ErrDrillPaused):
		return "To let it go on: cordon drill pause RUN --off"
	case errors.Is(err, run.ErrDrillOpen):
		return "To end it: cordon close RUN"
	case errors.Is(err, run.ErrReason):
		return reasonHint(cmd)
	case is[*run.Refusal](err) && cmd.Name() == "sent":
		return "With another text than that of cordon message show: -F FILE"
	case errors.Is(err, errNoProfile):
		return "To make one: cordon organisation new"
	case is[*run.ChainError](err) && cmd.Flags().Lookup("anyway") != nil:
		return "Nothing of it was shown. To see it under a warning: --anyway\n" + salvageHint
	case is[*run.ChainError](err) && cmd.Name() == "verify":
		return salvageHint
	case is[*run.ChainError](err):
		return "Nothing was written. To see it under a warning: cordon show RUN --anyway\n" + salvageHint
	case errors.Is(err, store.ErrLocked):
		return "With a key: --identity FILE, or CORDON_IDENTITY=FILE. With a passphrase: at a terminal"
	case errors.Is(err, bundle.ErrEncrypted):
		return "With a key: -i FILE. With a passphrase: --passphrase-file FILE, or at a terminal"
	case errors.Is(err, sealed.ErrPassphrase):
		return "Give it at a terminal, or in a file"
	case errors.Is(err, store.ErrNoRun):
		return "All runs: cordon ls"
	case errors.Is(err, playbooks.ErrNoPlaybook):
		return "All playbooks: cordon playbook ls"
	case errors.Is(err, playbooks.ErrNoRule):
		return "All rules: cordon law ls"
	case errors.Is(err, errNoFinding):
		return "All findings: cordon verdict RUN"
	case errors.Is(err, playbook.ErrNoStep):
		return "All steps: cordon show RUN"
	case errors.Is(err, run.ErrNoClock):
		return "All clocks: cordon clock ls RUN"
	case errors.Is(err, run.ErrNoMessage):
		return "All messages: cordon message ls RUN"
	}
	return ""
}

const salvageHint = "To bring out every entry that is as it was written: cordon salvage FILE -o NEW"

func usageHint(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return "All commands: cordon --help"
	}
	if names := namesOf(cmd); len(names) > 0 {
		return fmt.Sprintf("Its commands: %s\nMore: %s --help", strings.Join(names, ", "), cmd.CommandPath())
	}
	return fmt.Sprintf("Usage: %s\nMore: %s --help", cmd.UseLine(), cmd.CommandPath())
}

// reasonHint names the flag that takes the reason.
func reasonHint(cmd *cobra.Command) string {
	for _, flag := range []string{"reason", "because"} {
		if cmd.Flags().Lookup(flag) != nil {
			return "Say why: --" + flag + " TEXT"
		}
	}
	return ""
}
