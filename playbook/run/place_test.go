package run_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// TestPlace walks through the playbook and asks at each turn where the run
// stands, how far it has come, and what waits for a person.
func TestPlace(t *testing.T) {
	vendor := func(yes bool) run.Intention { return run.RecordFact("vendor", playbook.YesNoValue(yes), "", "") }
	risk := func(option string) run.Intention {
		return run.RecordFact("risk", playbook.TextValue(option), "x", "")
	}
	tests := []struct {
		name     string
		script   []run.Intention
		at       string
		progress run.Progress
		needs    []string
	}{
		{name: "at the start", at: "1.1", progress: run.Progress{Settled: 0, Total: 6}},
		{name: "first step done", script: []run.Intention{run.CompleteStep("1.1", "x")},
			at: "1.2", progress: run.Progress{Settled: 1, Total: 6}, needs: []string{"evidence 1.1 evidence missing"}},
		{name: "first step done, evidence later", script: []run.Intention{run.CompleteStep("1.1", "x"), run.AddEvidence(picture("1.1"))},
			at: "1.2", progress: run.Progress{Settled: 1, Total: 6}},
		{name: "a note ahead", script: []run.Intention{run.AddNote("2.1", "x")},
			at: "2.1", progress: run.Progress{Settled: 0, Total: 6},
			needs: []string{"behind 1.1 left open", "behind 1.2 left open", "waiting 1.3 waits for: Did a vendor have access?"}},
		{name: "a note on a settled step", script: []run.Intention{run.CompleteStep("1.1", "x"), run.AddEvidence(picture("1.1")), run.TickCheck("1.1", 1), run.AddNote("2.1", "x"), run.AddNote("1.1", "x")},
			at: "2.1", progress: run.Progress{Settled: 1, Total: 6},
			needs: []string{"behind 1.2 left open", "waiting 1.3 waits for: Did a vendor have access?"}},
		{name: "at work on a step whose needs are open", script: []run.Intention{run.AddNote("1.2", "x")},
			at: "1.2", progress: run.Progress{Settled: 0, Total: 6}, needs: []string{"behind 1.1 left open"}},
		{name: "blocked, and what needs it is not next", script: []run.Intention{run.BlockStep("1.1", "no key")},
			at: "2.1", progress: run.Progress{Settled: 0, Total: 6},
			needs: []string{"blocked 1.1 blocked: no key", "behind 1.2 left open", "waiting 1.3 waits for: Did a vendor have access?"}},
		{name: "skipped counts as settled", script: []run.Intention{run.SkipStep("1.1", "x")},
			at: "1.2", progress: run.Progress{Settled: 1, Total: 6}},
		{name: "failed counts as settled", script: []run.Intention{run.FailStep("1.1", "x")},
			at: "1.2", progress: run.Progress{Settled: 1, Total: 6}},
		{name: "does not apply", script: []run.Intention{vendor(false), run.CompleteStep("1.1", "x"), run.AddEvidence(picture("1.1")), run.CompleteStep("1.2", "")},
			at: "2.1", progress: run.Progress{Settled: 2, Total: 5}},
		{name: "settled, then found not to apply", script: []run.Intention{run.SkipStep("1.3", "x"), vendor(false)},
			at: "2.1", progress: run.Progress{Settled: 1, Total: 6}, needs: []string{"behind 1.1 left open", "behind 1.2 left open"}},
		{name: "blocked, then found not to apply", script: []run.Intention{run.BlockStep("1.3", "x"), vendor(false)},
			at: "2.1", progress: run.Progress{Settled: 0, Total: 5}, needs: []string{"behind 1.1 left open", "behind 1.2 left open"}},
		{name: "the last step first", script: []run.Intention{run.CompleteStep("2.3", "")},
			at: "1.1", progress: run.Progress{Settled: 1, Total: 6}},
		{name: "only what is blocked and waiting is left", script: []run.Intention{
			run.SkipStep("1.2", "x"), run.SkipStep("2.1", "x"), run.SkipStep("2.3", "x"), run.BlockStep("1.1", "no key")},
			at: "1.1", progress: run.Progress{Settled: 3, Total: 6}, needs: []string{"blocked 1.1 blocked: no key"}},
		{name: "all settled", script: []run.Intention{vendor(true), risk("unlikely"), run.SkipStep("1.1", "x"), run.SkipStep("1.2", "x"),
			run.SkipStep("1.3", "x"), run.SkipStep("2.1", "x"), run.SkipStep("2.2", "x"), run.SkipStep("2.3", "x")},
			at: "2.3", progress: run.Progress{Settled: 6, Total: 6}},
		{name: "opened again", script: []run.Intention{run.SkipStep("1.1", "x"), run.SkipStep("1.2", "x"), run.ReopenStep("1.1", "")},
			at: "1.1", progress: run.Progress{Settled: 1, Total: 6}},
		{name: "undone", script: []run.Intention{run.SkipStep("1.1", "x"), run.AddNote("2.1", "x"), run.Undo("maria", 0)},
			at: "1.2", progress: run.Progress{Settled: 1, Total: 6}},
	}
	for _, tt := range tests {
		r := begin(t).do("maria", tt.script...).run
		if got := r.Current().Number; got != tt.at {
			t.Errorf("%s: the run stands at %s, want %s", tt.name, got, tt.at)
		}
		if got := r.Progress(); got != tt.progress {
			t.Errorf("%s: progress %+v, want %+v", tt.name, got, tt.progress)
		}
		if a, b := r.PhaseProgress(0), r.PhaseProgress(1); a.Settled+b.Settled != tt.progress.Settled || a.Total+b.Total != tt.progress.Total {
			t.Errorf("%s: the phases have %+v and %+v, together not %+v", tt.name, a, b, tt.progress)
		}
		var needs []string
		for _, n := range r.NeedsYou() {
			needs = append(needs, fmt.Sprintf("%s %s %s", n.Kind, n.Step.Number, n.Text))
		}
		if !slices.Equal(needs, tt.needs) {
			t.Errorf("%s: needs you %q, want %q", tt.name, needs, tt.needs)
		}
	}
}

