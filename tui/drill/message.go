package drill

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// A Message is a message of the drill that came, over what is being done.
type Message struct {
	seq   uint64 // of the entry that showed it
	pager screen.Pager
	shown screen.Pause
	// attached says that its file was attached here.
	attached bool
}

// NewMessage shows the message that an entry of the run showed.
func NewMessage(seq uint64) Message { return Message{seq: seq} }

// Typing implements [screen.Screen].
func (m Message) Typing() bool { return false }

// Header implements [screen.Screen].
func (m Message) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (m Message) Title(w *screen.World) string {
	e, ok := w.Run.Entry(m.seq)
	if !ok {
		return "DRILL"
	}
	in, _ := w.Run.Inject(e)
	return inert.Line("DRILL  " + words.InjectFrom(in) + ", " + w.Day(e.At))
}

// fileMsg follows the making of a file of a message into evidence.
type fileMsg struct {
	seq  uint64 // of the message
	step string // id
	ev   run.EvidenceAdded
	err  error
}

// Update implements [screen.Screen].
func (m Message) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		m.shown = w.Pause()
	case fileMsg:
		if msg.seq == m.seq {
			return m, m.keep(w, msg)
		}
	case screen.RecordedMsg:
		if ev, ok := msg.Run.Last().Event.(run.EvidenceAdded); ok && ev.Name == m.file(w) {
			m.attached = true
		}
	}
	return m, screen.Reply{}
}

// keep records the file as evidence.
func (m Message) keep(w *screen.World, msg fileMsg) screen.Reply {
	if msg.err != nil {
		return screen.Reply{Problem: "The file cannot be attached: " + msg.err.Error()}
	}
	ev := msg.ev
	ev.Step = msg.step
	number := w.Run.Step(msg.step).Number
	return screen.Reply{Change: &screen.Change{Decide: run.AddEvidence(ev), Doing: "attach the file",
		Said: func(run.Run) string { return ev.Name + " is attached to " + number + "." + w.UndoHint() }}}
}

// file is the name of the file that came with the message, or "".
func (m Message) file(w *screen.World) string {
	e, ok := w.Run.Entry(m.seq)
	if !ok {
		return ""
	}
	in, _ := w.Run.Inject(e)
	return in.File
}

// Commands implements [screen.Screen].
func (m Message) Commands(w *screen.World) []screen.Command {
	commands := []screen.Command{{ID: "drill.close", Group: screen.GroupMove, Title: "Close the message", Binding: screen.Bind("enter", "close", "enter", "esc", "space"),
		Do: func() (screen.Screen, screen.Reply) {
			var held bool
			if m.shown, held = m.shown.Ignores(w.Now); held {
				return m, screen.Reply{}
			}
			return m, screen.Reply{Leave: true}
		}}}
	if m.file(w) != "" {
		commands = append(commands, m.attach(w))
	}
	return append(commands, m.pager.Commands(len(m.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		m.pager = p
		return m
	})...)
}

// attach attaches the file to the step that the person works on.
func (m Message) attach(w *screen.World) screen.Command {
	no := w.ReadOnly()
	keeper, can := w.Cfg.Writer.(screen.Keeper)
	switch {
	case no != "":
	case !can:
		no = "Files cannot be attached here."
	case m.attached:
		no = "The file is attached already."
	}
	step, name, now := w.Current(), m.file(w), w.Now
	digest, known := w.Run.ExerciseFile(name)
	return screen.Command{ID: "drill.attach", Group: screen.GroupDo, Title: "Attach the file to the step you work on", Why: no, Binding: screen.Bind("a", "attach to "+step.Number, "a"),
		Do: func() (screen.Screen, screen.Reply) {
			return m, screen.Reply{Cmd: func() tea.Msg {
				if !known {
					return fileMsg{seq: m.seq, err: errors.New("the drill began without it")}
				}
				ev, err := keeper.AttachKept(name, digest, now)
				return fileMsg{seq: m.seq, step: step.ID, ev: ev, err: err}
			}}
		}}
}

func (m Message) lines(w *screen.World) []string {
	e, ok := w.Run.Entry(m.seq)
	if !ok {
		return nil
	}
	in, _ := w.Run.Inject(e)
	p := screen.NewPage(w, w.Width)
	for i, text := range words.InjectText(in) {
		if i > 0 {
			p.Gap()
		}
		p.Add(w.Theme.Text, 0, inert.Line(text))
	}
	if in.File != "" {
		p.Gap()
		text := "With a file: " + inert.Line(in.File)
		if m.attached {
			text += ", attached"
		}
		p.Add(w.Theme.Strong, 0, text)
	}
	return p.Lines
}

// View implements [screen.Screen].
func (m Message) View(w *screen.World) ([]string, *tea.Cursor) {
	return m.pager.View(w, m.lines(w), w.Height), tea.NewCursor(0, 0)
}

// Speak implements [screen.Speaker].
func (m Message) Speak(w *screen.World) screen.Speech {
	says := []string{m.Title(w) + "."}
	e, ok := w.Run.Entry(m.seq)
	if !ok {
		return screen.Speech{Key: "message of the drill", Prompt: "message", Says: says}
	}
	in, _ := w.Run.Inject(e)
	for _, text := range words.InjectText(in) {
		says = append(says, inert.Line(text))
	}
	if in.File != "" {
		says = append(says, m.sayFile(w, in.File))
	}
	return screen.Speech{Key: "message of the drill " + in.ID, Prompt: "message", Says: append(says, w.Key("back")+" goes back.")}
}

// sayFile says which file came with the message, and how it is attached, if it can be.
func (m Message) sayFile(w *screen.World, name string) string {
	said := "With a file: " + inert.Line(name) + "."
	if attach := m.attach(w); attach.Why != "" {
		return said + " " + attach.Why
	}
	return said + " " + w.Key("drill.attach") + " attaches it to " + w.Current().Number + "."
}
