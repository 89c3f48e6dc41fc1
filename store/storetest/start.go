package storetest

import (
	"math/rand/v2"
	"slices"
	"strings"

	"cordon/store"
)

func startBegins(n night) {
	r, err := n.Start(n.book(), "Laptop in the train", true, at(0))
	n.must(err)
	if r.Title() != "Laptop in the train" || !r.Drill() || r.Head().Seq != 1 || r.Lead() != "maria" {
		n.Errorf("Start = %s", timeline(r))
	}
	n.same("Load after Start", n.load(r.ID()), r)
	source, err := n.Playbook(r.ID())
	if err != nil || string(source) != testBook {
		n.Errorf("Playbook = %q, %v, want the exact bytes", source, err)
	}
	list, err := n.Runs()
	if err != nil || len(list) != 1 || summaryText(list[0]) != summaryText(r.Summary()) {
		n.Errorf("Runs = %v, %v, want %v", list, err, r.Summary())
	}
}

func startTakesTheTitleOfTheBook(n night) {
	if r := n.begin(); r.Title() != "A leak" || r.Drill() {
		n.Errorf("Start without a title = %s", timeline(r))
	}
}

func startRefusesAnAlteredPlaybook(n night) {
	book := *n.book()
	book.Source = append(slices.Clone(book.Source), '\n')
	if _, err := n.Start(&book, "", false, at(0)); err == nil {
		n.Error("Start with other bytes than the digest says = nil")
	}
	n.unchanged("a Start that was refused", "")
}

// An id is said on the phone and typed at night: eight characters, none that
// is taken for another, and a letter first, so that it is never a number.
func idsAreShortAndDifferent(n night) {
	const letters, digits = "abcdefghjkmnpqrstuvwxyz", "23456789"
	seen := map[string]bool{}
	for range 20 {
		id := n.begin().ID()
		if len(id) != 8 || strings.Trim(id, letters+digits) != "" || !strings.Contains(letters, id[:1]) {
			n.Errorf("id %q, want 8 characters, a letter first", id)
		}
		seen[id] = true
	}
	if list, err := n.Runs(); err != nil || len(list) != 20 || len(seen) != 20 {
		n.Errorf("Runs = %d runs with %d ids, %v, want 20", len(list), len(seen), err)
	}
}

// always is a source that gives every store the same ids.
func always() store.Options { return store.Options{Rand: rand.NewChaCha8([32]byte{7})} }

func idsAreDrawnAgain(n night) {
	ids := map[string]bool{}
	for range 3 {
		r, err := n.another(always()).Start(n.book(), "", false, at(0))
		n.must(err)
		ids[r.ID()] = true
	}
	if len(ids) != 3 {
		n.Errorf("three runs have the ids %v", ids)
	}
}
