package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"time"

	"cordon/playbook/run"
)

// A Copy is all that a store has of a run, as it was at one moment: to be carried
// somewhere else. Files of evidence are copied by themselves.
type Copy struct {
	ID    string
	Lines []run.Lines // a body that is withheld is empty
	// Books are the playbooks that the entries name, by digest.
	Books map[string][]byte
	// Withheld says why bodies are missing, by the numbers of their entries.
	Withheld map[uint64]string
	// Absent says why files of evidence are not here, by digest, where that is
	// known.
	Absent map[string]string
	Seals  []Seal
	// Imported says in which file it comes, with which files of evidence, and Fresh
	// which of those were not here before. Without a name of the file nothing is kept
	// of that.
	Imported run.Imported
	Fresh    map[string]bool
}

// Head returns the head of the run.
func (c Copy) Head() run.Head {
	n := len(c.Lines)
	if n == 0 {
		return run.Head{}
	}
	return headOf(uint64(n), c.Lines[n-1].Header)
}

// A Seal is a signed head of a run. The store does not look into it.
type Seal struct {
	Entries uint64 // how many it is about
	// Key is the SHA-256 of the key that signed, in the wire form of SSH.
	Key [32]byte
	// Text is what is signed, Signature is armored, and Stamp is empty unless
	// somebody else stamped it.
	Text, Signature, Stamp []byte
}

// endOfSignature ends an armored signature, and so tells it from a stamp.
const endOfSignature = "-----END SSH SIGNATURE-----"

// beginOfSignature begins one, and so tells it from the text.
const beginOfSignature = "-----BEGIN SSH SIGNATURE-----"

func (s Seal) key() []byte {
	return append(binary.BigEndian.AppendUint64(nil, s.Entries), s.Key[:8]...)
}

func (s Seal) value() []byte { return bytes.Join([][]byte{s.Text, s.Signature, s.Stamp}, nil) }

// readSeal takes a kept seal apart. Of the digest of the key only the beginning
// is known.
func readSeal(key, value []byte) (s Seal, ok bool) {
	begin := bytes.Index(value, []byte(beginOfSignature))
	end := bytes.Index(value, []byte(endOfSignature))
	if len(key) != 16 || begin < 0 || end < begin {
		return s, false
	}
	end += len(endOfSignature)
	for end < len(value) && (value[end] == '\r' || value[end] == '\n') {
		end++
		if value[end-1] == '\n' {
			break
		}
	}
	value = bytes.Clone(value)
	s = Seal{Entries: binary.BigEndian.Uint64(key), Text: value[:begin], Signature: value[begin:end], Stamp: value[end:]}
	copy(s.Key[:], key[8:])
	return s, true
}

// putSeals keeps seals beside those that are there.
func (j journal) putSeals(seals []Seal) error {
	if len(seals) == 0 {
		return nil
	}
	b, err := j.make(bucketSeals)
	if err != nil {
		return err
	}
	for _, s := range seals {
		if err := j.t.safe(b, s.key()); err != nil {
			return err
		}
		if b.Get(s.key()) != nil {
			continue // the same key on the same head says nothing new
		}
		if err := j.put(b, bucketSeals, s.key(), s.value()); err != nil {
			return err
		}
	}
	return nil
}

// Copy returns all that the store has of a run, read in one transaction. A part
// that is damaged is an error.
func (s *Store) Copy(id string) (Copy, error) {
	c := Copy{ID: id, Books: map[string][]byte{}}
	err := s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err == nil {
			err = c.read(j)
		}
		return err
	})
	return c, absent(err)
}

func (c *Copy) read(j journal) (err error) {
	gone := absences{j: j}
	_, err = j.after(0, -1, func(seq uint64, l run.Lines) error {
		if seq != uint64(len(c.Lines))+1 {
			return &run.ChainError{Run: c.ID, Seq: uint64(len(c.Lines)) + 1, What: "is missing"}
		}
		if len(l.Body) == 0 && !gone.said(seq) {
			return cmp.Or(gone.err, lostBody(c.ID, seq))
		}
		c.Lines = append(c.Lines, run.Lines{Header: bytes.Clone(l.Header), Body: bytes.Clone(l.Body)})
		return nil
	})
	if err != nil {
		return err
	}
	if c.Withheld, err = j.withheld(); err != nil {
		return err
	}
	if c.Absent, err = j.absent(); err != nil {
		return err
	}
	if err := c.readBooks(j); err != nil {
		return err
	}
	return j.each(bucketSeals, func(k, v []byte) {
		if s, ok := readSeal(k, v); ok {
			c.Seals = append(c.Seals, s)
		}
	})
}

// readBooks reads the playbooks that entries name.
func (c *Copy) readBooks(j journal) error {
	for i, l := range c.Lines {
		digest := ""
		if i == 0 {
			ref, err := run.PlaybookOf(l)
			if err != nil {
				return j.t.damaged(err)
			}
			digest = ref.SHA256
		} else if bytes.Contains(l.Header, []byte(run.PlaybookAdded{}.Kind())) {
			e, err := l.Read()
			if err != nil {
				return j.t.damaged(err)
			}
			ev, _ := e.Event.(run.PlaybookAdded)
			digest = ev.Playbook.SHA256
		}
		if digest == "" {
			continue
		}
		text, err := j.find(digest)
		if err != nil {
			return err
		}
		c.Books[digest] = text.source
	}
	return nil
}

// RecordWith records like [Store.Record] what is done outside of the store, such
// as that a file was written or a head signed. act is called with the run as it
// will be, and does it; only if that succeeds is the entry recorded, with the
// seals that act returns. If others record something meanwhile, act is called
// again.
func (s *Store) RecordWith(known run.Run, stamp run.Stamp, decide run.Intention, act func(Copy) ([]Seal, error)) (run.Run, error) {
	const most = 5
	entered := time.Now()
	if s.opts.ReadOnly {
		return known, &NotSavedError{Err: ErrReadOnly}
	}
	for range most {
		now, err := s.Refresh(known)
		if err != nil {
			return now, err
		}
		next, done, err := s.recordWith(now, writer{store: s, stamp: stamp, entered: entered}, decide, act)
		if err != nil || done {
			return next, err
		}
	}
	return known, fmt.Errorf("%w: others kept recording. Nothing was recorded; try again", ErrBusy)
}

func (s *Store) recordWith(now run.Run, w writer, decide run.Intention, act func(Copy) ([]Seal, error)) (next run.Run, done bool, err error) {
	c, err := s.Copy(now.ID())
	if err != nil || c.Head() != now.Head() {
		return now, false, err
	}
	entry, err := w.compose(now, decide)
	if err != nil {
		return now, false, notSaved(err)
	}
	c.Lines = append(c.Lines, entry.lines)
	seals, err := act(c)
	if err != nil {
		return now, false, err
	}
	err = s.update(func(t *txn) error {
		if w.j, err = t.journal(now.ID()); err != nil {
			return err
		}
		fresh, err := w.j.catchUp(s, now)
		if err != nil {
			return err
		}
		if done = fresh.Head() == now.Head(); !done {
			return errUnchanged
		}
		if next, err = w.put(now, entry); err != nil {
			return err
		}
		return w.j.putSeals(seals)
	})
	if err != nil {
		return now, false, notSaved(err)
	}
	return next, done, nil
}
