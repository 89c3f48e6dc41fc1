package clock

import (
	"slices"
	"time"
)

// A Calendar says which days are not business days, besides Saturdays and
// Sundays.
type Calendar struct {
	ID        string
	Title     string
	Source    string // the official page to check it against
	CheckedOn Date
	// Note says where the days come from and what they leave out.
	Note string
	// From and Until are the first and the last day that the calendar knows.
	// Both are zero for one that knows every day.
	From, Until Date

	days func(year int) []Holiday
}

// A Holiday is a day that is not a business day.
type Holiday struct {
	Date Date
	Name string
}

// Weekends is the ID of the calendar without holidays.
const Weekends = "weekends"

// Calendars returns all calendars that the package knows.
func Calendars() []Calendar {
	return []Calendar{
		weekends(), usFederal(), usSEC(), euTARGET(), ukEnglandWales(), brNational(), sgPublic(), jpAdministrative(),
	}
}

// FindCalendar returns the calendar with the given ID. An empty ID is
// [Weekends].
func FindCalendar(id string) (Calendar, bool) {
	if id == "" {
		id = Weekends
	}
	all := Calendars()
	i := slices.IndexFunc(all, func(c Calendar) bool { return c.ID == id })
	if i < 0 {
		return Calendar{}, false
	}
	return all[i], true
}

func weekends() Calendar {
	return Calendar{
		ID:    Weekends,
		Title: "Saturdays and Sundays only",
		Note:  "No holidays. Leaving none out makes a deadline early, never late.",
		days:  func(int) []Holiday { return nil },
	}
}

// Knows reports whether the calendar knows the holidays around a day.
func (c Calendar) Knows(d Date) bool {
	return c.Until.IsZero() || d.Compare(c.From) >= 0 && d.Compare(c.Until) <= 0
}

// Holidays returns the holidays in a year that the calendar knows, in order.
// They include those that fall on a weekend.
func (c Calendar) Holidays(year int) []Holiday {
	// The first day of a year may be kept on the last of the year before.
	all := slices.Concat(c.days(year), c.days(year+1))
	all = slices.DeleteFunc(all, func(h Holiday) bool { return h.Date.Year != year || !c.Knows(h.Date) })
	slices.SortStableFunc(all, func(a, b Holiday) int { return a.Date.Compare(b.Date) })
	return all
}

// BusinessDay reports whether a day is a business day. Outside of the days
// that the calendar knows every weekday is one.
func (c Calendar) BusinessDay(d Date) bool {
	return !d.weekend() && !slices.ContainsFunc(c.Holidays(d.Year), func(h Holiday) bool { return h.Date == d })
}

// count returns the nth business day after a day, the holidays on weekdays
// that it left out, and whether all days on the way were known.
func (c Calendar) count(d Date, n int) (last Date, out []Holiday, known bool) {
	var year int
	var holidays []Holiday
	for known = true; n > 0; {
		d = d.AddDays(1)
		if d.weekend() {
			continue
		}
		if d.Year != year {
			year, holidays = d.Year, c.Holidays(d.Year)
		}
		known = known && c.Knows(d)
		if i := slices.IndexFunc(holidays, func(h Holiday) bool { return h.Date == d }); i >= 0 {
			out = append(out, holidays[i])
			continue
		}
		n--
	}
	return d, out, known
}

// on is a holiday with a fixed date.
func on(year int, month time.Month, day int, name string) Holiday {
	return Holiday{Date{year, month, day}, name}
}

// nth is the nth such weekday of a month.
func nth(n int, weekday time.Weekday, year int, month time.Month, name string) Holiday {
	first := Date{year, month, 1}
	return Holiday{first.AddDays(int(weekday-first.Weekday()+7)%7 + 7*(n-1)), name}
}

// lastMonday is the last Monday of a month.
func lastMonday(year int, month time.Month, name string) Holiday {
	next := nth(1, time.Monday, year, month+1, name)
	return Holiday{next.Date.AddDays(-7), name}
}

// easter is a holiday so many days after Easter Sunday of the Western churches.
func easter(year, days int, name string) Holiday {
	return Holiday{easterSunday(year).AddDays(days), name}
}

// easterSunday is the Sunday after the first full moon of spring, by the
// tables of the Gregorian calendar: golden number, century, epact, Sunday.
func easterSunday(year int) Date {
	golden := year % 19
	century := year / 100
	sun := century - century/4    // leap days left out so far
	moon := (8*century + 13) / 25 // corrections of the lunar cycle so far
	age := (19*golden + sun - moon + 15) % 30
	age -= age / 28 * (1 - 29/(age+1)*((21-golden)/11))
	toSunday := (year + year/4 + age + 2 - sun) % 7
	return Date{year, time.March, 28}.AddDays(age - toSunday)
}
