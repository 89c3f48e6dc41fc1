package clock_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook/clock"
)

func TestInstants(t *testing.T) {
	for _, row := range []struct {
		wall, zone string
		want       string // the instants, or when they are skipped
	}{
		{"2027-03-26 14:30", "Europe/Berlin", "2027-03-26T14:30:00+01:00"},
		{"2026-11-21 23:00", "Asia/Kolkata", "2026-11-21T23:00:00+05:30"},
		{"2027-03-14 02:30", "America/New_York", "skipped at 2027-03-14T03:00:00-04:00"},
		{"2027-03-14 02:00", "America/New_York", "skipped at 2027-03-14T03:00:00-04:00"},
		{"2027-03-14 03:00", "America/New_York", "2027-03-14T03:00:00-04:00"},
		{"2026-11-01 01:30", "America/New_York", "2026-11-01T01:30:00-04:00 2026-11-01T01:30:00-05:00"},
		{"2026-11-01 02:00", "America/New_York", "2026-11-01T02:00:00-05:00"},
		{"2026-10-04 02:15", "Australia/Lord_Howe", "skipped at 2026-10-04T02:30:00+11:00"},
		{"2011-12-30 12:00", "Pacific/Apia", "skipped at 2011-12-31T00:00:00+14:00"},
	} {
		wall, err := time.Parse("2006-01-02 15:04", row.wall)
		if err != nil {
			t.Fatal(err)
		}
		all, jump := clock.Instants(wall, zone(t, row.zone).Location())
		var list []string
		for _, at := range all {
			list = append(list, at.Format(time.RFC3339))
		}
		got := strings.Join(list, " ")
		if all == nil {
			got = "skipped at " + jump.Format(time.RFC3339)
		}
		if got != row.want {
			t.Errorf("Instants(%s, %s) = %s, want %s", row.wall, row.zone, got, row.want)
		}
	}
}

// Whatever a clock on the wall shows, Instants finds the moment again, and those
// beside it in their order. It never says that the moment did not exist.
func TestInstantsFindsEveryMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := anyZone(t).Location()
		want := anyStart(t, "moment").Truncate(time.Minute).In(zone)
		_, offset := want.Zone()
		wall := want.UTC().Add(time.Duration(offset) * time.Second)
		all, _ := clock.Instants(wall, zone)
		if !slices.ContainsFunc(all, want.Equal) || !slices.IsSortedFunc(all, time.Time.Compare) {
			t.Fatalf("Instants of %v = %v, want it among them and the first before the second", want, all)
		}
	})
}
