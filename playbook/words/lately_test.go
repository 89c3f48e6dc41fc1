package words_test

import (
	"slices"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// TestOn wants those who wrote in the last ten minutes, but for who asks.
func TestOn(t *testing.T) {
	book, err := playbook.Parse("small.yaml", []byte(headlined))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	entries := []*run.Entry{{Seq: 1, At: at, Recorded: at, By: "maria", Event: run.Started{Title: "S"}}}
	for i, by := range []string{"ben", "eve", "ben"} {
		recorded := at.Add(time.Duration(i+1) * time.Minute)
		entries = append(entries, &run.Entry{Seq: uint64(i + 2), At: at, Recorded: recorded, By: by, Event: run.NoteAdded{Text: "x"}})
	}
	r, err := run.Replay("k7m2", book, run.Head{Seq: 4}, entries)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		by    string
		after time.Duration // the start
		want  []string
	}{
		{"maria", 4 * time.Minute, []string{"ben", "eve"}},
		{"ben", 4 * time.Minute, []string{"eve", "maria"}},
		{"maria", 12*time.Minute + time.Second, []string{"ben"}},
		{"maria", 13 * time.Minute, nil},
	} {
		if got := words.On(r, tt.by, at.Add(tt.after)); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %s after the start: %q, want %q", tt.by, tt.after, got, tt.want)
		}
	}
}
