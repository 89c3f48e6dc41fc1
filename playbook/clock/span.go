package clock

import (
	"fmt"
	"time"
)

// Span writes a length of time in its two largest units: "2d 22h", "3h 05m",
// "12m", "1m 40s", "40s". Seconds show below two minutes only. It is rounded
// down, so that what is left is never said to be more than it is; a negative
// length is none.
func Span(d time.Duration) string {
	d = max(0, d).Truncate(Finest(d))
	minutes := int(d.Minutes())
	days, hours, minutes, seconds := minutes/(24*60), minutes/60%24, minutes%60, int(d.Seconds())%60
	switch {
	case days > 0:
		return fmt.Sprintf("%dd %02dh", days, hours)
	case hours > 0:
		return fmt.Sprintf("%dh %02dm", hours, minutes)
	case minutes >= 2, seconds == 0 && minutes > 0:
		return fmt.Sprintf("%dm", minutes)
	case minutes > 0:
		return fmt.Sprintf("%dm %02ds", minutes, seconds)
	}
	return fmt.Sprintf("%ds", seconds)
}

// Finest is the smallest part that [Span] shows of a length. It is small only
// when that matters, so that an idle screen stays idle.
func Finest(d time.Duration) time.Duration {
	if d >= 2*time.Minute {
		return time.Minute
	}
	return time.Second
}
