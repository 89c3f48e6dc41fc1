package main

import (
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/bundle"
)

// An inspection is a run that was read to be looked at, and what the check of its
// record found.
type inspection struct {
	run     run.Run
	checked run.Checked
}

// inspecting says how a command reads a run to show it.
type inspecting struct {
	anyway bool // also one whose record is not whole
	files  reading
	open   openOptions
}

// reading says which files of evidence are read and compared with the record.
type reading int

const (
	noFiles  reading = iota
	copies           // those of which a copy was kept, beside the store
	allFiles         // and those that lie elsewhere, which may take long
)

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
	in, err := lookAt(s, id, how.files, e.now())
	if err == nil && len(in.checked.Broken) > 0 && (!how.anyway || len(in.run.Entries()) == 0) {
		err = notWholeError{id, in.checked, in.checked.Broken[0]}
	}
	return in, err
}

// lookAt reads a run and checks its record. The error says that it is out of reach.
func lookAt(s *store.Store, id string, files reading, now time.Time) (inspection, error) {
	r, _, broken := s.Inspect(id)
	if broken != nil && !tampered(broken) {
		return inspection{}, broken
	}
	seen, read, unread := lookAtFiles(s, id, files)
	in := inspection{r, r.Looked(now, read, seen)}
	imports, lost := s.Imports(id)
	in.checked.Imports = imports
	var unsealed error
	if broken == nil && files == allFiles { // of what is not whole a seal proves nothing
		in.checked.Seals, unsealed = lookAtSeals(s, id)
	}
	for _, err := range []error{broken, unread, lost, unsealed} {
		if err != nil {
			in.checked.Broken = append(in.checked.Broken, err)
		}
	}
	return in, nil
}

// tampered reports whether an error says that a record is not whole, and not
// merely that it is out of reach.
func tampered(err error) bool { return exitCode(err) == exitCheck }

// lookAtFiles compares files of evidence with the record, and reports whether it did.
func lookAtFiles(s *store.Store, id string, files reading) (seen []run.File, read bool, err error) {
	var states []store.EvidenceState
	switch files {
	case noFiles:
		return nil, false, nil
	case copies:
		states, err = s.VerifyCopies(id)
	default:
		states, err = s.VerifyEvidence(id)
	}
	for _, st := range states {
		seen = append(seen, run.File{Seq: st.Seq, State: st.State})
	}
	return seen, err == nil, err
}

// lookAtSeals checks the seals of a run.
func lookAtSeals(s *store.Store, id string) ([]run.Signature, error) {
	copied, err := s.Copy(id)
	if err != nil {
		return nil, ofRun(id, err)
	}
	seals, err := sealsOf(copied)
	if err != nil {
		return nil, ofRun(id, err)
	}
	found, err := bundle.Contents{Run: id, Lines: copied.Lines, Seals: seals}.CheckSeals(bundle.Trust{})
	return bundle.Signatures(found), ofRun(id, err)
}

// A notWholeError is a record that is not as it was written.
type notWholeError struct {
	id      string
	checked run.Checked
	err     error // what is wrong
}

// Error implements error.
func (e notWholeError) Error() string {
	return "the record of run " + e.id + " is " + words.Record(e.checked).Text
}

// Unwrap returns what is wrong.
func (e notWholeError) Unwrap() error { return e.err }

// sayRecord says what the check of the record found.
func (e env) sayRecord(in inspection) {
	warning := words.UnderWarning(in.checked)
	e.sayDrill(in.run)
	switch {
	case warning != "":
		e.say("%s", warning)
	case !e.flags.json:
		e.say("The record of run %s is %s.", in.run.ID(), words.Record(in.checked).Text)
	}
}

// sayDrill says of a drill that it is one.
func (e env) sayDrill(r run.Run) {
	if r.Drill() && !e.flags.json {
		e.say("DRILL: nothing of this happened.")
	}
}

// sayToSend prints the line to send to somebody, of a record whose entries are
// whole.
func (e env) sayToSend(in inspection) {
	if len(in.checked.Broken) == 0 {
		e.say("Send this to somebody, to show later that nothing was changed: %s", words.ToSend(in.run.Head(), in.run.ID()))
	}
}

// ends returns what a command that showed a record ends with.
func (in inspection) ends() error {
	if len(in.checked.Broken)+len(in.checked.Lost()) > 0 {
		return exitStatus(exitCheck)
	}
	return nil
}

// besides is what is known beside the entries of a run that was inspected.
func (e env) besides(in inspection) run.Beside {
	return run.Beside{
		Library: e.library().Shelved, Others: e.othersOf(in.run), Files: in.checked.Files, Broken: in.checked.Broken, Now: e.now(),
	}
}
