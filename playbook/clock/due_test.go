package clock_test

import (
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook/clock"
)

// rule reads a rule as a file would have it.
func rule(t *testing.T, text string) clock.Rule {
	t.Helper()
	var r clock.Rule
	if err := yaml.Load([]byte(text), &r, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	return r
}

// count is Due with times as text, an empty one for a start not recorded.
func count(t *testing.T, text string, starts ...string) clock.Deadline {
	t.Helper()
	var at []time.Time
	for _, s := range starts {
		if s == "" {
			at = append(at, time.Time{})
			continue
		}
		parsed, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		at = append(at, parsed)
	}
	d, err := clock.Due(rule(t, text), at...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func show(t time.Time) string {
	if t.IsZero() {
		return "none"
	}
	return t.Format(time.RFC3339)
}

// The basis is what a person reads who asks why.
func TestBasis(t *testing.T) {
	for _, row := range []struct {
		name, rule string
		starts     []string
		due        string
		basis      string
	}{
		{
			"over the change of the clocks", "{within: 72 hours, zone: Europe/Berlin}",
			[]string{"2027-03-26T14:30:00+01:00"}, "2027-03-29T15:30:00+02:00", `
72 hours from Fri 2027-03-26 14:30 +01:00
the clocks go forward on the way, from +01:00 to +02:00: hours are counted as they pass`,
		}, {
			"recorded on the other side of the world", "{within: 30 days, zone: America/Los_Angeles}",
			[]string{"2026-12-01T08:00:00+09:00"}, "2026-12-30T23:59:59-08:00", `
recorded as Tue 2026-12-01 08:00 +09:00, that is Mon 2026-11-30 15:00 -08:00 in America/Los_Angeles
30 days after Mon 2026-11-30, the day of the start in America/Los_Angeles
to the end of Wed 2026-12-30`,
		}, {
			"a holiday on the way", `{within: 4 business days, calendar: us-sec, cut_off: "17:30", zone: America/New_York}`,
			[]string{"2026-11-24T20:00:00-05:00"}, "2026-12-01T17:30:00-05:00", `
4 business days after Tue 2026-11-24, the day of the start in America/New_York
not counted: Thu 2026-11-26, Thanksgiving Day
to 17:30 on Tue 2026-12-01`,
		}, {
			"past the end of the calendar", "{within: 3 business days, calendar: us-federal, zone: America/New_York}",
			[]string{"2028-12-28T10:00:00-05:00"}, "2029-01-02T23:59:59-05:00", `
3 business days after Thu 2028-12-28, the day of the start in America/New_York
counted weekends only after 2028-12-31: the calendar us-federal ends there
to the end of Tue 2029-01-02`,
		}, {
			"before the calendar begins", "{within: 1 business day, calendar: sg-public, zone: Asia/Singapore}",
			[]string{"2025-12-24T10:00:00+08:00"}, "2025-12-25T23:59:59+08:00", `
1 business day after Wed 2025-12-24, the day of the start in Asia/Singapore
counted weekends only before 2026-01-01: the calendar sg-public begins there
to the end of Thu 2025-12-25`,
		}, {
			"a calendar that is not known", "{within: 1 business day, calendar: mars, zone: UTC}",
			[]string{"2026-12-24T10:00:00Z"}, "2026-12-25T23:59:59Z", `
counted weekends only: the calendar "mars" is not known
1 business day after Thu 2026-12-24, the day of the start in UTC
to the end of Fri 2026-12-25`,
		}, {
			"a short month", "{within: 1 month, zone: Europe/Brussels}",
			[]string{"2028-01-31T10:00:00+01:00"}, "2028-02-29T23:59:59+01:00", `
1 month after Mon 2028-01-31, the day of the start in Europe/Brussels
that month has no day 31, so its last day
to the end of Tue 2028-02-29`,
		}, {
			"months from the start, not from month to month", "{within: 2 months, zone: Europe/Brussels}",
			[]string{"2027-01-31T10:00:00+01:00"}, "2027-03-31T23:59:59+02:00", `
2 months after Sun 2027-01-31, the day of the start in Europe/Brussels
to the end of Wed 2027-03-31`,
		}, {
			"the end of the year", "{within: 60 days, count: year end, zone: America/New_York}",
			[]string{"2026-03-02T09:00:00-05:00"}, "2027-03-01T23:59:59-05:00", `
60 days after Thu 2026-12-31, the end of the year of the start
to the end of Mon 2027-03-01`,
		}, {
			"the first day counts", "{within: 30 days, count: first day, zone: Asia/Tokyo}",
			[]string{"2026-12-01T10:00:00+09:00"}, "2026-12-30T23:59:59+09:00", `
30 days, Tue 2026-12-01 being the first
to the end of Wed 2026-12-30`,
		}, {
			"the cap comes first", "{within: 4 hours, cap: 24 hours, cap_lapses: true, zone: Europe/Madrid}",
			[]string{"2026-11-22T06:00:00+01:00", "2026-11-21T08:00:00+01:00"}, "2026-11-22T08:00:00+01:00", `
4 hours from Sun 2026-11-22 06:00 +01:00
at most 24 hours from Sat 2026-11-21 08:00 +01:00, that is until Sun 2026-11-22 08:00 +01:00
the cap comes first`,
		}, {
			"the cap has lapsed", "{within: 4 hours, cap: 24 hours, cap_lapses: true, zone: Europe/Madrid}",
			[]string{"2026-11-22T14:00:00+01:00", "2026-11-21T08:00:00+01:00"}, "2026-11-22T18:00:00+01:00", `
4 hours from Sun 2026-11-22 14:00 +01:00
the cap of 24 hours from Sat 2026-11-21 08:00 +01:00 had passed when the clock started, so it no longer applies`,
		}, {
			"a cap that does not lapse", "{within: 4 hours, cap: 24 hours, zone: Europe/Madrid}",
			[]string{"2026-11-22T14:00:00+01:00", "2026-11-21T08:00:00+01:00"}, "2026-11-22T08:00:00+01:00", `
4 hours from Sun 2026-11-22 14:00 +01:00
at most 24 hours from Sat 2026-11-21 08:00 +01:00, that is until Sun 2026-11-22 08:00 +01:00
the cap comes first`,
		}, {
			"only the cap has started", "{within: 4 hours, cap: 24 hours, zone: Europe/Madrid}",
			[]string{"", "2026-11-21T08:00:00+01:00"}, "2026-11-22T08:00:00+01:00", `
at most 24 hours from Sat 2026-11-21 08:00 +01:00, that is until Sun 2026-11-22 08:00 +01:00
the clock itself has not started yet, so its cap is what counts`,
		}, {
			"the cap has not started", "{within: 4 hours, cap: 24 hours, zone: Europe/Madrid}",
			[]string{"2026-11-22T14:00:00+01:00"}, "2026-11-22T18:00:00+01:00", `
4 hours from Sun 2026-11-22 14:00 +01:00
at most 24 hours from a second start that is not recorded yet: the deadline may come earlier`,
		}, {
			"without a zone", "{within: 72 hours}",
			[]string{"2027-03-26T14:30:00+01:00"}, "2027-03-29T14:30:00+01:00", `
72 hours from Fri 2027-03-26 14:30 +01:00`,
		}, {
			"no later than people are told", "{within: the same moment}",
			[]string{"2027-03-26T14:30:20+01:00"}, "2027-03-26T14:30:20+01:00", `
at the same moment, Fri 2027-03-26 14:30:20 +01:00`,
		}, {
			"without a number, but no later than people are told", "{cap: the same moment}",
			[]string{"2027-03-26T14:30:00+01:00", "2027-03-30T09:00:00+01:00"}, "2027-03-30T09:00:00+01:00", `
no later than Tue 2027-03-30 09:00 +01:00`,
		}, {
			"without a number, and people are not told yet", "{cap: the same moment}",
			[]string{"2027-03-26T14:30:00+01:00"}, "none", `
no later than a second moment that is not recorded yet
without a number: as soon as it can be done`,
		}, {
			"a cap in days", "{within: 1 month, cap: 10 business days, calendar: us-federal, zone: America/New_York}",
			[]string{"2026-11-20T09:00:00-05:00", "2026-11-20T09:00:00-05:00"}, "2026-12-07T23:59:59-05:00", `
1 month after Fri 2026-11-20, the day of the start in America/New_York
to the end of Sun 2026-12-20
not counted: Thu 2026-11-26, Thanksgiving Day
at most 10 business days from Fri 2026-11-20 09:00 -05:00, that is until Mon 2026-12-07 23:59:59 -05:00
the cap comes first`,
		}, {
			"the cap comes last", "{within: 4 hours, cap: 24 hours, zone: Europe/Madrid}",
			[]string{"2026-11-21T09:00:00+01:00", "2026-11-21T08:00:00+01:00"}, "2026-11-21T13:00:00+01:00", `
4 hours from Sat 2026-11-21 09:00 +01:00
at most 24 hours from Sat 2026-11-21 08:00 +01:00, that is until Sun 2026-11-22 08:00 +01:00`,
		}, {
			"without a number", "{target: 24 hours}",
			[]string{"2027-03-26T14:30:00+01:00"}, "none", `
without a number: as soon as it can be done
the team's own target: 24 hours from Fri 2027-03-26 14:30 +01:00`,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := count(t, row.rule, row.starts...)
			if got := show(d.Due); got != row.due {
				t.Errorf("due = %s, want %s", got, row.due)
			}
			if got := strings.Join(d.Basis, "\n"); got != strings.TrimSpace(row.basis) {
				t.Errorf("basis:\n%s\nwant:%s", got, row.basis)
			}
			if d.Open != d.Due.IsZero() {
				t.Errorf("open = %v with due %s", d.Open, show(d.Due))
			}
		})
	}
}

// A day ends early rather than late where the clocks leave its last second
// out, or show it twice.
func TestDaysWithoutAUsualEnd(t *testing.T) {
	for _, row := range []struct{ name, zone, start, due string }{
		{"the last hour is skipped", "America/Nuuk", "2027-03-26T12:00:00-02:00", "2027-03-27T22:59:59-02:00"},
		{"the last hour comes twice", "America/Santiago", "2027-04-02T12:00:00-03:00", "2027-04-03T23:59:59-03:00"},
		{"the first hour of the next day is skipped", "America/Santiago", "2026-09-04T12:00:00-04:00", "2026-09-05T23:59:59-04:00"},
		{"the day itself is skipped", "Pacific/Apia", "2011-12-29T12:00:00-10:00", "2011-12-29T23:59:59-10:00"},
	} {
		if got := show(count(t, "{within: 1 day, zone: "+row.zone+"}", row.start).Due); got != row.due {
			t.Errorf("%s: due = %s, want %s", row.name, got, row.due)
		}
	}
}

func TestCutOffWithinTheChangeOfTheClocks(t *testing.T) {
	for _, row := range []struct{ name, start, due string }{
		{"skipped", "2027-03-13T12:00:00-05:00", "2027-03-14T01:59:59-05:00"},
		{"twice", "2026-10-31T12:00:00-04:00", "2026-11-01T02:30:00-05:00"},
	} {
		if got := show(count(t, `{within: 1 day, cut_off: "02:30", zone: America/New_York}`, row.start).Due); got != row.due {
			t.Errorf("%s: due = %s, want %s", row.name, got, row.due)
		}
	}
}

func TestArguable(t *testing.T) {
	for _, row := range []struct{ name, rule, start, due, latest, source string }{
		{
			"full hours", "{within: 72 hours, zone: Europe/Berlin, arguable: {reading: full hours, cite: Reg. X}}",
			"2026-11-03T12:17:00+01:00", "2026-11-06T12:17:00+01:00", "2026-11-06T13:00:00+01:00",
			"Reg. X: the hour of the start is not counted",
		}, {
			"full hours in a zone of half hours", "{within: 72 hours, zone: Asia/Kolkata, arguable: {reading: full hours, cite: Reg. X}}",
			"2026-11-03T12:17:00+05:30", "2026-11-06T12:17:00+05:30", "2026-11-06T13:00:00+05:30",
			"Reg. X: the hour of the start is not counted",
		}, {
			"full hours from a full hour", "{within: 72 hours, zone: Europe/Berlin, arguable: {reading: full hours, cite: Reg. X}}",
			"2026-11-03T12:00:00+01:00", "2026-11-06T12:00:00+01:00", "none", "",
		}, {
			"business hours over a weekend", "{within: 24 hours, zone: Europe/Zurich, arguable: {reading: business hours, cite: Guidance}}",
			"2026-11-20T18:00:00+01:00", "2026-11-21T18:00:00+01:00", "2026-11-23T18:00:00+01:00",
			"Guidance: the hours of days that are no business days are not counted",
		}, {
			"business hours in the week", "{within: 24 hours, zone: Europe/Zurich, arguable: {reading: business hours, cite: Guidance}}",
			"2026-11-18T18:00:00+01:00", "2026-11-19T18:00:00+01:00", "none", "",
		}, {
			"the next business day", "{within: 1 month, zone: Europe/Brussels, arguable: {reading: next business day, calendar: eu-target, cite: Reg. X}}",
			"2027-02-26T10:00:00+01:00", "2027-03-26T23:59:59+01:00", "2027-03-30T23:59:59+02:00",
			"Reg. X: Fri 2027-03-26 is no business day, so on Tue 2027-03-30",
		}, {
			"the next business day keeps the cut-off", `{within: 2 days, cut_off: "17:30", zone: Europe/Brussels, arguable: {reading: next business day, cite: Reg. X}}`,
			"2026-11-19T10:00:00+01:00", "2026-11-21T17:30:00+01:00", "2026-11-23T17:30:00+01:00",
			"Reg. X: Sat 2026-11-21 is no business day, so on Mon 2026-11-23",
		}, {
			"the next business day past the calendar", "{within: 1 day, zone: Asia/Singapore, arguable: {reading: next business day, calendar: sg-public, cite: Act}}",
			"2027-12-31T10:00:00+08:00", "2028-01-01T23:59:59+08:00", "2028-01-03T23:59:59+08:00",
			"Act: Sat 2028-01-01 is no business day, so on Mon 2028-01-03, counted with weekends only",
		}, {
			"holidays", "{within: 3 business days, zone: America/Sao_Paulo, arguable: {reading: holidays, calendar: br-national, cite: by analogy}}",
			"2026-11-19T15:00:00-03:00", "2026-11-24T23:59:59-03:00", "2026-11-25T23:59:59-03:00",
			"by analogy: holidays are not business days",
		},
	} {
		d := count(t, row.rule, row.start)
		if show(d.Due) != row.due || show(d.LatestArguable) != row.latest || d.Source != row.source {
			t.Errorf("%s: due %s, latest %s, %q\nwant %s, %s, %q", row.name,
				show(d.Due), show(d.LatestArguable), d.Source, row.due, row.latest, row.source)
		}
	}
}

// An end on a Sunday may move to Monday noon whether or not the cap applied,
// for whoever has that relief.
func TestLateClassificationKeepsTheWeekend(t *testing.T) {
	d := count(t, `{within: 4 hours, cap: 24 hours, cap_lapses: true, zone: Europe/Madrid, arguable: {reading: next business day, until: "12:00", cite: Art. 5(4)}}`,
		"2026-11-22T14:00:00+01:00", "2026-11-21T08:00:00+01:00")
	if show(d.Due) != "2026-11-22T18:00:00+01:00" || show(d.LatestArguable) != "2026-11-23T12:00:00+01:00" {
		t.Errorf("due %s, latest arguable %s, want Sunday 18:00 and Monday noon", show(d.Due), show(d.LatestArguable))
	}
}

// Carriers in the US must not tell customers before seven full business days
// have passed since they told law enforcement.
func TestEmbargo(t *testing.T) {
	for _, row := range []struct{ name, rule, start, until, says string }{
		{"business days", "{not_before: 7 business days, calendar: us-federal, zone: America/New_York}", "2026-11-20T16:00:00-05:00", "2026-12-03T00:00:00-05:00", "Thanksgiving"},
		{"past the calendar", "{not_before: 7 business days, calendar: us-federal, zone: America/New_York}", "2028-12-28T16:00:00-05:00", "2029-01-09T00:00:00-05:00", "look it up before you tell anybody"},
		{"unknown calendar", "{not_before: 1 business day, calendar: mars, zone: America/New_York}", "2026-11-20T16:00:00-05:00", "2026-11-24T00:00:00-05:00", "look it up before you tell anybody"},
		{"days", "{not_before: 2 days, zone: America/New_York}", "2026-11-20T16:00:00-05:00", "2026-11-23T00:00:00-05:00", "not before 2 days have passed"},
		{"a day that begins late", "{not_before: 1 day, zone: America/Santiago}", "2026-09-04T16:00:00-04:00", "2026-09-06T01:00:00-03:00", "not before 1 day"},
		{"hours", "{not_before: 48 hours, zone: America/New_York}", "2026-11-20T16:00:00-05:00", "2026-11-22T16:00:00-05:00", "not before 48 hours"},
		{"on or after another filing", "{not_before: the same moment}", "2026-11-20T16:00:00-05:00", "2026-11-20T16:00:00-05:00", "not before the same moment"},
	} {
		d := count(t, row.rule, row.start)
		if got := show(d.NotBefore); got != row.until {
			t.Errorf("%s: not before %s, want %s", row.name, got, row.until)
		}
		if basis := strings.Join(d.Basis, "\n"); !strings.Contains(basis, row.says) {
			t.Errorf("%s: basis %q, want it to say %q", row.name, basis, row.says)
		}
		if end := d.NotBefore; d.TooEarly(end) || !d.TooEarly(end.Add(-time.Second)) {
			t.Errorf("%s: want too early a second before %s, and no longer then", row.name, show(end))
		}
	}
}

func TestTarget(t *testing.T) {
	for _, row := range []struct{ rule, target string }{
		{"{target: 24 hours, zone: UTC}", "2027-03-27T14:30:00Z"},
		{"{target: 3 days, zone: UTC}", "2027-03-29T23:59:59Z"},
		{"{zone: UTC}", "none"},
	} {
		d := count(t, row.rule, "2027-03-26T14:30:00Z")
		if !d.Open || !d.Due.IsZero() || show(d.Target) != row.target {
			t.Errorf("Due(%s): open %v, due %s, target %s, want an open duty with target %s", row.rule, d.Open, show(d.Due), show(d.Target), row.target)
		}
	}
}

func TestNothingRecorded(t *testing.T) {
	for _, text := range []string{"{within: 72 hours}", "{within: 4 hours, cap: 24 hours}", "{target: 3 days, zone: UTC}", "{not_before: 1 day, zone: UTC}"} {
		d := count(t, text, "", "")
		if !d.Start.IsZero() || !d.Due.IsZero() || d.Open || d.Basis != nil {
			t.Errorf("Due(%s) without a start = %+v, want nothing", text, d)
		}
	}
	// A second start of a clock without a cap means nothing.
	if d := count(t, "{within: 72 hours}", "", "2026-11-20T16:00:00-05:00"); !d.Start.IsZero() {
		t.Errorf("Due with the start of a cap that is not there = %+v, want nothing", d)
	}
	if _, err := clock.Due(clock.Rule{}, time.Time{}, time.Time{}, time.Time{}); err == nil {
		t.Error("Due with three starts = no error, want one")
	}
}
