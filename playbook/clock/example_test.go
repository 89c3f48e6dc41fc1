package clock_test

import (
	"fmt"
	"time"

	"cordon/playbook/clock"
)

func Example() {
	zone, _ := clock.ParseZone("Europe/Berlin")
	within, _ := clock.ParseLimit("72 hours")
	rule := clock.Rule{
		Within:   within,
		Zone:     zone,
		Arguable: clock.Arguable{Reading: clock.FullHours, Cite: "Reg. 1182/71 Art. 3(1)"},
	}
	aware := time.Date(2027, time.March, 26, 14, 30, 0, 0, zone.Location())
	d, err := clock.Due(rule, aware)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("due", d.Due.Format(time.RFC3339))
	for _, step := range d.Basis {
		fmt.Println(" ", step)
	}
	fmt.Println("latest", d.LatestArguable.Format(time.RFC3339))
	fmt.Println(" ", d.Source)
	fmt.Println(d.State(d.Due.Add(-time.Hour), time.Time{}))
	// Output:
	// due 2027-03-29T15:30:00+02:00
	//   72 hours from Fri 2027-03-26 14:30 +01:00
	//   the clocks go forward on the way, from +01:00 to +02:00: hours are counted as they pass
	// latest 2027-03-29T16:00:00+02:00
	//   Reg. 1182/71 Art. 3(1): the hour of the start is not counted
	// due soon
}
