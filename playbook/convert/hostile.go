package convert

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon/playbook/inert"
)

// hides reports a character that a playbook cannot hold, or that shows nothing
// where it stands: people and programs would read different texts.
func hides(r, after rune) bool {
	return r != '\n' && r != '\t' && (inert.Hides(r, after) || r&0xfffe == 0xfffe)
}

// spelledOut writes characters that do not show, and marks without end on one letter,
// as a Go string does, \x1b, and tells note the offset in s of the first of each row of them.
func spelledOut(s string, note func(offset int, shown string)) (string, edits) {
	e := editor{old: s}
	after, in, marks := ' ', false, 0
	for i, r := range s {
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		hidden := hides(r, after) || marks > inert.MaxMarks
		if hidden {
			shown := spelling(r)
			e.replace(i, i+utf8.RuneLen(r), shown)
			if !in {
				note(i, shown)
			}
		}
		after, in = r, hidden
	}
	return e.finish()
}

func spelling(r rune) string {
	switch {
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// plain returns a text of the file as a playbook can hold it: what does not show
// is spelled out, with a loss at the place of the text.
func (f *file) plain(s string, at place) string {
	shown, _ := spelledOut(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), func(_ int, shown string) {
		f.unseen(func() place { return at }, shown)
	})
	return shown
}

// unseen tells of a character that does not show. There may be very many of them.
func (f *file) unseen(at func() place, shown string) {
	if f.lost++; f.lost <= maxLosses {
		f.lost--
		f.lose(at(), "a character that does not show", "written out as "+shown)
	}
}
