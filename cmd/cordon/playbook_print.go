package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
)

func newPlaybookPrintCmd(e env) *cobra.Command {
	var file string
	var force bool
	cmd := newCmd("print PLAYBOOK [-o FILE] [--force]", "Put a playbook on one page to print",
		`Write a playbook as one page to print, for the day on which the laptop is dead: a
box for each step, the deadlines with their limits, and room for names and
times. It is one file for a browser, which prints it on A4 or Letter.`,
		"  cordon playbook print customer-data-breach -o breach.html")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(playbookRefs)
	addOutput(cmd, &file, &force)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return printPlaybook(e, args[0], file, force) }
	return cmd
}

func printPlaybook(e env, ref, file string, force bool) error {
	book, err := e.library().Open(ref)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.PlaybookPaper(&b, book); err != nil {
		return err
	}
	return e.deliver(b.Bytes(), file, force)
}
