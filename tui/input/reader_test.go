package input

import (
	"context"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// piped is a terminal that is written to by the test.
type piped struct{ *io.PipeReader }

func (p piped) Cancel() bool { return p.CloseWithError(os.ErrClosed) == nil }

// A rig is a Reader and the other end of its terminal.
type rig struct {
	reader *Reader
	keys   *io.PipeWriter
	sent   chan uv.Event
	lost   chan error
}

func newRig(t *testing.T) *rig {
	t.Helper()
	g := &rig{sent: make(chan uv.Event), lost: make(chan error, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	open := func() (Source, error) {
		var from *io.PipeReader
		from, g.keys = io.Pipe()
		return piped{from}, nil
	}
	send := func(event uv.Event) {
		select {
		case g.sent <- event:
		case <-ctx.Done():
		}
	}
	g.reader = NewReader(ctx, open, send, func(err error) { g.lost <- err })
	t.Cleanup(func() {
		g.reader.Stop()
		cancel()
	})
	if err := g.reader.Start(); err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *rig) types(t *testing.T, text string) {
	t.Helper()
	if _, err := io.WriteString(g.keys, text); err != nil {
		t.Fatal(err)
	}
}

// takes wants the next events to be these, and the last of them to come after
// some time.
func (g *rig) takes(t *testing.T, want string, after time.Duration) {
	t.Helper()
	began := time.Now()
	var events []uv.Event
	for told(events) != want {
		select {
		case event := <-g.sent:
			events = append(events, event)
		case <-time.After(time.Minute):
			t.Fatalf("events are %s, want %s", told(events), want)
		}
	}
	if took := time.Since(began); took != after {
		t.Errorf("%s came after %v, want %v", want, took, after)
	}
}

func TestReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRig(t)
		g.types(t, "a\x1b[A\x1b")
		g.takes(t, "a up", 0)
		g.takes(t, "esc", EscWithin)
		g.types(t, "\x1b[200~uuu")
		g.takes(t, `"uuu"`, PasteWithin)
		g.takes(t, "UNENDED", RestWithin-PasteWithin)
		g.types(t, "u")
		g.takes(t, "u", BurstWithin)
	})
}

// Another program has the terminal: nothing is read meanwhile, and what came
// before is sent on.
func TestReaderStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRig(t)
		g.types(t, "a\x1b")
		g.reader.Stop()
		if _, err := io.WriteString(g.keys, "x"); err == nil {
			t.Error("a key was taken after the terminal was let go")
		}
		if err := g.reader.Start(); err != nil {
			t.Fatal(err)
		}
		g.types(t, "b")
		g.takes(t, "a esc b", 0)
	})
}

// Ctrl+c is known when it is read, also where nobody takes what came before.
func TestReaderInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRig(t)
		pressed := make(chan (<-chan struct{}), 1)
		g.reader.Interrupted = func(heard <-chan struct{}) { pressed <- heard }
		g.types(t, "abc\x03")
		heard := <-pressed
		synctest.Wait()
		select {
		case <-heard:
			t.Error("ctrl+c is heard before the keys in front of it")
		default:
		}
		g.takes(t, "a b c ctrl+c", 0)
		<-heard
	})
}

func TestReaderIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRig(t)
		g.types(t, "a")
		_ = g.keys.CloseWithError(os.ErrDeadlineExceeded)
		g.takes(t, "a", 0)
		if err := <-g.lost; err != os.ErrDeadlineExceeded {
			t.Errorf("lost by %v", err)
		}
	})
}
