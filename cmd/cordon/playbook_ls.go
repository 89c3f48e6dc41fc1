package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbooks"
)

func newPlaybookLsCmd(e env) *cobra.Command {
	cmd := newCmd("ls [--json]", "List the playbooks",
		"List the playbooks at hand: those that ship inside cordon, and your own.",
		"  cordon playbook ls --json | jq -r '.[].id'")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return listPlaybooks(e) }
	return cmd
}

// listedPlaybook is a playbook in the JSON of playbook ls.
type listedPlaybook struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Version  string    `json:"version"`
	Phases   int       `json:"phases"`
	Steps    int       `json:"steps"`
	Source   string    `json:"source"`   // "embedded", or the path of the file
	Problems []problem `json:"problems"` // why it cannot be used
}

func listPlaybooks(e env) error {
	all, err := e.library().List()
	if e.flags.json {
		list := make([]listedPlaybook, len(all))
		for i, p := range all {
			list[i] = listedPlaybook{p.ID, p.Title, p.Version, p.Phases, p.Steps, p.Source, problemsOf(p.Problems)}
		}
		if failed := e.json(list); failed != nil {
			return failed
		}
		return err
	}
	rows := table{{"PLAYBOOK", "VERSION", "PHASES", "STEPS", "TITLE"}}
	for _, p := range all {
		rows.row(playbookRow(p)...)
	}
	e.table(rows)
	return err
}

func playbookRow(p playbooks.Listed) []string {
	if len(p.Problems) > 0 && p.Title != "" { // there is nothing wrong with the file by itself
		return []string{p.ID, p.Version, "", "", "cannot be used: " + p.Problems[0].Text + " (" + p.Source + ")"}
	}
	if len(p.Problems) > 0 {
		return []string{p.ID, "", "", "", "cannot be used: cordon playbook lint " + p.Source}
	}
	title := p.Title
	if p.Source != playbooks.IsEmbedded {
		title += " (" + p.Source + ")"
	}
	return []string{p.ID, p.Version, fmt.Sprint(p.Phases), fmt.Sprint(p.Steps), title}
}
