package run

import (
	"encoding/json"
	"fmt"
)

// A ChainError names the first entry of a journal that is not as it was
// written.
type ChainError struct {
	Run  string
	Seq  uint64
	What string // completes "entry 12 …"
}

func (e *ChainError) Error() string {
	return fmt.Sprintf("run %s: entry %d %s", e.Run, e.Seq, e.What)
}

// A Verifier checks a journal entry by entry. The zero Verifier with a run's
// id stands before the first one.
//
// It finds an altered header or body, and an entry that is missing, inserted,
// moved or re-dated. A journal cut short at its end needs a head kept
// elsewhere: see [Verifier.Finish].
type Verifier struct {
	Run  string
	head Head
	// suspect is a broken link at the entry after the last good one. Whether
	// that entry or the one before it was altered shows with the next entry:
	// the intact one is the one its neighbour vouches for.
	suspect *suspect
}

type suspect struct {
	before uint64 // the entry whose hash is not the one that follows names
	hash   string // of the entry that does not fit
	seq    uint64
}

// Head returns the head of what was checked so far.
func (v *Verifier) Head() Head { return v.head }

// Check checks the next entry. After an error, call [Verifier.Finish] or go on
// calling Check: the error it returns then is the final word on which entry is
// bad.
func (v *Verifier) Check(l Lines) error {
	var h header
	if err := json.Unmarshal(l.Header, &h); err != nil {
		return v.bad(v.head.Seq+1, "cannot be read")
	}
	if v.suspect != nil {
		return v.settle(h.Prev)
	}
	switch want := v.head.Seq + 1; {
	case h.Run != v.Run:
		return v.bad(want, "belongs to another run")
	case h.Seq > want:
		return v.bad(want, "is missing")
	case h.Seq < want:
		return v.bad(want, "is out of order")
	case h.Prev != v.head.Hash:
		v.suspect = &suspect{before: v.head.Seq, hash: digest(l.Header), seq: want}
		return nil
	case h.Body != digest(l.Body):
		return v.bad(want, "has an altered body")
	}
	v.head = v.head.Next(l.Header)
	return nil
}

// Finish compares the end of the journal with the head that was kept for it.
// An empty hash means that none was kept.
func (v *Verifier) Finish(kept Head) error {
	switch {
	case v.suspect != nil:
		return v.settle(kept.Hash)
	case kept.Hash == "" || kept == v.head:
		return nil
	case v.head.Seq < kept.Seq:
		return v.bad(v.head.Seq+1, "is missing")
	case v.head.Seq > kept.Seq:
		return v.bad(kept.Seq+1, "was added behind the program's back")
	}
	return v.bad(v.head.Seq, "has an altered header")
}

// settle decides which side of a broken link was altered. next is the hash
// that the following entry gives for the one that does not fit.
func (v *Verifier) settle(next string) error {
	s := v.suspect
	if next == s.hash && s.before > 0 {
		return v.bad(s.before, "has an altered header")
	}
	return v.bad(s.seq, "has an altered header")
}

func (v *Verifier) bad(seq uint64, what string) error {
	return &ChainError{Run: v.Run, Seq: seq, What: what}
}
