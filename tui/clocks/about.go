package clocks

import (
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// All about one clock, as package words says it: for the screen and for the
// clipboard.

// aboutWidth is the width of what is said about the clock under the cursor.
func (s clocksScreen) aboutWidth(w *screen.World) int {
	if bar := s.Bar(w); bar > 0 {
		return w.Width - bar - draw.Gutter
	}
	return w.Width
}

// aboutSize is the number of lines of what is said about the clock, and of
// those that show.
func (s clocksScreen) aboutSize(w *screen.World) (lines, height int) {
	height = w.Height
	if !s.open && w.Window == draw.Normal {
		height = max(1, w.Height-s.listHeight(w, s.rows(w))-1)
	}
	return len(s.about(w)), height
}

// viewAbout draws what is said about what is under the cursor.
func (s clocksScreen) viewAbout(w *screen.World, height int) []string {
	return s.pager.View(w, s.about(w), height)
}

// about returns the lines of what is said about what is under the cursor.
func (s clocksScreen) about(w *screen.World) []string {
	indent := " "
	if s.Bar(w) > 0 {
		indent = ""
	}
	p := screen.NewPage(w, s.aboutWidth(w)-len(indent))
	r, ok := s.here(w)
	switch {
	case !ok:
		return nil
	case r.folds != nil:
		aboutMany(p, r)
	default:
		s.aboutClock(p, r.clock)
	}
	if indent != "" {
		for i, line := range p.Lines {
			p.Lines[i] = indent + line
		}
	}
	return p.Lines
}

// aboutMany says what the clocks under a line have in common, and which they
// are.
func aboutMany(p *screen.Page, r row) {
	t := p.World.Theme
	switch r.part {
	case notDue:
		p.Add(t.Strong, 0, words.Plural(len(r.folds), "clock does not apply", "clocks do not apply"))
		p.Add(t.Muted, 0, "By the facts recorded these duties do not apply. "+p.World.Key("clocks.open")+" shows them.")
	case may:
		p.Add(t.Strong, 0, "One answer settles "+words.Plural(len(r.folds), "clock", "clocks"))
		p.Add(t.Text, 0, words.ClockWaitsFor(p.World.Run, r.wait))
		if st, ok := words.RecordingStep(p.World.Run, r.wait.Fact); ok {
			p.Add(t.Muted, 0, p.World.Named("Step "+st.Number+" asks it", "clocks.step"))
		}
		p.Gap()
		for _, c := range r.folds {
			p.Hang(t.Muted, inert.Pad(words.ClockLeft(c, p.World.AsOf()), len("12d 12h OVERDUE")+1), inert.Line(c.Title))
		}
		return
	default:
		p.Add(t.Strong, 0, words.Plural(len(r.folds), "clock waits for", "clocks wait for"))
		p.Add(t.Text, 0, words.ClockWaitsFor(p.World.Run, r.wait))
	}
	p.Gap()
	for _, c := range r.folds {
		p.Hang(t.Muted, t.Glyphs.Todo+" ", inert.Line(c.Title))
	}
}

// aboutClock is all about a clock: its name, how it stands with a picture of the
// time, what it rests on, what the notice must hold.
func (s clocksScreen) aboutClock(p *screen.Page, c run.Clock) {
	w := p.World
	p.Add(w.Theme.Strong, 0, inert.Line(c.Title))
	if w.Window == draw.Wide && c.Cite != "" {
		p.Add(w.Theme.Muted, 0, inert.Line(c.Cite))
	}
	if w.Window == draw.Wide || s.open {
		p.Gap()
	}
	lines := words.Clock(w.Run, c, s.at(w))
	when := slices.IndexFunc(lines, func(l words.Line) bool { return !saysWhen(l) })
	for i, l := range lines {
		if i == when && (w.Window == draw.Wide || s.open && w.Window > draw.Compact) {
			s.pictured(p, c)
		}
		switch {
		case l.Ticks:
			notice(p, c)
		case l.Label == "law" && w.Window == draw.Wide: // it stands under the name
		default:
			said(p, l)
		}
	}
	if w.Window == draw.Wide {
		p.Gap()
		p.Add(w.Theme.Muted, 0, playbook.NotLegalAdvice)
	}
}

// saysWhen reports whether a line says how a clock stands in time: the picture
// comes after those.
func saysWhen(l words.Line) bool {
	return slices.Contains([]string{"as of", "state", "problem", "due", "arguable", "not before", "your aim"}, l.Label)
}

// pictured adds the picture of time.
func (s clocksScreen) pictured(p *screen.Page, c run.Clock) {
	if lines := picture(p.World, c, p.Width); lines != nil {
		p.Gap()
		p.Lines = append(append(p.Lines, lines...), "")
	}
}

// said draws a line beside its label, or behind it where the window is small.
func said(p *screen.Page, l words.Line) {
	style := calm(p.World.Theme, l.Tone)
	label := strings.ToUpper(l.Label[:1]) + l.Label[1:]
	for i, text := range l.Texts("") {
		switch {
		case p.World.Window >= draw.Normal:
			p.Beside(style, label, words.LabelWidth+1, text)
			label = ""
		case i == 0:
			p.Add(style, 0, label+": "+text)
		default:
			p.Add(style, 2, text)
		}
	}
}

// notice lists what the notice has to contain, and whether it does by now.
func notice(p *screen.Page, c run.Clock) {
	t := p.World.Theme
	for i, must := range words.ClockNotice(p.World.Run, c) {
		if i == 0 {
			p.Head("The notice must hold")
		}
		p.Ask(must.There == playbook.Yes, t.Glyphs.Todo, inert.Line(must.Says))
	}
	p.Gap()
}

// plain is all about a clock as text that no terminal obeys, wherever it is
// pasted.
func (s clocksScreen) plain(w *screen.World, c run.Clock) string {
	var b strings.Builder
	b.WriteString(c.Title + "\n")
	for _, l := range words.Clock(w.Run, c, s.at(w)) {
		label := l.Label
		for _, text := range l.Texts("[ ] ") {
			b.WriteString(inert.Pad(label, words.LabelWidth+1) + text + "\n")
			label = ""
		}
	}
	b.WriteString(playbook.NotLegalAdvice + "\n")
	return inert.Text(b.String())
}
