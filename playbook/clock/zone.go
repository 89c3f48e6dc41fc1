package clock

import (
	"fmt"
	"strings"
	"time"
)

// A Zone is a time zone with its rules. The zero Zone is none.
type Zone struct{ location *time.Location }

// A ZoneError says that a name is not a zone.
type ZoneError struct {
	Name string
	Err  error // what looking it up said, or nil
}

func (e *ZoneError) Error() string {
	return fmt.Sprintf("%.60q is not a time zone: write it like Europe/Berlin, America/New_York or UTC", e.Name)
}

func (e *ZoneError) Unwrap() error { return e.Err }

// ParseZone looks up a zone by its name.
func ParseZone(name string) (Zone, error) {
	if name != "UTC" && !strings.Contains(name, "/") {
		return Zone{}, &ZoneError{Name: name}
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return Zone{}, &ZoneError{name, err}
	}
	return Zone{location}, nil
}

// Location returns the zone as package time has it, nil for none.
func (z Zone) Location() *time.Location { return z.location }

// String returns the name of the zone, empty for none.
func (z Zone) String() string {
	if z.location == nil {
		return ""
	}
	return z.location.String()
}

// IsZero reports whether there is no zone.
func (z Zone) IsZero() bool { return z.location == nil }

// MarshalText writes the name of the zone.
func (z Zone) MarshalText() ([]byte, error) { return []byte(z.String()), nil }

// UnmarshalText looks up the zone as ParseZone does. Empty text is no zone.
func (z *Zone) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*z = Zone{}
		return nil
	}
	parsed, err := ParseZone(string(text))
	if err == nil {
		*z = parsed
	}
	return err
}

// A TimeOfDay is when a day ends for a duty, in minutes after midnight. The
// zero TimeOfDay is the end of the day.
type TimeOfDay int

// ParseTimeOfDay reads a time like 17:30.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fmt.Errorf("%.60q is not a time of day: write it like 17:30, in quotes", s)
	}
	minutes := TimeOfDay(t.Hour()*60 + t.Minute())
	if minutes == 0 {
		return 0, fmt.Errorf("a day cannot end at 00:00: leave the time out for the end of the day")
	}
	return minutes, nil
}

// String writes the time like 17:30, and nothing for the end of the day.
func (t TimeOfDay) String() string {
	if t == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60)
}

// IsZero reports whether it is the end of the day.
func (t TimeOfDay) IsZero() bool { return t == 0 }

// MarshalText writes the time as String does.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the time as ParseTimeOfDay does. Empty text is the end
// of the day.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = 0
		return nil
	}
	parsed, err := ParseTimeOfDay(string(text))
	if err == nil {
		*t = parsed
	}
	return err
}

// ends returns the moment when a day ends for a duty.
func (t TimeOfDay) ends(d Date, zone *time.Location) time.Time {
	if t == 0 {
		return d.at(23, 59, 59, zone)
	}
	return d.at(int(t)/60, int(t)%60, 0, zone)
}
