package run

import (
	"fmt"
	"strings"

	"cordon/playbook"
)

// The events that open and close a run.
type (
	// Started opens a run and pins the playbook it follows. It is entry 1.
	Started struct {
		Playbook PlaybookRef `json:"playbook"`
		Title    string      `json:"title"`
		Drill    bool        `json:"drill,omitempty"`
		// Rules are the rows of the library of the law that the playbook's
		// clocks name, as they were when the run began.
		Rules []playbook.Rule `json:"rules,omitempty"`
	}
	// PlaybookRef names the exact bytes of a playbook.
	PlaybookRef struct {
		ID      string `json:"id"`
		Version string `json:"version"`
		SHA256  string `json:"sha256"`
	}
	// Closed ends a run. Reason says why steps were left open, if any were.
	Closed struct {
		Reason string `json:"reason,omitempty"`
	}
	// Reopened takes up a closed run again.
	Reopened struct {
		Reason string `json:"reason"`
	}
)

// Kind implements [Event].
func (Started) Kind() string { return "run-started" }

// Kind implements [Event].
func (Closed) Kind() string { return "run-closed" }

// Kind implements [Event].
func (Reopened) Kind() string { return "run-reopened" }

func (ev Started) fold(s *state, e *Entry) {
	s.title, s.drill, s.opened, s.lead = ev.Title, ev.Drill, e.At, e.By
	s.rules = make(map[string]playbook.Rule, len(ev.Rules))
	for _, rule := range ev.Rules {
		s.rules[rule.ID] = rule
	}
}

func (ev Closed) fold(s *state, e *Entry) {
	s.closing = &Closing{At: e.At, By: e.By, Reason: ev.Reason}
}

func (Reopened) fold(s *state, _ *Entry) { s.closing = nil }

// Start opens a run of book. An empty title means the playbook's.
func Start(book *playbook.Playbook, title string, drill bool) Intention {
	if title = tidy(title); title == "" {
		title = book.Title
	}
	return func(r Run) (Event, error) {
		if r.Last() != nil {
			return nil, refuse("the run was already started")
		}
		return fits(Started{
			Playbook: PlaybookRef{ID: book.ID, Version: book.Version, SHA256: book.Digest},
			Title:    title, Drill: drill, Rules: book.Rules,
		}, nil)
	}
}

// Close ends the run. If steps are open, the reason must say why.
func Close(reason string) Intention {
	reason = tidy(reason)
	return open(func(r Run) (Event, error) {
		if left := r.LeftOpen(); len(left) > 0 && reason == "" {
			return nil, needReason("%s still open: %s. Settle what is left, or say why the run is closed without", plural(len(left), "step is", "steps are"), numbers(left))
		}
		return Closed{Reason: reason}, nil
	})
}

// Reopen takes up a closed run again.
func Reopen(reason string) Intention {
	reason = tidy(reason)
	return func(r Run) (Event, error) {
		if _, closed := r.Closing(); !closed {
			return nil, refuse("the run is open")
		}
		if reason == "" {
			return nil, needReason("to reopen the run, say why")
		}
		return fits(Reopened{Reason: reason}, nil)
	}
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
