package messages

import (
	"fmt"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// Speak implements [screen.Speaker]: the list, one message, or its gaps.
func (s messagesScreen) Speak(w *screen.World) screen.Speech {
	d, ok := s.under(w)
	back := func() (screen.Screen, screen.Reply) {
		s.gaps, s.heard = false, s.gaps
		return s, screen.Reply{}
	}
	switch {
	case s.gaps && len(d.Gaps) > 0:
		return screen.Speech{
			Key: fmt.Sprintf("gaps %s %d", d.ID, len(d.Gaps)), Prompt: "gap", Back: back, Says: []string{"Gaps of " + inert.Line(d.Title) + ". Type a number to record what is missing."},
			Rows: len(d.Gaps), Row: func(i int) string { return inert.Line(d.Gaps[i].Fact.Ask) },
			Pick: func(i int) (screen.Screen, screen.Reply) {
				s.gap = i
				c, _ := screen.ByID(s.gapCommands(w, d), "message.record")
				return screen.Perform(s, c)
			},
		}
	case s.heard && ok:
		says := []string{inert.Line(d.Title+", to "+d.To) + ". " + words.MessageWord(d) + ", " + words.Plural(len(d.Gaps), "gap", "gaps") + ". Cordon sends nothing."}
		says = append(says, screen.Sentences(d.Text())...)
		return screen.Speech{Key: "message " + d.ID, Prompt: "message", Back: back, Says: says, Exact: true}
	}
	drafts := w.Run.Messages()
	return screen.Speech{
		Key: "messages", Prompt: "messages", Says: []string{"Messages: " + words.TallyText(drafts) + ". Type a number to hear one; then " + w.Key("help") + " lists what you can do with it."},
		Rows: len(drafts), Row: func(i int) string { return inert.Line(drafts[i].Title) + ", " + words.MessageWord(drafts[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			next := s.moved(w, screen.List{At: i})
			next.heard = true
			return next, screen.Reply{}
		},
		Point: func(i int) screen.Screen { return s.moved(w, screen.List{At: i}) },
	}
}
