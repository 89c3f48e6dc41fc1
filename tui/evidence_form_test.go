package tui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

func TestEvidenceIsAdded(t *testing.T) {
	m := newMemory(t)
	id := m.begin(t, "maria")
	file := tempFiles(t, "message.eml") + "/message.eml"
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "e", "enter")
		shows(d, "Say which file")
		d.Type(file)
		slowly(d, "tab") // complete already: on to the description
		d.Type("all headers")
		slowly(d, "enter")
		ev, ok := m.last(id).(run.EvidenceAdded)
		if !ok || ev.Path != file || ev.Desc != "all headers" || ev.Step != "preserve" {
			d.T.Errorf("recorded %+v", m.last(id))
		}
		shows(d, "Added message.eml  1.2 KB  sha256 000000000000...  copy kept.  u undo")
		if len(m.drafts[id]) != 0 {
			d.T.Errorf("drafts are left: %v", m.drafts[id])
		}
		slowly(d, "e")
		shows(d, "has message.eml  1.2 KB  sha256 000000000000...  copy kept")
	})
}

// TestEvidenceThatCannotBeRead says why in words and keeps what was typed.
func TestEvidenceThatCannotBeRead(t *testing.T) {
	dir := tempFiles(t, "folder/", "file")
	for _, test := range []struct {
		path, says string
		attach     error
	}{
		{dir + "/nothing", "There is no file " + dir + "/nothing.", nil},
		{dir + "/folder", "folder is a folder: name a file in it.", nil},
		{dir + "/file", "Permission denied.", errors.New("permission denied")},
		{dir + "/\x1b[2Jnothing", "There is no file " + dir + "/\x1b[2Jnothing.", nil},
	} {
		m := newMemory(t)
		id := m.begin(t, "maria")
		atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
			slowly(d, "e")
			d.Paste(test.path)
			d.Wait(time.Second)
			m.err = test.attach
			slowly(d, "enter")
			f := d.Model().(App).top().(form)
			if !strings.Contains(f.problem, test.says) {
				d.T.Errorf("%q says %q, want %q", test.path, f.problem, test.says)
			}
			if m.writes != 1 || f.value("path") != test.path {
				d.T.Errorf("%q did not stay in the field:\n%s", test.path, d.Frame())
			}
		})
	}
}

// TestClosingWhileAFileIsRead adds nothing.
func TestClosingWhileAFileIsRead(t *testing.T) {
	m := newMemory(t)
	id := m.begin(t, "maria")
	file := tempFiles(t, "image.dd") + "/image.dd"
	driveOn(t, &slowAttach{memory: m}, id, func(d *tuitest.Driver) {
		slowly(d, "e")
		d.Type(file)
		slowly(d, "enter")
		shows(d, "Reading the file. esc closes without adding it.")
		d.Type("lost") // nobody would see it any more
		slowly(d, "esc")
		shows(d, "Nothing was recorded: closed before the file was read.")
		d.Wait(time.Hour)
		if m.writes != 1 || m.drafts[id]["evidence/preserve"] != file {
			d.T.Errorf("recorded %+v, drafts %v", m.last(id), m.drafts[id])
		}
	})
}

// slowAttach is a journal that reads files slowly.
type slowAttach struct{ *memory }

func (s *slowAttach) Attach(path string, limit int64) (run.EvidenceAdded, error) {
	time.Sleep(time.Minute) // in a synctest bubble: no real time passes
	return s.memory.Attach(path, limit)
}

func TestPathCompletion(t *testing.T) {
	dir := tempFiles(t, "message.eml", "messages/", "notes.txt", ".hidden", "night\x1b[2Jmare", "größe", "größte")
	for _, test := range []struct {
		typed, want, hint string
	}{
		{"me", "message", "message.eml  messages/"},
		{"messages", "messages/", ""},
		{"mess", "message", "message.eml  messages/"},
		{"nig", "night\x1b[2Jmare", ""},
		{"n", "n", `night\x1b[2Jmare  notes.txt`},
		{".h", ".hidden", ""},
		{"gr", "grö", "größe  größte"},
		{"xx", "xx", "nothing here begins like that"},
		{"none/x", "none/x", "no such folder"},
	} {
		m := newMemory(t)
		atWork(t, m, m.begin(t, "maria"), 120, 36, func(d *tuitest.Driver) {
			slowly(d, "e")
			d.Paste(dir + "/" + test.typed)
			slowly(d, "tab")
			f := d.Model().(App).top().(form)
			fd := f.fields[f.at("path")]
			want := dir + "/" + test.want
			if test.want == "grö" {
				want = dir + "/größ" // the common part, never half a character
			}
			if fd.widget.value() != want || fd.hint != test.hint {
				d.T.Errorf("%q completes to %q (%s), want %q (%s)", test.typed, fd.widget.value(), fd.hint, want, test.hint)
			}
			d.Press("tab")
			d.Press("tab")
			if f := d.Model().(App).top().(form); f.focus == f.at("path") {
				d.T.Errorf("%q: tab does not leave the field", test.typed)
			}
		})
	}
}

func TestPathsMeant(t *testing.T) {
	for text, want := range map[string][]string{
		"/tmp/a":                       {"/tmp/a"},
		" /tmp/a ":                     {"/tmp/a"},
		"~/a":                          {"/home/maria/a"},
		"'/tmp/a b'":                   {"'/tmp/a b'", "/tmp/a b"},
		`"/tmp/a b"`:                   {`"/tmp/a b"`, "/tmp/a b"},
		`/tmp/a\ b\'s`:                 {`/tmp/a\ b\'s`, "/tmp/a b's"},
		"file:///tmp/a%20b":            {"file:///tmp/a%20b", "/tmp/a b"},
		"file://localhost/tmp/a":       {"file://localhost/tmp/a", "/tmp/a"},
		"file://elsewhere.example/tmp": {"file://elsewhere.example/tmp"},
		"'":                            {"'"},
	} {
		if got := pathsMeant(text, "/home/maria"); !slices.Equal(got, want) {
			t.Errorf("pathsMeant(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestFilesAreFound takes paths as terminals paste them, and the text as it is
// first.
func TestFilesAreFound(t *testing.T) {
	dir := tempFiles(t, "a b", "'quoted'", "quoted")
	for text, want := range map[string]string{
		dir + "/a b":                   "a b",
		"'" + dir + "/a b' ":           "a b",
		dir + `/a\ b`:                  "a b",
		"file://" + dir + "/a%20b":     "a b",
		dir + "/'quoted'":              "'quoted'",
		"~/a b":                        "a b",
		filepath.Join(dir, ".", "a b"): "a b",
	} {
		got, err := findFile(text, dir)
		if err != nil || filepath.Base(got) != want {
			t.Errorf("findFile(%q) = %q, %v, want %s", text, got, err, want)
		}
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
}
