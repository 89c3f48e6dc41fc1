package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestFind(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := fake.BusyRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("/")
				d.Type("pi")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

func TestFindJumps(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.CompleteStep("isolate", ""))
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		d.Press("/", "enter")
		if !strings.Contains(d.Frame(), "Find steps") {
			t.Errorf("enter held down left the search:\n%s", d.Frame())
		}
		d.Wait(time.Second)
		d.Type("q tidy") // q is a letter here
		d.Press("enter")
		if !strings.Contains(d.Frame(), "Nothing holds all of these words.") {
			t.Errorf("no answer to words that are nowhere:\n%s", d.Frame())
		}
		d.Press("home", "delete", "delete", "enter")
		if f := d.Frame(); !strings.Contains(f, "2.3  ") || strings.Contains(f, "Find steps") {
			t.Errorf("the search does not go to step 2.3:\n%s", f)
		}
		d.Press("/", "down", "up", "pgdown", "pgup", "esc")
		if f := d.Frame(); !strings.Contains(f, "2.3  ") || strings.Contains(f, "Find steps") {
			t.Errorf("esc does not go back to step 2.3:\n%s", f)
		}
	})
}

// TestFindEveryStep finds each step by its number and sees its state.
func TestFindEveryStep(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.RecordFact("risk", playbook.TextValue("unlikely"), "small", "judge"))
	r, _ := m.Load(id)
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		for _, st := range r.Steps() {
			d.Press("/")
			d.Type(st.Number)
			if f := d.Frame(); !strings.Contains(f, "▸"+(&screen.World{Theme: draw.PlainTheme(false)}).StepGlyph(st)+" "+st.Number) || !strings.Contains(f, strings.ToLower(words.StepState(st).Word)) {
				t.Errorf("step %s (%s) is not found:\n%s", st.Number, words.StepState(st).Word, f)
			}
			d.Press("enter")
			if !strings.Contains(d.Frame(), st.Number+"  ") {
				t.Errorf("not at step %s:\n%s", st.Number, d.Frame())
			}
		}
	})
}

func TestFindHostileText(t *testing.T) {
	m := fake.NewMemory(t)
	driveRun(t, m, screen.Config{Open: fake.BusyRun(t, m)}, 80, 24, func(d *tuitest.Driver) {
		d.Press("/")
		d.Paste("\x1b]52;c;eA==\a\u202e\r\nping") // the driver fails if a terminal would obey
	})
}

// TestFindRecorded finds what was recorded, however its case and its accents are
// written, and goes there: to the step it is on, or to where it is looked at.
func TestFindRecorded(t *testing.T) {
	const composed, apart = "Prot\u00e9g\u00e9", "PROTE\u0301GE\u0301"
	for _, test := range []struct{ name, typed, lists, leads string }{
		{"note on a step", apart, "note 2.3", "2.3 Tidy up"},
		{"note on the run", "the BRIDGE", "note ", "Timeline"},
		{"fact", "8842", "fact ", "Facts"},
		{"evidence", "LETTER.eml", "evidence 1.1", "1.1  "},
		{"text of a message", "say more when", "message ", "Messages"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			recorded := []run.Intention{
				run.AddNote("tidy", composed+" called."), run.AddNote("", "We meet on the bridge."),
				run.AddEvidence(run.EvidenceAdded{Step: "preserve", Name: "letter.eml", SHA256: strings.Repeat("a", 64), Desc: "as it came"}),
				run.RecordFact("affected", playbook.NumberValue(8842), "", "count"),
			}
			if test.name == "text of a message" {
				m, recorded = fake.Lawful(t), nil
			}
			atWork(t, m, m.Begin(t, "maria", recorded...), 120, 36, func(d *tuitest.Driver) {
				slowly(d, "/")
				d.Type(test.typed)
				shows(d, test.lists)
				slowly(d, "enter")
				shows(d, test.leads)
				showsNot(d, "Find steps")
			})
		})
	}
}

// TestFindShowsWhatIsRecorded shows what it is, where, when and by whom.
func TestFindShowsWhatIsRecorded(t *testing.T) {
	m := fake.NewMemory(t)
	driveRun(t, m, screen.Config{Open: fake.BusyRun(t, m), ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "/")
		d.Type("er")
		golden.RequireEqual(d.T, d.Frame())
	})
}
