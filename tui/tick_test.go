package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cordon/playbook/clock"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestChangeOf(t *testing.T) {
	due := time.Date(2027, 3, 29, 15, 30, 20, 0, time.UTC)
	d := clock.Deadline{Start: due.Add(-72 * time.Hour), Due: due, Soon: 4 * time.Hour}
	open := clock.Deadline{Start: due, Open: true}
	for _, tt := range []struct {
		what string
		d    clock.Deadline
		now  time.Time
		want time.Duration // after now
	}{
		{"a minute while there are hours", d, due.Add(-10*time.Hour - 30*time.Second), 30*time.Second + justAfter},
		{"on the minute", d, due.Add(-10 * time.Hour), justAfter},
		{"due soon within the minute", d, due.Add(-4*time.Hour - 20*time.Second), 20 * time.Second},
		{"a minute in the last hour", d, due.Add(-30*time.Minute - 13*time.Second), 13*time.Second + justAfter},
		{"a second in the last two minutes", d, due.Add(-90*time.Second - 300*time.Millisecond), 300*time.Millisecond + justAfter},
		{"the moment itself is in time", d, due, justAfter},
		{"just past, it is overdue from the next second on", d, due.Add(100 * time.Millisecond), 900*time.Millisecond + justAfter},
		{"a minute while it is overdue", d, due.Add(10*time.Minute + 15*time.Second), 45*time.Second + justAfter},
		{"a minute of a duty without a number", open, due.Add(90 * time.Second), 30*time.Second + justAfter},
	} {
		if got := changeOf(tt.d, tt.now).Sub(tt.now); got != tt.want {
			t.Errorf("%s: in %s, want %s", tt.what, got, tt.want)
		}
	}
}

