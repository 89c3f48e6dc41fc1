package clock

import (
	"testing"
	"time"
)

func TestEasterSunday(t *testing.T) {
	for _, want := range []Date{
		{1818, time.March, 22}, {1943, time.April, 25}, {1954, time.April, 18}, {1981, time.April, 19}, {2000, time.April, 23},
		{2008, time.March, 23}, {2011, time.April, 24}, {2024, time.March, 31}, {2025, time.April, 20}, {2026, time.April, 5},
		{2027, time.March, 28}, {2028, time.April, 16}, {2038, time.April, 25}, {2049, time.April, 18}, {2076, time.April, 19},
	} {
		if got := easterSunday(want.Year); got != want {
			t.Errorf("easterSunday(%d) = %s, want %s", want.Year, got, want)
		}
	}
	for year := 1583; year < 4100; year++ {
		got := easterSunday(year)
		if got.Weekday() != time.Sunday || got.Compare(Date{year, time.March, 22}) < 0 || got.Compare(Date{year, time.April, 25}) > 0 {
			t.Errorf("easterSunday(%d) = %s, want a Sunday from 22 March to 25 April", year, got.words())
		}
	}
}
