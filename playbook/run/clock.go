package run

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
)

// ErrNoClock means the playbook has no such clock.
var ErrNoClock = errors.New("no such clock")

// clockState is the changing part of a Clock.
type clockState struct {
	confirmed, filed, waived *Entry
	// dueThen is when it was due by what was recorded when it was filed.
	dueThen time.Time
}

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
	// Since is the fact that it counts from: From; CapFrom while only that is
	// recorded; or one of Else. It is empty before, and where a filing starts it.
	Since string
	// AtEarliest says that Deadline rests on one of Else, because the start itself
	// is not recorded: it is due then or later.
	AtEarliest bool
	// Problem says why the deadline cannot be counted, or is empty.
	Problem string
	// Uncounted says that it began and that nobody can count it, and not merely
	// because a question is still open. Nothing is louder.
	Uncounted bool
	Filed     *Entry    // ClockFiled
	Waived    *Entry    // ClockWaived
	dueThen   time.Time // see [Clock.InTimeBy]
	wrote     time.Time // when Filed was written, see [Run.Written]
	// Moved holds the earlier values of Since (FactRecorded), oldest first.
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
	ClockUncounted   ClockStatus = "cannot-be-counted"
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
	case c.Filed == nil && c.Uncounted:
		return ClockUncounted
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

// Started reports whether the clock counts from something that is recorded.
func (c Clock) Started() bool { return !c.Deadline.Start.IsZero() }

// Ticks reports whether the clock counts: it has started and nobody has settled
// it. One that may not apply counts too, for a deadline must not hide.
func (c Clock) Ticks() bool { return c.Started() && !c.Status(c.Deadline.Start).Ended() }

// Clocks returns all clocks of the playbook, in its order, and behind them
// those of the organisation's profile.
func (r Run) Clocks() []Clock { return r.state.counted }

// Ticking returns the clocks that count ([Clock.Ticks]): the nearest deadline
// first, those without a number last. The result is shared: do not change it.
func (r Run) Ticking() []Clock { return r.state.ticking }

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
	if near, ok := playbook.Meant(id, ids); ok {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return Clock{}, fmt.Errorf("%w %q%s", ErrNoClock, id, hint)
}

// counts reports whether the clock counts down to a deadline.
func (c Clock) counts() bool {
	return c.Ticks() && !c.Deadline.Due.IsZero() && !c.Uncounted
}

// uncounted reports whether the clock counts, as far as anybody can tell, and has
// no end that can be counted.
func (c Clock) uncounted() bool { return c.Uncounted && c.Ticks() }

// Embargoed reports whether nobody may be told yet at a moment.
func (c Clock) Embargoed(now time.Time) bool { return c.Ticks() && c.Deadline.TooEarly(now) }

// Soon returns from when on a clock that counts is due soon.
func (c Clock) Soon() time.Time { return c.Deadline.Due.Add(-c.Deadline.Soon) }

// soonOfDays is how long before its end a limit that is counted in days is due
// soon. Four hours, which is enough for one in hours, would warn at 20:00 of
// the last day, when nobody is left to sign.
const soonOfDays = 24 * time.Hour

// count renews all clocks from what is recorded.
func (s *state) count(values map[string]playbook.Value) {
	all := s.allClocks()
	s.counted = make([]Clock, len(all))
	for i, c := range all {
		s.counted[i] = s.countOne(c, values)
	}
	s.ticking = ticking(s.counted)
}

// ticking picks out the clocks that count, in their order.
func ticking(all []Clock) []Clock {
	var some []Clock
	for _, c := range all {
		if c.Ticks() {
			some = append(some, c)
		}
	}
	slices.SortStableFunc(some, func(a, b Clock) int {
		if a.Deadline.Due.IsZero() || b.Deadline.Due.IsZero() {
			return b.Deadline.Due.Compare(a.Deadline.Due) // without a number last
		}
		return a.Deadline.Due.Compare(b.Deadline.Due)
	})
	return some
}

func (s *state) countOne(c playbook.Clock, values map[string]playbook.Value) Clock {
	st := s.clocks[c.ID]
	k := Clock{Clock: c, Rule: s.rules[c.Rule], Confirmed: st.confirmed, Filed: st.filed, Waived: st.waived, dueThen: st.dueThen}
	k.Clock = k.named()
	if k.Filed != nil {
		k.wrote = s.exercise.written(k.Filed)
	}
	k.Applies, k.WaitsFor = c.When.Eval(values)
	if k.Confirmed != nil {
		k.Applies, k.WaitsFor = playbook.Yes, nil
	}
	rule, err := s.counting(k)
	b := s.beginningOf(c, values)
	if k.Deadline, err = due(rule, err, b.start, b.capStart); err != nil {
		k.Problem = err.Error()
		k.Uncounted = k.Started() && !errors.Is(err, errLimitOpen)
	}
	if k.Started() {
		k.Since, k.AtEarliest = b.since, b.standIn && !settled(rule, b, k.Deadline)
	}
	if rule.Within.InDays() {
		k.Deadline.Soon = max(k.Deadline.Soon, soonOfDays)
	}
	k.Moved = s.facts[k.Since].Earlier
	return k
}

