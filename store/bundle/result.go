package bundle

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

// A Result is what a check of a whole record found.
type Result struct {
	Run     string
	Entries uint64
	Head    run.Head
	// Missing is what is not there, and Withheld how much of that there was once:
	// a file of which no copy was kept is kept from nobody.
	Missing  []Missing
	Withheld int
	// Unvouched is what of that no seal says was left out.
	Unvouched []Missing
	Seals     []Sealed
	// Files are the files of evidence that are there, each as it was attached.
	Files []run.File
}

// Sealed is a seal whose signature is good.
type Sealed struct {
	Claim Claim
	// Key is the fingerprint of the key: "SHA256:…".
	Key string
	// Known says that the key belongs to the name, by those who are trusted.
	Known bool
	// Other is the name that they have for the key, where the seal has another.
	Other string
	// Of is how many entries there are.
	Of uint64
	// Vouches says that the seal says what is missing of its entries.
	Vouches bool
}

// Checked is what was found, as it is said everywhere.
func (r Result) Checked(at time.Time) run.Checked {
	c := run.Checked{At: at, Entries: int(r.Entries), Withheld: r.Withheld, Read: true, Files: r.Files, Copies: len(r.Files), Sealing: true}
	if c.Withheld > 0 {
		c.By = r.withholder()
	}
	c.Seals = Signatures(r.Seals)
	return c
}

// Signatures are seals as they are said everywhere.
func Signatures(seals []Sealed) []run.Signature {
	var all []run.Signature
	for _, s := range seals {
		all = append(all, run.Signature{By: s.Claim.By, Key: s.Key, Known: s.Known, Other: s.Other, At: s.Claim.At, Entries: s.Claim.Entries, Of: s.Of})
	}
	return all
}

// withholder names whose seals say what is missing.
func (r Result) withholder() string {
	if len(r.Unvouched) > 0 {
		return "nobody who signs"
	}
	var names []string
	for _, s := range r.Seals {
		if s.Vouches && !slices.Contains(names, s.signer()) {
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
