package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// The picture of a run over time, in the units of its SVG. All lanes have the
// same mapping of time: a sitting is as wide as the root of its entries and the
// root of its minutes together ask for, and a pause is short however long it was.
const (
	pictureWidth = 1190
	laneLeft     = 192 // what is left of it is the names of the lanes
	laneRight    = 1170
	axisAt       = 46
	lanesFrom    = 104
	nameLength   = 26 // columns of the name of a lane
)

// A picture is the geometry of the run over time, and the same in words.
type picture struct {
	Width, Height float64
	Tall          float64 // from the axis to the bottom
	Left          float64 // where the names of the lanes end
	Axis          []span
	Days          []label
	Gaps          []span
	Marks         []mark
	Heads         []label
	Bars          []bar
	More          label // of the deadlines that are not drawn
	Lanes         []lane
	Writers       []lane
	Sittings      []sitting
	Turns         []saying
}

// A span is a stretch of the axis: a sitting or a pause.
type span struct {
	X, W, Mid float64
	Text      string
}

// A label is text at a place.
type label struct {
	X, Y float64
	Text string
}

// A mark is the number of a turning point.
type mark struct {
	N int
	X float64
}

// A bar is a deadline: from its start to its filing, with what was late.
type bar struct {
	Y              float64
	Name           string
	X, W           float64
	Look           string // ok, none, open
	LateX, LateW   float64
	Due            float64 // 0 without a number
	End            float64
	EndSign        string // filed, nobody, open
	Text, TextLook string
	TextX          float64
	TextAnchor     string
}

// A lane is a row with signs or stretches on it.
type lane struct {
	Y       float64
	Name    string
	X1, X2  float64
	Signs   []sign
	Stretch []span
}

// A sign is what became of a step.
type sign struct {
	X    float64
	Kind string // done, undone, failed, skipped, blocked
}

// A sitting is a row of the same in words.
type sitting struct {
	When    string
	N       int
	Who     string
	Settled []string
	Turns   []saying
	Pause   string
}

// picture returns the run over time. A run of a minute has none.
func (m sheetMaker) picture() *picture {
	all := words.Sittings(m.run)
	if len(all) == 0 {
		return nil
	}
	scale := scaleOf(all)
	p := &picture{Width: pictureWidth, Left: laneLeft - 8}
	m.axis(p, all, scale)
	y := m.bars(p, scale, lanesFrom)
	y = m.phaseLanes(p, scale, y+22)
	y = m.writerLanes(p, scale, y+22)
	p.Tall = y - axisAt
	p.Height = y + 10
	m.marks(p, scale)
	m.inWords(p, all)
	return p
}

// A scale maps moments to places. Its stretches follow on one another.
type scale []stretch

type stretch struct {
	from, to time.Time
	x, w     float64
	pause    bool
}

// scaleOf gives each sitting and each pause its width.
func scaleOf(all []words.Sitting) scale {
	var s scale
	total := 0.0
	add := func(from, to time.Time, weight float64, pause bool) {
		s = append(s, stretch{from: from, to: to, w: weight, pause: pause})
		total += weight
	}
	for _, sit := range all {
		minutes := sit.To.Sub(sit.From).Minutes()
		add(sit.From, sit.To, 3+math.Sqrt(float64(len(sit.Entries)))+math.Sqrt(minutes), false)
		if sit.Pause > 0 {
			add(sit.To, sit.To.Add(sit.Pause), 2+1.2*math.Log2(1+sit.Pause.Hours()), true)
		}
	}
	x := float64(laneLeft)
	for i := range s {
		s[i].w *= (laneRight - laneLeft) / total
		s[i].x = x
		x += s[i].w
	}
	return s
}

