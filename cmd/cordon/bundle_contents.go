package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/store/bundle"
)

// A run in the store and one in a file are the same contents, checked in the same
// way. This file turns each into the other.

// contentsOf returns what the store has of a run as the contents of a bundle.
// What the entries say was erased is left out, wherever it still lies.
func contentsOf(s *store.Store, c store.Copy) (bundle.Contents, error) {
	out := bundle.Contents{Run: c.ID, Lines: c.Lines, Books: c.Books, Evidence: map[string]bundle.File{}}
	why := map[uint64]string{}
	for seq, reason := range c.Withheld {
		why[seq] = bundle.Plain(reason)
	}
	for i, l := range c.Lines {
		e, err := l.Read()
		if err != nil {
			return out, &run.ChainError{Run: c.ID, Seq: uint64(i + 1), What: "cannot be read: " + err.Error()}
		}
		switch ev := e.Event.(type) {
		case run.EntryWithheld:
			why[ev.Seq] = bundle.Plain(ev.Reason)
		case run.EvidenceAdded:
			if err := addFile(s, c, ev, &out); err != nil {
				return out, err
			}
		}
	}
	var err error
	if out.Seals, err = sealsOf(c); err != nil {
		return out, err
	}
	return out.Lacking(why), nil
}

// sealsOf reads the seals of a run. The error names all that cannot be read.
func sealsOf(c store.Copy) (all []bundle.Seal, err error) {
	for _, kept := range c.Seals {
		seal, wrong := bundle.ReadSeal(kept.Text, kept.Signature, kept.Stamp)
		all, err = append(all, seal), errors.Join(err, wrong)
	}
	return all, err
}

// addFile adds the copy of a file of evidence, or why there is none.
func addFile(s *store.Store, c store.Copy, ev run.EvidenceAdded, out *bundle.Contents) error {
	f, size, err := s.OpenEvidence(ev.SHA256)
	why := c.Absent[ev.SHA256]
	switch {
	case err == nil:
		digest := ev.SHA256
		out.Evidence[digest] = bundle.File{Size: size, Open: func() (io.ReadCloser, error) {
			f, _, err := s.OpenEvidence(digest)
			return f, err
		}}
		return f.Close()
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the copy of the file of evidence %s: %w", ev.Name, err)
	case !ev.Kept:
		why = bundle.WhyNoCopy
	case why == "":
		return checkError{fmt.Errorf("the copy of the file of evidence %s is missing: %s", ev.Name, ev.SHA256)}
	}
	out.Missing = append(out.Missing, bundle.Missing{Evidence: ev.SHA256, Why: bundle.Plain(why)})
	return nil
}

// copyOf returns the contents of a bundle as the store takes them in.
func copyOf(c bundle.Contents) (store.Copy, error) {
	out := store.Copy{ID: c.Run, Lines: c.Lines, Books: c.Books, Withheld: map[uint64]string{}, Absent: map[string]string{}}
	for _, m := range c.Missing {
		if m.Evidence != "" {
			out.Absent[m.Evidence] = m.Why
		} else {
			out.Withheld[m.Seq] = m.Why
		}
	}
	for _, s := range c.Seals {
		kept, err := sealOf(s)
		if err != nil {
			return out, err
		}
		out.Seals = append(out.Seals, kept)
	}
	return out, nil
}

// sealOf returns a seal as the store keeps it.
func sealOf(s bundle.Seal) (store.Seal, error) {
	key, err := s.KeyDigest()
	return store.Seal{Entries: s.Claim.Entries, Key: key, Text: s.Text, Signature: s.Signature, Stamp: s.Stamp}, err
}
