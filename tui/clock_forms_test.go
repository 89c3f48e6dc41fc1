package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestClockForms draws the forms of a clock.
func TestClockForms(t *testing.T) {
	for _, form := range []struct{ name, key string }{{"file", "space"}, {"correct", "o"}, {"waive", "w"}, {"confirm", "a"}} {
		for _, size := range sizes[:3] {
			t.Run(form.name+"/"+size.name, func(t *testing.T) {
				onClocks(t, screen.Config{ASCII: size.width != 80}, size, func(d *tuitest.Driver, _ *fake.Memory) {
					d.Press(form.key)
					d.Wait(time.Second)
					golden.RequireEqual(d.T, d.Frame())
				})
			})
		}
	}
}

// standing returns the clock of the authority as it stands.
func standing(d *tuitest.Driver) run.Clock { return fake.MustClock(d.T, app(d).Run, "authority") }

func TestFileClock(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("space", "enter", "enter") // too early: dropped
		before := m.Writes
		d.Wait(time.Second)
		d.Press("enter", "enter", "enter", "enter") // to the button for no
		d.Wait(time.Second)
		if m.Writes != before {
			d.T.Fatal("enter alone recorded something")
		}
		shows(d, "Filed at Fri 15:30 it is in time.", "[ Record as filed: in time ]")
		d.Press("esc", "space")
		d.Wait(time.Second)
		d.Type("16:40")
		shows(d, "= Thu 2027-03-25 16:40") // the last time it was that late
		d.Press("ctrl+u")
		d.Type("2027-03-26 18:00")
		d.Press("ctrl+s", "enter")
		shows(d, "is yet to come")
		d.Press("shift+tab", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "ctrl+u")
		d.Type("15:10")
		d.Press("tab")
		d.Type("BfDI-4711")
		d.Press("ctrl+s", "left", "enter") // the button for no
		d.Wait(time.Second)
		if standing(d).Filed != nil {
			d.T.Fatal("the button for no recorded it")
		}
		d.Press("space")
		d.Wait(time.Second)
		shows(d, "BfDI-4711", "This is your draft from before.")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "Filed in time: GDPR notice to the authority.  u undo", "[x] GDPR notice to the authority            filed in time")
		c := standing(d)
		if ev := c.Filed.Event.(run.ClockFiled); ev.Reference != "BfDI-4711" || ev.By != "" || c.Filed.At.Format("15:04") != "15:10" || c.Status(fake.Began) != run.ClockFiledInTime {
			d.T.Errorf("filed at %s: %+v", c.Filed.At, ev)
		}
		d.Press("space")
		shows(d, "It is recorded as filed, entry #5.")
		d.Press("w")
		shows(d, "It is recorded as filed, entry #5.")
		d.Press("a")
		shows(d, "It is recorded as filed, so it applied.")
		d.Press("u")
		shows(d, "Undone: entry 5: GDPR notice to the authority: filed")
		if standing(d).Filed != nil {
			d.T.Error("it still stands as filed")
		}
		if len(m.Draft[app(d).Run.ID()]) != 0 {
			d.T.Errorf("drafts are left: %q", m.Draft)
		}
	})
}

func TestWaiveClock(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("w")
		d.Wait(time.Second)
		shows(d, "No notice  GDPR notice", "Not to notify is a decision.", "- None is due where a risk to people is unlikely")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, `Not to notify is a decision: say why "GDPR notice to the authority"`, "is not filed.")
		d.Press("tab")
		d.Type("No risk: the list was encrypted.")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "Recorded: nobody is notified.", "[-] GDPR notice", "not notified", "Because    No risk: the list was encrypted.")
		d.Press("w")
		shows(d, "It is recorded as not notified already, by maria.")
		d.Press("a") // it applies after all
		d.Wait(time.Second)
		d.Press("ctrl+s")
		d.Wait(time.Second)
		if c := standing(d); c.Waived != nil || c.Confirmed == nil {
			d.T.Errorf("after it was confirmed: waived %v, confirmed %v", c.Waived, c.Confirmed)
		}
	})
}

