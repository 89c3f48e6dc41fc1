package run

import (
	"errors"
	"fmt"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
)

// ErrNoClock means the playbook has no such clock.
var ErrNoClock = errors.New("no such clock")

// The events of a clock.
type (
	// ClockConfirmed says that a duty applies, in the words of a named person.
	ClockConfirmed struct {
		Clock   string `json:"clock"`
		Because string `json:"because,omitempty"`
	}
	// ClockFiled says that a duty was met. Its entry's At is when. Because
	// gives the reasons for being late, if it was.
	ClockFiled struct {
		Clock     string `json:"clock"`
		Reference string `json:"reference,omitempty"` // the authority's
		By        string `json:"by,omitempty"`        // who filed, if not who noted it
		Because   string `json:"because,omitempty"`
	}
	// ClockWaived says that nobody is notified, and why.
	ClockWaived struct {
		Clock   string `json:"clock"`
		Because string `json:"because"`
	}
	// SystemClockMoved says that the system clock was set back while somebody
	// was at work. Deadlines do not move with it.
	SystemClockMoved struct {
		Was time.Time `json:"was"`
		Now time.Time `json:"now"`
	}
)

// Kind implements [Event].
func (ClockConfirmed) Kind() string { return "clock-confirmed" }

// Kind implements [Event].
func (ClockFiled) Kind() string { return "clock-filed" }

// Kind implements [Event].
func (ClockWaived) Kind() string { return "clock-waived" }

// Kind implements [Event].
func (SystemClockMoved) Kind() string { return "system-clock-moved" }

func (ev ClockConfirmed) fold(s *state, e *Entry) {
	s.changeClock(ev.Clock, func(c *clockState) { c.confirmed, c.waived = e, nil })
}

func (ev ClockFiled) fold(s *state, e *Entry) {
	s.changeClock(ev.Clock, func(c *clockState) { c.filed, c.waived = e, nil })
}

func (ev ClockWaived) fold(s *state, e *Entry) {
	s.changeClock(ev.Clock, func(c *clockState) { c.waived = e })
}

func (SystemClockMoved) fold(*state, *Entry) {}

// clockState is the changing part of a Clock.
type clockState struct{ confirmed, filed, waived *Entry }

func (s *state) changeClock(id string, change func(*clockState)) {
	c := s.clocks[id]
	change(&c)
	s.clocks[id] = c
}

// A Clock is a deadline of the run as it stands. What depends on the time of
// day is asked with [Clock.State].
type Clock struct {
	playbook.Clock // with the title, recipient and citation of its rule
	// Rule is the row of the library as it was when the run began, zero if
	// the clock is written out in the playbook.
	Rule playbook.Rule
	// Applies answers whether the duty applies: its condition, unless a named
	// person confirmed it. While it is not known, WaitsFor names the facts.
	Applies   playbook.Answer
	WaitsFor  []string
	Confirmed *Entry // ClockConfirmed
	// Deadline is counted from what is recorded; zero while not started.
	Deadline clock.Deadline
	// Problem says why the deadline cannot be counted, or is empty.
	Problem string
	Filed   *Entry // ClockFiled
	Waived  *Entry // ClockWaived
	// Moved holds the earlier starts (FactRecorded), oldest first.
	Moved []*Entry
}

// A ClockStatus says where a clock stands, in a word.
type ClockStatus string

// Where a clock can stand.
const (
	ClockNotStarted  ClockStatus = "not-started"
	ClockRunning     ClockStatus = "running"
	ClockDueSoon     ClockStatus = "due-soon"
	ClockOverdue     ClockStatus = "overdue"
	ClockFiledInTime ClockStatus = "filed-in-time"
	ClockFiledLate   ClockStatus = "filed-late"
	ClockNotNotified ClockStatus = "not-notified"
	ClockNotDue      ClockStatus = "does-not-apply"
)

