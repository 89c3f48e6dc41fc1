package store

import (
	"errors"
	"fmt"
	"io"
	"time"

	"cordon/playbook/run"
)

// Streamed stands in the record as the path of what came from no file.
const Streamed = "standard input"

// ErrNothingCame means that a stream ended before anything came.
var ErrNothingCame = errors.New("nothing came: the command before it may have failed")

// AttachStream reads a stream to its end, keeps a copy of it beside the store and
// returns the event that attaches it under a name; the caller fills in step and
// description. More than limit bytes are refused, since nothing else has them; a
// limit below zero takes any number.
func (s *Store) AttachStream(name string, from io.Reader, limit int64, now time.Time) (run.EvidenceAdded, error) {
	ev := run.EvidenceAdded{Name: name, Path: Streamed, Modified: now, Kept: true}
	err := s.keepStream(&ev, from, limit)
	if err != nil {
		return run.EvidenceAdded{}, fmt.Errorf("evidence %s: %w. Nothing was recorded", name, err)
	}
	return ev, nil
}

func (s *Store) keepStream(ev *run.EvidenceAdded, from io.Reader, limit int64) error {
	if limit >= 0 {
		from = io.LimitReader(from, limit+1)
	}
	key, err := s.keyToKeep()
	if err != nil {
		return err
	}
	ev.SHA256, err = s.keep(key, func(temp io.Writer) (digest string, err error) {
		digest, ev.Size, err = copyAll(temp, from)
		switch {
		case err != nil:
			return "", err
		case ev.Size == 0:
			return "", ErrNothingCame
		case limit >= 0 && ev.Size > limit:
			return "", fmt.Errorf("more than the %d MiB came that are copied, and nobody else has them: take --keep, or save it as a file first", limit>>20)
		}
		return digest, nil
	})
	return err
}
