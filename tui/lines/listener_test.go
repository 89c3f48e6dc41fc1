package lines

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// A listener types lines and hears what is said, byte by byte, as somebody does
// who does not see the screen. It fails on what cannot be heard.
type listener struct {
	t     *testing.T
	lines []string // still to be typed
	out   bytes.Buffer
	heard int    // how much of it was heard
	typed string // the last line
	all   strings.Builder
	while func(line string) // something that happens while a line is typed
}

// Read types the next line. All that was said until now answers the one before.
func (l *listener) Read(p []byte) (int, error) {
	l.answered()
	if len(l.lines) == 0 {
		l.all.WriteString("\n")
		return 0, io.EOF
	}
	l.typed, l.lines = l.lines[0], l.lines[1:]
	if l.while != nil {
		before := l.out.Len()
		l.while(l.typed)
		if l.out.Len() != before {
			l.t.Errorf("while %q was typed, this was said: %q", l.typed, l.out.String()[before:])
		}
	}
	l.all.WriteString(l.typed + "\n")
	return copy(p, l.typed+"\n"), nil
}

// answered listens to an answer, which ends in a prompt.
func (l *listener) answered() {
	l.t.Helper()
	said := l.out.String()[l.heard:]
	l.heard = l.out.Len()
	l.all.WriteString(said)
	for _, wrong := range tuitest.Unheard(said) {
		l.t.Errorf("after %q: %s", l.typed, wrong)
	}
}

// Write hears.
func (l *listener) Write(p []byte) (int, error) { return l.out.Write(p) }

// talk leads a conversation about m and returns the transcript. Time goes on by a
// second with each look at the clock.
func talk(t *testing.T, m *fake.Memory, cfg screen.Config, lines ...string) string {
	t.Helper()
	l := &listener{t: t, lines: lines}
	return l.talk(m, cfg)
}

func (l *listener) talk(m *fake.Memory, cfg screen.Config) string {
	l.t.Helper()
	cfg.Reader, cfg.Writer, cfg.Library = m, m, m
	if cfg.By == "" {
		cfg.By = "maria"
	}
	now := fake.Began.Add(30 * time.Minute)
	if cfg.Now == nil {
		cfg.Now = func() time.Time {
			now = now.Add(10 * time.Millisecond)
			return now
		}
	}
	code, err := Run(cfg, l, l)
	if code != 0 || err != nil {
		l.t.Errorf("it ended with %d, %v", code, err)
	}
	end := l.out.String()[l.heard:]
	l.all.WriteString(strings.TrimPrefix(end, "\n"))
	return l.all.String()
}

// said fails if a transcript does not hold these, in their order.
func said(t *testing.T, transcript string, want ...string) {
	t.Helper()
	rest := transcript
	for _, text := range want {
		_, after, ok := strings.Cut(rest, text)
		if !ok {
			t.Fatalf("%q was not said, or too early:\n%s", text, transcript)
		}
		rest = after
	}
}
