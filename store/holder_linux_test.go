package store

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Who waits for a stopped process is told which one, and how to wake it.
func TestBusyNamesWhoIsStopped(t *testing.T) {
	s := open(t)
	cmd := child("hold", s.Path())
	out, err := cmd.StdoutPipe()
	_, unread := cmd.StdinPipe() // it holds the file until that is closed
	if err = errors.Join(err, unread, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	_, id, _ := strings.Cut(readLines(bufio.NewReader(out), 2)[1], " ")
	hasty := New(s.Path(), Options{Wait: time.Millisecond})
	for _, tt := range []struct {
		send syscall.Signal
		want string
	}{
		{syscall.SIGCONT, fmt.Sprintf("held by process %d. ", cmd.Process.Pid)},
		{syscall.SIGSTOP, fmt.Sprintf("held by process %d, which is stopped. To let that go on: fg in its terminal, or kill -CONT %[1]d. ", cmd.Process.Pid)},
	} {
		if err := cmd.Process.Signal(tt.send); err != nil {
			t.Fatal(err)
		}
		if tt.send == syscall.SIGSTOP {
			var how syscall.WaitStatus
			if _, err := syscall.Wait4(cmd.Process.Pid, &how, syscall.WUNTRACED, nil); err != nil || !how.Stopped() {
				t.Fatalf("the child has not stopped: %v, %v", how, err)
			}
		}
		if _, err := hasty.Load(id); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Load = %v, want that it is %s", err, tt.want)
		}
	}
}
