package when

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	"cordon/playbook/reader"
)

// A Reading is how a text was understood.
type Reading struct {
	// Time is to the second, with the offset that was written, or else in the
	// zone of now.
	Time time.Time
	// Note says what the text left open and how it was taken, such as "the last
	// Friday". It is empty where nothing was left open.
	Note string
}

const (
	// latestYear leaves room for the longest limit before the year 10000, which
	// no record can write.
	latestYear = 2999
	// ahead is how far a clock elsewhere may be ahead of this one. Entries of a
	// run may be as far ahead.
	ahead = time.Minute
	// unsure is how far ahead a time of day is as likely meant for today, by a
	// clock that is wrong or a finger that slipped, as for the day before.
	unsure = 15 * time.Minute
)

// layouts of what errors and notes show, to be typed as they stand.
const (
	dayLayout    = time.DateOnly
	wallLayout   = "2006-01-02 15:04"
	offsetLayout = "2006-01-02 15:04 -07:00"
)

// Read reads a time that a person types or a program printed, seen from now and
// in its zone. Where there is no now, because a file is read, that is the zero
// time in a zone; then only what has its whole date is a time.
//
// Errors are sentences for people. They name the text and, where it can be meant
// in two ways, both of them.
func Read(s string, now time.Time) (Reading, error) {
	text := strings.TrimSpace(s)
	r, err := read(text, now.Round(0))
	if err == nil && (r.Time.Year() < 1970 || r.Time.Year() > latestYear) {
		err = fmt.Errorf("%s is in the year %d: is that what you mean?", reader.Quote(text), r.Time.Year())
	}
	if err != nil {
		return Reading{}, err
	}
	return r, nil
}

func read(s string, now time.Time) (Reading, error) {
	if !now.IsZero() {
		if strings.EqualFold(s, "now") {
			return Reading{Time: now.Truncate(time.Second)}, nil
		}
		if ago, ok := readAgo(s); ok {
			return Reading{Time: now.Add(-ago).Truncate(time.Second)}, nil
		}
	}
	if r, ok, err := readUnix(s, now); ok || err != nil {
		return r, err
	}
	f, ok := scan(s)
	if !ok || !f.hasClock {
		return Reading{}, noTime(s, f, ok)
	}
	r, err := resolver{s, now}.moment(f)
	for i := 0; err == nil && i < len(f.also); i++ {
		err = agrees(s, r.Time, f.also[i])
	}
	return r, err
}

// noTime says that a text is no time, and what of one it lacks.
func noTime(s string, f found, ok bool) error {
	switch {
	case ok && f.hasDay():
		return fmt.Errorf("%s is a day without its time: write it like 2026-11-21 03:10", reader.Quote(s))
	case f.leap:
		return fmt.Errorf("%s has a second 60, which clocks here do not show: write :59 for the second before, or :00 of the next minute", reader.Quote(s))
	}
	if near := meant(s); near != "" {
		return fmt.Errorf("%s is not a time: did you mean %q? Else write it like 03:10, -15m, now or 2026-11-21 03:10", reader.Quote(s), near)
	}
	return fmt.Errorf("%s is not a time: write it like 03:10, -15m, now or 2026-11-21 03:10", reader.Quote(s))
}

// meant returns a time that is nearly what was typed, or nothing. It is never taken
// by guess: 0310 may be a year, a port or a time of day.
func meant(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if _, ok := readAgo(s + " ago"); ok {
		return s + " ago"
	}
	parts := regexp.MustCompile(`^([01]?\d|2[0-3])(?:[.:h]?([0-5]\d))?\s*(h|uhr|am|pm)?$`).FindStringSubmatch(s)
	if parts == nil || parts[2]+parts[3] == "" {
		return ""
	}
	near := parts[1] + ":" + cmp.Or(parts[2], "00")
	if parts[3] == "am" || parts[3] == "pm" {
		near += parts[3]
	}
	if f, ok := scan(near); !ok || !f.hasClock { // 17pm
		return ""
	}
	return near
}

// Day reads a day of the calendar as [Read] reads a time. The time it returns
// is the beginning of the day in UTC, as calendars have no zone.
func Day(s string, now time.Time) (Reading, error) {
	text := strings.TrimSpace(s)
	f, ok := scan(text)
	if !ok || f.hasClock || !f.hasDay() || f.zoned() || len(f.also) > 0 {
		return Reading{}, fmt.Errorf("%s is not a date: write it like 2026-11-21", reader.Quote(text))
	}
	r, err := resolver{text, now.Round(0)}.day(f)
	if err == nil && (r.Time.Year() < 1 || r.Time.Year() > 9999) {
		err = fmt.Errorf("%s is not a date: write it like 2026-11-21", reader.Quote(text))
	}
	return r, err
}
