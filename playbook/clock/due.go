package clock

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// A Deadline is when a duty is due, and why. The zero Deadline is that of a
// clock whose start is not recorded. All its times are in the zone of the
// clock, or with the offset of the start if the rule has no zone.
type Deadline struct {
	// Start is when the clock started.
	Start time.Time
	// Due is the last moment at which the duty is met, read conservatively.
	// It is zero for a duty without a number.
	Due time.Time
	// Open means that the duty has no number: it is due without delay, and
	// has an age.
	Open bool
	// LatestArguable is the end of the later reading, and Source says whose
	// reading it is. It is zero if that ends no later than Due.
	LatestArguable time.Time
	Source         string
	// NotBefore is the end of an embargo, zero if there is none.
	NotBefore time.Time
	// Target is when the team wants to have done a duty without a number. It
	// is nobody's law.
	Target time.Time
	// Soon is how long before Due it is due soon. Due sets a quarter of the
	// whole, at most four hours and at least thirty minutes; callers may
	// change it.
	Soon time.Duration
	// Basis is how the deadline was counted, step by step, for people.
	Basis []string
}

// Due computes the deadline of a rule from its start and the start of its cap.
// A start that is not recorded yet is the zero time; without any the deadline
// is zero too. The error is that of [Rule.Check].
func Due(r Rule, starts ...time.Time) (Deadline, error) {
	if len(starts) > 2 {
		return Deadline{}, fmt.Errorf("a clock has a start and a start of its cap, not %d", len(starts))
	}
	if err := r.Check(); err != nil {
		return Deadline{}, fmt.Errorf("the deadline was not computed: %w", err)
	}
	var both [2]time.Time
	copy(both[:], starts)
	start, capStart := both[0].Round(0), both[1].Round(0)
	if r.Cap.IsZero() {
		capStart = time.Time{}
	}
	first := start
	if first.IsZero() {
		first = capStart
	}
	if first.IsZero() {
		return Deadline{}, nil
	}
	k := reckon(r, first)
	return k.deadline(k.here(start), k.here(capStart)), nil
}

// deadline counts everything that a rule asks for.
func (k *reckoning) deadline(start, capStart moment) Deadline {
	d := Deadline{Start: start.Time}
	if start.IsZero() {
		d.Start = capStart.Time
	}
	d.Due = k.due(start, capStart)
	if d.Open = d.Due.IsZero(); d.Open {
		k.note("without a number: as soon as it can be done")
		d.Target = k.target(start)
	} else {
		d.Soon = soon(d.Due.Sub(d.Start))
		d.LatestArguable, d.Source = k.latest(start, capStart, d.Due)
	}
	d.NotBefore = k.notBefore(start)
	d.Basis = k.basis
	return d
}

// A reckoning follows one rule in one zone and writes down how.
type reckoning struct {
	rule     Rule
	zone     *time.Location
	calendar Calendar
	unknown  bool // whether the calendar is a stand-in for one that is not known
	// hours, if set, adds a length of time in its own way.
	hours func(start time.Time, length time.Duration) time.Time
	basis []string
}

// reckon prepares to follow a rule. Without a zone of its own it shows times
// with the offset of the start.
func reckon(r Rule, start time.Time) *reckoning {
	k := &reckoning{rule: r, zone: r.Zone.Location()}
	if k.zone == nil {
		_, offset := start.Zone()
		k.zone = time.FixedZone("", offset)
	}
	if k.find(r.Calendar); k.unknown {
		k.note("counted weekends only: the calendar %.40q is not known", r.Calendar)
	}
	return k
}

// find sets the calendar, or the one without holidays in its place.
func (k *reckoning) find(id string) {
	calendar, known := FindCalendar(id)
	if k.unknown = !known; k.unknown {
		calendar = weekends()
	}
	k.calendar = calendar
}

func (k *reckoning) note(format string, args ...any) {
	k.basis = append(k.basis, fmt.Sprintf(format, args...))
}

// A moment is a time in the zone of the clock, and the day that whoever wrote
// it down had then.
type moment struct {
	time.Time
	written Date
}

// early is the day from which a deadline is counted: a zone to the west of that
// of the clock may have been a day behind.
func (m moment) early() Date { return earlier(m.written, DateOf(m.Time)) }

// late is the day from which an embargo is counted.
func (m moment) late() Date {
	if here := DateOf(m.Time); m.written.Compare(here) < 0 {
		return here
	}
	return m.written
}

// there is the moment as if it had been written down in the zone of the clock.
func (m moment) there() moment { return moment{m.Time, DateOf(m.Time)} }

func earlier(a, b Date) Date {
	if b.Compare(a) < 0 {
		return b
	}
	return a
}