// TestWaitUntil waits by the clock on the wall, whatever happens to it.
func TestWaitUntil(t *testing.T) {
	start := time.Date(2027, 3, 28, 1, 59, 30, 0, time.UTC)
	for _, tt := range []struct {
		what  string
		move  time.Duration // of the wall, ten seconds from now
		until time.Duration
		want  time.Duration // how long it really takes
	}{
		{"nothing happens", 0, time.Minute, time.Minute},
		{"the laptop was shut for an hour", time.Hour, time.Minute, 11 * time.Second},
		{"the clock was set back by an hour", -time.Hour, time.Minute, 11 * time.Second},
		{"the clock was put right by a second", -time.Second, time.Minute, time.Minute + time.Second},
		{"the time has come already", 0, -time.Second, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			wall, real := fake.ClockAt(start), time.Now()
			time.AfterFunc(10*time.Second+time.Millisecond, func() { wall.Move(tt.move) })
			msg := waitUntil(t.Context(), 1, wall.Now, wall.Now(), start.Add(tt.until))()
			if _, ok := msg.(screen.MinuteMsg); !ok || time.Since(real) != tt.want {
				t.Errorf("%s: %T after %s, want a minuteMsg after %s", tt.what, msg, time.Since(real), tt.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if msg := waitUntil(ctx, 1, time.Now, time.Now(), time.Now().Add(time.Hour))(); msg != nil {
		t.Errorf("when nobody waits any more: %T, want nothing", msg)
	}
}

// TestQuietClock counts how often an idle App is woken: once a minute while
// there are hours, and more only in the end.
func TestQuietClock(t *testing.T) {
	due := fake.Friday(t).Add(72 * time.Hour)
	for _, tt := range []struct {
		left time.Duration
		want int // in ten minutes
	}{{20 * time.Hour, 10}, {30 * time.Minute, 10}, {-20 * time.Minute, 10}} {
		m := fake.Lawful(t)
		id := fake.EuRun(t, m)
		wall := fake.ClockAt(due.Add(-tt.left - 3*time.Second))
		driveRun(t, m, screen.Config{Open: id, Now: wall.Now}, 80, 24, func(d *tuitest.Driver) {
			woken := 0
			for last, end := app(d).Now, wall.Now().Add(10*time.Minute); wall.Now().Before(end); d.Wait(500 * time.Millisecond) {
				if now := app(d).Now; now != last {
					woken, last = woken+1, now
				}
			}
			// The wall's minute comes on top where the deadline has other seconds.
			if woken < tt.want || woken > tt.want+2 {
				d.T.Errorf("with %s left: woken %d times in ten minutes, want %d", tt.left, woken, tt.want)
			}
		})
	}
}

// TestSetBack sets the clock on the wall back by an hour.
func TestSetBack(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.EuRun(t, m)
	wall := fake.ClockAt(fake.Friday(t).Add(71 * time.Hour))
	driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: wall.Now}, 80, 24, func(d *tuitest.Driver) {
		before := m.Run[id]
		due := fake.MustClock(d.T, before, "authority").Deadline.Due
		wall.Move(-time.Hour)
		d.Wait(time.Second)
		shows(d, "The system clock was set back by 1h 00m, to 13:30:03. No deadline has moved.", "1h 59m left")
		after := m.Run[id]
		if got := fake.MustClock(d.T, after, "authority").Deadline.Due; !got.Equal(due) {
			d.T.Errorf("the deadline moved from %s to %s", due, got)
		}
		d.Wait(5 * time.Minute)
		shows(d, "The system clock was set back") // it stays until a key
		n := 0
		for _, e := range m.Run[id].Entries()[len(before.Entries()):] {
			if ev, ok := e.Event.(run.SystemClockMoved); ok && ev.Was.Sub(ev.Now).Round(time.Second) >= time.Hour-2*time.Second {
				n++
			}
		}
		if n != 1 {
			d.T.Errorf("%d entries say that the clock was set back, want 1", n)
		}
		d.Press("t")
		shows(d, "clock", "the system clock was set back by 1h 00m")
		d.Press("esc", "M")
		shows(d, "The system clock was set back")
		wall.Move(-time.Second) // put right by a little
		d.Wait(2 * time.Second)
		if got := len(m.Run[id].Entries()) - len(after.Entries()); got != 0 {
			d.T.Errorf("a second back recorded %d entries", got)
		}
	})
}

// TestSetBackIsOnlySaid where nothing can be recorded.
func TestSetBackIsOnlySaid(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.EuRun(t, m)
	for _, cfg := range []screen.Config{{}, {Open: id, Review: true}} {
		wall := fake.ClockAt(fake.Friday(t).Add(time.Hour))
		cfg.Now, cfg.ASCII = wall.Now, true
		before := m.Writes
		driveRun(t, m, cfg, 80, 24, func(d *tuitest.Driver) {
			wall.Move(-10 * time.Second)
			d.Wait(2 * time.Second)
			shows(d, "The system clock was set back by 10s")
		})
		if m.Writes != before {
			t.Errorf("%d entries were written", m.Writes-before)
		}
	}
}

// TestAfterSuspend stops the program for longer than a minute. The header is
// right within a second.
func TestAfterSuspend(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.EuRun(t, m)
	wall := fake.ClockAt(fake.Friday(t).Add(time.Hour))
	driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: wall.Now}, 80, 24, func(d *tuitest.Driver) {
		shows(d, "2d 22h left")
		wall.Move(68*time.Hour + 65*time.Second)
		d.Wait(time.Second)
		shows(d, "! GDPR notice to the authority  2h 58m left  Mon 15:30")
	})
}

// TestDaylightSaving lets the clocks go forward and back over a deadline: hours
// are counted as they pass.
func TestDaylightSaving(t *testing.T) {
	zone := fake.Berlin(t)
	for _, tt := range []struct {
		aware time.Time
		due   string
		hour  time.Time // before the clocks change
		left  string
	}{
		{time.Date(2027, 3, 27, 1, 30, 0, 0, zone), "Tue 02:30", time.Date(2027, 3, 28, 1, 59, 59, 0, zone), "1d 23h left"},
		{time.Date(2027, 10, 30, 1, 30, 0, 0, zone), "Tue 00:30", time.Date(2027, 10, 31, 1, 59, 59, 0, zone), "1d 23h left"},
	} {
		m := fake.Lawful(t)
		id := m.BeginAt(t, tt.aware, "maria", fake.RecordTime("aware_at", tt.aware, "aware"))
		wall := fake.ClockAt(tt.hour.Add(-time.Minute))
		driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: wall.Now}, 80, 24, func(d *tuitest.Driver) {
			wall.Set(tt.hour)
			d.Wait(time.Second)
			shows(d, tt.left, tt.due)
			d.Wait(2 * time.Hour)
			shows(d, "1d 21h left", tt.due)
			if got := strings.Count(d.Frame(), "set back"); got != 0 {
				d.T.Errorf("a change of the clocks is taken for one set back:\n%s", d.Frame())
			}
		})
	}
}
