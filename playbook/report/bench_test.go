package report_test

import (
	"io"
	"testing"
	"time"

	"cordon/playbook/report"
	"cordon/playbook/run"
)

// busy returns a run with many notes.
func busy(b *testing.B, n int) run.Run {
	book := book(b, "book.yaml")
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	entries := make([]*run.Entry, n)
	for i := range entries {
		at = at.Add(time.Second)
		entries[i] = &run.Entry{Seq: uint64(i + 1), At: at, Recorded: at, By: "maria",
			Event: run.NoteAdded{Step: "what-data", Text: "eth0: 203.0.113.7 -> *:443\n[cut at 64 KiB]"}}
	}
	entries[0].Event = run.Started{Title: "Busy"}
	r, err := run.Replay("k7m2x9qd", book, run.Head{Seq: uint64(n)}, entries)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func BenchmarkMarkdown(b *testing.B) {
	r := busy(b, 10_000)
	for b.Loop() {
		if err := report.Markdown(io.Discard, r, report.Options{Findings: r.Findings(run.Beside{})}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	r := busy(b, 10_000)
	for b.Loop() {
		if err := report.JSON(io.Discard, r, report.Options{Findings: r.Findings(run.Beside{})}); err != nil {
			b.Fatal(err)
		}
	}
}
