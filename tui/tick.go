package tui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/clock"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// What shows changes by itself: the time of day with the minute, and a clock
// with the smallest part that it counts. The App works out when that is and
// waits for it. The waiting goes by the clock on the wall and not by how long
// it has waited, and looks at it once a second: so a laptop that was shut, a
// program that was stopped and a system clock that was moved all show the
// right time within a second. Only a change wakes the App and draws; the look
// itself costs about as much as the stat of the file that waits beside it.

const (
	// lookEvery is how often the clock on the wall is looked at.
	lookEvery = time.Second
	// backBy is by how much the system clock may go back without remark:
	// clocks are put right by a little all the time.
	backBy = 2 * time.Second
	// justAfter is how soon after a change it is drawn. What is left at the
	// moment itself is still what it was.
	justAfter = time.Millisecond
)

// wakeAt returns when what shows changes next by itself.
func (a App) wakeAt() time.Time {
	asOf := a.AsOf()
	at := a.Now.Add(asOf.Truncate(time.Minute).Add(time.Minute + justAfter).Sub(asOf))
	if due, ok := a.drillAt(); ok && due.Before(at) {
		at = due.Add(justAfter)
	}
	if alert, owed := a.alertAt(); owed && alert.Before(at) {
		at = alert
	}
	for _, d := range a.Deadlines() {
		if next := a.Now.Add(changeOf(d, asOf).Sub(asOf)); next.Before(at) {
			at = next
		}
	}
	return at
}

// Deadlines returns those of the clocks that show.
func (a App) Deadlines() []clock.Deadline {
	var all []clock.Deadline
	if a.Opened {
		for _, c := range a.Run.Clocks() {
			if c.Ticks() {
				all = append(all, c.Deadline)
			}
		}
		return all
	}
	if t, ok := a.stack[0].(screen.Ticker); ok {
		return t.Deadlines()
	}
	return nil
}

// changeOf returns when the words for a deadline change next.
func changeOf(d clock.Deadline, now time.Time) time.Time {
	left := d.Due.Sub(now)
	switch {
	case d.Due.IsZero(): // it has an age
		return d.Start.Add(now.Sub(d.Start).Truncate(time.Minute) + time.Minute + justAfter)
	case left < 0 && left > -time.Second: // overdue from the next second on
		return d.Due.Add(time.Second + justAfter)
	case left < 0:
		return d.Due.Add((-left).Truncate(time.Minute) + time.Minute + justAfter)
	}
	next := d.Due.Add(-left.Truncate(words.Finest(left)) + justAfter)
	if soon := d.Due.Add(-d.Soon); soon.After(now) && soon.Before(next) {
		next = soon
	}
	return next
}

// rewake waits for the next change, unless it is being waited for.
func (a App) rewake() (App, tea.Cmd) {
	if a.Cfg.Lines {
		return a, nil // nothing is said by itself
	}
	next := a.wakeAt()
	if a.wake.After(a.Now) && !next.Before(a.wake) {
		return a, nil
	}
	if a.unwait != nil {
		a.unwait()
	}
	ctx, cancel := context.WithCancel(a.ctx)
	a.wake, a.unwait, a.waits = next, cancel, a.waits+1
	return a, waitUntil(ctx, a.waits, a.Cfg.Now, a.Now, next)
}

// waitUntil waits until the clock on the wall shows a time, or went back.
func waitUntil(ctx context.Context, wait int, wall func() time.Time, seen, until time.Time) tea.Cmd {
	return func() tea.Msg {
		for {
			began := time.Now()
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(max(0, min(until.Sub(seen), untilBeat(lookEvery)))):
			}
			now, should := wall().Round(0), seen.Add(time.Since(began))
			if !now.Before(until) || wentBack(should, now) {
				return screen.MinuteMsg{Wait: wait, Seen: should}
			}
			seen = now
		}
	}
}

// untilBeat returns how long it is until the next of moments that lie so far
// apart. All that waits in the background waits for the same ones: to be woken
// costs more than what is done then.
func untilBeat(every time.Duration) time.Duration {
	return every - time.Duration(time.Now().UnixNano())%every
}

func wentBack(before, now time.Time) bool { return before.Sub(now) > backBy }

// lastSeen is what the clock on the wall showed when it was last looked at
// before a message came, or should show by now. Waiting looks at it between
// messages.
func (a App) lastSeen(msg tea.Msg) time.Time {
	if m, ok := msg.(screen.MinuteMsg); ok && m.Wait == a.waits && m.Seen.After(a.Now) {
		return m.Seen
	}
	return a.Now
}

// setBack says that the system clock was set back, and records it once. No
// deadline moves with it: they rest on what people recorded.
func (a App) setBack(before time.Time) (App, tea.Cmd) {
	if !wentBack(before, a.Now) {
		return a, nil
	}
	a.interrupted = time.Time{}
	a = a.say(fmt.Sprintf("The system clock was set back by %s, to %s. No deadline has moved.",
		words.Span(before.Sub(a.Now).Round(time.Second)), a.Now.Format("15:04:05")), true)
	if !a.Opened || a.Review {
		return a, nil
	}
	return a.enqueue(screen.Change{Decide: run.NoteSetback(before, a.Now), Doing: "note that the system clock was set back"})
}
