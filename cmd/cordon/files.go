package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/store"
)

// addOutput adds the flags that say where a text goes: see [env.deliver].
func addOutput(cmd *cobra.Command, file *string, force *bool) {
	cmd.Flags().StringVarP(file, "output", "o", "-", "`FILE` to write, or - for standard output")
	addForce(cmd, force)
}

func addForce(cmd *cobra.Command, force *bool) {
	cmd.Flags().BoolVar(force, "force", false, "overwrite the file if there is one")
}

// deliver writes text to a file, or to standard output if it is "-". A terminal
// does not get to obey it.
func (e env) deliver(text []byte, file string, force bool) error {
	switch {
	case file != "-":
		return e.save(file, text, force)
	case e.outTTY:
		text = []byte(inert.Text(string(text)))
	}
	_, err := e.out.Write(text)
	return err
}

// save writes a file, over another one only by force.
func (e env) save(file string, text []byte, force bool) error {
	if err := e.write(file, text, force); err != nil {
		return err
	}
	if e.flags.json {
		return e.json(struct {
			Path string `json:"path"`
		}{file})
	}
	e.say("Wrote %s, %s.", file, words.Plural(len(text), "byte", "bytes"))
	return nil
}

// write writes a file, over another one only by force, and never over the runs.
func (e env) write(file string, text []byte, force bool) error {
	if !force {
		return createFile(file, text)
	}
	if err := e.spares(file); err != nil {
		return err
	}
	return replaceFile(file, text)
}

// createFile writes a new file, which only its owner may read. It never writes
// over another.
func createFile(path string, text []byte) error {
	if err := hasPlace(path); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return refusedError{existsError(path)}
	}
	if err != nil {
		return err
	}
	if err := fill(f, text); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return store.SyncFolder(filepath.Dir(path))
}

// replaceFile writes a file in the place of another, whole or not at all. A link
// stays one, to the new file; what is no file, such as a device, stays what it is.
func replaceFile(path string, text []byte) error {
	path, err := replaceable(path)
	if err != nil {
		return err
	}
	f, err := store.NewFile(filepath.Dir(path))
	if refused, ok := errors.AsType[*fs.PathError](err); ok { // of a name that nobody gave
		return &fs.PathError{Op: "write", Path: path, Err: refused.Err}
	}
	if err != nil {
		return err
	}
	if err := fill(f, text); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return store.SyncFolder(filepath.Dir(path))
}

// replaceable returns where a file is to be written that may be there already.
func replaceable(path string) (string, error) {
	if err := hasPlace(path); err != nil {
		return "", err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return "", refusedError{fmt.Errorf("%s is no file that could be written over; nothing was written", path)}
	}
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	return path, nil
}

// spares refuses to write over the runs themselves, or over a copy of evidence, which
// nobody means by force, under whatever name they are reached.
func (e env) spares(path string) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil // there is nothing to spare
	}
	for own, of := range map[string]string{e.storePath(): real, e.look().EvidenceDir(): filepath.Dir(real)} {
		have, err := os.Stat(own)
		if err != nil {
			continue
		}
		if info, err := os.Stat(of); err == nil && os.SameFile(have, info) {
			return refusedError{fmt.Errorf("%s belongs to the runs, and is never written over; nothing was written", path)}
		}
	}
	return nil
}

// hasPlace says in words why no file can be at a path: it is a folder, or there is
// none to hold it.
func hasPlace(path string) error {
	if path == "" {
		return usagef("say which file to write, or - for standard output")
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return usagef("%s is a folder: say which file to write; nothing was written", path)
	}
	if dir := filepath.Dir(path); dir != "." {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return noFolderError(dir)
		}
	}
	return nil
}

// A noFolderError is a folder that is not there for a file.
type noFolderError string

func (e noFolderError) Error() string {
	return "there is no folder " + string(e) + "; nothing was written"
}

func (e noFolderError) Is(target error) bool { return target == fs.ErrNotExist }

// fill writes text and makes it durable.
func fill(f *os.File, text []byte) error {
	_, err := f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}
