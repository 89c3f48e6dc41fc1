package bundle

import (
	"io"
	"slices"

	"cordon/playbook/run"
)

// Contents are what a bundle holds: one run with all that proves it. A store
// has the same, so that both are checked in the same way.
type Contents struct {
	// Run is the id of the run.
	Run string
	// Lines are its entries in order, as they were hashed. A body that is
	// withheld is empty.
	Lines []run.Lines
	// Books are the playbooks that the entries name, by digest.
	Books map[string][]byte
	// Evidence are copies of files, by digest.
	Evidence map[string]File
	// Missing says why what is missing is missing: see [Missing].
	Missing []Missing
	// Seals are those of the run, those of fewer entries first.
	Seals []Seal
}

// A File is a copy of a file of evidence.
type File struct {
	Size int64
	Open func() (io.ReadCloser, error)
	// sum is the digest of its bytes, empty if they were not read yet.
	sum string
}

// digest returns the SHA-256 of the bytes of the file.
func (f File) digest() (string, error) {
	if f.sum != "" {
		return f.sum, nil
	}
	m, err := measured("", f.Open)
	return m.sum, err
}

// Head returns the head of the first n entries.
func (c Contents) Head(n uint64) run.Head {
	if n == 0 || n > uint64(len(c.Lines)) {
		return run.Head{}
	}
	return run.Head{Seq: n - 1}.Next(c.Lines[n-1].Header)
}

// Lacking returns the contents without the bodies of some entries, each for a
// reason, and without what only these named: playbooks, and files of evidence. Why
// a file that is named is not there must stand in Missing already.
func (c Contents) Lacking(why map[uint64]string) Contents {
	c.Lines = slices.Clone(c.Lines)
	for seq := range why {
		c.Lines[seq-1].Body = nil
	}
	return c.without(why, nil)
}
