package clock_test

import (
	"testing"
	"time"

	"cordon/playbook/clock"
)

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour:                    "0m",
		0:                             "0m",
		59 * time.Second:              "59s",
		time.Hour - time.Second:       "59m",
		time.Hour:                     "1h 00m",
		23*time.Hour + 5*time.Minute:  "23h 05m",
		70*time.Hour + 59*time.Minute: "2d 22h",
		30 * 24 * time.Hour:           "30d 00h",
	} {
		if got := clock.Span(d); got != want {
			t.Errorf("Span(%s) = %q, want %q", d, got, want)
		}
	}
}