func (k *reckoning) here(t time.Time) moment {
	if t.IsZero() {
		return moment{}
	}
	here := t.In(k.zone)
	if _, a := t.Zone(); !k.rule.Zone.IsZero() {
		if _, b := here.Zone(); a != b {
			k.note("recorded as %s, that is %s in %s", words(t), words(here), k.zone)
		}
	}
	return moment{here, DateOf(t)}
}

// due returns the conservative end, zero if there is none yet.
func (k *reckoning) due(start, capStart moment) time.Time {
	var own time.Time
	if !start.IsZero() && !k.rule.Within.IsZero() {
		own = k.end(start)
	}
	if k.rule.Cap.IsZero() {
		return own
	}
	if capStart.IsZero() {
		k.noteNoCap()
		return own
	}
	last := k.plain(k.rule.Cap, capStart)
	if k.rule.CapLapses && start.After(last) {
		k.note("the cap of %s from %s had passed when the clock started, so it no longer applies", k.rule.Cap, words(capStart.Time))
		return own
	}
	if k.rule.Cap.Unit == Moment {
		k.note("no later than %s", words(last))
	} else {
		k.note("at most %s from %s, that is until %s", k.rule.Cap, words(capStart.Time), words(last))
	}
	switch {
	case start.IsZero():
		k.note("the clock itself has not started yet, so its cap is what counts")
	case !own.IsZero() && !last.Before(own):
		return own
	case !own.IsZero():
		k.note("the cap comes first")
	}
	return last
}

func (k *reckoning) noteNoCap() {
	if k.rule.Cap.Unit == Moment {
		k.note("no later than a second moment that is not recorded yet")
		return
	}
	k.note("at most %s from a second start that is not recorded yet: the deadline may come earlier", k.rule.Cap)
}

// end counts the rule's own limit.
func (k *reckoning) end(start moment) time.Time {
	within := k.rule.Within
	if length, ok := within.elapsed(); ok {
		return k.endOfHours(start.Time, length)
	}
	from, last := start.early(), Date{}
	switch k.rule.Count {
	case FirstDay:
		k.note("%s, %s being the first", within, from.words())
		last = k.days(within, from.AddDays(-1))
	case YearEnd:
		from = Date{from.Year, time.December, 31}
		k.note("%s after %s, the end of the year of the start", within, from.words())
		last = k.days(within, from)
	default:
		k.note("%s after %s, the day of the start %s", within, from.words(), k.whose(start))
		last = k.days(within, from)
	}
	due := k.rule.CutOff.ends(last, k.zone)
	if k.rule.CutOff.IsZero() {
		k.note("to the end of %s", last.words())
	} else {
		k.note("to %s on %s", k.rule.CutOff, last.words())
	}
	return due
}

// whose says whose day it is that days are counted from.
func (k *reckoning) whose(start moment) string {
	if start.early() == DateOf(start.Time) {
		return "in " + k.zone.String()
	}
	return "where it was recorded"
}

func (k *reckoning) endOfHours(start time.Time, length time.Duration) time.Time {
	if length == 0 {
		k.note("at the same moment, %s", words(start))
		return start
	}
	k.note("%s from %s", k.rule.Within, words(start))
	if a := k.rule.Arguable; a.Reading == FullHours && fullHour(start).Equal(start) {
		k.note("it began on the full hour: whoever does not count the hour that began then ends an hour later (%s)", a.Cite)
	}
	due := k.add(start, length)
	_, before := start.Zone()
	if _, after := due.Zone(); after != before {
		way := "forward"
		if after < before {
			way = "back"
		}
		k.note("the clocks go %s on the way, from %s to %s: hours are counted as they pass",
			way, start.Format("-07:00"), due.Format("-07:00"))
	}
	return due
}

// plain counts a limit without the rule's own ways of counting.
func (k *reckoning) plain(l Limit, start moment) time.Time {
	if length, ok := l.elapsed(); ok {
		return k.add(start.Time, length)
	}
	return TimeOfDay(0).ends(k.days(l, start.early()), k.zone)
}

func (k *reckoning) add(start time.Time, length time.Duration) time.Time {
	if k.hours != nil {
		return k.hours(start, length)
	}
	return start.Add(length)
}

// days returns the last day of a limit that is counted from the day after from.
func (k *reckoning) days(l Limit, from Date) Date {
	switch l.Unit {
	case Week:
		return from.AddDays(7 * l.N)
	case Month:
		last := from.AddMonths(l.N)
		if last.Day != from.Day {
			k.note("that month has no day %d, so its last day", from.Day)
		}
		return last
	case BusinessDay:
		return k.businessDays(from, l.N)
	}
	return from.AddDays(l.N)
}

