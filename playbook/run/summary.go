package run

import (
	"cmp"
	"slices"
	"time"
)

// A Summary is what a list of runs shows. The store renews it with each entry,
// so that a list needs no replay.
type Summary struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Playbook PlaybookRef `json:"playbook"`
	// PlaybookTitle is the playbook's title when the run began.
	PlaybookTitle string    `json:"playbook_title"`
	Drill         bool      `json:"drill"`
	Opened        time.Time `json:"opened"`
	Closed        time.Time `json:"closed,omitzero"`
	Lead          string    `json:"lead"`
	Head          Head      `json:"head"`
	Progress      Progress  `json:"progress"`
	Skipped       int       `json:"skipped"`
	Failed        int       `json:"failed"`
	// Phase and Step are where the run stands: numbers from 1, and titles.
	Phase      int    `json:"phase"`
	PhaseTitle string `json:"phase_title"`
	Step       string `json:"step"`
	StepTitle  string `json:"step_title"`
	NeedsYou   int    `json:"needs_you"`
	// Clock is the nearest deadline of those that apply and run, nil if none
	// does.
	Clock *SummaryClock `json:"clock,omitempty"`
	// DueSoon is from when on a deadline that applies is due soon. That need
	// not be the nearest: a limit in days warns earlier than one in hours.
	DueSoon time.Time `json:"due_soon,omitzero"`
	// Last is when the last entry was recorded, and LastBy by whom.
	Last   time.Time `json:"last"`
	LastBy string    `json:"last_by"`
	// Phases is how far each phase has come. A summary written before there
	// was such a thing has none.
	Phases []SummaryPhase `json:"phases,omitempty"`
	// Incident is what [NameIncident] called the incident.
	Incident string `json:"incident,omitempty"`
	// Extended says that the run took in playbooks or rules: the playbook that
	// it began with does not have all of it.
	Extended bool `json:"extended,omitempty"`
	// Duties counts the clocks that nobody has settled, those included that may
	// not apply. See [Run.Ticking].
	Duties int `json:"duties,omitempty"`
	// May are the deadlines that run and may not apply, the nearest first: what
	// was overdue already when the last entry was made, but for the last of it,
	// and what lies far ahead are left out.
	May []SummaryClock `json:"may,omitempty"`
	// Looks are when steps are to be looked at again, the earliest first: see
	// [Summary.NeedsAt].
	Looks []time.Time `json:"look_again,omitempty"`
	// Paused says that a drill is paused: it has no clock then, for none comes nearer.
	Paused bool `json:"paused,omitempty"`
	// Counted says in which way the program counted that wrote the summary, 0
	// before that was said. It is set by [Summary.Text].
	Counted int `json:"counted,omitempty"`
}

// Differs names what of a kept summary is not as the entries have it, or is empty.
// Where another version of the program counted, only what follows from the entries
// alone is compared.
func (s Summary) Differs(fold Summary) string {
	same := func(a, b time.Time) bool { return a.Equal(b) }
	for _, f := range []struct {
		what string
		same bool
	}{
		{"the id", s.ID == fold.ID},
		{"the head", s.Head == fold.Head},
		{"the title", s.Title == fold.Title},
		{"the playbook", s.Playbook == fold.Playbook},
		{"whether it is a drill", s.Drill == fold.Drill},
		{"when it was opened", same(s.Opened, fold.Opened)},
		{"when it was closed", same(s.Closed, fold.Closed)},
		{"who leads it", s.Lead == fold.Lead},
		{"when the last entry was recorded", same(s.Last, fold.Last)},
		{"who recorded the last entry", s.LastBy == fold.LastBy},
		{"the incident", s.Incident == fold.Incident},
	} {
		if !f.same {
			return f.what
		}
	}
	if s.Counted != counting {
		return ""
	}
	return s.miscounts(fold)
}

