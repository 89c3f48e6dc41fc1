package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// A size is a window.
type size struct {
	name          string
	width, height int
}

// sizes are the windows every screen is drawn in.
var sizes = []size{{"120x36", 120, 36}, {"80x24", 80, 24}, {"50x15", 50, 15}, {"34x6", 34, 6}}

// opened closes the resume card and presses keys.
func opened(keys ...string) func(*tuitest.Driver) {
	return press(append([]string{"enter"}, keys...)...)
}

func TestRunScreen(t *testing.T) {
	busy := func(t testing.TB, m *fake.Memory) { fake.BusyRun(t, m) }
	ascii, utf8 := screen.Config{Open: "run1", ASCII: true}, screen.Config{Open: "run1"}
	shoot(t, []shot{
		{name: "rich ascii", fill: busy, cfg: ascii, script: opened("k", "k")},
		{name: "rich", fill: busy, cfg: utf8, script: opened("k", "k", "tab", "j")},
		{name: "review", fill: fake.Finished, cfg: utf8, script: press("esc", "n", "n")},
	}, sizes...)
	shoot(t, []shot{
		{name: "fresh", fill: fake.Begun(), cfg: ascii, script: opened()},
		{name: "items", fill: fake.Begun(), cfg: ascii, script: opened("enter", "j")},
		{name: "resume", fill: busy, cfg: ascii},
		{name: "blocked", fill: busy, cfg: utf8, script: opened("k")},
		{name: "waiting", fill: fake.Begun(), cfg: ascii, script: opened("2", "j")},
		{name: "does not apply", fill: fake.Understood("unlikely"), cfg: utf8, script: opened("2", "j")},
		{name: "phase complete", fill: fake.Understood("high"), cfg: ascii, script: opened("1")},
		{name: "all settled", fill: fake.Understood("unlikely", run.CompleteStep("isolate", ""), run.CompleteStep("tidy", "")), cfg: ascii, script: opened()},
		{name: "closed", fill: fake.Understood("unlikely", run.CompleteStep("isolate", ""), run.CompleteStep("tidy", ""), run.Close("")), cfg: ascii, script: press("esc")},
		{name: "drill", fill: func(t testing.TB, m *fake.Memory) { m.Earlier(t, "April", true, time.Hour, "jan") }, cfg: ascii, script: opened()},
		{name: "list", fill: busy, cfg: ascii, script: opened("tab")},
		{name: "not intact", fill: func(t testing.TB, m *fake.Memory) {
			fake.Finished(t, m)
			m.VerifyErr = errors.New("entry 5 is not as it was written")
		}, cfg: ascii, script: press("esc", "j")},
	}, sizes[:3]...)
}

// TestRunScreenSteadfast checks that at every size the step, where the person
// is, and that all is saved, stay on the screen.
func TestRunScreenSteadfast(t *testing.T) {
	m := fake.NewMemory(t)
	fake.BusyRun(t, m)
	drive(t, m, screen.Config{Open: "run1"}, 80, 24, func(d *tuitest.Driver) {
		opened(".")(d)
		for width := 40; width < 131; width += 3 {
			for _, height := range []int{10, 11, 12, 13, 15, 19, 20, 24, 29, 30, 36, 40} {
				d.Resize(width, height)
				frame := d.Frame()
				for _, want := range []string{"you are here", "1.3  ", "Judge the risk to people", "saved 03:18", "#8", "run1", "? keys"} {
					if want == "you are here" && width < 49 {
						want = "▸○ 1.3" // the title has the line for itself
					}
					if !strings.Contains(frame, want) {
						t.Fatalf("%dx%d: no %q in\n%s", width, height, want, frame)
					}
				}
			}
		}
	})
}

