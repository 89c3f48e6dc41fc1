package clock_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook/clock"
)

// anyZone draws from zones that change their clocks in every way there is:
// at midnight, before it, by half an hour, by a whole day, never.
func anyZone(t *rapid.T) clock.Zone {
	name := rapid.SampledFrom([]string{
		"UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo",
		"Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Singapore", "Asia/Tehran", "Asia/Beirut",
		"America/Nuuk", "America/Santiago", "America/Havana", "Atlantic/Azores", "Africa/Casablanca", "Africa/Cairo",
		"Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham",
	}).Draw(t, "zone")
	z, err := clock.ParseZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// anyStart draws a moment from 2005 to 2045, written down in any zone or with any
// offset there is: to the west and to the east of whatever zone the clock has.
func anyStart(t *rapid.T, name string) time.Time {
	from := time.Date(2005, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()
	until := time.Date(2045, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()
	at := time.Unix(rapid.Int64Range(from, until).Draw(t, name), 0)
	if rapid.Bool().Draw(t, "with an offset") {
		quarters := rapid.IntRange(-12*4, 14*4).Draw(t, "quarters of an hour east of Greenwich")
		return at.In(time.FixedZone("", quarters*15*60))
	}
	return at.In(anyZone(t).Location())
}

// anyRule draws a rule without a cap, in any of the units.
func anyRule(t *rapid.T) clock.Rule {
	unit := rapid.SampledFrom([]clock.Unit{
		clock.Minute, clock.Hour, clock.Day, clock.BusinessDay, clock.Week, clock.Month,
	}).Draw(t, "unit")
	r := clock.Rule{Within: clock.Limit{N: rapid.IntRange(1, 100).Draw(t, "n"), Unit: unit}, Zone: anyZone(t)}
	readings := []clock.Reading{"", clock.NextBusinessDay}
	switch unit {
	case clock.Minute, clock.Hour:
		readings = append(readings, clock.FullHours, clock.BusinessHours)
	case clock.BusinessDay:
		r.Calendar = anyCalendar(t)
		readings = append(readings, clock.Holidays)
		fallthrough
	default:
		counts := []clock.Count{clock.DayAfter, clock.YearEnd}
		if unit != clock.Month {
			counts = append(counts, clock.FirstDay)
		}
		r.Count = rapid.SampledFrom(counts).Draw(t, "count")
		r.CutOff = clock.TimeOfDay(rapid.SampledFrom([]int{0, 1, 90, 12 * 60, 17*60 + 30, 24*60 - 1}).Draw(t, "cut-off"))
	}
	if reading := rapid.SampledFrom(readings).Draw(t, "reading"); reading != "" {
		r.Arguable = clock.Arguable{Reading: reading, Cite: "somebody"}
		if reading != clock.FullHours {
			r.Arguable.Calendar = anyCalendar(t)
		}
		if reading == clock.NextBusinessDay {
			r.Arguable.Until = clock.TimeOfDay(rapid.SampledFrom([]int{0, 12 * 60}).Draw(t, "until"))
		}
	}
	return r
}

func anyCalendar(t *rapid.T) string {
	return rapid.SampledFrom(clock.Calendars()).Draw(t, "calendar").ID
}

func due(t *rapid.T, r clock.Rule, starts ...time.Time) clock.Deadline {
	d, err := clock.Due(r, starts...)
	if err != nil {
		t.Fatalf("Due(%+v) failed: %v", r, err)
	}
	return d
}

// naive is what a person gets with a wall calendar, counting at its word and
// to the last second of the day: somebody in the zone of the clock, and whoever
// wrote the start down, with the date on the wall there. It is written without
// the package.
func naive(r clock.Rule, start time.Time) (there, written time.Time) {
	return naiveFrom(r, start, start.In(r.Zone.Location())), naiveFrom(r, start, start)
}

func naiveFrom(r clock.Rule, start, wall time.Time) time.Time {
	here := start.In(r.Zone.Location())
	year, month, day := wall.Date()
	n := r.Within.N
	switch r.Count {
	case clock.YearEnd:
		month, day = time.December, 31
	case clock.FirstDay:
		day--
	}
	endOf := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 23, 59, 59, 0, here.Location())
	}
	switch r.Within.Unit {
	case clock.Minute:
		return start.Add(time.Duration(n) * time.Minute)
	case clock.Hour:
		return start.Add(time.Duration(n) * time.Hour)
	case clock.Day:
		return endOf(year, month, day+n)
	case clock.Week:
		return endOf(year, month, day+7*n)
	case clock.Month:
		return endOf(year, month+time.Month(n), day)
	}
	calendar, _ := clock.FindCalendar(r.Calendar)
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	for left := n; left > 0; {
		d = d.AddDate(0, 0, 1)
		if calendar.BusinessDay(clock.DateOf(d)) {
			left--
		}
	}
	return endOf(d.Date())
}

func TestNeverLaterThanTheNaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, start := anyRule(t), anyStart(t, "start")
		d := due(t, r, start)
		there, written := naive(r, start)
		if d.Due.After(there) || d.Due.After(written) {
			t.Fatalf("due = %v, want not after %v or %v\n%s", d.Due, there, written, strings.Join(d.Basis, "\n"))
		}
		if !d.LatestArguable.IsZero() && !d.LatestArguable.After(d.Due) {
			t.Fatalf("latest arguable = %v, want after due, %v", d.LatestArguable, d.Due)
		}
	})
}

