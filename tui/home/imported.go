package home

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// An importQuestion asks for a file of the person's to make a playbook of.
type importQuestion struct{}

// importBook is the command that asks for one.
func (h home) importBook(w *screen.World) screen.Command {
	return screen.Command{ID: "home.import", Group: screen.GroupDo, Title: "Make a playbook of a file of yours: look at it, then save it", Hidden: true,
		Binding: screen.Bind("I", "import", "I"), Why: w.Cfg.NoImporter(), Do: func() (screen.Screen, screen.Reply) {
			example := "type, paste or drop a path"
			if w.Cfg.Lines {
				example = "~/runbooks/leak.md"
			}
			return h, screen.Reply{Open: form.New(importQuestion{}, form.Field{Name: "path", Label: "File", Widget: form.LineField{Placeholder: example}})}
		}}
}

// Title implements [form.Question].
func (q importQuestion) Title() string { return "Make a playbook of a file" }

// Looks implements [form.Looking].
func (q importQuestion) Looks() (word, title string) {
	return "look at it", "See the playbook that comes of it"
}

// About implements [form.Question].
func (q importQuestion) About(w *screen.World, f form.Form) []form.Prose {
	if f.Busy == form.Reading {
		return []form.Prose{{Style: w.Theme.Warn, Text: "Reading the file."}}
	}
	return append([]form.Prose{
		{Style: w.Theme.Text, Text: "A page of Markdown, or a playbook of another program."},
		{Style: w.Theme.Muted, Text: "You see what came of it first. Nothing is written before you save it, and the file stays as it is.", Kind: true},
	}, form.WholePath(w)...)
}

// Answer reads the file. What came of it is heard.
func (q importQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	text := f.Value("path")
	if strings.TrimSpace(text) == "" {
		return screen.Reply{}, errors.New("say which file: type its path, or drop it on the window")
	}
	home := screen.Getenv(w.Cfg.Environ, "HOME")
	return screen.Reply{Cmd: screen.ImportFile(w.Cfg, f.ID, func() (string, error) { return findFile(text, home) })}, nil
}

// findFile finds the file that is meant by a path as people type and terminals
// paste it.
func findFile(text, home string) (string, error) {
	for _, path := range form.PathsMeant(text, home) {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return "", errors.New("there is no file " + strings.TrimSpace(text))
}

// Hear shows what came of the file, and takes part in the completion of its path.
func (q importQuestion) Hear(w *screen.World, f form.Form, msg tea.Msg) (form.Form, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ImportedMsg:
		if msg.Form != f.ID {
			return f, screen.Reply{}
		}
		f.Busy = form.Idle
		if msg.Err != nil {
			return f.Refuse(inert.Text(draw.Sentence(msg.Err))), screen.Reply{}
		}
		return f, screen.Reply{Leave: true, Open: importedScreen{bookScreen: bookScreen{book: msg.Imported.Book}, imported: msg.Imported}}
	case form.ListedMsg:
		if msg.From == f.ID {
			return f.Completed(w, msg)
		}
	}
	return f, screen.Reply{}
}

// Keys implements [form.Keyed]: tab completes the path.
func (q importQuestion) Keys(w *screen.World, f form.Form) []screen.Command {
	if f.Busy != form.Idle {
		return nil
	}
	return []screen.Command{{ID: "path.complete", Group: screen.GroupMove, Title: "Complete the path; again: next field",
		Binding: screen.Bind("tab", "complete", "tab"),
		Do:      func() (screen.Screen, screen.Reply) { return f.Complete(w) }}}
}

// importedScreen shows a playbook that was made of a file, before it is saved: first
// what is not in it as it was, then all of it.
type importedScreen struct {
	bookScreen
	imported screen.Imported
	busy     bool // it is being written
	kept     bool // it was
}

// Update implements [screen.Screen].
func (s importedScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	kept, ok := msg.(screen.KeptMsg)
	if !ok || !s.busy {
		return s, screen.Reply{}
	}
	s.busy = false
	if kept.Err != nil {
		return s, screen.Reply{Problem: "The playbook was not saved: " + inert.Line(kept.Err.Error())}
	}
	s.kept = true
	return s, screen.Reply{Say: "Saved as " + inert.Line(short(w, kept.Book.Source)) + ". It stands among your playbooks now."}
}

// Commands implements [screen.Screen].
func (s importedScreen) Commands(w *screen.World) []screen.Command {
	scroll := s.pager.Commands(len(s.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})
	page, rest := turning(scroll)
	why := w.Cfg.NoImporter()
	switch {
	case s.kept:
		why = "It is saved already."
	case s.busy:
		why = "It is being saved."
	}
	save := screen.Command{ID: "import.save", Group: screen.GroupDo, Title: "Save it among your playbooks", Why: why, Binding: screen.Bind("s", "save", "s"),
		Do: func() (screen.Screen, screen.Reply) {
			s.busy = true
			return s, screen.Reply{Cmd: screen.KeepBook(w.Cfg, s.imported)}
		}}
	return append([]screen.Command{page, save}, rest...)
}

// View implements [screen.Screen].
func (s importedScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.pager.View(w, s.lines(w), w.Height), tea.NewCursor(0, 0)
}

// lines says what came of the import, and writes the playbook out.
func (s importedScreen) lines(w *screen.World) []string {
	p := screen.NewPage(w, min(w.Width, bookMost)-1)
	for i, said := range s.imported.Said {
		style := w.Theme.Muted
		if i == 0 {
			style = w.Theme.Strong
		}
		p.Hang(style, " ", inert.Line(said))
	}
	p.Lines = append(p.Lines, "")
	return append(p.Lines, s.bookScreen.lines(w)...)
}

// Speak implements [screen.Speaker].
func (s importedScreen) Speak(w *screen.World) screen.Speech {
	says := append([]string{inert.Line(s.book.Title) + ". Not saved yet: " + w.Key("import.save") + " saves it."}, screen.Plain(s.lines(w))...)
	if s.kept {
		says[0] = inert.Line(s.book.Title) + ". It is saved."
	}
	return screen.Speech{Key: "imported " + s.book.ID + says[0], Prompt: "playbook", Says: says}
}
