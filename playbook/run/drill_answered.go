package run

import (
	"errors"
	"slices"
	"strings"

	"cordon/playbook/drill"
)

// DrillAnswered is what whoever leads a drill says of it when it is over: the
// answer to a question of the score, or one of the lines to fill in.
type DrillAnswered struct {
	Item string `json:"item,omitempty"` // of the score
	Yes  bool   `json:"yes,omitempty"`
	// Line is one of [SheetLines]; Text is what stands there.
	Line string `json:"line,omitempty"`
	Text string `json:"text,omitempty"`
}

// The lines of a sheet that people fill in.
const (
	LineWell   = "went-well"
	LineChange = "to-change"
	LineWho    = "who-by-when"
)

// SheetLines are the lines to fill in, in their order.
func SheetLines() []string { return []string{LineWell, LineChange, LineWho} }

// Kind implements [Event].
func (DrillAnswered) Kind() string { return "drill-answered" }

func (DrillAnswered) nature() nature {
	return nature{reviews: true, stays: "answers for the drill. Answer anew instead"}
}

func (DrillAnswered) step() string       { return "" }
func (ev DrillAnswered) texts() []string { return []string{ev.Text} }

func (ev DrillAnswered) say(r Run) string {
	if ev.Line != "" {
		return strings.ReplaceAll(ev.Line, "-", " ") + ": " + ev.Text
	}
	ask := ev.Item
	if d, ok := r.Exercise(); ok {
		if item, ok := d.Item(ev.Item); ok {
			ask = item.Ask
		}
	}
	return "question of the drill: " + ask + " " + yesNo(ev.Yes)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func (ev DrillAnswered) fold(s *state, e *Entry) {
	if s.exercise != nil {
		s.exercise.answers[ev.about()] = e
	}
}

// about is what it answers: ids of items have no colon.
func (ev DrillAnswered) about() string {
	if ev.Line != "" {
		return "line:" + ev.Line
	}
	return ev.Item
}

// AnswerDrill answers a question of the score.
func AnswerDrill(item string, yes bool) Intention {
	return afterDrill(func(r Run, d *drill.Drill) (Event, error) {
		it, ok := d.Item(item)
		switch {
		case !ok:
			return nil, refuse("the score has no item %s", quoted(item))
		case it.Ask == "":
			return nil, refuse("%s is no question: what came of it is in the record", quoted(item))
		}
		return r.anew(DrillAnswered{Item: item, Yes: yes}, "said so")
	})
}

// anew refuses to say what is said already.
func (r Run) anew(ev DrillAnswered, did string) (Event, error) {
	if was := r.state.exercise.answers[ev.about()]; was != nil && was.Event == Event(ev) {
		return nil, refuse("%s %s already at %s", was.By, did, timeOfDay(was.At))
	}
	return ev, nil
}

// FillIn fills in one of [SheetLines].
func FillIn(line, text string) Intention {
	text = tidy(text)
	return afterDrill(func(r Run, _ *drill.Drill) (Event, error) {
		if !slices.Contains(SheetLines(), line) {
			return nil, refuse("%s is no line of the sheet: there are %s", quoted(line), strings.Join(SheetLines(), ", "))
		}
		if text == "" {
			return nil, refuse("say what is to stand there")
		}
		return r.anew(DrillAnswered{Line: line, Text: text}, "wrote that")
	})
}

// afterDrill is intend for what is said of a drill when it is over: before that,
// nobody sees what is looked at.
func afterDrill(decide func(Run, *drill.Drill) (Event, error)) Intention {
	return intend[DrillAnswered](func(r Run) (Event, error) {
		d, plays := r.Exercise()
		if !plays {
			return nil, refuse("no drill with messages was played in this run")
		}
		if err := r.drillOpen(); err != nil {
			return nil, err
		}
		return decide(r, d)
	})
}

// ErrDrillOpen means that something is for the end of a drill, which goes on.
var ErrDrillOpen = errors.New("the drill goes on")

// drillOpen refuses what is for the end of a drill while it goes on.
func (r Run) drillOpen() error {
	if _, closed := r.Closing(); closed {
		return nil
	}
	return &Refusal{Why: "the drill goes on: what is looked at in the end shows when the run is closed", Err: ErrDrillOpen}
}
