package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook"
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
	Note     string    `json:"note"`     // what to know before it is started
	Problems []problem `json:"problems"` // why it cannot be used
}

func listDrills(e env) error {
	library := e.library()
	all, err := library.Drills()
	if e.flags.json {
		list := make([]listedDrill, len(all))
		for i, d := range all {
			list[i] = drillJSON(library, d)
		}
		if failed := e.json(list); failed != nil {
			return failed
		}
		return err
	}
	rows := table{{"DRILL", "LENGTH", "PLAYBOOK", "TITLE"}}
	var notes []string
	for _, d := range all {
		problem, note := readiness(library, d)
		rows.row(drillRow(d, problem)...)
		if note != "" {
			notes = append(notes, fmt.Sprintf("Note on %s: %s.", d.ID, note))
		}
	}
	e.table(rows)
	for _, note := range notes {
		e.say("%s", note)
	}
	return err
}

func drillJSON(library playbooks.Library, d playbooks.ListedDrill) listedDrill {
	problem, note := readiness(library, d)
	if problem != "" && len(d.Problems) == 0 {
		d.Problems = playbook.Problems{{File: d.Source, Text: problem}}
	}
	one := listedDrill{ID: d.ID, Source: d.Source, Note: note, Problems: problemsOf(d.Problems)}
	if d.Drill.Drill != nil {
		one.Title, one.Playbook, one.About = d.Drill.Title, d.Drill.Playbook, d.Drill.About
		one.Minutes, one.Messages = int(d.Drill.Length.Minutes()), len(d.Drill.Injects)
	}
	return one
}

// drillRow is the row of a drill. What a check of its file says is left to that; what
// it would not say, as that another has the same id, is said here.
func drillRow(d playbooks.ListedDrill, problem string) []string {
	switch {
	case problem == "":
		title := d.Drill.Title
		if d.Source != playbooks.IsEmbedded {
			title += " (" + d.Source + ")"
		}
		return []string{d.ID, words.Span(d.Drill.Length), d.Drill.Playbook, title}
	case d.Drill.Drill == nil:
		return []string{d.ID, "", "", "cannot be used: cordon drill lint " + d.Source}
	}
	return []string{d.ID, words.Span(d.Drill.Length), d.Drill.Playbook, "cannot be used: " + problem + " (" + d.Source + ")"}
}