func (k *reckoning) businessDays(from Date, n int) Date {
	last, out, known := k.calendar.count(from, n)
	for _, h := range out {
		k.note("not counted: %s, %s", h.Date.words(), h.Name)
	}
	if !known {
		k.note("counted weekends only %s", k.calendar.limits(last))
	}
	return last
}

// limits says where a calendar stops to know, seen from a day.
func (c Calendar) limits(d Date) string {
	if d.Compare(c.Until) > 0 {
		return fmt.Sprintf("after %s: the calendar %s ends there", c.Until, c.ID)
	}
	return fmt.Sprintf("before %s: the calendar %s begins there", c.From, c.ID)
}

// target is when the team wants to be done.
func (k *reckoning) target(start moment) time.Time {
	if k.rule.Target.IsZero() || start.IsZero() {
		return time.Time{}
	}
	k.note("the team's own target: %s from %s", k.rule.Target, words(start.Time))
	return k.plain(k.rule.Target, start)
}

// notBefore is the end of the embargo: the moment after it. Here the later
// reading is the conservative one.
func (k *reckoning) notBefore(start moment) time.Time {
	limit := k.rule.NotBefore
	if limit.IsZero() || start.IsZero() {
		return time.Time{}
	}
	k.note("not before %s have passed since %s", limit, words(start.Time))
	if length, ok := limit.elapsed(); ok {
		return start.Add(length)
	}
	last := k.days(limit, start.late())
	if limit.Unit == BusinessDay && (k.unknown || !k.calendar.Knows(last)) {
		k.note("a holiday that is not known moves the end of this embargo later: look it up before you tell anybody")
	}
	return last.AddDays(1).begins(k.zone)
}

// latest counts the later reading, and says whose it is: from the day of the
// start in the zone of the clock, if whoever recorded it was a day behind, and
// by what the rule allows.
func (k *reckoning) latest(start, capStart moment, due time.Time) (time.Time, string) {
	later := *k
	later.basis = nil
	start, capStart = start.there(), capStart.there()
	var sources []string
	end := later.due(start, capStart)
	if end.After(due) {
		first := start
		if first.IsZero() {
			first = capStart
		}
		sources = append(sources, fmt.Sprintf("counted from %s, the day of the start in %s", first.late().words(), k.zone))
	}
	if last, source := later.argued(start, capStart, end); last.After(end) {
		end, sources = last, append(sources, source)
	}
	if !end.After(due) {
		return time.Time{}, ""
	}
	return end, strings.Join(sources, "; ")
}

// argued counts by what the rule allows, and says who says so.
func (k *reckoning) argued(start, capStart moment, due time.Time) (time.Time, string) {
	a := k.rule.Arguable
	if a.IsZero() {
		return time.Time{}, ""
	}
	k.find(a.Calendar)
	end, why := k.read(a, start, capStart, due)
	source := a.Cite + ": " + why
	if last := DateOf(end); k.unknown || !k.calendar.Knows(last) {
		source += ", counted with weekends only"
	}
	return end, source
}

// read counts a later reading and says what makes it later.
func (k *reckoning) read(a Arguable, start, capStart moment, due time.Time) (end time.Time, why string) {
	switch a.Reading {
	case FullHours:
		return k.due(start.fullHour(), capStart.fullHour()), "the hour of the start is not counted"
	case BusinessHours:
		k.hours = k.calendar.addOpen
		return k.due(start, capStart), "the hours of days that are no business days are not counted"
	case Holidays:
		return k.due(start, capStart), "holidays are not business days"
	}
	last := DateOf(due)
	if k.calendar.BusinessDay(last) {
		return due, ""
	}
	next, _, _ := k.calendar.count(last, 1)
	until := cmp.Or(a.Until, k.rule.CutOff)
	return until.ends(next, k.zone), fmt.Sprintf("%s is no business day, so on %s", last.words(), next.words())
}

func (m moment) fullHour() moment { return moment{fullHour(m.Time), m.written} }

// fullHour returns the next full hour on the wall, or t if it is one.
func fullHour(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	past := time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
	if past == 0 {
		return t
	}
	return t.Add(time.Hour - past)
}

// addOpen adds a length of time that passes only on business days.
func (c Calendar) addOpen(t time.Time, length time.Duration) time.Time {
	for {
		day := DateOf(t)
		end := day.AddDays(1).begins(t.Location())
		if c.BusinessDay(day) {
			left := end.Sub(t)
			if length <= left {
				return t.Add(length)
			}
			length -= left
		}
		t = end
	}
}
