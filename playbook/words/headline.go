package words

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A Headline is something that stands on the first page of a review, see
// [playbook.Headline].
type Headline struct {
	Label string
	Text  string // what is recorded, or how long it took
	// Note is what stood there before, or what the time is counted from.
	Note string
	// Fact is the id of the fact that it is about, empty for duties and for how
	// long the run was open.
	Fact string
	// Before are the values before, oldest first.
	Before []string
	// Took is how long it took, if Lasted says that this is known. It is negative
	// for what came before the first moment.
	Took   time.Duration
	Lasted bool
	// Entry is the one that recorded it, nil if none did.
	Entry *run.Entry
	// Whole says that the note answers a question of its own and is cut nowhere.
	Whole bool
	// Decided says that it is a decision, which somebody answers for.
	Decided bool
}

// Aside is what a first page adds to the text: who decided it, and the note.
func (h Headline) Aside() string {
	if !h.Decided || h.Entry == nil {
		return h.Note
	}
	return "by " + h.Entry.By + ifAny("; ", h.Note)
}

// Happened says what happened in the words of whoever recorded it: the first text
// of the headline. It has no entry while nobody has.
func Happened(r run.Run) Headline {
	for _, h := range r.Book().Headline {
		if f, ok := r.Book().Fact(h.Fact); ok && f.Type == playbook.Text {
			return headlineOf(r, h, f)
		}
	}
	return Headline{}
}

// Headlines are the facts of the headline but for what happened and the moments,
// with the values before.
func Headlines(r run.Run) []Headline {
	var all []Headline
	told := false
	for _, h := range r.Book().Headline {
		f, ok := r.Book().Fact(h.Fact)
		switch {
		case !ok || f.Type == playbook.Time:
		case f.Type == playbook.Text && !told:
			told = true
		default:
			all = append(all, headlineOf(r, h, f))
		}
	}
	return all
}

func headlineOf(r run.Run, h playbook.Headline, f playbook.Fact) Headline {
	said := Headline{Label: cmp.Or(h.Label, f.Ask, f.ID), Text: OrWithheld(r, "not recorded", run.FactRecorded{}), Fact: f.ID}
	rec, ok := r.Fact(h.Fact)
	if !ok {
		return said
	}
	said.Text, said.Decided = f.Show(rec.Value), f.Because
	said.Entry, _ = r.Entry(rec.Seq)
	if said.Before = valuesBefore(f, rec); len(said.Before) > 0 {
		said.Note = "before: " + strings.Join(said.Before, "; then ")
	}
	return said
}

// valuesBefore are the values that one supersedes, those alone that differ from
// the one after them.
func valuesBefore(f playbook.Fact, rec run.Record) []string {
	var all []string
	for _, e := range rec.Earlier {
		if ev, ok := e.Event.(run.FactRecorded); ok {
			all = append(all, f.Show(ev.Value))
		}
	}
	all = slices.Compact(append(all, f.Show(rec.Value)))
	return all[:len(all)-1]
}

// Passed says when the first moment of the headline was, how long the others came
// after it, how long the duties in it took, and how long the run was open.
func Passed(r run.Run, asOf time.Time) []Headline {
	var all []Headline
	first := Headline{}
	var from time.Time
	for _, h := range r.Book().Headline {
		f, isFact := r.Book().Fact(h.Fact)
		switch {
		case len(h.Clocks) > 0:
			all = append(all, told(r, h, asOf))
		case !isFact || f.Type != playbook.Time:
		case first.Label == "":
			first = headlineOf(r, h, f)
			from = momentOf(r, h.Fact)
			all = append(all, first)
		default:
			all = append(all, after(headlineOf(r, h, f), momentOf(r, h.Fact), first.Label, from))
		}
	}
	return append(all, lasted(r, asOf))
}

// after says how long a moment came after the first one.
func after(h Headline, at time.Time, first string, from time.Time) Headline {
	switch {
	case at.IsZero():
	case from.IsZero():
		h.Note = "not recorded: " + first
	case at.Before(from):
		h.Note = "before: " + first
		h.took(at.Sub(from))
	default:
		h.Note = "after: " + first
		h.took(at.Sub(from))
	}
	return h
}

// took says how long it took.
func (h *Headline) took(d time.Duration) { h.Text, h.Took, h.Lasted = Span(d.Abs()), d, true }

// momentOf is what is recorded for a fact of type time, or zero.
func momentOf(r run.Run, fact string) time.Time {
	rec, _ := r.Fact(fact)
	at, _ := rec.Value.Time()
	return at
}

