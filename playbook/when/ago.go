package when

import (
	"strings"
	"time"
)

// readAgo reads a length of time before now: -15m, -1d, 2 hours ago. A day has
// 24 hours here, whatever the clocks did meanwhile.
func readAgo(s string) (time.Duration, bool) {
	s = strings.Replace(s, "−", "-", 1)
	rest, minus := strings.CutPrefix(s, "-")
	if !minus {
		var ago bool
		if rest, ago = strings.CutSuffix(strings.ToLower(s), " ago"); !ago {
			return 0, false
		}
		for _, one := range []string{"a ", "an "} {
			if unit, ok := strings.CutPrefix(rest, one); ok {
				rest = "1 " + unit
			}
		}
	}
	return span(strings.TrimSpace(rest))
}

// longAgo is further back than any time that is read, in hours.
const longAgo = 200 * 366 * 24

// span reads a length of time in units of weeks to nanoseconds.
func span(s string) (time.Duration, bool) {
	if s == "" {
		return 0, false
	}
	var sum time.Duration
	for first := true; s != ""; first = false {
		n := len(s) - len(strings.TrimLeft(s, "0123456789."))
		number, rest := s[:n], strings.TrimLeft(s[n:], " ")
		u := len(rest) - len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzµμDHMSW"))
		unit, times := unitOf(rest[:u])
		if number == "" || unit == "" || len(number) > 12 || !first && s[0] == '.' {
			return 0, false
		}
		d, err := time.ParseDuration(number + unit)
		if err != nil || d < 0 || d.Hours()*float64(times) > longAgo {
			return 0, false
		}
		if sum += d * time.Duration(times); sum < 0 || sum.Hours() > longAgo {
			return 0, false
		}
		s = strings.TrimLeft(rest[u:], " ,")
	}
	return sum, true
}

// unitOf returns what package time calls a unit, and how many of it make one. An M
// is no minute: for systemd it is a month.
func unitOf(word string) (unit string, times int) {
	if word != "M" {
		word = strings.ToLower(word)
	}
	switch word {
	case "w", "week", "weeks":
		return "h", 7 * 24
	case "d", "day", "days":
		return "h", 24
	case "h", "hr", "hrs", "hour", "hours":
		return "h", 1
	case "m", "min", "mins", "minute", "minutes":
		return "m", 1
	case "s", "sec", "secs", "second", "seconds":
		return "s", 1
	case "ms", "us", "µs", "μs", "ns":
		return word, 1
	}
	return "", 0
}
