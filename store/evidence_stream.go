package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
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
	if s.opts.ReadOnly {
		return ErrReadOnly
	}
	if limit >= 0 {
		from = io.LimitReader(from, limit+1)
	}
	return s.intoEvidence(func(root *os.Root) (err error) {
		ev.SHA256, err = copyInto(root, func(temp io.Writer) (string, error) {
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
		return err
	})
}
