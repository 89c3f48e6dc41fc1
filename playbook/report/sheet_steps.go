package report

import (
	"fmt"
	"slices"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A stage is a phase of the playbook.
type stage struct {
	Number, Title, Book, Goal string
	Settled                   string
	Steps                     []act
	Folded                    []string // steps that did not apply and have no entry
}

// An act is a step with what was done about it.
type act struct {
	Group         string // the small heading to stand before it, or nothing
	GroupEnds     bool   // it stands under none, and the step before it does
	Number, Title string
	State         string // its id, for the look
	Sign          string
	Word          string
	At            moment
	By            string
	Seq           uint64
	Flags         []pill // its findings
	Because       string
	Lines         []words.Line // the rest of what there is to say of how it stands
	Role          string
	Optional      bool
	Checks        []ticked
	Facts         []saying
	Notes         []note
	Files         []file
}

// A ticked is a check of a step.
type ticked struct {
	Text string
	Done bool
	Note string // who ticked it
	At   moment
	By   string
	Seq  uint64
}

func (m sheetMaker) stages() []stage {
	all := make([]stage, len(m.run.Book().Phases))
	for i, phase := range m.run.Book().Phases {
		p := m.run.PhaseProgress(i)
		st := stage{
			Number: phase.Number, Title: phase.Title, Book: phase.Book, Goal: phase.Goal,
			Settled: fmt.Sprintf("%d of %d settled", p.Settled, p.Total),
		}
		var groups playbook.Grouping
		for _, s := range m.run.Phase(i) {
			if folded(s) {
				st.Folded = append(st.Folded, s.Number+" "+s.Title)
				continue
			}
			a := m.act(s)
			a.Group, a.GroupEnds = groups.Next(s.Step)
			st.Steps = append(st.Steps, a)
		}
		all[i] = st
	}
	return all
}

func (m sheetMaker) act(s run.Step) act {
	state := words.StepState(s)
	a := act{
		Number: s.Number, Title: s.Title, State: state.ID, Sign: signs[state.Sign], Word: state.Text, Because: s.Reason,
		Optional: s.Optional, Checks: m.ticked(s), Facts: m.stepFacts(s), Notes: m.notesOf(s.Notes),
	}
	if e, ok := m.run.Entry(s.Seq); ok && s.State != run.Todo {
		a.At, a.By, a.Seq = m.when(e.At), e.By, e.Seq
	}
	for _, l := range words.Step(m.run, s, m.at()) {
		if l.Label != "state" && l.Label != "because" {
			a.Lines = append(a.Lines, l)
		}
	}
	if role, ok := m.run.Book().Role(s.Role); ok {
		a.Role = role.Title
	}
	for _, f := range m.opts.Findings {
		flag := pill{upper(f.Kind.Of().Name), string(f.Weight)}
		if f.Step == s.ID && !slices.Contains(a.Flags, flag) {
			a.Flags = append(a.Flags, flag)
		}
	}
	for _, e := range s.Attached {
		a.Files = append(a.Files, m.file(s, e))
	}
	return a
}

// signs are the marks of the states of steps.
var signs = map[words.Sign]string{
	words.Todo: "○", words.Done: "✓", words.Skipped: "–", words.Blocked: "!", words.Failed: "✗", words.NotApplicable: "/", words.Waiting: "?",
}

func (m sheetMaker) ticked(s run.Step) []ticked {
	all := make([]ticked, len(s.Checks))
	for i, text := range s.Checks {
		all[i] = ticked{Text: text}
		if e := s.Ticked[i]; e != nil {
			all[i] = ticked{Text: text, Done: true, Note: m.at().Signed(e), At: m.when(e.At), By: e.By, Seq: e.Seq}
		}
	}
	return all
}

// stepFacts are the facts that were recorded on a step, and those that it asks
// for and that were recorded elsewhere.
func (m sheetMaker) stepFacts(s run.Step) []saying {
	var all []saying
	var here []string
	for _, e := range s.Entries {
		ev, ok := e.Event.(run.FactRecorded)
		if !ok || m.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		here = append(here, ev.Fact)
		said := saying{Text: words.Recorded(m.run, ev), By: e.By, At: m.when(e.At), Seq: e.Seq}
		if now, ok := m.run.Fact(ev.Fact); ok && now.Seq != e.Seq {
			said.Note = "changed later"
		}
		all = append(all, said)
	}
	for _, id := range s.Record {
		if rec, ok := m.run.Fact(id); ok && !slices.Contains(here, id) {
			all = append(all, saying{Text: words.Answer(m.run, id), Note: "recorded elsewhere", Seq: rec.Seq})
		}
	}
	return all
}

// folded reports whether a step did not apply and nothing was noted on it.
func folded(s run.Step) bool { return !s.Counts() && len(s.Entries) == 0 }
