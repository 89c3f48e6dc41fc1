package run_test

import (
	"testing"

	"cordon/playbook/run"
)

// TestThen wants a run cut behind each entry to be as it was when that was the last.
func TestThen(t *testing.T) {
	j := begin(t)
	j.do("maria", run.CompleteStep("isolate", "seen"))
	j.do("maria", run.Undo("maria", 0))
	j.do("maria", run.AddNote("", "again"))
	whole := j.run
	for i := range whole.Entries() {
		then, ok := whole.Then(uint64(i + 1))
		if !ok || then.Last().Seq != uint64(i+1) {
			t.Fatalf("Then(%d) ends elsewhere", i+1)
		}
	}
	if then, _ := whole.Then(2); then.Step("isolate").State != run.Done {
		t.Error("behind entry 2 the step is not done")
	}
	if then, _ := whole.Then(3); then.Step("isolate").State != run.Todo {
		t.Error("behind its undo the step is done")
	}
	for _, none := range []uint64{0, 5} {
		if _, ok := whole.Then(none); ok {
			t.Errorf("there is a run behind entry %d", none)
		}
	}
}
