package run

import "strconv"

// The events of a step's checks. Check counts from 1.
type (
	// CheckTicked ticks a check off.
	CheckTicked struct {
		Step  string `json:"step"`
		Check int    `json:"check"`
	}
	// CheckCleared takes the tick away.
	CheckCleared struct {
		Step  string `json:"step"`
		Check int    `json:"check"`
	}
)

// Kind implements [Event].
func (CheckTicked) Kind() string { return "check-ticked" }

// Kind implements [Event].
func (CheckCleared) Kind() string { return "check-cleared" }

func (CheckTicked) nature() nature  { return nature{} }
func (CheckCleared) nature() nature { return nature{} }

func (ev CheckTicked) step() string  { return ev.Step }
func (ev CheckCleared) step() string { return ev.Step }

func (CheckTicked) texts() []string  { return nil }
func (CheckCleared) texts() []string { return nil }

func (ev CheckTicked) say(r Run) string  { return "check ticked: " + r.check(ev.Step, ev.Check) }
func (ev CheckCleared) say(r Run) string { return "check cleared: " + r.check(ev.Step, ev.Check) }

// check is the text of a check, or its number where the playbook has none such.
func (r Run) check(step string, n int) string {
	if i, ok := r.state.place[step]; ok && n >= 1 && n <= len(r.state.all[i].Checks) {
		return r.state.all[i].Checks[n-1]
	}
	return strconv.Itoa(n)
}

func (ev CheckTicked) fold(s *state, e *Entry)  { s.tick(ev.Step, ev.Check, e) }
func (ev CheckCleared) fold(s *state, _ *Entry) { s.tick(ev.Step, ev.Check, nil) }

func (s *state) tick(id string, check int, e *Entry) {
	if step := s.step(id); step != nil && check >= 1 && check <= len(step.ticked) {
		step.ticked[check-1] = e
	}
}

func (CheckTicked) scan(s scanner) (Event, bool) {
	return CheckTicked{Step: s.string(`,"step":"`), Check: s.int(`,"check":`)}, s.end()
}

func (CheckCleared) scan(s scanner) (Event, bool) {
	return CheckCleared{Step: s.string(`,"step":"`), Check: s.int(`,"check":`)}, s.end()
}

// TickCheck ticks off a check of a step, counted from 1.
func TickCheck(step string, check int) Intention {
	return onCheck[CheckTicked](step, check, func(s Step, now *Entry) (Event, error) {
		if now != nil {
			return nil, refuse("the check %s of step %s was already ticked by %s at %s", quoted(s.Checks[check-1]), s.Number, now.By, timeOfDay(now.At))
		}
		return CheckTicked{Step: s.ID, Check: check}, nil
	})
}

// ClearCheck takes away the tick of a check, counted from 1.
func ClearCheck(step string, check int) Intention {
	return onCheck[CheckCleared](step, check, func(s Step, now *Entry) (Event, error) {
		if now == nil {
			return nil, refuse("the check %s of step %s is not ticked", quoted(s.Checks[check-1]), s.Number)
		}
		return CheckCleared{Step: s.ID, Check: check}, nil
	})
}

func onCheck[E Event](step string, check int, decide func(Step, *Entry) (Event, error)) Intention {
	return on[E](step, func(_ Run, s Step) (Event, error) {
		switch n := len(s.Checks); {
		case n == 0:
			return nil, refuse("step %s has no checks", s.Number)
		case check < 1 || check > n:
			return nil, refuse("step %s has checks 1 to %s, not %d", s.Number, strconv.Itoa(n), check)
		}
		return decide(s, s.Ticked[check-1])
	})
}