// miscounts names what is counted and is not as the entries have it, or is empty.
func (s Summary) miscounts(fold Summary) string {
	for _, f := range []struct {
		what string
		same bool
	}{
		{"the title of the playbook", s.PlaybookTitle == fold.PlaybookTitle},
		{"how much is settled", s.Progress == fold.Progress && s.Skipped == fold.Skipped && s.Failed == fold.Failed},
		{"the step at hand", s.Phase == fold.Phase && s.PhaseTitle == fold.PhaseTitle && s.Step == fold.Step && s.StepTitle == fold.StepTitle},
		{"how much needs somebody", s.NeedsYou == fold.NeedsYou},
		{"the nearest deadline", slices.EqualFunc(one(s.Clock), one(fold.Clock), SummaryClock.same) && s.DueSoon.Equal(fold.DueSoon)},
		{"how far the phases have come", slices.Equal(s.Phases, fold.Phases)},
		{"whether it took in playbooks", s.Extended == fold.Extended},
		{"how many duties are open", s.Duties == fold.Duties},
		{"whether it is paused", s.Paused == fold.Paused},
		{"when to look at steps again", slices.EqualFunc(s.Looks, fold.Looks, time.Time.Equal)},
		{"the deadlines that may apply", slices.EqualFunc(s.May, fold.May, SummaryClock.same)},
	} {
		if !f.same {
			return f.what
		}
	}
	return ""
}

// one is what a pointer points at, if at anything.
func one(c *SummaryClock) []SummaryClock {
	if c == nil {
		return nil
	}
	return []SummaryClock{*c}
}

// same reports whether two deadlines are alike, whatever zone their times are in.
func (c SummaryClock) same(d SummaryClock) bool {
	alike := c.Due.Equal(d.Due) && c.DueSoon.Equal(d.DueSoon)
	c.Due, c.DueSoon, d.Due, d.DueSoon = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return alike && c == d
}

// A SummaryPhase says how far a phase of a run has come.
type SummaryPhase struct {
	Title string `json:"title"`
	Progress
}

// mostMay is how many deadlines that may not apply a summary holds. More only
// matter when a run is left alone while as many pass.
const mostMay = 5

// A SummaryClock is a deadline of a run.
type SummaryClock struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Due       time.Time `json:"due"`
	DueSoon   time.Time `json:"due_soon"` // from when on it is due soon
	Candidate bool      `json:"candidate"`
	// AtEarliest says that its start is not recorded: see [Clock].
	AtEarliest bool `json:"at_the_earliest,omitempty"`
	// Uncounted says that it has no end because nobody can count it: see [Clock].
	Uncounted bool `json:"cannot_be_counted,omitempty"`
}

// Status says where the deadline stands at a moment: running, due soon, overdue,
// or that it cannot be counted.
func (c SummaryClock) Status(now time.Time) ClockStatus {
	switch {
	case c.Uncounted:
		return ClockUncounted
	case now.Truncate(time.Second).After(c.Due):
		return ClockOverdue
	case !now.Before(c.DueSoon):
		return ClockDueSoon
	}
	return ClockRunning
}

// ClockStatus says where the most urgent deadline that applies stands at a
// moment, and not started if none counts down.
func (s Summary) ClockStatus(now time.Time) ClockStatus {
	if s.Clock == nil {
		return ClockNotStarted
	}
	status := s.Clock.Status(now)
	if status == ClockRunning && !s.DueSoon.IsZero() && !now.Before(s.DueSoon) {
		return ClockDueSoon
	}
	return status
}

// OpenDuties counts the clocks that nobody has settled. A summary of the first
// release does not say how many: it has one clock if there are any.
func (s Summary) OpenDuties() int {
	if s.Duties == 0 && s.Clock != nil {
		return 1
	}
	return s.Duties
}

// NeedsAt counts what waits for a person in an open run at a moment.
func (s Summary) NeedsAt(now time.Time) int {
	n := s.NeedsYou
	for _, due := range s.Looks {
		if !due.After(now) {
			n++
		}
	}
	return n
}

// Waits reports whether the run waits for somebody: it is open, or was closed
// with duties that nobody has settled.
func (s Summary) Waits() bool { return s.Closed.IsZero() || s.OpenDuties() > 0 }

// Nearest returns the deadline to show where there is room for one: that of a
// duty that applies, or else the nearest of one that may. It is nil if none
// counts down.
func (s Summary) Nearest(now time.Time) *SummaryClock {
	if s.Clock != nil || len(s.May) == 0 {
		return s.Clock
	}
	i := 0
	for at, c := range s.May {
		if Plausible(c.Due, c.DueSoon, s.May[i].Due, s.May[i].DueSoon, now) < 0 {
			i = at
		}
	}
	return &s.May[i]
}

