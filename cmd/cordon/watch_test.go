package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// A sentry is a store with an overdue deadline in it, and what became of its
// surroundings.
type sentry struct {
	*world
	store string
}

// newSentry starts a run whose deadline is long over, in the default store or,
// if it is named, in another.
func newSentry(t *testing.T, named bool) sentry {
	w := sentry{world: newWorld(t)}
	w.store = w.env().storePath()
	if named {
		w.store = filepath.Join(t.TempDir(), "runs.db")
		w.vars["CORDON_STORE"] = w.store
	}
	id := strings.TrimSpace(w.must("start", "testdata/timed.yaml", "--no-tui"))
	w.must("record", id, "aware_at=2026-11-01 03:00 +01:00")
	w.must("clock", "confirm", id, "authority", "--because", "it is so")
	return w
}

// check runs what a watchdog runs.
func (w sentry) check() (said string, code int) {
	stdout, stderr, code := w.run("status", "--check")
	return stdout + stderr, code
}

func (w sentry) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// breakages are what can be wrong around status --check, with the exit code that
// says so and the words that help.
func breakages() []breakage {
	return []breakage{
		{name: "nothing is wrong", code: exitOverdue, says: "OVERDUE"},
		{name: "no HOME, but the account has one", code: exitOverdue, says: "OVERDUE", hurt: func(w *sentry) {
			home := w.vars["HOME"]
			delete(w.vars, "HOME")
			w.home = func() string { return home }
		}},
		{name: "no HOME anywhere", code: exitUsage, says: "Set HOME, or name the file of runs", pathless: true, hurt: func(w *sentry) { delete(w.vars, "HOME") }},
		{name: "a HOME that is no path", code: exitUsage, says: "Set HOME, or name the file of runs", pathless: true, hurt: func(w *sentry) { w.vars["HOME"] = "here" }},
		{name: "a typo in its name", named: true, code: exitNotFound, says: "Correct --store or CORDON_STORE", hurt: func(w *sentry) {
			w.store += "x"
			w.vars["CORDON_STORE"] = w.store
		}},
		{name: "emptied", named: true, code: exitNotFound, says: "Look for a backup", hurt: func(w *sentry) { w.do(os.Truncate(w.store, 0)) }},
		{name: "emptied, not named", code: exitCheck, says: "Look for a backup", hurt: func(w *sentry) { w.do(os.Truncate(w.store, 0)) }},
		{name: "no run in it", named: true, code: exitNotFound, says: "no run is in it", hurt: func(w *sentry) {
			w.change(func(tx *bbolt.Tx) error {
				for _, name := range []string{"runs"} {
					if err := tx.DeleteBucket([]byte(name)); err != nil {
						return err
					}
					if _, err := tx.CreateBucket([]byte(name)); err != nil {
						return err
					}
				}
				return nil
			})
		}},
		{name: "gone with its folder", named: true, code: exitNotFound, says: "Correct --store", hurt: func(w *sentry) { w.do(os.RemoveAll(filepath.Dir(w.store))) }},
		{name: "not there yet", code: exitOK, says: "no deadline was looked at", hurt: func(w *sentry) { w.do(os.Remove(w.store)) }},
		{name: "held by another", named: true, code: exitBusy, says: "Try again", hurt: func(w *sentry) {
			db, err := bbolt.Open(w.store, 0o600, &bbolt.Options{Timeout: time.Second})
			w.do(err)
			w.t.Cleanup(func() { db.Close() })
		}},
		{name: "a folder in its place", named: true, code: exitFailed, says: "Name the file of runs with --store", hurt: func(w *sentry) {
			w.do(os.Remove(w.store))
			w.do(os.Mkdir(w.store, 0o700))
		}},
		{name: "a file in the place of its folder", named: true, code: exitFailed, says: "not a directory", hurt: func(w *sentry) {
			w.store = filepath.Join(w.store, "runs.db")
			w.vars["CORDON_STORE"] = w.store
		}},
		{name: "a device", named: true, code: exitFailed, says: "Name the file of runs with --store", hurt: func(w *sentry) {
			w.store = os.DevNull
			w.vars["CORDON_STORE"] = w.store
		}},
		{name: "damaged", named: true, code: exitCheck, says: "cordon salvage", hurt: func(w *sentry) {
			file, err := os.ReadFile(w.store)
			w.do(err)
			clear(file[:2*wholePage])
			w.do(os.WriteFile(w.store, file, 0o600))
		}},
		{name: "cut short", named: true, code: exitCheck, says: "cordon salvage", hurt: func(w *sentry) { w.do(os.Truncate(w.store, 3*wholePage)) }},
		{name: "text in its place", named: true, code: exitCheck, says: "cordon salvage", hurt: func(w *sentry) {
			w.do(os.WriteFile(w.store, bytes.Repeat([]byte("no store\n"), 1000), 0o600))
		}},
		{name: "of a newer version", named: true, code: exitFailed, says: "Use the newer version", hurt: func(w *sentry) {
			w.change(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("format"), []byte("99")) })
		}},
		{name: "a zone that means nothing", named: true, code: exitUsage, says: `"Europe/Berlyn" is not a time zone`, pathless: true, hurt: func(w *sentry) { w.vars["TZ"] = "Europe/Berlyn" }},
		{name: "a playbook folder that is none", code: exitOverdue, says: "OVERDUE", hurt: func(w *sentry) {
			dir := w.env().library().Dir
			w.do(os.MkdirAll(filepath.Dir(dir), 0o700))
			w.do(os.WriteFile(dir, nil, 0o600))
		}},
	}
}

