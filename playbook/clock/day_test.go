package clock_test

import (
	"strings"
	"testing"
)

// Whoever writes down a start in the evening has not yet the day that the zone
// of the clock has. Days are counted from the earlier of the two, and the other
// is a later reading.
func TestDayOfTheStart(t *testing.T) {
	for _, row := range []struct{ name, rule, start, due, latest string }{
		{"HIPAA under 500, over the end of the year", "{within: 60 days, count: year end, zone: America/New_York}",
			"2026-12-31T22:30:00-08:00", "2027-03-01T23:59:59-05:00", "2028-02-29T23:59:59-05:00"},
		{"FTC, from the west", "{within: 30 days, zone: America/New_York}",
			"2027-01-10T22:00:00-08:00", "2027-02-09T23:59:59-05:00", "2027-02-10T23:59:59-05:00"},
		{"Australia, from the west", "{within: 30 days, zone: Australia/Sydney}",
			"2027-05-10T23:00:00+08:00", "2027-06-09T23:59:59+10:00", "2027-06-10T23:59:59+10:00"},
		{"NIS2, from London", "{within: 1 month, zone: Europe/Brussels}",
			"2027-01-10T23:30:00Z", "2027-02-10T23:59:59+01:00", "2027-02-11T23:59:59+01:00"},
		{"from the east, where it is the next day already", "{within: 30 days, zone: America/Los_Angeles}",
			"2026-12-01T08:00:00+09:00", "2026-12-30T23:59:59-08:00", "none"},
		{"the end of a month", "{within: 1 month, zone: Europe/Brussels}",
			"2027-01-31T23:30:00Z", "2027-02-28T23:59:59+01:00", "2027-03-01T23:59:59+01:00"},
		{"business days over a weekend", "{within: 1 business day, zone: Europe/Brussels}",
			"2027-01-10T23:30:00Z", "2027-01-11T23:59:59+01:00", "2027-01-12T23:59:59+01:00"},
		{"the first day counts", "{within: 5 days, count: first day, zone: Asia/Tokyo}",
			"2027-01-10T20:00:00Z", "2027-01-14T23:59:59+09:00", "2027-01-15T23:59:59+09:00"},
		{"hours have no day", "{within: 72 hours, zone: Europe/Brussels}",
			"2027-01-10T23:30:00Z", "2027-01-14T00:30:00+01:00", "none"},
		{"with the next business day, from the later day", "{within: 1 month, zone: Europe/Brussels, arguable: {reading: next business day, cite: Reg. X}}",
			"2027-01-12T23:30:00Z", "2027-02-12T23:59:59+01:00", "2027-02-15T23:59:59+01:00"},
		{"with a cut-off", `{within: 1 day, cut_off: "17:30", zone: Europe/Brussels}`,
			"2027-01-10T23:30:00Z", "2027-01-11T17:30:00+01:00", "2027-01-12T17:30:00+01:00"},
	} {
		d := count(t, row.rule, row.start)
		if show(d.Due) != row.due || show(d.LatestArguable) != row.latest {
			t.Errorf("%s: due %s, latest %s, want %s, %s\n%s", row.name, show(d.Due), show(d.LatestArguable), row.due, row.latest, strings.Join(d.Basis, "\n"))
		}
	}
}

// The two days are told apart, in the basis and in the source of the later one.
func TestDayOfTheStartInWords(t *testing.T) {
	d := count(t, "{within: 1 month, zone: Europe/Brussels, arguable: {reading: next business day, cite: Reg. X}}", "2027-01-12T23:30:00Z")
	const basis = `recorded as Tue 2027-01-12 23:30 +00:00, that is Wed 2027-01-13 00:30 +01:00 in Europe/Brussels
1 month after Tue 2027-01-12, the day of the start where it was recorded
to the end of Fri 2027-02-12`
	if got := strings.Join(d.Basis, "\n"); got != basis {
		t.Errorf("basis:\n%s\nwant\n%s", got, basis)
	}
	const source = "counted from Wed 2027-01-13, the day of the start in Europe/Brussels; Reg. X: Sat 2027-02-13 is no business day, so on Mon 2027-02-15"
	if d.Source != source {
		t.Errorf("source %q\nwant   %q", d.Source, source)
	}
}

// A cap in days and a target are counted from the earlier day; an embargo, where
// the later end is the safe one, from the later.
func TestDayOfTheStartOfACapATargetAndAnEmbargo(t *testing.T) {
	const start = "2027-01-10T23:30:00Z"
	if d := count(t, "{cap: 2 days, zone: Europe/Brussels}", "", start); show(d.Due) != "2027-01-12T23:59:59+01:00" {
		t.Errorf("cap ends %s, want two days after the day in London", show(d.Due))
	}
	if d := count(t, "{target: 2 days, zone: Europe/Brussels}", start); show(d.Target) != "2027-01-12T23:59:59+01:00" {
		t.Errorf("target %s, want two days after the day in London", show(d.Target))
	}
	if d := count(t, "{not_before: 2 days, zone: Europe/Brussels}", start); show(d.NotBefore) != "2027-01-14T00:00:00+01:00" {
		t.Errorf("not before %s, want the second day after that in Brussels to be over", show(d.NotBefore))
	}
	if d := count(t, "{not_before: 2 days, zone: America/New_York}", "2027-01-11T08:00:00+09:00"); show(d.NotBefore) != "2027-01-14T00:00:00-05:00" {
		t.Errorf("not before %s, want the second day after that in Tokyo to be over", show(d.NotBefore))
	}
}

// An event on the full hour is not counted an hour longer, but whoever reads on
// is told that some would.
func TestEventOnTheFullHour(t *testing.T) {
	d := count(t, "{within: 72 hours, zone: Europe/Berlin, arguable: {reading: full hours, cite: Reg. X}}", "2026-11-03T12:00:00+01:00")
	const says = "it began on the full hour: whoever does not count the hour that began then ends an hour later (Reg. X)"
	if basis := strings.Join(d.Basis, "\n"); !strings.Contains(basis, says) || !d.LatestArguable.IsZero() {
		t.Errorf("latest %s, basis\n%s\nwant none, and %q", show(d.LatestArguable), basis, says)
	}
}
