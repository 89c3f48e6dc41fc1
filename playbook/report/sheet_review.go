package report

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// lessons are what a reviewer wants learnt, each with who sees to it.
func (m sheetMaker) lessons() []saying {
	var all []saying
	for _, e := range m.run.Lessons() {
		all = append(all, saying{Text: words.LessonText(e), By: e.By, At: m.when(e.At), Seq: e.Seq})
	}
	return all
}

// verdict is what a reviewer made of a row of findings.
func (m sheetMaker) verdict(row words.FindingRow) (pill, saying) {
	e := words.VerdictOn(m.run, row)
	if e == nil {
		return pill{}, saying{}
	}
	ev, _ := e.Event.(run.VerdictGiven)
	state := words.Verdict(ev.Verdict)
	return pill{upper(state.Text), tones[state.Tone]}, saying{Text: ev.Comment, By: e.By, At: m.when(e.At), Seq: e.Seq}
}

// reviewPills say of a closed run whether somebody sealed and reviewed it.
func (m sheetMaker) reviewPills() []pill {
	if _, closed := m.run.Closing(); !closed {
		return nil
	}
	reviewed := pill{"Not reviewed", "warn"}
	if all := m.run.SignOffs(); len(all) > 0 {
		ev, _ := all[len(all)-1].Event.(run.SignedOff)
		reviewed = pill{"Reviewed by " + ev.Name, tones[words.SignOff(m.run, m.at()).Tone]}
	}
	return []pill{m.sealed(), reviewed}
}

// sealed says whether the record is sealed, and what came since. Where the seals
// were looked at, they say so; an entry says only that one was made.
func (m sheetMaker) sealed() pill {
	entries := uint64(len(m.run.Entries()))
	if seals := m.opts.Checked.Seals; len(seals) > 0 {
		last := seals[len(seals)-1]
		return sealedBefore("Sealed by "+last.By, entries-min(entries, last.Entries))
	}
	for _, e := range slices.Backward(m.run.Entries()) {
		if _, ok := e.Event.(run.RunSealed); !ok {
			continue
		}
		if !m.opts.Checked.At.IsZero() {
			return pill{"Its seal is not at hand", "warn"}
		}
		return sealedBefore("Sealed", entries-e.Seq)
	}
	return pill{"Not sealed", "warn"}
}

func sealedBefore(text string, since uint64) pill {
	if since > 0 {
		return pill{text + ", " + words.Plural(int(since), "entry", "entries") + " since", "warn"}
	}
	return pill{text, "fine"}
}

// sealChecks say of each seal what it is of.
func (m sheetMaker) sealChecks() []check {
	var all []check
	for _, s := range m.opts.Checked.Seals {
		all = append(all, check{OK: true, Text: fmt.Sprintf("Entries 1 to %d are sealed by %s, as the signer says, with the key %s", s.Entries, s.By, s.Key)})
	}
	return all
}
