package main

import (
	"errors"
	"io/fs"
	"os"

	"cordon/playbook/words"
	"cordon/store"
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkStore says where the runs are, and whether they can be read.
func checkStore(e env, _ terminal.Answers) []tui.Check {
	const name = "store"
	path := e.storePath()
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && e.storeNamed() != "":
		return one(name, tui.CheckLook, path+" is not there, and it was named. It would be made by the next start.", "If there are runs elsewhere, name their file: --store, or CORDON_STORE.")
	case errors.Is(err, fs.ErrNotExist):
		return one(name, tui.CheckOK, path+", which the first run makes.", "")
	case err != nil:
		return one(name, tui.CheckBad, err.Error(), "Work as the account that the file belongs to, or name another file: --store.")
	}
	runs, err := e.look().Runs()
	if errors.Is(err, store.ErrLocked) {
		return one(name, tui.CheckLook, err.Error()+".", "With a passphrase: try it with cordon ls. With a key: --identity FILE, or CORDON_IDENTITY=FILE.")
	}
	if err != nil {
		return one(name, tui.CheckBad, err.Error(), "See what can be read: cordon verify --all.")
	}
	if left, err := e.look().Left(); err == nil && left {
		return one(name, tui.CheckLook, path+" was locked or unlocked, and what it was before is not all removed.", "The next change removes it. If this stays, see whether files in that folder can be removed.")
	}
	text := path + ", yours alone, with " + words.Plural(len(runs), "run", "runs") + "."
	if info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		return one(name, tui.CheckLook, path+" can be read by others on this machine.", "To make it yours alone: chmod 600 FILE.")
	}
	return one(name, tui.CheckOK, text, "")
}
