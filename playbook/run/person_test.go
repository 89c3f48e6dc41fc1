package run_test

import (
	"errors"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// TestNames gives names that a terminal would obey, or that are none, wherever a
// person is named.
func TestNames(t *testing.T) {
	r := begin(t).run
	for name, decide := range map[string]func(string) run.Intention{
		"role":     func(name string) run.Intention { return run.TakeRole("legal", name) },
		"handover": func(name string) run.Intention { return run.HandOver(name, "") },
		"sign off": func(name string) run.Intention { return run.SignOff(name, "") },
	} {
		for _, bad := range []string{"", " \t", "ben\x1b[2J", "ben\nmaria", "be\u0085n", strings.Repeat("b", 101)} {
			var refused *run.Refusal
			if ev, err := decide(bad)(r); !errors.As(err, &refused) {
				t.Errorf("%s of %q = %v, %v, want a refusal", name, bad, ev, err)
			}
		}
		if _, err := decide("Zoë O'Neill-Åkesson (legal)")(r); err != nil {
			t.Errorf("%s of a good name = %v", name, err)
		}
	}
}
