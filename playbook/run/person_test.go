package run_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

// TestNames gives names that a terminal would obey, or that are none, wherever a
// person is named.
func TestNames(t *testing.T) {
	r := begin(t).run
	for name, decide := range map[string]func(string) run.Intention{
		"role":     func(name string) run.Intention { return run.TakeRole("legal", name) },
		"handover": func(name string) run.Intention { return run.HandOver(name, "", nil) },
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

// TestSetbackOnce has two screens see the same set-back, and later another one.
func TestSetbackOnce(t *testing.T) {
	j := begin(t)
	was, now := j.now.Add(time.Hour), j.now
	j.do("maria", run.NoteSetback(was, now))
	var refused *run.Refusal
	if _, err := run.NoteSetback(was.Add(time.Second), now.Add(2*time.Second))(j.run); !errors.As(err, &refused) || !strings.Contains(err.Error(), "set back by 1h 00m, as the screen of maria has recorded") {
		t.Errorf("the second screen: %v, want a refusal that says who recorded it", err)
	}
	if _, err := run.NoteSetback(was.Add(time.Minute), now.Add(time.Minute))(j.run); err != nil {
		t.Errorf("another set-back: %v", err)
	}
}

// TestClocksOfTwo writes an entry by a clock that stands behind that of somebody
// else, and one behind the writer's own.
func TestClocksOfTwo(t *testing.T) {
	j := begin(t)
	j.now = j.now.Add(-10 * time.Minute)
	j.do("ben", run.AddNote("", "by his clock"))
	j.now = j.now.Add(-10 * time.Minute)
	j.do("ben", run.AddNote("", "by the same"))
	for seq, want := range map[uint64]string{
		1: "",
		2: "the clock of ben stood 9m behind that of maria",
		3: "the system clock moved back by 9m",
	} {
		e, _ := j.run.Entry(seq)
		if got := j.run.ClockBack(e); got != want {
			t.Errorf("entry %d: ClockBack = %q, want %q", seq, got, want)
		}
	}
}
