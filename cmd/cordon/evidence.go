package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/store"
)

func newEvidenceCmd(e env) *cobra.Command {
	return newGroup(e, "evidence COMMAND", "Attach files to a step, list them, check them",
		`Attach files to a step by their SHA-256. A copy of up to 16 MiB is kept beside
the runs.`,
		"  cordon evidence add k7m2 2.4 auth.log\n  cordon evidence verify k7m2",
		newEvidenceAddCmd(e), newEvidenceLsCmd(e), newEvidenceVerifyCmd(e))
}

type evidenceOptions struct {
	desc string
	keep bool
}

func newEvidenceAddCmd(e env) *cobra.Command {
	var opts evidenceOptions
	cmd := newCmd("add RUN STEP PATH... [--desc D] [--keep]", "Attach files to a step",
		`Attach files to a step. Each is read to its end, and its SHA-256 is recorded and
printed. A copy of up to 16 MiB is kept beside the runs; larger ones with --keep.`,
		`  cordon evidence add k7m2 2.4 auth.log
  cordon evidence add k7m2 2.4 disk.img --keep --desc "image of web-3, taken 03:40"`)
	cmd.Args = takes(3, -1)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs, anyFile)
	cmd.Flags().StringVar(&opts.desc, "desc", "", "what it is (`TEXT`)")
	cmd.Flags().BoolVar(&opts.keep, "keep", false, "keep a copy whatever its size")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return addEvidence(e, opts, args[0], args[1], args[2:])
	}
	return cmd
}

func addEvidence(e env, opts evidenceOptions, ref, step string, paths []string) error {
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	if _, err := d.run.Find(step); err != nil {
		return err // before large files are read
	}
	limit := int64(store.DefaultKeep)
	if opts.keep {
		limit = -1
	}
	var files []run.EvidenceAdded
	var decide []run.Intention
	for _, path := range paths {
		ev, err := d.store.Attach(path, limit)
		if err != nil {
			return err
		}
		ev.Step, ev.Desc = step, opts.desc
		files, decide = append(files, ev), append(decide, run.AddEvidence(ev))
	}
	if err := d.would(decide); err != nil {
		return err
	}
	for i, intention := range decide {
		if err := d.record(intention); err != nil {
			return errors.Join(d.tell(), err)
		}
		if !e.flags.json {
			e.print("%s  %s\n", files[i].SHA256, files[i].Name)
		}
	}
	return d.tell()
}

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
	for _, phase := range report.New(r, nil).Phases {
		for _, s := range phase.Steps {
			for _, ev := range s.Evidence {
				all = append(all, listedEvidence{ev, s.Ref, s.Number})
			}
		}
	}
	if e.flags.json {
		return e.json(all)
	}
	if len(all) == 0 {
		e.say("No evidence is attached. Attach a file: cordon evidence add %s STEP PATH", r.ID())
		return nil
	}
	rows := table{{"STEP", "SHA256", "BYTES", "FILE"}}
	for _, ev := range all {
		rows.row(ev.Number, ev.SHA256, fmt.Sprint(ev.Size), ev.Name+because(ev.Desc))
	}
	e.table(rows)
	return nil
}

func newEvidenceVerifyCmd(e env) *cobra.Command {
	cmd := newCmd("verify RUN", "Check the evidence of a run against its record",
		`Read every file of evidence again and compare it with the record: the copy
beside the runs, or the file itself if no copy was kept. If one is altered or
missing the exit code is 5.`,
		"  cordon evidence verify k7m2")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return verifyEvidence(e, args[0]) }
	return cmd
}

// checkedEvidence is a file that was compared with the record.
type checkedEvidence struct {
	Seq     uint64          `json:"seq"`
	Step    string          `json:"step"` // id
	Name    string          `json:"name"`
	SHA256  string          `json:"sha256"`
	File    string          `json:"file"` // what was read
	State   store.FileState `json:"state"`
	Problem string          `json:"problem"`
}

func verifyEvidence(e env, ref string) error {
	s := e.look()
	id, err := resolve(s, ref)
	if err != nil {
		return err
	}
	states, err := s.VerifyEvidence(id)
	if err != nil {
		return err
	}
	checked, bad := []checkedEvidence{}, 0
	for _, st := range states {
		c := checkedEvidence{Seq: st.Seq, Step: st.Evidence.Step, Name: st.Evidence.Name, SHA256: st.Evidence.SHA256, File: st.File, State: st.State}
		if st.Err != nil {
			c.Problem = st.Err.Error()
		}
		if st.State != store.Intact {
			bad++
		}
		checked = append(checked, c)
	}
	return e.showChecked(id, checked, bad)
}

func (e env) showChecked(id string, checked []checkedEvidence, bad int) error {
	if e.flags.json {
		if err := e.json(checked); err != nil {
			return err
		}
	} else {
		var rows table
		for _, c := range checked {
			rows.row(string(c.State), fmt.Sprint(c.Seq), c.Step, c.Name+because(c.Problem))
		}
		e.table(rows)
	}
	if bad > 0 {
		return checkError{fmt.Errorf("run %s: %s of %d not as recorded", id, count(bad, "file of evidence is", "files of evidence are"), len(checked))}
	}
	return nil
}
