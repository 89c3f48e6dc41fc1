package tui

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/review"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
	"cordon/tui/work"
)

// driveRun is like drive, for somebody who is back at a run and has closed the
// card that said so, or gone on from the first page of the review.
func driveRun(t *testing.T, m *fake.Memory, cfg screen.Config, width, height int, script func(*tuitest.Driver)) {
	t.Helper()
	drive(t, m, cfg, width, height, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		switch d.Model().(App).top().(type) {
		case work.ResumeCard, review.Page:
			d.Press("esc")
		}
		d.Wait(time.Second)
		script(d)
	})
}

// A spot is a screen, and how to get there from the run screen.
type spot struct {
	name  string
	keys  []string
	typed string // into the palette, before enter
	// home says that it is reached from the list of runs, and review that the
	// run is open to look at only.
	home, review bool
	compact      bool
	// idle names commands for which there is nothing to do there: a text that
	// is not long enough to scroll, a list of one row.
	idle string

	// sure says that the button that records has the keys: one more enter is
	// meant.
	sure bool
	// law says that the playbook has clocks and messages.
	law bool
	// left says that an editor left a text for the run.
	left bool
	// office says what there is of a profile.
	office fakeOffice
	// doctor says that somebody can look around.
	doctor bool
	// importer says that there is a place for playbooks of one's own.
	importer bool
	// tonight says that it has steps for the first hours.
	tonight bool
	// code says that a step has several pieces of code.
	code bool
	// plays begins the run as one that plays a drill, and drills says that there are
	// drills to start.
	plays  func(testing.TB, *fake.Memory) string
	drills bool
	// keymap is what the person chose; keys are those without it.
	keymap screen.Keymap
	// The run; the zero values mean fake.BusyRun.
	book *playbook.Playbook
	by   string
	done []run.Intention
}

// A fakeOffice is what there is of a profile of the organisation.
type fakeOffice int

const (
	fakeNothing fakeOffice = iota // no place for one
	fakeNone                      // none yet
	fakeAcme                      // that of fake.AcmeProfile
)

func (o fakeOffice) open(t testing.TB, cfg *screen.Config) {
	switch o {
	case fakeNone:
		cfg.Office = fake.NewOffice(t, "")
	case fakeAcme:
		cfg.Office = fake.NewOffice(t, fake.AcmeProfile)
	}
}

