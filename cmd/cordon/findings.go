package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newFindingsCmd(e env) *cobra.Command {
	cmd := newCmd("findings RUN|FILE [--anyway] [--json]", "Show what a reviewer should look at",
		`Show what there is to look at in a run, here or in a file, the heaviest first. It
follows from the record alone, and from the files of evidence as they are now.

! is what a reviewer must look at: a duty missed or late, a notice never sent, a
decision without a reason, a record that is not whole. ~ is worth a look, and -
is good to know. If there is any !, the exit code is 5.`,
		"  cordon findings k7m2\n  cordon findings k7m2 --json | jq '.findings[] | select(.weight == \"must\")'")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	how := inspecting{files: allFiles}
	addAnyway(cmd, &how)
	addOpening(cmd, &how)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showFindings(e, how, args[0]) }
	return cmd
}

// foundJSON is what there is to look at, for a program.
type foundJSON struct {
	SchemaVersion int              `json:"schema_version"`
	Run           string           `json:"run"`
	Must          int              `json:"must"` // rows of each weight
	Look          int              `json:"look"`
	Note          int              `json:"note"`
	Findings      []report.Finding `json:"findings"`
}

func showFindings(e env, how inspecting, ref string) error {
	in, err := e.inspect(ref, how)
	if err != nil {
		return err
	}
	e.sayRecord(in)
	r := in.run
	findings := r.Findings(e.besides(in))
	rows := words.FindingRows(findings)
	must := words.Weighing(rows, run.MustLook)
	if e.flags.json {
		err = e.json(foundJSON{
			report.SchemaVersion, r.ID(), must, words.Weighing(rows, run.WorthALook), words.Weighing(rows, run.Noted), report.Findings(r, findings),
		})
	} else {
		e.findingTable(rows)
		e.say("%s: %s.", r.ID(), words.FindingTally(rows))
		if without := words.Bodiless(r); without != "" {
			e.say("This is %s, whose text is withheld.", without)
		}
	}
	if err == nil && must > 0 {
		return exitStatus(exitCheck)
	}
	return err
}

// findingTable prints findings with their entries right behind each: texts are long,
// and a column behind them would stand far off.
func (e env) findingTable(rows []words.FindingRow) {
	t := table{{"", "KIND", "WHAT  ENTRIES"}}
	for _, row := range rows {
		t.row(words.WeightMark(row.Weight), row.Name, row.Text+"  "+row.Numbers())
	}
	if len(rows) > 0 {
		e.table(t)
	}
}
