package clocks

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// A part is a stretch of the list with a name of its own.
type part int

const (
	counting part = iota // has no name: it is what the screen is about
	may                  // counts, and may not apply
	ended
	waiting
	notDue
)

// A row is what the cursor can stand on: a clock, or a line under which clocks
// are folded away.
type row struct {
	// key names the row for the cursor: the id of the clock, or what no id is.
	key   string
	part  part
	clock run.Clock
	// folds are the clocks under the row, nil if it is a clock itself.
	folds []run.Clock
	wait  words.ClockWait // what they wait for
	open  bool            // they show
	deep  bool            // a clock that shows under such a row
}

// rows returns the rows that show.
func (s clocksScreen) rows(w *screen.World) []row {
	asOf := w.AsOf()
	var count, end, not []row
	clocks := words.Order(w.Run.Clocks(), asOf)
	for _, c := range clocks {
		r := row{key: c.ID, clock: c}
		switch status := c.Status(asOf); {
		case c.Candidate():
			// One answer settles many of them: they are gathered by it.
		case c.Ticks():
			count = append(count, r)
		case status == run.ClockNotDue:
			r.part, r.deep = notDue, true
			not = append(not, r)
		case status != run.ClockNotStarted:
			r.part = ended
			end = append(end, r)
		}
	}
	rows := slices.Concat(count, s.mayRows(w, clocks), end, s.waitRows(waiting, words.ClockWaits(clocks, asOf)))
	return append(rows, s.folded(row{key: foldKey(notDue, words.ClockWait{}), part: notDue}, not)...)
}

// fewMay is how many clocks that may apply stand each for itself.
const fewMay = 4

// mayRows are the clocks that count and may not apply: a few as they are, and
// many by what settles them.
func (s clocksScreen) mayRows(w *screen.World, clocks []run.Clock) []row {
	all := words.MayApply(w.Run, clocks, w.AsOf())
	if all.Clocks > fewMay {
		return s.waitRows(may, all.Waits)
	}
	var rows []row
	for _, c := range clocks {
		if c.Candidate() {
			rows = append(rows, row{key: c.ID, part: may, clock: c})
		}
	}
	return rows
}

// waitRows are clocks gathered by what they wait for. One alone needs no line to
// fold it.
func (s clocksScreen) waitRows(p part, waits []words.ClockWait) []row {
	var rows []row
	for _, wait := range waits {
		var under []row
		for _, c := range wait.Clocks {
			under = append(under, row{key: c.ID, part: p, clock: c, wait: wait, deep: len(wait.Clocks) > 1})
		}
		if len(under) == 1 {
			rows = append(rows, under[0])
			continue
		}
		rows = append(rows, s.folded(row{key: foldKey(p, wait), part: p, wait: wait}, under)...)
	}
	return rows
}

// folded is a line with the rows under it, if they show.
func (s clocksScreen) folded(head row, under []row) []row {
	if len(under) == 0 {
		return nil
	}
	for _, r := range under {
		head.folds = append(head.folds, r.clock)
	}
	if head.open = slices.Contains(s.unfolded, head.key); head.open {
		return append([]row{head}, under...)
	}
	return []row{head}
}

// foldKey names a row that folds. No id holds a zero byte.
func foldKey(p part, wait words.ClockWait) string {
	return fmt.Sprintf("\x00%d\x00%s\x00%s", p, wait.Fact, wait.After)
}

// find returns the row of a key; of a clock that is folded away the line that
// folds it; the first if there is neither.
func find(rows []row, key string) int {
	if i := slices.IndexFunc(rows, func(r row) bool { return r.key == key }); i >= 0 {
		return i
	}
	return max(0, slices.IndexFunc(rows, func(r row) bool {
		return slices.ContainsFunc(r.folds, func(c run.Clock) bool { return c.ID == key })
	}))
}

// toggled folds the clocks under a row away, or shows them.
func (s clocksScreen) toggled(key string) clocksScreen {
	if i := slices.Index(s.unfolded, key); i >= 0 {
		s.unfolded = slices.Delete(slices.Clone(s.unfolded), i, i+1)
		return s
	}
	s.unfolded = append(slices.Clone(s.unfolded), key)
	return s
}

// here returns the row under the cursor. The cursor stays on its clock while the
// order changes around it.
func (s clocksScreen) here(w *screen.World) (row, bool) {
	rows := s.rows(w)
	if len(rows) == 0 {
		return row{}, false
	}
	return rows[find(rows, s.id)], true
}

// under returns the clock under the cursor, if one is.
func (s clocksScreen) under(w *screen.World) (run.Clock, bool) {
	r, ok := s.here(w)
	return r.clock, ok && r.folds == nil
}

// moved puts the cursor on a row.
func (s clocksScreen) moved(w *screen.World, l screen.List) clocksScreen {
	rows := s.rows(w)
	s.id, s.pager = "", screen.Pager{}
	if len(rows) > 0 {
		s.id = rows[l.In(len(rows)).At].key
	}
	return s
}
