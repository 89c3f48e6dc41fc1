package playbooks

import (
	"testing"

	"cordon/playbook"
)

// TestAllJoin: any two playbooks that ship can be taken into one run.
func TestAllJoin(t *testing.T) {
	all := parse(t)
	for _, base := range all {
		for _, added := range all {
			if _, err := playbook.Join(base, added); err != nil && base != added {
				t.Errorf("%s takes in %s:\n%v", base.ID, added.ID, err)
			}
		}
	}
}
