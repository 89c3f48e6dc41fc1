package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

// apart is the pause that splits the entries of a run into sittings.
const apart = time.Hour

// A Sitting is a time in which people wrote without a pause of more than an hour.
type Sitting struct {
	Entries  []*run.Entry
	From, To time.Time     // when the first and the last entry were written, see [run.Run.Written]
	Pause    time.Duration // until the next sitting, zero for the last one
}

// Sittings splits a run into sittings by when its entries were written. A system
// clock that moved back ends none.
func Sittings(r run.Run) []Sitting {
	var all []Sitting
	for _, e := range r.Entries() {
		last, written := len(all)-1, r.Written(e)
		if last < 0 || written.Sub(all[last].To) > apart {
			if last >= 0 {
				all[last].Pause = written.Sub(all[last].To)
			}
			all = append(all, Sitting{From: written, To: written})
			last++
		}
		s := &all[last]
		s.Entries = append(s.Entries, e)
		if written.After(s.To) {
			s.To = written
		}
	}
	return all
}

// A Count says how often somebody wrote.
type Count struct {
	Who string
	N   int
}

// Writers counts the entries of each person, in the order in which they came.
func Writers(entries []*run.Entry) []Count {
	var all []Count
	for _, e := range entries {
		i := slices.IndexFunc(all, func(c Count) bool { return c.Who == e.By })
		if i < 0 {
			i, all = len(all), append(all, Count{Who: e.By})
		}
		all[i].N++
	}
	return all
}

// Who says who wrote in a sitting, and how much.
func (s Sitting) Who() string {
	var all []string
	for _, c := range Writers(s.Entries) {
		all = append(all, fmt.Sprintf("%s %d", c.Who, c.N))
	}
	return strings.Join(all, ", ")
}

// Settled are the numbers of the steps that were settled in a sitting and stayed
// so, in that order.
func (s Sitting) Settled(r run.Run) []string {
	var all []string
	for _, e := range s.Entries {
		step, err := r.Find(run.StepOf(e.Event))
		if err == nil && step.Seq == e.Seq && step.State.Settled() {
			all = append(all, step.Number)
		}
	}
	return all
}

// A Turn is an entry after which a run was another one.
type Turn struct {
	Entry *run.Entry
	Text  string
	// Course says that it changed the course of the run itself: who leads it,
	// whether it is over, what had seemed done. The others are steps on its way.
	Course bool
}

// Turns are the turning points among entries.
func Turns(r run.Run, entries []*run.Entry) []Turn {
	var all []Turn
	for _, e := range entries {
		if r.UndoneBy(e.Seq) != 0 {
			continue
		}
		if text, course := turn(r, e); text != "" {
			all = append(all, Turn{e, text, course})
		}
	}
	return all
}

func turn(r run.Run, e *run.Entry) (text string, course bool) {
	_, said := r.Describe(e)
	switch ev := e.Event.(type) {
	case run.EntryUndone:
		return tookBack(r, ev), true
	case run.StepReopened:
		return stepNamed(r, ev.Step) + " opened again" + ifAny(": ", ev.Reason), true
	case run.HandedOver:
		return "lead handed over from " + leadBefore(r, e) + " to " + ev.To, true
	case run.SystemClockMoved:
		return said, true
	case run.Closed:
		return "closed" + ifAny(": ", ev.Reason), true
	case run.Reopened:
		return "opened again: " + ev.Reason, true
	case run.PlaybookAdded:
		return said, true
	case run.MessageSent:
		return said, false
	case run.ClockFiled:
		return ClockName(r, ev.Clock) + ": filed", false
	case run.ClockWaived:
		return ClockName(r, ev.Clock) + ": nobody notified", false
	}
	if e.ClockBack >= time.Minute {
		return r.ClockBack(e), true
	}
	return "", false
}

// tookBack says what an undo took back, if that was a step or a duty that seemed
// settled. Slips of the pen are no turning points.
func tookBack(r run.Run, ev run.EntryUndone) string {
	e, ok := r.Entry(ev.Seq)
	if !ok {
		return ""
	}
	switch e.Event.(type) {
	case run.StepDone, run.StepSkipped, run.StepFailed, run.ClockFiled, run.ClockWaived, run.MessageSent:
		step, text := r.Describe(e)
		return "taken back: " + strings.TrimSpace(step+" "+text)
	}
	return ""
}

func stepNamed(r run.Run, id string) string {
	if s, err := r.Find(id); err == nil {
		return "step " + s.Number
	}
	return "step " + id
}
