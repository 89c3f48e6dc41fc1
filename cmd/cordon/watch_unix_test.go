//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
)

// breakagesOfSystem are those that only Unix knows.
func breakagesOfSystem() []breakage {
	all := []breakage{
		{name: "a pipe in its place", named: true, code: exitFailed, says: "Name the file of runs with --store", hurt: func(w *sentry) {
			w.do(os.Remove(w.store))
			w.do(syscall.Mkfifo(w.store, 0o600))
		}},
		{name: "open to everybody", named: true, code: exitRefused, says: "chmod 600", hurt: func(w *sentry) { w.do(os.Chmod(w.store, 0o666)) }},
		{name: "a folder that may only be read", named: true, code: exitOverdue, says: "OVERDUE", hurt: func(w *sentry) {
			dir := filepath.Dir(w.store)
			w.do(os.Chmod(w.store, 0o400))
			w.do(os.Chmod(dir, 0o500))
			w.t.Cleanup(func() { os.Chmod(dir, 0o700) })
		}},
		{name: "a link that leads nowhere", named: true, code: exitNotFound, says: "Correct --store", hurt: func(w *sentry) {
			w.do(os.Rename(w.store, w.store+".old"))
			w.do(os.Symlink(w.store+".gone", w.store))
		}},
	}
	if os.Geteuid() == 0 {
		return all // root may read everything
	}
	return append(all,
		breakage{name: "not to be read", named: true, code: exitFailed, says: "work as that account", hurt: func(w *sentry) { w.do(os.Chmod(w.store, 0)) }},
		breakage{name: "in a folder not to be looked into", named: true, code: exitFailed, says: "work as that account", hurt: func(w *sentry) {
			dir := filepath.Dir(w.store)
			w.do(os.Chmod(dir, 0))
			w.t.Cleanup(func() { os.Chmod(dir, 0o700) })
		}},
	)
}
