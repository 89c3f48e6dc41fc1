package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// reviewed opens the first page of a closed run with much to look at, a week
// later.
func reviewed(t *testing.T, size size, ascii bool, script func(*tuitest.Driver, *fake.Memory)) {
	t.Helper()
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	later := tuitest.Clock(fake.Began.AddDate(0, 0, 7))
	drive(t, m, screen.Config{Open: "run1", Review: true, ASCII: ascii, By: "eve", Now: later}, size.width, size.height, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		script(d, m)
	})
}

func TestReviewPage(t *testing.T) {
	for _, shown := range []struct {
		name string
		keys []string
	}{
		{"first", nil},
		{"findings", []string{"n", "n", "1", "n"}},
		{"then", []string{"n", "n", "[", "[", "]", "["}},
	} {
		for _, size := range sizes[:3] {
			t.Run(shown.name+"/"+size.name, func(t *testing.T) {
				reviewed(t, size, size.width != 80, func(d *tuitest.Driver, _ *fake.Memory) {
					for _, key := range shown.keys {
						d.Press(key)
						d.Wait(time.Second)
					}
					golden.RequireEqual(d.T, d.Frame())
				})
			})
		}
	}
}

// TestReviewThen slides through the run beside a finding: it begins at what that rests
// on, stops at both ends, and another finding begins anew.
func TestReviewThen(t *testing.T) {
	for _, size := range sizes[:3] {
		reviewed(t, size, true, func(d *tuitest.Driver, _ *fake.Memory) {
			if size.name != "120x36" {
				d.Press("n")
			}
			d.Press("[")
			shows(d, "What the screen said then", "entry 3 of 12", "step 1.1")
			d.Press("[")
			shows(d, "entry 2 of 12", "the check")
			for range 15 {
				d.Press("[")
			}
			shows(d, "entry 1 of 12", "todo")
			for range 15 {
				d.Press("]")
			}
			shows(d, "entry 12 of 12")
			d.Press("n", "]")
			showsNot(d, "entry 12 of 12")
			shows(d, "What the screen said then", "step 1.2")
			if size.name == "50x15" {
				d.Press("esc")
				shows(d, "2.1 ")
				showsNot(d, "What the screen said then")
			}
		})
	}
}

// TestReviewThenHasRoom gives how the run stood the room of the picture, where both do
// not fit: what one asked for is not behind a line that only counts it.
func TestReviewThenHasRoom(t *testing.T) {
	for height := 30; height < 50; height++ {
		m := fake.Lawful(t)
		id := fake.EuRun(t, m)
		r, err := m.Record(m.Run[id], run.Stamp{By: "maria", Now: fake.Friday(t).Add(time.Hour)}, run.Close("over for tonight"))
		if err != nil {
			t.Fatal(err)
		}
		drive(t, m, screen.Config{Open: r.ID(), Review: true, ASCII: true, By: "eve", Now: fake.ClockAt(fake.Friday(t).Add(70 * time.Hour)).Now}, 110, height, func(d *tuitest.Driver) {
			d.Wait(time.Second)
			d.Press("[")
			shows(d, "What the screen said then", "settled, led by ", "Rests on")
		})
	}
}

// TestReviewOpensEarly opens a run before the terminal has said how large its
// window is: the review still begins with its first page.
func TestReviewOpensEarly(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	a := New(screen.Config{Reader: m, Library: m, Open: "run1", Review: true, By: "eve"})
	a, _ = a.receive(screen.OpenedMsg{Run: m.Run["run1"], Review: true})
	if len(a.stack) != 3 {
		t.Errorf("%d screens lie over each other, want the runs, the run and the first page of its review", len(a.stack))
	}
}