func TestConfirmClock(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.AwareRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: fake.ClockAt(fake.Friday(t).Add(time.Hour)).Now}, 80, 24, func(d *tuitest.Driver) {
		d.Press("c", "j")
		shows(d, "><?> GDPR notice", "applies?", "Applies    not known yet; it waits for:", "Where do the affected people live? (step 1.2)", "a applies")
		d.Press("a")
		d.Wait(time.Second)
		shows(d, "You confirm with your name, maria, that this duty applies.", playbook.NotLegalAdvice[:40])
		d.Type("our servers are in Ireland")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Confirmed by maria: GDPR notice to the authority applies.  u undo", ">[ ] GDPR notice")
		d.Press("enter")
		shows(d, "Applies    yes, confirmed Fri 26 Mar 2027 15:30 CET = 14:30Z by maria, entry")
		d.Press("a")
		shows(d, "It was confirmed by maria already.")
		d.Press("esc", "G", "enter", "G", "a") // one that does not apply by the facts... but nobody knows the regions
		d.Wait(time.Second)
		d.Press("esc")
	})
}

func TestCorrectClock(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("o")
		d.Wait(time.Second)
		shows(d, "Correct the start  GDPR notice", "When did we become reasonably certain?", "Now: Fri 26 Mar 2027 14:30 CET. Due Mon 29 Mar 2027 15:30 CEST.")
		d.Press("enter")
		shows(d, "Say when it started.")
		d.Type("14:50")
		shows(d, "= Fri 2027-03-26 14:50 +01:00. Due Mon 15:50, LATER by 20m:")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, `This moves the deadline of "GDPR notice to the authority", "Tell`, `ACME by contract" later: say why`)
		d.Press("ctrl+u")
		d.Type("13:30")
		shows(d, "Due Mon 14:30, sooner by 1h 00m")
		d.Press("enter") // an earlier one needs no reason
		d.Wait(time.Second)
		shows(d, "Start corrected: Fri 13:30. It is due Mon 29 Mar 14:30.  u undo", "2d 21h  Mon 14:30")
		d.Press("o")
		d.Wait(time.Second)
		d.Type("14:00")
		d.Press("tab")
		d.Type("the first mail was a test")
		d.Press("enter")
		d.Wait(time.Second)
		d.Press("enter")
		for !strings.Contains(d.Frame(), "Corrected") {
			before := d.Frame()
			if d.Press("pgdown"); d.Frame() == before {
				d.T.Fatalf("the corrections do not show:\n%s", before)
			}
		}
		shows(d, "from Fri 2027-03-26 13:30 +01:00 to Fri 2027-03-26 14:00", "first mail was a test", "from Fri 2027-03-26 14:30 +01:00 to Fri 2027-03-26 13:30")
		if c := standing(d); len(c.Moved) != 2 || c.Deadline.Due.Format("Mon 15:04") != "Mon 15:00" {
			d.T.Errorf("after two corrections: %d earlier starts, due %s", len(c.Moved), c.Deadline.Due)
		}
		for range 3 {
			d.Press("u")
		}
	})
}

// TestCorrectClockInTheGap: half past two does not exist on the night when the
// clocks go forward, and is refused.
func TestCorrectClockInTheGap(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		before := m.Writes
		d.Press("o")
		d.Wait(time.Second)
		d.Type("2026-03-29 02:30")
		d.Press("enter")
		shows(d, "There was no 02:30 on 2026-03-29 here")
		d.Press("ctrl+u")
		d.Type("2026-10-25 02:30")
		d.Press("enter")
		shows(d, "There were two 02:30 on 2026-10-25 here", "+02:00")
		if m.Writes != before {
			d.T.Errorf("%d entries were written", m.Writes-before)
		}
	})
}

// TestClockFormsFollowTheRun: somebody else files the clock while the form is
// open. What was typed is kept, and said why it cannot be recorded.
func TestClockFormsFollowTheRun(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("space")
		d.Wait(time.Second)
		d.Press("tab")
		d.Type("mine")
		id := app(d).Run.ID()
		if _, err := m.Record(m.Run[id], run.Stamp{By: "legal", Now: fake.Friday(t).Add(65 * time.Minute)}, run.FileClock("authority", "theirs", "", "", fake.Friday(t).Add(64*time.Minute))); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, `"GDPR notice to the authority" was already filed at 15:35, as legal`, "mine")
	})
}