// places are all screens, in all their states that have keys of their own.
var places = []spot{
	{name: "run", keys: []string{"g"}},
	{name: "run, tonight", keys: []string{"g"}, tonight: true, idle: "step.scroll step.scrollback"},
	{name: "run, compact", keys: []string{"g"}, compact: true},
	{name: "run, list", keys: []string{"tab", "g"}, compact: true},
	{name: "run, items", keys: []string{"g", "enter"}},
	{name: "run, review", review: true},
	{name: "review", review: true, keys: []string{"R"}, idle: "scroll.down scroll.up scroll.first scroll.last scroll.pagedown scroll.pageup"},
	{name: "review, findings", review: true, keys: []string{"R", "n"}},
	{name: "review, compact", review: true, keys: []string{"R", "n"}, compact: true},
	{name: "verdict", review: true, keys: []string{"R", "n", "2"}},
	{name: "lesson", review: true, keys: []string{"R", "l"}},
	{name: "sign off", review: true, keys: []string{"R", "s"}},
	{name: "sign off, button", review: true, keys: []string{"R", "s", "ctrl+s"}, sure: true},
	{name: "palette", keys: []string{":"}},
	{name: "help", keys: []string{"?"}},
	{name: "find", keys: []string{"/"}},
	{name: "kept", keys: []string{"g", "s", "w", "esc", "b", "w", "esc", "f", "f"}},
	{name: "what to copy", code: true, keys: []string{"g", "y"}},
	{name: "log", keys: []string{"f", "f", "f", "M"}},
	{name: "timeline", keys: []string{"t"}},
	{name: "timeline, finding", keys: []string{"t", "/"}},
	{name: "timeline, narrowed", keys: []string{"t", "tab", "tab", "tab", "tab"}},
	{name: "timeline, review", keys: []string{"t"}, review: true},
	{name: "facts", keys: []string{"v"}},
	{name: "facts, review", keys: []string{"v"}, review: true},
	{name: "report", keys: []string{"r"}},
	{name: "report, file", keys: []string{"r", "w"}},
	{name: "plain", keys: []string{"g", "Y"}, compact: true},
	{name: "note", keys: []string{"n"}},
	{name: "text of an editor", left: true},
	{name: "reason to skip", keys: []string{"s"}},
	{name: "reason to block", keys: []string{"b"}},
	{name: "reason of failure", keys: []string{"F"}},
	{name: "done without", keys: []string{"g", "space"}},
	{name: "evidence", keys: []string{"e"}},
	{name: "decision", keys: []string{"d"}},
	{name: "decision, button", keys: []string{"d", "ctrl+s"}},
	{name: "fact", keys: []string{"g", "j", "d"}},
	{name: "about", law: true, typed: "about the playbook", idle: "scroll.down scroll.up scroll.first scroll.last scroll.pagedown scroll.pageup"},
	{name: "run, profile", office: fakeAcme, keys: []string{"g"}},
	{name: "profile", office: fakeAcme, sure: true, typed: "profile: record", idle: "scroll.down scroll.up scroll.first scroll.last scroll.pagedown scroll.pageup"},
	{name: "drill, message", plays: drillFor(time.Minute), idle: "scroll.down scroll.up scroll.first scroll.last scroll.pagedown scroll.pageup"},
	{name: "drill, run", plays: drillFor(time.Minute), keys: []string{"enter", "g"}},
	{name: "drill, messages", plays: drillFor(time.Minute), keys: []string{"enter", "i"}, idle: "list.down list.up list.first list.last list.pagedown list.pageup"},
	{name: "drill, time goes by", plays: drillFor(21*time.Minute, run.ShowInject(fake.Began.Add(9*time.Minute), false), always(run.AddNote("", "x")), run.ShowInject(fake.Began.Add(13*time.Minute), false), always(run.AddNote("", "x")))},
	{name: "drill, over", review: true, plays: drillOver, keys: []string{"g"}},
	{name: "drill, sheet", plays: drillOver, keys: []string{"i"}},
	{name: "drill, sheet, question", plays: drillOver, keys: []string{"i", "j", "j"}},
	{name: "drill, sheet, line", plays: drillOver, keys: []string{"i", "j", "j", "j"}},
	{name: "drill, sheet, to fill in", plays: drillOver, keys: []string{"i", "j", "j", "j", "enter"}},
	{name: "home, drills", home: true, drills: true, keys: []string{"p"}},
	{name: "note on the run", typed: "note on the run"},
	{name: "role", typed: "role"},
	{name: "me", typed: "the name that your entries carry"},
	{name: "handover", typed: "handover"},
	{name: "close", typed: "close the run"},
	{name: "close, button", typed: "close the run", keys: []string{"ctrl+s"}},
	{name: "reopen", typed: "reopen", done: []run.Intention{run.Close("practice")}},
	{name: "step to add", typed: "add a step"},
	{name: "look again", typed: "remind"},
	{name: "looked again", done: []run.Intention{run.LookAgain("preserve", fake.Began.Add(time.Hour), "")}, typed: "answer the reminder"},
	{name: "incident", typed: "which one this run is about"},
	{name: "playbooks to add", law: true, keys: []string{"+"}, idle: "list.down list.up list.pagedown list.pageup"},
	{name: "playbook that cannot join", law: true, keys: []string{"+", "down", "enter"}},
	{name: "rules to add", law: true, keys: []string{"c", "+"}},
	{name: "clock, add", law: true, keys: []string{"c", "+", "enter"}},
	{name: "clock, add, button", law: true, keys: []string{"c", "+", "enter", "2", "ctrl+s"}, sure: true},
	{name: "clocks", law: true, keys: []string{"c"}},
	{name: "clocks, compact", law: true, keys: []string{"c"}, compact: true},
	{name: "clocks, started", law: true, keys: []string{"c", "G"}},
	{name: "clocks, folded", law: true, keys: []string{"c", "G", "k", "G"}},
	{name: "clocks, review", law: true, keys: []string{"c"}, review: true},
	{name: "clock in full", law: true, keys: []string{"c", "enter"}, compact: true},
	{name: "clock, file", law: true, keys: []string{"c", "space"}},
	{name: "clock, file, button", law: true, keys: []string{"c", "space", "ctrl+s"}, sure: true},
	{name: "clock, waive", law: true, keys: []string{"c", "w"}},
	{name: "clock, waive, button", law: true, keys: []string{"c", "w", "ctrl+s"}},
	{name: "clock, correct", law: true, keys: []string{"c", "o"}},
	{name: "clock, confirm", law: true, keys: []string{"c", "a"}},
	{name: "messages", law: true, keys: []string{"m"}},
	{name: "messages, compact", law: true, keys: []string{"m"}, compact: true},
	{name: "messages, gaps", law: true, keys: []string{"m", "tab"}, idle: "list.down list.up list.first list.last list.pagedown list.pageup"},
	{name: "messages, review", law: true, keys: []string{"m"}, review: true},
	{name: "message, edit", law: true, keys: []string{"m", "e"}},
	{name: "message, file", law: true, keys: []string{"m", "w"}},
	{name: "message, sent", law: true, keys: []string{"m", "j", "space"}},
	{name: "message, sent, button", law: true, keys: []string{"m", "j", "space", "ctrl+s"}},
	{name: "message, plain", law: true, keys: []string{"m", "Y"}, compact: true},
	{name: "home", home: true},
	{name: "home, with a doctor", home: true, doctor: true},
	{name: "home, finding", keys: []string{"/"}, home: true},
	{name: "home, start", keys: []string{"n"}, home: true, idle: "list.down list.up list.pagedown list.pageup"},
	{name: "home, title", keys: []string{"n", "enter"}, home: true},
	{name: "home, playbook", keys: []string{"G", "v"}, home: true},
	{name: "home, palette", keys: []string{":"}, home: true},
	{name: "home, no profile", office: fakeNone, home: true},
	{name: "home, profile, words", office: fakeNone, keys: []string{"o"}, home: true},
	{name: "home, profile, choice", office: fakeNone, keys: []string{"o", "A", "enter", "enter"}, home: true},
	{name: "home, importer", home: true, importer: true},
	{name: "home, import", home: true, importer: true, keys: []string{"I"}},
	{name: "imported", home: true, importer: true, keys: []string{"I", ".", "enter"}},
	{name: "home, doctor", home: true, doctor: true, typed: "doctor", idle: "scroll.down scroll.up scroll.first scroll.last scroll.pagedown scroll.pageup"},
	{name: "home, help", keys: []string{"?"}, home: true},
}