// TestReviewStory judges what was found, notes a lesson and signs off: each is
// an entry behind the others, and nothing else changes.
func TestReviewStory(t *testing.T) {
	reviewed(t, sizes[1], true, func(d *tuitest.Driver, m *fake.Memory) {
		before := m.Run["run1"]
		shows(d, "READ-ONLY REVIEW", "closed ", "Look at this first", "Sign-off")
		d.Press("1")
		shows(d, "Choose a finding first: n.")
		d.Press("n")
		shows(d, "Look at:", "none yet: 1 fine, 2 question, 3 problem")
		d.Press("1")
		shows(d, "Verdict: fine.", "u undo", "1 of ")
		d.Press("n", "2")
		d.Wait(time.Second)
		shows(d, "Verdict", "What is it?")
		d.Press("enter")
		shows(d, "A question needs a comment: say what it is.")
		d.Type("who asked?")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Verdict: question.", "question: who asked?", "2 of ")
		d.Press("l")
		d.Wait(time.Second)
		d.Type("rehearse it")
		d.Press("tab")
		d.Type("jan")
		d.Press("tab")
		d.Type("soon")
		d.Press("enter")
		shows(d, `"soon" is no day`)
		d.Press("ctrl+u")
		d.Type("2026-12-24")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Lesson noted.", "rehearse it (jan, until 2026-12-24)")
		d.Press("s")
		d.Wait(time.Second)
		shows(d, "Sign off the review", "2 of ")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Signed off by eve.")
		after := m.Run["run1"]
		if n := len(after.Entries()) - len(before.Entries()); n != 4 {
			d.T.Errorf("the review wrote %d entries, want 4", n)
		}
		if _, closed := after.Closing(); !closed || after.Progress() != before.Progress() {
			d.T.Errorf("the review changed the run: %+v", after.Progress())
		}
		d.Press("u")
		d.Wait(time.Second)
		shows(d, "Undone: entry", "review signed off by eve")
		d.Press("tab")
		shows(d, "Look at this first", "more lines")
		d.Press("esc")
		shows(d, "R first page")
		d.Press("R")
		shows(d, "Look at this first")
	})
}

// TestReviewJudgesAStep: a step has a verdict of its own, given where it stands, and
// taken back there.
func TestReviewJudgesAStep(t *testing.T) {
	reviewed(t, sizes[1], true, func(d *tuitest.Driver, m *fake.Memory) {
		before := len(m.Run["run1"].Entries())
		d.Press("esc")
		d.Press("V")
		d.Wait(time.Second)
		step := m.Run["run1"].Steps()[0]
		shows(d, "Verdict", step.Number+" "+step.Title, "It changes nothing of the run.")
		d.Type("who looked at it?")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Verdict: question.", "u undo")
		r := m.Run["run1"]
		given := r.VerdictOnStep(step.ID)
		if given == nil || given.Event.(run.VerdictGiven).Comment != "who looked at it?" || len(r.Entries()) != before+1 {
			d.T.Fatalf("the verdict is %+v after %d entries", given, len(r.Entries()))
		}
		d.Press("u")
		d.Wait(time.Second)
		shows(d, "Undone: entry")
		if given := m.Run["run1"].VerdictOnStep(step.ID); given != nil {
			d.T.Errorf("the verdict is still %+v", given)
		}
	})
}

// TestReviewOfAFileJudgesNothing: where nothing can be written, every key of a
// verdict says so, and writes nothing.
func TestReviewOfAFileJudgesNothing(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	looks := struct{ screen.Reader }{m} // and cannot write
	drive(t, m, screen.Config{Open: "run1", Review: true, ASCII: true, By: "eve", Reader: looks}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		before := len(m.Run["run1"].Entries())
		d.Press("n")
		for _, key := range []string{"1", "2", "3", "l", "s", "u"} {
			d.Press(key)
			shows(d, "What is open here can only be read. Nothing was changed.")
		}
		d.Press("esc", "esc", "V")
		shows(d, "What is open here can only be read. Nothing was changed.")
		if n := len(m.Run["run1"].Entries()); n != before {
			d.T.Errorf("%d entries were written", n-before)
		}
	})
}

// TestReviewSaysOnceWhatNobodyAnswered: what may have applied and nobody answered is
// said on the first page and not over every screen; a duty that runs on is.
func TestReviewSaysOnceWhatNobodyAnswered(t *testing.T) {
	for _, size := range sizes[:2] {
		for _, duty := range []bool{true, false} {
			m := fake.Unanswered(t, duty)
			drive(t, m, screen.Config{Open: "run1", Review: true, ASCII: true, By: "eve"}, size.width, size.height, func(d *tuitest.Driver) {
				d.Wait(time.Second)
				frame := d.Frame()
				if n := strings.Count(strings.ReplaceAll(frame, "said wh...", "said whether"), "nobody said whether"); duty && n != 1 || n == 0 {
					d.T.Errorf("the first page says it %d times:\n%s", n, frame)
				}
				if size.width == 80 && !duty {
					shows(d, "Nothing that must be looked at, but nobody said whether 2 deadlines apply.")
				}
				d.Press("t")
				d.Wait(time.Second)
				frame = d.Frame()
				if strings.Contains(frame, "applies?") || strings.Contains(frame, "may apply") || strings.Contains(frame, " left  Mon 02:11") != duty {
					d.T.Errorf("the header of the timeline, with a duty %t:\n%s", duty, frame)
				}
			})
		}
	}
}

