package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"cordon/playbook/run"
)

// A Backed says what was backed up.
type Backed struct {
	Runs    int
	Entries uint64
	// HeadersOnly says that the store is locked and its key was not at hand: of the
	// entries only the headers were checked.
	HeadersOnly bool
}

// Backup copies the file as it is at one moment to a new file, while others go
// on, and checks every run of the copy before it appears under its name. The copy
// of a locked file is locked. Copies of evidence are not in it.
//
// An error that wraps [fs.ErrExist] means that there is such a file already.
func (s *Store) Backup(file string) (Backed, error) {
	if _, err := os.Lstat(file); err == nil {
		return Backed{}, &fs.PathError{Op: "create", Path: file, Err: fs.ErrExist}
	}
	dir := filepath.Dir(file)
	temp, err := NewFile(dir)
	if err != nil {
		return Backed{}, err
	}
	defer func() {
		_ = temp.Close()
		_ = os.Remove(temp.Name())
	}()
	err = s.keyless(func(t *txn) error {
		t.reading("the file as a whole", "", 0)
		_, err := io.Copy(temp, io.NewSectionReader(t.guard.file, 0, int64(t.guard.pages)*int64(t.guard.pageSize)))
		return err
	})
	if err != nil {
		return Backed{}, absent(err)
	}
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return Backed{}, err
	}
	done, err := New(temp.Name(), Options{ReadOnly: true, Ring: s.opts.Ring}).checkAll()
	if err != nil {
		return Backed{}, fmt.Errorf("the copy does not verify and was not kept: %w", err)
	}
	// A link, unlike a rename, never replaces a file.
	if err := os.Link(temp.Name(), file); errors.Is(err, fs.ErrExist) {
		return Backed{}, err
	} else if err != nil {
		if err := os.Rename(temp.Name(), file); err != nil {
			return Backed{}, err
		}
	}
	return done, syncDir(dir)
}

// checkAll checks every run, as far as the file can be read.
func (s *Store) checkAll() (done Backed, err error) {
	runs, err := s.VerifyAll()
	for _, sum := range runs {
		done.Runs++
		done.Entries += sum.Head.Seq
	}
	if !errors.Is(err, ErrLocked) {
		return done, err
	}
	chains, err := s.Chains()
	done = Backed{HeadersOnly: true}
	for _, c := range chains {
		done.Runs++
		done.Entries += c.Entries
		err = errors.Join(err, c.Err)
	}
	return done, err
}

// VerifyAll verifies every run and returns their summaries. The error is about
// all that do not verify.
func (s *Store) VerifyAll() ([]run.Summary, error) {
	runs, err := s.Runs()
	errs := []error{err}
	for _, sum := range runs {
		_, err := s.Verify(sum.ID)
		errs = append(errs, err)
	}
	return runs, errors.Join(errs...)
}
