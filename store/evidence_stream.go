package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"cordon/playbook/run"
	"cordon/store/sealed"
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
	if s.opts.ReadOnly {
		return ErrReadOnly
	}
	if limit >= 0 {
		from = io.LimitReader(from, limit+1)
	}
	key, err := s.key()
	if err != nil {
		return err
	}
	return s.intoEvidence(func(root *os.Root) (err error) {
		ev.SHA256, err = copyInto(root, key, func(temp io.Writer) (string, error) {
			sum := sha256.New()
			n, err := io.CopyBuffer(io.MultiWriter(sum, temp), from, make([]byte, 1<<17))
			switch ev.Size = n; {
			case err != nil:
				return "", err
			case n == 0:
				return "", ErrNothingCame
			case limit >= 0 && n > limit:
				return "", fmt.Errorf("more than the %d MiB came that are copied, and nobody else has them: take --keep, or save it as a file first", limit>>20)
			}
			return hex.EncodeToString(sum.Sum(nil)), nil
		})
		if err != nil {
			return err
		}
		return s.keepWith(root, ev.SHA256, key)
	})
}

// keepWith makes a copy that was kept with a key one of the store as it now is: it
// may have been locked or unlocked while the stream was read, which cannot be read
// again.
func (s *Store) keepWith(root *os.Root, digest string, had *sealed.Key) error {
	now, err := s.key()
	if err == nil && now == had {
		return nil
	}
	old := copyName(digest, had)
	if err == nil {
		err = s.copyAnew(root, digest, had)
	}
	if gone := root.Remove(old); !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// copyAnew takes the copy that was kept with a key as evidence of the store as it
// now is. Whoever locked the store may have done so.
func (s *Store) copyAnew(root *os.Root, digest string, had *sealed.Key) error {
	f, err := root.Open(copyName(digest, had))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	plain, _, err := unsealing(f, info.Size(), had)
	if err != nil {
		return err
	}
	return errors.Join(s.TakeEvidence(digest, plain), plain.Close())
}
