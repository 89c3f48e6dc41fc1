package form

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// errNoEditor means that there is no editor to be found.
var errNoEditor = errors.New("no editor was found: set $VISUAL or $EDITOR. Go on writing here")

// editorCommand returns the command that edits a file: that of [screen.Editor],
// else vi. The shell runs it, so that it may have arguments and quotes.
func editorCommand(environ []string, file string) (*exec.Cmd, error) {
	editor, err := screen.Editor(environ)
	if err != nil {
		return nil, err
	}
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

// A Straight question may open the editor at once. Then leaving the editor with
// a new text records that.
type Straight interface {
	// OpensEditor reports whether it does.
	OpensEditor() bool
}

// editorKey opens the field in the editor of the person.
func (f Form) editorKey(w *screen.World) screen.Command {
	return screen.Command{ID: "form.editor", Group: screen.GroupDo, Title: "Open the text in $VISUAL or $EDITOR", Hidden: !f.breaks(),
		Binding: screen.Bind("ctrl+x", "$EDITOR", "ctrl+x"),
		Do:      func() (screen.Screen, screen.Reply) { return f.OpenEditor(w, f.Fields[f.Focus].Name) }}
}

// OpenEditor writes the text of a field to a file that only this person can
// read. The editor opens when it is there.
func (f Form) OpenEditor(w *screen.World, name string) (Form, screen.Reply) {
	if f.Busy != Idle {
		return f, screen.Reply{}
	}
	if _, err := editorCommand(w.Cfg.Environ, ""); err != nil {
		f.Problem = draw.Sentence(err)
		return f, screen.Reply{}
	}
	f, r := f.keep(w)
	f.Busy, f.Problem = editing, ""
	id, folder, text := f.ID, w.Cfg.DataDir, f.Value(name)
	pattern := editableName(w.Run.ID(), f.Fields[f.At(name)].Draft, w.Cfg.By)
	r.Cmd = tea.Batch(r.Cmd, func() tea.Msg {
		file, err := writeEditable(folder, pattern, text)
		return editableMsg{from: id, field: name, file: file, err: err}
	})
	return f, r
}

// editable runs the editor on the file that was written for it.
func (f Form) editable(w *screen.World, msg editableMsg) (Form, screen.Reply) {
	cmd, err := editorCommand(w.Cfg.Environ, msg.file)
	if err = errors.Join(msg.err, err); err != nil {
		f.Busy = Idle
		f.Problem = "The editor cannot be opened: " + err.Error() + ". Go on writing here."
		return f, screen.Reply{}
	}
	old := strings.TrimRight(f.Value(msg.field), "\n")
	// Bubble Tea would give it our own reader and writer, which are no terminal.
	cmd.Stdin, cmd.Stdout = os.Stdin, os.Stdout
	return f, screen.Reply{Cmd: tea.ExecProcess(cmd, func(err error) tea.Msg {
		edited := editedMsg{from: msg.from, field: msg.field, err: err}
		edited.text, edited.kept = readEdited(msg.file, old, err != nil)
		return edited
	})}
}

func writeEditable(folder, pattern, text string) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, pattern) // mode 0600
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
// a field, or is new and the editor failed, the file stays where it is. What is
// no file any more, such as a pipe, is not waited for.
func readEdited(name, old string, failed bool) (text, kept string) {
	file, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return "", ""
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return "", ""
	}
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
func (f Form) edited(w *screen.World, msg editedMsg) (screen.Screen, screen.Reply) {
	f.Busy = Idle
	old := strings.TrimRight(f.Value(msg.field), "\n")
	switch {
	case msg.err != nil:
		f.Problem = "The editor ended with an error (" + msg.err.Error() + "). Your text is as it was."
		if msg.kept != "" {
			f.Problem += " What the editor wrote is in " + msg.kept + "."
		}
		return f.DueSoon(DraftWithin)
	case msg.kept != "":
		f.Problem = fmt.Sprintf("What you wrote is more than %s and was not taken. It is in %s: attach it as evidence.", words.Bytes(run.NoteLimit), msg.kept)
		return f.DueSoon(DraftWithin)
	case msg.text == "" || msg.text == old:
		f, r := f.DueSoon(DraftWithin)
		r.Say = "Nothing was changed in the editor."
		return f, r
	}
	f, r := f.set(msg.field, msg.text).changed(w)
	if q, ok := f.asks.(Straight); ok && q.OpensEditor() {
		return f.Ask(w)
	}
	return f, r
}
