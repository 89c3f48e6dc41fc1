package convert

import (
	"sort"
	"strings"
)

// Edits remember where pieces of a text were replaced, so that an offset in the
// new text leads back to the old one.
type edits []edit

// An edit says that from this offset of the new text on, offsets of the old one
// are further by so much.
type edit struct{ from, further int }

// old returns the offset in the old text.
func (e edits) old(offset int) int {
	i := sort.Search(len(e), func(i int) bool { return e[i].from > offset })
	if i == 0 {
		return offset
	}
	return offset + e[i-1].further
}

// An editor copies a text with some pieces replaced.
type editor struct {
	old  string
	done int // how much of old was copied
	out  strings.Builder
	edits
}

// replace puts a piece in the place of old[from:to].
func (e *editor) replace(from, to int, with string) {
	e.out.WriteString(e.old[e.done:from])
	e.out.WriteString(with)
	e.done = to
	e.edits = append(e.edits, edit{e.out.Len(), to - e.out.Len()})
}

// finish returns the new text.
func (e *editor) finish() (string, edits) {
	e.out.WriteString(e.old[e.done:])
	return e.out.String(), e.edits
}
