package store_test

import (
	"io"
	"strings"
	"testing"
	"time"
)

// TestStreamLocked: what comes as a stream is sealed in a locked store, also if the
// store is locked or unlocked before the stream ends.
func TestStreamLocked(t *testing.T) {
	for name, steps := range map[string][2]string{
		"locked": {"lock", ""}, "locked meanwhile": {"", "lock"}, "locked anew meanwhile": {"lock", "lock"}, "unlocked meanwhile": {"lock", "unlock"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVault(t)
			s := v.store()
			v.fill(s)
			turn := func(what string) {
				var err error
				switch what {
				case "lock":
					_, err = v.store().Lock(v.person.recipient)
				case "unlock":
					_, err = v.store().Unlock()
				}
				v.must(err)
			}
			turn(steps[0])
			ev, err := s.AttachStream("stream", io.MultiReader(strings.NewReader("Quokka-"), &meanwhile{do: func() { turn(steps[1]) }}, strings.NewReader("stream")), -1, time.Now())
			v.must(err)
			f, _, err := v.store().OpenEvidence(ev.SHA256)
			v.must(err)
			defer f.Close()
			if text, err := io.ReadAll(f); string(text) != "Quokka-stream" || err != nil {
				t.Errorf("the copy is %q, %v", text, err)
			}
			if copies := len(v.copies()); copies != 2 {
				t.Errorf("%d copies of evidence, want 2", copies)
			}
			locked, err := v.store().Locked()
			v.must(err)
			if plain := strings.Contains(v.raw(), "Quokka-stream"); plain == locked {
				t.Errorf("locked is %v, and the copy is open: %v", locked, plain)
			}
		})
	}
}

// meanwhile does something when it is read, and is empty.
type meanwhile struct{ do func() }

func (m *meanwhile) Read([]byte) (int, error) {
	m.do()
	return 0, io.EOF
}
