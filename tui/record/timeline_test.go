package record

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// longRun is a run of n entries.
func longRun(t testing.TB, m *fake.Memory, n int) run.Run {
	t.Helper()
	entries := make([]*run.Entry, n)
	for i := range entries {
		at := fake.Began.Add(time.Duration(i) * time.Second)
		e := &run.Entry{Seq: uint64(i + 1), At: at, Recorded: at.UTC(), By: "maria"}
		switch {
		case i == 0:
			e.Event = run.Started{Playbook: run.PlaybookRef{ID: "phishing", Version: "1.0.0"}, Title: "Long"}
		case i%3 == 0:
			e.Event = run.CheckTicked{Step: "preserve", Check: 1 + i%2}
		default:
			e.Event = run.NoteAdded{Step: "preserve", Text: fmt.Sprintf("line %d of a very long night", i)}
		}
		entries[i] = e
	}
	r, err := run.Replay("long", m.Book, run.Head{Seq: uint64(n)}, entries)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestTimelineSearchesInParts checks that a search through a long journal lets
// keys in between, and ends with all that there is.
func TestTimelineSearchesInParts(t *testing.T) {
	m := fake.NewMemory(t)
	const n = 3*screen.ScanAtOnce + 5
	m.Kept["long"] = longRun(t, m, n)
	w := &screen.World{Run: m.Kept["long"], Opened: true}
	s := Timeline(w).(timeline)
	s.asking = true
	next, r := s.Update(w, tea.PasteMsg{Content: "line 7 "})
	first := next.(timeline)
	if first.rest == 0 || r.Cmd == nil {
		t.Errorf("the search looked at all %d entries at once", n)
	}
	for parts := 0; r.Cmd != nil; parts++ {
		if parts > 5 {
			t.Fatal("the search does not end")
		}
		next, r = next.Update(w, r.Cmd())
	}
	last := next.(timeline)
	if want := n/3 + 1; last.rows() < 1000 || last.rest != 0 || last.rows() > want*2 {
		t.Errorf("found %d entries, %d left to look at", last.rows(), last.rest)
	}
	// An answer to the search before does nothing.
	again, _ := last.Update(w, tea.PasteMsg{Content: "x"})
	stale, r := again.Update(w, scanMsg{first.search})
	if r.Cmd != nil || stale.(timeline).rest != again.(timeline).rest {
		t.Error("a search that was given up went on")
	}
}

// BenchmarkTimeline draws a screen and moves on in a journal of 100,000 entries.
func BenchmarkTimeline(b *testing.B) {
	m := fake.NewMemory(b)
	w := &screen.World{Run: longRun(b, m, 100_000), Opened: true, Theme: draw.PlainTheme(false), Window: draw.Wide, Width: 120, Height: 30, Now: fake.Began}
	s := Timeline(w).(timeline)
	s.list.At = 50_000
	b.Run("frame", func(b *testing.B) {
		for b.Loop() {
			s.Header(w)
			s.View(w)
		}
	})
	b.Run("key", func(b *testing.B) {
		press := tea.KeyPressMsg{Code: 'j', Text: "j"}
		for b.Loop() {
			c, _ := screen.Find(s.Commands(w), press)
			next, _ := c.Do()
			s = next.(timeline)
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			s.asking, s.query = true, form.Input{}
			next, _ := s.Update(w, tea.PasteMsg{Content: "nowhere"})
			s = next.(timeline)
		}
	})
}
