package work

import (
	"fmt"
	"strconv"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/screen"
)

// The second face of the run, and of the cards that lie over it.

// Speak implements [screen.Speaker]: the step, the most important first, and by
// number what it asks for.
func (s runScreen) Speak(w *screen.World) screen.Speech {
	st := s.current(w)
	items := s.spokenItems(w)
	return screen.Speech{
		Key: "step " + st.ID, Prompt: st.Number, Says: s.says(w, st),
		Rows: len(items), Row: func(i int) string { return itemText(w, st, items[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) { return s.act(w, items[i]) },
	}
}

// spokenItems are those of the step without its command, which is only copied.
func (s runScreen) spokenItems(w *screen.World) []item {
	items := itemsOf(w, s.current(w))
	if len(items) > 0 && items[0].kind == itemCommand {
		return items[1:]
	}
	return items
}

// says is all that a step says before what can be done.
func (s runScreen) says(w *screen.World, st run.Step) []string {
	says := []string{inert.Line("Step "+st.Number+": "+st.Title) + "." + s.place(w, st)}
	say := func(label string, lines []string) {
		for _, line := range lines {
			says, label = append(says, label+line), ""
		}
	}
	add := func(label, text string) { say(label, screen.Sentences(text)) }
	for _, l := range words.Step(w.Run, st, w.At()) {
		if l.Label != "state" || st.State != run.Todo {
			says = append(says, inert.Line(l.Label+": "+strings.Join(l.Texts(""), " ")))
		}
	}
	for _, row := range w.Findings {
		for _, f := range row.Findings {
			if f.Step == st.ID {
				add("Look at: ", f.Text)
			}
		}
	}
	add("Caution: ", strings.Join(strings.Fields(st.Caution), " "))
	say("Do: ", w.Prose(st.Do))
	add("Command to run yourself: ", w.Run.Command(st).Text)
	add("It worked when: ", strings.Join(strings.Fields(st.Verify), " "))
	say("Compare with: ", w.Prose(st.Compare))
	for _, e := range st.Notes {
		add("Note by "+inert.Line(e.By)+" at "+w.Local(e.At).Format("15:04")+": ", e.Event.(run.NoteAdded).Text)
	}
	for _, e := range st.Attached {
		add("Evidence: ", words.Evidence(e))
	}
	return says
}

// place says where the person is, who does the step, and what it still needs.
func (s runScreen) place(w *screen.World, st run.Step) string {
	text := ""
	if st.Group != "" {
		text = " Part of: " + strings.TrimRight(inert.Line(st.Group), ":.") + "."
	}
	switch at := w.Current(); {
	case w.Review:
	case st.ID == at.ID:
		text += " You are here."
	default:
		text += " You are at " + at.Number + "; " + w.Key("step.current") + " goes there."
	}
	if role, ok := w.Run.Book().Role(st.Role); ok {
		text += " " + inert.Line(role.Title) + "."
	}
	if needs := needed(w, st); needs != "" {
		text += " It " + inert.Line(needs) + "."
	}
	if ask.KeptAt(w)[st.ID] {
		text += " A text of yours is kept here, not recorded; " + w.Key("run.kept") + " lists it."
	}
	return text
}

// itemText says something that a step asks for, and whether it is there.
func itemText(w *screen.World, st run.Step, it item) string {
	switch it.kind {
	case itemCheck:
		return inert.Line("check: "+st.Checks[it.n-1]) + ifDone(st.Ticked[it.n-1] != nil, ", ticked")
	case itemFact:
		f, _ := w.Run.Book().Fact(it.name)
		return inert.Line("record: " + words.Asked(w.Run, f))
	case itemEvidence:
		return inert.Line("evidence: "+st.Evidence) + ifDone(len(st.Attached) > 0, ", added")
	case itemMessage:
		if d, err := w.Run.Message(it.name); err == nil {
			return inert.Line("message: " + d.Title + ", " + words.MessageWord(d))
		}
	case itemClock:
		if c, err := w.Run.Clock(it.name); err == nil {
			return inert.Line("clock: " + c.Title + ", " + words.ClockStanding(c, w.AsOf()))
		}
	}
	return it.name
}

func ifDone(done bool, text string) string {
	if done {
		return text
	}
	return ""
}

// Speak implements [screen.Speaker].
func (c aboutCard) Speak(w *screen.World) screen.Speech {
	says := append([]string{c.Title(w) + "."}, screen.Plain(c.lines(w))...)
	return screen.Speech{Key: "about", Prompt: "about", Says: says, Passing: true}
}

// Speak implements [screen.Speaker].
func (c ResumeCard) Speak(w *screen.World) screen.Speech {
	says := []string{c.Title(w) + "."}
	for _, r := range c.rows(w) {
		text := r.label + ": " + strings.Join(r.lines, "; ")
		if r.beyond > 0 {
			text += fmt.Sprintf("; and %d more: %s", r.beyond, r.where)
		}
		says = append(says, text+".")
	}
	return screen.Speech{Key: "resume", Prompt: "back", Says: says, Passing: true}
}

// Speak implements [screen.Speaker].
func (c profileCard) Speak(w *screen.World) screen.Speech {
	rows := []string{"Still true: record it", "Not now: record nothing of it"}
	return screen.Speech{
		Key: "profile " + strconv.Itoa(c.id), Prompt: "1 or 2", Says: append([]string{c.Title(w) + "."}, screen.Plain(c.lines(w))...),
		Rows: len(rows), Row: func(i int) string { return rows[i] },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			if i == 0 {
				return c.record(w)
			}
			return c, screen.Reply{Leave: true, Say: "Nothing of the profile was recorded. " + w.Key("run.profile") + " brings it up again."}
		},
	}
}
