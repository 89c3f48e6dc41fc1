package clock_test

import (
	"testing"
	"time"

	"cordon/playbook/clock"
)

func TestState(t *testing.T) {
	const gdpr = "{within: 72 hours, zone: Europe/Berlin, arguable: {reading: full hours, cite: X}}"
	const start = "2027-03-26T14:30:00+01:00" // due 2027-03-29T15:30:00+02:00
	for _, row := range []struct {
		name, rule, start string
		now, filed        string
		want              clock.State
	}{
		{"nothing recorded", gdpr, "", start, "", clock.NotStarted},
		{"at the start", gdpr, start, start, "", clock.Running},
		{"a system clock that was set back", gdpr, start, "2027-03-20T00:00:00Z", "", clock.Running},
		{"a second before it is due soon", gdpr, start, "2027-03-29T11:29:59+02:00", "", clock.Running},
		{"four hours left", gdpr, start, "2027-03-29T11:30:00+02:00", "", clock.DueSoon},
		{"the moment itself", gdpr, start, "2027-03-29T15:30:00+02:00", "", clock.DueSoon},
		{"within its second", gdpr, start, "2027-03-29T15:30:00.999+02:00", "", clock.DueSoon},
		{"a second later", gdpr, start, "2027-03-29T15:30:01+02:00", "", clock.Overdue},
		{"filed at the last moment", gdpr, start, "2027-04-01T00:00:00Z", "2027-03-29T15:30:00+02:00", clock.FiledInTime},
		{"filed a second late", gdpr, start, "2027-04-01T00:00:00Z", "2027-03-29T15:30:01+02:00", clock.FiledLate},
		{"filed before anything else", gdpr, "", start, start, clock.FiledInTime},
		{"a quarter left of 6 hours", "{within: 6 hours}", "2027-01-01T00:00:00Z", "2027-01-01T04:30:00Z", "", clock.DueSoon},
		{"more than a quarter of 6 hours", "{within: 6 hours}", "2027-01-01T00:00:00Z", "2027-01-01T04:29:59Z", "", clock.Running},
		{"half an hour left of one", "{within: 1 hour}", "2027-01-01T00:00:00Z", "2027-01-01T00:30:00Z", "", clock.DueSoon},
		{"a duty without a number, years later", "{}", "2027-01-01T00:00:00Z", "2029-01-01T00:00:00Z", "", clock.Running},
		{"a duty without a number, done", "{}", "2027-01-01T00:00:00Z", "2029-01-01T00:00:00Z", "2028-01-01T00:00:00Z", clock.FiledInTime},
		{"the last second of the last day", "{within: 1 day, zone: UTC}", "2027-01-01T08:00:00Z", "2027-01-05T00:00:00Z", "2027-01-02T23:59:59.9Z", clock.FiledInTime},
		{"the day after the last day", "{within: 1 day, zone: UTC}", "2027-01-01T08:00:00Z", "2027-01-05T00:00:00Z", "2027-01-03T00:00:00Z", clock.FiledLate},
	} {
		d := count(t, row.rule, row.start)
		if got := d.State(at(t, row.now), moment(t, row.filed)); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// moment is at, with nothing for nothing.
func moment(t *testing.T, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	return at(t, s)
}

func TestWithinArguable(t *testing.T) {
	d := count(t, "{within: 72 hours, zone: Europe/Berlin, arguable: {reading: full hours, cite: X}}", "2027-03-26T14:30:00+01:00")
	for _, row := range []struct {
		filed string
		want  bool
	}{
		{"2027-03-29T15:30:00+02:00", false}, // in time needs no argument
		{"2027-03-29T15:30:01+02:00", true},
		{"2027-03-29T16:00:00+02:00", true},
		{"2027-03-29T16:00:01+02:00", false},
	} {
		if got := d.WithinArguable(at(t, row.filed)); got != row.want {
			t.Errorf("WithinArguable(%s) = %v, want %v", row.filed, got, row.want)
		}
	}
	plain := count(t, "{within: 72 hours}", "2027-03-26T14:30:00+01:00")
	if plain.WithinArguable(at(t, "2027-03-30T14:30:00+01:00")) {
		t.Error("WithinArguable without a later reading = true, want false")
	}
}

func TestSoonCanBeChanged(t *testing.T) {
	d := count(t, "{within: 30 days, zone: UTC}", "2027-01-01T08:00:00Z") // due at the end of the 31st
	now := at(t, "2027-01-29T08:00:00Z")
	if got := d.State(now, time.Time{}); got != clock.Running {
		t.Errorf("two days before the end: %s, want %s", got, clock.Running)
	}
	d.Soon = 3 * 24 * time.Hour
	if got := d.State(now, time.Time{}); got != clock.DueSoon {
		t.Errorf("two days before the end, told three days before: %s, want %s", got, clock.DueSoon)
	}
}
