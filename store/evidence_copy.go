package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

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
	path, key := s.keptAt(digest, key)
	f, info, err := openRegular(path)
	if err != nil {
		return nil, 0, fmt.Errorf("the copy %s: %w", digest, err)
	}
	return unsealing(f, info.Size(), key)
}

// TakeEvidence keeps a copy of a file of evidence that came from somewhere else,
// unless there is one. It wants the bytes to have the digest.
func (s *Store) TakeEvidence(digest string, from io.Reader) error {
	if !isDigest(digest) {
		return errors.New("what names the file is no digest")
	}
	key, err := s.keyToKeep()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(s.EvidenceDir(), copyName(digest, key))); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err = s.keep(key, func(temp io.Writer) (string, error) {
		got, _, err := copyAll(temp, from)
		if err == nil && got != digest {
			err = fmt.Errorf("the file of evidence %s has the digest %s", digest, got)
		}
		return got, err
	})
	return err
}

// keyToKeep returns the key that a copy is sealed with, nil if the store is not
// locked.
func (s *Store) keyToKeep() (*sealed.Key, error) {
	if s.opts.ReadOnly {
		return nil, ErrReadOnly
	}
	return s.key()
}

// keep puts a copy beside the store, under the digest that fill returns.
func (s *Store) keep(key *sealed.Key, fill func(io.Writer) (digest string, err error)) (digest string, err error) {
	err = s.intoEvidence(func(root *os.Root) error {
		if digest, err = copyInto(root, key, fill); err != nil {
			return err
		}
		return s.keepWith(root, digest, key)
	})
	return digest, err
}

// keepWith makes a copy that was kept with a key one of the store as it now is: it
// may have been locked or unlocked meanwhile, and what came cannot always be read
// again.
func (s *Store) keepWith(root *os.Root, digest string, had *sealed.Key) error {
	now, err := s.key()
	switch {
	case err == nil && now == had:
		return nil
	case err == nil:
		err = s.copyAnew(root, digest, had)
	case !errors.Is(err, ErrLocked):
		return err // an earlier entry may need the copy
	}
	gone := drop(filepath.Join(s.EvidenceDir(), copyName(digest, had)), had == nil)
	if !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// copyAnew takes the copy that was kept with a key as evidence of the store as it
// now is. Whoever locked the store may have done so.
func (s *Store) copyAnew(root *os.Root, digest string, had *sealed.Key) error {
	plain, err := openIn(root, copyName(digest, had), had)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(s.TakeEvidence(digest, plain), plain.Close())
}

// openIn opens a copy in the folder.
func openIn(root *os.Root, name string, key *sealed.Key) (io.ReadCloser, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r, _, err := unsealing(f, info.Size(), key)
	return r, err
}

// intoEvidence makes the folder of copies, has something put into it, and makes
// that durable. What was left there of copies whose making was cut short is removed.
func (s *Store) intoEvidence(put func(*os.Root) error) error {
	dir := s.EvidenceDir()
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
	_ = lock(f, true) // see sweep
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
