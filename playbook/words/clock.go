package words

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// ClockState says where a clock stands. One that runs although nobody knows yet
// whether the duty applies asks just that.
func ClockState(c run.Clock, asOf time.Time) State {
	status := c.Status(asOf)
	s := State{ID: string(status), Text: strings.ReplaceAll(string(status), "-", " ")}
	switch status {
	case run.ClockOverdue, run.ClockUncounted:
		s.Tone, s.Sign = Alarm, Overdue
	case run.ClockDueSoon:
		s.Tone, s.Sign = Warn, DueSoon
	case run.ClockFiledInTime:
		s.Tone, s.Sign = Good, Done
		if c.Deadline.Due.IsZero() {
			s.Text = "filed" // in which time, nobody can say
		}
		if by, ok := c.InTimeBy(); ok {
			s.Tone, s.Sign, s.Text = Danger, Failed, "filed "+by.String()
		}
	case run.ClockFiledLate:
		s.Tone, s.Sign = Danger, Failed
	case run.ClockNotNotified:
		s.Sign = Skipped
	case run.ClockNotDue:
		s.Tone, s.Sign = Quiet, NotApplicable
	case run.ClockNotStarted:
		s.Tone = Quiet
	}
	s.Word = strings.ToUpper(s.Text)
	if c.Embargoed(asOf) && status == run.ClockRunning {
		s.Word, s.Text, s.Tone = "EMBARGO", "under embargo", Warn
	}
	if _, ok := c.InTimeBy(); ok {
		s.Word = "IN TIME?"
	}
	switch {
	case AtEarliest(c) != "":
		s.Text += ", " + AtEarliest(c)
	case c.AtEarliest && status == run.ClockFiledLate:
		s.Text += ", by the earliest start"
	}
	if c.Candidate() {
		s.Text += ", if it applies"
		if status == run.ClockRunning {
			s.Word, s.Tone = "APPLIES?", Warn
		}
	}
	return s
}

// AtEarliest says "at the earliest" of a clock that counts although its start is
// not recorded, from what stands in for it, and nothing of any other.
func AtEarliest(c run.Clock) string {
	if !c.AtEarliest || !c.Ticks() {
		return ""
	}
	return "at the earliest"
}

// ClockLeft says how much is left of a clock that counts, or how long it is
// overdue; of a duty without a number, how old it is.
func ClockLeft(c run.Clock, asOf time.Time) string {
	switch {
	case !c.Ticks():
		return ""
	case c.Uncounted:
		return "CANNOT BE COUNTED"
	case c.Deadline.Due.IsZero() && c.Embargoed(asOf):
		return "embargo " + Left(c.Deadline.NotBefore, asOf)
	case c.Deadline.Due.IsZero():
		return "open " + Age(asOf.Sub(c.Deadline.Start))
	}
	return Left(c.Deadline.Due, asOf)
}

// ClockStanding is the state of a clock in a word, with what is left.
func ClockStanding(c run.Clock, asOf time.Time) string {
	state, left := ClockState(c, asOf), ClockLeft(c, asOf)
	text := left // of one that is overdue it says so
	if state.Sign != Overdue {
		text = state.Word + " " + left
	}
	return strings.TrimSpace(strings.TrimSpace(text) + " " + AtEarliest(c))
}

// ClockDue says in a few words when a clock is due, and why if that is no time.
// moment writes the time.
func ClockDue(r run.Run, c run.Clock, asOf time.Time, moment func(time.Time) string) string {
	d := c.Deadline
	switch {
	case c.Status(asOf) == run.ClockNotDue:
		return "by the facts recorded"
	case !c.Started():
		return ClockBegins(r, c)
	case c.Uncounted:
		return "count it by hand"
	case c.Problem != "":
		return "limit not known"
	case c.Embargoed(asOf) && d.Due.IsZero():
		return "not before " + moment(d.NotBefore)
	case c.Embargoed(asOf):
		return moment(d.Due) + ", not before " + moment(d.NotBefore)
	case d.Due.IsZero() && !d.Target.IsZero():
		return "your aim: " + moment(d.Target)
	case d.Due.IsZero():
		return "without delay, no number"
	}
	return moment(d.Due)
}

