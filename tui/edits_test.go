//go:build unix

package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/tui/fake"
	"cordon/tui/ptytest"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestTerminalEditorLeftBehind kills the program while an editor is open that
// has saved its text. The next start asks what shall become of it, and makes it
// the draft of the field that it was written for.
func TestTerminalEditorLeftBehind(t *testing.T) {
	t.Parallel()
	editor := `echo "from the editor" >> "$1"; kill -9 $PPID`
	term := open(t, "", "env", "EDITOR=exec sh -c '"+editor+"' sh")
	term.Press("n")
	term.WaitIdle(splitBy)
	term.Press("ctrl+x")
	term.Wait(5 * time.Second)
	path := term.store.Path()
	if left := leftBeside(t, path); len(left) != 1 || !strings.HasPrefix(filepath.Base(left[0]), "edit-"+term.id+",note%2Fpreserve,maria,") {
		t.Fatalf("beside the store lie %q, want one file that says what it is for", left)
	}
	next := openStore(t, term.store, path, term.id, ptytest.Options{}, "")
	next.WaitFor("Text from your editor", 5*time.Second)
	next.WaitFor("> from the editor", time.Second)
	next.WaitIdle(400 * time.Millisecond) // it ignores keys for a moment
	next.Press("1", "enter")
	next.WaitGone("Text from your editor", 5*time.Second)
	terminal{next.Term, term.store, term.id}.hasDraft(t, "from the editor")
	if left := leftBeside(t, path); len(left) != 0 {
		t.Errorf("beside the store lie %q still", left)
	}
	next.Press("n")
	next.WaitFor("from the editor", time.Second)
}

func leftBeside(t *testing.T, path string) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "edit-*"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// What an editor left is taken behind the draft that is there, left, or deleted.
func TestLeftByAnEditor(t *testing.T) {
	tests := []struct {
		name, file, draft string
		keys              []string
		shown             []string
		want              string // the draft
		stays             bool
	}{
		{"taken", "edit-RUN,note%2Fpreserve,maria,7.md", "", []string{"1", "enter"}, []string{"is the draft of the note on 1.1"}, "hostile \x1b]0;x\a text", false},
		{"taken behind a draft", "edit-RUN,note,,7.md", "typed", []string{"1", "enter"}, []string{"is the draft of the note on the run"}, "typed\n\nhostile \x1b]0;x\a text", false},
		{"of somebody else", "edit-RUN,note%2Fpreserve,ben,7.md", "", nil, []string{"0/6 steps"}, "", true},
		{"left", "edit-RUN,note,maria,7.md", "", []string{"2", "enter"}, []string{"It stays in "}, "", true},
		{"deleted", "edit-RUN,note,maria,7.md", "", []string{"3", "enter"}, []string{"was deleted"}, "", false},
		{"nothing chosen", "edit-RUN,note,maria,7.md", "", []string{"enter"}, []string{"Text from your editor", "Choose first what shall become of it"}, "", true},
		{"for another run", "edit-k7m2x9qd,note,maria,7.md", "", []string{"M"}, []string{"open run k7m2x9qd, which"}, "", true},
		{"of an older version", "edit-7.md", "", []string{"M"}, []string{"edit-7.md"}, "", true},
		{"with another name", "edit-%zz,note,,7.md", "", []string{"M"}, []string{"then delete it:"}, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := m.Begin(t, "maria")
			dir := t.TempDir()
			path := filepath.Join(dir, strings.Replace(tt.file, "RUN", id, 1))
			if err := os.WriteFile(path, []byte("hostile \x1b]0;x\x07 text\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			field := "note"
			if strings.Contains(tt.file, "preserve") {
				field = "note/preserve"
			}
			if tt.draft != "" {
				m.Draft[id] = map[string]string{field: tt.draft}
			}
			drive(t, m, screen.Config{Open: id, ASCII: true, DataDir: dir}, 120, 30, func(d *tuitest.Driver) {
				d.Wait(time.Second)
				d.Press("esc") // the card
				d.Wait(time.Second)
				d.Press(tt.keys...)
				d.Wait(time.Second)
				shows(d, tt.shown...)
			})
			if got := m.Draft[id][field]; got != tt.want {
				t.Errorf("the draft is %q, want %q", got, tt.want)
			}
			if _, err := os.Stat(path); (err == nil) != tt.stays {
				t.Errorf("the file is there: %v, want %t", err == nil, tt.stays)
			}
		})
	}
}

// slowDisk takes its time for drafts.
type slowDisk struct{ *fake.Memory }

func (s slowDisk) SaveDraft(id, by, field, text string) error {
	time.Sleep(5 * time.Second) // in a synctest bubble: no real time passes
	return s.Memory.SaveDraft(id, by, field, text)
}

// TestLeftTakenWhileClosed closes the question while the text is on its way to the
// disk. The field goes on from it all the same.
func TestLeftTakenWhileClosed(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "edit-"+id+",note%2Fpreserve,maria,7.md"), []byte("7 of 9 revoked\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := screen.Config{Open: id, ASCII: true, DataDir: dir, Reader: m, Writer: slowDisk{m}}
	drive(t, m, cfg, 120, 30, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		slowly(d, "esc", "1") // the first closes the card
		d.Press("enter", "esc")
		d.Wait(10 * time.Second)
		slowly(d, "n")
		shows(d, "7 of 9 revoked")
	})
}
