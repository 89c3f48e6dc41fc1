package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// Speak implements [screen.Speaker]: the first page with the findings by number,
// or one finding, where the numbers are verdicts.
func (s Page) Speak(w *screen.World) screen.Speech {
	row, ok := s.under(w)
	if s.found && ok {
		verdict := ""
		if e := words.VerdictOn(w.Run, row); e != nil {
			verdict = words.VerdictText(e, w.At())
		}
		return screen.Speech{
			Key: fmt.Sprint("finding ", row.Key(), verdict, s.then), Prompt: "finding " + strconv.Itoa(s.list.In(len(w.Findings)).At+1), Says: s.saysFinding(w, row, verdict),
			Back: func() (screen.Screen, screen.Reply) { return s.back(row), screen.Reply{} },
		}
	}
	return screen.Speech{
		Key: "review " + strconv.Itoa(len(w.Findings)), Prompt: "review", Says: s.saysPage(w),
		Rows: len(w.Findings), Row: func(i int) string { return findingText(w, w.Findings[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.list.At, s.found = i, true
			return s, screen.Reply{}
		},
	}
}

// saysPage says how the run ended, what happened, how its record stands, when what
// was told, who led and decided, and who signed off.
func (s Page) saysPage(w *screen.World) []string {
	says := []string{"Review of " + inert.Line(w.Run.Title()) + ": " + inert.Line(strings.Join(outcome(w), ", ")) + "."}
	if w.Looked {
		says = append(says, "The record is "+inert.Line(words.Record(w.Checked).Text)+".")
	}
	if h := words.Happened(w.Run); h.Label != "" {
		says = append(says, inert.Line(h.Label+": "+h.Text))
	}
	if c, closed := w.Run.Closing(); closed && c.Reason != "" {
		says = append(says, inert.Line("Closed by "+c.By+": "+c.Reason))
	}
	if left := words.LeftOpen(w.Run); left != "" {
		says = append(says, inert.Line(left)+".")
	}
	for _, h := range slices.Concat(words.Passed(w.Run, ended(w)), words.Headlines(w.Run), words.Told(w.Run, w.At())) {
		text := h.Label + ": " + h.Text
		if aside := h.Aside(); aside != "" {
			text += "; " + aside
		}
		says = append(says, inert.Line(text)+".")
	}
	if who := words.DecidersText(w.Run); who != "" {
		says = append(says, "Decisions were taken by "+inert.Line(who)+".")
	}
	for _, e := range w.Run.Lessons() {
		says = append(says, "Lesson: "+inert.Line(words.LessonText(e)))
	}
	says = append(says, inert.Line(words.SignOff(w.Run, w.At()).Text))
	if len(w.Findings) == 0 {
		return append(says, "Nothing to look at.")
	}
	return append(says, inert.Line(words.JudgedText(w.Run, w.Findings))+". Type a number to hear a finding; "+w.Key("review.lesson")+" is a lesson, "+w.Key("review.sign")+" signs off.")
}

func findingText(w *screen.World, row words.FindingRow) string {
	text := words.Weight(row.Weight).Text + ": " + row.Text
	if e := words.VerdictOn(w.Run, row); e != nil {
		text += ". Verdict: " + words.Verdict(e.Event.(run.VerdictGiven).Verdict).Text
	}
	return inert.Line(text)
}

// saysFinding is one finding with what it rests on and what was said of it.
func (s Page) saysFinding(w *screen.World, row words.FindingRow, verdict string) []string {
	if s.slides(row) {
		return s.saysThen(w, row)
	}
	says := []string{inert.Line(words.Weight(row.Weight).Text + ": " + row.Text)}
	if verdict != "" {
		says = append(says, "Verdict: "+inert.Line(verdict))
	}
	for i, seq := range row.Entries() {
		e, ok := w.Run.Entry(seq)
		if !ok || i == entriesMost {
			break
		}
		step, text := w.Run.Describe(e)
		says = append(says, inert.Line("It rests on: "+strings.TrimSpace(step+" "+text)+", "+w.At().Signed(e)))
	}
	return append(says, w.Key("verdict.fine")+" is fine, "+w.Key("verdict.question")+" a question, "+w.Key("verdict.problem")+" a problem, "+w.Key("finding.next")+" the next finding, "+w.Key("then.before")+" what the screen said then, "+w.Key("back")+" back.")
}

// saysThen is how the run stood.
func (s Page) saysThen(w *screen.World, row words.FindingRow) []string {
	when, lines := s.saidThen(w, row)
	says := []string{inert.Line("What the screen said then: "+when) + "."}
	for _, l := range lines {
		says = append(says, inert.Line(l.Label+": "+l.Text)+".")
	}
	return append(says, w.Key("then.before")+" is an entry earlier, "+w.Key("then.after")+" one later, "+w.Key("back")+" back.")
}
