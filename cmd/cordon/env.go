package main

import (
	"bufio"
	"io"
	"os"
	"os/user"
	"strings"
	"time"

	"golang.org/x/term"

	"cordon/store/sealed"
)

// An env is the world a command acts in. Commands take it whole and touch
// nothing else, so a test can hand them a world of its own.
type env struct {
	in  io.Reader
	out *bufio.Writer // flushed at the end, and before words go to err
	// screen is what out writes to, for the editor of the person; nil is none.
	screen io.Writer
	err    io.Writer
	// inTTY and outTTY tell whether a person is at the other end.
	inTTY, outTTY bool
	getenv        func(string) string
	environ       []string
	now           func() time.Time
	login         func() string // the name the system knows the person by, or ""
	home          func() string // the home of the account, as the system knows it, or ""; nil knows none
	rand          io.Reader     // where ids come from; nil means crypto/rand
	build         string        // names this build of the program; empty means that it has no name
	flags         *flags        // the global flags, once parsed
	ring          *sealed.Ring  // opens locked stores
}

// system returns the world of the real program.
func system() env {
	return env{
		in: os.Stdin, out: bufio.NewWriter(os.Stdout), screen: os.Stdout, err: os.Stderr,
		inTTY:  term.IsTerminal(int(os.Stdin.Fd())),
		outTTY: term.IsTerminal(int(os.Stdout.Fd())),
		getenv: os.Getenv, environ: os.Environ(),
		now: time.Now, login: login, home: accountHome, build: buildName(os.Executable()),
	}
}

// accountHome returns the home of the account that the program runs as.
func accountHome() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.HomeDir
}

// login returns the name of the person at the system, without the domain that
// Windows puts before it.
func login() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username[strings.LastIndexByte(u.Username, '\\')+1:]
}
