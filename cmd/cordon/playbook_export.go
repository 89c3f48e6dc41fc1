package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/convert"
)

type playbookExportOptions struct {
	format string
	file   string
	force  bool
}

// exportFormats are what a playbook can be written as.
func exportFormats() []string { return []string{"cacao"} }

func newPlaybookExportCmd(e env) *cobra.Command {
	var opts playbookExportOptions
	cmd := newCmd("export PLAYBOOK -f cacao [-o FILE] [--force]", "Write a playbook for other programs",
		`Write a playbook as CACAO 2.0, the format of OASIS for playbooks of security. Each
step is an action for a person; what depends on a condition stands behind it. Phases,
roles, questions and clocks stand in an extension, from which cordon playbook import
makes the same steps again. What has no place in the file is said.`,
		"  cordon playbook export customer-data-breach -f cacao -o breach.json")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(playbookRefs)
	cmd.Flags().StringVarP(&opts.format, "format", "f", "cacao", "`FORMAT` of the file: "+strings.Join(exportFormats(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(exportFormats()...))
	addOutput(cmd, &opts.file, &opts.force)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return exportPlaybook(e, args[0], opts) }
	return cmd
}

func exportPlaybook(e env, ref string, opts playbookExportOptions) error {
	if opts.format != "cacao" {
		return usagef("--format is cacao, not %q", opts.format)
	}
	book, err := e.library().Open(ref)
	if err != nil {
		return err
	}
	data, left := convert.Export(book, e.now())
	if err := e.deliver(data, opts.file, opts.force); err != nil {
		return err
	}
	if len(left) > 0 {
		e.say("CACAO has no place for some of it, which was left out: %s.", strings.Join(left, ", "))
	}
	return nil
}
