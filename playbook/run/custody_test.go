package run_test

import (
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// TestPieces: each file of evidence knows what became of it, and nothing of what
// became of another.
func TestPieces(t *testing.T) {
	add := func(step, digit string) run.Intention {
		return run.AddEvidence(run.EvidenceAdded{Step: step, Name: digit + ".log", SHA256: strings.Repeat(digit, 64)})
	}
	j := begin(t).do("maria", add("isolate", "a")) // 2
	j.do("maria", run.CheckRecord(j.run.Head(), "whole"), add("scope", "b"), add("scope", "a"), run.Undo("maria", 4), run.Redo("maria"))
	j.do("eva", run.ExportRun(run.RunExported{File: "run.cordon"}), run.SealRun("eva", "SHA256:key"), run.Withhold(5, "a name"), add("revoke", "b"))
	// Once its body is gone, nobody knows that 5 was the file of 2.
	want := map[uint64][]uint64{2: {3, 8, 9}, 4: {6, 7, 8, 9, 11}, 5: {8, 9, 10}, 11: nil}
	for _, p := range j.run.Custody() {
		if got := seqs(p.Later); !slices.Equal(got, want[p.Taken.Seq]) {
			t.Errorf("the file of entry %d was touched by %v, want %v", p.Taken.Seq, got, want[p.Taken.Seq])
		}
		delete(want, p.Taken.Seq)
	}
	if len(want) > 0 {
		t.Errorf("no word of the files of %v", want)
	}
}
