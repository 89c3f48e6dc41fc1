package screen

import (
	"slices"
	"time"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
)

// counted is what was worked out of the clocks last. A key that is held asks for
// the same some thirty times a second, and a run may have a hundred clocks.
type counted struct {
	head   run.Head
	at     time.Time // to the second, which is the finest that clocks say
	clocks []run.Clock
	line   string
	of     lineOf
}

// lineOf is what the line of the header rests on, beside the clocks.
type lineOf struct {
	keys   bool
	width  int
	window draw.Layout
	theme  *draw.Theme
}

// Remember makes the world keep what it worked out last. Its copies share that.
func (w *World) Remember() { w.counted = &counted{} }

// Counting returns the clocks of the run that count, in their [words.Order]. The
// result is shared: do not change it.
func (w *World) Counting() []run.Clock {
	if w.counted == nil {
		return words.Order(w.Run.Ticking(), w.AsOf())
	}
	if c := w.counted; c.head != w.Run.Head() || !c.at.Equal(w.AsOf().Truncate(time.Second)) {
		*c = counted{head: w.Run.Head(), at: w.AsOf().Truncate(time.Second), clocks: words.Order(w.Run.Ticking(), w.AsOf())}
	}
	return w.counted.clocks
}

// ClockLine is the line of the header: the deadline to look at first, two where
// the window is wide, how many more run, and in one phrase those that may apply,
// with the keys that lead there if they work here.
func (w *World) ClockLine(keys bool) string {
	all := w.Counting()
	if w.Review && w.Closed() {
		all = slices.DeleteFunc(slices.Clone(all), run.Clock.Candidate)
	}
	if len(all) == 0 {
		return ""
	}
	if w.counted == nil {
		return w.clockLine(all, keys)
	}
	if of := (lineOf{keys, w.Width, w.Window, w.Theme}); w.counted.of != of || w.counted.line == "" {
		w.counted.of, w.counted.line = of, w.clockLine(all, keys)
	}
	return w.counted.line
}
