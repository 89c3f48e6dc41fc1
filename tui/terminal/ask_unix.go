//go:build unix

package terminal

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// Ask asks the terminal, for so long at most. What was typed meanwhile is lost; the
// terminal is as it was afterwards.
func Ask(in, out *os.File, within time.Duration) Answers {
	fd := int(in.Fd())
	if !term.IsTerminal(fd) || !term.IsTerminal(int(out.Fd())) {
		return Answers{}
	}
	before, err := term.MakeRaw(fd)
	if err != nil {
		return Answers{}
	}
	defer func() { _ = term.Restore(fd, before) }()
	if _, err := out.Write(Questions()); err != nil {
		return Answers{}
	}
	return listen(fd, time.Now().Add(within))
}

// listen reads until the last answer is there, or it is too late for it.
func listen(fd int, until time.Time) Answers {
	var came []byte
	buf := make([]byte, 256)
	for {
		left := time.Until(until)
		if left <= 0 || Read(came).Answered {
			return Read(came)
		}
		ready := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
		n, err := unix.Poll(ready, int(left/time.Millisecond)+1)
		if err == unix.EINTR || err == nil && n == 0 {
			continue // a read would wait for ever
		}
		if err == nil {
			n, err = unix.Read(fd, buf)
		}
		if err != nil || n == 0 {
			return Read(came)
		}
		came = append(came, buf[:n]...)
	}
}