// Plausible compares two deadlines that may not apply: which one to name at a
// moment. One that is due soon comes first, for it can still be met; then the
// one that has passed last; then the next. Each is given with from when on it
// is due soon.
func Plausible(a, aSoon, b, bSoon, now time.Time) int {
	rank := func(due, soon time.Time) int {
		switch (SummaryClock{Due: due, DueSoon: soon}).Status(now) {
		case ClockDueSoon:
			return 0
		case ClockOverdue:
			return 1
		}
		return 2
	}
	by := cmp.Compare(rank(a, aSoon), rank(b, bSoon))
	if by == 0 && rank(a, aSoon) == 1 {
		return b.Compare(a)
	}
	return cmp.Or(by, a.Compare(b))
}

// Summary returns the summary of the run.
func (r Run) Summary() Summary {
	s := Summary{
		ID: r.id, Title: r.Title(), Incident: r.Incident(), Extended: r.book != r.base, PlaybookTitle: r.book.Title, Drill: r.Drill(),
		Playbook: PlaybookRef{ID: r.book.ID, Version: r.book.Version, SHA256: r.book.Digest},
		Opened:   r.outside(r.Opened()), Lead: r.Lead(), Head: r.head,
		NeedsYou: len(r.NeedsYou()), Paused: r.Paused(),
	}
	current := r.Current()
	s.Phase, s.PhaseTitle = current.Phase+1, r.book.Phases[current.Phase].Title
	s.Step, s.StepTitle = current.Number, current.Title
	for _, phase := range r.book.Phases {
		s.Phases = append(s.Phases, SummaryPhase{Title: phase.Title})
	}
	for _, step := range r.Steps() {
		s.Progress.count(step)
		s.Phases[step.Phase].count(step)
		switch step.State {
		case Skipped:
			s.Skipped++
		case Failed:
			s.Failed++
		}
		if set, e := step.LookAgain(); e != nil && !r.standsBefore(set.Due) {
			s.Looks = append(s.Looks, r.outside(set.Due).UTC())
		}
	}
	slices.SortFunc(s.Looks, time.Time.Compare)
	s.deadlines(r)
	if c, ok := r.Closing(); ok {
		s.Closed = r.outside(c.At)
	}
	if last := r.Last(); last != nil {
		s.Last, s.LastBy = last.Recorded, last.By
	}
	return s
}

// deadlines fills in what a summary says of the clocks.
func (s *Summary) deadlines(r Run) {
	if _, closed := r.Closing(); closed && r.Drill() {
		return // what was invented is owed to nobody, and the time of a drill stands
	}
	s.Duties = len(r.Ticking())
	if r.Paused() {
		return // nothing comes nearer
	}
	var may []SummaryClock
	for _, c := range r.Clocks() {
		if !c.counts() && !c.uncounted() {
			continue
		}
		k := SummaryClock{ID: c.ID, Title: c.Title, Due: r.outside(c.Deadline.Due), DueSoon: r.outside(c.Soon()), Candidate: c.Candidate(), AtEarliest: c.AtEarliest, Uncounted: c.uncounted()}
		switch {
		case k.Uncounted && (s.Clock == nil || !s.Clock.Uncounted):
			s.Clock = &k
			continue
		case k.Uncounted:
			continue // one is loud enough
		case k.Candidate:
			may = append(may, k)
			continue
		case s.Clock == nil || !s.Clock.Uncounted && k.Due.Before(s.Clock.Due):
			s.Clock = &k
		}
		if s.DueSoon.IsZero() || k.DueSoon.Before(s.DueSoon) {
			s.DueSoon = k.DueSoon
		}
	}
	slices.SortStableFunc(may, func(a, b SummaryClock) int { return a.Due.Compare(b.Due) })
	passed := slices.IndexFunc(may, func(c SummaryClock) bool { return !c.Due.Before(r.Last().Recorded) })
	if passed < 0 {
		passed = len(may)
	}
	may = may[max(0, passed-1):]
	s.May = may[:min(mostMay, len(may))]
}
