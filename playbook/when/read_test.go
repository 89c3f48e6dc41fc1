package when_test

import (
	"testing"
	"time"
	_ "time/tzdata" // these tests name zones, wherever they run

	"cordon/playbook/when"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestRead(t *testing.T) {
	for _, row := range []struct{ zone, now, typed, want string }{
		{"Europe/Berlin", "2026-11-21T03:14:07.5+01:00", "now", "2026-11-21T03:14:07+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", " NOW ", "2026-11-21T03:14:07+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "-15m", "2026-11-21T02:59:07+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "-2h30m", "2026-11-21T00:44:07+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "-0s", "2026-11-21T03:14:07+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "03:10", "2026-11-21T03:10:00+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "3:10", "2026-11-21T03:10:00+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "03:10:30", "2026-11-21T03:10:30+01:00"},
		// A minute ahead is the other clock being wrong; more than a quarter of an
		// hour is yesterday. What lies between is refused.
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "03:15", "2026-11-21T03:15:00+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "03:30", "2026-11-20T03:30:00+01:00"},
		{"Europe/Berlin", "2026-11-21T00:10:00+01:00", "23:50", "2026-11-20T23:50:00+01:00"},
		{"Europe/Berlin", "2026-01-01T00:10:00+01:00", "23:50", "2025-12-31T23:50:00+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-11-20 23:50", "2026-11-20T23:50:00+01:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-07-20 23:50:09", "2026-07-20T23:50:09+02:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-07-20T23:50", "2026-07-20T23:50:00+02:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2030-01-01 00:00", "2030-01-01T00:00:00+01:00"},
		// With an offset, the offset stays.
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-11-21T02:11:40Z", "2026-11-21T02:11:40Z"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-11-21T02:11:40.987-05:00", "2026-11-21T02:11:40-05:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-11-21 03:11 +05:30", "2026-11-21T03:11:00+05:30"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "Sat 2026-11-21 03:11 +01:00", "2026-11-21T03:11:00+01:00"},
		// 2026-10-25 02:30 comes twice in Berlin.
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-10-25 02:30 +02:00", "2026-10-25T02:30:00+02:00"},
		{"Europe/Berlin", "2026-11-21T03:14:07+01:00", "2026-10-25 02:30 +01:00", "2026-10-25T02:30:00+01:00"},
		{"Europe/Berlin", "2026-10-25T02:40:00+02:00", "02:30", "2026-10-25T02:30:00+02:00"}, // the second is yet to come
		{"Europe/Berlin", "2026-10-25T02:10:00+02:00", "02:30", "2026-10-24T02:30:00+02:00"},
		{"Europe/Berlin", "2026-10-26T02:10:00+01:00", "02:05", "2026-10-26T02:05:00+01:00"},
		{"Europe/Berlin", "2026-10-25T03:00:00+01:00", "01:59", "2026-10-25T01:59:00+02:00"},
		// Zones that do it differently.
		{"Australia/Lord_Howe", "2026-04-05T12:00:00+10:30", "01:20", "2026-04-05T01:20:00+11:00"},
		{"Asia/Kolkata", "2026-11-21T03:14:00+05:30", "23:50", "2026-11-20T23:50:00+05:30"},
		{"Pacific/Apia", "2011-12-31T01:00:00+14:00", "00:30", "2011-12-31T00:30:00+14:00"},
		{"UTC", "2026-11-21T03:14:00Z", "03:10", "2026-11-21T03:10:00Z"},
	} {
		got, err := when.Read(row.typed, clockAt(t, row.zone, row.now))
		if err != nil || got.Time.Format(time.RFC3339) != row.want {
			t.Errorf("Read(%q) at %s in %s = %v, %v, want %s", row.typed, row.now, row.zone, got.Time.Format(time.RFC3339), err, row.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	const hint = `: write it like 03:10, -15m, now or 2026-11-21 03:10`
	for _, row := range []struct{ now, typed, want string }{
		{"2026-11-21T03:14:00+01:00", "", `"" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "25:00", `"25:00" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "3", `"3" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "15m", `"15m" is not a time: did you mean "15m ago"? Else` + hint[1:]},
		{"2026-11-21T03:14:00+01:00", "2 Hours", `"2 Hours" is not a time: did you mean "2 hours ago"? Else` + hint[1:]},
		{"2026-11-21T03:14:00+01:00", "0310", `"0310" is not a time: did you mean "03:10"? Else` + hint[1:]},
		{"2026-11-21T03:14:00+01:00", "03:10h", `"03:10h" is not a time: did you mean "03:10"? Else` + hint[1:]},
		{"2026-11-21T03:14:00+01:00", "03h10", `"03h10" is not a time: did you mean "03:10"? Else` + hint[1:]},
		{"2026-11-21T03:14:00+01:00", "3am", `"3am" is not a time: did you mean "3:00am"? Else` + hint[1:]},
		{"2026-11-21T03:14:00+01:00", "17pm", `"17pm" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "+15m", `"+15m" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "-", `"-" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "--15m", `"--15m" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "2026-02-30 03:10", `"2026-02-30 03:10" names a day that no calendar has: write it like 2026-11-21 03:10`},
		{"2026-11-21T03:14:00+01:00", "2026-11-21", `"2026-11-21" is a day without its time: write it like 2026-11-21 03:10`},
		{"2026-11-21T03:14:00+01:00", "15:10 pm", `"15:10 pm" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "2026-11-21T03:10:00+24:00", `"2026-11-21T03:10:00+24:00" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "0026-11-21 03:10", `"0026-11-21 03:10" is in the year 26: is that what you mean?`},
		{"2026-11-21T03:14:00+01:00", "-999999h", `"-999999h" is in the year 1912: is that what you mean?`},
		{"2026-11-21T03:14:00+01:00", "-1756800h 1756800h 1756800h", `"-1756800h 1756800h 1756800h" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "1795745640 5 Nov 2026 UTC", `"1795745640 5 Nov 2026 UTC" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "1795745640 UTC = 03:14 CET", `"1795745640 UTC = 03:14 CET" is not a time` + hint},
		{"2026-11-21T03:14:00+01:00", "9999-12-31 23:59", `"9999-12-31 23:59" is in the year 9999: is that what you mean?`},
		// The hour that Berlin skips, and the one it has twice.
		{"2026-11-21T03:14:00+01:00", "2026-03-29 02:30", "there was no 02:30 on 2026-03-29 here: the clocks were put forward over it. Write 2026-03-29 01:30 +01:00 or 2026-03-29 03:30 +02:00"},
		{"2026-03-29T05:00:00+02:00", "02:30", "there was no 02:30 on 2026-03-29 here: the clocks were put forward over it. Write 2026-03-29 01:30 +01:00 or 2026-03-29 03:30 +02:00"},
		{"2026-11-21T03:14:00+01:00", "2026-10-25 02:30", "there were two 02:30 on 2026-10-25 here, as the clocks were put back: write 2026-10-25 02:30 +02:00 or 2026-10-25 02:30 +01:00"},
		{"2026-10-25T05:00:00+01:00", "02:30", "there were two 02:30 on 2026-10-25 here, as the clocks were put back: write 2026-10-25 02:30 +02:00 or 2026-10-25 02:30 +01:00"},
		{"2026-11-21T03:14:00+01:00", "\x1b[2J", `"\x1b[2J" is not a time` + hint},
	} {
		got, err := when.Read(row.typed, clockAt(t, "Europe/Berlin", row.now))
		if err == nil || err.Error() != row.want {
			t.Errorf("Read(%q) at %s = %v, %v, want %s", row.typed, row.now, got, err, row.want)
		}
	}
}

func clockAt(t testing.TB, name, when string) time.Time {
	t.Helper()
	now, err := time.Parse(time.RFC3339, when)
	if err != nil {
		t.Fatal(err)
	}
	return now.In(zone(t, name))
}
