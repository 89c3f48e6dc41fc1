package ask

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A meQuestion asks under which name entries are recorded from here on.
type meQuestion struct{}

// Me asks who is at the keyboard.
func Me(w *screen.World) screen.Screen {
	return form.New(meQuestion{}, form.Field{Name: "name", Label: "Your name", Widget: form.LineField{}.With(w.Cfg.By)})
}

// Title implements [form.Question].
func (meQuestion) Title() string { return "Me: who is at the keyboard" }

// About implements [form.Question].
func (meQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	return []form.Prose{
		{Style: w.Theme.Text, Text: "Entries are recorded under this name from here on. Those that are there keep theirs."},
		{Style: w.Theme.Muted, Text: "What is typed and not recorded belongs to a name too: what you see is what was typed under yours.", Kind: true},
	}
}

// Answer implements [form.Question].
func (meQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	name := strings.TrimSpace(f.Value("name"))
	if err := run.CheckName(name); err != nil {
		return screen.Reply{}, err
	}
	if name == w.Cfg.By {
		return screen.Reply{Leave: true, Say: "You are " + name + ", as before."}, nil
	}
	cfg, id, opened := w.Cfg, w.Run.ID(), w.Opened
	return screen.Reply{Leave: true, Cmd: func() tea.Msg {
		msg := screen.RenamedMsg{By: name, Err: cfg.Rename(name)}
		if opened {
			drafts, err := cfg.Reader.Drafts(id, name)
			msg.Drafts, msg.Err = drafts, errors.Join(msg.Err, err)
		}
		return msg
	}}, nil
}
