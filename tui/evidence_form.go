package tui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
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

func newEvidenceForm(w *world, step string) screen {
	st := w.run.Step(step)
	draft := "evidence/" + step
	return newForm(evidenceQuestion{step: step, name: "EVIDENCE for " + st.Number + " " + st.Title, asks: st.Evidence},
		field{name: "path", label: "File", draft: draft, widget: lineField{placeholder: "type, paste or drop a path"}},
		field{name: "desc", label: "What it shows (may be left out)", draft: draft + "/desc", widget: area{}},
		whenField("When", draft+"/when"),
	)
}

func (q evidenceQuestion) title() string { return q.name }

// about says what the step asks for and what it has.
func (q evidenceQuestion) about(w *world, f form) []prose {
	t := w.theme
	var out []prose
	if q.asks != "" {
		out = append(out, prose{style: t.Strong, text: q.asks})
	}
	for _, e := range w.run.Step(q.step).Attached {
		out = append(out, prose{style: t.Done, text: "has " + evidenceText(e.Event.(run.EvidenceAdded))})
	}
	if f.busy == reading {
		return append(out, prose{style: t.Warn, text: "Reading the file. " + w.key("form.close") + " closes without adding it."})
	}
	return append(out, prose{t.Muted, "The file stays where it is. Its digest is recorded.", true})
}

// evidenceText names a file, its size and digest, and whether there is a copy.
func evidenceText(ev run.EvidenceAdded) string {
	kept := "no copy kept"
	if ev.Kept {
		kept = "copy kept"
	}
	return fmt.Sprintf("%s  %s  sha256 %.12s...  %s", ev.Name, words.Bytes(ev.Size), ev.SHA256, kept)
}

// answer reads the file. What came of it is heard.
func (q evidenceQuestion) answer(w *world, f form) (reply, error) {
	if _, err := f.when(w); err != nil {
		return reply{}, err
	}
	text := f.value("path")
	if strings.TrimSpace(text) == "" {
		return reply{}, errors.New("say which file: type its path, or drop it on the window")
	}
	id, writer, home := f.id, w.cfg.Writer, getenv(w.cfg.Environ, "HOME")
	return reply{cmd: func() tea.Msg {
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
	for _, path := range pathsMeant(text, home) {
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

// hear records the file that was read, and takes part in the completion of its
// path.
func (q evidenceQuestion) hear(w *world, f form, msg tea.Msg) (form, reply) {
	switch msg := msg.(type) {
	case attachedMsg:
		if msg.from == f.id {
			return q.attached(w, f, msg)
		}
	case listedMsg:
		if msg.from == f.id {
			return f.completed(w, msg)
		}
	}
	return f, reply{}
}

func (q evidenceQuestion) attached(w *world, f form, msg attachedMsg) (form, reply) {
	f.busy = idle
	at, err := f.when(w)
	if err = errors.Join(msg.err, err); err != nil {
		return f.refuse(sentence(err)).dueSoon(draftWithin)
	}
	ev := msg.event
	ev.Step, ev.Desc = q.step, f.value("desc")
	return f.under(w, reply{change: &change{
		decide: run.AddEvidence(ev), at: at, doing: "save the evidence",
		said: func(run.Run) string { return "Added " + evidenceText(ev) + "." + w.undoHint() },
	}})
}

// keys: tab completes the path, and goes on when there is nothing to complete.
func (q evidenceQuestion) keys(w *world, f form) []command {
	if f.busy != idle || f.focus != f.at("path") {
		return nil
	}
	return []command{{id: "path.complete", group: groupMove, title: "Complete the path; again: next field", binding: bind("tab", "complete", "tab"),
		do: func() (screen, reply) { return f.complete(w) }}}
}
