package run

import (
	"strings"

	"cordon/playbook"
)

// StepDone settles a step as done. Lacked names what the step asked for and
// did not get; Because is then the reason.
type StepDone struct {
	Step    string   `json:"step"`
	Lacked  []string `json:"lacked,omitempty"`
	Because string   `json:"because,omitempty"`
}

// Kind implements [Event].
func (StepDone) Kind() string { return "step-done" }

func (StepDone) nature() nature     { return nature{} }
func (ev StepDone) step() string    { return ev.Step }
func (ev StepDone) texts() []string { return []string{ev.Because} }
func (ev StepDone) say(Run) string  { return "done" + ifAny(", because: ", ev.Because) }

func (ev StepDone) fold(s *state, e *Entry) {
	s.settle(ev.Step, Done, ev.Because, e)
	if step := s.step(ev.Step); step != nil {
		step.lacked = ev.Lacked
	}
}

func (StepDone) scan(s scanner) (Event, bool) {
	return StepDone{Step: s.string(`,"step":"`), Because: s.optional(`,"because":"`)}, s.end()
}

// CompleteStep settles a step as done. If the step lacks something it asks
// for, because must say why it is done all the same.
func CompleteStep(step, because string) Intention {
	because = tidy(because)
	return on[StepDone](step, func(r Run, s Step) (Event, error) {
		if s.State.Settled() {
			return nil, settledAlready(s)
		}
		lacks := r.Lacks(s)
		if len(lacks) == 0 {
			return StepDone{Step: s.ID, Because: because}, nil
		}
		if because == "" {
			return nil, lacking(s, lacks)
		}
		names := make([]string, len(lacks))
		for i, l := range lacks {
			names[i] = l.String()
		}
		return StepDone{Step: s.ID, Lacked: names, Because: because}, nil
	})
}

func lacking(s Step, lacks []Lack) error {
	why, way := "step "+s.Number, "Do that first, or say why it is done without"
	rest := lacks
	if lacks[0].Kind == LackCondition {
		why, rest = why+": "+lacks[0].Text, lacks[1:]
		if len(rest) > 0 {
			why = then(why, "It")
		} else if s.Applies == playbook.No {
			way = "If it was done all the same, say why"
		}
	}
	if len(rest) > 0 {
		asks := make([]string, len(rest))
		for i, l := range rest {
			asks[i] = string(l.Kind) + ": " + l.Text
		}
		why += " still asks for " + strings.Join(asks, "; ")
	}
	return &Refusal{Why: then(why, way), Lacks: lacks, Err: ErrReason}
}
