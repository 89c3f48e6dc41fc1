package playbooks

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon/playbook"
)

func TestShelf(t *testing.T) {
	var want []Listed
	for _, f := range Embedded() {
		listed := list(playbook.Parse(f.Name, f.Source))
		listed.Source = IsEmbedded
		want = append(want, listed)
	}
	if diff := cmp.Diff(want, shelf()); diff != "" {
		t.Errorf("the shelf does not say what the playbooks do (-playbooks +shelf):\n%s", diff)
	}
}