// TestRunScreenKeys presses the keys that move.
func TestRunScreenKeys(t *testing.T) {
	m := fake.NewMemory(t)
	fake.BusyRun(t, m)
	drive(t, m, screen.Config{Open: "run1", ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened()(d)
		steps := []struct{ key, want string }{
			{"j", "2.1  "}, {"k", "1.3  "}, {"down", "2.1  "}, {"up", "1.3  "},
			{"g", "1.1  "}, {"G", "2.3  "}, {"home", "1.1  "}, {"end", "2.3  "},
			{"K", "1.3  "}, {"J", "2.1  "}, {"1", "1.3  "}, {"2", "2.1  "}, {"9", "No action on 9"},
			{".", "you are here"}, {"f", "1.1  "}, {"f", "1.2  "}, {"f", "1.1  "},
			{"о", "1.2  "}, {"л", "1.1  "}, {"О", "2.1  "}, {".", "you are here"},
			{"k", "you are at 1.3"}, {"k", "1.1  "}, {"tab", ">[ ] Copy stored"}, {"k", ">[x] Headers saved"}, {"up", ">$ msgexport"}, {"j", ">[x] Headers"}, {"down", ">[ ] Copy stored"},
			{"j", ">{e} evidence"}, {"j", ">{e} evidence"}, {"k", ">[ ] Copy stored"}, {"space", ">{e} evidence"},
			{"k", ">[x] Copy stored"}, {"space", ">[ ] Copy stored"}, {"x", ">{e} evidence"}, {"esc", ">[x] 1.1"}, {"enter", ">{e} evidence"}, {"tab", ">[x] 1.1"},
			{"pgdown", "Notes"}, {"pgdown", "Notes"}, {"pgup", "1.1  "},
		}
		for _, step := range steps {
			d.Press(step.key)
			d.Wait(toggleWithin)
			if !strings.Contains(d.Frame(), step.want) {
				t.Fatalf("after %q want %q in:\n%s", step.key, step.want, d.Frame())
			}
		}
	})
}

// TestRunScreenCursor checks that the terminal's cursor stands on the row that
// has the keys, for those who hear the screen.
func TestRunScreenCursor(t *testing.T) {
	for _, size := range sizes[:3] {
		m := fake.NewMemory(t)
		fake.BusyRun(t, m)
		drive(t, m, screen.Config{Open: "run1", ASCII: true}, size.width, size.height, func(d *tuitest.Driver) {
			for i, key := range []string{"enter", "g", "j", "g", "enter", "j", "j"} {
				if d.Wait(time.Second); i > 0 || key == "enter" {
					d.Press(key)
				}
				x, y, shown := d.Cursor()
				line := []rune(strings.Split(d.Frame(), "\n")[y])
				onStep := draw.LayoutOf(size.width, size.height) < draw.Normal && strings.Contains(string(line), ".")
				if !shown || !onStep && line[x] != '>' {
					t.Errorf("%s after %s: the cursor is at %d,%d in:\n%s", size.name, key, x, y, d.Frame())
				}
			}
		})
	}
}

// TestRunScreenDoes marks steps with the keys and reads the journal.
func TestRunScreenDoes(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("2", "space", "space", "space", "u", "U", "ш", "esc")(d)
		var kinds []string
		for _, e := range m.Run[id].Entries() {
			kinds = append(kinds, e.Event.Kind())
		}
		want := "run-started step-done step-reopened step-done entry-undone entry-undone"
		if got := strings.Join(kinds, " "); got != want {
			t.Errorf("the journal holds %s, want %s", got, want)
		}
	})
}

// TestOthers shows what somebody else writes, within a second.
func TestOthers(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened()(d)
		m.Write(t, id, "jan", run.CompleteStep("isolate", ""))
		d.Wait(time.Second)
		for _, want := range []string{"jan: 2.1 done", "1/6", "#2"} {
			if !strings.Contains(d.Frame(), want) {
				t.Errorf("a second after jan's entry no %q in:\n%s", want, d.Frame())
			}
		}
		m.Write(t, id, "jan", run.AddNote("", "one"), run.AddNote("", "two"))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "2 new entries, the last by jan: note: two") {
			t.Errorf("after two entries:\n%s", d.Frame())
		}
		m.Write(t, id, "maria", run.AddNote("", "from my other terminal"))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "#5") {
			t.Errorf("an entry of one's own from elsewhere is not taken in:\n%s", d.Frame())
		}
		m.Write(t, id, "jan", run.Close("it is over"))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "READ-ONLY REVIEW") || !strings.Contains(d.Frame(), "record whole, 6 entries") {
			t.Errorf("after jan closed the run:\n%s", d.Frame())
		}
		m.Write(t, id, "jan", run.Reopen("it is not"))
		d.Wait(time.Second)
		if strings.Contains(d.Frame(), "READ-ONLY") {
			t.Errorf("after jan opened it again:\n%s", d.Frame())
		}
	})
}

