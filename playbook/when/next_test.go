package when

import (
	"strings"
	"testing"
	"time"
)

// TestNext: a time that is yet to come, seen from 03:00 in Berlin.
func TestNext(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 3, 0, 30, 0, berlin)
	for _, tt := range []struct{ text, want, note string }{
		{"04:10", "2026-11-21T04:10:00+01:00", ""},
		{"3:05", "2026-11-21T03:05:00+01:00", ""},
		{"02:50", "2026-11-22T02:50:00+01:00", "tomorrow"},
		{"3:00", "2026-11-22T03:00:00+01:00", "tomorrow"},
		{"4 pm", "", "is not a time"},
		{"4:00 pm", "2026-11-21T16:00:00+01:00", ""},
		{"04:10 +0000", "2026-11-21T04:10:00Z", ""},
		{"+15m", "2026-11-21T03:15:30+01:00", ""},
		{"in 1 hour", "2026-11-21T04:00:30+01:00", ""},
		{"In 90 min", "2026-11-21T04:30:30+01:00", ""},
		{"+2d", "2026-11-23T03:00:30+01:00", ""},
		{"tomorrow 09:00", "2026-11-22T09:00:00+01:00", ""},
		{"2026-11-23 09:00", "2026-11-23T09:00:00+01:00", ""},
		{"2026-11-20 09:00", "", `"2026-11-20 09:00" is past: it is 2026-11-21 03:00 now. Write it like 04:10, +15m or 2026-11-21 04:10`},
		{"now", "", "is past"},
		{"-15m", "", "is past"},
		{"+0m", "", "is past"},
		{"soon", "", "is not a time"},
		{"15m", "", `did you mean "in 15m"?`},
		{"2 hours", "", `did you mean "in 2 hours"?`},
		{"", "", "is not a time"},
	} {
		r, err := Next(tt.text, now)
		switch {
		case tt.want == "":
			if err == nil || !strings.Contains(err.Error(), tt.note) {
				t.Errorf("Next(%q) = %v, %v, want an error with %q", tt.text, r.Time, err, tt.note)
			}
		case err != nil || r.Time.Format(time.RFC3339) != tt.want || r.Note != tt.note:
			t.Errorf("Next(%q) = %s, %q, %v, want %s, %q", tt.text, r.Time.Format(time.RFC3339), r.Note, err, tt.want, tt.note)
		}
	}
}
