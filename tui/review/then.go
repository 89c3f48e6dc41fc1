package review

import (
	"cmp"
	"fmt"
	"slices"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A then is where in a run somebody looks how it stood. It begins at the first entry
// that a finding rests on, and goes with another finding.
type then struct {
	finding string // the key of the finding beside which it is
	seq     uint64
}

// thenCommands slide through the run beside a finding.
func (s Page) thenCommands(w *screen.World, row words.FindingRow, none string) []screen.Command {
	slide := func(id, title, key string, by int) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupSee, Title: title, Why: none, Hidden: true, Binding: screen.Bind(key, "then", key),
			Do: func() (screen.Screen, screen.Reply) {
				s.then = s.slid(w, row, by)
				return s, screen.Reply{}
			}}
	}
	return []screen.Command{
		slide("then.before", "What the screen said then; again: an entry earlier", "[", -1),
		slide("then.after", "What the screen said then; again: an entry later", "]", 1),
	}
}

// slid is where by entries lead. The first step leads to what the finding rests on, or
// to the end.
func (s Page) slid(w *screen.World, row words.FindingRow, by int) then {
	last := uint64(len(w.Run.Entries()))
	if s.then.finding == row.Key() {
		return then{row.Key(), uint64(min(max(1, int(s.then.seq)+by), int(last)))}
	}
	first := last
	if all := row.Entries(); len(all) > 0 {
		first = slices.Min(all)
	}
	return then{row.Key(), cmp.Or(first, last)}
}

// slides reports whether somebody looks how the run stood, beside a finding.
func (s Page) slides(row words.FindingRow) bool { return s.then.finding == row.Key() && s.then.seq > 0 }

// saidThen is what the screen said when an entry had been written, in lines.
func (s Page) saidThen(w *screen.World, row words.FindingRow) (when string, lines []words.Line) {
	r, ok := w.Run.Then(s.then.seq)
	if !ok {
		return "", nil
	}
	return fmt.Sprintf("%s of %d", w.At().Signed(r.Last()), len(w.Run.Entries())), words.Then(r, row.Step)
}

// slidesWidth is from how many columns on there is room to say what the keys do.
const slidesWidth = 48

// viewThen draws it, with a line that shows where in the run that was.
func (s Page) viewThen(p *screen.Page, row words.FindingRow) {
	w := p.World
	when, lines := s.saidThen(w, row)
	keys := draw.Strip{{Style: w.Theme.Accent, Text: w.Key("then.before") + " " + w.Key("then.after")}}
	if p.Width >= slidesWidth {
		keys = append(keys, draw.Styled{Style: w.Theme.Muted, Text: " slides by entry"})
	}
	p.Gap()
	p.Lines = append(p.Lines, draw.Strip{{Style: w.Theme.Muted, Text: "What the screen said then"}}.Fill(p.Width, keys),
		w.Theme.Meter(p.Width, int(s.then.seq), len(w.Run.Entries())))
	p.Add(w.Theme.Muted, 0, when)
	for _, l := range lines {
		p.Hang(w.Theme.Text, l.Label+"  ", inert.Line(l.Text))
	}
}

// twoLines is how much of a text surely fits into two lines of a page.
func twoLines(p *screen.Page) int { return max(1, 2*p.Width-12) }

// narrowThen draws it in a window where the findings have no room beside them.
func (s Page) narrowThen(w *screen.World, row words.FindingRow) []string {
	p := screen.NewPage(w, w.Width)
	p.Add(w.Theme.Strong, 0, inert.Cut(inert.Line(row.Line()), twoLines(p)))
	s.viewThen(p, row)
	return p.Lines[:min(len(p.Lines), w.Height)]
}
