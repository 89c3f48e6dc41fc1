package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/clipboard"
	"cordon/tui/screen"
)

// Who looks elsewhere can have the terminal tell that something needs them: a
// deadline that is due soon or has passed, the next update that they promised,
// an entry of somebody else. It is off unless asked for: see [screen.Bell]. What a
// terminal shows then may stand on a screen that others see, so no word of the
// run is in it.

const (
	alertEntry  = "Cordon: somebody else has recorded something"
	alertNear   = "Cordon: a deadline is near"
	alertMay    = "Cordon: a deadline that may apply is near"
	alertPassed = "Cordon: a deadline has passed"
	alertUpdate = "Cordon: the next update is due"

	// alertEvery is how long after an alert the next one may come. What there is
	// to tell until then is told at its end, the gravest of it.
	alertEvery = 10 * time.Second
)

// gravest are the alerts, the gravest first.
func gravest() []string {
	return []string{alertPassed, alertNear, alertUpdate, alertMay, alertEntry}
}

// alertMsg has the display tell something.
type alertMsg struct {
	bell screen.Bell
	text string
}

// alerts are what was told, and how all stood then.
type alerts struct {
	run    string                // whose clocks these are
	signs  map[string]words.Sign // by the id of the clock
	update time.Time             // the next one that was promised and has been told
	last   time.Time             // when the last alert was
	owed   string                // what is to be told as soon as it may
}

// alerted tells what has come up since the last message.
func (a App) alerted() (App, tea.Cmd) {
	if !a.rings() {
		return a, nil
	}
	a = a.notices()
	if a.alerts.owed == "" || a.Now.Before(a.alerts.last.Add(alertEvery)) {
		return a, nil
	}
	msg := alertMsg{a.Cfg.Bell, a.alerts.owed}
	a.alerts.owed, a.alerts.last = "", a.Now
	return a, func() tea.Msg { return msg }
}

// rings reports whether anything is told at all.
func (a App) rings() bool {
	return a.Cfg.Bell != screen.BellNone && a.Cfg.Bell != "" && !a.Cfg.Lines
}

// notices looks at the clocks and at what was promised. What stood so already when
// the run was opened, or when a clock began, is nothing new.
func (a App) notices() App {
	if !a.Opened || a.Review {
		a.alerts = alerts{last: a.alerts.last}
		return a
	}
	before, first := a.alerts, a.alerts.run != a.Run.ID()
	a.alerts.run, a.alerts.signs = a.Run.ID(), make(map[string]words.Sign, len(before.signs))
	for _, k := range a.Counting() {
		sign := words.ClockState(k, a.Now).Sign
		a.alerts.signs[k.ID] = sign
		was, known := before.signs[k.ID]
		if text := alertOf(k, sign); !first && known && sign != was && text != "" {
			a = a.owe(text)
		}
	}
	if due := words.PromisedUpdate(a.Run); !due.IsZero() && !due.After(a.Now) && !due.Equal(a.alerts.update) {
		a.alerts.update = due
		if !first {
			a = a.owe(alertUpdate)
		}
	}
	return a
}

// alertOf is what to tell of a clock that has come to stand so.
func alertOf(k run.Clock, sign words.Sign) string {
	switch {
	case sign == words.DueSoon && k.Candidate():
		return alertMay
	case sign == words.DueSoon:
		return alertNear
	case sign == words.Overdue && !k.Candidate():
		return alertPassed
	}
	return ""
}

// owe has a text told, unless something graver is to be told already.
func (a App) owe(text string) App {
	all := gravest()
	if !a.rings() {
		return a
	}
	if a.alerts.owed == "" || slices.Index(all, text) < slices.Index(all, a.alerts.owed) {
		a.alerts.owed = text
	}
	return a
}

// alertAt is when what is owed may be told, and never if nothing is.
func (a App) alertAt() (time.Time, bool) {
	return a.alerts.last.Add(alertEvery), a.alerts.owed != ""
}

// alertSequence has a terminal tell a text. Between us and it tmux passes on a bell,
// but a message only where it is set to (allow-passthrough); screen passes on both.
// So the bell rings as well wherever something lies between.
func alertSequence(way clipboard.Way, msg alertMsg) string {
	const bell = "\a"
	message := ansi.Notify(msg.text)
	switch {
	case msg.bell != screen.BellMessage:
		return bell
	case way == clipboard.Tmux:
		return ansi.TmuxPassthrough(message) + bell
	case way == clipboard.Screen:
		return ansi.ScreenPassthrough(message, 0) + bell
	case way == clipboard.Beyond:
		return message + bell
	}
	return message
}
