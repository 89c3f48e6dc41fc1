package tui

import (
	"strconv"
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

// header returns the lines above the first rule.
func header(d *tuitest.Driver) string {
	head, _, _ := strings.Cut(d.Frame(), "\n---")
	return head
}

// TestHeaderClock moves the clock on the wall and looks at the header.
func TestHeaderClock(t *testing.T) {
	due := fake.Friday(t).Add(72 * time.Hour)
	for _, size := range sizes {
		for _, state := range []struct {
			name string
			at   time.Time
		}{
			{"running", fake.Friday(t).Add(time.Hour)},
			{"due soon", due.Add(-2*time.Hour - 46*time.Minute)},
			{"last hour", due.Add(-46*time.Minute - 13*time.Second)},
			{"last minutes", due.Add(-69 * time.Second)},
			{"overdue", due.Add(12 * time.Minute)},
			{"long overdue", due.Add(130 * time.Hour)},
		} {
			t.Run(size.name+"/"+state.name, func(t *testing.T) {
				m := fake.Lawful(t)
				id := fake.EuRun(t, m)
				wall := fake.ClockAt(fake.Friday(t).Add(30 * time.Minute))
				driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: wall.Now}, size.width, size.height, func(d *tuitest.Driver) {
					wall.Set(state.at.Add(-time.Second))
					d.Wait(time.Second)
					golden.RequireEqual(d.T, header(d))
				})
			})
		}
	}
}

// TestHeaderClockStates draws what else a header can say.
func TestHeaderClockStates(t *testing.T) {
	for _, tt := range []struct {
		name string
		then []run.Intention
		want string
	}{
		{"a candidate", nil, "applies? GDPR notice to the...  2d 23h left  Mon 15:30 +1 (c)  1 may apply (a)"},
		{"a limit not known", []run.Intention{run.RecordFact("regions", playbook.ChoicesValue("us"), "", "")}, "Tell ACME by contract  open 30m LIMIT NOT KNOWN\n"},
		{"a limit", []run.Intention{run.RecordFact("regions", playbook.ChoicesValue("us"), "", ""), run.RecordFact("hours", playbook.NumberValue(24), "", "")}, "Tell ACME by contract  23h 30m left  Sat 14:30\n"},
		{"a short limit", []run.Intention{run.RecordFact("hours", playbook.NumberValue(1), "", "")}, " ! Tell ACME by contract  30m left  Fri 15:30              2 may apply: 1.2 (a)"},
		{"all settled", []run.Intention{
			run.RecordFact("regions", playbook.ChoicesValue("us"), "", ""), run.WaiveClock("customer", "there is no contract"),
		}, "0/6 steps open 20m"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.Lawful(t)
			id := fake.AwareRun(t, m)
			for _, decide := range tt.then {
				if _, err := m.Record(m.Run[id], run.Stamp{By: "maria", Now: fake.Friday(t).Add(20 * time.Minute)}, decide); err != nil {
					t.Fatal(err)
				}
			}
			wall := fake.ClockAt(fake.Friday(t).Add(25 * time.Minute))
			driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: wall.Now}, 80, 24, func(d *tuitest.Driver) {
				wall.Set(fake.Friday(t).Add(30*time.Minute - time.Second))
				d.Wait(time.Second)
				if got := header(d) + "\n"; !strings.Contains(strings.Join(strings.Fields(got), " "), strings.Join(strings.Fields(tt.want), " ")) {
					d.T.Errorf("the header is\n%s\nwant %q in it", got, tt.want)
				}
			})
		})
	}
}

// TestClockLineIsNeverCovered opens every screen over a run with a clock. Its
// header names the clock at each size.
func TestClockLineIsNeverCovered(t *testing.T) {
	for _, p := range places {
		if p.home || p.review {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			m := fake.Lawful(t)
			id := fake.EuRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: fake.ClockAt(fake.Friday(t).Add(time.Hour)).Now}, 80, 24, func(d *tuitest.Driver) {
				for _, key := range p.keys {
					d.Press(key)
					d.Wait(time.Second)
				}
				for _, size := range append(sizes, size{"40x10", 40, 10}, size{"300x100", 300, 100}, size{"20x4", 20, 4}) {
					d.Resize(size.width, size.height)
					lines := strings.SplitN(d.Frame(), "\n", 3)
					if !strings.Contains(lines[0]+lines[1], "2d 22h left") {
						d.T.Errorf("%s does not name the clock:\n%s", size.name, d.Frame())
					}
				}
			})
		})
	}
}

