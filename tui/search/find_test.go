package search

import (
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/fake"
)

func TestFindSteps(t *testing.T) {
	b := fake.Book(t)
	for _, test := range []struct{ query, want string }{
		{"", "preserve count judge isolate tell tidy"},
		{"  ", "preserve count judge isolate tell tidy"},
		{"2.1", "isolate"},
		{"2.", "isolate tell tidy preserve"}, // it numbers its points
		{"hosts", "isolate"},
		{"ISOLATE hosts", "isolate"},
		{"people", "tell count judge"},
		{"judge", "judge"},
		{"ping", "isolate"},   // in verify
		{"affected", "count"}, // a fact it records
		{"as a file", "preserve"},
		{"xyzzy", ""},
		{"people xyzzy", ""},
	} {
		var got []string
		for _, h := range findSteps(run.New("r", b), test.query) {
			got = append(got, h.step)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("findSteps(%q) = %q, want %q", test.query, got, test.want)
		}
	}
}

func TestFindShowsTheText(t *testing.T) {
	st := playbook.Step{ID: "x", Number: "1.1", Title: "Title", Do: "First line.\nOpen the very long console of the mail gateway and look.\n"}
	h, ok := findIn(&playbook.Playbook{}, st, []string{"gateway"})
	if !ok || h.where != inert.Clipped+" of the mail gateway and look." {
		t.Errorf("findIn shows %q, %t", h.where, ok)
	}
}

// TestFindShowsTheQuestion: a fact is found by what it asks and by its id, and
// only what it asks is shown.
func TestFindShowsTheQuestion(t *testing.T) {
	b := &playbook.Playbook{Facts: []playbook.Fact{{ID: "suspected_at", Ask: "When did the first sign appear?"}}}
	st := playbook.Step{ID: "x", Number: "1.1", Title: "Title", Record: []string{"suspected_at"}}
	for _, word := range []string{"first", "suspected"} {
		if h, ok := findIn(b, st, []string{word}); !ok || h.where != "When did the first sign appear?" {
			t.Errorf("%q finds %t and shows %q", word, ok, h.where)
		}
	}
}
