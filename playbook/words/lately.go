package words

import (
	"slices"
	"time"

	"cordon/playbook/run"
)

// onWithin is how long ago somebody's last entry may be for them to be on.
const onWithin = 10 * time.Minute

// On names who else than by wrote in a run in the last ten minutes, the latest
// first. Entries tell it, so nobody writes anything to be seen.
func On(r run.Run, by string, now time.Time) (others []string) {
	entries := r.Entries()
	for i := len(entries) - 1; i >= 0 && now.Sub(entries[i].Recorded) < onWithin; i-- {
		if who := entries[i].By; who != by && !slices.Contains(others, who) {
			others = append(others, who)
		}
	}
	return others
}
