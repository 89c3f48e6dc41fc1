package clock

import (
	"errors"
	"fmt"
	"strings"
)

// A Rule is all the counting of one duty. The package documentation says what
// each key means. The zero Rule is a duty without a number.
type Rule struct {
	Within    Limit     `yaml:"within,omitempty"`
	Count     Count     `yaml:"count,omitempty"`
	Calendar  string    `yaml:"calendar,omitempty"` // the ID of one of [Calendars]; empty for weekends only
	CutOff    TimeOfDay `yaml:"cut_off,omitempty"`
	Cap       Limit     `yaml:"cap,omitempty"`
	CapLapses bool      `yaml:"cap_lapses,omitempty"`
	NotBefore Limit     `yaml:"not_before,omitempty"`
	Target    Limit     `yaml:"target,omitempty"`
	Zone      Zone      `yaml:"zone,omitempty"`
	Arguable  Arguable  `yaml:"arguable,omitempty"`
}

// A Count says which day a limit in days is counted from.
type Count string

// What days are counted from.
const (
	DayAfter Count = ""          // the day of the start is not counted
	FirstDay Count = "first day" // the day of the start is the first
	YearEnd  Count = "year end"  // from 31 December of the year of the start
)

// UnmarshalText reads what days are counted from.
func (c *Count) UnmarshalText(text []byte) error {
	switch read := Count(text); read {
	case DayAfter, FirstDay, YearEnd:
		*c = read
		return nil
	}
	return fmt.Errorf("%.60q does not say which day is counted from: write first day or year end, or leave it out", text)
}

// An Arguable is a reading of a rule that ends later, and who says so. The
// zero Arguable is none.
type Arguable struct {
	Reading  Reading   `yaml:"reading,omitempty"`
	Calendar string    `yaml:"calendar,omitempty"` // empty for weekends only
	Until    TimeOfDay `yaml:"until,omitempty"`
	Cite     string    `yaml:"cite,omitempty"`
}

// IsZero reports whether there is no later reading.
func (a Arguable) IsZero() bool { return a == Arguable{} }

// A Reading says what makes a limit end later.
type Reading string

// The later readings.
const (
	FullHours       Reading = "full hours"
	BusinessHours   Reading = "business hours"
	Holidays        Reading = "holidays"
	NextBusinessDay Reading = "next business day"
)

// UnmarshalText reads the name of a reading.
func (r *Reading) UnmarshalText(text []byte) error {
	switch read := Reading(text); read {
	case "", FullHours, BusinessHours, Holidays, NextBusinessDay:
		*r = read
		return nil
	}
	return fmt.Errorf("%.60q is not a reading: write full hours, business hours, holidays or next business day", text)
}

// A RuleError says what is wrong with one key of a rule.
type RuleError struct {
	Key string // as in YAML, like cut_off or arguable.cite
	Why string
}

func (e *RuleError) Error() string { return e.Key + ": " + e.Why }

// Check returns what stands between the rule and a deadline: one [*RuleError]
// for each wrong key, joined. [Due] refuses such a rule. A calendar that is
// not known is not wrong, see [FindCalendar].
func (r Rule) Check() error {
	var all []error
	fail := func(wrong bool, key, why string) {
		if wrong {
			all = append(all, &RuleError{key, why})
		}
	}
	r.checkLimits(fail)
	r.checkArguable(fail)
	fail(r.Zone.IsZero() && r.needsZone(), "zone", "days end at somebody's midnight: say whose, like Europe/Berlin")
	return errors.Join(all...)
}

func (r Rule) checkLimits(fail func(wrong bool, key, why string)) {
	const unreal = "this is not a limit"
	fail(!r.Within.valid(), "within", unreal)
	fail(!r.Cap.valid(), "cap", unreal)
	fail(!r.NotBefore.valid(), "not_before", unreal)
	fail(!r.Target.valid(), "target", unreal)
	fail(!r.Target.IsZero() && !r.Within.IsZero(), "target", "a duty with a limit needs no target")
	fail(r.NotBefore.Unit == BusinessDay && r.Calendar == "", "not_before", "an embargo in business days needs a calendar: a holiday that is not counted would end it too early")
	fail(r.CapLapses && r.Cap.IsZero(), "cap_lapses", "there is no cap that could lapse")
	fail(!r.CutOff.IsZero() && !r.Within.InDays(), "cut_off", "only a limit in days ends at a time of day")
	fail(r.CutOff < 0 || r.CutOff >= 24*60, "cut_off", "this is not a time of day")
	fail(r.Count != DayAfter && !r.Within.InDays(), "count", "only days are counted from a day")
	fail(r.Count == FirstDay && r.Within.Unit == Month, "count", "a month has no first day to count")
	fail(r.Calendar != "" && !r.countsBusinessDays(), "calendar", "only business days need a calendar")
}

func (r Rule) checkArguable(fail func(wrong bool, key, why string)) {
	a := r.Arguable
	if a.IsZero() {
		return
	}
	_, elapsed := r.Within.elapsed()
	fail(a.Reading == "", "arguable.reading", "say what makes the limit end later")
	fail(r.Within.IsZero(), "arguable", "a duty without a number has no later end")
	fail((a.Reading == FullHours || a.Reading == BusinessHours) && !elapsed, "arguable.reading", "the limit is not in hours")
	fail(a.Reading == Holidays && r.Within.Unit != BusinessDay, "arguable.reading", "the limit is not in business days")
	fail(a.Reading == Holidays && a.Calendar == "", "arguable.calendar", "say whose holidays")
	fail(a.Reading == FullHours && a.Calendar != "", "arguable.calendar", "full hours need no calendar")
	fail(!a.Until.IsZero() && a.Reading != NextBusinessDay, "arguable.until", "only the next business day can end at a time")
	fail(a.Until < 0 || a.Until >= 24*60, "arguable.until", "this is not a time of day")
	fail(strings.TrimSpace(a.Cite) == "", "arguable.cite", "say who allows the later end")
}

func (r Rule) countsBusinessDays() bool {
	for _, l := range []Limit{r.Within, r.Cap, r.NotBefore, r.Target} {
		if l.Unit == BusinessDay {
			return true
		}
	}
	return false
}

func (r Rule) needsZone() bool {
	return r.Within.InDays() || r.Cap.InDays() || r.NotBefore.InDays() || r.Target.InDays() || !r.Arguable.IsZero()
}