// TestOthersDoNotMoveMe checks that what somebody else does elsewhere leaves a
// person where they are.
func TestOthersDoNotMoveMe(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("enter", "space")(d)
		m.Write(t, id, "jan", run.CompleteStep("isolate", ""))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "you are here") {
			t.Errorf("after jan settled 2.1:\n%s", d.Frame())
		}
	})
}

// TestOthersRace writes at the same moment as somebody else: the one who comes
// second is told.
func TestOthersRace(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("2")(d)
		m.Write(t, id, "jan", run.CompleteStep("isolate", ""))
		d.Press("space")
		if !strings.Contains(d.Frame(), "already done by jan") || strings.Contains(d.Frame(), "NOT SAVED") {
			t.Errorf("marking what jan had marked:\n%s", d.Frame())
		}
	})
}

// TestIdle shows the resume card after a long pause, and the key that ended
// the pause does nothing else.
func TestIdle(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("2")(d)
		d.Wait(9 * time.Minute)
		d.Press("j")
		if strings.Contains(d.Frame(), "Welcome back") {
			t.Fatalf("after nine minutes:\n%s", d.Frame())
		}
		d.Press("k")
		d.Wait(time.Second)
		m.Write(t, id, "jan", run.BlockStep("tidy", "no mop"))
		d.Wait(11*time.Minute - time.Second)
		d.Press("space")
		for _, want := range []string{"Welcome back   away 11m", "2.3 blocked: no mop  by jan"} {
			if !strings.Contains(d.Frame(), want) {
				t.Errorf("after eleven minutes no %q in:\n%s", want, d.Frame())
			}
		}
		d.Press("space") // held down
		d.Wait(time.Second)
		d.Press("d")
		if len(m.Run[id].Entries()) != 2 || strings.Contains(d.Frame(), "Welcome") {
			t.Errorf("the keys that woke the screen did more:\n%s", d.Frame())
		}
	})
}

// TestIdleTyping does not lay the card over text that is being typed, nor drop
// a letter.
func TestIdleTyping(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("n")(d)
		d.Wait(time.Second)
		d.Type("ab")
		d.Wait(20 * time.Minute)
		d.Type("c")
		if strings.Contains(d.Frame(), "Welcome") || !strings.Contains(d.Frame(), "abc") {
			t.Errorf("after a pause within a note:\n%s", d.Frame())
		}
	})
}

// TestSuspend shows the resume card when the person comes back from the shell.
func TestSuspend(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened()(d)
		d.Press("ctrl+z")
		if d.Suspended() != 1 || !strings.Contains(d.Frame(), "Welcome back") {
			t.Errorf("suspended %d times, and back at:\n%s", d.Suspended(), d.Frame())
		}
	})
}

// TestResumeKeys tries what the card offers.
func TestResumeKeys(t *testing.T) {
	for key, want := range map[string]string{
		"enter": "you are here", "f": "1.1  ", "а": "1.1  ", "t": "Timeline", "е": "Timeline",
		"q": "1.3  ", "?": "1.3  ", ":": "1.3  ", "esc": "1.3  ", "space": "1.3  ", "u": "1.3  ",
	} {
		m := fake.NewMemory(t)
		id := fake.BusyRun(t, m)
		drive(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
			for range 20 {
				d.Press(key) // too soon, and held down
				d.Wait(time.Second / 30)
			}
			if !strings.Contains(d.Frame(), "Welcome back") {
				t.Errorf("%s held down closed the card", key)
			}
			d.Wait(time.Second)
			d.Press(key)
			if frame := d.Frame(); strings.Contains(frame, "Welcome") || !strings.Contains(frame, want) {
				t.Errorf("after %s want %q in:\n%s", key, want, frame)
			}
			if m.Run[id].Head().Seq != 8 {
				t.Errorf("%s recorded something", key)
			}
		})
	}
}

// TestResumeNew greets somebody who has done nothing in the run yet.
func TestResumeNew(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	drive(t, m, screen.Config{Open: id, ASCII: true, By: "jan"}, 80, 24, func(d *tuitest.Driver) {
		for _, want := range []string{"YOU ARE NEW TO THIS RUN", "led by maria", "1.2 blocked: the mail server is down  by maria", "and 4 more: t shows all"} {
			if !strings.Contains(d.Frame(), want) {
				t.Errorf("no %q in:\n%s", want, d.Frame())
			}
		}
	})
}

