package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

const (
	// nameHolds is how long an answer holds in a session: longer than a night.
	nameHolds = 16 * time.Hour
	// nameKnown is how long a name is offered to those who come later.
	nameKnown = 90 * 24 * time.Hour
)

// names are the answers to who is at the keyboard, each in a file that is called by
// its session. A session is one login: who comes next on the same account is
// somebody else until they say so.
type names struct {
	dir, session string
	now          time.Time
}

func (e env) names() names {
	return names{dir: under(e.stateDir(), "names"), session: e.session(), now: e.now()}
}

// stateDir is where the program keeps what is not worth a backup.
func (e env) stateDir() string {
	if runtime.GOOS == "windows" {
		return under(e.getenv("LOCALAPPDATA"), "cordon")
	}
	return under(e.xdg("XDG_STATE_HOME", ".local/state"), "cordon")
}

// session names the login that the program runs in, or is empty: the connection of
// SSH, which also those who share a tmux bring along, or else what the system
// calls a session.
func (e env) session() string {
	if connection := e.getenv("SSH_CONNECTION"); connection != "" {
		return "ssh " + connection
	}
	return loginSession()
}

func (n names) file() string {
	if n.dir == "" || n.session == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(n.session))
	return filepath.Join(n.dir, hex.EncodeToString(sum[:8]))
}

// kept returns what was answered in this session, or "".
func (n names) kept() string {
	name, at := readName(n.file())
	if n.now.Sub(at) > nameHolds {
		return ""
	}
	return name
}

// readName reads a file of a name. It returns no name if it holds none.
func readName(path string) (string, time.Time) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 200 {
		return "", time.Time{}
	}
	text, err := os.ReadFile(path)
	name := strings.TrimSpace(string(text))
	if err != nil || run.CheckName(name) != nil {
		return "", time.Time{}
	}
	return name, info.ModTime()
}

// files are those of all sessions. Where there is no place for them there are none:
// what lies in the folder that the program happens to run in is no name.
func (n names) files() []string {
	if n.dir == "" {
		return nil
	}
	files, _ := filepath.Glob(filepath.Join(n.dir, "*"))
	return files
}

// all returns the names that were answered lately, by anybody.
func (n names) all() (all []string) {
	for _, file := range n.files() {
		if name, at := readName(file); name != "" && n.now.Sub(at) < nameKnown {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// keep keeps the answer for this session.
func (n names) keep(name string) error {
	file := n.file()
	if file == "" {
		return errors.New("there is no place to keep the name in")
	}
	if err := os.MkdirAll(n.dir, 0o700); err != nil {
		return err
	}
	n.sweep()
	if err := replaceFile(file, []byte(name+"\n")); err != nil {
		return err
	}
	return os.Chtimes(file, n.now, n.now)
}

// sweep removes the names that are offered no more.
func (n names) sweep() {
	for _, file := range n.files() {
		if info, err := os.Lstat(file); err == nil && info.Mode().IsRegular() && n.now.Sub(info.ModTime()) > nameKnown {
			_ = os.Remove(file)
		}
	}
}
