package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Salvaged says what came out of a damaged file of one run.
type Salvaged struct {
	Run     string
	Found   int      // entries of which something was found
	Brought int      // those that are in the new store, from entry 1 on
	Whole   bool     // all of its entries are in the new store
	Lost    []string // what is not there, or does not verify, in words
	// Rest are entries that verify and cannot be in the new store, since what
	// they follow is lost.
	Rest []run.Lines
}

// SalvageInto brings out of a damaged file, into a new store, every entry whose
// bytes still verify: its header is named by the entry that follows or by the
// summary, and its body by the header. A run that verifies is taken as it is.
// It takes no lock for the others: let nothing write meanwhile.
//
// If the file is locked, the new store is, for the same people. Its key must be at
// hand.
//
// Drafts do not come along, nor do seals of a run that does not verify.
func (s *Store) SalvageInto(to *Store) ([]Salvaged, error) {
	w, err := s.wreck()
	if err != nil {
		return nil, err
	}
	if w.opened != nil {
		to.bornIn = w.opened.envelope
	}
	var all []Salvaged
	for _, id := range slices.Sorted(maps.Keys(w.headers)) {
		if strings.Trim(id, idLetters+idDigits) != "" || len(id) > 4*idLength {
			continue // nobody's run is called so
		}
		one, err := w.bringOut(s, to, id)
		if err != nil {
			return all, err
		}
		all = append(all, one)
	}
	return all, nil
}

func (w wreck) bringOut(from, to *Store, id string) (Salvaged, error) {
	if _, err := from.Verify(id); err == nil {
		if c, err := from.Copy(id); err == nil {
			_, err := to.Take(c)
			n := len(c.Lines)
			return Salvaged{Run: id, Found: n, Brought: n, Whole: err == nil}, err
		}
	}
	one := Salvaged{Run: id}
	c := w.copyOf(id, &one)
	switch sum, err := from.Summary(id); {
	case err != nil && (sum.Head.Seq == 0 || sum.ID != id):
		one.Lost = append(one.Lost, "how many entries there were is not known")
	case sum.Head.Seq > uint64(one.Found):
		one.Lost = append(one.Lost, fmt.Sprintf("of %d entries the last ones are lost", sum.Head.Seq))
	}
	err := w.addBooks(&c)
	if err == nil {
		_, err = to.Take(c)
	}
	if errors.Is(err, ErrBusy) || errors.Is(err, ErrReadOnly) {
		return one, err
	}
	if err != nil {
		one.Lost = append(one.Lost, "the run cannot be put together again: "+err.Error())
		one.Rest = slices.Concat(c.Lines, one.Rest)
		return one, nil
	}
	one.Brought, one.Whole = len(c.Lines), len(one.Lost) == 0
	return one, nil
}

// copyOf returns the entries of a run that follow each other from the first on,
// and notes the others.
func (w wreck) copyOf(id string, one *Salvaged) Copy {
	c := Copy{ID: id, Books: map[string][]byte{}, Withheld: map[uint64]string{}}
	gone := w.erased(id)
	last, broken := run.Head{}, false
	next := uint64(1)
	for _, h := range chosen(w.headers[id]) {
		seq := seqOfHeader(h.line)
		one.Found++
		if seq > next {
			one.Lost = append(one.Lost, lostEntries(next, seq-1))
			broken = true
		}
		next = seq + 1
		if !w.names(h.hash) {
			one.Lost = append(one.Lost, fmt.Sprintf("entry %d: nothing in the file says that its header is as it was written", seq))
			broken = true
			continue
		}
		lines := run.Lines{Header: h.line, Body: w.bodies[h.body]}
		if gone[seq] {
			lines.Body = nil
		}
		if lines.Body == nil {
			c.Withheld[seq] = "it was lost in a damaged file"
			if gone[seq] {
				c.Withheld[seq] = "it was erased"
			} else {
				one.Lost = append(one.Lost, fmt.Sprintf("entry %d: its body is lost or altered", seq))
			}
		}
		if broken = broken || h.prev != last.Hash; broken {
			delete(c.Withheld, seq)
			one.Rest = append(one.Rest, lines)
			continue
		}
		c.Lines = append(c.Lines, lines)
		last = headOf(seq, h.line)
	}
	return c
}

func lostEntries(from, to uint64) string {
	if from == to {
		return fmt.Sprintf("entry %d is lost", from)
	}
	return fmt.Sprintf("entries %d to %d are lost", from, to)
}

func seqOfHeader(line []byte) uint64 {
	var h struct {
		Seq uint64 `json:"seq"`
	}
	if json.Unmarshal(line, &h) != nil {
		return 0
	}
	return h.Seq
}

// erased are the entries whose bodies were erased on purpose. Old pages may
// still hold them.
func (w wreck) erased(id string) map[uint64]bool {
	gone := map[uint64]bool{}
	for _, list := range w.headers[id] {
		for _, h := range list {
			e, err := run.Lines{Header: h.line, Body: w.bodies[h.body]}.Read()
			if ev, ok := erases(e.Event); ok && err == nil {
				gone[ev.Seq] = true
			}
		}
	}
	return gone
}

// addBooks finds the playbooks that the entries name.
func (w wreck) addBooks(c *Copy) error {
	for i, l := range c.Lines {
		digest := ""
		if i == 0 {
			ref, err := run.PlaybookOf(l)
			if err != nil {
				return fmt.Errorf("entry 1 does not say which playbook the run follows: %w", err)
			}
			digest = ref.SHA256
		} else if e, err := l.Read(); err == nil {
			ev, _ := e.Event.(run.PlaybookAdded)
			digest = ev.Playbook.SHA256
		}
		if digest == "" {
			continue
		}
		book := w.book(digest)
		if book == nil {
			return fmt.Errorf("its playbook is lost or altered (%s)", digest)
		}
		c.Books[digest] = book
	}
	if len(c.Lines) == 0 {
		return errors.New("its first entry is lost")
	}
	return nil
}

// book finds a playbook by its digest. It lies behind that in its page, and
// says nowhere how long it is: so every length is tried.
func (w wreck) book(digest string) []byte {
	for rest := w.raw; ; rest = rest[1:] {
		at := bytes.Index(rest, []byte(digest))
		if at < 0 {
			return nil
		}
		rest = rest[at:]
		if book := w.opened.book(digest, rest[len(digest):]); book != nil {
			return book
		}
		text := rest[len(digest):min(len(rest), len(digest)+playbook.MaxSize)]
		if len(text) == 0 || text[0] == '"' { // an entry that names it
			continue
		}
		sum := sha256.New()
		var have [sha256.Size]byte
		for i := range text {
			sum.Write(text[i : i+1])
			if hex.EncodeToString(sum.Sum(have[:0])) == digest {
				return bytes.Clone(text[:i+1])
			}
		}
	}
}
