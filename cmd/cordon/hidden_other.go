//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package main

import (
	"os"

	"golang.org/x/term"
)

// hideTyping does nothing: here the terminal hides what is typed only once the
// question stands there.
func hideTyping(*os.File) (show func(), err error) { return func() {}, nil }

func readAnswer(in *os.File) ([]byte, error) { return term.ReadPassword(int(in.Fd())) }
