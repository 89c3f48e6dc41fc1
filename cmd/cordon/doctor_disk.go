package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"cordon/playbook/words"
	"cordon/store"
	"cordon/tui"
	"cordon/tui/terminal"
)

// Below these there is too little room for a night, or hardly any.
const (
	roomToLook = 1 << 30
	roomNeeded = 64 << 20
)

// checkDisk tries whether files can be locked, mapped and written where the runs
// are, and how much room there is.
func checkDisk(e env, _ terminal.Answers) []tui.Check {
	const name, elsewhere = "disk", "Name a file on a disk of this machine: --store, or CORDON_STORE."
	dir := standing(filepath.Dir(e.storePath()))
	if err := store.Try(dir); errors.Is(err, fs.ErrPermission) {
		return one(name, tui.CheckBad, "Nothing can be written in "+dir+".", elsewhere)
	} else if err != nil {
		return one(name, tui.CheckBad, dir+": "+err.Error(), elsewhere)
	}
	const works = "Locks and memory maps work"
	free, known := store.Space(dir)
	switch {
	case !known:
		return one(name, tui.CheckOK, works+". How much room there is, this system does not say.", "")
	case free < roomNeeded:
		return one(name, tui.CheckBad, works+", but there is hardly any room: "+words.Bytes(int64(free))+".", "Free some space, or name a file on another disk.")
	case free < roomToLook:
		return one(name, tui.CheckLook, works+". There is little room for evidence: "+words.Bytes(int64(free))+".", "Free some space.")
	}
	return one(name, tui.CheckOK, works+", "+words.Bytes(int64(free))+" free.", "")
}

// standing returns a folder, or the nearest one above it that is there.
func standing(dir string) string {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			return dir
		}
		dir = above
	}
}
