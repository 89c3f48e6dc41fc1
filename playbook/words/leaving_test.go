package words

import (
	"testing"
	"time"

	"cordon/playbook/run"
)

func TestLeaving(t *testing.T) {
	now := time.Date(2026, 11, 27, 3, 14, 0, 0, time.UTC)
	open := run.Summary{ID: "k7m2x9qd", Title: "Export seen", Head: run.Head{Seq: 129}}
	due := open
	due.Clock = &run.SummaryClock{ID: "authority", Title: "Tell the authority", Due: now.Add(23 * time.Hour), DueSoon: now.Add(19 * time.Hour)}
	drill := open
	drill.Drill = true
	for _, row := range []struct {
		run  run.Summary
		more int
		want string
	}{
		{open, 0, `k7m2x9qd "Export seen" is open, saved up to entry 129. To come back: cordon resume k7m2x9qd.`},
		{due, 1, `k7m2x9qd "Export seen" is open, saved up to entry 129. Next: Tell the authority 23h 00m left. To come back: cordon resume k7m2x9qd. 1 more run waits: cordon ls.`},
		{drill, 2, `DRILL k7m2x9qd "Export seen" is open, saved up to entry 129. To come back: cordon resume k7m2x9qd. 2 more runs wait: cordon ls.`},
	} {
		if got := Leaving(row.run, row.more, now); got != row.want {
			t.Errorf("Leaving = %s, want %s", got, row.want)
		}
	}
}