// ClockDueClause is [ClockDue] in a sentence: "due Fri 20:25", "limit not known".
func ClockDueClause(r run.Run, c run.Clock, asOf time.Time, moment func(time.Time) string) string {
	text := ClockDue(r, c, asOf, moment)
	if c.Deadline.Due.IsZero() {
		return text
	}
	return "due " + text
}

// ClockBegins says in a few words what starts a clock: the step that records it,
// if one does.
func ClockBegins(r run.Run, c run.Clock) string {
	if c.After != "" {
		return "starts with the filing of " + ClockName(r, c.After)
	}
	if s, ok := RecordingStep(r, c.From); ok {
		return "starts at step " + s.Number
	}
	return "starts with: " + r.Question(c.From)
}

// ClockName is what a clock is called for people.
func ClockName(r run.Run, id string) string {
	c, err := r.Clock(id)
	if err != nil {
		return id
	}
	return c.Title
}

// Order returns clocks in the order in which they need somebody at a moment:
// those that count; those that ended; those that have not started; those that
// do not apply. Of those that count one that nobody can count is the first of
// all. Then the duties that apply come first, the
// nearest deadline first and those without a number last; then those that may
// apply, the most plausible first.
func Order(clocks []run.Clock, asOf time.Time) []run.Clock {
	type placed struct{ rank, at int }
	places := make([]placed, len(clocks))
	for i, c := range clocks {
		places[i] = placed{rank(c, asOf), i}
	}
	slices.SortStableFunc(places, func(x, y placed) int {
		if by := cmp.Compare(x.rank, y.rank); by != 0 {
			return by
		}
		switch a, b := &clocks[x.at], &clocks[y.at]; x.rank {
		case rankApplies:
			return a.Deadline.Due.Compare(b.Deadline.Due)
		case rankMay:
			return run.Plausible(a.Deadline.Due, a.Soon(), b.Deadline.Due, b.Soon(), asOf)
		}
		return 0
	})
	sorted := make([]run.Clock, len(clocks))
	for i, p := range places {
		sorted[i] = clocks[p.at]
	}
	return sorted
}

// The places in an [Order].
const (
	rankUncounted = iota
	rankApplies
	rankNoNumber
	rankMay
	rankMayNoNumber
	rankEnded
	rankWaits
	rankNotDue
)

func rank(c run.Clock, asOf time.Time) int {
	switch {
	case c.Uncounted && c.Ticks():
		return rankUncounted
	case c.Candidate() && c.Deadline.Due.IsZero():
		return rankMayNoNumber
	case c.Candidate():
		return rankMay
	case c.Ticks() && c.Deadline.Due.IsZero():
		return rankNoNumber
	case c.Ticks():
		return rankApplies
	case c.Status(asOf) == run.ClockNotStarted:
		return rankWaits
	case c.Status(asOf) != run.ClockNotDue:
		return rankEnded
	}
	return rankNotDue
}

// OfSummary makes the clock of a list of runs one like any other.
func OfSummary(s *run.SummaryClock) run.Clock {
	c := run.Clock{Deadline: clock.Deadline{Start: s.DueSoon, Due: s.Due, Soon: s.Due.Sub(s.DueSoon)}}
	c.ID, c.Title, c.AtEarliest, c.Uncounted = s.ID, s.Title, s.AtEarliest, s.Uncounted
	if !s.Candidate {
		c.Applies = playbook.Yes
	}
	return c
}

