package run_test

import (
	"bytes"
	"slices"
	"testing"

	"cordon/playbook/run"
)

// TestCustody: what is about the record is taken by a closed run, changes nothing
// of it, and is not undone.
func TestCustody(t *testing.T) {
	j := begin(t).isolated().do("maria", run.Close("x"))
	before := folded(j.run)
	j.do("lead", run.CheckRecord(j.run.Head(), "whole"), run.SealRun("lead", "SHA256:x"), run.ExportRun(run.RunExported{File: "a"}))
	if got := folded(j.run); got != before {
		t.Errorf("the run became\n%swant\n%s", got, before)
	}
	for _, e := range j.run.Entries()[len(j.run.Entries())-3:] {
		if why := j.why(run.Undo("lead", e.Seq)); why == "" {
			t.Errorf("%s can be undone", e.Event.Kind())
		}
	}
}

// TestWithhold: an entry whose body is erased folds as nothing, whether the run
// goes on or is read anew, with the body or without.
func TestWithhold(t *testing.T) {
	j := begin(t).isolated().do("maria", run.AddNote("isolate", "Maria Berg"))
	note := j.run.Head().Seq
	j.do("lead", run.Withhold(note, "it names somebody"))
	if got := len(j.run.Step("isolate").Notes); got != 0 {
		t.Errorf("%d notes are left, want none", got)
	}
	e, _ := j.run.Entry(note)
	if _, text := j.run.Describe(e); e.Event.Kind() != "note-added" || text != "note added: the body of this entry is withheld" {
		t.Errorf("the entry is %s: %q", e.Event.Kind(), text)
	}
	if !slices.Equal(j.run.Erased(), []uint64{note}) || len(j.run.Bodiless()) != 1 {
		t.Errorf("erased %v, without bodies %v", j.run.Erased(), j.run.Bodiless())
	}
	erased := slices.Clone(j.lines)
	erased[note-1].Body = nil
	for name, lines := range map[string][]run.Lines{"with the body": j.lines, "without": erased} {
		entries := make([]*run.Entry, len(lines))
		for i, l := range lines {
			read, err := l.Read()
			if err != nil {
				t.Fatal(err)
			}
			entries[i] = &read
		}
		again, err := run.Replay(j.run.ID(), j.run.Book(), j.run.Head(), entries)
		if err != nil || folded(again) != folded(j.run) {
			t.Errorf("%s: read anew it is\n%swant\n%s%v", name, folded(again), folded(j.run), err)
		}
	}
}

func TestWithholdRefuses(t *testing.T) {
	j := begin(t).do("maria", run.AddNote("", "x"), run.Undo("maria", 2), run.AddNote("", "y"), run.Withhold(4, "z"))
	for _, tt := range []struct {
		seq         uint64
		reason, why string
	}{
		{9, "x", "there is no entry 9; the last one is 5"},
		{1, "x", "entry 1 cannot be withheld: without it the other entries mean something else"},
		{3, "x", "entry 3 cannot be withheld: without it the other entries mean something else"},
		{4, "x", "the body of entry 4 is withheld already"},
		{2, " ", "to erase the body of an entry, say why"},
	} {
		if why := j.why(run.Withhold(tt.seq, tt.reason)); why != tt.why {
			t.Errorf("entry %d is refused with %q, want %q", tt.seq, why, tt.why)
		}
	}
}

// TestVerifyWithoutBodies: a body may only be missing where that is said.
func TestVerifyWithoutBodies(t *testing.T) {
	j := begin(t).do("maria", run.AddNote("", "x"), run.Undo("maria", 2), run.AddNote("", "y"))
	check := func(gone int, withheld func(uint64) bool) string {
		v := run.Verifier{Run: j.run.ID(), Withheld: withheld}
		for i, l := range j.lines {
			if i == gone {
				l = run.Lines{Header: bytes.Clone(l.Header)}
			}
			if err := v.Check(l); err != nil {
				return err.Error()
			}
		}
		return v.Head().Hash
	}
	const missing = "has no body, and nothing says that it was withheld"
	said := func(uint64) bool { return true }
	for _, tt := range []struct {
		gone     int
		withheld func(uint64) bool
		want     string
	}{
		{1, nil, "run k7m2x9qd: entry 2 " + missing},
		{1, func(seq uint64) bool { return seq == 4 }, "run k7m2x9qd: entry 2 " + missing},
		{1, said, j.run.Head().Hash},
		{3, said, j.run.Head().Hash},
		{0, said, "run k7m2x9qd: entry 1 " + missing},
		{2, said, "run k7m2x9qd: entry 3 " + missing},
	} {
		if got := check(tt.gone, tt.withheld); got != tt.want {
			t.Errorf("without the body of entry %d: %q, want %q", tt.gone+1, got, tt.want)
		}
	}
}