// TestReviewWritesNothing presses every key in a review, several times, but the one
// that judges a step.
func TestReviewWritesNothing(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	m.Touched = 0
	drive(t, m, screen.Config{Open: "run1", ASCII: true, Review: true}, 80, 24, func(d *tuitest.Driver) {
		for _, key := range strings.Split(` !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_abcdefghijklmnopqrstuvwxyz{|}~`, "") {
			for range 5 {
				if strings.Contains("q:V", key) {
					continue
				}
				d.Type(key)
				d.Wait(time.Second)
				if !d.Quit() && strings.Contains("sbedxuUFN ", key) {
					d.Press("esc")
				}
			}
			d.Press("esc", "esc", "esc")
		}
		if d.Quit() {
			t.Error("the review ended")
		}
	})
	if m.Touched > 0 {
		t.Errorf("a review wrote %d times", m.Touched)
	}
}

// TestReviewSaysWhyNot presses each key that would change something.
func TestReviewSaysWhyNot(t *testing.T) {
	for _, how := range []struct {
		name string
		fill func(testing.TB, *fake.Memory)
		want string
	}{
		{"closed", fake.Finished, "closed and read-only"},
		{"open", fake.Begun(), "to look at only"},
	} {
		t.Run(how.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			how.fill(t, m)
			drive(t, m, screen.Config{Open: "run1", ASCII: true, Review: true}, 80, 24, func(d *tuitest.Driver) {
				d.Press("esc")
				for _, key := range []string{"space", "x", "s", "b", "e", "d", "u", "U", "F"} {
					d.Press("j", key)
					if !strings.Contains(d.Frame(), how.want) {
						t.Errorf("%s says nothing of it:\n%s", key, d.Frame())
					}
				}
			})
		})
	}
}

// TestReviewFindings goes through what there is to look at.
func TestReviewFindings(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	drive(t, m, screen.Config{Open: "run1", ASCII: true}, 120, 36, func(d *tuitest.Driver) {
		rows := words.FindingRows(m.Run["run1"].Findings(run.Beside{Library: m.Shelved}))
		n := len(rows)
		var seen []string
		d.Press("esc")
		for range n {
			d.Press("n")
			seen = append(seen, d.Frame())
		}
		for i, f := range rows {
			place := fmt.Sprintf("Finding %d of %d, %s: ", i+1, n, words.Weight(f.Weight).Text)
			if !strings.Contains(seen[i], place) {
				t.Fatalf("no %q in:\n%s", place, seen[i])
			}
			if st, ok := m.Book.Step(f.Step); ok && !strings.Contains(seen[i], st.Number+"  ") {
				t.Errorf("finding %d does not show step %s:\n%s", i+1, st.Number, seen[i])
			}
		}
		d.Press("f")
		if d.Frame() != seen[0] {
			t.Errorf("after the last finding f does not go to the first:\n%s", d.Frame())
		}
		d.Press("N")
		if d.Frame() != seen[n-1] {
			t.Errorf("N does not go back:\n%s", d.Frame())
		}
	})
}

// TestReviewReopens takes up a closed run again.
func TestReviewReopens(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	drive(t, m, screen.Config{ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		press("enter", ":", "r", "e", "o", "p", "e", "n", "enter")(d)
		d.Wait(time.Second)
		d.Type("the vendor found the logs")
		d.Wait(time.Second)
		d.Press("tab", "tab", "enter")
		if _, closed := m.Run["run1"].Closing(); closed {
			t.Fatalf("the run is still closed:\n%s", d.Frame())
		}
		if strings.Contains(d.Frame(), "READ-ONLY") {
			t.Errorf("the screen is still read-only:\n%s", d.Frame())
		}
		d.Wait(time.Second)
		d.Press("2", "s")
		if !strings.Contains(d.Frame(), "Skip") {
			t.Errorf("it cannot be worked on:\n%s", d.Frame())
		}
	})
}

// TestReviewEnds leaves a review that was asked for on the command line, for
// the shell, and one that was opened from the list of runs, for the list.
func TestReviewEnds(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	drive(t, m, screen.Config{Open: "run1", Review: true}, 80, 24, func(d *tuitest.Driver) {
		press("esc", ":", "r", "e", "o", "p", "e", "n", "enter")(d)
		if !strings.Contains(d.Frame(), "cordon reopen run1") && !strings.Contains(d.Frame(), "only looks") {
			t.Errorf("reopening says:\n%s", d.Frame())
		}
		d.Press("esc", "esc", "q")
		if !d.Quit() {
			t.Errorf("q leads to:\n%s", d.Frame())
		}
	})
	drive(t, m, screen.Config{}, 80, 24, func(d *tuitest.Driver) {
		press("enter", "q", "q")(d)
		if d.Quit() || !strings.Contains(d.Frame(), "runs and playbooks") {
			t.Errorf("q leads to:\n%s", d.Frame())
		}
	})
}

