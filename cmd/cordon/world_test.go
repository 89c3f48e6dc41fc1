package main

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A world is a place to run commands in, without a process for each.
type world struct {
	t       *testing.T
	vars    map[string]string
	stdin   string
	inTTY   bool
	outTTY  bool
	minutes int
	rand    io.Reader     // where ids come from; nil means crypto/rand
	home    func() string // of the account; nil knows none
	as      string        // the name at the system; empty is maria
}

func newWorld(t *testing.T) *world {
	home := t.TempDir()
	return &world{t: t, vars: map[string]string{
		"HOME": home, "LOCALAPPDATA": home, "APPDATA": home, "TERM": "xterm",
	}}
}

// run runs a command and returns what it printed and its exit code.
func (w *world) run(args ...string) (stdout, stderr string, code int) {
	var out, err bytes.Buffer
	now := time.Date(2026, 11, 21, 3, w.minutes, 0, 0, time.FixedZone("", 3600))
	w.minutes++
	e := w.env()
	e.in, e.out, e.err = strings.NewReader(w.stdin), bufio.NewWriter(&out), &err
	e.now = func() time.Time { return now }
	code = cordonMain(e, append([]string{}, args...)) // cobra takes nil for os.Args
	return out.String(), err.String(), code
}

// env returns the world as commands see it, but for what they read and write.
func (w *world) env() env {
	return env{
		inTTY: w.inTTY, outTTY: w.outTTY,
		getenv: func(name string) string { return w.vars[name] },
		login:  func() string { return cmp.Or(w.as, "maria") },
		flags:  &flags{},
		rand:   w.rand,
		home:   w.home,
	}
}

// must runs a command that has to go well, and returns what it printed.
func (w *world) must(args ...string) string {
	w.t.Helper()
	stdout, stderr, code := w.run(args...)
	if code != exitOK {
		w.t.Fatalf("cordon %s ended with %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// start starts a run and returns its id.
func (w *world) start(ref string) string {
	w.t.Helper()
	return strings.TrimSpace(w.must("start", ref, "--no-tui"))
}

// file writes a file and returns its path.
func (w *world) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	if err := createFile(path, []byte(text)); err != nil {
		w.t.Fatal(err)
	}
	return path
}
