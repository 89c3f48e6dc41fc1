package tui

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/search"
	"cordon/tui/tuitest"
)

// offeredOn returns the commands that the palette offers on a run screen.
func offeredOn(t *testing.T, m *fake.Memory, id string) []screen.Command {
	t.Helper()
	r, err := m.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	a := New(screen.Config{Reader: m, Writer: m, Library: m, By: "maria"})
	a.Window = draw.Normal
	a, _ = a.show(screen.OpenedMsg{Run: r, Fresh: true})
	return a.offered()
}

// TestPaletteFinds asks for commands in the words that people use.
func TestPaletteFinds(t *testing.T) {
	m := fake.NewMemory(t)
	commands := offeredOn(t, m, fake.BusyRun(t, m))
	for _, test := range []struct{ query, want string }{
		{"close", "run.close"}, {"close run", "run.close"}, {"reopen", "run.reopen"},
		{"handover", "run.handover"}, {"hand over", "run.handover"}, {"lead", "run.handover"},
		{"role", "run.role"}, {"note run", "run.note"}, {"add evidence", "evidence.add"},
		{"undo", "undo"}, {"u", "undo"}, {"U", "redo"}, {"redo", "redo"}, {"skip", "step.skip"},
		{"not done", "step.done"}, {"timeline", "timeline"}, {"phase 2", "phase.2"},
		{"decide", "fact.decide"}, {"REPORT", "report"}, {"pts", "plain"}, {"editor", "note.editor"},
		{"add step", "step.add"}, {"look again", "step.look"}, {"failed", "step.fail"}, {"fld", "step.fail"}, {"leave", "leave"}, {"messages", "messages"},
	} {
		hits := search.Matching(commands, test.query)
		if len(hits) == 0 || hits[0].ID != test.want {
			t.Errorf("searched(%q) begins with %q, want %q", test.query, ids(hits), test.want)
		}
	}
	for _, query := range []string{"xyzzy", "close xyzzy", "\x1b"} {
		if hits := search.Matching(commands, query); len(hits) > 0 {
			t.Errorf("searched(%q) = %q, want none", query, ids(hits))
		}
	}
}

func ids(commands []screen.Command) []string {
	var names []string
	for _, c := range commands[:min(5, len(commands))] {
		names = append(names, c.ID)
	}
	return names
}

// TestPaletteThreeLetters checks that every command is three letters away, the
// first three of its title or, of titles that begin alike, others, and that
// nearly any three in a row do. Not all can: a dozen titles hold "ste".
func TestPaletteThreeLetters(t *testing.T) {
	m := fake.NewMemory(t)
	commands := offeredOn(t, m, fake.BusyRun(t, m))
	near, all := 0, 0
	for _, c := range commands {
		letters := []rune(strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, c.Title))
		found := false
		for i := 0; i+3 <= len(letters); i++ {
			all++
			if slices.Contains(ids(search.Matching(commands, string(letters[i:i+3]))), c.ID) {
				near, found = near+1, true
			}
		}
		if !found {
			t.Errorf("no three letters of %q show it among the first five", c.Title)
		}
		if first := string(letters[:3]); !slices.Contains(ids(search.Matching(commands, first)), c.ID) {
			t.Errorf("%q shows %q, want %q among the first five", first, ids(search.Matching(commands, first)), c.ID)
		}
	}
	if near*100 < all*90 {
		t.Errorf("of all three letters in a row in a title %d of %d show it among the first five, want nine of ten", near, all)
	}
}

func TestPalette(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := fake.BusyRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press(":")
				d.Type("re")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

func TestPaletteRunsACommand(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id, By: "maria"}, 80, 24, func(d *tuitest.Driver) {
		d.Press(":")
		d.Type("undoxyzzy")
		d.Press("backspace", "backspace", "backspace", "backspace", "backspace", "enter")
		if !strings.Contains(d.Frame(), "undone") && !strings.Contains(d.Frame(), "Undone") {
			t.Errorf("undo from the palette is not reported:\n%s", d.Frame())
		}
		if strings.Contains(d.Frame(), "Command") {
			t.Errorf("the palette is still up:\n%s", d.Frame())
		}
	})
}

func TestPaletteKeys(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		before := m.Writes
		d.Press(":", "enter", "enter")
		if m.Writes != before || !strings.Contains(d.Frame(), "Command") {
			t.Errorf("enter held down did something:\n%s", d.Frame())
		}
		d.Wait(time.Second)
		d.Type("reopen")
		d.Press("enter")
		if !strings.Contains(d.Frame(), "The run is open.") || !strings.Contains(d.Frame(), "Command") {
			t.Errorf("a command that cannot act does not say why:\n%s", d.Frame())
		}
		d.Press("ctrl+u")
		d.Type("q?:M ")
		if !strings.Contains(d.Frame(), "> q?:M") || !strings.Contains(d.Frame(), "No command is called that.") {
			t.Errorf("the palette does not take every letter:\n%s", d.Frame())
		}
		d.Press("enter", "esc")
		if strings.Contains(d.Frame(), "Command") || d.Quit() {
			t.Errorf("esc does not close the palette:\n%s", d.Frame())
		}
	})
}

func TestPaletteScrolls(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 50, 15, func(d *tuitest.Driver) {
		d.Press(":")
		for range 100 {
			d.Press("down")
			if !strings.Contains(d.Frame(), "\n> ") {
				t.Fatalf("the command under the cursor does not show:\n%s", d.Frame())
			}
		}
		d.Press("pgup", "pgup", "up", "pgdown")
	})
}
