package run_test

import (
	"strings"
	"sync"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A run keeps its messages once they are filled in. They are its own: what is
// recorded later shows in the next run and not in this one.
func TestMessagesBelongToTheirRun(t *testing.T) {
	j := begin(t)
	before := j.run
	before.Messages()
	after := j.do("maria", run.RecordFact("host", playbook.TextValue("mail-1"), "", "")).run
	undone := j.do("maria", run.Undo("maria", 0)).run
	var wg sync.WaitGroup
	for range 4 { // screens and commands look at one run
		wg.Go(func() {
			for _, want := range []struct {
				r    run.Run
				text string
			}{{before, "[host: not recorded]"}, {after, "mail-1"}, {undone, "[host: not recorded]"}} {
				if got := want.r.Messages()[0].Body; !strings.Contains(got, want.text) {
					t.Errorf("at entry %d the message is %q, want %q in it", want.r.Head().Seq, got, want.text)
				}
			}
		})
	}
	wg.Wait()
}
