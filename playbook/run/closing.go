package run

import (
	"fmt"
	"strings"
)

// Closed ends a run. Reason says why steps or duties were left open, if any
// were. A duty goes on until it is filed or waived: see [Run.Ticking].
type Closed struct {
	Reason string `json:"reason,omitempty"`
}

// Kind implements [Event].
func (Closed) Kind() string { return "run-closed" }

func (Closed) nature() nature {
	return nature{stays: "closed the run, which was opened again since"}
}

func (Closed) step() string       { return "" }
func (ev Closed) texts() []string { return []string{ev.Reason} }
func (ev Closed) say(Run) string  { return "run closed" + ifAny(": ", ev.Reason) }

func (ev Closed) fold(s *state, e *Entry) {
	s.closing = &Closing{At: e.At, By: e.By, Reason: ev.Reason}
}

// Close ends the run. If deadlines run or steps are open, the reason must say
// why.
func Close(reason string) Intention {
	reason = tidy(reason)
	return intend[Closed](func(r Run) (Event, error) {
		var open []string
		if n := len(r.Ticking()); n > 0 {
			open = append(open, plural(n, "deadline still runs", "deadlines still run")+": "+r.dutyNames()+". Closing ends none of them: each goes on until it is filed, or somebody says why nobody is notified")
		}
		if left := r.LeftOpen(); len(left) > 0 {
			open = append(open, plural(len(left), "step is", "steps are")+" still open: "+numbers(left))
		}
		if len(open) > 0 && reason == "" {
			return nil, needReason("%s. Settle what is left, or say why the run is closed without", strings.Join(open, ". "))
		}
		return Closed{Reason: reason}, nil
	})
}

// dutyNames lists the duties, those that apply first.
func (r Run) dutyNames() string {
	const most = 6
	var apply, may []string
	for _, c := range r.Ticking() {
		if c.Candidate() {
			may = append(may, quoted(c.name())+", if it applies")
		} else {
			apply = append(apply, quoted(c.name()))
		}
	}
	list := append(apply, may...)
	if more := len(list) - most; more > 1 {
		list = append(list[:most], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, "; ")
}

// LeftOpen returns the steps that count, are not optional and are not settled.
func (r Run) LeftOpen() []Step {
	var left []Step
	for _, s := range r.Steps() {
		if s.Counts() && !s.Optional && !s.State.Settled() {
			left = append(left, s)
		}
	}
	return left
}

func numbers(steps []Step) string {
	const most = 12
	var list []string
	for i, s := range steps {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(steps)-most))
			break
		}
		list = append(list, s.Number)
	}
	return strings.Join(list, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Reopened takes up a closed run again.
type Reopened struct {
	Reason string `json:"reason"`
}

// Kind implements [Event].
func (Reopened) Kind() string { return "run-reopened" }

func (Reopened) nature() nature {
	return nature{reopens: true, stays: "opened the run again. Close it instead"}
}

func (Reopened) step() string            { return "" }
func (ev Reopened) texts() []string      { return []string{ev.Reason} }
func (ev Reopened) say(Run) string       { return "run opened again: " + ev.Reason }
func (Reopened) fold(s *state, _ *Entry) { s.closing = nil }

// Reopen takes up a closed run again.
func Reopen(reason string) Intention {
	reason = tidy(reason)
	return intend[Reopened](func(r Run) (Event, error) {
		if _, closed := r.Closing(); !closed {
			return nil, refuse("the run is open")
		}
		if reason == "" {
			return nil, needReason("to reopen the run, say why")
		}
		return Reopened{Reason: reason}, nil
	})
}
