package convert

import (
	"cmp"
	"fmt"
	"slices"

	"cordon/playbook/inert"
)

// A Loss is something of the source that is not in the playbook as it was.
type Loss struct {
	Line   int    // from 1
	Column int    // from 1, in characters
	What   string // what it was, as in "an image, chart.png"
	Kept   string // what became of it, as in "kept as its text"
}

// String says it in one line, with nothing in it that a terminal would obey.
func (l Loss) String() string {
	return inert.Line(fmt.Sprintf("%d:%d: %s: %s", l.Line, l.Column, l.What, l.Kept))
}

// maxLosses is how many losses of a file are told one by one.
const maxLosses = 500

// lose notes that something is not carried over as it was.
func (f *file) lose(at place, what, kept string) {
	if f.lost++; f.lost <= maxLosses {
		f.losses = append(f.losses, Loss{max(at.line, 1), max(at.column, 1), what, kept})
	}
}

func (f *file) sortedLosses() []Loss {
	slices.SortStableFunc(f.losses, func(a, b Loss) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if more := f.lost - maxLosses; more > 0 {
		last := f.losses[len(f.losses)-1]
		return append(f.losses, Loss{last.Line, last.Column, fmt.Sprintf("%d things more", more), "not told one by one"})
	}
	return f.losses
}

// Lines say what came of an import: what it was and how much, and a line for
// each loss. They are the same on standard error, on the screen and at the head
// of the playbook.
func (r Result) Lines() []string {
	first := fmt.Sprintf("%s, %s, %s.", r.Kind, counted(r.Phases, "phase"), counted(r.Steps, "step"))
	if len(r.Losses) == 0 {
		return []string{first + " All of it was carried over."}
	}
	lines := []string{first + " Not carried over as it was: " + counted(max(r.Lost, len(r.Losses)), "thing")}
	for _, l := range r.Losses {
		lines = append(lines, l.String())
	}
	return lines
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
