package clock

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// A SkippedTimeError says that a local time never comes, because the clocks
// are put forward over it.
type SkippedTimeError struct {
	Wall string // like 2027-03-14 02:30
	Zone string
	// Jump is when the clocks are put forward.
	Jump time.Time
}

func (e *SkippedTimeError) Error() string {
	before := e.Jump.Add(-time.Second)
	return fmt.Sprintf("there is no %s in %s: the clocks go from %s to %s then; check the time and write the one that was meant",
		e.Wall, e.Zone, before.Format("15:04:05"), e.Jump.Format("15:04:05"))
}

// A RepeatedTimeError says that a local time comes twice, because the clocks
// are put back.
type RepeatedTimeError struct {
	Wall          string // like 2026-11-01 01:30
	Zone          string
	First, Second time.Time
}

func (e *RepeatedTimeError) Error() string {
	return fmt.Sprintf("%s comes twice in %s: write %s or %s", e.Wall, e.Zone,
		e.First.Format("2006-01-02 15:04 -07:00"), e.Second.Format("2006-01-02 15:04 -07:00"))
}

// Local returns when the clocks of a zone show the given time. It never
// guesses: a time that does not exist is a [*SkippedTimeError], one that comes
// twice a [*RepeatedTimeError].
func Local(year int, month time.Month, day, hour, minute int, zone *time.Location) (time.Time, error) {
	wall := time.Date(year, month, day, hour, minute, 0, 0, time.UTC)
	if DateOf(wall) != (Date{year, month, day}) || wall.Hour() != hour || wall.Minute() != minute {
		return time.Time{}, fmt.Errorf("%04d-%02d-%02d %02d:%02d is not a time: there is no such day, hour or minute", year, int(month), day, hour, minute)
	}
	text := wall.Format("2006-01-02 15:04")
	switch all, jump := Instants(wall, zone); len(all) {
	case 0:
		return time.Time{}, &SkippedTimeError{text, zone.String(), jump}
	case 1:
		return all[0], nil
	default:
		return time.Time{}, &RepeatedTimeError{text, zone.String(), all[0], all[1]}
	}
}

// reach is further than any zone is away from UTC, and step is less than the
// time between two changes of its clocks.
const (
	reach = 26 * time.Hour
	step  = reach / 4
)

// Instants returns when the clocks of a zone show a wall time, which is given
// as if it were in UTC. If they never do, jump is when they skip it.
//
// It asks for the offset around the wall time and not for the bounds of the
// zone: on the last day of a leap year far ahead [time.Time.ZoneBounds] ends
// before it begins.
func Instants(wall time.Time, zone *time.Location) (all []time.Time, jump time.Time) {
	for around := -reach; around <= reach; around += step {
		t := wall.Add(-offset(wall.Add(around), zone)).In(zone)
		if t.Add(offset(t, zone)).Equal(wall) && !slices.ContainsFunc(all, t.Equal) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	if len(all) == 0 {
		jump = passes(wall, zone)
	}
	return all, jump
}

// passes returns the first second at which the clocks of a zone are past a
// wall time that they do not show.
func passes(wall time.Time, zone *time.Location) time.Time {
	from := wall.Add(-reach)
	seconds := sort.Search(int(2*reach/time.Second), func(i int) bool {
		t := from.Add(time.Duration(i) * time.Second)
		return t.Add(offset(t, zone)).After(wall)
	})
	return from.Add(time.Duration(seconds) * time.Second).In(zone)
}

// offset is how far the clocks of a zone are ahead of UTC.
func offset(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

// at returns the moment when a day has come to the given time of day. If the
// clocks skip that time it is the last second before, if they show it twice
// the first: the earlier one in doubt.
func (d Date) at(hour, minute, second int, zone *time.Location) time.Time {
	all, jump := Instants(time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, time.UTC), zone)
	if len(all) == 0 {
		return jump.Add(-time.Second)
	}
	return all[0]
}

// begins returns the first moment of a day, or of the next one if the zone
// leaves the day out.
func (d Date) begins(zone *time.Location) time.Time {
	all, jump := Instants(d.utc(), zone)
	if len(all) == 0 {
		return jump
	}
	return all[0]
}
