package scenario

import (
	"fmt"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A Report is what became of a scenario.
type Report struct {
	// Run is the run as it stands at the end, and Now the moment at which it
	// was asked.
	Run run.Run
	Now time.Time
	// Deviations is everything that came out otherwise than expected, in the
	// order of the file. Without any the scenario passed.
	Deviations []Deviation
}

// A Deviation is something that came out otherwise. Its text says it all; Want
// and Got are the two sides of it, for programs.
type Deviation struct {
	playbook.Problem
	Want, Got string
}

// Run plays a scenario with a playbook, whose rules must be in it. An error is
// a [playbook.Problems]: the scenario does not fit the playbook, or a run would
// refuse what it does.
func Run(s *Scenario, book *playbook.Playbook) (Report, error) {
	p := player{Scenario: s, run: run.New("scenario", book)}
	p.must(place{1, 1}, run.Stamp{}, run.Start(book, "", true))
	for _, f := range s.facts {
		if !p.full() {
			p.record(f)
		}
	}
	if len(p.problems) == 0 { // else a deed may be refused for that alone
		for _, d := range s.deeds {
			if !p.full() {
				p.do(d)
			}
		}
	}
	p.checkNames()
	if len(p.problems) > 0 {
		return Report{}, p.problems
	}
	return Report{Run: p.run, Now: s.Now, Deviations: compare(s, p.run)}, nil
}

// A player plays a scenario: it takes a run from one entry to the next, as a
// store does.
type player struct {
	*Scenario
	run      run.Run
	problems playbook.Problems
}

// maxProblems is more than anybody reads of one file.
const maxProblems = 200

// full reports whether there is no point in looking for more problems.
func (p *player) full() bool { return len(p.problems) >= maxProblems }

func (p *player) fail(at place, hint, format string, args ...any) {
	p.problems = append(p.problems, p.problem(at, fmt.Sprintf(format, args...), hint))
}

// must takes the run on by an intention, or says at a place why not.
func (p *player) must(at place, stamp run.Stamp, intend run.Intention) {
	if err := p.take(stamp, intend); err != nil {
		p.fail(at, "", "%v", err)
	}
}

func (p *player) take(stamp run.Stamp, intend run.Intention) error {
	ev, err := intend(p.run)
	if err != nil {
		return err
	}
	stamp.By, stamp.Now = "scenario", p.Now
	lines, err := run.Seal(p.run.ID(), p.run.Head(), p.run.Last(), stamp, ev, [16]byte{}) // nobody keeps it
	if err != nil {
		return err
	}
	entry, err := lines.Read()
	if err != nil {
		return err
	}
	p.run, err = p.run.Apply(p.run.Head().Next(lines.Header), &entry)
	return err
}

func (p *player) record(f fact) {
	asked, err := p.run.Book().FindFact(f.id.text)
	if err != nil {
		p.fail(f.id.place, "", "%v", err)
		return
	}
	value, err := asked.Parse(f.value.text, p.Now)
	if err != nil {
		p.fail(f.value.place, "", "%v", err)
		return
	}
	p.must(f.id.place, run.Stamp{At: f.at.time}, run.RecordFact(asked.ID, value, f.because, ""))
}

func (p *player) do(d deed) {
	at := d.at.time
	if at.IsZero() {
		at = p.Now
	}
	what := d.what.text
	var intend run.Intention
	switch d.verb {
	case "done":
		p.tick(what, at)
		intend = run.CompleteStep(what, d.because)
	case "skip":
		intend = run.SkipStep(what, d.because)
	case "file":
		intend = run.FileClock(what, d.reference, "", d.because, at)
	case "waive":
		intend = run.WaiveClock(what, d.because)
	case "confirm":
		intend = run.ConfirmClock(what, d.because)
	}
	p.must(d.what.place, run.Stamp{At: at}, intend)
}

// tick ticks the checks of a step. If there is no such step, doing it says so.
func (p *player) tick(step string, at time.Time) {
	s, err := p.run.Find(step)
	if err != nil {
		return
	}
	for i, ticked := range s.Ticked {
		if ticked == nil {
			_ = p.take(run.Stamp{At: at}, run.TickCheck(s.ID, i+1)) // what is lacking then is said of the step
		}
	}
}

// checkNames finds what is expected of things that the playbook does not have.
func (p *player) checkNames() {
	book := p.run.Book()
	for _, l := range p.expect.steps {
		for _, w := range l.words {
			if _, ok := book.Step(w.text); !ok {
				p.unknown(w, p.findStep)
			}
		}
	}
	for _, c := range p.expect.clocks.all {
		p.unknown(c.id, func(id string) error { _, err := p.run.Clock(id); return err })
	}
	for _, d := range p.expect.drafts.all {
		p.unknown(d.id, func(id string) error { _, err := p.run.Message(id); return err })
		for _, gap := range d.gaps.words {
			p.unknown(gap, func(id string) error { _, err := book.FindFact(id); return err })
		}
	}
}

// unknown reports a name that cannot be found.
func (p *player) unknown(w word, find func(id string) error) {
	if p.full() {
		return
	}
	if err := find(w.text); err != nil {
		p.fail(w.place, "", "%v", err)
	}
}

// findStep says why an id is not that of a step. A person may name a step in
// other ways, which would not stay the same here.
func (p *player) findStep(id string) error {
	s, err := p.run.Book().Find(id)
	if err == nil {
		err = fmt.Errorf("write the id of the step, %s, and not %q", s.ID, id)
	}
	return err
}
