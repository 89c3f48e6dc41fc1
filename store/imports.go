package store

import (
	"encoding/json"
	"slices"

	"cordon/playbook/run"
)

// noteImport keeps what came of a run in a file that was imported, if anything did.
func (j journal) noteImport(c Copy, ours int) error {
	in := c.Imported
	if in.File == "" {
		return nil
	}
	in.Entries = max(0, len(c.Lines)-ours)
	named, err := c.evidenceAfter(ours)
	if err != nil {
		return j.t.damaged(err)
	}
	in.Evidence = slices.DeleteFunc(slices.Clone(in.Evidence), func(digest string) bool { return !named[digest] && !c.Fresh[digest] })
	slices.Sort(in.Evidence)
	if in.Entries == 0 && len(in.Evidence) == 0 {
		return nil
	}
	text, err := json.Marshal(in)
	if err != nil {
		return err
	}
	b, err := j.make(bucketImports)
	if err != nil {
		return err
	}
	n := uint64(1)
	if err := j.each(bucketImports, func([]byte, []byte) { n++ }); err != nil {
		return err
	}
	if err := j.t.safe(b, keyOf(n)); err != nil {
		return err
	}
	return j.put(b, bucketImports, keyOf(n), text)
}

// evidenceAfter are the digests that the entries after the first n name.
func (c Copy) evidenceAfter(n int) (map[string]bool, error) {
	named := map[string]bool{}
	for _, l := range c.Lines[min(n, len(c.Lines)):] {
		e, err := l.Read()
		if err != nil {
			return named, err
		}
		if ev, attached := e.Event.(run.EvidenceAdded); attached {
			named[ev.SHA256] = true
		}
	}
	return named, nil
}

// Imports returns what came of a run in files that were imported, in their order.
func (s *Store) Imports(id string) (all []run.Imported, err error) {
	err = s.view(func(t *txn) error {
		all = nil
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		var unread error
		err = j.each(bucketImports, func(_, text []byte) {
			var in run.Imported
			if err := json.Unmarshal(text, &in); err != nil {
				unread = j.t.damaged(err)
				return
			}
			all = append(all, in)
		})
		if err == nil {
			err = unread
		}
		return err
	})
	return all, absent(err)
}
