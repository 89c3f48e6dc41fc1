package run

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"cordon/playbook"
)

const (
	// mostAdded is how many steps can be added behind one step of a playbook:
	// each has a letter.
	mostAdded = 'z' - 'a' + 1
	// longestTitle is how long the title of an added step can be, in characters:
	// two lines of a small screen.
	longestTitle = 120
)

// StepAdded adds a step that no playbook of the run has. It stands behind the
// step After of a playbook, as the Nth that was added there: the second one
// behind 2.4 is 2.4b. So no other number changes, and a letter says of a step
// that it was added.
type StepAdded struct {
	Step  string `json:"step"`
	Title string `json:"title"`
	After string `json:"after"`
	Nth   int    `json:"nth"`
}

// Kind implements [Event].
func (StepAdded) Kind() string { return "step-added" }

func (StepAdded) nature() nature     { return nature{recounts: true, extends: true} }
func (StepAdded) step() string       { return "" } // it is there after the entry
func (ev StepAdded) texts() []string { return []string{ev.Title} }

func (ev StepAdded) say(r Run) string {
	if after := r.Step(ev.After); ev.lettered() && r.Has(ev.After) {
		return "step " + ev.number(after.Number) + " added: " + ev.Title
	}
	return "step added: " + ev.Title
}

// lettered reports whether there is a letter for the step.
func (ev StepAdded) lettered() bool { return ev.Nth >= 1 && ev.Nth <= mostAdded }

// number is that of the step, behind one with the number after.
func (ev StepAdded) number(after string) string { return after + string(rune('a'+ev.Nth-1)) }

func (ev StepAdded) anchored(s *state) bool { return s.step(ev.Step) != nil }

// fold adds the step. In a journal from elsewhere it may not fit: then the entry
// stands in the timeline and brings nothing.
func (ev StepAdded) fold(s *state, e *Entry) {
	behind, fits := ev.place(s)
	if !fits {
		return
	}
	after := s.all[s.place[ev.After]]
	s.extend(s.book.WithStep(behind, playbook.Step{
		ID: ev.Step, Number: ev.number(after.Number),
		Title: strings.Join(strings.Fields(ev.Title), " "), Tonight: after.Tonight,
	}))
	added := s.step(ev.Step)
	added.added, added.entries = e, []*Entry{e}
}

// place returns the step right behind which the added one stands, and whether it
// fits the run.
func (ev StepAdded) place(s *state) (behind string, fits bool) {
	at, there := s.place[ev.After]
	if !there || s.steps[at].added != nil || s.step(ev.Step) != nil || !isAdded(ev.Step) || !ev.lettered() {
		return "", false
	}
	for at+1 < len(s.all) && s.partOf(at+1, ev.After) {
		at++ // behind all that a repeated step comes to
	}
	for ; at+1 < len(s.all); at++ {
		if n := s.nth(at+1, ev.After); n == ev.Nth {
			return "", false
		} else if n == 0 || n > ev.Nth {
			break
		}
	}
	return s.all[at].ID, true
}

// partOf reports whether the step with the given index is one of those that the
// repeated step comes to, or was added behind one.
func (s *state) partOf(i int, repeated string) bool {
	if e := s.steps[i].added; e != nil {
		i = s.place[e.Event.(StepAdded).After]
	}
	return s.all[i].Of == repeated
}

// nth says as which one the step with the given index was added behind after, 0
// if it was not.
func (s *state) nth(i int, after string) int {
	if e := s.steps[i].added; e != nil {
		if ev := e.Event.(StepAdded); ev.After == after {
			return ev.Nth
		}
	}
	return 0
}

// The id of an added step is this and a number.
const addedPrefix = "added-"

func isAdded(id string) bool {
	number, ok := strings.CutPrefix(id, addedPrefix)
	return ok && number != "" && len(number) <= len("18446744073709551615") && strings.Trim(number, "0123456789") == ""
}

// AddStep adds a step to a phase, which is named as on the screen or by its id:
// behind the step after, or at the end of the phase.
func AddStep(phase, title, after string) Intention {
	title = tidy(title)
	return intend[StepAdded](func(r Run) (Event, error) {
		switch n := utf8.RuneCountInString(title); {
		case title == "":
			return nil, refuse("say what there is to do: the title of the step is empty")
		case strings.ContainsAny(title, "\n\r"):
			return nil, refuse("the title of a step is one line. Put the rest into a note on it")
		case n > longestTitle:
			return nil, refuse("the title of a step has at most %d characters, and this one has %d. Put the rest into a note on it", longestTitle, n)
		}
		behind, err := r.behind(phase, after)
		if err != nil {
			return nil, err
		}
		nth := 1
		for _, e := range r.entries { // those taken back too: a letter means one step
			if ev, ok := e.Event.(StepAdded); ok && ev.After == behind.ID {
				nth = max(nth, ev.Nth+1)
			}
		}
		if nth > mostAdded {
			return nil, refuse("behind step %s there are no letters left. Add it behind another step", behind.Number)
		}
		return StepAdded{Step: r.freeStep(), Title: title, After: behind.ID, Nth: nth}, nil
	})
}

// behind returns the step of a playbook behind which one is added.
func (r Run) behind(phase, after string) (Step, error) {
	at, err := r.book.FindPhase(phase)
	if err != nil {
		return Step{}, err
	}
	steps := r.Phase(at)
	s := steps[len(steps)-1]
	if s.Of != "" {
		s = r.Step(s.Of)
	}
	if after != "" {
		if s, err = r.Find(after); err != nil {
			return Step{}, err
		}
		if s.Phase != at {
			return Step{}, refuse("step %s is in phase %s, not in phase %s", s.Number, r.book.Phases[s.Phase].Number, r.book.Phases[at].Number)
		}
	}
	if s.Added != nil {
		s = r.Step(s.Added.Event.(StepAdded).After)
	}
	return s, nil
}

// freeStep returns the id that a step gets which is added now.
func (r Run) freeStep() string {
	for n := r.head.Seq + 1; ; n++ {
		if id := fmt.Sprintf("%s%d", addedPrefix, n); !r.Has(id) {
			return id
		}
	}
}
