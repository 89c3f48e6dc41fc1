package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
)

func newEvidenceVerifyCmd(e env) *cobra.Command {
	cmd := newCmd("verify RUN", "Check the evidence of a run against its record",
		`Read every file of evidence again and compare it with the record: the copy
beside the runs, or the file itself if no copy was kept. If one is altered or
missing, or the record is not whole, the exit code is 5.`,
		"  cordon evidence verify k7m2")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return verifyEvidence(e, args[0]) }
	return cmd
}

// checkedEvidence is a file that was compared with the record.
type checkedEvidence struct {
	Seq     uint64        `json:"seq"`
	Step    string        `json:"step"` // id
	Name    string        `json:"name"`
	SHA256  string        `json:"sha256"`
	File    string        `json:"file"` // what was read
	State   run.FileState `json:"state"`
	Problem string        `json:"problem"`
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
	_, broken := s.Verify(id) // an entry that cannot be read may name a file too
	checked, bad := []checkedEvidence{}, 0
	for _, st := range states {
		c := checkedEvidence{Seq: st.Seq, Step: st.Evidence.Step, Name: st.Evidence.Name, SHA256: st.Evidence.SHA256, File: st.File, State: st.State}
		if st.Err != nil {
			c.Problem = st.Err.Error()
		}
		if st.State != run.Intact {
			bad++
		}
		checked = append(checked, c)
	}
	return errors.Join(e.showChecked(id, checked, bad, numbers(s, id)), broken)
}

// numbers returns how people know the steps of a run. Of one that does not
// open, all there is are their ids.
func numbers(s *store.Store, id string) func(step string) string {
	r, err := load(s, id)
	return func(step string) string {
		if err != nil {
			return step
		}
		found, missing := r.Find(step)
		if missing != nil {
			return step
		}
		return found.Number
	}
}

func (e env) showChecked(id string, checked []checkedEvidence, bad int, number func(step string) string) error {
	if e.flags.json {
		if err := e.json(checked); err != nil {
			return err
		}
	} else {
		var rows table
		for _, c := range checked {
			rows.row(string(c.State), fmt.Sprint(c.Seq), number(c.Step), c.Name+colon(c.Problem))
		}
		e.table(rows)
	}
	if bad > 0 {
		return checkError{fmt.Errorf("run %s: of %s, %d not as recorded", id, words.Plural(len(checked), "file of evidence", "files of evidence"), bad)}
	}
	return nil
}