// TestCurrentOf has two people at work on one run.
func TestCurrentOf(t *testing.T) {
	j := begin(t)
	at := func(when, maria, ben, run string) {
		t.Helper()
		if m, b, r := j.run.CurrentOf("maria").Number, j.run.CurrentOf("ben").Number, j.run.Current().Number; m != maria || b != ben || r != run {
			t.Errorf("%s: maria is at %s, ben at %s, the run at %s; want %s, %s, %s", when, m, b, r, maria, ben, run)
		}
	}
	at("at the start", "1.1", "1.1", "1.1")
	j.do("maria", run.TickCheck("1.1", 1))
	at("maria has begun", "1.1", "1.1", "1.1")
	j.do("ben", run.AddNote("2.1", "x"))
	at("ben works ahead", "1.1", "2.1", "2.1")
	j.do("ben", run.SkipStep("1.1", "x"))
	at("ben has settled maria's step", "1.2", "1.2", "1.2")
	j.do("ben", run.Undo("ben", 0))
	at("and takes it back", "1.1", "2.1", "2.1")
}

func TestLacks(t *testing.T) {
	j := begin(t)
	check := func(step string, want ...string) {
		t.Helper()
		var got []string
		for _, l := range j.run.Lacks(j.run.Step(step)) {
			got = append(got, l.String()+": "+l.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("after entry %d step %s lacks %q, want %q", j.run.Head().Seq, step, got, want)
		}
	}
	const host, rack = "fact host: Which host was it?", "evidence: A picture of the rack"
	check("isolate", host, rack, "check 1: Cable is out", "check 2: Wireless is off")
	j.do("maria", run.TickCheck("isolate", 2), run.RecordFact("host", playbook.TextValue("db-3"), "", "scope"))
	check("isolate", rack, "check 1: Cable is out")
	j.do("maria", run.AddEvidence(picture("isolate")), run.ClearCheck("isolate", 2))
	check("isolate", "check 1: Cable is out", "check 2: Wireless is off")
	check("revoke", "step isolate: 1.1 Isolate the host")
	j.do("maria", run.FailStep("isolate", "x"))
	check("revoke")
	check("lessons")
	check("vendor-vpn", "condition: not known yet whether this applies: Did a vendor have access?")
	j.do("maria", run.RecordFact("vendor", playbook.YesNoValue(false), "", ""))
	check("vendor-vpn", "condition: by the facts recorded, this step does not apply")
}

func TestSummary(t *testing.T) {
	j := begin(t).do("maria", run.SkipStep("1.1", "x"), run.FailStep("1.2", "x"), run.BlockStep("2.1", "x"), run.HandOver("ben", "", nil))
	s := j.run.Summary()
	want := run.Summary{
		ID: "k7m2x9qd", Title: "Stolen keys", PlaybookTitle: "Stolen keys",
		Playbook: run.PlaybookRef{ID: "stolen-keys", Version: "2.1.0", SHA256: j.run.Book().Digest},
		Opened:   j.run.Opened(), Lead: "ben", Head: j.run.Head(), Progress: run.Progress{Settled: 2, Total: 6},
		Skipped: 1, Failed: 1, Phase: 2, PhaseTitle: "Understand it", Step: "2.3", StepTitle: "Write down what to do better",
		NeedsYou: 3, Last: j.run.Last().Recorded, LastBy: "maria",
		Phases: []run.SummaryPhase{{Title: "Contain it", Progress: run.Progress{Settled: 2, Total: 3}}, {Title: "Understand it", Progress: run.Progress{Settled: 0, Total: 3}}},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("Summary() = %+v, want %+v", s, want)
	}
	j.do("ben", run.Close("x"))
	if s := j.run.Summary(); !s.Closed.Equal(j.run.Last().At) {
		t.Errorf("Summary().Closed = %s, want %s", s.Closed, j.run.Last().At)
	}
}

// While one person is alone, the steps for tonight come next and the others do
// not wait for anybody; as soon as somebody else writes, all do.
func TestTonightComesFirstWhileAlone(t *testing.T) {
	source := strings.Replace(bookSource, "id: isolate\n", "id: isolate\n        tonight: true\n", 1)
	source = strings.Replace(source, "id: scope\n", "id: scope\n        tonight: true\n", 1)
	b, err := playbook.Parse("stolen-keys.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	at := func(when string, tonight bool, number string, needs int) {
		t.Helper()
		if r := j.run; r.Tonight() != tonight || r.Current().Number != number || len(r.NeedsYou()) != needs {
			t.Errorf("%s: tonight %v, at %s, %d things wait; want %v, %s, %d", when, r.Tonight(), r.Current().Number, len(r.NeedsYou()), tonight, number, needs)
		}
	}
	j.do("maria", run.Start(b, "", false))
	at("at the start", true, "1.1", 0)
	j.do("maria", run.SkipStep("1.1", "x"))
	at("the first is settled", true, "2.1", 0)
	j.do("ben", run.AddNote("", "I am here"))
	at("somebody joined", false, "1.2", 0)
	j.do("ben", run.Undo("ben", 0))
	at("who stays, whatever they take back", false, "1.2", 0)

	j = &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	j.do("maria", run.Start(b, "", false), run.SkipStep("1.1", "x"), run.SkipStep("2.1", "x"))
	at("all for tonight is settled", false, "2.3", 3)
}
