package playbook

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/reader"
)

// latestYear leaves room for the longest limit before the year 10000, which no
// record can write.
const latestYear = 2999

// ParseTime reads a time that a person types, seen from now and in its zone:
//
//	now                         now
//	-15m, -2h30m                so long ago
//	03:10, 03:10:30             the last time it was that late
//	2026-11-21 03:10[:30]       in the zone of now
//	2026-11-21 03:10 +01:00     with its offset, also as RFC 3339
//
// A time of day is today's unless that is more than a minute ahead; then it
// is yesterday's. Who writes 23:50 at 00:10 means ten minutes to midnight,
// twenty minutes ago.
//
// A local time that the zone skips is refused. One that happens twice needs
// its offset, unless only one of the two has come yet.
func ParseTime(s string, now time.Time) (time.Time, error) {
	t, err := parseTime(strings.TrimSpace(s), now.Round(0))
	if err == nil && (t.Year() < 1970 || t.Year() > latestYear) {
		err = fmt.Errorf("%s is in the year %d: is that what you mean?", reader.Quote(s), t.Year())
	}
	if err != nil {
		return time.Time{}, err
	}
	return t, nil
}

func parseTime(s string, now time.Time) (time.Time, error) {
	if day, rest, ok := strings.Cut(s, " "); ok && isWeekday(day) {
		s = rest // people copy what Show wrote
	}
	if strings.EqualFold(s, "now") {
		return now.Truncate(time.Second), nil
	}
	if ago, ok := strings.CutPrefix(s, "-"); ok {
		if d, err := time.ParseDuration(ago); err == nil && d >= 0 {
			return now.Add(-d).Truncate(time.Second), nil
		}
	}
	for _, layout := range withOffset() {
		if t, err := time.Parse(layout, s); err == nil && !hasOddOffset(t) {
			return t.Truncate(time.Second), nil
		}
	}
	for _, layout := range withDay() {
		if wall, err := time.Parse(layout, s); err == nil {
			return onlyOne(wall, instants(wall, now.Location()))
		}
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if wall, err := time.Parse(layout, s); err == nil {
			return timeOfDay(wall, now)
		}
	}
	return time.Time{}, fmt.Errorf("%s is not a time: write it like 03:10, -15m, now or 2026-11-21 03:10", reader.Quote(s))
}

func isWeekday(s string) bool {
	_, err := time.Parse("Mon", s)
	return err == nil
}

func withOffset() []string {
	return []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04 Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00"}
}

func withDay() []string {
	return []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05"}
}

// hasOddOffset reports offsets that RFC 3339 cannot write.
func hasOddOffset(t time.Time) bool {
	_, offset := t.Zone()
	return offset <= -24*3600 || offset >= 24*3600
}

// timeOfDay takes today's, or yesterday's if today's has not come yet.
func timeOfDay(clock, now time.Time) (time.Time, error) {
	latest := now.Add(time.Minute)
	for _, day := range []time.Time{now, now.AddDate(0, 0, -1)} {
		wall := wallTime(day, clock)
		all := instants(wall, now.Location())
		skipped := len(all) == 0 && !wall.After(wallTime(latest, latest))
		come := slices.DeleteFunc(all, func(t time.Time) bool { return t.After(latest) })
		if skipped || len(come) > 0 {
			return onlyOne(wall, come)
		}
	}
	return time.Time{}, fmt.Errorf("%s has not come yet: write the day with it", clock.Format("15:04"))
}

// wallTime is what calendars and clocks show, without a zone.
func wallTime(day, clock time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), clock.Second(), 0, time.UTC)
}

// instants returns when a zone's clocks show the given wall time: once as a
// rule, never in the hour that is skipped, twice in the one that is repeated.
func instants(wall time.Time, zone *time.Location) []time.Time {
	var all []time.Time
	for _, around := range []time.Duration{-24 * time.Hour, 0, 24 * time.Hour} {
		_, offset := wall.Add(around).In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if t.Format(time.DateTime) == wall.Format(time.DateTime) && !slices.ContainsFunc(all, t.Equal) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

func onlyOne(wall time.Time, all []time.Time) (time.Time, error) {
	day, clock := wall.Format(time.DateOnly), wall.Format("15:04")
	switch len(all) {
	case 0:
		return time.Time{}, fmt.Errorf("there was no %s on %s here: the clocks were put forward over it", clock, day)
	case 1:
		return all[0], nil
	}
	const layout = "2006-01-02 15:04 -07:00"
	return time.Time{}, fmt.Errorf("there were two %s on %s here, as the clocks were put back: write %s or %s",
		clock, day, all[0].Format(layout), all[1].Format(layout))
}
