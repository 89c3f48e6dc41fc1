package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/drill"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// drillFor begins a drill so long before the tests' time, with what was done in it.
func drillFor(ago time.Duration, done ...any) func(testing.TB, *fake.Memory) string {
	return func(t testing.TB, m *fake.Memory) string {
		var all []run.Intention
		for _, intend := range done {
			all = append(all, intend.(run.Intention))
		}
		return m.Play(t, fake.Began.Add(30*time.Minute-ago), all...)
	}
}

func always(intend run.Intention) run.Intention { return intend }

// drillOver is a drill that was closed after its first message.
func drillOver(t testing.TB, m *fake.Memory) string {
	at := fake.Began.Add(30*time.Minute - 10*time.Minute)
	return m.Play(t, at, run.ShowInject(at, false), run.CompleteStep("preserve", "kept by the gateway"), run.Close("practice"))
}

// playDrill drives a run that plays a drill.
func playDrill(t *testing.T, width, height int, plays func(testing.TB, *fake.Memory) string, script func(*tuitest.Driver, *fake.Memory)) {
	t.Helper()
	m := fake.NewMemory(t)
	id := plays(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, width, height, func(d *tuitest.Driver) { script(d, m) })
}

// TestDrillMessages: a message comes by itself when it is due, is recorded once,
// and is shown over the run.
func TestDrillMessages(t *testing.T) {
	playDrill(t, 80, 24, drillFor(time.Minute), func(d *tuitest.Driver, m *fake.Memory) {
		golden.RequireEqual(d.T, d.Frame())
		if ev := m.Last("drill1"); ev != run.Event(run.InjectShown{Inject: "report"}) {
			t.Fatalf("the last entry is %#v", ev)
		}
		d.Press("a")
		d.Wait(time.Second)
		if ev, ok := m.Last("drill1").(run.EvidenceAdded); !ok || ev.Name != "mail.txt" || ev.Step != "preserve" {
			t.Errorf("a attached %#v", m.Last("drill1"))
		}
		d.Press("enter")
		d.Wait(2 * time.Minute)
		if _, up := app(d).top().(drill.Message); !up || !strings.Contains(d.Frame(), "Somebody has answered it.") {
			t.Errorf("the second message is not up:\n%s", d.Frame())
		}
		d.Press("enter", "i")
		d.Wait(time.Second)
		for _, want := range []string{"2 messages", "Somebody has answered it.", "We all got a mail"} {
			if !strings.Contains(d.Frame(), want) {
				t.Errorf("all so far lack %q:\n%s", want, d.Frame())
			}
		}
	})
}

// TestDrillWaits: a message never comes over text that is being typed, nor over a
// dialog. The header says that it waits.
func TestDrillWaits(t *testing.T) {
	playDrill(t, 80, 24, drillFor(time.Minute), func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("enter", "n")
		d.Type("the mail says")
		d.Wait(2 * time.Minute)
		if screen := d.Frame(); !strings.Contains(screen, "the mail says") || strings.Contains(screen, "Somebody has answered it.") || !strings.Contains(screen, "1 message") {
			t.Errorf("over what is typed there is:\n%s", screen)
		}
		if ev := m.Last("drill1"); ev != run.Event(run.InjectShown{Inject: "second"}) {
			t.Errorf("meanwhile %#v was recorded", ev)
		}
		d.Type(" he is ill")
		d.Press("esc")
		d.Wait(time.Second)
		if screen := d.Frame(); !strings.Contains(screen, "Somebody has answered it.") || strings.Contains(screen, "1 message ") {
			t.Errorf("behind what was typed there is:\n%s", screen)
		}
		if notes := m.Run["drill1"].Notes(); len(notes) > 0 {
			t.Errorf("a note was recorded on the run: %v", notes)
		}
	})
}

// TestDrillJump: time of the story goes by on the whole screen, with a key, and then
// the message comes.
func TestDrillJump(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {50, 15}} {
		playDrill(t, size[0], size[1], drillFor(21*time.Minute), func(d *tuitest.Driver, m *fake.Memory) {
			d.Press("enter")
			d.Wait(time.Second)
			d.Press("enter")
			d.Wait(time.Second)
			if _, up := app(d).top().(drill.Jump); !up {
				t.Fatalf("no time goes by:\n%s", d.Frame())
			}
			if size[0] == 80 {
				golden.RequireEqual(d.T, d.Frame())
			}
			d.Wait(time.Second)
			d.Press("enter")
			d.Wait(time.Second)
			if !strings.Contains(d.Frame(), "A reporter asks") {
				t.Errorf("the message behind the jump is not up:\n%s", d.Frame())
			}
			if at := m.Run["drill1"].Last().At.Format("15:04"); at != "08:35" {
				t.Errorf("it came at %s", at)
			}
		})
	}
}

