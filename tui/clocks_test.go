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

// onClocks plays a script on the list of clocks, an hour after the breach was
// noticed. then is recorded before.
func onClocks(t *testing.T, cfg screen.Config, size size, script func(d *tuitest.Driver, m *fake.Memory), then ...run.Intention) {
	t.Helper()
	m := fake.Lawful(t)
	id := fake.EuRun(t, m)
	for i, decide := range then {
		if _, err := m.Record(m.Run[id], run.Stamp{By: "maria", Now: fake.Friday(t).Add(time.Duration(30+i) * time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
	cfg.Open, cfg.Now = id, fake.ClockAt(fake.Friday(t).Add(time.Hour)).Now
	driveRun(t, m, cfg, size.width, size.height, func(d *tuitest.Driver) {
		d.Press("c")
		script(d, m)
	})
}

// allStates brings clocks into every state that is left.
func allStates(t *testing.T) []run.Intention {
	return []run.Intention{
		run.FileClock("authority", "BfDI-4711", "", "", fake.Friday(t).Add(30*time.Minute)),
		run.RecordFact("hours", playbook.NumberValue(1), "", "scope"),
		run.RecordFact("regions", playbook.ChoicesValue("eu", "uk"), "", "scope"),
		run.WaiveClock("uk", "nobody there is affected after all"),
		fake.RecordTime("decided_at", fake.Friday(t).Add(20*time.Minute), "people"),
	}
}

func TestClocks(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			onClocks(t, screen.Config{ASCII: size.width != 80}, size, func(d *tuitest.Driver, _ *fake.Memory) {
				golden.RequireEqual(d.T, d.Frame())
			}, allStates(t)...)
		})
	}
}

func TestClocksOrder(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, _ *fake.Memory) {
		last := -1
		for _, want := range []string{"!!  Tell ACME", "[ ] Final report", "<?> Tell the people", "Ended", "[x] GDPR", "[-] UK"} {
			at := strings.Index(d.Frame(), want)
			if at < 0 || at < last {
				d.T.Errorf("%q is missing or too high:\n%s", want, d.Frame())
			}
			last = at
		}
	}, allStates(t)...)
}

func TestClocksKeys(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		shows(d, "Clocks", ">[ ] GDPR notice to the authority", "2d 22h  Mon 15:30  running", "not known", "Wait for facts")
		d.Press("pgdown")
		shows(d, "The notice must hold", "[x] What kind of breach it is")
		d.Press("pgup", "z")
		shows(d, "Mon 13:30Z", "Due        Mon 29 Mar 2027 13:30Z", "z CET")
		d.Press("z", "enter", "G")
		shows(d, "Read it at https://eur-lex", "Rule       in force, confidence high")
		d.Press("esc")
		shows(d, ">[ ] GDPR notice to the authority")
		d.Press("y")
		for _, want := range []string{"GDPR notice to the authority\n", "due        Mon 29 Mar 2027 15:30 CEST = 13:30Z\n", "arguable   Mon 29 Mar 2027 16:00", playbook.NotLegalAdvice} {
			if !strings.Contains(d.Clipboard(), want) {
				d.T.Errorf("the clipboard lacks %q:\n%s", want, d.Clipboard())
			}
		}
		d.Press("G")
		shows(d, "1 clock does not apply by the facts recorded")
		d.Press("enter")
		shows(d, "[/] UK notice", "enter fold")
		d.Press("j", "k", "enter")
		shows(d, "enter show ")
		d.Press("g", ".")
		shows(d, "1.1  Write down when we knew")
		d.Press("J", "c")
		shows(d, ">[ ] GDPR") // the clock that the step files
		d.Press("j", "s")
		shows(d, "Tell ACME", "It has started. o corrects the start.")
		d.Press("j", "s")
		shows(d, "It starts with the filing of GDPR notice to the authority.")
		d.Press("space")
		shows(d, "starts with the filing of GDPR notice to the authority.")
	})
}

// TestClockStarts records the fact that starts a clock.
func TestClockStarts(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("j", "j", "j")
		shows(d, ">[ ] Tell the people", "starts at step 2.3")
		d.Press("s")
		d.Wait(time.Second)
		shows(d, "Fact 2.3", "When was it decided to tell the people?")
		d.Type("-5m")
		d.Press("enter", "tab", "ctrl+s")
		d.Wait(time.Second)
		shows(d, "<?> Tell the people", "open 5m  no number  applies?")
		d.Press("u")
		shows(d, "Undone: entry", "[ ] Tell the people")
		d.Press("U")
		shows(d, "Done again", "open 5m  no number  applies?")
	})
}

