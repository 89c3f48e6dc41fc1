package run

import (
	"slices"
	"time"

	"cordon/playbook"
	"cordon/playbook/drill"
)

// A Coming says whether an inject comes.
type Coming string

// What can become of an inject.
const (
	WasShown   Coming = "shown"
	Comes      Coming = "comes"       // its time has come, or will
	WaitsFor   Coming = "waits"       // for what it comes after
	NotAsked   Coming = "not-now"     // its condition says that it does not come
	Undecided  Coming = "not-decided" // its time has come, and its condition is not known yet
	NeverKnown Coming = "not-known"   // its condition was not known in time
	TooLate    Coming = "too-late"    // the drill is over
	Hidden     Coming = "withheld"    // the entry that would say so is withheld
)

// Due returns the inject that has to be shown at a reading of the system clock,
// the earliest if there are several. None is while the drill is paused.
func (r Run) Due(now time.Time) (drill.Inject, bool) {
	d, plays := r.Exercise()
	if _, closed := r.Closing(); !plays || closed || r.Paused() {
		return drill.Inject{}, false
	}
	table := r.Table(now)
	return r.earliest(d, table, func(at time.Duration) bool { return at <= table })
}

// nextInject returns the inject that comes next, whenever that is. One whose
// condition says no by now is passed over.
func (r Run) nextInject(now time.Time) (drill.Inject, bool) {
	d, plays := r.Exercise()
	if !plays {
		return drill.Inject{}, false
	}
	table := r.Table(now)
	left := *d
	left.Injects = slices.DeleteFunc(slices.Clone(d.Injects), func(in drill.Inject) bool { return r.asked(in, table, table) == NotAsked })
	return r.earliest(&left, table, func(time.Duration) bool { return true })
}

// earliest returns the inject whose time is the earliest, of those that come.
func (r Run) earliest(d *drill.Drill, table time.Duration, takes func(at time.Duration) bool) (first drill.Inject, ok bool) {
	var when time.Duration
	for _, in := range d.Injects {
		at, coming := r.coming(in, table)
		if coming == Comes && takes(at) && (!ok || at < when) {
			first, when, ok = in, at, true
		}
	}
	return first, ok
}

// coming returns when an inject comes, at the table, and whether it does, as is
// known when the table's clock shows a time.
func (r Run) coming(in drill.Inject, table time.Duration) (time.Duration, Coming) {
	x := r.state.exercise
	if e := x.showing(in.ID); e != nil {
		return x.table(e), WasShown
	}
	at, known := r.timeOf(in)
	switch {
	case !known:
		return 0, WaitsFor
	case at > x.Length:
		return at, TooLate
	case at > table:
		return at, Comes
	}
	return at, r.asked(in, at, table)
}

// timeOf returns when an inject comes at the table, if that is known.
func (r Run) timeOf(in drill.Inject) (time.Duration, bool) {
	if in.After.Kind == "" {
		return in.At, true
	}
	e := r.anchor(in.After)
	if e == nil {
		return 0, false
	}
	return r.state.exercise.table(e) + in.Plus, true
}

// anchor returns the entry of what an anchor names, or nil.
func (r Run) anchor(a drill.Anchor) *Entry {
	switch a.Kind {
	case drill.Step:
		if s := r.state.step(a.ID); s != nil && s.state.Settled() {
			return s.settled
		}
	case drill.Fact:
		if all := r.recordsOf(a.ID); len(all) > 0 {
			return all[0]
		}
	case drill.Clock:
		return r.state.clocks[a.ID].filed
	case drill.Message:
		if sent := r.state.messages[a.ID].sent; len(sent) > 0 {
			return sent[0]
		}
	case drill.Shown:
		return r.state.exercise.showing(a.ID)
	}
	return nil
}

// recordsOf returns the entries that recorded a fact, oldest first.
func (r Run) recordsOf(fact string) []*Entry {
	rec, ok := r.Fact(fact)
	if !ok {
		return nil
	}
	return append(slices.Clip(rec.Earlier), rec.entry)
}

// asked asks the condition of an inject when it is due, and goes on asking while
// it is not known, for as long as it is waited for.
func (r Run) asked(in drill.Inject, at, table time.Duration) Coming {
	values := map[string]playbook.Value{}
	answer := in.Asks(values)
	for _, e := range r.entries {
		ev, ok := e.Event.(FactRecorded)
		if !ok || r.UndoneBy(e.Seq) != 0 || !ev.anchored(r.state) {
			continue
		}
		then := r.state.exercise.table(e)
		if then > at && answer != playbook.NotKnown || then > at+drill.Patience {
			break
		}
		values[ev.Fact] = ev.Value
		answer = in.Asks(values)
	}
	switch {
	case answer == playbook.Yes:
		return Comes
	case answer == playbook.No:
		return NotAsked
	case table > at+drill.Patience:
		return NeverKnown
	}
	return Undecided
}

// DueAt returns when the next inject of the drill is due by the system clock, as
// far as is known at a reading of it. False is that none is to come by time alone.
func (r Run) DueAt(now time.Time) (time.Time, bool) {
	d, plays := r.Exercise()
	if _, closed := r.Closing(); !plays || closed || r.Paused() {
		return time.Time{}, false
	}
	table := r.Table(now)
	var next time.Duration
	found := false
	for _, in := range d.Injects {
		at, coming := r.coming(in, table)
		if coming == Comes && at > table && (!found || at < next) {
			next, found = at, true
		}
	}
	return now.Add(next - table), found
}