// at returns where a moment lies. What lies outside is at the edge.
func (s scale) at(t time.Time) float64 {
	for _, part := range s {
		if t.After(part.to) {
			continue
		}
		whole := part.to.Sub(part.from)
		if whole <= 0 || t.Before(part.from) {
			return round(part.x)
		}
		return round(part.x + part.w*float64(t.Sub(part.from))/float64(whole))
	}
	return laneRight
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// axis writes the days and the times at which sittings begin.
func (m sheetMaker) axis(p *picture, all []words.Sitting, s scale) {
	day, free := "", 0.0
	for i, part := range s {
		x := span{X: round(part.x), W: round(part.w), Mid: round(part.x + part.w/2)}
		if part.pause {
			x.Text = words.Span(part.to.Sub(part.from))
			p.Gaps = append(p.Gaps, x)
			continue
		}
		x.Text = m.in(part.from).Format("15:04")
		if i > 0 && part.w < 34 {
			x.Text = "" // no room
		}
		p.Axis = append(p.Axis, x)
		d := m.in(part.from).Format("Mon 2 Jan")
		if d == day {
			continue
		}
		day = d
		if x.X >= free {
			p.Days = append(p.Days, label{X: math.Min(x.X+1, pictureWidth-84), Y: 24, Text: d})
			free = x.X + 72
		}
	}
}

// bars draws the deadlines that ran.
func (m sheetMaker) bars(p *picture, s scale, y float64) float64 {
	p.Heads = append(p.Heads, label{4, y, "DEADLINES"})
	y += 12
	ran, may := m.drawn()
	for _, c := range ran {
		p.Bars = append(p.Bars, m.bar(c, s, y))
		y += 22
	}
	switch {
	case may > 0:
		p.More = label{laneLeft, y + 13, words.Plural(may, "more duty", "more duties") + " may apply: see the table of deadlines"}
		y += 22
	case len(ran) == 0:
		p.Heads = p.Heads[:len(p.Heads)-1]
		return y - 34
	}
	return y
}

// mostBars is how many deadlines the picture shows with those that may apply.
const mostBars = 10

// drawn are the deadlines to draw, and how many others may apply: too many of
// these would hide the others.
func (m sheetMaker) drawn() (ran []run.Clock, may int) {
	var candidates []run.Clock
	for _, c := range m.ran() {
		switch {
		case !c.Started():
		case c.Candidate():
			candidates = append(candidates, c)
		default:
			ran = append(ran, c)
		}
	}
	if len(ran)+len(candidates) <= mostBars {
		return append(ran, candidates...), 0
	}
	return ran, len(candidates)
}

func (m sheetMaker) bar(c run.Clock, s scale, y float64) bar {
	end, b := m.asOf, bar{Y: y, Name: short(words.ClockName(m.run, c.ID)), Look: "open", EndSign: "open"}
	switch {
	case c.Filed != nil:
		end, b.Look, b.EndSign = c.Filed.At, "ok", "filed"
	case c.Waived != nil:
		end, b.Look, b.EndSign = c.Waived.At, "none", "nobody"
	}
	b.X, b.End = s.at(c.Deadline.Start), s.at(end)
	due := c.Deadline.Due
	if !due.IsZero() && !due.After(s[len(s)-1].to) {
		b.Due = s.at(due)
	}
	whole := b.End
	if !due.IsZero() && end.After(due) {
		whole = b.Due
		b.LateX, b.LateW = b.Due, math.Max(b.End-b.Due, 6)
		b.End = b.LateX + b.LateW
	}
	b.W = round(math.Max(whole-b.X, 3))
	result := m.duty(c).Result
	b.Text, b.TextLook = result.Text, result.Tone
	b.TextX, b.TextAnchor = b.place()
	return b
}

// textRoom is how much the longest result of a deadline takes.
const textRoom = 230

// place finds room for the result of a deadline: behind its end, on the bar, or
// before it.
func (b bar) place() (x float64, anchor string) {
	switch {
	case b.End+10 < laneRight-textRoom:
		return b.End + 10, "start"
	case b.End-b.X < textRoom && b.X-laneLeft > textRoom:
		return b.X - 6, "end"
	}
	return b.End - 10, "end"
}

// phaseLanes draws what became of the steps of each phase.
func (m sheetMaker) phaseLanes(p *picture, s scale, y float64) float64 {
	p.Heads = append(p.Heads, label{4, y, "PHASES AND STEPS"})
	y += 18
	for i, phase := range m.run.Book().Phases {
		l := lane{Y: y, Name: short(phase.Number + " " + phase.Title)}
		for _, step := range m.run.Phase(i) {
			for _, e := range step.Entries {
				if kind := m.signOf(e, step); kind != "" {
					l.Signs = append(l.Signs, sign{s.at(m.run.Written(e)), kind})
				}
			}
		}
		slices.SortStableFunc(l.Signs, func(a, b sign) int { return cmp.Compare(a.X, b.X) })
		if n := len(l.Signs); n > 0 {
			l.X1, l.X2 = l.Signs[0].X, l.Signs[n-1].X
		}
		p.Lanes = append(p.Lanes, l)
		y += 19
	}
	return y
}

// signOf is the sign of an entry that settled a step, or blocked it.
func (m sheetMaker) signOf(e *run.Entry, s run.Step) string {
	kind := ""
	switch e.Event.(type) {
	case run.StepDone:
		kind = "done"
	case run.StepSkipped:
		kind = "skipped"
	case run.StepFailed:
		kind = "failed"
	case run.StepBlocked:
		kind = "blocked"
	default:
		return ""
	}
	if m.run.UndoneBy(e.Seq) != 0 || kind != "blocked" && s.Seq != e.Seq {
		return "undone"
	}
	return kind
}

// writerLanes draws when each person wrote.
func (m sheetMaker) writerLanes(p *picture, s scale, y float64) float64 {
	p.Heads = append(p.Heads, label{4, y, "WHO WROTE"})
	y += 16
	for _, who := range words.Writers(m.run.Entries()) {
		l := lane{Y: y, Name: short(fmt.Sprintf("%s %d", inert.Cut(inert.Line(who.Who), nameLength-5), who.N))}
		l.Stretch = m.wrote(who.Who, s)
		p.Writers = append(p.Writers, l)
		y += 15
	}
	return y
}

// near is how far apart in the picture two entries may be to be drawn as one.
const near = 14

// wrote are the stretches in which a person wrote.
func (m sheetMaker) wrote(who string, s scale) []span {
	var all []span
	for _, e := range m.run.Entries() {
		if e.By != who {
			continue
		}
		x := s.at(m.run.Written(e))
		if last := len(all) - 1; last >= 0 && x-(all[last].X+all[last].W) < near {
			all[last].W = round(math.Max(x-all[last].X+4, all[last].W))
			continue
		}
		all = append(all, span{X: x - 1, W: 4})
	}
	return all
}

// mostMarks is how many turning points have a number in the picture.
const mostMarks = 12

// marks numbers the turning points of the run's course.
func (m sheetMaker) marks(p *picture, s scale) {
	for _, turn := range words.Turns(m.run, m.run.Entries()) {
		if !turn.Course || len(p.Turns) == mostMarks {
			continue
		}
		x := s.at(m.run.Written(turn.Entry))
		if n := len(p.Marks); n > 0 && x-p.Marks[n-1].X < 15 {
			x = p.Marks[n-1].X + 15 // beside the one before
		}
		p.Turns = append(p.Turns, m.turn(turn))
		p.Marks = append(p.Marks, mark{len(p.Turns), x})
	}
}

func (m sheetMaker) turn(t words.Turn) saying {
	return saying{Text: inert.Cut(inert.Line(t.Text), longest), At: m.when(t.Entry.At), Seq: t.Entry.Seq}
}

// inWords is what the picture shows, a row for each sitting.
func (m sheetMaker) inWords(p *picture, all []words.Sitting) {
	for _, s := range all {
		row := sitting{When: m.fromTo(s), N: len(s.Entries), Who: s.Who(), Settled: s.Settled(m.run)}
		for _, turn := range words.Turns(m.run, s.Entries) {
			row.Turns = append(row.Turns, m.turn(turn))
		}
		if s.Pause > 0 {
			row.Pause = words.Span(s.Pause)
		}
		p.Sittings = append(p.Sittings, row)
	}
}

func (m sheetMaker) fromTo(s words.Sitting) string {
	at := m.run.Opened().Location()
	if m.opts.Zone != nil {
		at = m.opts.Zone
	}
	from, to := s.From.In(at), s.To.In(at)
	layout := "15:04"
	if from.YearDay() != to.YearDay() || from.Year() != to.Year() {
		layout = "Mon 2 Jan 15:04"
	}
	return from.Format("Mon 2 Jan 15:04") + "–" + to.Format(layout)
}

// short cuts the name of a lane in its middle: many begin alike.
func short(name string) string {
	name = inert.Line(name)
	if len(name) <= nameLength || strings.ContainsFunc(name, func(r rune) bool { return r > '~' }) {
		return inert.Cut(name, nameLength)
	}
	return strings.TrimRight(name[:nameLength/2-1], " ") + "…" + strings.TrimLeft(name[len(name)-nameLength/2:], " ")
}
