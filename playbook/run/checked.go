package run

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Checked is what a look at the record of a run found: at its entries, at what
// the file says of them, and at the files of evidence. The zero Checked says that
// nobody looked.
type Checked struct {
	At      time.Time // when somebody looked
	Entries int       // how many there are
	// Withheld is how many bodies and copies of evidence are not here, and said
	// to be so: left out by whoever gave the record away, or erased.
	Withheld int
	// By is who answers for that with a seal. Empty means that nobody looked at
	// the seals.
	By string
	// Broken is what keeps the entries from being whole, the first thing first.
	Broken []error
	// Copies is how many files of evidence a copy was kept of. Read says that
	// those that are here were read, and Files is how they are now; files without
	// a copy are among them where somebody looked for those too.
	Copies int
	Read   bool
	Files  []File
	// Seals are those that were looked at, and Sealing says that somebody did.
	Seals   []Signature
	Sealing bool
	// Imports is what came in files that were imported, where the run was read from
	// a store.
	Imports []Imported
}

// A Signature is a signature over the first entries of a record, which is good.
type Signature struct {
	By      string    // as the seal has it
	Key     string    // its fingerprint: "SHA256:…"
	Known   bool      // the key belongs to the name, by those who are trusted
	Other   string    // whose the key is by them, where the seal has another name
	At      time.Time // as the signer says
	Entries uint64    // up to which it goes
	Of      uint64    // how many there are
}

// Looked returns what a look at the record found that the run was read from.
// files are the files of evidence that are here, if read.
func (r Run) Looked(at time.Time, read bool, files []File) Checked {
	c := Checked{At: at, Entries: len(r.entries), Withheld: len(r.Bodiless()), Read: read}
	seen, here := map[string]bool{}, map[uint64]File{}
	for _, f := range files {
		here[f.Seq] = f
	}
	for _, e := range r.entries {
		ev, ok := e.Event.(EvidenceAdded)
		if !ok {
			continue
		}
		f, there := here[e.Seq]
		if there {
			f.Name, f.Kept = ev.Name, ev.Kept
			c.Files = append(c.Files, f)
		}
		if !ev.Kept {
			continue
		}
		c.Copies++
		if read && !there && !seen[ev.SHA256] {
			seen[ev.SHA256] = true
			c.Withheld++
		}
	}
	return c
}

// Lost are the copies of evidence that are not as they were attached.
func (c Checked) Lost() []File {
	var lost []File
	for _, f := range c.Files {
		if f.Kept && f.State != Intact {
			lost = append(lost, f)
		}
	}
	return lost
}

// Whole reports whether somebody looked, and found nothing wrong.
func (c Checked) Whole() bool { return !c.At.IsZero() && len(c.Broken) == 0 && len(c.Lost()) == 0 }

// NotAsWritten says what keeps a record from being whole. It completes "the record
// is …".
func NotAsWritten(err error) string {
	text := err.Error()
	if chain, ok := errors.AsType[*ChainError](err); ok {
		text = fmt.Sprintf("entry %d %s", chain.Seq, chain.What)
	}
	if _, after, ok := strings.Cut(text, "not as written: "); ok {
		text = after
	}
	return "not as written: " + text
}
