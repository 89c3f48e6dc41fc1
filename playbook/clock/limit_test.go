package clock_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"cordon/playbook/clock"
)

func TestParseLimit(t *testing.T) {
	for _, row := range []struct {
		text string
		want clock.Limit
		back string // how it is written back
	}{
		{"72 hours", clock.Limit{N: 72, Unit: clock.Hour}, "72 hours"},
		{"72h", clock.Limit{N: 72, Unit: clock.Hour}, "72 hours"},
		{" 72  Hours ", clock.Limit{N: 72, Unit: clock.Hour}, "72 hours"},
		{"1 hour", clock.Limit{N: 1, Unit: clock.Hour}, "1 hour"},
		{"1 hours", clock.Limit{N: 1, Unit: clock.Hour}, "1 hour"},
		{"90 min", clock.Limit{N: 90, Unit: clock.Minute}, "90 minutes"},
		{"30 minutes", clock.Limit{N: 30, Unit: clock.Minute}, "30 minutes"},
		{"30 days", clock.Limit{N: 30, Unit: clock.Day}, "30 days"},
		{"30 calendar days", clock.Limit{N: 30, Unit: clock.Day}, "30 days"},
		{"4 business days", clock.Limit{N: 4, Unit: clock.BusinessDay}, "4 business days"},
		{"3 working days", clock.Limit{N: 3, Unit: clock.BusinessDay}, "3 business days"},
		{"2 weeks", clock.Limit{N: 2, Unit: clock.Week}, "2 weeks"},
		{"1 month", clock.Limit{N: 1, Unit: clock.Month}, "1 month"},
		{"0072 hours", clock.Limit{N: 72, Unit: clock.Hour}, "72 hours"},
		{"9999 days", clock.Limit{N: 9999, Unit: clock.Day}, "9999 days"},
		{"the same moment", clock.Limit{Unit: clock.Moment}, "the same moment"},
	} {
		got, err := clock.ParseLimit(row.text)
		if err != nil || got != row.want {
			t.Errorf("ParseLimit(%q) = %+v, %v, want %+v", row.text, got, err, row.want)
		}
		if got.String() != row.back {
			t.Errorf("ParseLimit(%q).String() = %q, want %q", row.text, got, row.back)
		}
	}
}

func TestParseLimitRefuses(t *testing.T) {
	for _, row := range []struct{ text, says string }{
		{"", "write it like 72 hours"},
		{"soon", "write it like 72 hours"},
		{"-3 days", "write it like 72 hours"},
		{"72", "say of what"},
		{"30m", "minutes or months"},
		{"30 d", "write days, or business days"},
		{"3 fortnights", "the unit must be"},
		{"2.5 hours", "the unit must be"},
		{"2 days after", "the unit must be"},
		{"0 hours", "from 1 to 9999"},
		{"10000 hours", "from 1 to 9999"},
		{"99999999999999999999 hours", "from 1 to 9999"},
		{"٣ days", "write it like 72 hours"},
	} {
		got, err := clock.ParseLimit(row.text)
		var refusal *clock.LimitError
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), row.says) {
			t.Errorf("ParseLimit(%q) = %v, %v, want an error with %q", row.text, got, err, row.says)
		}
	}
}

func FuzzParseLimit(f *testing.F) {
	for _, seed := range []string{"72h", "30 calendar days", "1 month", "the same moment", "4 working days", "0 min", "9999 weeks", "m", "\x00 hours"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		limit, err := clock.ParseLimit(s)
		if err != nil {
			if !limit.IsZero() {
				t.Errorf("ParseLimit(%q) = %+v with an error, want no limit", s, limit)
			}
			return
		}
		again, err := clock.ParseLimit(limit.String())
		if err != nil || again != limit {
			t.Errorf("ParseLimit(%q) = %+v, read back from %q as %+v, %v", s, limit, limit, again, err)
		}
	})
}

func TestHours(t *testing.T) {
	if l, err := clock.Hours(72); err != nil || l != (clock.Limit{N: 72, Unit: clock.Hour}) {
		t.Errorf("Hours(72) = %v, %v", l, err)
	}
	for _, n := range []float64{-4, 0, 1.5, 10000, 1e300, math.NaN(), math.Inf(1)} {
		if l, err := clock.Hours(n); err == nil {
			t.Errorf("Hours(%v) = %v", n, l)
		}
	}
}
