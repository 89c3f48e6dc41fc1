package when_test

import (
	"testing"
	"time"

	"cordon/playbook/when"
)

// TestZone reads the rules of POSIX, and agrees with the tz database where both
// say the same.
func TestZone(t *testing.T) {
	for _, row := range []struct{ rules, same string }{
		{"EST5EDT,M3.2.0,M11.1.0", "America/New_York"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Berlin"},
		{"<+0330>-3:30", "Asia/Tehran"},
		{"<-03>3", "America/Sao_Paulo"},
		{"NZST-12NZDT,M9.5.0,M4.1.0/3", "Pacific/Auckland"},
		{"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "Australia/Lord_Howe"},
		{"IST-5:30", "Asia/Kolkata"},
		{"IST-2IDT,M3.4.4/26,M10.5.0", "Asia/Jerusalem"},
		{"UTC0", "UTC"},
		{"Europe/Berlin", "Europe/Berlin"},
	} {
		got, err := when.Zone(row.rules)
		if err != nil {
			t.Errorf("Zone(%q): %v", row.rules, err)
			continue
		}
		want := zone(t, row.same)
		for at := time.Date(2025, 1, 1, 0, 30, 0, 0, time.UTC); at.Year() < 2028; at = at.Add(time.Hour) {
			if have, like := at.In(got).Format(time.RFC3339+" MST"), at.In(want).Format(time.RFC3339+" MST"); have != like {
				t.Errorf("Zone(%q) shows %s, want %s", row.rules, have, like)
				break
			}
		}
	}
}

func TestZoneRefuses(t *testing.T) {
	for _, name := range []string{
		"", "Local", "Europe/Berlyn", "CEST", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5,M3.2.0,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,",
		"EST25", "EST-24", "ABC1:02:03", "E5", "<+1>1", "../../etc/passwd", "/etc/passwd", "EST5EDT\n", "\x1b[2J",
	} {
		if got, err := when.Zone(name); err == nil {
			t.Errorf("Zone(%q) = %v, want that it is refused", name, got)
		}
	}
}
