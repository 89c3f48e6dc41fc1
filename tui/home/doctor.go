package home

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// doctorScreen shows what was looked at around the program, and what to do where
// something is not well.
type doctorScreen struct {
	checks []screen.Check
	looked bool
	pager  screen.Pager
}

// checkedAllMsg brings what was found.
type checkedAllMsg struct{ checks []screen.Check }

// doctor is the command that looks at everything.
func (h home) doctor(w *screen.World) screen.Command {
	return screen.Command{ID: "home.doctor", Group: screen.GroupSee, Title: "Doctor: look whether all is well on this machine", Hidden: true,
		Binding: screen.Bind("", "doctor"), Do: func() (screen.Screen, screen.Reply) {
			return h, openDoctor(w)
		}}
}

// openDoctor opens the screen and looks at everything.
func openDoctor(w *screen.World) screen.Reply {
	look := w.Cfg.Doctor
	return screen.Reply{Open: doctorScreen{}, Cmd: func() tea.Msg { return checkedAllMsg{look()} }}
}

// Typing implements [screen.Screen].
func (s doctorScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s doctorScreen) Update(_ *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	if msg, ok := msg.(checkedAllMsg); ok {
		s.checks, s.looked = msg.checks, true
	}
	return s, screen.Reply{}
}

// Commands implements [screen.Screen].
func (s doctorScreen) Commands(w *screen.World) []screen.Command {
	return s.pager.Commands(len(s.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})
}

// Header implements [screen.Screen].
func (s doctorScreen) Header(w *screen.World) []string {
	counts := "looking"
	if s.looked {
		counts = s.counts()
	}
	return []string{
		w.NameLine("Doctor"),
		w.Theme.Muted.Render(draw.Between(w.Width, " what Cordon stands on here", counts)),
	}
}

// View implements [screen.Screen].
func (s doctorScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.pager.View(w, s.lines(w), w.Height), tea.NewCursor(0, 0)
}

// lines writes the checks below each other: how it is, what was looked at, and
// what to do.
func (s doctorScreen) lines(w *screen.World) []string {
	sheet := draw.Sheet{Theme: w.Theme, Width: max(1, w.Width-1)}
	for _, c := range s.checks {
		style := w.Theme.Text
		switch c.State {
		case screen.CheckLook:
			style = w.Theme.Warn
		case screen.CheckBad:
			style = w.Theme.Alarm
		}
		lead := " " + inert.Pad(string(c.State), len("look")) + "  " + inert.Pad(inert.Line(c.Name), doctorNames)
		sheet.Hang(style, lead, inert.Line(c.Text))
		if c.Todo != "" {
			sheet.Hang(w.Theme.Muted, inert.Pad("", inert.Width(lead)), inert.Line(c.Todo))
		}
	}
	return sheet.Lines
}

// doctorNames is how wide the names of what was looked at are.
const doctorNames = len("playbooks") + 2

// Speak implements [screen.Speaker].
func (s doctorScreen) Speak(*screen.World) screen.Speech {
	says := []string{"Looking whether all is well here."}
	if s.looked {
		says[0] = s.counts() + "."
	}
	for _, c := range s.checks {
		says = append(says, inert.Line(strings.TrimSpace(string(c.State)+": "+c.Name+". "+c.Text+" "+c.Todo)))
	}
	return screen.Speech{Key: fmt.Sprint("doctor ", s.looked), Prompt: "doctor", Says: says}
}

// counts says how many checks came out how.
func (s doctorScreen) counts() string {
	return fmt.Sprintf("%d ok, %d to look at, %d bad", screen.CountChecks(s.checks, screen.CheckOK),
		screen.CountChecks(s.checks, screen.CheckLook), screen.CountChecks(s.checks, screen.CheckBad))
}
