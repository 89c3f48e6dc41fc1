package screen

import (
	"cordon/playbook/clock"
)

// A Drafter is a screen with typed text that may not be on disk yet.
type Drafter interface {
	// Unkept returns the text by the name of its draft.
	Unkept() map[string]string
	// Sending reports whether a draft is on its way to disk.
	Sending() bool
}

// A Lister is a screen that lists the commands of the screen below it.
type Lister interface {
	Screen
	// Listing returns the screen with other commands.
	Listing(commands []Command) Screen
}

// A ClockKeyed screen has keys that open the clocks, so that the header names
// the key.
type ClockKeyed interface{ OpensClocks() }

// A Tall screen has a header of another height than two lines, not counting
// the one of the nearest deadline.
type Tall interface {
	HeaderHeight(w *World) int
}

// A Hinter is a screen with something to say above its keys while there is no
// message.
type Hinter interface{ Hint(w *World) string }

// A Ticker is a screen without an open run that shows clocks.
type Ticker interface {
	// Deadlines returns those of the clocks that it shows.
	Deadlines() []clock.Deadline
}
