package store

import (
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
	dir := x.store.EvidenceDir()
	names, err := copiesOf(dir, kindOfCopies(x.from))
	if err != nil || len(names) == 0 {
		return err
	}
	switch other, err := x.store.neighbour(); {
	case err != nil:
		return err
	case other != "":
		return fmt.Errorf("%s: %w. Nothing was changed. Move it to a folder of its own first, with the copies that it needs", other, ErrShared)
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

// copiesOf returns the names of the copies of a kind.
func copiesOf(dir, kind string) (names []string, err error) {
	all, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range all {
		if _, have, ok := splitCopyName(entry.Name()); ok && have == kind && entry.Type().IsRegular() {
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
	written, err := x.rewrite(root, name, temp)
	x.store.moment()
	if err == nil {
		var again string
		if again, err = digestIn(root, temp, x.to); err == nil && again != written {
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
func (x *turning) rewrite(root *os.Root, name, temp string) (digest string, err error) {
	from, err := openIn(root, name, x.from)
	if err != nil {
		return "", err
	}
	defer from.Close()
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	defer f.Close()
	to, end, err := sealing(f, x.to)
	if err != nil {
		return "", err
	}
	if digest, _, err = copyAll(to, from); err != nil {
		return "", err
	}
	return digest, errors.Join(end(), f.Sync())
}

func digestIn(root *os.Root, name string, key *sealed.Key) (string, error) {
	r, err := openIn(root, name, key)
	if err != nil {
		return "", err
	}
	defer r.Close()
	digest, _, err := copyAll(io.Discard, r)
	return digest, err
}

// dropCopies removes the copies of one kind that are there in another kind too, and
// those that were not whole yet.
func (s *Store) dropCopies(kind, current string) error {
	dir := s.EvidenceDir()
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
		if _, err := os.Lstat(filepath.Join(dir, nameOfKind(digest, current))); err != nil {
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