// Being early is safe, but not by a day: but for a day that a zone leaves out
// the deadline is on the day that the naive reading gives, months clamped.
func TestOnTheDayOfTheNaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, start := anyRule(t), anyStart(t, "start")
		d := due(t, r, start)
		want, written := naive(r, start)
		if written.Before(want) {
			want = written
		}
		leftOut := r.Zone.String() == "Pacific/Apia" && !want.Before(time.Date(2011, time.December, 29, 0, 0, 0, 0, time.UTC)) &&
			want.Before(time.Date(2012, time.January, 2, 0, 0, 0, 0, time.UTC))
		if r.Within.Unit == clock.Month || leftOut {
			return
		}
		if early := want.Sub(d.Due); early > 25*time.Hour || r.CutOff == 0 && early > time.Hour {
			t.Fatalf("due = %v, want at most an hour before %v\n%s", d.Due, want, strings.Join(d.Basis, "\n"))
		}
	})
}

// The zone in which a start was written down can pull a deadline in, by days at
// the most, and whoever counts in the zone of the clock is named as the later
// reading.
func TestWhereItWasWrittenDownOnlyPullsIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, start := anyRule(t), anyStart(t, "start")
		written, there := due(t, r, start), due(t, r, start.In(r.Zone.Location()))
		if written.Due.After(there.Due) {
			t.Fatalf("due = %v written down there, and %v in the zone of the clock, want not later", written.Due, there.Due)
		}
		if !latest(written).Equal(latest(there)) {
			t.Fatalf("latest = %v written down there, and %v in the zone of the clock, want the same", latest(written), latest(there))
		}
	})
}

func TestALaterStartIsNeverDueEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, start := anyRule(t), anyStart(t, "start")
		later := start.Add(time.Duration(rapid.Int64Range(0, 40*24*3600).Draw(t, "seconds later")) * time.Second)
		a, b := due(t, r, start), due(t, r, later)
		if a.Due.After(b.Due) {
			t.Fatalf("a start at %v is due %v, at %v it is due %v", start, a.Due, later, b.Due)
		}
		// A law that moves an end on Sunday to Monday noon, and leaves one on
		// Monday morning, is not in order itself.
		moves := r.Arguable.Reading == clock.NextBusinessDay && (r.Arguable.Until != 0 || r.Within.Unit == clock.Minute || r.Within.Unit == clock.Hour)
		if !moves && latest(a).After(latest(b)) {
			t.Fatalf("a start at %v ends at the latest %v, at %v it ends %v", start, latest(a), later, latest(b))
		}
	})
}

func latest(d clock.Deadline) time.Time {
	if d.LatestArguable.IsZero() {
		return d.Due
	}
	return d.LatestArguable
}

func TestACapNeverMovesADeadlineLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, start, capStart := anyRule(t), anyStart(t, "start"), anyStart(t, "start of the cap")
		free := due(t, r, start)
		r.Cap = clock.Limit{N: rapid.IntRange(1, 100).Draw(t, "cap"), Unit: clock.Hour}
		r.CapLapses = rapid.Bool().Draw(t, "lapses")
		if capped := due(t, r, start, capStart); capped.Due.After(free.Due) {
			t.Fatalf("due = %v with a cap, want not after %v\n%s", capped.Due, free.Due, strings.Join(capped.Basis, "\n"))
		}
		if half := due(t, r, start, time.Time{}); !half.Due.Equal(free.Due) {
			t.Fatalf("due = %v with the start of the cap not recorded, want %v", half.Due, free.Due)
		}
	})
}

// The order of days is what an embargo and a deadline share: with the same
// limit the embargo ends in the second after the deadline, or later.
func TestAnEmbargoOutlastsTheDeadline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, start := anyRule(t), anyStart(t, "start")
		r.Count, r.CutOff, r.NotBefore = clock.DayAfter, 0, r.Within
		if d := due(t, r, start); d.NotBefore.Before(d.Due) {
			t.Fatalf("not before %v, and due %v, want the embargo to end last", d.NotBefore, d.Due)
		}
	})
}

func TestIndependentOfTheMachine(t *testing.T) {
	for _, machine := range machines() {
		onMachineIn(t, machine)
		rapid.Check(t, func(t *rapid.T) {
			r, start := anyRule(t), anyStart(t, "start")
			if rapid.Bool().Draw(t, "no zone") && r.Check() == nil {
				bare := r
				bare.Zone = clock.Zone{}
				if bare.Check() == nil {
					r = bare
				}
			}
			here := fmt.Sprintf("%+v", due(t, r, start))
			before := time.Local
			time.Local = time.UTC
			there := fmt.Sprintf("%+v", due(t, r, start))
			time.Local = before
			if here != there {
				t.Fatalf("on a machine in %s:\n%s\nin UTC:\n%s", machine, here, there)
			}
			_, offset := start.Zone()
			if got := due(t, r, start.In(time.FixedZone("", offset))); !got.Due.Equal(due(t, r, start).Due) {
				t.Fatalf("the same start written with its offset is due %v", got.Due)
			}
		})
	}
}