// told says how long the first of some duties took that applies, or else of those
// that may.
func told(r run.Run, h playbook.Headline, asOf time.Time) Headline {
	var may []run.Clock
	for _, id := range h.Clocks {
		c, err := r.Clock(id)
		switch {
		case err != nil || !c.Started() || c.Applies == playbook.No && c.Filed == nil:
		case c.Filed != nil || c.Applies == playbook.Yes:
			return toldBy(r, c, h.Label, asOf)
		default:
			may = append(may, c)
		}
	}
	if len(may) > 0 {
		return toldBy(r, may[0], h.Label, asOf)
	}
	return Headline{Label: h.Label, Text: "–", Note: "no such duty applies by what is recorded"}
}

func toldBy(r run.Run, c run.Clock, label string, asOf time.Time) Headline {
	said := Headline{Label: label, Note: c.Title}
	_, closed := r.Closing()
	switch {
	case c.Filed != nil:
		said.took(c.Filed.At.Sub(c.Deadline.Start))
		said.Entry = c.Filed
		if late, ok := Lateness(c, c.Filed.At); ok {
			said.Note = late + ": " + said.Note // the rest may be cut
		}
	case c.Waived != nil:
		said.Text, said.Entry = "nobody", c.Waived
	case closed && c.Candidate():
		said.Text = OrWithheld(r, "not on record", run.ClockFiled{}, run.ClockWaived{})
		said.Note += ", if it applies"
	case closed:
		said.Text = OrWithheld(r, "never", run.ClockFiled{}, run.ClockWaived{})
		said.Note += ", " + ClockLeft(c, asOf) + " when the run was closed"
	default:
		said.Text = OrWithheld(r, "not yet", run.ClockFiled{}, run.ClockWaived{})
		said.Note += ", " + ClockLeft(c, asOf)
	}
	return said
}

// lasted says how long the run was open, or has been.
func lasted(r run.Run, asOf time.Time) Headline {
	said := Headline{Label: "Open for", Note: "since it was opened"}
	if c, closed := r.Closing(); closed {
		said, asOf = Headline{Label: "Closed", Note: "after it was opened"}, c.At
	}
	said.took(asOf.Sub(r.Opened()))
	return said
}

// Told says who led the run and from when to when, and which of its messages are
// recorded as sent.
func Told(r run.Run, at At) []Headline {
	all := []Headline{led(r, at)}
	var sent []string
	messages := r.Messages()
	for _, m := range messages {
		if len(m.Sent) > 0 {
			sent = append(sent, m.Title)
		}
	}
	if len(messages) > 0 {
		text := fmt.Sprintf("%d of %d", len(sent), len(messages))
		if gone := r.BodilessOf(run.MessageSent{}); len(gone) > 0 {
			text += fmt.Sprintf(", and %d withheld", len(gone))
		}
		all = append(all, Headline{Label: "Messages sent", Text: text, Note: strings.Join(sent, "; ")})
	}
	return all
}

// led says who led the run last and since when, and who led it before.
func led(r run.Run, at At) Headline {
	said := Headline{Label: "Led by", Text: cmp.Or(r.Lead(), "nobody on record"), Whole: true}
	leads := leadsOf(r)
	if len(leads) == 0 {
		return said
	}
	last := len(leads) - 1
	said.Entry = leads[last].since
	said.Note = "since " + at.Moment(said.Entry.At)
	var before []string
	for _, l := range leads[:last] { // each until the next one
		said.Before = append(said.Before, l.name)
		before = append(before, l.name+" from "+at.Moment(l.since.At))
	}
	said.Note += ifAny("; before: ", strings.Join(before, "; then "))
	if gone := r.BodilessOf(run.HandedOver{}, run.RoleTaken{}); len(gone) > 0 {
		said.Note += "; who took over may be withheld (" + Entries(gone) + ")"
	}
	return said
}

// A lead is who led a run, since an entry.
type lead struct {
	name  string
	since *run.Entry
}

// leadsOf returns who led a run, one after the other: see [run.LeadRole].
func leadsOf(r run.Run) []lead {
	var all []lead
	_, role := r.Book().Role(run.LeadRole)
	for _, e := range r.Entries() {
		name := ""
		switch ev := e.Event.(type) {
		case run.Started:
			name = e.By
		case run.HandedOver:
			name = ev.To
		case run.RoleTaken:
			if role && ev.Role == run.LeadRole {
				name = ev.Name
			}
		}
		if name != "" && r.UndoneBy(e.Seq) == 0 && (len(all) == 0 || all[len(all)-1].name != name) {
			all = append(all, lead{name, e})
		}
	}
	return all
}

// leadBefore returns who led a run until an entry.
func leadBefore(r run.Run, e *run.Entry) string {
	name := ""
	for _, l := range leadsOf(r) {
		if l.since.Seq < e.Seq {
			name = l.name
		}
	}
	return name
}
