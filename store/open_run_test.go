package store

import (
	"maps"
	"strings"
	"testing"

	"cordon/playbook/run"
)

func TestOpen(t *testing.T) {
	s := open(t)
	short, long := note(t, s, begin(t, s), 2), fill(t, s, chunk+10)
	for _, want := range []run.Run{short, long} {
		if err := s.SaveDraft(want.ID(), "note", "typed"); err != nil {
			t.Fatal(err)
		}
		got, err := s.Open(want.ID())
		if err != nil || got.Run.Head() != want.Head() || !maps.Equal(got.Drafts, map[string]string{"note": "typed"}) {
			t.Errorf("Open = head %v, drafts %v, %v, want head %v and the draft", got.Run.Head(), got.Drafts, err, want.Head())
		}
		note(t, s, want, 1)
		if mark, err := s.Mark(); err != nil || mark == got.Mark {
			t.Errorf("Mark = %v, %v after an entry, and Open gave the same", mark, err)
		}
	}
	if _, err := s.Open("nosuch22"); err == nil || !strings.Contains(err.Error(), ErrNoRun.Error()) {
		t.Errorf("Open of no run = %v, want %v", err, ErrNoRun)
	}
}
