package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"cordon/store/sealed"
)

// Copies of evidence are opened and made under their digests, in a folder that no
// name leads out of.

// OpenEvidence opens the copy of a file of evidence beside the store. If there is
// none, the error wraps [fs.ErrNotExist].
func (s *Store) OpenEvidence(digest string) (io.ReadCloser, int64, error) {
	if !isDigest(digest) {
		return nil, 0, errors.New("what the journal gives as its digest is none")
	}
	key, err := s.key()
	if err != nil {
		return nil, 0, err
	}
	root, err := os.OpenRoot(s.evidenceDir())
	if err != nil {
		return nil, 0, err
	}
	defer root.Close()
	name, key := nameIn(root, digest, key)
	info, err := root.Lstat(name)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("the copy %s: %w", digest, ErrNotRegular)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, 0, err
	}
	return unsealing(f, info.Size(), key)
}

// TakeEvidence keeps a copy of a file of evidence that came from somewhere else,
// unless there is one. It wants the bytes to have the digest.
func (s *Store) TakeEvidence(digest string, from io.Reader) error {
	if !isDigest(digest) {
		return errors.New("what names the file is no digest")
	}
	if s.opts.ReadOnly {
		return ErrReadOnly
	}
	key, err := s.key()
	if err != nil {
		return err
	}
	return s.intoEvidence(func(root *os.Root) error {
		if _, err := root.Lstat(copyName(digest, key)); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		_, err := copyInto(root, key, func(temp io.Writer) (string, error) {
			sum := sha256.New()
			if _, err := io.CopyBuffer(io.MultiWriter(sum, temp), from, make([]byte, 1<<17)); err != nil {
				return "", err
			}
			got := hex.EncodeToString(sum.Sum(nil))
			if got != digest {
				return "", fmt.Errorf("the file of evidence %s has the digest %s", digest, got)
			}
			return got, nil
		})
		return err
	})
}

// intoEvidence makes the folder of copies, has something put into it, and makes
// that durable. What was left there of copies whose making was cut short is removed.
func (s *Store) intoEvidence(put func(*os.Root) error) error {
	dir := s.evidenceDir()
	if err := makeDirs(dir); err != nil {
		return err
	}
	sweep(dir, copyPattern, longAgo)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := put(root); err != nil {
		return err
	}
	return syncDir(dir)
}

// copyInto writes a copy under another name first, so that it appears whole, under
// the digest that fill returns. It is sealed if there is a key.
func copyInto(root *os.Root, key *sealed.Key, fill func(io.Writer) (digest string, err error)) (digest string, err error) {
	temp := copyPrefix + rand.Text()
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = root.Remove(temp)
		}
	}()
	to, end, err := sealing(f, key)
	if err != nil {
		return "", err
	}
	if digest, err = fill(to); err != nil {
		return "", err
	}
	if err := errors.Join(end(), f.Sync(), f.Close()); err != nil {
		return "", err
	}
	return digest, root.Rename(temp, copyName(digest, key))
}
