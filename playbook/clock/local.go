package clock

import (
	"slices"
	"sort"
	"time"
)

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
