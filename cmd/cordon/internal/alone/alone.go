// Package alone keeps libraries from running programs before main begins.
//
// Lip Gloss asks tmux for its colors while it is initialised, by running it,
// whenever standard output is a terminal inside tmux. That would break the
// promise that Cordon runs nothing but what it is asked to run, and a tmux
// that hangs would keep it from starting.
//
// So this package takes from the environment what says that there is a tmux,
// and [Restore] puts it back. It comes first because Go initialises packages
// in the order of their import paths, as far as their own imports allow: this
// one imports nothing but the standard library, and "cordon/…" comes before
// "github.com/…", which Lip Gloss waits for.
package alone

import "os"

// variable is what tells that there is a tmux.
const variable = "TMUX"

var socket, inside = hide()

func hide() (value string, ok bool) {
	value, ok = os.LookupEnv(variable)
	if ok {
		_ = os.Unsetenv(variable)
	}
	return value, ok
}

// Restore puts the environment back as it was. Call it first in main.
func Restore() {
	if inside {
		_ = os.Setenv(variable, socket)
	}
}
