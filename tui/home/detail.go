package home

import (
	"cmp"
	"fmt"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// The measures of what stands beside the list.
const (
	detailMost  = 74 // wider lines are hard to read
	detailLabel = 12
	detailMeter = 20
	phaseMeter  = 11
)

// detail shows what is under the cursor: what its summary says, without
// reading the run or the playbook itself.
func (h home) detail(w *screen.World, width int) []string {
	p := detailPage{screen.NewPage(w, min(width, detailMost))}
	switch it, _ := h.here(w); it.kind {
	case itemRun, itemOwed, itemClosedRun:
		p.run(it.summary)
	case itemBook:
		p.book(it.book)
	case itemMore:
		p.Add(w.Theme.Muted, 0, fmt.Sprintf("%d closed runs more.", it.more))
	}
	return p.Lines
}

// A detailPage is the text beside the list.
type detailPage struct{ *screen.Page }

func (p detailPage) row(label, text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.Beside(p.World.Theme.Text, label, detailLabel, inert.Line(text))
	}
}

// run shows a run: where it stands, what waits, and who was there last.
func (p detailPage) run(s *run.Summary) {
	t := p.World.Theme
	id, state := draw.Strip{{Style: t.Accent, Text: inert.Line(s.ID)}}, inert.Line(p.state(s))
	if s.Drill {
		id = append(draw.Strip{{Style: t.Badge, Text: " DRILL "}, {Style: t.Text, Text: " "}}, id...)
	}
	if inert.Width(id.Plain()+state)+2 <= p.Width {
		id, state = append(id, draw.Styled{Style: t.Muted, Text: "  " + state}), ""
	}
	p.Lines = append(p.Lines, id.Fill(p.Width, nil))
	p.Add(t.Strong, 0, inert.Line(s.Title))
	if state != "" {
		p.Add(t.Muted, 0, state)
	}
	p.Blank()
	switch {
	case s.Closed.IsZero():
		p.waits(s)
		p.Blank()
		p.clock(s)
	case s.Waits():
		p.Beside(t.Warn, "Duties", detailLabel, words.RunState(*s)+". Review the run, and file each one or say why nobody is notified.")
		p.Blank()
		p.clock(s)
	}
	p.progress(s)
	p.Blank()
	p.phases(s)
	p.row("Playbook", s.PlaybookTitle+" "+s.Playbook.Version)
	if !s.Last.IsZero() {
		p.row("Last", p.World.Day(s.Last)+draw.IfAny(" by ", s.LastBy))
	}
}

// state says since when a run is open, or how long it took, and who leads it.
func (p detailPage) state(s *run.Summary) string {
	text := "open " + words.Age(p.World.Now.Sub(s.Opened))
	if !s.Closed.IsZero() {
		text = "closed " + p.World.Day(s.Closed) + " after " + words.Age(s.Closed.Sub(s.Opened))
	}
	return text + draw.IfAny(", lead ", s.Lead)
}

// waits says what comes next, and how much waits for a person.
func (p detailPage) waits(s *run.Summary) {
	next := s.Step + " " + s.StepTitle
	if s.Progress.Settled == s.Progress.Total {
		next = "All steps are settled."
	}
	p.Beside(p.World.Theme.Strong, "Next", detailLabel, inert.Line(next))
	switch n := s.NeedsAt(p.World.Now); n {
	case 0:
		p.Beside(p.World.Theme.Muted, "Needs you", detailLabel, "nothing")
	default:
		p.row("Needs you", words.Plural(n, "thing", "things"))
	}
}

// clock shows the nearest deadline in full.
func (p detailPage) clock(s *run.Summary) {
	t, now := p.World.Theme, p.World.Now
	near := s.Nearest(now)
	if near == nil {
		none := "none runs"
		if s.Paused && s.Closed.IsZero() {
			none = "stands: the drill is paused"
		}
		p.Beside(t.Muted, "Clock", detailLabel, none)
		p.Blank()
		return
	}
	c := words.OfSummary(near)
	state := words.ClockState(c, now)
	left := words.ClockLeft(c, now)
	if early := words.AtEarliest(c); early != "" {
		left += ", " + early
	}
	if c.Candidate() {
		left += ", if it applies"
	}
	p.row("Clock", c.Title)
	left = strings.TrimSpace(screen.Sign(t, state.Sign) + " " + left)
	line := draw.Strip{{Style: t.Text, Text: strings.Repeat(" ", detailLabel)}, {Style: screen.Tone(t, state.Tone), Text: left}}
	day := draw.Styled{Style: t.Muted, Text: "  " + p.World.DayOf(near.Due)}
	if inert.Width(line.Plain()+day.Text) > p.Width {
		p.Lines = append(p.Lines, line.Fill(p.Width, nil))
		line, day.Text = line[:1:1], strings.TrimSpace(day.Text)
	}
	p.Lines = append(p.Lines, append(line, day).Fill(p.Width, nil))
	if !near.Candidate && s.ClockStatus(now) != near.Status(now) {
		p.Beside(t.Warn, "", detailLabel, t.Glyphs.DueSoon+" another is due soon")
	}
	p.Blank()
}

// progress shows how far a run has come.
func (p detailPage) progress(s *run.Summary) {
	t := p.World.Theme
	p.Lines = append(p.Lines, t.Muted.Render(inert.Pad("Steps", detailLabel))+t.Meter(detailMeter, s.Progress.Settled, s.Progress.Total)+
		t.Text.Render(fmt.Sprintf("  %d of %d", s.Progress.Settled, s.Progress.Total)))
	if s.Closed.IsZero() && len(s.Phases) == 0 {
		p.row("Phase", phaseOf(s))
	}
	if text, style := ended(p.World, s); !s.Closed.IsZero() || s.Failed+s.Skipped > 0 {
		p.Beside(style, "", detailLabel, text)
	}
}

// phases shows how far each phase has come.
func (p detailPage) phases(s *run.Summary) {
	t := p.World.Theme
	for i, phase := range s.Phases {
		title := t.Text
		switch {
		case i+1 == s.Phase && s.Closed.IsZero():
			title = t.Strong
		case phase.Settled == phase.Total:
			title = t.Muted
		}
		left := draw.Strip{{Style: t.Muted, Text: fmt.Sprintf("%d ", i+1)}, {Style: title, Text: inert.Line(phase.Title)}}
		far := append(t.Progress(phaseMeter, phase.Settled, phase.Total), draw.Styled{Style: t.Muted, Text: fmt.Sprintf("%6s", fmt.Sprintf("%d/%d", phase.Settled, phase.Total))})
		p.Lines = append(p.Lines, left.Fill(p.Width, far))
	}
	if len(s.Phases) > 0 {
		p.Blank()
	}
}

// book shows a playbook: what it is for, or why it cannot be used.
func (p detailPage) book(b *screen.Listed) {
	t := p.World.Theme
	p.Add(t.Strong, 0, inert.Line(cmp.Or(b.Title, b.ID)))
	if b.Problem != "" {
		p.Add(t.Warn, 0, "! cannot be used")
		p.Blank()
		p.Add(t.Text, 0, short(p.World, b.Problem))
	} else {
		p.Add(t.Muted, 0, words.Plural(b.Phases, "phase", "phases")+", "+words.Plural(b.Steps, "step", "steps"))
		p.Blank()
		p.Markdown(0, b.About)
	}
	p.Blank()
	p.row("Name", strings.TrimSpace(b.ID+" "+b.Version))
	source := "ships with cordon"
	if b.Source != embedded {
		source = short(p.World, b.Source)
	}
	p.row("Source", source)
}
