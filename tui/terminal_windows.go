package tui

import (
	"os"

	"golang.org/x/sys/windows"
)

// sequences has the console understand escape sequences, and send keys as such.
func sequences(in, out *os.File) error {
	if err := addMode(in, windows.ENABLE_VIRTUAL_TERMINAL_INPUT); err != nil {
		return err
	}
	return addMode(out, windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING|windows.DISABLE_NEWLINE_AUTO_RETURN)
}

func addMode(console *os.File, flags uint32) error {
	var mode uint32
	if err := windows.GetConsoleMode(windows.Handle(console.Fd()), &mode); err != nil {
		return err
	}
	return windows.SetConsoleMode(windows.Handle(console.Fd()), mode|flags)
}

// notifyResized does nothing: the console sends the size of the window as it
// sends keys.
func notifyResized(chan<- os.Signal) {}
