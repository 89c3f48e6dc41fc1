package when

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/clock"
	"cordon/playbook/reader"
)

// A resolver asks which moment a text means.
type resolver struct {
	text string
	now  time.Time
}

// moment returns the moment that a text with a time of day means.
func (r resolver) moment(f found) (Reading, error) {
	f.toTwentyFour()
	zone := r.now.Location()
	if f.offset != nil {
		zone = fixed(*f.offset)
	}
	var t time.Time
	var note string
	var err error
	if f.hasDate() && f.year != 0 {
		var day Reading
		if day, err = r.day(f); err == nil {
			note = day.Note
			t, err = r.only(f, at(day.Time, f), zone)
		}
	} else {
		t, note, err = r.latest(f, zone)
	}
	return Reading{writable(t), notes(note, aboutFraction(f.fraction))}, err
}

// toTwentyFour turns a time of twelve hours into one of twenty-four.
func (f *found) toTwentyFour() {
	switch {
	case f.half == "pm" && f.hour < 12:
		f.hour += 12
	case f.half == "am" && f.hour == 12:
		f.hour = 0
	}
}

// day returns the day of the calendar that a text means, as its beginning in
// UTC.
func (r resolver) day(f found) (Reading, error) {
	if f.hasDate() && f.year != 0 {
		return r.wholeDate(f)
	}
	if r.now.IsZero() {
		return Reading{}, r.vague()
	}
	today := beginning(r.now)
	d := today
	note := "today"
	switch {
	case f.word == "yesterday":
		d, note = today.AddDate(0, 0, -1), ""
	case f.word == "today":
		note = ""
	case f.hasDate():
		if d = r.inYear(f, 0); d.After(today) || d.IsZero() {
			d = r.inYear(f, -1)
		}
		note = "the last " + d.Format("2 January")
	default:
		d = backTo(today, *f.weekday)
		note = "the last " + f.weekday.String()
	}
	if d.IsZero() {
		return Reading{}, r.noDay(f)
	}
	return Reading{d, note}, r.contradicts(f, d)
}

// wholeDate returns the day of a date that is written with its year.
func (r resolver) wholeDate(f found) (Reading, error) {
	note := ""
	if f.a != 0 {
		both := readings(f)
		switch {
		case len(both) == 2:
			return Reading{}, fmt.Errorf("%s can be %s or %s: write %s or %s", reader.Quote(r.text),
				both[0].Format("2 January 2006"), both[1].Format("2 January 2006"), written(both[0], f), written(both[1], f))
		case len(both) == 0:
			return Reading{}, r.noDay(f)
		}
		f.month, f.dayOfMonth = int(both[0].Month()), both[0].Day()
		note = "the " + both[0].Format("2 January 2006")
	}
	d, ok := date(f.year, f.month, f.dayOfMonth)
	if !ok {
		return Reading{}, r.noDay(f)
	}
	return Reading{d, note}, r.contradicts(f, d)
}

