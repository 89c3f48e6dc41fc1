package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// compare returns what came out otherwise, in the order of the file.
func compare(s *Scenario, r run.Run) []Deviation {
	c := comparison{Scenario: s}
	c.steps(r)
	if s.expect.clocks.given() {
		c.clocks(r)
	}
	if s.expect.drafts.given() {
		c.drafts(r)
	}
	slices.SortStableFunc(c.found, func(a, b Deviation) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return c.found
}

// A comparison collects deviations.
type comparison struct {
	*Scenario
	found []Deviation
}

func (c *comparison) deviate(at place, want, got, format string, args ...any) {
	p := c.problem(at, fmt.Sprintf(format, args...), "")
	c.found = append(c.found, Deviation{Problem: p, Want: want, Got: got})
}

// answers are the answers of a condition, in the order of stepKeys.
var answers = [len(stepKeys)]playbook.Answer{playbook.Yes, playbook.No, playbook.NotKnown}

func (c *comparison) steps(r run.Run) {
	listed := map[string]bool{}
	for _, l := range c.expect.steps {
		for _, w := range l.words {
			listed[w.text] = true
		}
	}
	for i, l := range c.expect.steps {
		for _, w := range l.words {
			if s := r.Step(w.text); s.Applies != answers[i] {
				c.deviate(w.place, stepKeys[i], keyOf(s.Applies), "step %s %s, expected under %s", w.text, stands(s), stepKeys[i])
			}
		}
		for _, s := range r.Steps() {
			if l.given() && s.Applies == answers[i] && !listed[s.ID] {
				c.deviate(l.place, "", stepKeys[i], "step %s %s, and %s does not list it", s.ID, stands(s), stepKeys[i])
			}
		}
	}
}

func keyOf(a playbook.Answer) string { return stepKeys[slices.Index(answers[:], a)] }

// stands says whether a step applies.
func stands(s run.Step) string {
	switch s.Applies {
	case playbook.Yes:
		return "applies"
	case playbook.No:
		return "does not apply"
	}
	return "waits for " + strings.Join(s.WaitsFor, ", ")
}

// shows reports whether a clock is listed: it has started, and may apply.
func (c *comparison) shows(k run.Clock) bool { return shown(k, c.Now) }

func shown(k run.Clock, now time.Time) bool {
	s := k.Status(now)
	return s != run.ClockNotStarted && s != run.ClockNotDue
}

func (c *comparison) clocks(r run.Run) {
	expected := map[string]bool{}
	for _, e := range c.expect.clocks.all {
		expected[e.id.text] = true
		k, _ := r.Clock(e.id.text)
		if c.shows(k) {
			c.clock(e, k)
			continue
		}
		got := string(k.Status(c.Now))
		c.deviate(e.id.place, e.state.text, got, "clock %s: state is %s, expected %s", k.ID, got, e.state.text)
	}
	for _, k := range r.Clocks() {
		if c.shows(k) && !expected[k.ID] {
			got := wordClock(k, c.Now)
			c.deviate(c.expect.clocks.place, "", got, "clock %s counts and is not listed: {%s}", k.ID, got)
		}
	}
}

// clock compares a clock that counts, key by key.
func (c *comparison) clock(e expectedClock, k run.Clock) {
	same := func(key string, at place, want, got string) {
		if !at.given() {
			at = e.id.place
		}
		if want != got {
			c.deviate(at, want, got, "clock %s: %s is %s, expected %s", k.ID, key, cmp.Or(got, "none"), cmp.Or(want, "none"))
		}
	}
	in := zoneOf(k, c.Now)
	same("state", e.state.place, e.state.text, string(k.Status(c.Now)))
	same("due", e.due.place, showTime(e.due.time, in), showTime(k.Deadline.Due, in))
	same("latest", e.latest.place, showTime(e.latest.time, in), showTime(k.Deadline.LatestArguable, in))
	if k.AtEarliest != e.earliest.set {
		same("earliest", e.earliest.place, strconv.FormatBool(e.earliest.set), strconv.FormatBool(k.AtEarliest))
	}
	if got := k.Candidate(); e.candidate.set != got {
		same("candidate", e.candidate.place, strconv.FormatBool(e.candidate.set), waiting(k))
	}
	if got := k.Problem != ""; e.uncounted.set != got {
		same("uncounted", e.uncounted.place, strconv.FormatBool(e.uncounted.set), cmp.Or(k.Problem, "false"))
	}
}

// waiting says whether a clock is a candidate, and for which facts it waits.
func waiting(k run.Clock) string {
	if !k.Candidate() {
		return "false"
	}
	return "true, waiting for " + strings.Join(k.WaitsFor, ", ")
}

// zoneOf returns the zone in which the times of a clock are written: its own,
// or that of the scenario.
func zoneOf(k run.Clock, now time.Time) *time.Location {
	if k.Zone == "" && k.Rule.Counting.Zone.IsZero() || k.Deadline.Due.IsZero() {
		return now.Location()
	}
	return k.Deadline.Due.Location()
}

// showTime writes a moment as a scenario does; the zero time is empty.
func showTime(t time.Time, in *time.Location) string {
	switch {
	case t.IsZero():
		return ""
	case t.Second() != 0:
		return t.In(in).Format("2006-01-02 15:04:05 -07:00")
	}
	return t.In(in).Format("2006-01-02 15:04 -07:00")
}

// writes reports whether a message is listed: a step that applies writes it, or
// no step does.
func writes(r run.Run, message string) bool {
	written := false
	for _, s := range r.Steps() {
		if s.Message == message {
			if s.Applies == playbook.Yes {
				return true
			}
			written = true
		}
	}
	return !written
}

func (c *comparison) drafts(r run.Run) {
	expected := map[string]bool{}
	for _, e := range c.expect.drafts.all {
		expected[e.id.text] = true
		if !writes(r, e.id.text) {
			c.deviate(e.id.place, "a draft", "none", "draft %s: no step that applies writes it", e.id.text)
			continue
		}
		d, _ := r.Message(e.id.text)
		c.gaps(e, d)
	}
	for _, d := range r.Messages() {
		if writes(r, d.ID) && !expected[d.ID] {
			got := gapsOf(d)
			c.deviate(c.expect.drafts.place, "", gapList(got), "draft %s is not listed, its gaps are %s", d.ID, gapList(got))
		}
	}
}

func (c *comparison) gaps(e expectedDraft, d run.Message) {
	got := gapsOf(d)
	var want []string
	for _, w := range e.gaps.words {
		want = append(want, w.text)
	}
	if slices.Equal(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))) {
		return
	}
	at := e.gaps.place
	if !at.given() {
		at = e.id.place
	}
	c.deviate(at, gapList(want), gapList(got), "draft %s: gaps are %s, expected %s", d.ID, gapList(got), gapList(want))
}

func gapsOf(d run.Message) []string {
	var ids []string
	for _, g := range d.Gaps {
		ids = append(ids, g.Fact.ID)
	}
	return ids
}

func gapList(ids []string) string { return "[" + strings.Join(ids, ", ") + "]" }
