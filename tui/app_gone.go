package tui

import (
	"errors"

	"cordon/playbook/inert"
	"cordon/tui/draw"
)

// What a screen shows as saved is in the file as long as the file is there. If
// it is deleted, replaced, set back, emptied or cut under a running screen, the
// screens say so within a second, wherever one goes, until it is there again.

// learnGone takes in what came of reading the file again.
func (a App) learnGone(err error) App {
	lost, ok := errors.AsType[interface {
		error
		Gone() bool
		Advice() string
	}](err)
	switch {
	case ok && lost.Gone():
		if a.gone == "" {
			a = a.say("NOT SAVED: "+lost.Error(), true)
		}
		a.gone = inert.Line(draw.Sentence(lost)) + " " + lost.Advice()
	case err == nil && a.gone != "":
		a.gone, a.Unsaved = "", ""
		a = a.say("The file is there again, with all that is shown.", false)
	}
	return a
}

// stillGone keeps what became of the file on the screen, whatever else was said
// of it.
func (a App) stillGone() App {
	if a.gone != "" {
		a.Unsaved = a.gone
	}
	return a
}
