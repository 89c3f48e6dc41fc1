package run_test

import (
	"testing"

	"cordon/playbook/run"
)

// TestLeadIsOneThing: who leads and who has the role of the lead are never two
// people.
func TestLeadIsOneThing(t *testing.T) {
	j := begin(t)
	if got := j.run.Lead(); got != "maria" {
		t.Fatalf("%s leads a run that maria started", got)
	}
	for _, tt := range []struct {
		what  string
		does  run.Intention
		leads string
	}{
		{"the role is taken", run.TakeRole(run.LeadRole, "jan"), "jan"},
		{"another role is taken", run.TakeRole("legal", "ada"), "jan"},
		{"it is handed over", run.HandOver("ada", "", nil), "ada"},
		{"the handover is undone", run.Undo("maria", 0), "jan"},
		{"the taking of the other role is undone", run.Undo("maria", 0), "jan"},
		{"the taking is undone", run.Undo("maria", 0), "maria"},
	} {
		j.do("maria", tt.does)
		if got := j.run.Lead(); got != tt.leads {
			t.Errorf("when %s %s leads, want %s", tt.what, got, tt.leads)
		}
		if h, ok := j.run.Role(run.LeadRole); ok && h.Name != tt.leads {
			t.Errorf("when %s the role is with %s, want %s", tt.what, h.Name, tt.leads)
		}
	}
}