// at goes to a place and plays a script there.
func (p spot) at(t *testing.T, script func(d *tuitest.Driver, m *fake.Memory)) {
	t.Helper()
	t.Run(p.name, func(t *testing.T) {
		t.Chdir(t.TempDir())
		m, id := p.run(t)
		cfg := screen.Config{Open: id, Review: p.review, ASCII: true, By: p.by, Rename: func(string) error { return nil }, Keymap: p.keymap}
		p.office.open(t, &cfg)
		if p.drills {
			cfg.Exercises = fake.Exercises{Memory: m, Drill: fake.Drill(t)}
		}
		if p.importer {
			cfg.Importer = &shelfOfOne{}
		}
		if p.doctor {
			cfg.Doctor = examined
		}
		if p.left {
			cfg.DataDir = leftFor(t, id)
		}
		width, height := 80, 24
		if p.compact {
			width, height = 50, 15
		}
		if p.home {
			cfg.Open = ""
		}
		driveRun(t, m, cfg, width, height, func(d *tuitest.Driver) {
			if p.typed != "" {
				d.Press(mapped(app(d), ":"))
				d.Type(p.typed)
				d.Press("enter")
				d.Wait(time.Second)
			}
			for _, key := range p.keys {
				d.Press(mapped(app(d), key))
				d.Wait(time.Second)
			}
			script(d, m)
		})
	})
}

// run begins the run of the place.
func (p spot) run(t *testing.T) (m *fake.Memory, id string) {
	m = fake.NewMemory(t)
	switch {
	case p.plays != nil:
		if p.book != nil {
			m.Book = p.book
		}
		return m, p.plays(t, m)
	case p.tonight:
		fake.Night()(t, m)
		return m, "run1"
	case p.law && p.book == nil:
		m = fake.Lawful(t)
		fake.Joinable(t, m)
		return m, m.Begin(t, "maria", fake.BreachDone()...)
	case p.code:
		st := &m.Book.Phases[0].Steps[0]
		st.Do += "\n\n```sh\nmsgexport --list\nmsgexport --check 4711\n```\n"
		return m, fake.BusyRun(t, m)
	case p.book == nil && p.done == nil:
		return m, fake.BusyRun(t, m)
	case p.book != nil:
		m.Book = p.book
	}
	return m, m.Begin(t, cmp.Or(p.by, "maria"), p.done...)
}

// leftFor returns a folder with a text that an editor left for a run.
func leftFor(t *testing.T, id string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "edit-"+id+",note,maria,1.md"), []byte("left\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func app(d *tuitest.Driver) App { return d.Model().(App) }

func TestEscNeverQuits(t *testing.T) {
	fake.TakesLong(t)
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, m *fake.Memory) {
			before := m.Writes
			d.Press("esc", "esc", "esc", "esc", "esc")
			want := 2
			if p.home {
				want = 1
			}
			if d.Quit() || len(app(d).stack) != want {
				d.T.Errorf("after esc five times: quit = %t, %d screens, want %d:\n%s", d.Quit(), len(app(d).stack), want, d.Frame())
			}
			if m.Writes != before {
				d.T.Errorf("esc wrote %d entries", m.Writes-before)
			}
			shows(d, "Press q to leave.")
		})
	}
}

