package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// An evidenceQuestion asks for a file to attach to a step. The file is read
// first, which may take a while, and then recorded.
type evidenceQuestion struct {
	step string
	name string
	asks string // what the step asks for
	// folder is what was typed for a folder of which is said how many files it
	// holds, and which its files are.
	folder string
	files  []string
}

// attachedMsg follows the reading of files of evidence.
type attachedMsg struct {
	from   int
	events []run.EvidenceAdded
	err    error
}

// folderMsg follows a look at several files, those of a folder or those that were
// dropped at once.
type folderMsg struct {
	from    int
	typed   string
	files   []string
	size    int64
	dropped bool
}

// measure adds up how large the files are.
func (m *folderMsg) measure() {
	for _, file := range m.files {
		if info, err := os.Stat(file); err == nil {
			m.size += info.Size()
		}
	}
}

// Evidence asks for a file to attach to a step.
func Evidence(w *screen.World, step string) screen.Screen {
	st := w.Run.Step(step)
	draft := "evidence/" + step
	example := "type, paste or drop a path"
	if w.Cfg.Lines {
		example = "~/logs/auth.log"
	}
	return form.New(evidenceQuestion{step: step, name: "Evidence for " + st.Number + " " + st.Title, asks: st.Evidence},
		form.Field{Name: "path", Label: "File", Draft: draft, Widget: form.LineField{Placeholder: example}},
		form.Field{Name: "desc", Label: "What it shows (may be left out)", Draft: draft + "/desc", Widget: form.Area{}},
		form.WhenField("When", draft+"/when"),
	)
}

// Title implements [form.Question].
func (q evidenceQuestion) Title() string { return q.name }

// About says what the step asks for and what it has.
func (q evidenceQuestion) About(w *screen.World, f form.Form) []form.Prose {
	t := w.Theme
	var out []form.Prose
	if q.asks != "" {
		out = append(out, form.Prose{Style: t.Strong, Text: q.asks})
	}
	for _, e := range w.Run.Step(q.step).Attached {
		out = append(out, form.Prose{Style: t.Done, Text: "has " + evidenceText(e.Event.(run.EvidenceAdded))})
	}
	if f.Busy == form.Reading {
		return append(out, form.Prose{Style: t.Warn, Text: "Reading the file. " + w.Key("form.close") + " closes without adding it."})
	}
	out = append(out, form.WholePath(w)...)
	return append(out, form.Prose{Style: t.Muted, Text: "The file stays where it is. Its digest is recorded.", Kind: true})
}

// evidenceText names a file, its size and digest, and whether there is a copy.
func evidenceText(ev run.EvidenceAdded) string {
	kept := "no copy kept"
	if ev.Kept {
		kept = "copy kept"
	}
	return fmt.Sprintf("%s  %s  sha256 %.12s...  %s", ev.Name, words.Bytes(ev.Size), ev.SHA256, kept)
}

// Answer reads the file. What came of it is heard.
func (q evidenceQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	if _, err := f.When(w); err != nil {
		return screen.Reply{}, err
	}
	text := f.Value("path")
	if strings.TrimSpace(text) == "" {
		return screen.Reply{}, errors.New("say which file: type its path, or drop it on the window")
	}
	id, writer, home := f.ID, w.Cfg.Writer, screen.Getenv(w.Cfg.Environ, "HOME")
	if q.folder != "" && trimmedPath(text) == trimmedPath(q.folder) {
		return screen.Reply{Cmd: func() tea.Msg { return attach(writer, id, q.files) }}, nil
	}
	return screen.Reply{Cmd: func() tea.Msg {
		path, folder, err := findFile(text, home)
		switch {
		case err != nil:
			return attachedMsg{from: id, err: err}
		case path == "":
			return dropped(writer, id, text, home)
		case folder:
			return lookInto(writer, id, text, path)
		}
		return attach(writer, id, []string{path})
	}}, nil
}

// trimmedPath is a path without the slash with which completion ends a folder.
func trimmedPath(text string) string { return strings.TrimRight(strings.TrimSpace(text), "/") }

// attach reads files, and keeps copies.
func attach(writer screen.Writer, id int, paths []string) tea.Msg {
	msg := attachedMsg{from: id}
	for _, path := range paths {
		ev, err := writer.Attach(path, 0)
		if err != nil {
			return attachedMsg{from: id, err: err}
		}
		msg.events = append(msg.events, ev)
	}
	return msg
}

// lookInto says what a folder holds, before anything of it is attached.
func lookInto(writer screen.Writer, id int, typed, folder string) tea.Msg {
	files, err := writer.FilesIn(folder)
	if err != nil {
		return attachedMsg{from: id, err: err}
	}
	msg := folderMsg{from: id, typed: typed, files: files}
	msg.measure()
	return msg
}

