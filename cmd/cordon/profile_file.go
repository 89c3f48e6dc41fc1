package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"cordon/playbook"
	"cordon/playbooks"
	"cordon/tui"
)

// A profileFile is the profile of the organisation as the screens see it.
type profileFile struct {
	library playbooks.Library
	path    string
}

// Profile implements [tui.Office].
func (o profileFile) Profile() (*playbook.Organisation, error) { return playbooks.Organisation(o.path) }

// Questions implements [tui.Office].
func (o profileFile) Questions() []playbook.ProfileQuestion { return o.library.ProfileQuestions() }

// Save implements [tui.Office].
func (o profileFile) Save(source []byte) error {
	if err := os.MkdirAll(filepath.Dir(o.path), 0o700); err != nil {
		return err
	}
	err := createFile(o.path, source)
	if is[existsError](errors.Unwrap(err)) || is[existsError](err) {
		return &fs.PathError{Op: "write", Path: o.path, Err: os.ErrExist}
	}
	return err
}

// Path implements [tui.Office].
func (o profileFile) Path() string { return o.path }

// profileUse translates --profile.
func profileUse(answer string) tui.ProfileUse {
	switch answer {
	case "yes":
		return tui.ProfileYes
	case "no":
		return tui.ProfileNo
	}
	return tui.ProfileAsk
}
