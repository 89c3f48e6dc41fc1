package run_test

import (
	"slices"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
)

func TestFactSuperseded(t *testing.T) {
	j := begin(t).
		do("maria", run.RecordFact("affected", playbook.NumberValue(12), "", "scope")).
		do("ben", run.RecordFact("affected", playbook.NumberValue(40), "counted", "")).
		do("maria", run.RecordFact("affected", playbook.NumberValue(40), "counted twice", ""))
	rec, ok := j.run.Fact("affected")
	if n, _ := rec.Value.Number(); !ok || n != 40 || rec.Because != "counted twice" || rec.By != "maria" || rec.Seq != 4 {
		t.Errorf("Fact(affected) = %+v, %t", rec, ok)
	}
	if got, want := seqs(rec.Earlier), []uint64{2, 3}; !slices.Equal(got, want) {
		t.Errorf("earlier values are in the entries %v, want %v", got, want)
	}

	j.do("ben", run.Undo("ben", 0)) // the one in the middle
	rec, _ = j.run.Fact("affected")
	if got, want := seqs(rec.Earlier), []uint64{2}; rec.Seq != 4 || !slices.Equal(got, want) {
		t.Errorf("with entry 3 undone, entry %d supersedes %v, want 4 and %v", rec.Seq, got, want)
	}
	j.do("maria", run.Undo("maria", 0))
	if rec, _ = j.run.Fact("affected"); rec.Seq != 2 || len(rec.Earlier) != 0 {
		t.Errorf("with entry 4 undone too, entry %d stands after %v, want 2 alone", rec.Seq, seqs(rec.Earlier))
	}
	j.do("maria", run.Undo("maria", 0))
	if rec, ok := j.run.Fact("affected"); ok {
		t.Errorf("with all undone, Fact(affected) = %+v", rec)
	}
}

// TestFactFromElsewhere: no condition may rest on a value that does not fit.
func TestFactFromElsewhere(t *testing.T) {
	j := begin(t).
		record(run.Stamp{By: "eve"}, run.FactRecorded{Fact: "vendor", Value: playbook.TextValue("no")}).
		record(run.Stamp{By: "eve"}, run.FactRecorded{Fact: "unheard-of", Value: playbook.TextValue("x")})
	if rec, ok := j.run.Fact("vendor"); ok {
		t.Errorf("Fact(vendor) = %+v, of another type", rec)
	}
	if s := j.run.Step("vendor-vpn"); s.Applies != playbook.NotKnown {
		t.Errorf("the step that waits for the vendor applies: %s, want unknown", s.Applies)
	}
	for i, want := range []string{"Did a vendor have access? no", "unheard-of: x"} {
		if _, got := j.run.Describe(j.run.Entries()[1+i]); got != want {
			t.Errorf("entry %d is described as %q, want %q", 2+i, got, want)
		}
	}
}

func TestConditions(t *testing.T) {
	j := begin(t)
	check := func(step string, applies playbook.Answer, waits ...string) {
		t.Helper()
		if s := j.run.Step(step); s.Applies != applies || !slices.Equal(s.WaitsFor, waits) {
			t.Errorf("after entry %d step %s applies: %s, waits for %q; want %s, %q",
				j.run.Head().Seq, step, s.Applies, s.WaitsFor, applies, waits)
		}
	}
	check("isolate", playbook.Yes)
	check("vendor-vpn", playbook.NotKnown, "vendor")
	check("reassure", playbook.NotKnown, "risk")
	j.do("maria", run.RecordFact("vendor", playbook.YesNoValue(true), "", ""))
	check("vendor-vpn", playbook.Yes)
	check("reassure", playbook.NotKnown, "risk")
	j.do("maria", run.RecordFact("risk", playbook.TextValue("likely"), "x", ""))
	check("reassure", playbook.No)
	j.do("maria", run.Undo("maria", 0))
	check("reassure", playbook.NotKnown, "risk")
	j.do("maria", run.Redo("maria"), run.RecordFact("risk", playbook.TextValue("unlikely"), "y", ""))
	check("reassure", playbook.Yes)
}
