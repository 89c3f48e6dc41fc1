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
		if err := s.SaveDraft(want.ID(), "maria", "note", "typed"); err != nil {
			t.Fatal(err)
		}
		got, err := s.Open(want.ID(), "maria")
		if err != nil || got.Run.Head() != want.Head() || !maps.Equal(got.Drafts.Own, map[string]string{"note": "typed"}) {
			t.Errorf("Open = head %v, drafts %v, %v, want head %v and the draft", got.Run.Head(), got.Drafts, err, want.Head())
		}
		if got, err := s.Open(want.ID(), "ben"); err != nil || len(got.Drafts.Own) != 0 || len(got.Drafts.Others["note"]) != 1 || got.Drafts.Others["note"][0] != "maria" {
			t.Errorf("Open for somebody else = drafts %v, %v, want to know whose there is", got.Drafts, err)
		}
		note(t, s, want, 1)
		if mark, err := s.Mark(); err != nil || mark == got.Mark {
			t.Errorf("Mark = %v, %v after an entry, and Open gave the same", mark, err)
		}
	}
	if _, err := s.Open("nosuch22", "maria"); err == nil || !strings.Contains(err.Error(), ErrNoRun.Error()) {
		t.Errorf("Open of no run = %v, want %v", err, ErrNoRun)
	}
}
