package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/report"
)

func newPathsCmd(e env) *cobra.Command {
	cmd := newCmd("paths", "Print where files lie",
		`Print where cordon keeps the runs and the evidence, and where it looks for
your own playbooks, drills and rules, for the profile of your organisation, for what you
chose about the screens, for the keys of those who may seal, and for the names
that were answered where a login is shared. None of them need exist yet.`,
		"  cordon paths\n  cp my-playbook.yaml \"$(cordon paths --json | jq -r .playbooks)\"")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return paths(e) }
	return cmd
}

func paths(e env) error {
	store, own, drills, law, config := e.storePath(), e.library().Dir, e.library().Exercises, e.lawDir(), e.configPath()
	evidence := e.look().EvidenceDir()
	if e.flags.json {
		return e.json(struct {
			SchemaVersion int    `json:"schema_version"`
			Store         string `json:"store"`
			Evidence      string `json:"evidence"`
			Playbooks     string `json:"playbooks"`
			Drills        string `json:"drills"`
			Law           string `json:"law"`
			Organisation  string `json:"organisation"`
			Config        string `json:"config"`
			Signers       string `json:"signers"`
			Names         string `json:"names"`
		}{report.SchemaVersion, store, evidence, own, drills, law, e.orgPath(), config, e.signersPath(), e.names().dir})
	}
	e.table(table{{"store", store}, {"evidence", evidence}, {"playbooks", own}, {"drills", drills}, {"law", law}, {"organisation", e.orgPath()}, {"config", config}, {"signers", e.signersPath()}, {"names", e.names().dir}})
	return nil
}