// Ended reports whether nothing more is expected.
func (s ClockStatus) Ended() bool {
	switch s {
	case ClockFiledInTime, ClockFiledLate, ClockNotNotified, ClockNotDue:
		return true
	}
	return false
}

// Status says where the clock stands at a moment. A clock that was waived
// stays so whatever the time; one that does not apply never ran.
func (c Clock) Status(now time.Time) ClockStatus {
	switch {
	case c.Filed == nil && c.Waived != nil:
		return ClockNotNotified
	case c.Filed == nil && c.Applies == playbook.No:
		return ClockNotDue
	}
	var filed time.Time
	if c.Filed != nil {
		filed = c.Filed.At
	}
	switch c.Deadline.State(now, filed) {
	case clock.FiledInTime:
		return ClockFiledInTime
	case clock.FiledLate:
		return ClockFiledLate
	case clock.DueSoon:
		return ClockDueSoon
	case clock.Overdue:
		return ClockOverdue
	case clock.Running:
		return ClockRunning
	}
	return ClockNotStarted
}

// Candidate reports whether the clock counts down although nobody knows yet
// whether the duty applies. A deadline must not hide until the lawyers wake up.
func (c Clock) Candidate() bool {
	return c.Started() && c.Applies == playbook.NotKnown && c.Filed == nil && c.Waived == nil
}

// Started reports whether the start of the clock is recorded.
func (c Clock) Started() bool { return !c.Deadline.Start.IsZero() }

// Clocks returns all clocks of the playbook, in its order.
func (r Run) Clocks() []Clock { return r.state.counted }

