package store

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// TestAttachStream reads what comes from no file. It is kept whole or not at all.
func TestAttachStream(t *testing.T) {
	now := time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)
	s := open(t)
	begin(t, s)
	ev, err := s.AttachStream("auth.log", iotest.OneByteReader(strings.NewReader("one\n")), 4, now)
	if err != nil || ev.Size != 4 || !ev.Kept || ev.Path != Streamed || !ev.Modified.Equal(now) || ev.SHA256 != "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806" {
		t.Fatalf("AttachStream = %+v, %v", ev, err)
	}
	copied, size, err := s.OpenEvidence(ev.SHA256)
	if err != nil || size != 4 {
		t.Fatalf("OpenEvidence = %d bytes, %v", size, err)
	}
	defer copied.Close()
	if text, err := io.ReadAll(copied); err != nil || string(text) != "one\n" {
		t.Errorf("the copy is %q, %v", text, err)
	}
	broken := errors.New("the pipe broke")
	for name, tt := range map[string]struct {
		from  io.Reader
		limit int64
		want  string
	}{
		"one byte too many": {strings.NewReader("two\n!"), 4, "nobody else has them"},
		"nothing":           {strings.NewReader(""), 4, ErrNothingCame.Error()},
		"it breaks":         {io.MultiReader(strings.NewReader("two"), iotest.ErrReader(broken)), -1, broken.Error()},
	} {
		if ev, err := s.AttachStream("x", tt.from, tt.limit, now); err == nil || !strings.Contains(err.Error(), tt.want) || ev.SHA256 != "" {
			t.Errorf("%s: AttachStream = %+v, %v, want %q", name, ev, err, tt.want)
		}
	}
	if left, err := os.ReadDir(s.EvidenceDir()); err != nil || len(left) != 1 {
		t.Errorf("the folder of copies holds %d files, %v, want one", len(left), err)
	}
}
