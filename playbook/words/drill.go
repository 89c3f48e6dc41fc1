package words

import (
	"fmt"
	"strings"
	"time"

	"cordon/playbook/drill"
	"cordon/playbook/run"
)

// Invented returns what a practice run starts from, in Markdown: the incident that
// the playbook makes up, what to make up where it has none, or, where a drill is
// played, that its messages tell it. It is empty for a run that is no drill.
func Invented(r run.Run) string {
	_, plays := r.Exercise()
	switch {
	case !r.Drill():
		return ""
	case plays:
		return "What happened comes in messages."
	case r.Book().Drill != "":
		return r.Book().Drill
	}
	return "This playbook brings no invented incident. Make one up: who called, when, and what they saw."
}

// InjectFrom says who sends a message of a drill.
func InjectFrom(in drill.Inject) string {
	if in.From == "" {
		return "A message"
	}
	return in.From
}

// InjectName names a message of a drill in a list of all: by its id, and by who sends
// it, if that is said.
func InjectName(in drill.Inject) string {
	if in.From == "" {
		return in.ID
	}
	return in.ID + ", from " + in.From
}

// InjectText is what a message says, a paragraph each: where its lines end is for
// the file alone.
func InjectText(in drill.Inject) []string {
	var all []string
	for part := range strings.SplitSeq(in.Says, "\n\n") {
		if text := strings.Join(strings.Fields(part), " "); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// TimePassed says that time of the story goes by, and what time it is then.
func TimePassed(by time.Duration, then time.Time) string {
	return fmt.Sprintf("%s go by. It is %s now.", Span(by), then.Format("Monday 15:04"))
}

// DrillStanding says how far a drill has come, for those who play it: nothing of
// what is to come. It is empty where none is played.
func DrillStanding(r run.Run, now time.Time) string {
	d, plays := r.Exercise()
	switch _, closed := r.Closing(); {
	case !plays || closed:
		return ""
	case r.Paused():
		return "PAUSED after " + Age(r.Table(now))
	case r.Table(now) >= d.Length:
		return "the " + Span(d.Length) + " of the drill are over: close the run when you are done"
	}
	return Age(r.Table(now)) + " of " + Span(d.Length)
}

// Result says what came of an item of the score.
func Result(r run.Result) State {
	switch r {
	case run.Met:
		return State{ID: string(r), Word: "met", Text: "met", Tone: Good, Sign: Done}
	case run.Late:
		return State{ID: string(r), Word: "LATE", Text: "late", Tone: Warn, Sign: Look}
	case run.Missed:
		return State{ID: string(r), Word: "MISSED", Text: "missed", Tone: Danger, Sign: Failed}
	case run.NotAnswer:
		return State{ID: string(r), Word: "to answer", Text: "not answered yet", Tone: Warn, Sign: Waiting}
	}
	return State{ID: string(r), Word: "not reached", Text: "not reached", Tone: Quiet, Sign: NotApplicable}
}

// Wanted says what an item of the score looks for, in the words of the playbook.
func Wanted(r run.Run, item drill.Item) string {
	if item.Ask != "" {
		return item.Ask
	}
	text := thing(r, item.Want.Anchor) + " " + wantedAs(r, item.Want)
	if item.Within > 0 {
		text += ", within " + Span(item.Within) + " of " + ofWhat(item)
	}
	if item.Before.Kind != "" {
		text += ", before " + thing(r, item.Before)
	}
	return text
}

func ofWhat(item drill.Item) string {
	if item.Of == "" {
		return "the start"
	}
	return "the message " + item.Of
}

// thing names what an anchor names as people know it.
func thing(r run.Run, a drill.Anchor) string {
	switch a.Kind {
	case drill.Step:
		if s, err := r.Find(a.ID); err == nil {
			return "step " + s.Number + " " + s.Title
		}
	case drill.Fact:
		return `"` + r.Question(a.ID) + `"`
	case drill.Clock:
		if c, err := r.Clock(a.ID); err == nil {
			return `"` + c.Title + `"`
		}
	case drill.Message:
		if m, err := r.Message(a.ID); err == nil {
			return `"` + m.Title + `"`
		}
	case drill.Shown:
		return "the message " + a.ID
	}
	return a.ID
}

func wantedAs(r run.Run, w drill.Want) string {
	switch {
	case w.Is != "":
		fact, _ := r.Book().Fact(w.ID)
		return "answered: " + fact.Show(w.Value)
	case w.Kind == drill.Fact:
		return "answered"
	case w.Kind == drill.Message:
		return "sent"
	}
	return strings.ReplaceAll(w.State, "-", " ")
}

// InjectEnd says what became of a message that did not come, or is empty.
func InjectEnd(in run.SheetInject) string {
	switch in.Coming {
	case run.WasShown:
		return ""
	case run.NeverKnown, run.Undecided:
		return "did not come: it was not known within " + Span(drill.Patience) + " whether " + in.When.Source + in.Unless.Source
	case run.NotAsked:
		return "did not come: " + condition(in.Inject)
	case run.Hidden:
		return "may have come: the words of an entry that showed a message are withheld"
	case run.WaitsFor:
		return "did not come: it waited for the " + string(in.After.Kind) + " " + in.After.ID
	}
	return "did not come: the drill ended before"
}

func condition(in drill.Inject) string {
	if in.Unless.Source != "" {
		return "it was to come unless " + in.Unless.Source + ", and that was so"
	}
	return "it was to come when " + in.When.Source + ", and that was not so"
}

// SheetLine says what belongs into a line of the sheet.
func SheetLine(line string) string {
	switch line {
	case run.LineWell:
		return "What went well"
	case run.LineChange:
		return "What to change"
	case run.LineWho:
		return "Who, by when"
	}
	return line
}

// SheetFilled is what stands in a line of the sheet and who wrote it, or room for it.
func SheetFilled(l run.SheetLine) string {
	if l.Entry == nil {
		return "____________________"
	}
	return fmt.Sprintf("%s (%s, entry %d)", l.Text(), l.Entry.By, l.Entry.Seq)
}

// SheetTotal says how many points were made in a run, and that some of what was done
// counts for nothing, where its words are withheld.
func SheetTotal(r run.Run, s run.Sheet) string {
	text := points(s)
	if without := Bodiless(r); without != "" {
		text += ", " + without
	}
	return text
}

func points(s run.Sheet) string {
	if len(s.Items) == 0 {
		return "no points, for the drill has no score"
	}
	text := fmt.Sprintf("%d of %s", s.Points, Plural(s.Drill.Points(), "point", "points"))
	open := 0
	for _, item := range s.Items {
		if item.Result == run.NotAnswer {
			open++
		}
	}
	if open > 0 {
		text += ", " + Plural(open, "question", "questions") + " to answer"
	}
	return text
}

// SheetWhen says by which entry something came about, and when.
func SheetWhen(at At, item run.SheetItem) string {
	if item.Entry == nil {
		return ""
	}
	return at.Moment(item.Entry.At) + at.Written(item.Entry) + ", entry " + fmt.Sprint(item.Entry.Seq)
}