// Clock returns a clock by its id. The error wraps [ErrNoClock].
func (r Run) Clock(id string) (Clock, error) {
	var ids []string
	for _, c := range r.Clocks() {
		if c.ID == id {
			return c, nil
		}
		ids = append(ids, c.ID)
	}
	hint := ""
	if near, ok := playbook.Nearest(id, ids); ok {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return Clock{}, fmt.Errorf("%w %q%s", ErrNoClock, id, hint)
}

// AsOf returns the moment at which the clocks of the run stand: now, or when
// the run was closed. What becomes of a duty after that is not in the record.
func (r Run) AsOf(now time.Time) time.Time {
	if c, ok := r.Closing(); ok {
		return c.At
	}
	return now
}

// Nearest returns the clock with the next deadline of those that run, counting
// candidates: the one to show where there is room for one.
func (r Run) Nearest() (Clock, bool) {
	var nearest Clock
	found := false
	for _, c := range r.Clocks() {
		if !c.counts() {
			continue
		}
		if !found || c.Deadline.Due.Before(nearest.Deadline.Due) {
			nearest, found = c, true
		}
	}
	return nearest, found
}

// counts reports whether the clock counts down to a deadline.
func (c Clock) counts() bool {
	return c.Started() && !c.Deadline.Due.IsZero() && !c.Status(c.Deadline.Start).Ended()
}

// soon returns from when on a clock that counts is due soon.
func (c Clock) soon() time.Time { return c.Deadline.Due.Add(-c.Deadline.Soon) }

// soonOfDays is how long before its end a limit that is counted in days is due
// soon. Four hours, which is enough for one in hours, would warn at 20:00 of
// the last day, when nobody is left to sign.
const soonOfDays = 24 * time.Hour

// count renews all clocks from what is recorded.
func (s *state) count(values map[string]playbook.Value) {
	s.counted = make([]Clock, len(s.book.Clocks))
	for i, c := range s.book.Clocks {
		s.counted[i] = s.countOne(c, values)
	}
}

func (s *state) countOne(c playbook.Clock, values map[string]playbook.Value) Clock {
	st := s.clocks[c.ID]
	k := Clock{Clock: c, Rule: s.rules[c.Rule], Confirmed: st.confirmed, Filed: st.filed, Waived: st.waived}
	k.Clock = k.named()
	k.Applies, k.WaitsFor = c.When.Eval(values)
	if k.Confirmed != nil {
		k.Applies, k.WaitsFor = playbook.Yes, nil
	}
	rule, err := s.counting(k)
	if err != nil {
		k.Problem = err.Error()
	}
	if k.Deadline, err = clock.Due(rule, s.startOf(c, values), timeOf(values, c.CapFrom)); err != nil {
		k.Problem = err.Error()
	}
	if rule.Within.InDays() {
		k.Deadline.Soon = max(k.Deadline.Soon, soonOfDays)
	}
	k.Moved = s.facts[c.From].Earlier
	return k
}

// named fills in what the playbook leaves to the rule.
func (c Clock) named() playbook.Clock {
	named := c.Clock
	named.Title = orElse(named.Title, c.Rule.Title)
	named.To = orElse(named.To, c.Rule.To)
	named.Cite = orElse(named.Cite, c.Rule.Cite)
	return named
}

// counting returns how a clock counts: as its rule says, or as the playbook
// writes it out. A playbook may give a rule another zone, never another count.
func (s *state) counting(c Clock) (clock.Rule, error) {
	rule := c.Rule.Counting
	var problem error
	if c.Clock.Rule != "" && c.Rule.ID == "" {
		problem = errors.New("its rule was not in the library of the law when the run began: count by hand")
	}
	if c.Within != "" {
		limit, err := clock.ParseLimit(c.Within)
		rule.Within, problem = limit, errors.Join(problem, err)
	}
	if c.Hours != "" {
		n, ok := s.facts[c.Hours].Value.Number()
		if !ok {
			return rule, fmt.Errorf("the limit is not recorded yet: %s", Run{book: s.book, state: s}.Question(c.Hours))
		}
		rule.Within = clock.Limit{N: int(n), Unit: clock.Hour}
	}
	if c.Zone != "" {
		zone, err := clock.ParseZone(c.Zone)
		rule.Zone, problem = zone, errors.Join(problem, err)
	}
	return rule, problem
}

// startOf returns when a clock starts: the fact, or the filing of the clock
// before it.
func (s *state) startOf(c playbook.Clock, values map[string]playbook.Value) time.Time {
	if c.After == "" {
		return timeOf(values, c.From)
	}
	if filed := s.clocks[c.After].filed; filed != nil {
		return filed.At
	}
	return time.Time{}
}

func timeOf(values map[string]playbook.Value, fact string) time.Time {
	t, _ := values[fact].Time()
	return t
}

// ConfirmClock says that a duty applies.
func ConfirmClock(id, because string) Intention {
	return onClock(id, func(_ Run, c Clock) (Event, error) {
		if c.Confirmed != nil && c.Waived == nil {
			return nil, refuse("%q was already confirmed by %s at %s", c.Title, c.Confirmed.By, timeOfDay(c.Confirmed.At))
		}
		return ClockConfirmed{Clock: c.ID, Because: tidy(because)}, nil
	})
}

// FileClock says that a duty was met, at the time of the stamp's At. Being late
// needs its reasons: the law asks for them. So does a time before the start,
// which is most often a slip.
func FileClock(id, reference, by, because string, at time.Time) Intention {
	reference, by, because = tidy(reference), tidy(by), tidy(because)
	return onClock(id, func(r Run, c Clock) (Event, error) {
		switch {
		case c.Filed != nil:
			return nil, refuse("%q was already filed at %s, as %s noted. Undo entry %d to change that", c.Title, timeOfDay(c.Filed.At), c.Filed.By, c.Filed.Seq)
		case !c.Started():
			return nil, refuse("%q has not started. It starts with %s", c.Title, r.begins(c))
		case c.Deadline.State(at, at) == clock.FiledLate && because == "":
			return nil, needReason("%q was due at %s: give the reasons for the delay", c.Title, c.Deadline.Due.Format(clockLayout))
		case at.Before(c.Deadline.Start.Truncate(time.Minute)) && because == "":
			return nil, needReason("%q started at %s and cannot have been filed at %s: if it was, say how", c.Title, c.Deadline.Start.Format(clockLayout), at.Format(clockLayout))
		}
		return ClockFiled{Clock: c.ID, Reference: reference, By: by, Because: because}, nil
	})
}

const clockLayout = "Mon 2006-01-02 15:04 -07:00"

// begins names what starts a clock.
func (r Run) begins(c Clock) string {
	if c.After == "" {
		return "the answer to: " + r.Question(c.From)
	}
	before, _ := r.Clock(c.After)
	return fmt.Sprintf("the filing of %q", before.Title)
}

// WaiveClock says that nobody is notified, and why.
func WaiveClock(id, because string) Intention {
	because = tidy(because)
	return onClock(id, func(_ Run, c Clock) (Event, error) {
		switch {
		case c.Filed != nil:
			return nil, refuse("%q was filed at %s", c.Title, timeOfDay(c.Filed.At))
		case c.Waived != nil:
			return nil, refuse("%q was already waived by %s at %s", c.Title, c.Waived.By, timeOfDay(c.Waived.At))
		case because == "":
			return nil, needReason("not to notify is a decision: say why %q is not filed", c.Title)
		}
		return ClockWaived{Clock: c.ID, Because: because}, nil
	})
}

func onClock(id string, decide func(Run, Clock) (Event, error)) Intention {
	return open(func(r Run) (Event, error) {
		c, err := r.Clock(id)
		if err != nil {
			return nil, err
		}
		return decide(r, c)
	})
}

// StartClock records the fact that starts a clock.
func StartClock(id string, at time.Time, because string) Intention {
	return onStart(id, func(r Run, c Clock) (Event, error) {
		if rec, ok := r.Fact(c.From); ok {
			return nil, refuse("%q has started already, at %s, as %s noted. Correct it to change that", c.Title, r.shown(c.From), rec.By)
		}
		return recordStart(r, c, at, because)
	})
}

// CorrectClock gives the fact that starts a clock another value. The one
// before stays visible; a later start needs its reason.
func CorrectClock(id string, at time.Time, because string) Intention {
	return onStart(id, func(r Run, c Clock) (Event, error) {
		if _, ok := r.Fact(c.From); !ok {
			return nil, refuse("%q has not started: there is nothing to correct", c.Title)
		}
		return recordStart(r, c, at, because)
	})
}

func recordStart(r Run, c Clock, at time.Time, because string) (Event, error) {
	return RecordFact(c.From, playbook.TextValue(at.Format(time.RFC3339)), because, "")(r)
}

// onStart guards an intention about the start of a clock that a fact starts.
func onStart(id string, decide func(Run, Clock) (Event, error)) Intention {
	return onClock(id, func(r Run, c Clock) (Event, error) {
		if c.After != "" {
			return nil, refuse("%q starts with %s", c.Title, r.begins(c))
		}
		return decide(r, c)
	})
}

// shown is what is recorded for a fact, for people.
func (r Run) shown(id string) string {
	fact, _ := r.book.Fact(id)
	rec, _ := r.Fact(id)
	return fact.Show(rec.Value)
}

// NoteSetback says that the system clock was set back.
func NoteSetback(was, now time.Time) Intention {
	return open(func(Run) (Event, error) { return SystemClockMoved{Was: was, Now: now}, nil })
}

// later returns the clocks whose deadline moves later if a fact gets another
// value.
func (r Run) later(fact string, value playbook.Value) []string {
	start, ok := value.Time()
	if _, had := r.Fact(fact); !had || !ok {
		return nil
	}
	var moved []string
	for _, c := range r.Clocks() {
		if c.From == fact && c.Started() && start.After(c.Deadline.Start) && !c.Status(start).Ended() {
			moved = append(moved, fmt.Sprintf("%q", c.Title))
		}
	}
	return moved
}
