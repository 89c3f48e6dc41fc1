package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
)

func newEvidenceLsCmd(e env) *cobra.Command {
	cmd := newCmd("ls RUN", "List the evidence of a run", "List the files attached to the steps of a run.",
		"  cordon evidence ls k7m2 --json")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return listEvidence(e, args[0]) }
	return cmd
}

// listedEvidence is a file in the list of all evidence of a run.
type listedEvidence struct {
	report.Evidence
	Step   string `json:"step"` // "phase/step"
	Number string `json:"number"`
}

func listEvidence(e env, ref string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	all := []listedEvidence{}
	for _, phase := range report.New(r, report.Options{Now: e.now()}).Phases {
		for _, s := range phase.Steps {
			for _, ev := range s.Evidence {
				all = append(all, listedEvidence{ev, s.Ref, s.Number})
			}
		}
	}
	if e.flags.json {
		return e.json(all)
	}
	e.sayDrill(r)
	if len(all) == 0 {
		e.say("No evidence is attached. Attach a file: cordon evidence add %s STEP PATH", r.ID())
		return nil
	}
	rows := table{{"STEP", "SHA256", "BYTES", "FILE"}}
	for _, ev := range all {
		rows.row(ev.Number, ev.SHA256, fmt.Sprint(ev.Size), ev.Name+colon(ev.Desc))
	}
	e.table(rows)
	return nil
}
