package tui

import (
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cordon/tui/input"
)

const (
	// answersFor is how long after a question an answer may still be on its way.
	answersFor = 2 * time.Second
	// answersWithin is how long leaving waits for it. It is longer than a round
	// trip over a satellite takes.
	answersWithin = 700 * time.Millisecond
)

// answers are what the terminal was asked and has not answered. Nobody is to
// leave before they have come: the shell would take them for typed.
type answers struct {
	mu    sync.Mutex
	read  bool      // whatever comes is heard
	owed  int       // answers to come; a terminal may know none of them
	asked time.Time // the last question
	last  chan struct{}
}

// ask notes that questions are sent.
func (a *answers) ask(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.owed, a.asked = a.owed+n, time.Now()
}

// hear notes what comes from the terminal, as soon as it is read.
func (a *answers) hear(event input.Event) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch input.AnswerIn(event) {
	case input.OneAnswer:
		a.owed = max(0, a.owed-1)
	case input.LastAnswer:
		a.owed = 0
		if a.last != nil {
			close(a.last)
			a.last = nil
		}
	}
}

// lastQuestion returns a question that every terminal answers, and what is
// closed when it has: all answers before it have come by then. It returns
// nothing if none are on their way.
func (a *answers) lastQuestion() (question string, answered <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.read || a.owed == 0 || time.Since(a.asked) > answersFor {
		return "", nil
	}
	a.last = make(chan struct{})
	return ansi.RequestPrimaryDeviceAttributes, a.last
}
