package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook"
)

func newPlaybookSchemaCmd(e env) *cobra.Command {
	cmd := newCmd("schema", "Print the JSON Schema of playbooks",
		`Print the JSON Schema of the playbook format, for editors that complete and
check YAML by it. Name it in the first line of a playbook:

  # yaml-language-server: $schema=playbook.schema.json`,
		"  cordon playbook schema > playbook.schema.json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error {
		_, err := e.out.Write(playbook.Schema())
		return err
	}
	return cmd
}
