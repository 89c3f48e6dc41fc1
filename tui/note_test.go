package tui

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/form"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// BenchmarkNoteKey is one key in the longest note, with the frame it leads to.
func BenchmarkNoteKey(b *testing.B) {
	m := fake.NewMemory(b)
	line := "10:42 eth0 203.0.113.7 -> 198.51.100.20 443 connection refused by peer\n"
	app := New(screen.Config{Reader: m, Writer: m, Library: m, By: "maria"})
	next, _ := app.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	next, _ = next.Update(screen.OpenedMsg{Run: m.Run[m.Begin(b, "maria")], Fresh: true})
	next, _ = next.Update(tuitest.InputKey("n"))
	next, _ = next.Update(tea.PasteMsg{Content: strings.Repeat(line, (run.NoteLimit-100)/len(line))})
	for b.Loop() {
		next, _ = next.Update(tuitest.InputKey("up"))
		next.View()
	}
}

func TestNote(t *testing.T) {
	for _, key := range []string{"esc", "ctrl+s"} {
		m := fake.NewMemory(t)
		id := m.Begin(t, "maria")
		atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
			slowly(d, "n")
			d.Type("revoked 7 of 9\nwaiting")
			slowly(d, "tab")
			d.Type("03:20")
			slowly(d, key)
			shows(d, "Note saved 03:41:43.  u undo")
			e := m.Run[id].Last()
			if e.Event != (run.NoteAdded{Step: "preserve", Text: "revoked 7 of 9\nwaiting"}) || e.At.Format("15:04") != "03:20" {
				d.T.Errorf("%s recorded %+v at %v", key, e.Event, e.At)
			}
			if len(m.Draft[id]) != 0 {
				d.T.Errorf("drafts are left: %v", m.Draft[id])
			}
		})
	}
}

func TestNoteOnTheRun(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "run.note")
		d.Type("the press called")
		slowly(d, "esc")
		if got := m.Last(id); got != (run.NoteAdded{Text: "the press called"}) {
			d.T.Errorf("recorded %+v", got)
		}
	})
}

func TestEmptyNoteIsNoEntry(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Type(" \n ")
		slowly(d, "ctrl+s")
		shows(d, "The note is empty.")
		d.Press("backspace")
		slowly(d, "esc")
		showsNot(d, "Note on")
		if m.Writes != 1 {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
	})
}

// TestStuckNote has a note that cannot be recorded: the second esc closes, and
// the draft stays.
func TestStuckNote(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Type("a thought")
		d.Press("tab")
		d.Type("never")
		slowly(d, "esc")
		shows(d, "Note on", `"never" is not a time`)
		slowly(d, "esc")
		showsNot(d, "Note on")
		if m.Draft[id]["note/preserve"] != "a thought" || m.Writes != 1 {
			d.T.Errorf("drafts %v, last %+v", m.Draft[id], m.Last(id))
		}
	})
}

func TestNoteTellsWhenItIsFull(t *testing.T) {
	m := fake.NewMemory(t)
	atWork(t, m, m.Begin(t, "maria"), 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Paste(strings.Repeat("x", run.NoteLimit-3000))
		shows(d, "3000 bytes left. What is longer is a file: attach it as")
		slowly(d, "esc")
		shows(d, "Note saved")
	})
}

// An editCase is one way in which an editor may end.
type editCase struct {
	name   string
	editor func(file string) error
	shown  []string // in the form
	text   string   // in the field
	left   bool     // the file stays
}

func editCases() []editCase {
	write := func(text string, err error) func(string) error {
		return func(file string) error {
			if werr := os.WriteFile(file, []byte(text), 0o600); werr != nil {
				return werr
			}
			return err
		}
	}
	return []editCase{
		{"new text", write("from the editor\r\nsecond\x00\n", nil), []string{"| from the editor", "| second"}, "from the editor\nsecond", false},
		{"unchanged", func(string) error { return nil }, []string{"Nothing was changed in the editor."}, "typed", false},
		{"emptied", write("\n", nil), []string{"Nothing was changed in the editor."}, "typed", false},
		{"failed", func(string) error { return errors.New("exit status 127") }, []string{"The editor ended with an error (exit status 127). Your text is as it was."}, "typed", false},
		{"killed after saving", write("from the editor", errors.New("signal: killed")), []string{"(signal: killed)", "What the", "editor wrote is in"}, "typed", true},
		{"too long", write(strings.Repeat("x", run.NoteLimit+1), nil), []string{"more than 64.0 KB and was not taken"}, "typed", true},
		{"file gone", func(file string) error { return os.Remove(file) }, []string{"Nothing was changed in the editor."}, "typed", false},
	}
}

func TestNoteInTheEditor(t *testing.T) {
	for _, test := range editCases() {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			m := fake.NewMemory(t)
			cfg := screen.Config{Open: m.Begin(t, "maria"), ASCII: true, DataDir: dir, Environ: []string{"VISUAL=an-editor -x"}}
			drive(t, m, cfg, 100, 24, func(d *tuitest.Driver) {
				d.Wait(time.Second)
				d.Press("enter", "n")
				d.Wait(time.Second)
				d.Type("typed")
				d.OnExec = func(cmd *exec.Cmd) error {
					checkEditable(t, cmd, dir, "typed")
					return test.editor(cmd.Args[len(cmd.Args)-1])
				}
				slowly(d, "ctrl+x")
				shows(d, test.shown...)
				if got := d.Model().(App).top().(form.Form).Value("text"); got != test.text {
					d.T.Errorf("the field holds %q, want %q", got, test.text)
				}
				if left, _ := filepath.Glob(dir + "/*"); (len(left) > 0) != test.left {
					d.T.Errorf("files are left: %v, want any: %t", left, test.left)
				}
				d.Type("!") // the form goes on
				shows(d, test.text[strings.LastIndex(test.text, "\n")+1:]+"!")
			})
		})
	}
}

// checkEditable checks the command of an editor and the file that it is given.
func checkEditable(t *testing.T, cmd *exec.Cmd, dir, text string) {
	t.Helper()
	file := cmd.Args[len(cmd.Args)-1]
	if b, err := os.ReadFile(file); err != nil || string(b) != text {
		t.Errorf("the file holds %q, %v", b, err)
	}
	for name, want := range map[string]fs.FileMode{file: 0o600, dir: 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
}

// TestStraightToTheEditor records on leaving the editor.
func TestStraightToTheEditor(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	cfg := screen.Config{Open: id, ASCII: true, DataDir: t.TempDir(), Environ: []string{"EDITOR=an-editor"}}
	drive(t, m, cfg, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press("enter")
		d.OnExec = func(*exec.Cmd) error { return nil }
		slowly(d, "N")
		shows(d, "Note on 1.1", "Nothing was changed in the editor.")
		slowly(d, "esc")
		d.OnExec = func(cmd *exec.Cmd) error {
			return os.WriteFile(cmd.Args[len(cmd.Args)-1], []byte("long story\n"), 0o600)
		}
		slowly(d, "N")
		if got := m.Last(id); got != (run.NoteAdded{Step: "preserve", Text: "long story"}) {
			d.T.Errorf("recorded %+v", got)
		}
		shows(d, "Note saved")
	})
}

func TestNoEditor(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	m := fake.NewMemory(t)
	atWork(t, m, m.Begin(t, "maria"), 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Type("typed")
		slowly(d, "ctrl+x")
		shows(d, "No editor was found", "| typed")
	})
}
