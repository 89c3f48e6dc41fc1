package run

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// A ChainError names the first entry of a journal that is not as it was
// written.
type ChainError struct {
	Run  string
	Seq  uint64
	What string // completes "entry 12 …"
}

// LostBody completes "entry 12 …" for an entry whose body is not there, with
// nothing that says why.
const LostBody = "has no body, and nothing says that it was withheld"

func (e *ChainError) Error() string {
	return fmt.Sprintf("run %s: entry %d %s", e.Run, e.Seq, e.What)
}

// Misdated says what is wrong with the times of an entry, so that it completes
// "entry 12 …", or is empty. before is when the entry before it was recorded, zero
// for the first. Times of recording never go back but by as much as the entry
// says, and nothing happens long after it was recorded.
func (e Entry) Misdated(before time.Time) string {
	back := before.Sub(e.Recorded)
	switch {
	case e.At.After(e.Recorded.Add(ahead)):
		return "happened " + e.At.Sub(e.Recorded).Round(time.Second).String() + " after it was recorded"
	case !before.IsZero() && back > 0 && back != e.ClockBack:
		return "was recorded " + back.String() + " before the one before it, and does not say that the clock moved back by that"
	}
	return ""
}

// An Exam is what can be told from the lines of one entry alone: its digests
// and what its header says. Exams do not depend on one another, so a long
// journal can be examined on several cores. An Exam aliases its lines.
type Exam struct {
	fields   fields
	err      error
	header   hexDigest
	body     hexDigest
	bodiless bool
}

type hexDigest [2 * sha256.Size]byte

func hexOf(line []byte) (d hexDigest) {
	sum := sha256.Sum256(line)
	hex.Encode(d[:], sum[:])
	return d
}

// Examine examines the lines of an entry.
func Examine(l Lines) Exam {
	x := Exam{header: hexOf(l.Header), body: hexOf(l.Body), bodiless: len(l.Body) == 0}
	x.fields, x.err = readFields(l.Header)
	return x
}

// Entry reads the entry that was examined. body is its body line.
func (x Exam) Entry(body []byte) (Entry, error) {
	if x.err != nil {
		return Entry{}, fmt.Errorf("header: %w", x.err)
	}
	return x.fields.entry(body)
}

// A Verifier checks a journal entry by entry. The zero Verifier with a run's
// id stands before the first one.
//
// It finds an altered header or body, and an entry that is missing, inserted,
// moved or re-dated, and names the first that is not as it was written. Where
// two entries do not fit together, either may be the altered one; the entry
// after them says which, because it holds the hash of the intact one. So the
// verdict on such a pair comes one call later. At the end of the journal the
// head that was kept elsewhere says which; without one, the earlier of the two
// is named.
//
// A journal cut short at its end is only found with a head that was kept
// elsewhere: see [Verifier.Finish].
type Verifier struct {
	Run string
	// Withheld reports whether an entry may lack its body: one of the kinds that
	// [Withholdable] names must never. Nil means that none may.
	Withheld func(seq uint64) bool

	seq    uint64
	hash   hexDigest // of the header of entry seq
	broken *link
	err    error
}

// VerifierAt returns the verifier that stands behind the entry that a head names.
func VerifierAt(run string, head Head) Verifier {
	v := Verifier{Run: run, seq: head.Seq}
	copy(v.hash[:], head.Hash)
	return v
}

// link is a pair of entries that do not fit together.
type link struct {
	earlier, later uint64
	hash           hexDigest // of the header of the later one
}

// Head returns the head of what was admitted so far. It means nothing once
// there is an error.
func (v *Verifier) Head() Head {
	if v.seq == 0 {
		return Head{}
	}
	return Head{Seq: v.seq, Hash: string(v.hash[:])}
}

// Check checks the next entry. The first error is final: later calls return
// it again.
func (v *Verifier) Check(l Lines) error {
	x := Examine(l)
	return v.Admit(&x)
}

// CheckHeader is [Verifier.Check] for who cannot read the bodies: each counts as the
// one that its header names.
func (v *Verifier) CheckHeader(header []byte) error {
	x := Examine(Lines{Header: header})
	x.bodiless = false
	copy(x.body[:], x.fields.body)
	return v.Admit(&x)
}

// Admit is [Verifier.Check] for an entry that was examined before.
func (v *Verifier) Admit(x *Exam) error {
	f := &x.fields
	want := v.seq + 1
	switch {
	case v.err != nil:
	case v.broken != nil && x.err != nil:
		v.settle("")
	case v.broken != nil:
		v.settle(string(f.prev))
	case x.err != nil:
		v.bad(want, "cannot be read")
	case string(f.run) != v.Run:
		v.bad(want, "belongs to another run")
	case f.seq > want:
		v.bad(want, "is missing")
	case f.seq == v.seq && v.seq > 0 && x.header == v.hash:
		v.bad(want, "is a copy of the one before it")
	case f.seq == v.seq && v.seq > 0:
		// Two entries have the same number. Either may be the inserted one.
		v.broken = &link{earlier: v.seq, later: want, hash: x.header}
	case f.seq < want:
		v.bad(want, "is out of order")
	case !v.fits(f.prev):
		v.broken = &link{earlier: v.seq, later: want, hash: x.header}
	case x.bodiless && !v.mayLack(want, string(f.kind)):
		v.bad(want, LostBody)
	case !x.bodiless && string(f.body) != string(x.body[:]):
		v.bad(want, "has a body that is not the one its header names")
	default:
		v.seq, v.hash = want, x.header
	}
	return v.err
}

// mayLack reports whether the entry seq may be without its body.
func (v *Verifier) mayLack(seq uint64, kind string) bool {
	return v.Withheld != nil && v.Withheld(seq) && Withholdable(kind)
}

// fits reports whether prev is the hash of the last good header.
func (v *Verifier) fits(prev []byte) bool {
	if v.seq == 0 {
		return len(prev) == 0
	}
	return string(prev) == string(v.hash[:])
}

// Finish compares the end of the journal with the head that was kept for it.
// An empty hash means that none was kept.
func (v *Verifier) Finish(kept Head) error {
	switch {
	case v.err != nil:
	case v.broken != nil && kept == v.Head():
		v.bad(v.broken.later, "was added behind the program's back")
	case v.broken != nil && v.broken.later != kept.Seq:
		v.settle("")
	case v.broken != nil:
		v.settle(kept.Hash)
	case kept.Hash == "" || kept == v.Head():
	case v.seq < kept.Seq:
		v.bad(v.seq+1, "is missing")
	case v.seq > kept.Seq:
		v.bad(kept.Seq+1, "was added behind the program's back")
	default:
		v.bad(v.seq, "is not the one that was written last")
	}
	return v.err
}

// settle decides which side of a broken link was altered. vouched is the hash
// that is known of the later one, or empty.
func (v *Verifier) settle(vouched string) {
	switch l := v.broken; {
	case l.earlier == 0:
		v.bad(l.later, "does not begin the run")
	case vouched == "" || vouched == string(l.hash[:]):
		v.bad(l.earlier, "is not as it was written: the next entry follows another one")
	default:
		v.bad(l.later, "is not as it was written: it fits neither the entry before it nor the one after")
	}
}

func (v *Verifier) bad(seq uint64, what string) {
	v.err = &ChainError{Run: v.Run, Seq: seq, What: what}
}
