package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/form"
	"cordon/tui/tuitest"
)

func TestEvidenceIsAdded(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	file := fake.TempFiles(t, "message.eml") + "/message.eml"
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "e", "enter")
		shows(d, "Say which file")
		d.Type(file)
		slowly(d, "tab") // complete already: on to the description
		d.Type("all headers")
		slowly(d, "enter")
		ev, ok := m.Last(id).(run.EvidenceAdded)
		if !ok || ev.Path != file || ev.Desc != "all headers" || ev.Step != "preserve" {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
		shows(d, "Added message.eml  1.2 KB  sha256 000000000000...  copy kept.  u undo")
		if len(m.Draft[id]) != 0 {
			d.T.Errorf("drafts are left: %v", m.Draft[id])
		}
		slowly(d, "e")
		shows(d, "has message.eml  1.2 KB  sha256 000000000000...  copy kept")
	})
}

// TestEvidenceThatCannotBeRead says why in words and keeps what was typed.
func TestEvidenceThatCannotBeRead(t *testing.T) {
	dir := fake.TempFiles(t, "folder/", "file")
	for _, test := range []struct {
		path, says string
		attach     error
	}{
		{dir + "/nothing", "There is no file " + dir + "/nothing.", nil},
		{dir + "/file", "Permission denied.", errors.New("permission denied")},
		{dir + "/\x1b[2Jnothing", "There is no file " + dir + "/\x1b[2Jnothing.", nil},
	} {
		m := fake.NewMemory(t)
		id := m.Begin(t, "maria")
		atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
			slowly(d, "e")
			d.Paste(test.path)
			d.Wait(time.Second)
			m.Err = test.attach
			slowly(d, "enter")
			f := d.Model().(App).top().(form.Form)
			if !strings.Contains(f.Problem, test.says) {
				d.T.Errorf("%q says %q, want %q", test.path, f.Problem, test.says)
			}
			if m.Writes != 1 || f.Value("path") != test.path {
				d.T.Errorf("%q did not stay in the field:\n%s", test.path, d.Frame())
			}
		})
	}
}

// TestEvidenceDropped takes several files that are dropped at once, in each way that
// terminals and file managers write them, after it has said how many they are. A file
// keeps its name wherever it is named.
func TestEvidenceDropped(t *testing.T) {
	dir := fake.TempFiles(t, "a b.log", "it's.log")
	for _, drop := range []string{
		"'" + dir + "/a b.log' '" + dir + `/it'\''s.log'`,
		dir + `/a\ b.log ` + dir + `/it\'s.log `,
		"file://" + dir + "/a%20b.log\nfile://" + dir + "/it's.log\n",
		`"` + dir + `/a b.log" "` + dir + `/it's.log"`,
	} {
		m := fake.NewMemory(t)
		id := m.Begin(t, "maria")
		atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
			slowly(d, "e")
			d.Paste("'" + dir + "/a b.log' /nowhere")
			slowly(d, "enter")
			shows(d, "Nothing was added: there is no file /nowhere.")
			d.Press("ctrl+u")
			d.Paste(drop)
			slowly(d, "enter")
			shows(d, "Those are several: 2 files, 0 B. Nothing was added yet. enter again attaches each")
			slowly(d, "enter")
			shows(d, "Added 2 files to 1.1, an entry each.")
			slowly(d, "e")
			d.Paste("'" + dir + `/it'\''s.log'`)
			slowly(d, "enter")
			shows(d, "The file message.eml is already attached")
		})
	}
}

// TestEvidenceFolder says how many files a folder holds before it attaches any, and
// then attaches each; for another path it asks anew.
func TestEvidenceFolder(t *testing.T) {
	dir := fake.TempFiles(t, "a.log", "bb.log", "ccc.log")
	other := fake.TempFiles(t, "a.log", "b.log") // which hold the same
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "e")
		d.Paste(other)
		slowly(d, "enter")
		shows(d, "That is a folder: 2 files, 0 B. Nothing was added yet. enter again attaches each")
		slowly(d, "enter")
		f := d.Model().(App).top().(form.Form)
		if want := other + "/b.log have one name and are the same, byte for byte"; !strings.Contains(f.Problem, want) {
			t.Errorf("of two alike it says %q, want %q", f.Problem, want)
		}
		d.Press("ctrl+u")
		d.Paste(dir)
		slowly(d, "enter")
		shows(d, "That is a folder: 3 files")
		if m.Writes != 1 {
			t.Errorf("%d entries before it was said twice", m.Writes)
		}
		slowly(d, "shift+tab", "shift+tab")
		d.Type("logs of the night")
		slowly(d, "enter")
		var names []string
		for _, e := range m.Run[id].Step("preserve").Attached {
			ev := e.Event.(run.EvidenceAdded)
			names = append(names, strings.TrimPrefix(ev.Path, dir)+" "+ev.Desc)
		}
		if want := "/a.log logs of the night, /bb.log logs of the night, /ccc.log logs of the night"; strings.Join(names, ", ") != want {
			t.Errorf("attached %q, want %q", names, want)
		}
		shows(d, "Added 3 files to 1.1, an entry each.  u undo")
		if len(m.Draft[id]) != 0 {
			t.Errorf("drafts are left: %v", m.Draft[id])
		}
	})
}

// TestClosingWhileAFileIsRead adds nothing.
func TestClosingWhileAFileIsRead(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	file := fake.TempFiles(t, "image.dd") + "/image.dd"
	driveOn(t, &slowAttach{Memory: m}, id, func(d *tuitest.Driver) {
		slowly(d, "e")
		d.Type(file)
		slowly(d, "enter")
		shows(d, "Reading the file. esc closes without adding it.")
		d.Type("lost") // nobody would see it any more
		slowly(d, "esc")
		shows(d, "Nothing was recorded: closed before the file was read.")
		d.Wait(time.Hour)
		if m.Writes != 1 || m.Draft[id]["evidence/preserve"] != file {
			d.T.Errorf("recorded %+v, drafts %v", m.Last(id), m.Draft[id])
		}
	})
}

// slowAttach is a journal that reads files slowly.
type slowAttach struct{ *fake.Memory }

func (s *slowAttach) Attach(path string, limit int64) (run.EvidenceAdded, error) {
	time.Sleep(time.Minute) // in a synctest bubble: no real time passes
	return s.Memory.Attach(path, limit)
}

func TestPathCompletion(t *testing.T) {
	dir := fake.TempFiles(t, "message.eml", "messages/", "notes.txt", ".hidden", "night\x1b[2Jmare", "größe", "größte")
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
		m := fake.NewMemory(t)
		atWork(t, m, m.Begin(t, "maria"), 120, 36, func(d *tuitest.Driver) {
			slowly(d, "e")
			d.Paste(dir + "/" + test.typed)
			slowly(d, "tab")
			f := d.Model().(App).top().(form.Form)
			fd := f.Fields[f.At("path")]
			want := dir + "/" + test.want
			if test.want == "grö" {
				want = dir + "/größ" // the common part, never half a character
			}
			if fd.Widget.Value() != want || fd.Hint != test.hint {
				d.T.Errorf("%q completes to %q (%s), want %q (%s)", test.typed, fd.Widget.Value(), fd.Hint, want, test.hint)
			}
			d.Press("tab")
			d.Press("tab")
			if f := d.Model().(App).top().(form.Form); f.Focus == f.At("path") {
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
		if got := form.PathsMeant(text, "/home/maria"); !slices.Equal(got, want) {
			t.Errorf("pathsMeant(%q) = %q, want %q", text, got, want)
		}
	}
}
