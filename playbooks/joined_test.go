package playbooks

import (
	"strings"
	"testing"

	"cordon/playbook"
)

// Any two playbooks that ship can stand in one run, and what one of them says of
// its own steps carries the letter that its numbers have there.
func TestAnyTwoStandInOneRun(t *testing.T) {
	all := parse(t)
	for id, base := range all {
		for other, added := range all {
			if id == other {
				continue
			}
			joined, err := playbook.Join(base, added)
			if err != nil {
				t.Errorf("%s takes in %s: %v", id, other, err)
				continue
			}
			for _, s := range joined.Steps() {
				if s.Number[0] != 'b' {
					continue
				}
				for _, m := range written.FindAllString(s.Do+s.Caution+s.Verify, -1) {
					t.Errorf("%s in %s: step %s says %q, and its numbers begin with b", other, id, s.Number, strings.TrimSpace(m))
				}
			}
		}
	}
}