// TestQ checks that q leaves the screen, but is a letter in a text field.
func TestQ(t *testing.T) {
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			before := app(d)
			frame := d.Frame()
			d.Press("q")
			after := app(d)
			switch {
			case before.top().Typing():
				if len(after.stack) != len(before.stack) || !strings.Contains(d.Frame(), "q") || d.Frame() == frame || d.Quit() {
					d.T.Errorf("q is no letter in a text field:\n%s", d.Frame())
				}
			case len(before.stack) == 1:
				if !d.Quit() {
					d.T.Error("q does not leave the list of runs")
				}
			case len(before.stack) == 2 && before.Cfg.Review:
				if !d.Quit() {
					d.T.Error("q does not leave a review that was asked for")
				}
			case len(before.stack) == 2 && before.Opened:
				// A review that was asked for on the command line ends where it began.
				if d.Quit() != p.review || !p.review && after.Opened {
					d.T.Errorf("q does not go from the run to the list of runs: quit = %t", d.Quit())
				}
			case len(after.stack) != len(before.stack)-1:
				d.T.Errorf("q does not leave the screen:\n%s", d.Frame())
			}
		})
	}
}

func TestCtrlC(t *testing.T) {
	// ctrl and the Cyrillic letter on the key of c come from a Russian layout.
	for _, key := range []tea.KeyPressMsg{{Code: 'c', Mod: tea.ModCtrl}, {Code: 'с', Mod: tea.ModCtrl}} {
		for _, p := range places {
			p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
				d.Send(key)
				if d.Quit() {
					d.T.Fatal("ctrl+c once ends the program")
				}
				shows(d, "All is saved. ctrl+c again to quit.")
				d.Send(key)
				if !d.Quit() || app(d).ExitCode() != exitInterrupted {
					d.T.Errorf("after ctrl+c twice: quit = %t with code %d, want true with %d", d.Quit(), app(d).ExitCode(), exitInterrupted)
				}
			})
		}
	}
}

// working returns the commands that keys stand for now.
func working(a App) []screen.Command {
	if a.top().Typing() {
		return a.commands(len(a.stack) - 1)
	}
	return a.offered()
}

// TestEveryKeyDoesSomething presses every key that the footer, the help or the
// palette of a place names. It must do something there, if not at once then
// after another key has moved the cursor.
func TestEveryKeyDoesSomething(t *testing.T) {
	fake.TakesLong(t)
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			here := app(d)
			for _, c := range working(here) {
				if c.Why != "" || slices.Contains(strings.Fields(p.idle), c.ID) {
					continue
				}
				if c.Binding.Help().Key != "" && c.Binding.Help().Desc == "" {
					d.T.Errorf("%s has a key and no word for the footer", c.ID)
				}
				for _, name := range c.Binding.Keys() {
					if !doesSomething(here, keyNamed(d.T, name)) {
						d.T.Errorf("%s (%s) does nothing", name, c.ID)
					}
				}
			}
		})
	}
}

// doesSomething reports whether a key changes what shows or asks for
// something.
func doesSomething(a App, key tea.KeyPressMsg) bool {
	befores := []string{"", "j", "down", "G", "pgdown", "end", "J", "K", "right", "tab", "k", "up", "x"}
	for _, before := range befores {
		from := a
		if before != "" {
			next, _ := a.Update(namedKey(before))
			from = next.(App)
			from.notice = screen.Saying{}
		}
		if fmt.Sprintf("%T %d", from.top(), len(from.stack)) != fmt.Sprintf("%T %d", a.top(), len(a.stack)) {
			continue // that key went elsewhere
		}
		next, cmd := from.Update(key)
		to := next.(App)
		if strings.HasPrefix(to.notice.Text, "No action") {
			continue // not where that key led
		}
		if cmd != nil || to.going != staying || from.View().Content != to.View().Content || len(from.stack) != len(to.stack) {
			return true
		}
	}
	return false
}

// namedKey makes the message of a key from its name.
func namedKey(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1,
	}
	key := tea.KeyPressMsg{}
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			name, key.Mod = rest, mod
		}
	}
	if code, ok := codes[name]; ok {
		key.Code = code
		if name == "space" {
			key.Text = " "
		}
		return key
	}
	key.Code = []rune(name)[0]
	if key.Mod == 0 {
		key.Text = name
	}
	return key
}