// Nearest says in a line how the deadline stands that a run is to be known by, or
// nothing if none counts. See [run.Summary.Nearest].
func Nearest(s run.Summary, now time.Time) string {
	near := s.Nearest(now)
	if near == nil {
		return ""
	}
	c := OfSummary(near)
	text := c.Title + " " + ClockLeft(c, now)
	if ClockState(c, now).Sign == DueSoon {
		text += ", due soon"
	}
	if early := AtEarliest(c); early != "" {
		text += ", " + early
	}
	if c.Candidate() {
		text += ", if it applies"
	}
	return text
}

// RunState says whether a run is open or closed, and how many of its deadlines
// run on although it was closed.
func RunState(s run.Summary) string {
	switch n := s.OpenDuties(); {
	case s.Closed.IsZero() && s.Paused:
		return "open, paused"
	case s.Closed.IsZero():
		return "open"
	case n > 0:
		return "CLOSED, " + Plural(n, "deadline runs", "deadlines run")
	}
	return "closed"
}

// Short says in a few words how a run stands, for a prompt: "k7m2qa9x 2.4 2d 22h
// left". What may not apply has a question mark.
func Short(s run.Summary, now time.Time) string {
	text := s.ID + " " + s.Step
	if !s.Closed.IsZero() {
		text = s.ID + " closed"
	}
	if s.Drill {
		text = "DRILL " + text
	}
	near := s.Nearest(now)
	if near == nil {
		return text
	}
	text += " " + ClockLeft(OfSummary(near), now)
	if near.Candidate {
		text += "?"
	}
	return text
}

// CompareRuns orders runs by how soon they need somebody: those with a deadline
// of a duty that applies first, the nearest before; then those with one that may
// apply; then the one that was worked on last.
func CompareRuns(a, b run.Summary, now time.Time) int {
	place := func(c *run.SummaryClock) int {
		switch {
		case c == nil:
			return 3
		case c.Uncounted:
			return 0
		case c.Candidate:
			return 2
		}
		return 1
	}
	x, y := a.Nearest(now), b.Nearest(now)
	by := cmp.Compare(place(x), place(y))
	if by == 0 && x != nil && x.Candidate {
		by = run.Plausible(x.Due, x.DueSoon, y.Due, y.DueSoon, now)
	} else if by == 0 && x != nil {
		by = x.Due.Compare(y.Due)
	}
	return cmp.Or(by, b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID))
}

// FilingStep returns the step that files a clock.
func FilingStep(r run.Run, clock string) (run.Step, bool) {
	for _, s := range r.Steps() {
		if slices.Contains(s.Files, clock) {
			return s, true
		}
	}
	return run.Step{}, false
}

// Lateness says whether a clock that is filed at a time is late, and by how
// much. It has no words for a duty without a number.
func Lateness(c run.Clock, at time.Time) (text string, late bool) {
	switch d := c.Deadline; {
	case d.Due.IsZero():
		return "", false
	case !d.Due.Before(at.Truncate(time.Second)):
		return "in time", false
	default:
		return Span(at.Sub(d.Due)) + " LATE", true
	}
}

// ClockTally counts how the clocks of a run ended: "2 filed in time, 1 LEFT
// OPEN". Those of an open run that still count are not counted.
func ClockTally(r run.Run, asOf time.Time) string {
	n := map[string]int{}
	_, closed := r.Closing()
	for _, c := range r.Clocks() {
		_, later := c.InTimeBy()
		switch {
		case later:
			n["IN TIME ONLY BY A LATER ENTRY"]++
		case !c.Ticks():
			n[ClockState(c, asOf).Text]++
		case closed:
			n["LEFT OPEN"]++
		}
	}
	var parts []string
	for _, state := range []string{"filed in time", "IN TIME ONLY BY A LATER ENTRY", "filed", "filed late", "not notified", "LEFT OPEN"} {
		if n[state] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[state], strings.ReplaceAll(state, "filed late", "FILED LATE")))
		}
	}
	return strings.Join(parts, ", ")
}
