package clock_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cordon/playbook/clock"
)

// published are the days that were announced or printed for a year, without
// those on a weekend.
func TestCalendarsAgreeWithPublishedDays(t *testing.T) {
	for _, row := range []struct {
		id   string
		year int
		days string
	}{
		{"us-sec", 2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26"},
		{"us-federal", 2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
		{"us-federal", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
		{"us-sec", 2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
		{"us-federal", 2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
		{"eu-target", 2026, "01-01 04-03 04-06 05-01 12-25"},
		{"eu-target", 2027, "01-01 03-26 03-29"},
		{"uk-england-wales", 2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"},
		{"uk-england-wales", 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"},
		{"uk-england-wales", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		{"uk-england-wales", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
		{"uk-england-wales", 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"},
		{"br-national", 2025, "01-01 04-18 04-21 05-01 11-20 12-25"},
		{"br-national", 2026, "01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-20 12-25"},
		{"sg-public", 2026, "01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25"},
		{"sg-public", 2027, "01-01 02-08 03-10 03-26 05-17 05-20 08-09 10-28"},
		{"jp-administrative", 2027, "01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-29 12-30 12-31"},
		{"weekends", 2026, ""},
	} {
		c, ok := clock.FindCalendar(row.id)
		if !ok {
			t.Fatalf("there is no calendar %s", row.id)
		}
		var days []string
		for _, h := range c.Holidays(row.year) {
			if day := h.Date.Weekday(); day != time.Saturday && day != time.Sunday {
				days = append(days, h.Date.String()[len("2026-"):])
			}
		}
		if got := strings.Join(days, " "); got != row.days {
			t.Errorf("%s in %d:\n%s, want\n%s", row.id, row.year, got, row.days)
		}
	}
}

func TestEveryCalendarSaysWhereItComesFrom(t *testing.T) {
	seen := make(map[string]bool)
	for _, c := range clock.Calendars() {
		if seen[c.ID] || c.ID == "" || c.Title == "" || c.Note == "" {
			t.Errorf("calendar %q: want an id of its own, a title and a note", c.ID)
		}
		seen[c.ID] = true
		if c.ID == clock.Weekends {
			continue
		}
		if u, err := url.Parse(c.Source); err != nil || u.Scheme != "https" || u.Host == "" {
			t.Errorf("calendar %s: source = %q, want an address", c.ID, c.Source)
		}
		if c.CheckedOn.IsZero() || c.From.IsZero() || c.Until.Compare(c.CheckedOn) <= 0 {
			t.Errorf("calendar %s: checked on %s, valid from %s until %s", c.ID, c.CheckedOn, c.From, c.Until)
		}
		for year := c.From.Year - 1; year <= c.Until.Year+1; year++ {
			checkYear(t, c, year)
		}
	}
}

func checkYear(t *testing.T, c clock.Calendar, year int) {
	t.Helper()
	holidays := c.Holidays(year)
	if known := year >= c.From.Year && year <= c.Until.Year; known != (len(holidays) > 0) {
		t.Errorf("calendar %s has %d holidays in %d", c.ID, len(holidays), year)
	}
	for i, h := range holidays {
		if h.Name == "" || h.Date.Year != year || c.BusinessDay(h.Date) {
			t.Errorf("calendar %s: %v is no holiday of %d", c.ID, h, year)
		}
		if i > 0 && h.Date.Compare(holidays[i-1].Date) < 0 {
			t.Errorf("calendar %s: %v is out of order", c.ID, h)
		}
	}
}

func TestFindCalendar(t *testing.T) {
	if c, ok := clock.FindCalendar(""); !ok || c.ID != clock.Weekends {
		t.Errorf("FindCalendar of nothing = %s, %v, want %s", c.ID, ok, clock.Weekends)
	}
	if c, ok := clock.FindCalendar("mars"); ok {
		t.Errorf("FindCalendar(mars) = %s, want none", c.ID)
	}
}
