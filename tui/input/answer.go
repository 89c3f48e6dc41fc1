package input

import uv "github.com/charmbracelet/ultraviolet"

// An Answer is what a terminal says when it is asked.
type Answer int

// The answers.
const (
	NoAnswer   Answer = iota
	OneAnswer         // to one of the questions of a start: a mode, the background
	LastAnswer        // what it is, which every terminal says and which is asked last
)

// AnswerIn tells whether an event is an answer.
func AnswerIn(event Event) Answer {
	switch event.(type) {
	case uv.ModeReportEvent, uv.BackgroundColorEvent:
		return OneAnswer
	case uv.PrimaryDeviceAttributesEvent:
		return LastAnswer
	}
	return NoAnswer
}
