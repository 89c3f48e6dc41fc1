package home

import (
	"testing"

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
