package home

import (
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// TestMatches finds a playbook however the accents of its title, and of what is
// typed, are written.
func TestMatches(t *testing.T) {
	const composed, apart = "Prot\u00e9g\u00e9 account", "PROTE\u0301GE\u0301"
	for _, tt := range []struct {
		title, filter string
		want          bool
	}{
		{composed, apart, true},
		{apart, "account prot\u00e9g\u00e9", false},
		{apart, "prot\u00e9g\u00e9", true},
		{composed, "", true},
		{composed, "protege", false},
	} {
		if got := (homeItem{book: &screen.Listed{Title: tt.title}}).matches(tt.filter); got != tt.want {
			t.Errorf("%q matches %q: %v, want %v", tt.filter, tt.title, got, tt.want)
		}
	}
}

// TestPausedDrill: a drill that is paused says so, where else its deadline stands.
func TestPausedDrill(t *testing.T) {
	w := &screen.World{Theme: &draw.Theme{}}
	for _, tt := range []struct {
		summary run.Summary
		want    string
	}{
		{run.Summary{Drill: true, Duties: 1, Paused: true}, "paused "},
		{run.Summary{Drill: true, Duties: 1}, "no clock "},
		{run.Summary{Drill: true, Paused: true, Closed: time.Unix(1, 0)}, "no clock "},
	} {
		if got := (list{w: w, width: 80}).clock(&tt.summary, 40).Plain(); got != tt.want {
			t.Errorf("the deadline of %+v is %q, want %q", tt.summary, got, tt.want)
		}
	}
}