// dropped says how many files a text names that names no single one, before any is
// attached.
func dropped(writer screen.Writer, id int, typed, home string) tea.Msg {
	files := form.PathsDropped(typed, home)
	none := attachedMsg{from: id, err: noFile(strings.TrimSpace(typed))}
	there := func(path string) bool {
		info, err := os.Stat(path)
		return err == nil && !info.IsDir()
	}
	i := slices.IndexFunc(files, func(path string) bool { return !there(path) })
	switch {
	case i >= 0 && slices.ContainsFunc(files, there):
		none.err = fmt.Errorf("nothing was added: %w", noFile(files[i]))
		return none
	case i >= 0 || len(files) == 0:
		return none
	case len(files) == 1:
		return attach(writer, id, files)
	}
	msg := folderMsg{from: id, typed: typed, files: files, dropped: true}
	msg.measure()
	return msg
}

// noFile says that a path names nothing that can be attached.
func noFile(path string) error { return fmt.Errorf("there is no file %s", path) }

// findFile finds the file or the folder that is meant by a path as people type and
// terminals paste it. The path is empty where there is none.
func findFile(text, home string) (path string, folder bool, err error) {
	for _, path := range form.PathsMeant(text, home) {
		info, err := os.Stat(path)
		switch {
		case err == nil:
			return path, info.IsDir(), nil
		case errors.Is(err, fs.ErrPermission):
			return "", false, fmt.Errorf("the file %s cannot be read: permission denied", path)
		case !errors.Is(err, fs.ErrNotExist):
			return "", false, err
		}
	}
	return "", false, nil
}

// Hear records the file that was read, and takes part in the completion of its
// path.
func (q evidenceQuestion) Hear(w *screen.World, f form.Form, msg tea.Msg) (form.Form, screen.Reply) {
	switch msg := msg.(type) {
	case attachedMsg:
		if msg.from == f.ID {
			return q.attached(w, f, msg)
		}
	case folderMsg:
		if msg.from == f.ID {
			return q.counted(w, f, msg), screen.Reply{}
		}
	case form.ListedMsg:
		if msg.From == f.ID {
			return f.Completed(w, msg)
		}
	}
	return f, screen.Reply{}
}

// counted says what is in a folder. The next answer attaches it.
func (q evidenceQuestion) counted(w *screen.World, f form.Form, msg folderMsg) form.Form {
	q.folder, q.files = msg.typed, msg.files
	f.Busy = form.Idle
	what := "That is a folder: "
	if msg.dropped {
		what = "Those are several: "
	}
	return f.Asking(q).Refuse(fmt.Sprintf("%s%s, %s. Nothing was added yet. %s again attaches each of them.",
		what, words.Plural(len(msg.files), "file", "files"), words.Bytes(msg.size), w.Key("form.answer")))
}

func (q evidenceQuestion) attached(w *screen.World, f form.Form, msg attachedMsg) (form.Form, screen.Reply) {
	f.Busy = form.Idle
	at, err := f.When(w)
	if err = errors.Join(msg.err, err); err != nil {
		return f.Refuse(draw.Sentence(err)).DueSoon(form.DraftWithin)
	}
	if err := q.fit(w, msg.events); err != nil {
		return f.Refuse(draw.Sentence(err)).DueSoon(form.DraftWithin)
	}
	var all []screen.Change
	for _, ev := range msg.events {
		ev.Step, ev.Desc = q.step, f.Value("desc")
		all = append(all, screen.Change{Decide: run.AddEvidence(ev), At: at, Doing: "save the evidence"})
	}
	n := len(all)
	all[n-1].Said = func(run.Run) string {
		if n == 1 {
			return "Added " + evidenceText(msg.events[0]) + "." + w.UndoHint()
		}
		return fmt.Sprintf("Added %d files to %s, an entry each.%s", n, w.Run.Step(q.step).Number, w.UndoHint())
	}
	return f.UnderWay(w, screen.Reply{Change: &all[0], Then: all[1:]})
}

// fit says why the files of a folder cannot all be attached, so that none is.
func (q evidenceQuestion) fit(w *screen.World, events []run.EvidenceAdded) error {
	if len(events) == 1 {
		return nil // whoever records it says so
	}
	for i := range events {
		events[i].Step = q.step
	}
	if err := run.Together(w.Run, events); err != nil {
		return fmt.Errorf("nothing was added: %w", err)
	}
	return nil
}

// Keys implements [form.Keyed]: tab completes the path, and goes on when there
// is nothing to complete.
func (q evidenceQuestion) Keys(w *screen.World, f form.Form) []screen.Command {
	if f.Busy != form.Idle || f.Focus != f.At("path") {
		return nil
	}
	return []screen.Command{{ID: "path.complete", Group: screen.GroupMove, Title: "Complete the path; again: next field",
		Binding: screen.Bind("tab", "complete", "tab"),
		Do:      func() (screen.Screen, screen.Reply) { return f.Complete(w) }}}
}
