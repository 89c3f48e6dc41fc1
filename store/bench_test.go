package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Each benchmark measures its floor, the least that any program would have to
// do, in the same run and in turn with itself, and reports the ratio of the
// medians as x-floor. Ratios carry over to other machines; milliseconds do
// not.

// versus runs two functions in turn, and reports the ratio.
func versus(b *testing.B, floor, own func()) {
	b.Helper()
	var floors, owns []time.Duration
	timed := func(fn func()) time.Duration {
		start := time.Now()
		fn()
		return time.Since(start)
	}
	for b.Loop() {
		floors = append(floors, timed(floor))
		owns = append(owns, timed(own))
	}
	slices.Sort(floors)
	slices.Sort(owns)
	f, o := floors[len(floors)/2], owns[len(owns)/2]
	b.ReportMetric(0, "ns/op") // it would hold both
	b.ReportMetric(float64(f.Microseconds())/1000, "floor-ms")
	b.ReportMetric(float64(o.Microseconds())/1000, "own-ms")
	b.ReportMetric(float64(owns[len(owns)*99/100].Microseconds())/1000, "own-p99-ms")
	b.ReportMetric(float64(o)/float64(f), "x-floor")
}

func need(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// lines returns all lines of a run, each with a line end.
func lines(b *testing.B, s *Store, id string) (headers, bodies [][]byte) {
	need(b, s.Journal(id, func(l run.Lines) error {
		headers, bodies = append(headers, l.Header), append(bodies, l.Body)
		return nil
	}))
	return headers, bodies
}

// BenchmarkRecord is one entry of a run of the largest playbook that ships,
// made durable. Floor: the same bytes appended to a plain file, and fdatasync.
func BenchmarkRecord(b *testing.B) {
	s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{})
	source, err := os.ReadFile("../playbooks/customer-data-breach.yaml")
	need(b, err)
	r, err := s.Start(parse(b, string(source)), "", false, at(0))
	need(b, err)
	r = note(b, s, r, 100)
	headers, bodies := lines(b, s, r.ID())
	entry := slices.Concat(headers[50], bodies[50])
	raw, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	need(b, err)
	defer raw.Close()
	versus(b, func() {
		_, err := raw.Write(entry)
		need(b, err)
		need(b, datasync(raw))
	}, func() {
		r, err = s.Record(r, at(int(r.Head().Seq)), run.AddNote("", "note"))
		need(b, err)
	})
}

// BenchmarkRuns is the list of the home screen with many runs. Floor: the
// same summaries decoded from one plain file by encoding/json.
func BenchmarkRuns(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkRuns(b, n) })
	}
}

// manyRuns begins runs in one transaction.
func manyRuns(s *Store, t *txn, n int, book *playbook.Playbook) error {
	for i := range n {
		id, err := s.freshID(t)
		if err != nil {
			return err
		}
		j, err := t.newJournal(id)
		if err != nil {
			return err
		}
		if err := t.putPlaybook(book.Digest, book.Source); err != nil {
			return err
		}
		w := writer{store: s, j: j, stamp: at(i)}
		if _, err = w.write(run.New(id, book), run.Start(book, fmt.Sprint("run ", i), false)); err != nil {
			return err
		}
	}
	return nil
}

func benchmarkRuns(b *testing.B, n int) {
	s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{})
	book := begin(b, s).Book()
	need(b, s.update(func(t *txn) error { return manyRuns(s, t, n-1, book) }))
	list, err := s.Runs()
	need(b, err)
	var plain bytes.Buffer
	for _, sum := range list {
		need(b, json.NewEncoder(&plain).Encode(sum))
	}
	path := filepath.Join(b.TempDir(), "plain")
	need(b, os.WriteFile(path, plain.Bytes(), 0o600))
	versus(b, func() {
		text, err := os.ReadFile(path)
		need(b, err)
		for line := range bytes.Lines(text) {
			var sum run.Summary
			need(b, json.Unmarshal(line, &sum))
		}
	}, func() {
		list, err := s.Runs()
		if need(b, err); len(list) != n {
			b.Fatalf("%d runs", len(list))
		}
	})
}

// BenchmarkOpen opens a run of the largest playbook that ships, as this build
// left it. Floor: the same bytes read from plain files.
func BenchmarkOpen(b *testing.B) {
	s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{Build: "bench"})
	source, err := os.ReadFile("../playbooks/customer-data-breach.yaml")
	need(b, err)
	r, err := s.Start(parse(b, string(source)), "", false, at(0))
	need(b, err)
	r = note(b, s, r, 50)
	headers, bodies := lines(b, s, r.ID())
	path := filepath.Join(b.TempDir(), "plain")
	need(b, os.WriteFile(path, slices.Concat(source, slices.Concat(headers...), slices.Concat(bodies...)), 0o600))
	versus(b, func() {
		_, err := os.ReadFile(path)
		need(b, err)
	}, func() {
		_, err := New(s.path, s.opts).Open(r.ID(), "maria")
		need(b, err)
	})
}

// BenchmarkLoad opens a run of 10,000 entries. Floor: the same lines decoded
// from a plain file by encoding/json.
func BenchmarkLoad(b *testing.B) {
	s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{})
	r := fill(b, s, 10_000)
	headers, bodies := lines(b, s, r.ID())
	path := filepath.Join(b.TempDir(), "plain")
	need(b, os.WriteFile(path, slices.Concat(bytes.Join(headers, []byte("\n")), []byte("\n"), bytes.Join(bodies, []byte("\n"))), 0o600))
	versus(b, func() {
		text, err := os.ReadFile(path)
		need(b, err)
		for line := range bytes.Lines(text) {
			var entry struct {
				Seq                          uint64
				Prev, Kind, At, Recorded, By string
				Body, Salt, Step, Text       string
			}
			need(b, json.Unmarshal(line, &entry))
		}
	}, func() {
		_, err := s.Load(r.ID())
		need(b, err)
	})
}

// BenchmarkRefresh is what a screen does when somebody wrote, and nothing of
// it is for this run.
func BenchmarkRefresh(b *testing.B) {
	s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{})
	r := fill(b, s, 10_000)
	for b.Loop() {
		_, err := s.Refresh(r)
		need(b, err)
	}
}

// BenchmarkVerify checks 100,000 entries. Floor: SHA-256 of the same bytes in
// one piece, on one core.
func BenchmarkVerify(b *testing.B) {
	s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{})
	r := fill(b, s, 100_000)
	headers, bodies := lines(b, s, r.ID())
	all := slices.Concat(slices.Concat(headers...), slices.Concat(bodies...))
	versus(b, func() { sha256.Sum256(all) }, func() {
		_, err := s.Verify(r.ID())
		need(b, err)
	})
}

// BenchmarkReplay loads runs of growing length. The time for an entry must
// not grow with them.
func BenchmarkReplay(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{})
			r := fill(b, s, n)
			for b.Loop() {
				_, err := s.Load(r.ID())
				need(b, err)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/entry")
		})
	}
}

// TestLoadIsLinear loads a run and one of twice the length. Memory asked for
// stands for work, because it is the same on every machine and at every load.
func TestLoadIsLinear(t *testing.T) {
	s := open(t)
	asked := func(n int) float64 {
		r := fill(t, s, n)
		r = record(t, s, r, run.Undo("maria", 0)) // makes the fold start over
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := s.Load(r.ID()); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	asked(100)
	if small, large := asked(6000), asked(12000); large > 2.6*small {
		t.Errorf("twice the entries take %.1f times the memory (%.0f and %.0f bytes), want about twice", large/small, small, large)
	}
}
