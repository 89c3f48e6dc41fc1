package report

import (
	"cmp"
	_ "embed"
	"io"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

//go:embed paper.tmpl
var paperSource string

//go:embed paper.css
var paperStyle string

// A paper is one page to go on with by hand when the laptop does not: what is to
// do, who does it, and what is due.
type paper struct {
	Title, Head, Note string
	Warning           string
	Moments           []saying // asked or recorded
	People            []saying
	Duties            []saying
	Phases            []paperPhase
	Legal             string
}

// A paperPhase is a phase with a box for each step.
type paperPhase struct {
	Number, Title string
	Steps         []paperStep
}

type paperStep struct {
	Group         string // the small heading to stand before it, or nothing
	GroupEnds     bool   // it stands under none, and the step before it does
	Number, Title string
	Sign          string // empty for one that is still to do
	Tonight       bool
	Note          string
}

// Paper writes what a run stands at as one page to print: the steps that are left,
// the deadlines that run, and whom to call. It is a page like that of [HTML], with
// nothing that happened and all that is to come.
func Paper(w io.Writer, r run.Run, opts Options) error {
	m := newSheetMaker(r, opts, shortMoment)
	p := paper{
		Title: r.Title(), Head: "Run " + r.ID() + ", led by " + r.Lead() + ". As of " + m.when(m.asOf).Text + ", all times " + m.zone() + ". Settled: " + strings.TrimSpace(m.settled()+". "+words.BodilessText(r)),
		Note: "Write down what you do with its time, and record it later with --at.", Warning: m.warning(), Legal: playbook.NotLegalAdvice,
		Moments: m.paperMoments(), People: m.paperPeople(), Duties: m.paperDuties(),
	}
	if r.Drill() {
		p.Title = "DRILL: " + p.Title
	}
	for i, phase := range r.Book().Phases {
		p.Phases = append(p.Phases, m.paperPhase(phase, r.Phase(i)))
	}
	return render(w, paperSource, paperStyle, false, p)
}

// PlaybookPaper writes a playbook as one page to print and to work from by hand.
func PlaybookPaper(w io.Writer, b *playbook.Playbook) error {
	p := paper{
		Title: b.Title, Head: "Playbook " + b.ID + " " + b.Version + ". Printed for the day on which the laptop is dead.",
		Note:  "Write down what you do with its time, and record it later with --at.",
		Legal: playbook.NotLegalAdvice,
	}
	for _, h := range momentsOf(b) {
		p.Moments = append(p.Moments, saying{Label: h.Label})
	}
	for _, role := range b.Roles {
		p.People = append(p.People, saying{Label: role.Title})
	}
	for _, c := range b.Clocks {
		p.Duties = append(p.Duties, dutyOf(b, c))
	}
	for _, phase := range b.Phases {
		ph := paperPhase{Number: phase.Number, Title: phase.Title}
		var groups playbook.Grouping
		for _, s := range phase.Steps {
			one := paperStep{Number: s.Number, Title: s.Title, Note: words.Repeats(b, s), Tonight: s.Tonight}
			one.Group, one.GroupEnds = groups.Next(s)
			ph.Steps = append(ph.Steps, one)
		}
		p.Phases = append(p.Phases, ph)
	}
	return render(w, paperSource, paperStyle, false, p)
}

// momentsOf are the moments to write down, each with what it is called: those of
// the headline, or else those that deadlines count from.
func momentsOf(b *playbook.Playbook) []playbook.Headline {
	var all []playbook.Headline
	for _, h := range b.Headline {
		if f, ok := b.Fact(h.Fact); ok && f.Type == playbook.Time {
			all = append(all, playbook.Headline{Fact: f.ID, Label: cmp.Or(h.Label, f.Ask)})
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, c := range b.Clocks {
		named := func(h playbook.Headline) bool { return h.Fact == c.From }
		if f, ok := b.Fact(c.From); ok && !slices.ContainsFunc(all, named) {
			all = append(all, playbook.Headline{Fact: f.ID, Label: f.Ask})
		}
	}
	return all
}

// dutyOf says what a duty is called and how long it gives.
func dutyOf(b *playbook.Playbook, c playbook.Clock) saying {
	at := slices.IndexFunc(b.Rules, func(r playbook.Rule) bool { return r.ID == c.Rule })
	rule := playbook.Rule{}
	if at >= 0 {
		rule = b.Rules[at]
	}
	within := cmp.Or(c.Within, rule.Counting.Within.String())
	if c.Hours != "" {
		within = "by the contract"
	}
	return saying{Label: cmp.Or(c.Title, rule.Title, c.Rule), Text: cmp.Or(within, "no number")}
}

// paperMoments are the moments to write down with what is recorded.
func (m sheetMaker) paperMoments() []saying {
	var all []saying
	for _, h := range momentsOf(m.run.Book()) {
		s := saying{Label: h.Label}
		rec, _ := m.run.Fact(h.Fact)
		if at, ok := rec.Value.Time(); ok {
			s.Text = m.when(at).Text
		}
		all = append(all, s)
	}
	return all
}

// paperPeople are who has each role, and how to reach whom the profile names.
func (m sheetMaker) paperPeople() []saying {
	var all []saying
	for _, role := range m.run.Book().Roles {
		h, _ := m.run.Role(role.ID)
		all = append(all, saying{Label: role.Title, Text: h.Name, Note: words.Call(m.run, role.ID)})
	}
	return all
}

// paperDuties are the deadlines that run, those that may not apply last.
func (m sheetMaker) paperDuties() []saying {
	var all []saying
	moment := func(t time.Time) string { return m.when(t).Text }
	for _, c := range words.Order(m.run.Ticking(), m.asOf) {
		all = append(all, saying{Label: c.Title, Text: words.ClockDueClause(m.run, c, m.asOf, moment), Note: words.ClockState(c, m.asOf).Text})
	}
	return all
}

func (m sheetMaker) paperPhase(phase playbook.Phase, steps []run.Step) paperPhase {
	ph := paperPhase{Number: phase.Number, Title: phase.Title}
	var groups playbook.Grouping
	for _, s := range steps {
		if !s.Counts() {
			continue
		}
		one := paperStep{Number: s.Number, Title: s.Title, Tonight: s.Tonight}
		one.Group, one.GroupEnds = groups.Next(s.Step)
		state := words.StepState(s)
		if s.State.Settled() {
			one.Sign = signs[state.Sign]
		} else if s.State == run.Blocked || s.Waiting() {
			one.Note = state.Text
		}
		ph.Steps = append(ph.Steps, one)
	}
	return ph
}
