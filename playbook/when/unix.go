package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cordon/playbook/reader"
)

// A count of the time since 1970 is taken for one by its digits. They name the
// unit for all times from 2001-09-09 to 2286.
const (
	secondsDigits = 10
	nanosDigits   = 19
)

// readUnix reads Unix time, in seconds or a fraction of them: bare, behind an @,
// or with the offset that git prints beside it.
func readUnix(s string, now time.Time) (r Reading, ok bool, err error) {
	text, offset, with := strings.Cut(s, " ")
	text, at := strings.CutPrefix(text, "@")
	whole, fraction, pointed := strings.Cut(text, ".")
	if !isDigits(whole) || pointed && (!isDigits(fraction) || len(whole) > secondsDigits) {
		return r, false, nil
	}
	unit, ok := unixUnit(len(whole), at)
	if !ok {
		return r, false, nil
	}
	zone := now.Location()
	if with {
		f, ok := scan("00:00 " + offset)
		if !ok || f.offset == nil || f.hasDay() || len(f.also) > 0 {
			return r, false, nil
		}
		zone = fixed(*f.offset)
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return r, false, nil
	}
	per := int64(time.Second / unit)
	if unit != time.Second {
		fraction = fmt.Sprintf("%0*d", len(whole)-secondsDigits, n%per)
	}
	t := time.Unix(n/per, 0).In(zone)
	if !now.IsZero() && t.After(now.AddDate(20, 0, 0)) {
		return r, false, fmt.Errorf("%s would be %s if it were Unix time: write the time like 2026-11-21 03:10", reader.Quote(s), t.Format(wallLayout))
	}
	return Reading{writable(t), notes("Unix time in "+unitName(unit), aboutFraction(fraction))}, true, nil
}

// unixUnit returns the unit of a count with so many digits.
func unixUnit(digits int, at bool) (time.Duration, bool) {
	switch {
	case digits == secondsDigits, at && digits <= secondsDigits:
		return time.Second, true
	case digits == secondsDigits+3:
		return time.Millisecond, true
	case digits == secondsDigits+6:
		return time.Microsecond, true
	case digits == nanosDigits:
		return time.Nanosecond, true
	}
	return 0, false
}

func unitName(unit time.Duration) string {
	switch unit {
	case time.Millisecond:
		return "milliseconds"
	case time.Microsecond:
		return "microseconds"
	case time.Nanosecond:
		return "nanoseconds"
	}
	return "seconds"
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
