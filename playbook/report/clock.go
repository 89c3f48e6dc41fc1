package report

import (
	"cmp"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A Clock is a deadline of a run as it stands at a moment.
type Clock struct {
	ID        string          `json:"id"`
	Rule      string          `json:"rule"` // a row of the library of the law, or empty
	Title     string          `json:"title"`
	State     run.ClockStatus `json:"state"`
	Candidate bool            `json:"candidate"` // it counts down, and nobody knows yet whether it applies
	// AtEarliest says that it counts from what stands in for its start, which is
	// not recorded: it is due then or later.
	AtEarliest bool       `json:"at_the_earliest"`
	From       ClockStart `json:"from"`
	// Due is null for a clock that has not started or does not apply, and for
	// a duty without a number.
	Due            Time   `json:"due"`
	LatestArguable Time   `json:"latest_arguable"`
	NotBefore      Time   `json:"not_before"` // the end of an embargo
	Filed          *Filed `json:"filed"`
	Waived         *Ruled `json:"waived"` // why nobody was notified
}

// A ClockStart says what a clock counts from: a fact, or the filing of the clock
// After. Until that is recorded it is what will start it, and At is null.
type ClockStart struct {
	Fact  string `json:"fact"`
	After string `json:"after,omitempty"`
	At    Time   `json:"at"`
}

// Filed says that a duty was met. Because gives the reasons for being late.
type Filed struct {
	At        Time   `json:"at"`
	Reference string `json:"reference"`
	By        string `json:"by"`
	Because   string `json:"because"`
	Seq       uint64 `json:"seq"`
	// Elsewhere says that it was filed in another run of the incident: Seq is 0 then.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// InTimeBy says by what later entry it is in time, if only by one.
	InTimeBy string `json:"in_time_by,omitempty"`
}

// Ruled is what a named person said about a clock.
type Ruled struct {
	Because string `json:"because"`
	By      string `json:"by"`
	At      Time   `json:"at"`
	Seq     uint64 `json:"seq"`
}

// A ClockDetail is a clock with all there is to know about it.
type ClockDetail struct {
	Clock
	To        string   `json:"to"`
	Cite      string   `json:"cite"`
	URL       string   `json:"url"`
	Applies   string   `json:"applies"` // "yes", "no" or "unknown"
	WaitsFor  []string `json:"waits_for"`
	Confirmed *Ruled   `json:"confirmed"` // who said that it applies
	Basis     []string `json:"basis"`     // how the deadline was counted
	Problem   string   `json:"problem"`   // why it could not be counted, or empty
	// Source says who allows LatestArguable.
	Source   string   `json:"source"`
	Target   Time     `json:"target"`   // the team's own aim for a duty without a number
	Required []string `json:"required"` // what the notice has to contain
	FileAt   string   `json:"file_at"`  // where it is filed, in words
	// FileAtChecked says how certain FileAt is.
	FileAtChecked string `json:"file_at_checked"`
	// Confidence of the rule and what it rests on, in words; empty for a clock
	// without a rule.
	Confidence string    `json:"confidence"`
	Checked    string    `json:"checked"`
	History    []Earlier `json:"history"` // earlier starts, oldest first
	// OurPlace is where the organisation files it, left out where its profile
	// does not say so.
	OurPlace *FileAt `json:"our_place,omitempty"`
}

// Clocks returns the clocks of a run in the playbook's order, as they stand at
// a moment. Times are in the zone of each clock.
func Clocks(r run.Run, now time.Time) []Clock {
	all := make([]Clock, len(r.Clocks()))
	for i, c := range r.Clocks() {
		all[i] = clockOf(c, now)
	}
	return all
}

// ClockDetails is [Clocks] with all there is to know.
func ClockDetails(r run.Run, now time.Time) []ClockDetail {
	all := make([]ClockDetail, len(r.Clocks()))
	for i, c := range r.Clocks() {
		all[i] = clockDetail(r, c, now)
		if filed := all[i].Filed; filed != nil && elsewhere(r, c.Filed) {
			filed.Elsewhere, filed.Seq = true, 0
		}
	}
	return all
}

func clockOf(c run.Clock, asOf time.Time) Clock {
	d := c.Deadline
	doc := Clock{
		ID: c.ID, Rule: c.Clock.Rule, Title: c.Title, State: c.Status(asOf), Candidate: c.Candidate(),
		AtEarliest: c.AtEarliest, From: ClockStart{Fact: cmp.Or(c.Since, c.From), After: c.After, At: happened(d.Start)},
	}
	if doc.State != run.ClockNotDue {
		doc.Due, doc.LatestArguable, doc.NotBefore = happened(d.Due), happened(d.LatestArguable), happened(d.NotBefore)
	}
	if e := c.Filed; e != nil {
		ev := e.Event.(run.ClockFiled)
		doc.Filed = &Filed{At: happened(inZone(e.At, c)), Reference: ev.Reference, By: filedBy(e), Because: ev.Because, Seq: e.Seq}
		if by, ok := c.InTimeBy(); ok {
			doc.Filed.InTimeBy = by.String()
		}
	}
	if e := c.Waived; e != nil && c.Filed == nil {
		doc.Waived = ruled(e, e.Event.(run.ClockWaived).Because, c)
	}
	return doc
}

func clockDetail(r run.Run, c run.Clock, asOf time.Time) ClockDetail {
	d := c.Deadline
	_, certainty := c.Rule.Filing()
	doc := ClockDetail{
		Clock: clockOf(c, asOf), To: c.To, Cite: c.Cite, URL: c.Rule.URL,
		Applies: c.Applies.String(), WaitsFor: list(c.WaitsFor), Basis: list(d.Basis), Problem: c.Problem,
		Source: d.Source, Target: happened(d.Target),
		Required: list(c.Rule.Content), FileAt: c.Rule.FileAt, FileAtChecked: certainty,
		Confidence: string(c.Rule.Confidence), Checked: c.Rule.Checked(), History: []Earlier{},
	}
	if e := c.Confirmed; e != nil {
		doc.Confirmed = ruled(e, e.Event.(run.ClockConfirmed).Because, c)
	}
	used, _ := r.Profile()
	if p, ok := used.Place(c.Clock.Rule); ok {
		at := fileAt(p)
		doc.OurPlace = &at
	}
	f, _ := r.Book().Fact(c.Since)
	for _, e := range c.Moved {
		if before, ok := earlier(f, e); ok {
			doc.History = append(doc.History, before)
		}
	}
	return doc
}

// filedBy returns who filed: whoever noted it, if nobody else is named.
func filedBy(e *run.Entry) string {
	if by := e.Event.(run.ClockFiled).By; by != "" {
		return by
	}
	return e.By
}

func ruled(e *run.Entry, because string, c run.Clock) *Ruled {
	return &Ruled{Because: because, By: e.By, At: happened(inZone(e.At, c)), Seq: e.Seq}
}

// inZone shows a time in the zone of a clock, as far as that is known.
func inZone(t time.Time, c run.Clock) time.Time {
	if c.Deadline.Start.IsZero() {
		return t
	}
	return t.In(c.Deadline.Start.Location())
}

// earlier returns a value of a fact that was superseded.
func earlier(f playbook.Fact, e *run.Entry) (Earlier, bool) {
	ev, ok := e.Event.(run.FactRecorded)
	if !ok {
		return Earlier{}, false
	}
	return Earlier{
		Value: ev.Value, Text: f.Show(ev.Value), Because: ev.Because,
		At: happened(e.At), By: e.By, Seq: e.Seq,
	}, true
}
