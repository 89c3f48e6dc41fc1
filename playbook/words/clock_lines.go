package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Clock is all there is to know of a clock: where it stands, how it ended, what
// it rests on, how it was counted, whom to tell, and where that is law. The
// skin adds [playbook.NotLegalAdvice].
func Clock(r run.Run, c run.Clock, at At) []Line {
	t := &teller{run: r, clock: c, at: at, asOf: at.Now}
	t.stands()
	t.deadline()
	t.ended()
	t.applies()
	t.began()
	t.items(Plain, "counted", c.Deadline.Basis)
	t.moves()
	t.notice()
	t.law()
	return t.lines
}

// A teller gathers the lines of one clock.
type teller struct {
	run   run.Run
	clock run.Clock
	at    At
	asOf  time.Time
	lines []Line
}

// say adds a line, unless there is nothing to say.
func (t *teller) say(tone Tone, label, text string) {
	if text != "" {
		t.lines = append(t.lines, Line{Label: label, Text: text, Tone: tone})
	}
}

// items adds a line that is a list.
func (t *teller) items(tone Tone, label string, items []string) {
	if len(items) > 0 {
		t.lines = append(t.lines, Line{Label: label, Items: items, Tone: tone})
	}
}

// stands says where the clock stands.
func (t *teller) stands() {
	if c, closed := t.run.Closing(); closed && t.clock.Ticks() {
		t.say(Warn, "run closed", t.at.Moment(c.At)+". That did not end this duty")
	}
	state := ClockState(t.clock, t.asOf)
	text := state.Text
	if left := ClockLeft(t.clock, t.asOf); state.Sign == Overdue {
		text = strings.Replace(text, "overdue", left, 1)
	} else if left != "" {
		text = strings.Replace(text+", "+left, "under embargo, embargo", "under embargo,", 1)
	}
	if c := t.clock; c.Filed != nil {
		if late, is := Lateness(c, c.Filed.At); is {
			text += ", " + late
		}
		if c.Deadline.TooEarly(c.Filed.At) {
			text += ", before its embargo ended"
		}
		if c.Deadline.WithinArguable(c.Filed.At) {
			text += ", in time by the later reading"
		}
	}
	t.say(state.Tone, "state", text)
	t.say(Warn, "problem", t.clock.Problem)
	t.say(Warn, "careful", Uncertain(t.clock.Rule))
}

// deadline says when the clock is due.
func (t *teller) deadline() {
	d := t.clock.Deadline
	switch {
	case !d.Due.IsZero():
		t.say(Strong, "due", t.inZone(d.Due))
	case t.clock.Started() && t.clock.Problem == "" && !d.NotBefore.IsZero():
		t.say(Plain, "due", "once the embargo ends: the duty has no number")
	case t.clock.Started() && t.clock.Problem == "":
		t.say(Plain, "due", "without delay: the duty has no number")
	}
	if !d.LatestArguable.IsZero() {
		t.say(Quiet, "arguable", t.inZone(d.LatestArguable)+" at the latest. "+d.Source)
	}
	if !d.NotBefore.IsZero() {
		t.say(Warn, "not before", t.inZone(d.NotBefore))
	}
	if !d.Target.IsZero() {
		t.say(Plain, "your aim", t.inZone(d.Target))
	}
	t.say(Warn, "own rule", OwnRule(t.clock.Rule))
}

// inZone writes a time that was counted in the zone of the clock, with what the
// wall shows there if that is another time.
func (t *teller) inZone(at time.Time) string {
	text, zone := t.at.Moment(at), at.Location().String()
	if t.at.Zone == nil || zone == "" {
		return text
	}
	_, there := at.Zone()
	_, here := at.In(t.at.Zone).Zone()
	if there == here || there == 0 {
		return text
	}
	return text + ", " + at.Format("Mon 15:04") + " in " + zone
}

// ended says how the clock was filed, or why nobody was notified.
func (t *teller) ended() {
	if e := t.clock.Filed; e != nil {
		ev, _ := e.Event.(run.ClockFiled)
		t.say(Plain, "filed", t.at.Signed(e))
		t.say(Plain, "filed by", ev.By)
		if ev.Reference == "" {
			ev.Reference = "none was noted"
		}
		t.say(Plain, "reference", ev.Reference)
		t.say(Plain, "because", ev.Because)
		return
	}
	if e := t.clock.Waived; e != nil {
		ev, _ := e.Event.(run.ClockWaived)
		t.say(Plain, "no notice", t.at.Signed(e))
		t.say(Plain, "because", ev.Because)
	}
}

// began says what started the clock, and who recorded that where.
func (t *teller) began() {
	c := t.clock
	if !c.Started() {
		start := ClockBegins(t.run, c)
		if c.After == "" {
			start = "starts with: " + t.run.Question(c.From)
		}
		t.say(Plain, "start", start)
		return
	}
	start := t.at.Moment(c.Deadline.Start)
	if c.After != "" {
		t.say(Plain, "started", start+", with the filing of "+ClockName(t.run, c.After))
		return
	}
	rec, _ := t.run.Fact(c.Since)
	switch {
	case c.AtEarliest && c.Since != c.From:
		start += ", at the earliest"
	case c.Since != c.From:
		start += ", by its cap"
	}
	t.say(Plain, "started", start)
	t.say(Quiet, "question", t.run.Question(c.Since))
	if e, ok := t.run.Entry(rec.Seq); ok {
		t.say(Quiet, "recorded", t.at.Signed(e)+t.step(e))
	}
	t.say(Quiet, "because", rec.Because)
	t.missing()
}

