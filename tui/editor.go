package tui

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// errNoEditor means that there is no editor to be found.
var errNoEditor = errors.New("no editor was found: set $VISUAL or $EDITOR. Go on writing here")

// editorCommand returns the command that edits a file: $VISUAL, else $EDITOR,
// else vi. The shell runs it, so that it may have arguments and quotes.
func editorCommand(environ []string, file string) (*exec.Cmd, error) {
	editor := cmp.Or(strings.TrimSpace(getenv(environ, "VISUAL")), strings.TrimSpace(getenv(environ, "EDITOR")))
	if editor == "" {
		vi, err := exec.LookPath("vi")
		if err != nil {
			return nil, errNoEditor
		}
		return exec.Command(vi, file), nil
	}
	shell, err := exec.LookPath("sh")
	if err != nil { // Windows
		words := strings.Fields(editor)
		return exec.Command(words[0], append(words[1:], file)...), nil
	}
	return exec.Command(shell, "-c", editor+` "$1"`, "--", file), nil
}

// The messages of the way to the editor and back.
type (
	// editableMsg follows the writing of a text to a file for the editor.
	editableMsg struct {
		from        int
		field, file string
		err         error
	}
	// editedMsg follows the editor, whose result is text. kept is where the
	// file stays, if its text is not to be taken over.
	editedMsg struct {
		from              int
		field, text, kept string
		err               error
	}
)

// A straight question may open the editor at once. Then leaving the editor with
// a new text records that.
type straight interface{ opensEditor() bool }

// editorKey opens the field in the editor of the person.
func (f form) editorKey(w *world) command {
	return command{id: "form.editor", group: groupDo, title: "Open the text in $VISUAL or $EDITOR", hidden: !f.breaks(), binding: bind("ctrl+x", "$EDITOR", "ctrl+x"),
		do: func() (screen, reply) { return f.openEditor(w, f.fields[f.focus].name) }}
}

// openEditor writes the text of a field to a file that only this person can
// read. The editor opens when it is there.
func (f form) openEditor(w *world, name string) (form, reply) {
	if f.busy != idle {
		return f, reply{}
	}
	if _, err := editorCommand(w.cfg.Environ, ""); err != nil {
		f.problem = sentence(err)
		return f, reply{}
	}
	f, r := f.keep(w)
	f.busy, f.problem = editing, ""
	id, folder, text := f.id, w.cfg.DataDir, f.value(name)
	r.cmd = tea.Batch(r.cmd, func() tea.Msg {
		file, err := writeEditable(folder, text)
		return editableMsg{from: id, field: name, file: file, err: err}
	})
	return f, r
}

// editable runs the editor on the file that was written for it.
func (f form) editable(w *world, msg editableMsg) (form, reply) {
	cmd, err := editorCommand(w.cfg.Environ, msg.file)
	if err = errors.Join(msg.err, err); err != nil {
		f.busy = idle
		f.problem = "The editor cannot be opened: " + err.Error() + ". Go on writing here."
		return f, reply{}
	}
	old := strings.TrimRight(f.value(msg.field), "\n")
	// Bubble Tea would give it our own writer, which is no terminal.
	cmd.Stdout = os.Stdout
	return f, reply{cmd: tea.ExecProcess(cmd, func(err error) tea.Msg {
		edited := editedMsg{from: msg.from, field: msg.field, err: err}
		edited.text, edited.kept = readEdited(msg.file, old, err != nil)
		return edited
	})}
}

func writeEditable(folder, text string) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, "edit-*.md") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return "", errors.Join(err, os.Remove(file.Name()))
	}
	return file.Name(), nil
}

// readEdited reads what the editor left and removes it. If that is too long for
// a field, or is new and the editor failed, the file stays where it is.
func readEdited(name, old string, failed bool) (text, kept string) {
	file, err := os.Open(name)
	if err != nil {
		return "", ""
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, run.NoteLimit+1))
	text = strings.TrimRight(legibleText(b), "\n")
	if err != nil || len(text) > run.NoteLimit || failed && text != old && text != "" {
		return text, name
	}
	_ = os.Remove(name) // an empty leftover at worst
	return text, ""
}

// edited takes over what the editor left, unless that went wrong or says
// nothing new.
func (f form) edited(w *world, msg editedMsg) (screen, reply) {
	f.busy = idle
	old := strings.TrimRight(f.value(msg.field), "\n")
	switch {
	case msg.err != nil:
		f.problem = "The editor ended with an error (" + msg.err.Error() + "). Your text is as it was."
		if msg.kept != "" {
			f.problem += " What the editor wrote is in " + msg.kept + "."
		}
		return f.dueSoon(draftWithin)
	case msg.kept != "":
		f.problem = fmt.Sprintf("What you wrote is more than %s and was not taken. It is in %s: attach it as evidence.", words.Bytes(run.NoteLimit), msg.kept)
		return f.dueSoon(draftWithin)
	case msg.text == "" || msg.text == old:
		f, r := f.dueSoon(draftWithin)
		r.say = "Nothing was changed in the editor."
		return f, r
	}
	f, r := f.set(msg.field, msg.text).changed(w)
	if q, ok := f.asks.(straight); ok && q.opensEditor() {
		return f.ask(w)
	}
	return f, r
}