func keyNamed(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	key := namedKey(name)
	if key.String() != name {
		t.Fatalf("no key is called %q: it makes %q", name, key)
	}
	return key
}

// TestKeysHeldDown holds each key down on each screen. Nothing that cannot be
// taken back may come of it.
func TestKeysHeldDown(t *testing.T) {
	fake.TakesLong(t)
	keys := []string{"enter", "space", "d", "y", "right"}
	for _, p := range places {
		if p.home || p.sure {
			continue // a run may be started there, which ends nothing
		}
		for _, key := range keys {
			held := p
			held.name += ", " + key
			held.compact = true // less to draw
			held.at(t, func(d *tuitest.Driver, m *fake.Memory) {
				id := app(d).Run.ID()
				before := len(m.Run[id].Entries())
				for range 40 {
					d.Press(key)
					time.Sleep(time.Second / 30) // in the bubble: nothing is drawn meanwhile
				}
				d.Wait(time.Second)
				for _, e := range m.Run[id].Entries()[before:] {
					if irreversible(m, e) {
						d.T.Errorf("%s held down recorded %s", key, e.Event.Kind())
					}
				}
			})
		}
	}
}

// irreversible reports whether an entry cannot be undone, or is a decision.
func irreversible(m *fake.Memory, e *run.Entry) bool {
	switch ev := e.Event.(type) {
	case run.Closed, run.Reopened, run.HandedOver, run.MessageSent, run.ClockFiled, run.ClockWaived:
		return true
	case run.FactRecorded:
		fact, _ := m.Book.Fact(ev.Fact)
		return fact.Because
	}
	return false
}

// TestLayouts presses the letter keys of other keyboard layouts.
func TestLayouts(t *testing.T) {
	for _, test := range []struct{ pressed, want string }{
		{"й", "q"}, {"Ц", "W"}, {"ш", "i"}, {"ь", "m"}, {"і", "s"}, {"І", "S"}, {"ы", "s"},
		{"ς", "w"}, {"Ω", "V"}, {"μ", "m"}, {"σ", "s"}, {"Σ", "S"},
		{"q", "q"}, {"Q", "Q"}, {":", ":"}, {"é", "é"}, {"日", "日"}, {"space", "space"}, {"enter", "enter"},
	} {
		key := namedKey(test.pressed)
		if got := screen.Latin(key, false).String(); got != test.want {
			t.Errorf("latin(%s) = %s, want %s", test.pressed, got, test.want)
		}
		if got := screen.Latin(key, true).String(); got != test.pressed {
			t.Errorf("while typing, latin(%s) = %s, want %s", test.pressed, got, test.pressed)
		}
	}
	m := fake.NewMemory(t)
	driveRun(t, m, screen.Config{Open: fake.BusyRun(t, m)}, 80, 24, func(d *tuitest.Driver) {
		d.Press("е") // t, Cyrillic
		shows(d, "Timeline")
		d.Press("esc", "λ") // l does nothing, Greek
		shows(d, "No action on λ here.")
		d.Press("т") // n
		d.Wait(time.Second)
		d.Type("йцук Ωμέγα")
		shows(d, "йцук Ωμέγα")
	})
}

// TestCommandsAreSound checks the table of keys of each place: names are
// unique, no two show the same key in the footer, and every command has what
// the help and the palette show of it.
func TestCommandsAreSound(t *testing.T) {
	all := map[string]string{}
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			seen, keys := map[string]bool{}, map[string]string{}
			for _, c := range app(d).offered() {
				if seen[c.ID] {
					d.T.Errorf("two commands are called %s", c.ID)
				}
				seen[c.ID] = true
				if key := c.Binding.Help().Key; key != "" && !c.Hidden {
					if keys[key] != "" {
						d.T.Errorf("%s is shown for %s and for %s", key, keys[key], c.ID)
					}
					keys[key] = c.ID
				}
				if c.Title == "" || c.Group == "" || c.Do == nil {
					d.T.Errorf("%s lacks its title, its heading or what it does", c.ID)
				}
				if strings.HasSuffix(c.Title, ".") || strings.ToUpper(c.Title[:1]) != c.Title[:1] {
					d.T.Errorf("%s has the title %q, want a capital first and no full stop", c.ID, c.Title)
				}
				all[c.ID] = c.Title
			}
		})
	}
	if len(all) < 60 {
		t.Errorf("found %d commands: %q", len(all), slices.Sorted(maps.Keys(all)))
	}
}
