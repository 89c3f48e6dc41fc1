package clock

import (
	"fmt"
	"time"
)

// Span writes a length of time in its two largest units: "2d 22h", "3h 05m",
// "12m", "40s", "0m". Seconds show below a minute only. It is rounded down; a
// negative length is none.
func Span(d time.Duration) string {
	minutes := int(max(0, d).Minutes())
	days, hours, minutes := minutes/(24*60), minutes/60%24, minutes%60
	switch {
	case days > 0:
		return fmt.Sprintf("%dd %02dh", days, hours)
	case hours > 0:
		return fmt.Sprintf("%dh %02dm", hours, minutes)
	case minutes == 0 && d >= time.Second:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	}
	return fmt.Sprintf("%dm", minutes)
}
