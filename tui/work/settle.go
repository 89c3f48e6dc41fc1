package work

import (
	"cmp"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/screen"
)

// settle goes to the question that settles most of the deadlines that may not
// apply, and asks it.
func (s runScreen) settle(w *screen.World) screen.Command {
	none := "No deadline waits for an answer."
	if slices.ContainsFunc(w.Run.Ticking(), run.Clock.Candidate) {
		none = ""
	}
	return screen.Command{ID: "clocks.settle", Group: screen.GroupDo, Title: "Answer what settles most of the deadlines that may apply",
		Why: cmp.Or(w.ReadOnly(), none), Hidden: true, Binding: screen.Bind("a", "answer", "a"),
		Do: func() (screen.Screen, screen.Reply) {
			for _, wait := range words.MayApply(w.Run, w.Run.Ticking(), w.AsOf()).Waits {
				if step, ok := words.RecordingStep(w.Run, wait.Fact); ok {
					return s.to(step.ID), screen.Reply{Open: ask.Fact(w, wait.Fact, step.ID)}
				}
			}
			return s, screen.Reply{Problem: "No step asks what would settle them. " + w.Key("clocks") + " shows the clocks: a named person confirms each."}
		}}
}