// TestHomeClocks lists runs by their nearest deadline. Those without come last.
func TestHomeClocks(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.Lawful(t)
			begin := func(title string, aware time.Duration, more ...run.Intention) {
				t.Helper()
				r, err := m.Start(m.Book, title, false, run.Stamp{By: "maria", Now: fake.Friday(t)})
				for _, decide := range append([]run.Intention{fake.RecordTime("aware_at", fake.Friday(t).Add(-aware), "aware")}, more...) {
					if err == nil {
						r, err = m.Record(r, run.Stamp{By: "maria", Now: fake.Friday(t).Add(time.Minute)}, decide)
					}
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			eu := run.RecordFact("regions", playbook.ChoicesValue("eu"), "", "scope")
			begin("Phished mailbox", 10*time.Hour, eu)
			begin("Laptop on a train", 10*time.Hour, run.RecordFact("regions", playbook.ChoicesValue("us"), "", "scope"))
			begin("Customer list was taken", 70*time.Hour, eu)
			begin("Bucket was public", 40*time.Hour)
			begin("Wrong attachment", 100*time.Hour, eu)
			begin("Vendor was hacked", 10*time.Hour, eu, run.Close("handed over"))
			drive(t, m, screen.Config{ASCII: size.width != 80, Now: fake.ClockAt(fake.Friday(t).Add(time.Hour)).Now}, size.width, size.height, func(d *tuitest.Driver) {
				golden.RequireEqual(d.T, d.Frame())
				d.Wait(time.Hour)
				if size.width >= 80 {
					shows(d, "OVERDUE", "! ", "no clock")
				}
			})
		})
	}
}

// TestHomeClockTicks follows the time without a key.
func TestHomeClockTicks(t *testing.T) {
	m := fake.Lawful(t)
	fake.EuRun(t, m)
	wall := fake.ClockAt(fake.Friday(t).Add(71*time.Hour + 59*time.Minute - 2*time.Second))
	drive(t, m, screen.Config{ASCII: true, Now: wall.Now}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(2 * time.Second)
		shows(d, "  1m 00s left")
		d.Wait(5 * time.Second)
		shows(d, "! GDPR notice to the authority  55s left")
		d.Wait(time.Minute)
		shows(d, "0m OVERDUE")
	})
}

// TestResumeClocks tells somebody who comes back how the clocks stand.
func TestResumeClocks(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.Lawful(t)
			id := fake.EuRun(t, m)
			drive(t, m, screen.Config{Open: id, ASCII: size.width != 80, Now: fake.ClockAt(fake.Friday(t).Add(70 * time.Hour)).Now}, size.width, size.height, func(d *tuitest.Driver) {
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

// TestResumeClocksCut cuts the name of a deadline, in windows of every width. That
// the cut is not shown as a character is checked by the driver.
func TestResumeClocksCut(t *testing.T) {
	for width := 40; width <= 130; width += 3 {
		t.Run(strconv.Itoa(width), func(t *testing.T) {
			m := fake.Lawful(t)
			id := fake.AwareRun(t, m)
			drive(t, m, screen.Config{Open: id, ASCII: true, Now: fake.ClockAt(fake.Friday(t).Add(70 * time.Hour)).Now}, width, 30, func(d *tuitest.Driver) {
				shows(d, "Clocks")
			})
		})
	}
}

// TestTimelineClocks shows the entries of clocks, and only them.
func TestTimelineClocks(t *testing.T) {
	onClocks(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, _ *fake.Memory) {
		d.Press("esc", "t")
		shows(d, "clock         GDPR notice to the authority: filed,", "clock         UK notice to the ICO: no notification,")
		for range 20 {
			if d.Press("tab"); strings.Contains(d.Frame(), "filter: clock") {
				break
			}
		}
		shows(d, "filter: clock", "2 of ", "authority: filed")
	}, allStates(t)...)
}
