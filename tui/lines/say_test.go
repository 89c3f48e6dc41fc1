package lines

import "testing"

// TestClean wants times, marks and what stood apart as somebody would say them.
func TestClean(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2h 05m left", "2 hours 5 minutes left"},
		{"1d 01h OVERDUE", "1 day 1 hour overdue"},
		{"1m 40s left", "1 minute 40 seconds left"},
		{"open 15m at the earliest", "open 15 minutes at the earliest"},
		{"0m left", "0 minutes left"},
		{"entry #12, and #7", "entry 12, and number 7"},
		{"done   next", "done. next"},
		{"Phase 1:   2/9", "Phase 1: 2 of 9"},
		{"https://a.example/1/2", "https://a.example/1/2"},
		{"\u250c\u2500\u2510 a\tb", "a b"},
		{"a\x1b[2Jb", `a\x1b[2Jb`},
		{"at 03:10, for 72 hours", "at 03:10, for 72 hours"},
	}
	for _, tt := range tests {
		if got := clean(tt.text, true); got != tt.want {
			t.Errorf("clean(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
