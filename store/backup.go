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

// Backup copies the file as it is at one moment to a new file, while others go
// on, and checks every run of the copy before it appears under its name. It
// returns the summaries of the runs in it. Copies of evidence are not in it.
//
// An error that wraps [fs.ErrExist] means that there is such a file already.
func (s *Store) Backup(file string) ([]run.Summary, error) {
	if _, err := os.Lstat(file); err == nil {
		return nil, &fs.PathError{Op: "create", Path: file, Err: fs.ErrExist}
	}
	dir := filepath.Dir(file)
	temp, err := NewFile(dir)
	if err != nil {
		return nil, err
	}
	defer func() {
		_ = temp.Close()
		_ = os.Remove(temp.Name())
	}()
	err = s.view(func(t *txn) error {
		t.reading("the file as a whole", "", 0)
		_, err := io.Copy(temp, io.NewSectionReader(t.guard.file, 0, int64(t.guard.pages)*int64(t.guard.pageSize)))
		return err
	})
	if err != nil {
		return nil, absent(err)
	}
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return nil, err
	}
	runs, err := New(temp.Name(), Options{ReadOnly: true}).VerifyAll()
	if err != nil {
		return nil, fmt.Errorf("the copy does not verify and was not kept: %w", err)
	}
	// A link, unlike a rename, never replaces a file.
	if err := os.Link(temp.Name(), file); errors.Is(err, fs.ErrExist) {
		return nil, err
	} else if err != nil {
		if err := os.Rename(temp.Name(), file); err != nil {
			return nil, err
		}
	}
	return runs, syncDir(dir)
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
