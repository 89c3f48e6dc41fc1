package form

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A textFileQuestion asks which file to write a text to.
type textFileQuestion struct{ what, text string }

// textWrittenMsg follows the writing of a text to a file.
type textWrittenMsg struct {
	from int
	path string
	err  error
}

// NewTextFile asks for a file, with a name to begin with. what says in a word
// what the text is.
func NewTextFile(what, name, text string) screen.Screen {
	return New(textFileQuestion{what, text}, Field{Name: "path", Label: "File", Widget: LineField{Input: NewInput(name)}})
}

// Title implements [Question].
func (q textFileQuestion) Title() string {
	return "Write the " + q.what + " to a file"
}

// About implements [Question].
func (q textFileQuestion) About(w *screen.World, _ Form) []Prose {
	return append(WholePath(w), Prose{w.Theme.Muted, "A file that is there already is never overwritten. Only you can read the new one.", true})
}

// Answer implements [Question].
func (q textFileQuestion) Answer(w *screen.World, f Form) (screen.Reply, error) {
	if strings.TrimSpace(f.Value("path")) == "" {
		return screen.Reply{}, errors.New("say which file: type its path")
	}
	path, id, text := PathsMeant(f.Value("path"), screen.Getenv(w.Cfg.Environ, "HOME"))[0], f.ID, q.text
	return screen.Reply{Cmd: func() tea.Msg {
		full, err := filepath.Abs(path)
		if err == nil {
			err = writeNew(full, text)
		}
		return textWrittenMsg{from: id, path: full, err: err}
	}}, nil
}

// Hear implements [Listening].
func (q textFileQuestion) Hear(w *screen.World, f Form, msg tea.Msg) (Form, screen.Reply) {
	switch msg := msg.(type) {
	case ListedMsg:
		if msg.From == f.ID {
			return f.Completed(w, msg)
		}
	case textWrittenMsg:
		if msg.from != f.ID {
			return f, screen.Reply{}
		}
		f.Busy = Idle
		if msg.err == nil {
			return f, screen.Reply{Leave: true, Say: "The " + q.what + " was written to " + msg.path + "."}
		}
		f.Problem = draw.Sentence(msg.err)
	}
	return f, screen.Reply{}
}

// Keys implements [Keyed].
func (q textFileQuestion) Keys(w *screen.World, f Form) []screen.Command {
	if f.Busy != Idle {
		return nil
	}
	return []screen.Command{{ID: "path.complete", Group: screen.GroupMove, Title: "Complete the path", Binding: screen.Bind("tab", "complete", "tab"),
		Do: func() (screen.Screen, screen.Reply) { return f.Complete(w) }}}
}

// writeNew writes a file that must not be there yet. What was written in part
// is taken away again.
func writeNew(path, text string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("the path %s is a folder: name a file in it", path)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the file %s is there already. Nothing was written: give another name", path)
	}
	if err != nil {
		return fmt.Errorf("nothing was written: %w", err)
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("it was not written: %w", errors.Join(err, os.Remove(path)))
	}
	return nil
}
