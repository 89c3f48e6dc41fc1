package report

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A check says in words what was checked.
type check struct {
	OK   bool
	Text string
	Seqs []uint64
}

// checks says what was checked of the record.
func (m sheetMaker) checks() []check {
	c := m.opts.Checked
	state := words.Record(c)
	all := []check{{OK: state.Tone == words.Good, Text: "The record is " + state.Text}}
	bad := m.notAsRecorded()
	if len(c.Files) > 0 {
		text := fmt.Sprintf("%d of %s as recorded", len(c.Files)-len(bad), words.Plural(len(c.Files), "file of evidence is", "files of evidence are"))
		all = append(all, check{OK: len(bad) == 0, Text: text})
	}
	first := len(all)
	for _, f := range bad {
		text := m.fileName(f.Seq) + " is " + f.State.Says()
		if i := slices.IndexFunc(all[first:], func(c check) bool { return c.Text == text }); i >= 0 {
			all[first+i].Seqs = append(all[first+i].Seqs, f.Seq)
			continue
		}
		all = append(all, check{Text: text, Seqs: []uint64{f.Seq}})
	}
	for _, in := range c.Imports {
		all = append(all, check{OK: true, Text: "Imported here: " + words.Imported(in, m.at())})
	}
	return append(all, m.sealChecks()...)
}

func (m sheetMaker) fileName(seq uint64) string {
	e, ok := m.run.Entry(seq)
	if !ok {
		return fmt.Sprintf("the file of entry %d", seq)
	}
	ev, _ := e.Event.(run.EvidenceAdded)
	return ev.Name
}

// notAsRecorded are the files that are no longer what they were.
func (m sheetMaker) notAsRecorded() []run.File {
	var bad []run.File
	for _, f := range m.opts.Checked.Files {
		if f.State != run.Intact {
			bad = append(bad, f)
		}
	}
	return bad
}

// checkPills say how the record and the evidence stand.
func (m sheetMaker) checkPills() []pill {
	c := m.opts.Checked
	var all []pill
	switch bad := len(m.notAsRecorded()); {
	case bad > 0:
		all = append(all, pill{fmt.Sprintf("Evidence: %d of %d not as recorded", bad, len(c.Files)), "bad"})
	case len(c.Files) > 0:
		all = append(all, pill{words.Plural(len(c.Files), "file of evidence as recorded", "files of evidence as recorded"), "fine"})
	}
	state := words.Record(c)
	return append(all, pill{upper(state.Word), tones[state.Tone]})
}

// head is the line to keep elsewhere, of a record that is whole.
func (m sheetMaker) head() string {
	if len(m.opts.Checked.Broken) > 0 {
		return ""
	}
	return words.ToSend(m.run.Head(), m.run.ID())
}

// warning stands before all that is shown of a record that is not whole.
func (m sheetMaker) warning() string {
	return words.UnderWarning(m.opts.Checked)
}

// fileNow says how a file of evidence stands now, if somebody looked.
func (m sheetMaker) fileNow(seq uint64) pill {
	for _, f := range m.opts.Checked.Files {
		switch {
		case f.Seq != seq:
		case f.State == run.Intact:
			return pill{string(f.State), "fine"}
		default:
			return pill{string(f.State), "bad"}
		}
	}
	return pill{"not looked at", "none"}
}