// A breakage is one thing that is wrong, with what is to be said of it.
type breakage struct {
	name     string
	named    bool // the store is named, and not the default one
	code     int
	says     string
	pathless bool // there is no path to say
	hurt     func(w *sentry)
}

func (w *sentry) change(fn func(*bbolt.Tx) error) {
	w.t.Helper()
	db, err := bbolt.Open(w.store, 0o600, &bbolt.Options{Timeout: time.Second})
	w.do(err)
	w.do(db.Update(fn))
	w.do(db.Close())
}

// TestWatchdog breaks the surroundings of status --check in every way. It never
// ends with 0 in silence; it says which file it is about, and what to do.
func TestWatchdog(t *testing.T) {
	for _, b := range append(breakages(), breakagesOfSystem()...) {
		t.Run(b.name, func(t *testing.T) {
			w := newSentry(t, b.named)
			if b.hurt != nil {
				b.hurt(&w)
			}
			said, code := w.check()
			if code != b.code || !strings.Contains(said, b.says) {
				t.Errorf("status --check ends with %d and says %q, want %d and %q", code, said, b.code, b.says)
			}
			if code != exitOverdue && !b.pathless && !strings.Contains(said, w.store) {
				t.Errorf("status --check says %q, want the path %s in it", said, w.store)
			}
		})
	}
}

// TestWatchdogIgnoresDrills: the deadline of a drill is invented, so it wakes
// nobody.
func TestWatchdogIgnoresDrills(t *testing.T) {
	w := sentry{world: newWorld(t)}
	id := strings.TrimSpace(w.must("start", "testdata/timed.yaml", "--no-tui", "--drill"))
	w.must("record", id, "aware_at=2026-11-01 03:00 +01:00")
	for _, args := range [][]string{{"status", "--check"}, {"status", id, "--check"}} {
		stdout, stderr, code := w.run(args...)
		if code != exitOK || !strings.Contains(stdout, "DRILL") || !strings.Contains(stderr, "only drills are open, whose deadlines do not count") {
			t.Errorf("%v ends with %d and says %q, %q", args, code, stdout, stderr)
		}
	}
}

// TestNoRelativeStore: without a home, nothing is read from or written to the
// folder that the program happens to run in.
func TestNoRelativeStore(t *testing.T) {
	t.Chdir(t.TempDir())
	w := newWorld(t)
	delete(w.vars, "HOME")
	for _, args := range [][]string{{"ls"}, {"start", "lost-device", "--no-tui"}, {"paths"}, {"status"}, {"organisation", "new"}} {
		if _, stderr, code := w.run(args...); code != exitUsage || !strings.Contains(stderr, "Set HOME") {
			t.Errorf("%v without a home ends with %d: %s", args, code, stderr)
		}
	}
	w.must("playbook", "ls")
	w.vars["CORDON_STORE"] = "here.db"
	w.must("start", "lost-device", "--no-tui")
	left, err := os.ReadDir(".")
	if err != nil || len(left) != 1 || left[0].Name() != "here.db" {
		t.Errorf("left in the folder: %v, %v, want only what was asked for", left, err)
	}
}