// TestDrillOfTwo: two terminals show a message once each, and it is recorded once.
func TestDrillOfTwo(t *testing.T) {
	playDrill(t, 80, 24, drillFor(time.Minute), func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("enter")
		d.Wait(30 * time.Second)
		m.Write(t, "drill1", "ben", run.ShowInject(fake.Began.Add(32*time.Minute), false))
		d.Wait(2 * time.Minute)
		if !strings.Contains(d.Frame(), "Somebody has answered it.") {
			t.Errorf("what ben was shown does not show here:\n%s", d.Frame())
		}
		d.Press("enter")
		d.Wait(time.Second)
		if n := len(m.Run["drill1"].Injects()); n != 2 || len(m.Run["drill1"].Entries()) != 3 {
			t.Errorf("%d messages in %d entries", n, len(m.Run["drill1"].Entries()))
		}
		if _, up := app(d).top().(drill.Message); up {
			t.Errorf("it is up twice:\n%s", d.Frame())
		}
	})
}

// TestDrillSheet: points show nowhere before the run is closed; then the sheet does,
// and takes answers.
func TestDrillSheet(t *testing.T) {
	playDrill(t, 80, 24, drillFor(10*time.Minute), func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("enter")
		d.Wait(time.Second)
		d.Press("enter", ":")
		d.Type("sheet of")
		if strings.Contains(d.Frame(), "what was met") {
			t.Errorf("the palette has the sheet of a drill that goes on:\n%s", d.Frame())
		}
		d.Press("esc", ":")
		d.Type("close the run")
		d.Press("enter")
		d.Type("practice")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		d.Press("enter")
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "Sheet") {
			t.Fatalf("no sheet after closing:\n%s", d.Frame())
		}
		golden.RequireEqual(d.T, d.Frame())
		d.Press("j", "j", "y")
		d.Wait(time.Second)
		if ev := m.Last("drill1"); ev != run.Event(run.DrillAnswered{Item: "phone", Yes: true}) {
			t.Errorf("y answers %#v", ev)
		}
		d.Press("j", "enter")
		d.Wait(time.Second)
		d.Type("the copy was kept")
		d.Wait(time.Second)
		d.Press("enter")
		d.Wait(time.Second)
		if ev := m.Last("drill1"); ev != run.Event(run.DrillAnswered{Line: run.LineWell, Text: "the copy was kept"}) {
			t.Errorf("the line records %#v", ev)
		}
		if !strings.Contains(d.Frame(), "What went well: the copy was kept") {
			t.Errorf("the sheet is\n%s", d.Frame())
		}
	})
}

// TestOddDrillsAreNamed: what is odd about a drill shows where one picks it, under its
// row and in what is spoken, before it is started.
func TestOddDrillsAreNamed(t *testing.T) {
	m := fake.NewMemory(t)
	cfg := screen.Config{Exercises: fake.Exercises{Memory: m, Drill: fake.Drill(t), Err: errors.New("permission denied")}}
	drive(t, m, cfg, 80, 24, func(d *tuitest.Driver) {
		press("p")(d)
		frame := d.Frame()
		for _, want := range []string{
			`! cannot be used: a drill has no key "goto"`,
			`! the drill was written for version "0.9.0" of phishing,`,
			`and this is version "1.0.0"`,
			`Not all drills can be read: permission denied`,
		} {
			if !strings.Contains(frame, want) {
				t.Errorf("the list of drills lacks %s:\n%s", want, frame)
			}
		}
		if strings.Contains(frame, "0m ") {
			t.Errorf("a drill that cannot be read has a length:\n%s", frame)
		}
		s := app(d).top().(screen.Speaker).Speak(app(d).worldOf(len(app(d).stack) - 1))
		for i, want := range []string{
			"A mail in the afternoon, 45m, for phishing.",
			`broken. Cannot be used: a drill has no key "goto".`,
			`An older drill, 15m, for phishing. Note: the drill was written for version "0.9.0" of phishing, and this is version "1.0.0".`,
		} {
			if got := s.Row(i); got != want {
				t.Errorf("row %d is spoken as %q, want %q", i, got, want)
			}
		}
		press("down", "enter")(d)
		if !strings.Contains(d.Frame(), "This drill cannot be used") {
			t.Errorf("a drill that cannot be used was started:\n%s", d.Frame())
		}
	})
}

// TestDrillFileIsSpoken: what is spoken of a file says how it is attached, while it can
// be.
func TestDrillFileIsSpoken(t *testing.T) {
	playDrill(t, 80, 24, drillFor(time.Minute), func(d *tuitest.Driver, m *fake.Memory) {
		spoken := func() string {
			return strings.Join(app(d).top().(screen.Speaker).Speak(app(d).worldOf(len(app(d).stack)-1)).Says, " ")
		}
		if _, up := app(d).top().(drill.Message); !up {
			t.Fatalf("no message came:\n%s", d.Frame())
		}
		if got := spoken(); !strings.Contains(got, "With a file: mail.txt. a attaches it to 1.1.") {
			t.Errorf("a file is spoken of as %q", got)
		}
		press("a")(d)
		d.Wait(time.Second)
		if got := spoken(); !strings.Contains(got, "With a file: mail.txt. The file is attached already.") {
			t.Errorf("an attached file is spoken of as %q", got)
		}
	})
}