// readings returns the days that 03/04/2026 can mean.
func readings(f found) []time.Time {
	var all []time.Time
	for _, md := range [][2]int{{f.b, f.a}, {f.a, f.b}} {
		if d, ok := date(f.year, md[0], md[1]); ok && !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	return all
}

// written writes a day as it may be typed, with the time of day if there is one.
func written(d time.Time, f found) string {
	if !f.hasClock {
		return d.Format(dayLayout)
	}
	return at(d, f).Format(wallLayout)
}

// contradicts refuses a day that is not the day of the week that stands with it.
func (r resolver) contradicts(f found, d time.Time) error {
	if f.weekday == nil || *f.weekday == d.Weekday() {
		return nil
	}
	meant := backTo(d.AddDate(0, 0, 3), *f.weekday) // the nearest such day
	return fmt.Errorf("%s says %s, and %s is a %s: write %s or %s", reader.Quote(r.text), *f.weekday,
		d.Format(dayLayout), d.Weekday(), written(d, f), written(meant, f))
}

func (r resolver) noDay(f found) error {
	example := "2026-11-21"
	if f.hasClock {
		example += " 03:10"
	}
	return fmt.Errorf("%s names a day that no calendar has: write it like %s", reader.Quote(r.text), example)
}

func (r resolver) vague() error {
	return fmt.Errorf("%s does not say which day: write it like 2026-11-21 03:10", reader.Quote(r.text))
}

// latest returns the last moment that fits a text without a whole date: today's
// or that of the day before, of this week or the one before, of this year or
// the one before.
func (r resolver) latest(f found, zone *time.Location) (time.Time, string, error) {
	if r.now.IsZero() {
		return time.Time{}, "", r.vague()
	}
	now := r.now.In(zone)
	this, before := r.candidates(f, now)
	if !this.IsZero() {
		t, note, ok, err := r.come(f, this, before, now)
		if ok || err != nil {
			return t, notes(r.which(f, t, now), note), err
		}
	}
	if before.IsZero() {
		return time.Time{}, "", r.noDay(f)
	}
	if err := r.contradicts(f, beginning(before)); err != nil {
		return time.Time{}, "", err
	}
	t, err := r.only(f, before, zone)
	return t, r.which(f, t, now), err
}

// candidates returns the wall times of the last two days that a text can mean,
// the later one first, the zero time if there is none.
func (r resolver) candidates(f found, now time.Time) (this, before time.Time) {
	today := beginning(now)
	switch {
	case f.word == "yesterday":
		return time.Time{}, at(today.AddDate(0, 0, -1), f)
	case f.hasDate():
		r.now = now
		return at(r.inYear(f, 0), f), at(r.inYear(f, -1), f)
	case f.weekday != nil:
		d := backTo(today, *f.weekday)
		return at(d, f), at(d.AddDate(0, 0, -7), f)
	case f.word == "today":
		return at(today, f), time.Time{}
	}
	return at(today, f), at(today.AddDate(0, 0, -1), f)
}

// inYear returns the day of a date without a year, so many years from this one,
// or the zero time if that year does not have it.
func (r resolver) inYear(f found, years int) time.Time {
	d, _ := date(r.now.Year()+years, f.month, f.dayOfMonth)
	return d
}

// come returns the moment of a wall time if it has come, or would have had the
// clocks not skipped it.
func (r resolver) come(f found, this, before, now time.Time) (t time.Time, note string, ok bool, err error) {
	all, err := r.instants(f, this, now.Location())
	if err != nil {
		return t, "", false, err
	}
	soon := now.Add(ahead)
	come := slices.DeleteFunc(slices.Clone(all), func(t time.Time) bool { return t.After(soon) })
	skipped := len(all) == 0 && !this.After(wallOf(soon))
	switch {
	case len(come) == 1 && len(all) == 2:
		note = "the first of two, as the second is yet to come"
		fallthrough
	case len(come) > 0 || skipped:
		if err := r.contradicts(f, beginning(this)); err != nil {
			return t, "", false, err
		}
		t, err = choose(this, come, now.Location())
		return t, note, err == nil, err
	case len(all) > 0 && (f.word == "today" || !all[0].After(now.Add(unsure))):
		return t, "", false, r.ahead(f, all[0], before, now)
	}
	return t, "", false, nil
}

// ahead refuses a time that comes soon, with both readings.
func (r resolver) ahead(f found, t, before, now time.Time) error {
	text := fmt.Sprintf("%s is %s ahead: it is %s now", reader.Quote(r.text), clock.Span(t.Sub(now)), now.Format("15:04:05"))
	if before.IsZero() {
		return fmt.Errorf("%s. Write %s if you mean that", text, t.Format(offsetLayout))
	}
	earlier := before.Format(wallLayout)
	if all, err := r.instants(f, before, now.Location()); err == nil && len(all) > 0 {
		earlier = all[0].Format(offsetLayout)
	}
	return fmt.Errorf("%s. Write %s if you mean that, or %s if you mean the one before", text, t.Format(offsetLayout), earlier)
}

// which says which of the days that a text can mean was taken, unless it is
// today and the text names none.
func (r resolver) which(f found, t, now time.Time) string {
	switch today := beginning(now); {
	case t.IsZero() || f.word != "":
		return ""
	case f.hasDate():
		return "in " + t.Format("2006") + ", the last such day"
	case f.weekday != nil && beginning(t).Equal(today):
		return "today"
	case f.weekday != nil:
		return "the last " + f.weekday.String()
	case !beginning(t).Equal(today):
		return "yesterday"
	}
	return ""
}

// only returns the one moment at which clocks show a wall time.
func (r resolver) only(f found, wall time.Time, zone *time.Location) (time.Time, error) {
	all, err := r.instants(f, wall, zone)
	if err != nil {
		return time.Time{}, err
	}
	return choose(wall, all, zone)
}

// choose returns the only one of the moments, and refuses none and two.
func choose(wall time.Time, all []time.Time, zone *time.Location) (time.Time, error) {
	day, clockTime := wall.Format(dayLayout), wall.Format("15:04")
	switch len(all) {
	case 1:
		return all[0], nil
	case 0:
		_, jump := clock.Instants(wall, zone)
		earlier, later := wall.Add(-offsetOf(jump)).In(zone), wall.Add(-offsetOf(jump.Add(-time.Second))).In(zone)
		return time.Time{}, fmt.Errorf("there was no %s on %s here: the clocks were put forward over it. Write %s or %s",
			clockTime, day, earlier.Format(offsetLayout), later.Format(offsetLayout))
	}
	return time.Time{}, fmt.Errorf("there were two %s on %s here, as the clocks were put back: write %s or %s",
		clockTime, day, all[0].Format(offsetLayout), all[1].Format(offsetLayout))
}

// instants returns when the clocks show a wall time: once as a rule, never in the
// hour that is skipped, twice in the one that is repeated. The name of a zone
// says which of two it is.
func (r resolver) instants(f found, wall time.Time, zone *time.Location) ([]time.Time, error) {
	all, _ := clock.Instants(wall, zone)
	if f.name == "" {
		return all, nil
	}
	named := slices.DeleteFunc(slices.Clone(all), func(t time.Time) bool { return !goesBy(t, f.name) })
	if len(named) == 0 {
		return nil, r.otherZone(f, wall, all)
	}
	return named, nil
}

// goesBy reports whether the clocks go by the name of a zone at a time.
func goesBy(t time.Time, name string) bool {
	have, _ := t.Zone()
	return strings.EqualFold(have, name)
}

// otherZone refuses the name of a zone that clocks here do not go by then.
func (r resolver) otherZone(f found, wall time.Time, all []time.Time) error {
	for _, months := range []int{3, 6, 9} {
		there := wall.AddDate(0, months, 0).In(r.now.Location())
		if goesBy(there, f.name) && len(all) > 0 {
			here, _ := all[0].Zone()
			meant := wall.Add(-offsetOf(there)).In(fixed(int(offsetOf(there).Seconds())))
			return fmt.Errorf("%s says %s, and the clocks here go by %s then: write %s or %s", reader.Quote(r.text), f.name, here,
				all[0].Format(offsetLayout), meant.Format(offsetLayout))
		}
	}
	return fmt.Errorf("%s says %s, which is no name of the clocks here, and zones far apart can have one name: write how far it is from UTC, like %s +01:00",
		reader.Quote(r.text), f.name, wall.Format(wallLayout))
}

// agrees checks that a moment, written once more, is the same one.
func agrees(s string, t time.Time, f found) error {
	f.toTwentyFour()
	first := t
	if f.offset != nil {
		t = t.In(fixed(*f.offset))
	}
	same := t.Hour() == f.hour && t.Minute() == f.minute && (f.second == 0 || t.Second() == f.second) &&
		(f.weekday == nil || *f.weekday == t.Weekday()) && (f.name == "" || goesBy(t, f.name)) &&
		(f.year == 0 || f.year == t.Year()) && (f.month == 0 || f.month == int(t.Month())) && (f.dayOfMonth == 0 || f.dayOfMonth == t.Day())
	if f.a != 0 || f.word != "" || !same {
		second := at(beginning(t), f).Add(-offsetOf(t)).In(t.Location())
		return fmt.Errorf("%s says two times that are not the same: write %s or %s", reader.Quote(s), first.Format(offsetLayout), second.Format(offsetLayout))
	}
	return nil
}

// date returns the beginning of a day in UTC, if the calendar has it.
func date(year, month, day int) (time.Time, bool) {
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || d.Month() != time.Month(month) || d.Day() != day {
		return time.Time{}, false
	}
	return d, true
}

// at returns a wall time as if it were in UTC, the zero time for no day.
func at(day time.Time, f found) time.Time {
	if day.IsZero() {
		return day
	}
	return time.Date(day.Year(), day.Month(), day.Day(), f.hour, f.minute, f.second, 0, time.UTC)
}

// wallOf is what calendars and clocks show at a moment, as if it were in UTC.
func wallOf(t time.Time) time.Time { return t.Add(offsetOf(t)).UTC() }

// beginning returns the day of a moment where it is, as its beginning in UTC.
func beginning(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// backTo returns the last such day of the week, a day itself included.
func backTo(d time.Time, want time.Weekday) time.Time {
	return d.AddDate(0, 0, -(int(d.Weekday()-want)+7)%7)
}

func offsetOf(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

// fixed returns the zone of an offset from UTC in seconds.
func fixed(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone("", offset)
}

// writable moves a time to UTC whose offset has seconds, which no record can
// write. Only zones of before 1972 have such.
func writable(t time.Time) time.Time {
	if offsetOf(t)%time.Minute != 0 {
		return t.UTC()
	}
	return t
}

// aboutFraction says what became of a fraction of a second.
func aboutFraction(digits string) string {
	if strings.Trim(digits, "0") == "" {
		return ""
	}
	return "the second, without ." + strings.TrimRight(digits, "0") + " of one"
}

// notes joins what there is to note.
func notes(all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "; ")
}
