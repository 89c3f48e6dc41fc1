package main

import (
	"github.com/spf13/cobra"
)

func newPlaybookCmd(e env) *cobra.Command {
	return newGroup(e, "playbook COMMAND", "List, read, check and write playbooks",
		`A playbook is a YAML file. Some ship inside cordon; your own lie in the folder
that cordon paths names. Yours wins where both have the same id.`,
		`  cordon playbook ls
  cordon playbook new phishing
  cordon playbook lint phishing.yaml
  cordon playbook import runbook.md -o ours.yaml`,
		newPlaybookLsCmd(e), newPlaybookShowCmd(e), newPlaybookPrintCmd(e), newPlaybookLintCmd(e), newPlaybookSchemaCmd(e), newPlaybookNewCmd(e), newPlaybookImportCmd(e), newPlaybookExportCmd(e),
		newPlaybookTestCmd(e))
}
