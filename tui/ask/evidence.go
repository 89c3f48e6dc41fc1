package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
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
}

// attachedMsg follows the reading of a file of evidence.
type attachedMsg struct {
	from  int
	event run.EvidenceAdded
	err   error
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
	return screen.Reply{Cmd: func() tea.Msg {
		path, err := findFile(text, home)
		if err != nil {
			return attachedMsg{from: id, err: err}
		}
		ev, err := writer.Attach(path, 0)
		return attachedMsg{from: id, event: ev, err: err}
	}}, nil
}

// findFile finds the file that is meant by a path as people type and terminals
// paste it.
func findFile(text, home string) (string, error) {
	var err error
	for _, path := range form.PathsMeant(text, home) {
		var info fs.FileInfo
		if info, err = os.Stat(path); err == nil && info.IsDir() {
			return "", fmt.Errorf("%s is a folder: name a file in it", path)
		}
		switch {
		case err == nil:
			return path, nil
		case errors.Is(err, fs.ErrPermission):
			return "", fmt.Errorf("%s cannot be read: permission denied", path)
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
	}
	return "", fmt.Errorf("there is no file %s", strings.TrimSpace(text))
}

// Hear records the file that was read, and takes part in the completion of its
// path.
func (q evidenceQuestion) Hear(w *screen.World, f form.Form, msg tea.Msg) (form.Form, screen.Reply) {
	switch msg := msg.(type) {
	case attachedMsg:
		if msg.from == f.ID {
			return q.attached(w, f, msg)
		}
	case form.ListedMsg:
		if msg.From == f.ID {
			return f.Completed(w, msg)
		}
	}
	return f, screen.Reply{}
}

func (q evidenceQuestion) attached(w *screen.World, f form.Form, msg attachedMsg) (form.Form, screen.Reply) {
	f.Busy = form.Idle
	at, err := f.When(w)
	if err = errors.Join(msg.err, err); err != nil {
		return f.Refuse(draw.Sentence(err)).DueSoon(form.DraftWithin)
	}
	ev := msg.event
	ev.Step, ev.Desc = q.step, f.Value("desc")
	return f.UnderWay(w, screen.Reply{Change: &screen.Change{
		Decide: run.AddEvidence(ev), At: at, Doing: "save the evidence",
		Said: func(run.Run) string { return "Added " + evidenceText(ev) + "." + w.UndoHint() },
	}})
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
