package report

import (
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

// sealed says whether the record was sealed, and what came since.
func (m sheetMaker) sealed() pill {
	entries := m.run.Entries()
	for i := len(entries) - 1; i >= 0; i-- {
		if _, ok := entries[i].Event.(run.RunSealed); !ok {
			continue
		}
		if since := len(entries) - 1 - i; since > 0 {
			return pill{"Sealed, " + words.Plural(since, "entry", "entries") + " since", "warn"}
		}
		return pill{"Sealed", "fine"}
	}
	return pill{"Not sealed", "warn"}
}
