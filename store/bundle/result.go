package bundle

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
)

// A Result is what a check of a whole record found.
type Result struct {
	Run     string
	Entries uint64
	Head    run.Head
	// Missing is what is not there.
	Missing []Missing
	// Unvouched is what of that no seal says was left out.
	Unvouched []Missing
	Seals     []Sealed
}

// Sealed is a seal whose signature is good.
type Sealed struct {
	Claim Claim
	// Key is the fingerprint of the key: "SHA256:…".
	Key string
	// Known says that the key belongs to the name, by those who are trusted.
	Known bool
	// Of is how many entries there are.
	Of uint64
	// Vouches says that the seal says what is missing of its entries.
	Vouches bool
}

// Words say what was found, a line for each thing: whether it is whole, and who
// sealed it.
func (r Result) Words() []string {
	words := []string{r.wholeness()}
	for _, s := range r.Seals {
		words = append(words, s.words())
	}
	if len(r.Seals) == 0 {
		words = append(words, "not sealed: who holds the file could have written all of it anew")
	}
	return words
}

func (r Result) wholeness() string {
	if len(r.Missing) == 0 {
		return "whole"
	}
	return fmt.Sprintf("partial, %d withheld by %s", len(r.Missing), r.withholder())
}

// withholder names whose seals say what is missing.
func (r Result) withholder() string {
	if len(r.Unvouched) > 0 {
		return "nobody who signs"
	}
	var names []string
	for _, s := range r.Seals {
		if s.Vouches {
			names = append(names, s.signer())
		}
	}
	return strings.Join(names, " and ")
}

func (s Sealed) signer() string {
	if s.Known {
		return s.Claim.By
	}
	return "an unknown key " + s.Key
}

func (s Sealed) words() string {
	text := "sealed"
	if s.Claim.Entries < s.Of {
		text += fmt.Sprintf(" up to entry %d of %d", s.Claim.Entries, s.Of)
	}
	if s.Known {
		return text + fmt.Sprintf(" by %s (known)", s.Claim.By)
	}
	return text + fmt.Sprintf(" by an unknown key %s, which calls itself %s", s.Key, s.Claim.By)
}
