package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cordon/store/sealed"
	"cordon/tui"
)

// cordonMain is the program: it does what args say in the world e and returns
// the exit code.
func cordonMain(e env, args []string) int {
	e.flags, e.ring = &flags{}, &sealed.Ring{}
	root := newRootCmd(e)
	root.SetArgs(args)
	cmd, err := root.ExecuteC()
	if lost := e.out.Flush(); err == nil && lost != nil {
		err = fmt.Errorf("cannot write the output: %w", lost)
	}
	if err != nil && !is[exitStatus](err) {
		e.flags.json = e.flags.json || asksForJSON(args)
		complain(e, cmd, err)
	}
	return exitCode(err)
}

// asksForJSON looks for --json in a command line that could not be parsed.
func asksForJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--json", "--json=true":
			return true
		case "--":
			return false
		}
	}
	return false
}

// A section is a part of the list of commands, in the order of use.
type section struct {
	title    string
	commands []*cobra.Command
}

func sections(e env, help *cobra.Command) []section {
	return []section{
		{"Work on a run", []*cobra.Command{
			newStartCmd(e), newResumeCmd(e), newStepCmd(e), newCheckCmd(e), newNoteCmd(e), newRecordCmd(e),
			newEvidenceCmd(e), newClockCmd(e), newMessageCmd(e), newAddCmd(e), newIncidentCmd(e), newRoleCmd(e), newHandoverCmd(e),
			newUndoCmd(e), newRedoCmd(e),
			newCloseCmd(e), newReopenCmd(e),
		}},
		{"Look at runs", []*cobra.Command{
			newLsCmd(e), newStatusCmd(e), newShowCmd(e), newTimelineCmd(e), newReviewCmd(e),
			newFindingsCmd(e), newVerifyCmd(e), newReportCmd(e), newStatsCmd(e),
		}},
		{"Review a run", []*cobra.Command{newVerdictCmd(e), newLessonCmd(e), newSignOffCmd(e)}},
		{"Carry and prove", []*cobra.Command{
			newExportCmd(e), newSealCmd(e), newImportCmd(e), newWithholdCmd(e),
		}},
		{"Playbooks", []*cobra.Command{newPlaybookCmd(e), newDrillCmd(e), newLawCmd(e), newOrganisationCmd(e)}},
		{"The program", []*cobra.Command{
			newDoctorCmd(e), newConfigCmd(e), newPathsCmd(e), newLockCmd(e), newUnlockCmd(e), newBackupCmd(e), newSalvageCmd(e), newCompletionCmd(e), newManCmd(e), newVersionCmd(e), help,
		}},
		{"More to read", topics()},
	}
}

func newRootCmd(e env) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "cordon [COMMAND]",
		Short: "Walk a breach playbook and keep the record",
		Long: `Cordon walks you through a breach playbook, writes down every action the
moment it happens, and lets a team lead review the finished run.

Without a command it opens the home screen.`,
		Example: `  cordon start customer-data-breach
  cordon resume
  cordon playbook ls`,
		Args: cobra.ArbitraryArgs,

		DisableFlagsInUseLine: true,

		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := e.flags.check(cmd); err != nil {
				return err
			}
			e.fillRing(cmd)
			return e.ground(cmd)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case version:
				return printVersion(e)
			case len(args) > 0:
				return unknownCommand(cmd, args)
			}
			return home(e, cmd)
		},
	}
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	root.Flags().BoolVar(&version, "version", false, "print the version")
	root.PersistentFlags().BoolP("help", "h", false, "show help")
	e.flags.add(root.PersistentFlags())
	root.RegisterFlagCompletionFunc("color", fixed(colors()...))
	root.RegisterFlagCompletionFunc("theme", fixed(tui.Themes()...))
	root.RegisterFlagCompletionFunc("borders", fixed(borders()...))
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { e.out.WriteString(helpText(cmd)) })
	help := newHelpCmd(e)
	root.SetHelpCommand(help)
	for _, s := range sections(e, help) {
		root.AddGroup(&cobra.Group{ID: s.title, Title: s.title})
		for _, cmd := range s.commands {
			cmd.GroupID = s.title
			root.AddCommand(cmd)
		}
	}
	return root
}

// home opens the home screen. Nobody at the terminal gets the help instead.
func home(e env, cmd *cobra.Command) error {
	if !e.canShow() {
		fmt.Fprint(e.err, helpText(cmd))
		return exitStatus(exitUsage)
	}
	return enter(e, opening{})
}