// TestClocksReview changes nothing.
func TestClocksReview(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true, Review: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		before := m.Writes
		for _, key := range []string{"space", "x", "s", "o", "a", "w", "u", "U"} {
			d.Press(key)
			shows(d, "open to look at only")
			if len(app(d).stack) != 3 {
				d.T.Fatalf("%s opened something:\n%s", key, d.Frame())
			}
		}
		d.Press("z", "y", "enter", "esc", "G", "enter")
		if m.Writes != before {
			d.T.Errorf("%d entries were written", m.Writes-before)
		}
	})
}

// TestClocksOfClosedRun run on, and can be settled: closing ends no duty.
func TestClocksOfClosedRun(t *testing.T) {
	then := append(allStates(t), run.Close("handed over"))
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, _ *fake.Memory) {
		d.Wait(time.Hour)
		if !strings.Contains(header(d), "!! Tell ACME by contract  1h 00m OVERDUE") {
			d.T.Errorf("the header of a closed run hides a deadline:\n%s", d.Frame())
		}
		shows(d, ">!!  Tell ACME", "1h 00m  Fri 15:30  overdue", "Run closed Fri 26 Mar 2027 15:05 CET", "That did not end this duty")
		d.Press("o")
		shows(d, "This run is closed and read-only.")
		d.Press("w")
		d.Wait(time.Second)
		d.Type("They were told by phone.")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "Recorded: nobody is notified.", "[-] Tell ACME")
		d.Press("u")
		d.Wait(time.Second)
		shows(d, ">!!  Tell ACME")
		d.Press("esc")
		shows(d, "look at: 7")
	}, then...)
}

// TestClockOfAnotherZone shows the deadline on the person's clock, in UTC and
// where the clock counts.
func TestClockOfAnotherZone(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[0], func(d *tuitest.Driver, _ *fake.Memory) {
		d.Press("j")
		shows(d, "UK notice to the ICO", "Due        Mon 29 Mar 2027 15:30 CEST = 13:30Z,", "Mon 14:30 in Europe/London")
	}, run.RecordFact("regions", playbook.ChoicesValue("eu", "uk"), "", "scope"))
}

// TestStepWithClocks shows the message and the clocks of a step, and asks for
// what is missing when it is done.
func TestStepWithClocks(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			onClocks(t, screen.Config{ASCII: size.width != 80}, size, func(d *tuitest.Driver, _ *fake.Memory) {
				d.Press("esc", "J")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("esc", "J", "enter", "enter")
		shows(d, "Messages", ">[ ] Notice to the")
		d.Press("esc", "j", "enter")
		shows(d, "Clocks", ">[ ] GDPR")
		d.Press("esc", "esc", "space")
		d.Wait(time.Second)
		shows(d, "Done? 2.1 Tell the authority", "clock    file GDPR notice to the authority, or say why nobody")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Filed  GDPR notice to the authority")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "Filed in time: GDPR notice to the authority.  u undo", "Nothing is missing any more.")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		shows(d, "2.1 done")
	})
}

// TestLackOfCandidate asks first whether it applies.
func TestLackOfCandidate(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.AwareRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: fake.ClockAt(fake.Friday(t).Add(time.Hour)).Now}, 80, 24, func(d *tuitest.Driver) {
		d.Press("J", "space")
		d.Wait(time.Second)
		shows(d, "clock    does it apply? GDPR notice to the authority")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "It applies  GDPR notice to the authority", "Not recorded yet: Where do the affected people live? (step 1.2)")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		shows(d, "Confirmed by maria: GDPR notice", "clock    file GDPR notice to the authority")
		if c := fake.MustClock(d.T, m.Run[id], "authority"); c.Candidate() || c.Confirmed == nil {
			d.T.Errorf("candidate %t, confirmed %v", c.Candidate(), c.Confirmed)
		}
	})
}

func TestNoClocks(t *testing.T) {
	m := fake.NewMemory(t)
	driveRun(t, m, screen.Config{Open: fake.BusyRun(t, m), ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		d.Press("c")
		shows(d, "This run has no clocks. Here you can take in a rule of the law.")
		d.Press("esc")
		d.Press("m")
		shows(d, "This playbook has no messages.")
	})
}

// TestClocksUnfold shows the clocks that wait for the same answer under it, and
// leads to the step that records that.
func TestClocksUnfold(t *testing.T) {
	m := fake.Lawful(t)
	for _, size := range sizes[:3] {
		driveRun(t, m, screen.Config{Open: m.Begin(t, "maria"), ASCII: true}, size.width, size.height, func(d *tuitest.Driver) {
			d.Press("c", "g")
			shows(d, "2 clocks   Where do the affected people", "enter show ")
			d.Press("enter")
			shows(d, "UK notice to the ICO", "enter fold ")
			d.Press("j", "j")
			shows(d, "UK notice to the ICO")
			d.Press("k", "k", "enter", ".")
			shows(d, "1.2 ", "Find out whom it touches")
		})
	}
}
