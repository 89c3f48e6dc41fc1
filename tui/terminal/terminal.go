// Package terminal asks a terminal what it can do: how wide it draws a line, on which
// background, with which keyboard.
//
// Every terminal answers the last of the questions, who it is. When that answer
// is there no other comes any more, so the wait is over at once; from a terminal
// that answers nothing it takes as long as the caller gives.
package terminal

import (
	"bytes"
	"image/color"
	"regexp"
	"strconv"

	"github.com/charmbracelet/x/ansi"
)

// Answers are what a terminal said about itself.
type Answers struct {
	// Asked says that there was a terminal to ask, and that it could be asked.
	Asked bool
	// Answered says that it answered the last question.
	Answered bool
	// Background is its background, nil if it does not say.
	Background color.Color
	// LineWidth is how many cells it takes for "│", 0 if it does not say.
	LineWidth int
	// Keyboard says that it knows the keyboard protocol that tells Esc from alt.
	Keyboard bool
}

// Questions returns what is sent: the line first, at the beginning of a row
// that is empty again afterwards, and last who it is.
func Questions() []byte {
	return []byte("\r│" + ansi.RequestCursorPositionReport + "\r\x1b[K" +
		ansi.RequestBackgroundColor + ansi.RequestKittyKeyboard + ansi.RequestPrimaryDeviceAttributes)
}

// The forms of the answers.
const (
	positionForm   = `\x1b\[\d+;(\d+)R`
	backgroundForm = `\x1b\]11;([^\x07\x1b]*)`
	keyboardForm   = `\x1b\[\?\d+u`
	lastForm       = `\x1b\[\?[\d;]*c`
)

// Read takes apart what came from a terminal, as far as it came.
func Read(came []byte) Answers {
	a := Answers{Asked: true, Answered: matches(lastForm, came), Keyboard: matches(keyboardForm, came)}
	if m := find(positionForm, came); m != nil {
		column, _ := strconv.Atoi(string(m))
		a.LineWidth = max(0, column-1)
	}
	if m := find(backgroundForm, came); m != nil {
		a.Background = ansi.XParseColor(string(bytes.TrimSpace(m)))
	}
	return a
}

func matches(form string, came []byte) bool { return regexp.MustCompile(form).Match(came) }

// find returns the first group of a form, nil if it did not come.
func find(form string, came []byte) []byte {
	m := regexp.MustCompile(form).FindSubmatch(came)
	if m == nil {
		return nil
	}
	return m[1]
}
