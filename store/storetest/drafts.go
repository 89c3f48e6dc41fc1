package storetest

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"cordon/playbook/run"
	"cordon/store"
)

// has checks maria's drafts of a run.
func (n night) has(what, id string, want map[string]string) {
	n.Helper()
	n.hasOf("maria", what, id, want)
}

// hasOf checks a person's drafts of a run.
func (n night) hasOf(by, what, id string, want map[string]string) {
	n.Helper()
	got, err := n.another(store.Options{}).Drafts(id, by)
	if err != nil || !maps.Equal(got.Own, want) {
		n.Errorf("%s: Drafts = %q, %v, want %q", what, got, err, want)
	}
}

func draftsAreKept(n night) {
	r := n.begin()
	id, long := r.ID(), strings.Repeat("what was seen\n", 10_000)
	lines := n.lines(id)
	n.has("before any", id, nil)
	n.draft(id, "note", "half a sen")
	n.draft(id, "reason isolate", "wait\n\x1b[2J\x00é")
	n.draft(id, "title", "T")
	n.draft(id, "long", long)
	n.draft(id, "note", "half a sente")
	n.draft(id, "title", "")
	n.draft(id, "never there", "")
	n.has("afterwards", id, map[string]string{"note": "half a sente", "reason isolate": "wait\n\x1b[2J\x00é", "long": long})
	for _, of := range [][2]string{{"maria", ""}, {"", "note"}, {"maria\x1fnote", "note"}, {"maria", "note\x1fnote"}} {
		if err := n.SaveDraft(id, of[0], of[1], "x"); err == nil {
			n.Errorf("SaveDraft of %q and the field %q = nil", of[0], of[1])
		}
	}
	if len(n.lines(id)) != len(lines) || n.load(id).Head() != r.Head() {
		n.Error("drafts have become entries")
	}
}

func draftsGoWithTheEntry(n night) {
	r := n.begin()
	n.draft(r.ID(), "note", "half a sen")
	n.draft(r.ID(), "reason isolate", "wait")
	r = n.record(r, run.AddNote("", "half a sentence"), "note", "never there")
	n.has("after the note was recorded", r.ID(), map[string]string{"reason isolate": "wait"})
	_, err := n.Record(r, at(9), run.AddNote("", ""), "reason isolate")
	if _, ok := errors.AsType[*run.Refusal](err); !ok {
		n.Errorf("Record of an empty note = %v, want a refusal", err)
	}
	n.has("after a refusal", r.ID(), map[string]string{"reason isolate": "wait"})
	n.record(r, run.SkipStep("isolate", "wait"), "reason isolate")
	n.has("after the reason was recorded", r.ID(), nil)
}

func draftsAreOfOneRun(n night) {
	one, two := n.begin(), n.begin()
	n.draft(one.ID(), "note", "of the one")
	n.draft(two.ID(), "note", "of the other")
	n.has("the one", one.ID(), map[string]string{"note": "of the one"})
	n.has("the other", two.ID(), map[string]string{"note": "of the other"})
	n.record(one, run.AddNote("", "of the one"), "note")
	n.has("the one, recorded", one.ID(), nil)
	n.has("the other, still typed", two.ID(), map[string]string{"note": "of the other"})
}

// Two people type into the same field. Neither is given what the other typed, nor
// loses their own by the other's entry.
func draftsAreOfOnePerson(n night) {
	r := n.begin()
	id := r.ID()
	n.draft(id, "note", "of maria")
	n.must(n.SaveDraft(id, "ben", "note", "of ben"))
	n.must(n.SaveDraft(id, "Ben Ode", "note", "of another"))
	n.hasOf("ben", "both typed", id, map[string]string{"note": "of ben"})
	n.hasOf("be", "somebody who typed nothing", id, nil)
	all, err := n.another(store.Options{}).Drafts(id, "maria")
	if want := []string{"Ben Ode", "ben"}; err != nil || !slices.Equal(all.Others["note"], want) {
		n.Errorf("Drafts = others %q, %v, want %q", all.Others, err, want)
	}
	n.record(r, run.AddNote("", "of maria"), "note")
	n.has("she recorded hers", id, nil)
	n.hasOf("ben", "she recorded hers", id, map[string]string{"note": "of ben"})
	n.must(n.SaveDraft(id, "ben", "note", ""))
	n.hasOf("Ben Ode", "ben dropped his", id, map[string]string{"note": "of another"})
}
