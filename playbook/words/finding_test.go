package words_test

import (
	"testing"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// TestFirst: on a first page what must be looked at stands once for each kind, and
// nothing is lost.
func TestFirst(t *testing.T) {
	duty := func(id, name string, seq uint64) run.Finding {
		return run.Finding{Kind: run.FindClockOpen, Weight: run.MustLook, Clock: id, Seq: seq, Entries: []uint64{seq}, Brief: name, Text: name + " was neither filed nor waived"}
	}
	late := run.Finding{Kind: run.FindClockLate, Weight: run.MustLook, Clock: "c", Seq: 9, Entries: []uint64{9}, Text: `"C" was filed 1h 00m late`}
	skipped := run.Finding{Kind: run.FindSkipped, Weight: run.WorthALook, Step: "s", Seq: 4, Entries: []uint64{4}, Brief: `1.1 "T"`, Text: `1.1 "T" skipped: x`}
	rows := words.First(words.FindingRows([]run.Finding{late, duty("a", `"A"`, 3), duty("b", `"B" (due Mon)`, 5), skipped, skipped}))
	if len(rows) != 4 {
		t.Fatalf("%d rows, want 4", len(rows))
	}
	if got, want := rows[1].Text, `2 duties were neither filed nor waived: "A"; "B" (due Mon)`; got != want {
		t.Errorf("the row says %q, want %q", got, want)
	}
	if got := rows[1].Numbers(); got != "#3 #5" || !rows[1].Gathered() {
		t.Errorf("the row opens %s, gathered %v", got, rows[1].Gathered())
	}
	if rows[0].Text != late.Text || rows[0].Gathered() || rows[2].Text != skipped.Text {
		t.Errorf("rows that stand alone became %q and %q", rows[0].Text, rows[2].Text)
	}
	if got := words.OnItsStep(skipped); got != "skipped: x" {
		t.Errorf("on its step it is %q", got)
	}
	for _, row := range rows[:3] {
		if got, want := row.Line(), map[run.FindingKind]string{
			run.FindClockLate: `filed late: "C" was filed 1h 00m late`, run.FindClockOpen: "never filed: " + rows[1].Text, run.FindSkipped: `skipped: 1.1 "T"`,
		}[row.Kind]; got != want {
			t.Errorf("in a list it is %q, want %q", got, want)
		}
	}
}
