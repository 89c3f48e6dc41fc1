package run

import (
	"slices"
	"time"

	"cordon/playbook"
	"cordon/playbook/drill"
)

// A Sheet is what came of a drill, from the journal alone.
type Sheet struct {
	Drill   *drill.Drill
	Points  int // of those that could be had: see [drill.Drill.Points]
	Items   []SheetItem
	Injects []SheetInject
	Lines   []SheetLine
}

// A Result says what came of an item of the score.
type Result string

// The results. Points are for what is met alone.
const (
	Met        Result = "met"
	Late       Result = "late"
	Missed     Result = "missed"
	NotReached Result = "not-reached"
	NotAnswer  Result = "not-answered" // a question that nobody has answered yet
)

// A SheetItem is an item of the score and what came of it.
type SheetItem struct {
	drill.Item
	Result Result
	Points int    // that were made
	Entry  *Entry // by which, nil if there is none
}

// A SheetInject is an inject and what became of it.
type SheetInject struct {
	drill.Inject
	Coming Coming
	Entry  *Entry // InjectShown, or nil
}

// A SheetLine is a line to fill in, and what stands there.
type SheetLine struct {
	Line  string // one of [SheetLines]
	Entry *Entry // DrillAnswered, nil while it is empty
}

// Text is what stands in the line.
func (l SheetLine) Text() string {
	if l.Entry == nil {
		return ""
	}
	return l.Entry.Event.(DrillAnswered).Text
}

// Sheet returns what came of the drill of a run that is closed. Before that it is
// a refusal: nobody sees what is looked at while it is played.
func (r Run) Sheet() (Sheet, error) {
	d, plays := r.Exercise()
	if !plays {
		return Sheet{}, refuse("no drill with messages was played in this run, so there is no sheet")
	}
	if err := r.drillOpen(); err != nil {
		return Sheet{}, err
	}
	s := Sheet{Drill: d}
	end := r.state.exercise.now().start
	for _, item := range d.Score {
		judged := r.judge(item, end)
		if judged.Result == Met {
			judged.Points = item.Points
		}
		s.Points += judged.Points
		s.Items = append(s.Items, judged)
	}
	for _, in := range d.Injects {
		_, coming := r.coming(in, end)
		switch {
		case coming != WasShown && r.hidesInject():
			coming = Hidden
		case coming == Comes:
			coming = TooLate
		}
		s.Injects = append(s.Injects, SheetInject{Inject: in, Coming: coming, Entry: r.state.exercise.showing(in.ID)})
	}
	for _, line := range SheetLines() {
		s.Lines = append(s.Lines, SheetLine{Line: line, Entry: r.state.exercise.answers["line:"+line]})
	}
	return s, nil
}

// hidesInject reports whether an entry that showed a message is withheld, so that nobody
// can say which one came.
func (r Run) hidesInject() bool {
	return slices.ContainsFunc(r.Bodiless(), func(e *Entry) bool { return e.Event.Kind() == InjectShown{}.Kind() })
}

// judge says what came of an item. end is when the drill ended, at the table.
func (r Run) judge(item drill.Item, end time.Duration) SheetItem {
	s := SheetItem{Item: item}
	if item.Ask != "" {
		return r.answer(s)
	}
	x := r.state.exercise
	var from time.Duration
	if item.Of != "" {
		of := x.showing(item.Of)
		if of == nil {
			s.Result = NotReached
			return s
		}
		from = x.table(of)
	}
	e, inTime := r.cameAbout(item.Want)
	s.Entry = e
	switch {
	case e == nil && (!r.reachable(item.Want) || item.Within > 0 && end < from+item.Within):
		s.Result = NotReached
	case e == nil:
		s.Result = Missed
	case !inTime, item.Within > 0 && x.happened(e) > from+item.Within, r.afterwards(e, item.Before):
		s.Result = Late
	default:
		s.Result = Met
	}
	return s
}

func (r Run) answer(s SheetItem) SheetItem {
	s.Result = NotAnswer
	if e := r.state.exercise.answers[s.ID]; e != nil {
		s.Entry, s.Result = e, Missed
		if e.Event.(DrillAnswered).Yes {
			s.Result = Met
		}
	}
	return s
}

// afterwards reports whether an entry came after what should have come later.
func (r Run) afterwards(e *Entry, before drill.Anchor) bool {
	other := r.anchor(before)
	if other == nil {
		return false
	}
	x := r.state.exercise
	ours, theirs := x.happened(e), x.happened(other)
	return ours > theirs || ours == theirs && e.Seq > other.Seq
}

// cameAbout returns the entry by which something that is wanted came about, or nil,
// and whether that was in time by the law.
func (r Run) cameAbout(w drill.Want) (e *Entry, inTime bool) {
	switch w.Kind {
	case drill.Step:
		return r.settledAs(w), true
	case drill.Fact:
		return r.recordedAs(w), true
	case drill.Message:
		return r.anchor(w.Anchor), true
	}
	c, err := r.Clock(w.ID)
	switch {
	case err != nil:
		return nil, true
	case w.State == "not-notified" && c.Filed == nil:
		return c.Waived, true
	case w.State == "not-notified" || c.Filed == nil:
		return nil, true
	}
	return c.Filed, w.State == "filed" || c.Status(c.Filed.At) == ClockFiledInTime
}

func (r Run) settledAs(w drill.Want) *Entry {
	s := r.state.step(w.ID)
	if s == nil || !s.state.Settled() || w.State != "settled" && w.State != string(s.state) {
		return nil
	}
	return s.settled
}

// recordedAs returns the entry from which on a fact has the value that is wanted.
func (r Run) recordedAs(w drill.Want) *Entry {
	var since *Entry
	for _, e := range r.recordsOf(w.ID) {
		switch fits := w.Is == "" || e.Event.(FactRecorded).Value.Equal(w.Value); {
		case !fits:
			since = nil
		case since == nil:
			since = e
		}
	}
	return since
}

// reachable reports whether something that is wanted could have come about.
func (r Run) reachable(w drill.Want) bool {
	switch w.Kind {
	case drill.Step:
		s := r.state.step(w.ID)
		return s != nil && s.applies == playbook.Yes
	case drill.Clock:
		c, err := r.Clock(w.ID)
		return err == nil && c.Started() && c.Applies != playbook.No
	}
	return true
}
