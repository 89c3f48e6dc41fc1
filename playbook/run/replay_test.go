package run_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// long returns n entries of a busy run, the last of them an undo, so that all
// of them are folded twice.
func long(book *playbook.Playbook, n int) []*run.Entry {
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	steps := book.Steps()
	entries := make([]*run.Entry, n)
	for i := range entries {
		step := steps[i%len(steps)].ID
		var ev run.Event
		switch i % 9 {
		case 0:
			ev = run.StepDone{Step: step}
		case 1:
			ev = run.StepReopened{Step: step}
		case 2:
			ev = run.CheckTicked{Step: step, Check: 1}
		case 3:
			ev = run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(float64(i)), Step: step}
		case 4:
			ev = run.EvidenceAdded{Step: step, Name: "a.txt"}
		case 5:
			ev = run.EntryUndone{Seq: uint64(i)}
		case 6:
			ev = run.HandedOver{To: "ben"}
		default:
			ev = run.NoteAdded{Step: step, Text: "x"}
		}
		if i == 0 {
			ev = run.Started{Title: "long"}
		}
		at = at.Add(time.Second)
		entries[i] = &run.Entry{Seq: uint64(i + 1), At: at, Recorded: at, By: "maria", Event: ev}
	}
	return entries
}

func replay(tb testing.TB, book *playbook.Playbook, entries []*run.Entry) run.Run {
	r, err := run.Replay("k7m2x9qd", book, run.Head{Seq: uint64(len(entries))}, entries)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// TestReplayIsLinear looks at the memory that a replay takes, findings
// included: ten times the entries may take ten times as much and a little.
func TestReplayIsLinear(t *testing.T) {
	book := stolenKeys(t)
	took := func(n int) uint64 {
		entries := long(book, n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := replay(t, book, entries)
		r.Findings(run.Beside{})
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := took(10_000), took(100_000)
	if many > 14*few {
		t.Errorf("10,000 entries take %d bytes and 100,000 take %d, %.1f times as many", few, many, float64(many)/float64(few))
	}
}

// TestApplyOneByOne: going along gives what a replay gives.
func TestApplyOneByOne(t *testing.T) {
	book := stolenKeys(t)
	entries := long(book, 2_000)
	r := run.New("k7m2x9qd", book)
	for _, e := range entries {
		var err error
		if r, err = r.Apply(run.Head{Seq: e.Seq}, e); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := state(r), state(replay(t, book, entries)); got != want {
		t.Errorf("one by one the run is\n%swant\n%s", got, want)
	}
}

func BenchmarkReplay(b *testing.B) {
	book := stolenKeys(b)
	for _, n := range []int{1_000, 10_000, 100_000} {
		entries := long(book, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				replay(b, book, entries)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/entry")
		})
	}
}

func BenchmarkApply(b *testing.B) {
	book := stolenKeys(b)
	for _, n := range []int{100, 10_000} {
		entries := long(book, n)
		r := replay(b, book, entries)
		next := &run.Entry{Seq: uint64(n + 1), At: time.Now(), By: "maria", Event: run.NoteAdded{Step: "scope", Text: "x"}}
		b.Run(fmt.Sprintf("after-%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.Apply(run.Head{Seq: next.Seq}, next); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
