package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/words"
	"cordon/playbooks"
)

func newDrillLsCmd(e env) *cobra.Command {
	cmd := newCmd("ls [--json]", "List the drills",
		`List the drills at hand: those that ship inside cordon, and your own. What is for
whoever leads a drill, and not for those who play it, is in the JSON.`,
		"  cordon drill ls\n  cordon drill ls --json | jq -r '.[] | select(.id == \"forum-dump\").about'")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return listDrills(e) }
	return cmd
}

// listedDrill is a drill in the JSON of drill ls.
type listedDrill struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Playbook string    `json:"playbook"`
	Minutes  int       `json:"minutes"`
	Messages int       `json:"messages"`
	About    string    `json:"about"`
	Source   string    `json:"source"`   // "embedded", or the path of the file
	Problems []problem `json:"problems"` // why it cannot be used
}

func listDrills(e env) error {
	all, err := e.library().Drills()
	if e.flags.json {
		list := make([]listedDrill, len(all))
		for i, d := range all {
			list[i] = listedDrill{ID: d.ID, Source: d.Source, Problems: problemsOf(d.Problems)}
			if d.Drill.Drill != nil {
				list[i].Title, list[i].Playbook, list[i].About = d.Drill.Title, d.Drill.Playbook, d.Drill.About
				list[i].Minutes, list[i].Messages = int(d.Drill.Length.Minutes()), len(d.Drill.Injects)
			}
		}
		if failed := e.json(list); failed != nil {
			return failed
		}
		return err
	}
	rows := table{{"DRILL", "LENGTH", "PLAYBOOK", "TITLE"}}
	for _, d := range all {
		rows.row(drillRow(d)...)
	}
	e.table(rows)
	return err
}

func drillRow(d playbooks.ListedDrill) []string {
	if len(d.Problems) > 0 {
		return []string{d.ID, "", "", "cannot be used: cordon drill lint " + d.Source}
	}
	title := d.Drill.Title
	if d.Source != playbooks.IsEmbedded {
		title += " (" + d.Source + ")"
	}
	return []string{d.ID, words.Span(d.Drill.Length), d.Drill.Playbook, title}
}
