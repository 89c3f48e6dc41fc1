//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// hideTyping keeps a terminal from showing what is typed, until show is called or a
// signal ends the program. Ctrl+z does nothing meanwhile: the terminal would go to
// the shell as it is, and come back as the shell left it.
func hideTyping(in *os.File) (show func(), err error) {
	fd := int(in.Fd())
	before, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	signal.Ignore(syscall.SIGTSTP)
	var ending sync.Mutex // a signal that ends the program keeps it
	asBefore := func() { _ = unix.IoctlSetTermios(fd, setTermios, before) }
	go func() {
		for sig := range signals {
			ending.Lock()
			asBefore()
			signal.Reset(sig)
			_ = syscall.Kill(os.Getpid(), sig.(syscall.Signal))
		}
	}()
	show = func() {
		asBefore()
		signal.Stop(signals)
		close(signals)
		signal.Reset(syscall.SIGTSTP)
	}
	hidden := *before
	hidden.Lflag = hidden.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	hidden.Iflag |= unix.ICRNL
	ending.Lock()
	defer ending.Unlock()
	if err := unix.IoctlSetTermios(fd, setTermios, &hidden); err != nil {
		show()
		return nil, err
	}
	return show, nil
}

// readAnswer reads a line from a terminal that hides what is typed.
func readAnswer(in *os.File) ([]byte, error) {
	line, err := readLine(in)
	if errors.Is(err, io.EOF) && line != "" {
		err = nil
	}
	return []byte(line), err
}
