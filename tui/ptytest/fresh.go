//go:build unix

package ptytest

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// startFresh starts a program that takes signals as one does that a person
// starts in a terminal. Under nohup the test ignores hanging up, in the
// background of a script it ignores interrupts, and a program would inherit
// that. A signal that the test catches while it starts the program is at its
// default there.
func startFresh(cmd *exec.Cmd) error {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP, syscall.SIGINT)
	err := cmd.Start()
	signal.Stop(caught)
	select {
	case sig := <-caught: // it was for the test, which takes it as before
		_ = syscall.Kill(os.Getpid(), sig.(syscall.Signal))
	default:
	}
	return err
}
