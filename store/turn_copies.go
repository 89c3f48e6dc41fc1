package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cordon/store/sealed"
)

// copies writes each copy of evidence anew, beside the old one.
func (x *turning) copies() error {
	dir := x.store.evidenceDir()
	names, err := copiesOf(dir, kindOfCopies(x.from))
	if err != nil || len(names) == 0 {
		return err
	}
	if other, err := x.store.neighbour(); err != nil || other != "" {
		return errors.Join(err, sharedWith(other))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range names {
		err := x.copy(root, name)
		if errors.Is(err, sealed.ErrAltered) {
			x.done.Altered = append(x.done.Altered, name)
			continue
		}
		if err != nil {
			return fmt.Errorf("the copy of evidence %s: %w", name, err)
		}
		x.done.Copies++
	}
	return syncDir(dir)
}

func sharedWith(other string) error {
	if other == "" {
		return nil
	}
	return fmt.Errorf("%s: %w. Nothing was changed. Move it to a folder of its own first, with the copies that it needs", other, ErrShared)
}

// copiesOf returns the names of the copies of a kind.
func copiesOf(dir, kind string) (names []string, err error) {
	all, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range all {
		_, id, ok := splitCopyName(entry.Name())
		if id == "" {
			id = openCopies
		}
		if ok && id == kind && entry.Type().IsRegular() {
			names = append(names, entry.Name())
		}
	}
	return names, err
}

// neighbour returns another store in the same folder, "" if there is none.
func (s *Store) neighbour() (string, error) {
	path := s.realPath()
	all, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	for _, entry := range all {
		name := filepath.Join(filepath.Dir(path), entry.Name())
		if name == path || !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		f, _, err := openRegular(name)
		if err != nil {
			continue // what we cannot read is not ours
		}
		_, _, err = readFirstPages(f)
		_ = f.Close()
		if err == nil {
			return name, nil
		}
	}
	return "", nil
}

// turningCopy begins the name of a copy that is being written anew.
const turningCopy = ".turn-"

// copy writes one copy anew and compares it.
func (x *turning) copy(root *os.Root, name string) (err error) {
	digest, _, _ := splitCopyName(name)
	temp := turningCopy + digest
	if err := root.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	sum, err := x.rewrite(root, name, temp)
	x.store.moment()
	if err == nil {
		var again []byte
		if again, err = digestIn(root, temp, x.to); err == nil && !bytes.Equal(sum, again) {
			err = errDiffers
		}
	}
	if err != nil {
		_ = root.Remove(temp)
		return err
	}
	err = root.Rename(temp, copyName(digest, x.to))
	x.store.moment()
	return err
}

// rewrite writes what is in a copy to another, and returns the digest of what it
// read.
func (x *turning) rewrite(root *os.Root, name, temp string) ([]byte, error) {
	from, err := openIn(root, name, x.from)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	to, end, err := sealing(f, x.to)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	if _, err := io.CopyBuffer(io.MultiWriter(sum, to), from, make([]byte, 1<<17)); err != nil {
		return nil, err
	}
	return sum.Sum(nil), errors.Join(end(), f.Sync())
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

func digestIn(root *os.Root, name string, key *sealed.Key) ([]byte, error) {
	r, err := openIn(root, name, key)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	sum := sha256.New()
	_, err = io.CopyBuffer(sum, r, make([]byte, 1<<17))
	return sum.Sum(nil), err
}

// dropCopies removes the copies of one kind that are there in another kind too, and
// those that were not whole yet.
func (s *Store) dropCopies(kind, current string) error {
	dir := s.evidenceDir()
	parts, _ := filepath.Glob(filepath.Join(dir, turningCopy+"*"))
	for _, name := range parts {
		if err := drop(name, true); err != nil {
			return err
		}
	}
	names, err := copiesOf(dir, kind)
	if err != nil {
		return err
	}
	for _, name := range names {
		digest, _, _ := splitCopyName(name)
		other := digest
		if current != openCopies {
			other += "." + current
		}
		if _, err := os.Lstat(filepath.Join(dir, other)); err != nil {
			continue
		}
		if err := drop(filepath.Join(dir, name), kind == openCopies); err != nil {
			return err
		}
		s.moment()
	}
	if len(names) == 0 {
		return nil
	}
	return syncDir(dir)
}

// drop removes a file. One that anybody could read is written over before, unless
// it has another name.
func drop(path string, clear bool) error {
	info, err := os.Lstat(path)
	if err == nil && clear && info.Mode().IsRegular() && links(info) == 1 {
		f, err := os.OpenFile(path, os.O_WRONLY|noWaiting, 0)
		if err == nil {
			err = errors.Join(wipe(f, info.Size()), f.Close())
		}
		if err != nil {
			return err
		}
	}
	return os.Remove(path)
}