// TestFrameFits checks that no window, however small, is overdrawn, on any of
// the screens that are reached in one way or another.
func TestFrameFits(t *testing.T) {
	fake.TakesLong(t)
	tests := []struct {
		name string
		fill func(testing.TB, *fake.Memory)
		cfg  screen.Config
		keys []string
	}{
		{"home", fake.FullHome, homeConfig(false), nil},
		{"home, finding", fake.FullHome, homeConfig(false), []string{"/", "a"}},
		{"empty home", nil, homeConfig(false), nil},
		{"start", nil, homeConfig(false), []string{"p"}},
		{"name", nil, homeConfig(false), []string{"p", "enter"}},
		{"book", nil, homeConfig(false), []string{"v", "enter"}},
		{"resume", fake.Begun(), screen.Config{Open: "run1"}, nil},
		{"run", func(t testing.TB, m *fake.Memory) { fake.BusyRun(t, m) }, screen.Config{Open: "run1"}, []string{"enter"}},
		{"run, items", fake.Begun(), screen.Config{Open: "run1"}, []string{"enter", "enter"}},
		{"run, list", fake.Begun(), screen.Config{Open: "run1"}, []string{"enter", "tab"}},
		{"review", fake.Finished, screen.Config{Open: "run1"}, []string{"n"}},
		{"messages", fake.Finished, screen.Config{Open: "run1"}, []string{"s", "M"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			if tt.fill != nil {
				tt.fill(t, m)
			}
			drive(t, m, tt.cfg, 60, 18, func(d *tuitest.Driver) {
				press(tt.keys...)(d)
				for width := 1; width <= 130; width += 3 {
					for height := 1; height <= 40; height += 3 {
						d.Resize(width, height)
						if w, h := lipgloss.Size(d.View().Content); w != width || h != height {
							t.Fatalf("window %dx%d: frame %dx%d", width, height, w, h)
						}
					}
				}
				// A storm of sizes ends as if there had been none.
				d.Resize(80, 24)
				calm := d.Frame()
				for i := range 100 {
					d.Resize(1+i*7%130, 1+i*5%40)
				}
				if d.Resize(80, 24); d.Frame() != calm {
					t.Errorf("after a storm of sizes:\n%s\nbefore it:\n%s", d.Frame(), calm)
				}
			})
		})
	}
}

// BenchmarkRunScreen draws the frame that follows a key, for a playbook of the
// size of those that ship.
func BenchmarkRunScreen(b *testing.B) {
	var long strings.Builder
	long.WriteString(fake.Phishing[:strings.Index(fake.Phishing, "phases:")] + "phases:\n")
	for p := range 7 {
		fmt.Fprintf(&long, "  - {id: p%d, title: Phase number %d, steps: [\n", p, p)
		for s := range 8 {
			fmt.Fprintf(&long, "      {id: s%d-%d, title: Do what has to be done here, role: it, do: %q, checks: [One, Two, Three], when: 'risk == \"high\"'},\n", p, s, strings.Repeat("1. Do this **now**, then that.\n", 8))
		}
		long.WriteString("    ]}\n")
	}
	book, err := playbook.Parse("long.yaml", []byte(long.String()))
	if err != nil {
		b.Fatal(err)
	}
	m := fake.NewMemory(b)
	m.Book = book
	m.Begin(b, "maria", run.RecordFact("risk", playbook.TextValue("high"), "x", ""))
	a := New(screen.Config{Reader: m, Writer: m, Library: m, By: "maria"})
	a, _ = a.show(screen.OpenedMsg{Run: m.Run["run1"], Fresh: true})
	for _, size := range sizes[:3] {
		b.Run(size.name, func(b *testing.B) {
			a, _ := a.receive(tea.WindowSizeMsg{Width: size.width, Height: size.height})
			for i := 0; b.Loop(); i++ {
				key := tea.KeyPressMsg{Code: 'j', Text: []string{"j", "k"}[i%2]}
				a, _ = a.receive(key)
				a.View()
			}
		})
	}
}