// TestReviewCountsWhatAnotherRunFiled: a duty that was met in another run of the
// incident is not found open.
func TestReviewCountsWhatAnotherRunFiled(t *testing.T) {
	filed := fake.Unanswered(t, false).Run["run1"]
	for _, tt := range []struct {
		others []run.Run
		open   bool
	}{{nil, true}, {[]run.Run{filed}, false}} {
		m := fake.Unanswered(t, true)
		others := func(run.Run) []run.Run { return tt.others }
		drive(t, m, screen.Config{Open: "run1", Review: true, ASCII: true, By: "eve", Others: others}, 80, 24, func(d *tuitest.Driver) {
			d.Wait(time.Second)
			open := slices.ContainsFunc(app(d).Findings, func(row words.FindingRow) bool { return row.Kind == run.FindClockOpen })
			if open != tt.open {
				d.T.Errorf("beside %d other runs it is found open: %t", len(tt.others), open)
			}
		})
	}
}

// TestReviewWarnsWhoActed: who worked on the run is told that somebody else
// should sign it off, and may all the same.
func TestReviewWarnsWhoActed(t *testing.T) {
	m := fake.NewMemory(t)
	fake.Finished(t, m)
	drive(t, m, screen.Config{Open: "run1", ASCII: true, By: "maria"}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press("s")
		d.Wait(time.Second)
		shows(d, "maria worked on this run. Somebody who did not should sign it off")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Signed off by maria.")
	})
}

// TestReviewSaysWhoLed: who led when is said in full, however many they were.
func TestReviewSaysWhoLed(t *testing.T) {
	for _, size := range sizes[:3] {
		m := fake.NewMemory(t)
		to := func(name string) run.Intention { return run.HandOver(name, "", func(run.Run) string { return "" }) }
		m.Begin(t, "maria", to("Benedikt Brandauer"), to("cleo"), to("Alexandra Hartmann-Okafor"))
		drive(t, m, screen.Config{Open: "run1", Review: true, ASCII: true, By: "eve"}, size.width, size.height, func(d *tuitest.Driver) {
			d.Wait(time.Second)
			text := d.Frame()
			for range 8 {
				d.Press("pgdown")
				text += d.Frame()
			}
			text = strings.Join(strings.Fields(text), " ")
			for _, want := range []string{"Alexandra Hartmann-Okafor", "since Sat 21 Nov 03:14", "maria from Sat 21 Nov 03:11", "Benedikt Brandauer from Sat 21 Nov 03:12", "cleo from Sat 21 Nov 03:13"} {
				if !strings.Contains(text, want) {
					d.T.Errorf("%s does not say %q:\n%s", size.name, want, text)
				}
			}
		})
	}
}

// TestReviewOpens goes from a finding to what it is about.
func TestReviewOpens(t *testing.T) {
	reviewed(t, sizes[0], true, func(d *tuitest.Driver, m *fake.Memory) {
		for i, row := range app(d).Findings {
			if row.Kind == run.FindFailed {
				for range i {
					d.Press("n")
				}
				d.Press("enter")
				shows(d, "R first page", "one host did not come back")
				return
			}
		}
		d.T.Error("no step failed")
	})
}

// TestReviewSeesEvidence: a copy that was altered is a finding on the screen, and
// nothing is called whole.
func TestReviewSeesEvidence(t *testing.T) {
	m := fake.NewMemory(t)
	m.Begin(t, "maria", run.AddEvidence(run.EvidenceAdded{Step: "preserve", Name: "message.eml", SHA256: strings.Repeat("ab", 32), Kept: true}))
	m.Files = []run.File{{Seq: 2, State: run.Altered}}
	drive(t, m, screen.Config{Open: "run1", Review: true, ASCII: true, By: "eve"}, 120, 36, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		shows(d, "RECORD NOT WHOLE", "THIS RECORD IS NOT WHOLE, not as written: the copy of ", "the copy that was kept is not the file that")
	})
}
