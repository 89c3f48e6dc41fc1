package clock_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook/clock"
)

func TestLocal(t *testing.T) {
	for _, row := range []struct {
		wall, zone string
		want       string // an instant, or what the error says
	}{
		{"2027-03-26 14:30", "Europe/Berlin", "2027-03-26T14:30:00+01:00"},
		{"2026-11-21 23:00", "Asia/Kolkata", "2026-11-21T23:00:00+05:30"},
		{"2027-03-14 02:30", "America/New_York", "there is no 2027-03-14 02:30 in America/New_York: the clocks go from 01:59:59 to 03:00:00 then; check the time and write the one that was meant"},
		{"2027-03-14 02:00", "America/New_York", "there is no 2027-03-14 02:00 in America/New_York: the clocks go from 01:59:59 to 03:00:00 then; check the time and write the one that was meant"},
		{"2027-03-14 03:00", "America/New_York", "2027-03-14T03:00:00-04:00"},
		{"2026-11-01 01:30", "America/New_York", "2026-11-01 01:30 comes twice in America/New_York: write 2026-11-01 01:30 -04:00 or 2026-11-01 01:30 -05:00"},
		{"2026-11-01 02:00", "America/New_York", "2026-11-01T02:00:00-05:00"},
		{"2026-10-04 02:15", "Australia/Lord_Howe", "there is no 2026-10-04 02:15 in Australia/Lord_Howe: the clocks go from 01:59:59 to 02:30:00 then; check the time and write the one that was meant"},
		{"2011-12-30 12:00", "Pacific/Apia", "there is no 2011-12-30 12:00 in Pacific/Apia: the clocks go from 23:59:59 to 00:00:00 then; check the time and write the one that was meant"},
	} {
		wall, err := time.Parse("2006-01-02 15:04", row.wall)
		if err != nil {
			t.Fatal(err)
		}
		at, err := clock.Local(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), zone(t, row.zone).Location())
		got := at.Format(time.RFC3339)
		if err != nil {
			got = err.Error()
		}
		if got != row.want {
			t.Errorf("Local(%s, %s) = %s, want %s", row.wall, row.zone, got, row.want)
		}
	}
}

func TestLocalRefusesWhatNoClockShows(t *testing.T) {
	for _, row := range [][5]int{{2027, 2, 29, 10, 0}, {2027, 13, 1, 10, 0}, {2027, 1, 1, 24, 0}, {2027, 1, 1, 10, 60}, {2027, 1, 0, 10, 0}} {
		if got, err := clock.Local(row[0], time.Month(row[1]), row[2], row[3], row[4], time.UTC); err == nil {
			t.Errorf("Local(%v) = %v, want an error", row, got)
		}
	}
}

// Whatever a clock on the wall shows, Local finds the moment again, or asks
// which of two it was. It never says that the moment did not exist.
func TestLocalFindsEveryMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := anyZone(t).Location()
		want := anyStart(t, "moment").Truncate(time.Minute).In(zone)
		if want.Second() != 0 {
			return // a zone with an odd offset, long ago
		}
		got, err := clock.Local(want.Year(), want.Month(), want.Day(), want.Hour(), want.Minute(), zone)
		if twice, ok := errors.AsType[*clock.RepeatedTimeError](err); ok {
			if !twice.First.Before(twice.Second) || !want.Equal(twice.First) && !want.Equal(twice.Second) {
				t.Fatalf("Local of %v is one of %v and %v, want the first before the second and it among them", want, twice.First, twice.Second)
			}
			return
		}
		if err != nil || !got.Equal(want) {
			t.Fatalf("Local of %v = %v, %v, want it", want, got, err)
		}
	})
}
