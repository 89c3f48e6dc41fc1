package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/bundle"
)

// An inspection is a run that was read to be looked at, and what the check of its
// record found.
type inspection struct {
	run    run.Run
	files  []run.File
	broken []error // what keeps the record from being whole
	lost   []error // copies of evidence that are not as they were attached
	seals  []bundle.Sealed
}

// inspecting says how a command reads a run to show it.
type inspecting struct {
	anyway bool // also one whose record is not whole
	files  bool // read the files of evidence too
	open   openOptions
}

// addOpening lets a command look into a file that cordon export wrote.
func addOpening(cmd *cobra.Command, how *inspecting) { how.open.add(cmd) }

// addAnyway adds the flag with which a record is shown that is not whole.
func addAnyway(cmd *cobra.Command, how *inspecting) {
	cmd.Flags().BoolVar(&how.anyway, "anyway", false, "show the record under a warning if it is not whole")
}

// inspect returns the run that ref names, and checks its record. One that is not
// whole is refused, or comes with what is wrong with it. Lost evidence is never in
// the way: the entries say what there was.
func (e env) inspect(ref string, how inspecting) (inspection, error) {
	if isFile(ref) {
		return e.lookInto(ref, how.open)
	}
	s := e.look()
	id, err := resolve(s, ref)
	if err != nil {
		return inspection{}, err
	}
	var in inspection
	if in.run, _, err = s.Inspect(id); err != nil {
		if !tampered(err) {
			return in, err
		}
		in.broken = append(in.broken, err)
	}
	if how.files {
		in.lookAtFiles(s, id)
		in.lookAtSeals(s, id)
	}
	if len(in.broken) > 0 && (!how.anyway || len(in.run.Entries()) == 0) {
		return in, in.broken[0]
	}
	return in, nil
}

// tampered reports whether an error says that a record is not whole, and not
// merely that it is out of reach.
func tampered(err error) bool { return exitCode(err) == exitCheck }

// lookAtFiles compares the files of evidence with the record.
func (in *inspection) lookAtFiles(s *store.Store, id string) {
	states, err := s.VerifyEvidence(id)
	if err != nil {
		in.broken = append(in.broken, err)
	}
	for _, st := range states {
		in.files = append(in.files, run.File{Seq: st.Seq, State: st.State})
		if st.State != run.Intact && st.Evidence.Kept {
			in.lost = append(in.lost, checkError{fmt.Errorf("run %s: entry %d: the copy of %s that was kept is %s", id, st.Seq, st.Evidence.Name, st.State.Says())})
		}
	}
}

// lookAtSeals checks the seals. Of a record that is not whole they prove nothing.
func (in *inspection) lookAtSeals(s *store.Store, id string) {
	if len(in.broken) > 0 {
		return
	}
	copied, err := s.Copy(id)
	c := bundle.Contents{Run: id, Lines: copied.Lines}
	for _, kept := range copied.Seals {
		seal, wrong := bundle.ReadSeal(kept.Text, kept.Signature, kept.Stamp)
		err = errors.Join(err, wrong)
		c.Seals = append(c.Seals, seal)
	}
	if err == nil {
		in.seals, err = c.CheckSeals(bundle.Trust{})
	}
	if err != nil {
		in.broken = append(in.broken, ofRun(id, err))
	}
}

// checked is what was checked, as a report says it.
func (in inspection) checked(now time.Time) report.Checked {
	c := report.Checked{At: now, Broken: in.broken, Files: in.files}
	for _, s := range in.seals {
		at := s.Claim.At.UTC().Format(time.RFC3339)
		c.Seals = append(c.Seals, report.Seal{Entries: s.Claim.Entries, At: report.Time(at), By: s.Claim.By, Key: s.Key})
	}
	return c
}

// sayRecord says what the check of the record found.
func (e env) sayRecord(in inspection) {
	switch {
	case len(in.broken) > 0:
		e.say("%s", words.UnderWarning(in.broken))
	case e.flags.json:
	default:
		e.say("The record of %s is %s.", in.run.ID(), words.Record(in.run, nil).Text)
	}
	for _, err := range in.lost {
		e.say("%s", err.Error())
	}
}

// sayToSend prints the line to send to somebody, of a record that is whole.
func (e env) sayToSend(in inspection) {
	if len(in.broken) == 0 {
		e.say("Send this to somebody, to show later that nothing was changed: %s", words.ToSend(in.run.Head(), in.run.ID()))
	}
}

// ends returns what a command that showed a record ends with.
func (in inspection) ends() error {
	if len(in.broken)+len(in.lost) > 0 {
		return exitStatus(exitCheck)
	}
	return nil
}

// besides is what is known beside the entries of a run that was inspected.
func (e env) besides(in inspection) run.Beside {
	return run.Beside{
		Library: e.library().Shelved, Others: e.othersOf(in.run), Files: in.files, Broken: in.broken, Now: e.now(),
	}
}
