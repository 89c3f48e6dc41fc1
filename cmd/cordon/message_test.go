package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// noticed starts a run whose notice has no gap left.
func noticed(w *world) string {
	w.t.Helper()
	id := w.start(filepath.Join("testdata", "timed.yaml"))
	w.must("record", id, "aware_at=-1m", "affected=1240", "summary=Names & <addresses>\n\n  of \"customers\" in Łódź, \\ 漢字\t.")
	return id
}

// TestSentIsWhatWasShown holds the three ways to get a text, and the journal,
// to the same bytes.
func TestSentIsWhatWasShown(t *testing.T) {
	w := newWorld(t)
	id := noticed(w)
	file := filepath.Join(t.TempDir(), "notice.txt")
	for _, edited := range []string{"", "Subject: Ours\n\n  two\n\n\tlines\n"} {
		if edited != "" {
			w.must("message", "edit", id, "notice", "-F", w.file("edited.txt", edited))
		}
		shown := w.must("message", "show", id, "notice")
		w.must("message", "write", id, "notice", "-o", file, "--force")
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w.must("message", "sent", id, "notice", "--channel", "mail")
		r, err := w.env().runs().Load(id)
		if err != nil {
			t.Fatal(err)
		}
		sent := r.Last().Event.(run.MessageSent).Text()
		if shown != sent || string(written) != sent {
			t.Errorf("sent %q, shown %q, written %q, want one text", sent, shown, written)
		}
		if edited != "" && sent != edited {
			t.Errorf("sent %q, want %q", sent, edited)
		}
	}
}

// TestEditInEditor edits a message in an editor that is a line of shell.
func TestEditInEditor(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the editor of this test is a shell")
	}
	w := newWorld(t)
	id := noticed(w)
	w.inTTY, w.outTTY = true, true
	rows := []struct {
		editor       string
		code         int
		stderr, text string // text is in the message afterwards
		left         string // in the file of the editor, empty if it is gone
	}{
		{"true", exitOK, "Nothing was changed.", "1,240 people", ""},
		{"sed -i 's/1,240 people/many people/'", exitOK, "Notice to the authority: text changed", "many people", ""},
		{`fails() { sed -i 's/many/most/' "$1"; false; }; fails`, exitFailed, "Your text is in ", "many people", "most people"},
		{"printf '' >", exitRefused, "would be empty", "many people", ""},
	}
	for _, tt := range rows {
		w.vars["VISUAL"] = tt.editor
		_, stderr, code := w.run("message", "edit", id, "notice")
		if code != tt.code || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("the editor %q: exit code %d, %q, want %d, %q", tt.editor, code, stderr, tt.code, tt.stderr)
		}
		if text := w.must("message", "show", id, "notice"); !strings.Contains(text, tt.text) {
			t.Errorf("after the editor %q the text is %q, want %q in it", tt.editor, text, tt.text)
		}
		if _, name, kept := strings.Cut(strings.TrimSpace(stderr), "Your text is in "); kept {
			left, err := os.ReadFile(name)
			if err != nil || !strings.Contains(string(left), tt.left) {
				t.Errorf("the editor %q left %q in its file, %v, want %q in it", tt.editor, left, err, tt.left)
			}
		}
	}
	// Somebody else edits it meanwhile.
	other := w.file("other.txt", "Subject: Theirs\n\nTheirs.\n")
	w.vars["VISUAL"] = "meanwhile() { echo Ours. >> \"$1\"; mv \"" + w.meanwhile(other, id) + "\" \"" + w.env().storePath() + "\"; }; meanwhile"
	if _, stderr, code := w.run("message", "edit", id, "notice"); code != exitRefused || !strings.Contains(stderr, "was changed while you edited it") {
		t.Errorf("edited by two: exit code %d, %q", code, stderr)
	}
	if text := w.must("message", "show", id, "notice"); !strings.Contains(text, "Theirs.") {
		t.Errorf("the text of the other person is gone: %q", text)
	}
}

// meanwhile returns a copy of the store in which somebody has edited the notice.
func (w *world) meanwhile(text, id string) string {
	w.t.Helper()
	path := w.env().storePath()
	before, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	w.must("message", "edit", id, "notice", "-F", text)
	after, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, before, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return w.file("after.db", string(after))
}