// missing says of a clock that counts at the earliest what its start waits for.
func (t *teller) missing() {
	c := t.clock
	if !c.AtEarliest {
		return
	}
	fact := c.From
	if c.CapFrom != "" {
		fact = c.CapFrom
	}
	t.say(Warn, "not yet", "its own start is not recorded: "+t.run.Question(fact))
}

// step names the step on which an entry was made, if it was one.
func (t *teller) step(e *run.Entry) string {
	s, err := t.run.Find(run.StepOf(e.Event))
	if err != nil {
		return ""
	}
	return ", at step " + s.Number
}

// applies says whether the duty applies, and who says so.
func (t *teller) applies() {
	c := t.clock
	switch {
	case c.Confirmed != nil:
		ev, _ := c.Confirmed.Event.(run.ClockConfirmed)
		t.say(Plain, "applies", "yes, confirmed "+t.at.Signed(c.Confirmed))
		t.say(Plain, "because", ev.Because)
	case c.Applies == playbook.NotKnown:
		t.lines = append(t.lines, Line{Label: "applies", Tone: Warn, Text: "not known yet; it waits for:", Items: t.run.Questions(c.WaitsFor)})
	case c.Applies == playbook.No:
		t.lines = append(t.lines, Line{Label: "applies", Text: "no, by the facts recorded:", Items: t.answers()})
	case c.When.Source != "":
		t.lines = append(t.lines, Line{Label: "applies", Tone: Quiet, Text: "yes, by the facts recorded:", Items: t.answers()})
	}
}

// answers are the facts that say whether the duty applies.
func (t *teller) answers() []string {
	var all []string
	for _, id := range t.clock.When.Facts() {
		all = append(all, Answer(t.run, id))
	}
	return all
}

// moves lists the corrections of the start, the last one first. Each old value
// shows.
func (t *teller) moves() {
	rec, ok := t.run.Fact(t.clock.Since)
	if !ok {
		return
	}
	fact, _ := t.run.Book().Fact(t.clock.Since)
	now, _ := t.run.Entry(rec.Seq)
	var all []string
	for _, before := range slices.Backward(t.clock.Moved) {
		from, _ := before.Event.(run.FactRecorded)
		if to, ok := now.Event.(run.FactRecorded); ok {
			all = append(all, fmt.Sprintf("from %s to %s, %s%s", fact.Show(from.Value), fact.Show(to.Value), t.at.Signed(now), because(to.Because)))
		}
		now = before
	}
	t.items(Plain, "corrected", all)
}

// notice says who must be told, and what the notice has to contain.
func (t *teller) notice() {
	t.say(Plain, "tell", t.clock.To)
	t.filing()
	used, _ := t.run.Profile()
	if place, ok := used.Place(t.clock.Clock.Rule); ok {
		t.say(Plain, "we file at", FileAt(t.run, place))
	}
	if content := t.clock.Rule.Content; len(content) > 0 {
		t.lines = append(t.lines, Line{Label: "contains", Items: content, Ticks: true})
	}
	s, ok := FilingStep(t.run, t.clock.ID)
	if !ok {
		return
	}
	t.say(Plain, "step", s.Number+" "+s.Title+" files it")
	if m, err := t.run.Message(s.Message); err == nil {
		t.say(Plain, "message", m.Title+": "+Message(m).Text)
	}
}

// filing says where the notice is filed.
func (t *teller) filing() {
	if line, ok := Filing(t.clock.Rule); ok {
		t.lines = append(t.lines, line)
	}
}

// Filing says where the notice that a rule asks for is filed, and how certain
// that is. The answer is no where the rule does not say.
func Filing(rule playbook.Rule) (Line, bool) {
	ways, certainty := rule.Filing()
	switch {
	case len(ways) == 0:
		return Line{}, false
	case len(ways) > 1 && certainty != "":
		return Line{Label: "file at", Text: certainty + ":", Items: ways}, true
	case len(ways) > 1:
		return Line{Label: "file at", Items: ways}, true
	case certainty != "":
		return Line{Label: "file at", Text: ways[0] + " (" + certainty + ")"}, true
	}
	return Line{Label: "file at", Text: ways[0]}, true
}

// law says where the duty stands in the law.
func (t *teller) law() {
	rule := t.clock.Rule
	t.say(Quiet, "begins", rule.Trigger)
	t.say(Quiet, "threshold", rule.Threshold)
	t.items(Quiet, "exceptions", rule.Exceptions)
	t.say(Quiet, "note", rule.Note)
	t.say(Quiet, "law", t.clock.Cite)
	t.say(Quiet, "read it at", rule.URL)
	if rule.ID != "" {
		t.say(Quiet, "rule", fmt.Sprintf("%s, confidence %s, %s", rule.Standing(), rule.Confidence, rule.Checked()))
	}
}
