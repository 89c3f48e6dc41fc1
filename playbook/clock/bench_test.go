package clock_test

import (
	"testing"
	"time"

	"cordon/playbook/clock"
)

func BenchmarkDue(b *testing.B) {
	for _, name := range []string{"hours", "business days"} {
		zone, _ := clock.ParseZone("America/New_York")
		r := clock.Rule{Within: clock.Limit{N: 72, Unit: clock.Hour}, Zone: zone}
		if name != "hours" {
			r = clock.Rule{Within: clock.Limit{N: 20, Unit: clock.BusinessDay}, Calendar: "us-sec", Zone: zone}
		}
		start := time.Date(2026, 11, 24, 20, 0, 0, 0, zone.Location())
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := clock.Due(r, start); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
