package work

import (
	"cmp"

	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/screen"
)

// settle goes to the question that settles most of the deadlines that may not
// apply, and asks it.
func (s runScreen) settle(w *screen.World) screen.Command {
	fact, none := settling(w)
	return screen.Command{ID: "clocks.settle", Group: screen.GroupDo, Title: "Answer what settles most of the deadlines that may apply",
		Why: cmp.Or(w.ReadOnly(), none), Hidden: true, Binding: screen.Bind("a", "answer", "a"),
		Do: func() (screen.Screen, screen.Reply) {
			step, _ := words.RecordingStep(w.Run, fact)
			return s.to(step.ID), screen.Reply{Open: ask.Fact(w, fact, step.ID)}
		}}
}

// settling is the question that settles most, or why there is none to ask.
func settling(w *screen.World) (fact, none string) {
	may := words.MayApply(w.Run, w.Run.Ticking(), w.Now)
	for _, wait := range may.Waits {
		if _, ok := words.RecordingStep(w.Run, wait.Fact); ok {
			return wait.Fact, ""
		}
	}
	if may.Clocks > 0 {
		return "", "No step asks what would settle them. " + w.Key("clocks") + " shows the clocks: a named person confirms each."
	}
	return "", "No deadline waits for an answer."
}
