package playbooks

import (
	"maps"
	"slices"
	"testing"

	"cordon/playbook"
)

// TestEveryPlaceAndSectorHasAClock: whoever answers where people live and what
// binds us gets a clock for it, if only one that stands in for the law. A
// deadline that nobody has must not look like none.
func TestEveryPlaceAndSectorHasAClock(t *testing.T) {
	for id, p := range parse(t) {
		for _, fact := range []string{"regions", "us_states", "sectors"} {
			f, ok := p.Fact(fact)
			if !ok {
				continue
			}
			for _, o := range f.Options {
				if o.ID != "none" && !mayApply(p, fact, o.ID) {
					t.Errorf("%s: %s = %s leads to no clock", id, fact, o.ID)
				}
			}
		}
	}
}

// mayApply reports whether an answer makes a clock a candidate that is none when
// nobody lives anywhere and nothing binds us.
func mayApply(p *playbook.Playbook, fact, option string) bool {
	nothing := map[string]playbook.Value{
		"regions": playbook.ChoicesValue(), "us_states": playbook.ChoicesValue(), "sectors": playbook.ChoicesValue(),
	}
	chosen := maps.Clone(nothing)
	chosen[fact] = playbook.ChoicesValue(option)
	switch {
	case fact == "us_states":
		chosen["regions"] = playbook.ChoicesValue("us")
	case option == "us": // the next question is in which states
		delete(chosen, "us_states")
	}
	return slices.ContainsFunc(p.Clocks, func(c playbook.Clock) bool {
		before, _ := c.When.Eval(nothing)
		after, _ := c.When.Eval(chosen)
		return before == playbook.No && after != playbook.No
	})
}
