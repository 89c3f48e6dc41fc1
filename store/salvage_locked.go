package store

import (
	"bytes"

	"cordon/store/sealed"
)

// In a damaged file that is locked, the headers lie open, and sealed values are
// found by how they begin. Each says in a few bytes where it stands, so that only
// the headers that fit are tried.

// opening is what came out of the sealed values of a damaged file.
type opening struct {
	key       *sealed.Key
	envelope  []byte
	summaries [][]byte
}

func (w wreck) addLock(text []byte) {
	if e, err := sealed.ReadEnvelope(text); err == nil {
		w.locks[e.ID] = e
	}
}

// unlock opens what is sealed in the file, if anything is. If what holds the key is
// lost, nothing does. In an open file a playbook may hold what looks like an
// envelope; it cannot hold what looks like a sealed value, which is no text.
func (w *wreck) unlock(s *Store) error {
	if sealed.Next(w.raw) < 0 {
		return nil
	}
	var failed error
	for id, envelope := range w.locks {
		if err := s.opts.Ring.Open(envelope); err != nil {
			failed = &LockedError{Path: s.path, Err: err}
			continue
		}
		text, err := envelope.Text()
		if err != nil {
			return err
		}
		w.opened = &opening{key: s.opts.Ring.Key(id), envelope: text}
		w.openValues()
		return nil
	}
	return failed
}

// openValues opens the bodies and the summaries of the runs of which there are
// headers.
func (w *wreck) openValues() {
	places := w.places()
	for rest := w.raw; ; rest = rest[1:] {
		at := sealed.Next(rest)
		if at < 0 {
			return
		}
		rest = rest[at:]
		value, hint, ok := sealed.Prefix(rest)
		if !ok {
			continue
		}
		for _, p := range places[hint] {
			text, err := w.opened.key.Open(value, p.where)
			switch {
			case err != nil:
			case p.summary:
				w.opened.summaries = append(w.opened.summaries, text)
			default:
				w.bodies[digestHex(text)] = text
			}
		}
	}
}

// A valuePlace is where a sealed value may stand.
type valuePlace struct {
	where   []byte
	summary bool
}

// places returns where values may stand, by their hints.
func (w *wreck) places() map[uint32][]valuePlace {
	places := map[uint32][]valuePlace{}
	add := func(where []byte, summary bool) {
		hint := sealed.Hint(where)
		places[hint] = append(places[hint], valuePlace{where, summary})
	}
	for id, headers := range w.headers {
		add(standsAt([]byte(keySummary), []string{bucketRuns, id}), true)
		for seq := range headers {
			add(standsAt(keyOf(seq), []string{bucketRuns, id, bucketBodies}), false)
		}
	}
	return places
}

// names reports whether anything in the file names the hash of a header.
func (w *wreck) names(hash string) bool {
	if bytes.Contains(w.raw, []byte(hash)) {
		return true
	}
	if w.opened == nil {
		return false
	}
	for _, text := range w.opened.summaries {
		if bytes.Contains(text, []byte(hash)) {
			return true
		}
	}
	return false
}

// book returns the playbook that raw bytes begin with, if it is sealed there.
func (o *opening) book(digest string, raw []byte) []byte {
	if o == nil {
		return nil
	}
	value, _, ok := sealed.Prefix(raw)
	if !ok {
		return nil
	}
	text, err := o.key.Open(value, standsAt([]byte(digest), []string{bucketPlaybooks}))
	if err != nil || digestHex(text) != digest {
		return nil
	}
	return text
}
