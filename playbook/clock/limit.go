package clock

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// A Limit is how long a duty leaves: a number of some unit. The zero Limit is
// none.
type Limit struct {
	N    int // from 1 to 9999, and 0 with Moment
	Unit Unit
}

// A Unit is what a limit counts.
type Unit string

// The units of limits.
const (
	Minute      Unit = "minute"
	Hour        Unit = "hour"
	Day         Unit = "day" // a calendar day
	BusinessDay Unit = "business day"
	Week        Unit = "week"
	Month       Unit = "month"
	Moment      Unit = "moment" // no time at all: the start itself
)

// largest is more than any duty leaves, and keeps every sum within range.
const largest = 9999

const sameMoment = "the same moment"

// A LimitError says why a text is not a limit.
type LimitError struct {
	Text string // what was written
	Why  string
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%.60q is not a limit: %s", e.Text, e.Why)
}

// ParseLimit reads a limit as the package documentation describes them, in
// any case and with any spaces between the words.
func ParseLimit(s string) (Limit, error) {
	words := strings.Join(strings.Fields(strings.ToLower(s)), " ")
	if words == sameMoment {
		return Limit{Unit: Moment}, nil
	}
	digits := len(words) - len(strings.TrimLeft(words, "0123456789"))
	number, unit := words[:digits], strings.TrimSpace(words[digits:])
	if number == "" {
		return Limit{}, &LimitError{s, "write it like 72 hours, 30 days, 4 business days or 1 month"}
	}
	u, why := parseUnit(unit)
	if why != "" {
		return Limit{}, &LimitError{s, why}
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > largest {
		return Limit{}, &LimitError{s, fmt.Sprintf("the number must be from 1 to %d", largest)}
	}
	return Limit{n, u}, nil
}

// Hours returns the limit of a number of hours that somebody recorded.
func Hours(n float64) (Limit, error) {
	if n != math.Trunc(n) || n < 1 || n > largest {
		return Limit{}, fmt.Errorf("a limit in hours is a whole number from 1 to %d", largest)
	}
	return Limit{int(n), Hour}, nil
}

// parseUnit returns the unit that a word stands for, or why it is none.
func parseUnit(word string) (unit Unit, why string) {
	switch strings.TrimSuffix(word, "s") {
	case "h", "hour":
		return Hour, ""
	case "min", "minute":
		return Minute, ""
	case "day", "calendar day":
		return Day, ""
	case "business day", "working day":
		return BusinessDay, ""
	case "week":
		return Week, ""
	case "month":
		return Month, ""
	case "":
		return "", "say of what: hours, days, business days, weeks or months"
	case "m":
		return "", "m could be minutes or months, write the word"
	case "d":
		return "", "write days, or business days"
	}
	return "", "the unit must be minutes, hours, days, business days, weeks or months"
}

// String writes the limit so that [ParseLimit] reads it back.
func (l Limit) String() string {
	switch {
	case l.IsZero():
		return ""
	case l.Unit == Moment:
		return sameMoment
	case l.N == 1:
		return "1 " + string(l.Unit)
	}
	return fmt.Sprintf("%d %ss", l.N, l.Unit)
}

// IsZero reports whether there is no limit.
func (l Limit) IsZero() bool { return l == Limit{} }

// MarshalText writes the limit as String does.
func (l Limit) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the limit as ParseLimit does. Empty text is no limit.
func (l *Limit) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*l = Limit{}
		return nil
	}
	parsed, err := ParseLimit(string(text))
	if err == nil {
		*l = parsed
	}
	return err
}

// elapsed reports whether the limit is a length of time, and which.
func (l Limit) elapsed() (time.Duration, bool) {
	switch l.Unit {
	case Moment:
		return 0, true
	case Minute:
		return time.Duration(l.N) * time.Minute, true
	case Hour:
		return time.Duration(l.N) * time.Hour, true
	}
	return 0, false
}

// InDays reports whether the limit is counted on dates.
func (l Limit) InDays() bool {
	_, elapsed := l.elapsed()
	return !l.IsZero() && !elapsed
}

// valid reports whether the limit is one that ParseLimit could have read.
func (l Limit) valid() bool {
	if l.Unit == Moment {
		return l.N == 0
	}
	_, why := parseUnit(string(l.Unit))
	return l.IsZero() || why == "" && l.N >= 1 && l.N <= largest
}
