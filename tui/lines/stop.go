package lines

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// typed is a line, or why there is none.
type typed struct {
	line string
	err  error
}

// stopped is the end that somebody wants by ctrl+c, or the system by another
// signal. It is heeded at the next prompt: what was begun is written first.
type stopped struct{ signal os.Signal }

func (s stopped) Error() string { return "stopped by " + s.signal.String() }

// hungUp is what the program ends with when the terminal went away.
const hungUp = 129

// gone reports whether an error means that the terminal went away, which the system
// may say before it sends the signal.
func gone(err error) bool { return errors.Is(err, syscall.EIO) }

// code is what the program ends with then, as it does from the screens.
func (s stopped) code() int {
	switch s.signal {
	case syscall.SIGHUP:
		return hungUp
	case syscall.SIGINT:
		return 130
	}
	return 143
}

// listen hears who wants the program to end, until stop is called. Who asks a second
// time is not made to wait: the system ends the program then.
func (c *conversation) listen() (stop func()) {
	signals, over := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			c.ended <- s
		case <-over:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(over)
	}
}
