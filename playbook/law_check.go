package playbook

import (
	"fmt"
	"slices"

	"cordon/playbook/reader"
)

// CheckRules finds what is wrong between the clocks of a playbook and the
// rules they name. known returns the rule with an id, and ids returns all ids
// there are, to suggest one that may be meant; it may be nil.
func CheckRules(name string, p *Playbook, known func(id string) (Rule, bool), ids func() []string) Problems {
	var faults []ruleFault
	for _, c := range p.Clocks {
		if c.Rule == "" {
			continue
		}
		if r, ok := known(c.Rule); ok {
			faults = append(faults, misfits(c, r)...)
		} else {
			faults = append(faults, unknownRule(c, ids))
		}
	}
	if len(faults) == 0 {
		return nil
	}
	s, root := reader.Read(name, "playbook", p.Source)
	if root == nil {
		return s.Problems()
	}
	for _, f := range faults {
		n := reader.At(root, "clocks", f.clock, f.key)
		s.Report(Problem{Line: n.Line, Column: n.Column, Text: f.text, Hint: f.hint})
	}
	return s.Problems()
}

// A ruleFault is something wrong with one key of a clock.
type ruleFault struct{ clock, key, text, hint string }

func unknownRule(c Clock, ids func() []string) ruleFault {
	f := ruleFault{c.ID, "rule", fmt.Sprintf("there is no rule %s", reader.Quote(c.Rule)), ""}
	if ids == nil {
		return f
	}
	if near, ok := reader.Nearest(c.Rule, slices.Clone(ids())); ok {
		f.hint = reader.DidYouMean(near)
	}
	return f
}

// misfits returns what is wrong between a clock and its rule.
func misfits(c Clock, r Rule) []ruleFault {
	var faults []ruleFault
	fail := func(wrong bool, key, hint, format string, args ...any) {
		if wrong {
			faults = append(faults, ruleFault{c.ID, key, fmt.Sprintf(format, args...), hint})
		}
	}
	fail(!r.Runnable(), "rule", "take the clock out, or write it out with a title of its own",
		"no clock can run by the rule %s: %s", reader.Quote(r.ID), r.Standing())
	fail(c.Hours != "" && !r.Counting.Within.IsZero(), "hours", "take it out",
		"the rule %s has a limit of its own: %s", reader.Quote(r.ID), r.Counting.Within)
	capped := !r.Counting.Cap.IsZero()
	fail(capped && c.CapFrom == "", "rule", "cap_from: the fact that the cap counts from; see cordon law show "+r.ID,
		"the rule %s is capped at %s from a second start, and this clock does not say which", reader.Quote(r.ID), r.Counting.Cap)
	fail(!capped && c.CapFrom != "", "cap_from", "take it out", "the rule %s has no cap", reader.Quote(r.ID))
	return faults
}
