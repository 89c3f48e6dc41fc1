package bundle

import (
	"testing"
	"time"
)

// TestWithholder: who sealed several times is named once.
func TestWithholder(t *testing.T) {
	maria := Sealed{Claim: Claim{By: "maria"}, Known: true, Vouches: true}
	ben := Sealed{Claim: Claim{By: "ben"}, Known: true, Vouches: true}
	got := Result{Withheld: 1, Seals: []Sealed{maria, ben, maria}}.Checked(time.Time{}).By
	if want := "maria and ben"; got != want {
		t.Errorf("withheld by %q, want %q", got, want)
	}
}
