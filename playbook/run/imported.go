package run

import (
	"slices"
	"time"
)

// An Imported says what came into a store in a file that somebody gave away. It
// lies beside the record: no entry says it, so that to import a file twice is the
// same as once, and it goes into no file that is given away.
type Imported struct {
	File     string    `json:"file"` // the last element of its path, as it was called
	By       string    `json:"by"`   // who imported it, or ""
	At       time.Time `json:"at"`
	Entries  int       `json:"entries"`  // how many came
	Evidence []string  `json:"evidence"` // the digests of the files that came
}

// CarriedOver are those in which a file of evidence came, by its digest.
func (c Checked) CarriedOver(digest string) []Imported {
	return slices.DeleteFunc(slices.Clone(c.Imports), func(i Imported) bool { return !slices.Contains(i.Evidence, digest) })
}