// A beginning is what a clock counts from.
type beginning struct {
	start, capStart time.Time
	since           string // the fact of the two that is the clock's own start, or else the other
	standIn         bool   // one of the two is that of a fact under else
}

// beginningOf returns what a clock counts from: its own start and that of its
// cap, and what stands in for one of them. Nothing stands in where the limit is
// not recorded either: such a clock waits for an answer, and nothing runs out.
func (s *state) beginningOf(c playbook.Clock, values map[string]playbook.Value) beginning {
	b := beginning{start: s.startOf(c, values), capStart: timeOf(values, c.CapFrom)}
	switch {
	case c.After != "":
	case !b.start.IsZero():
		b.since = c.From
	case !b.capStart.IsZero():
		b.since = c.CapFrom
	}
	missing := &b.start
	if c.CapFrom != "" {
		missing = &b.capStart
	}
	_, limited := values[c.Hours].Number()
	if at, fact := earliest(c.Else, values); missing.IsZero() && fact != "" && (limited || c.Hours == "") {
		*missing, b.standIn, b.since = at, true, orElse(b.since, fact)
	}
	return b
}

// earliest returns the first of the moments that are recorded.
func earliest(facts []string, values map[string]playbook.Value) (first time.Time, fact string) {
	for _, id := range facts {
		if at := timeOf(values, id); !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first, fact = at, id
		}
	}
	return first, fact
}

// settled reports whether a deadline is the same without the stand-in for the
// start of the cap: the clock's own limit comes first.
func settled(rule clock.Rule, b beginning, d clock.Deadline) bool {
	if rule.Cap.IsZero() || b.start.IsZero() {
		return false
	}
	own, err := clock.Due(rule, b.start)
	return err == nil && !own.Due.IsZero() && own.Due.Equal(d.Due)
}

// due counts a deadline, whatever is wrong with the rule: a clock that has
// started has started, and must not hide because nobody knows its end.
func due(rule clock.Rule, wrong error, start, capStart time.Time) (clock.Deadline, error) {
	d, err := clock.Due(rule, start, capStart)
	if err != nil {
		wrong = err
		if start.IsZero() {
			start = capStart
		}
		d, _ = clock.Due(clock.Rule{Zone: rule.Zone}, start)
	}
	if wrong != nil && d.Due.IsZero() {
		d.Basis = nil // it would say that the duty has no number
	}
	return d, wrong
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
		limit, err := s.hours(c.Hours)
		if err != nil {
			return rule, err
		}
		rule.Within = limit
	}
	if c.Zone != "" {
		zone, err := clock.ParseZone(c.Zone)
		rule.Zone, problem = zone, errors.Join(problem, err)
	}
	return rule, problem
}

// errLimitOpen means that the limit is the answer to a question, which is open.
var errLimitOpen = errors.New("the limit is not recorded yet")

// hours is the limit that a fact gives.
func (s *state) hours(fact string) (clock.Limit, error) {
	f, _ := s.book.Fact(fact)
	value := s.facts[fact].Value
	n, ok := value.Number()
	if !ok {
		return clock.Limit{}, fmt.Errorf("%w: %s", errLimitOpen, question(s.book, fact))
	}
	limit, err := clock.Hours(n)
	if err != nil {
		return clock.Limit{}, fmt.Errorf("%s is no limit: %w", f.Answered(f.Show(value)), err)
	}
	return limit, nil
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

// begins names what starts a clock.
func (r Run) begins(c Clock) string {
	if c.After != "" {
		return "the filing of " + quoted(r.clockName(c.After))
	}
	return quoted(question(r.book, c.From))
}

// onClock is intend for an event about a clock.
func onClock[E Event](id string, decide func(Run, Clock) (Event, error)) Intention {
	return intend[E](func(r Run) (Event, error) {
		c, err := r.Clock(id)
		if err != nil {
			return nil, err
		}
		return decide(r, c)
	})
}

const clockLayout = "Mon 2006-01-02 15:04 -07:00"
