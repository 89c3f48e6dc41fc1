package home

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// profileDialog asks the questions that make the profile of the organisation,
// one after the other, and writes it after the last. Nothing is written before.
type profileDialog struct {
	questions []playbook.ProfileQuestion
	answers   []form.Widget
	at        int    // the question
	problem   string // what is wrong with its answer
	shown     screen.Pause
	busy      bool // the file is being written
}

// newProfile begins with the first question.
func newProfile(questions []playbook.ProfileQuestion) screen.Screen {
	d := profileDialog{questions: questions}
	for _, q := range questions {
		switch q.Fact.Type {
		case playbook.Choice, playbook.Choices:
			d.answers = append(d.answers, form.NewChoice(q.Fact.Options, q.Fact.Type == playbook.Choices))
		default:
			d.answers = append(d.answers, form.LineField{})
		}
	}
	return d
}

// makeProfile is the command that begins the questions.
func (h home) makeProfile(w *screen.World) screen.Command {
	c := screen.Command{ID: "home.profile", Group: screen.GroupDo, Title: "Write the profile of your organisation, on a calm day",
		Binding: screen.Bind("o", "profile", "o"), Why: w.Cfg.NoOffice(), Hidden: !h.noProfile,
		Do: func() (screen.Screen, screen.Reply) {
			return h, screen.Reply{Cmd: screen.LoadProfileQuestions(w.Cfg)}
		}}
	if c.Why == "" && !h.noProfile {
		c.Why = "There is a profile already: " + inert.Line(short(w, w.Cfg.Office.Path())) + ". cordon organisation show prints it."
	}
	return c
}

// Typing implements [screen.Screen].
func (d profileDialog) Typing() bool { return d.answers[d.at].Typing() }

// Header implements [screen.Screen].
func (d profileDialog) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (d profileDialog) Title(*screen.World) string {
	return fmt.Sprintf("Profile of your organisation   %d of %d", d.at+1, len(d.questions))
}

// Update implements [screen.Screen].
func (d profileDialog) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		d.shown = w.Pause()
	case screen.ProfileSavedMsg:
		return d.saved(w, msg.Err)
	case tea.KeyPressMsg, tea.PasteMsg:
		if !d.busy {
			d = d.put(d.answers[d.at].Edit(msg, w.Width))
		}
	}
	return d, screen.Reply{}
}

func (d profileDialog) put(wd form.Widget) profileDialog {
	d.answers, d.problem = slices.Clone(d.answers), ""
	d.answers[d.at] = wd
	return d
}

// Commands implements [screen.Screen].
func (d profileDialog) Commands(w *screen.World) []screen.Command {
	commands := d.answers[d.at].Commands(w, func(wd form.Widget) screen.Screen { return d.put(wd) })
	word, title := "next", "On to the next question; empty leaves this one out"
	if d.last() {
		word, title = "write it", "Write the profile"
	}
	return append(commands,
		screen.Command{ID: "profile.next", Group: screen.GroupDo, Title: title, Binding: screen.Bind("enter", word, "enter", "tab"),
			Do: func() (screen.Screen, screen.Reply) { return d.next(w) }},
		screen.Command{ID: "profile.back", Group: screen.GroupMove, Title: "The question before, or leave: nothing is written",
			Binding: screen.Bind("esc", "back", "esc", "shift+tab"), Do: d.back})
}

func (d profileDialog) last() bool { return d.at == len(d.questions)-1 }

// next checks the answer and goes on. After the last one it writes the file.
func (d profileDialog) next(w *screen.World) (screen.Screen, screen.Reply) {
	var held bool
	if d.shown, held = d.shown.Ignores(w.Now); held || d.busy {
		return d, screen.Reply{}
	}
	if err := d.questions[d.at].Check(d.answers[d.at].Value()); err != nil {
		d.problem = draw.Sentence(err)
		return d, screen.Reply{}
	}
	if !d.last() {
		d.at, d.problem, d.shown = d.at+1, "", w.Pause()
		return d, screen.Reply{}
	}
	answers := map[string]string{}
	for i, q := range d.questions {
		answers[q.ID] = d.answers[i].Value()
	}
	source, err := playbook.WriteProfile(d.questions, answers)
	if err != nil {
		d.problem = "This makes no profile: " + inert.Line(err.Error())
		return d, screen.Reply{}
	}
	d.busy = true
	return d, screen.Reply{Cmd: screen.SaveProfile(w.Cfg, source)}
}

func (d profileDialog) back() (screen.Screen, screen.Reply) {
	if d.at == 0 {
		return d, screen.Reply{Leave: true, Say: "No profile was written."}
	}
	d.at, d.problem = d.at-1, ""
	return d, screen.Reply{}
}

// saved goes on when the file is written, or says why it is not.
func (d profileDialog) saved(w *screen.World, err error) (screen.Screen, screen.Reply) {
	d.busy = false
	path := inert.Line(short(w, w.Cfg.Office.Path()))
	switch {
	case errors.Is(err, fs.ErrExist):
		d.problem = "There is a profile already: " + path + ". Nothing was written over it."
	case err != nil:
		d.problem = "The profile was not written: " + inert.Line(err.Error())
	default:
		return d, screen.Reply{Leave: true, Say: "Wrote " + path + ". Whoever starts a run is shown once what it says."}
	}
	return d, screen.Reply{}
}

// View implements [screen.Screen].
func (d profileDialog) View(w *screen.World) ([]string, *tea.Cursor) {
	q := d.questions[d.at]
	top := screen.NewPage(w, w.Width)
	top.Add(w.Theme.Strong, 0, inert.Line(q.Ask))
	top.Add(w.Theme.Muted, 0, inert.Line(q.Hint))
	top.Gap()
	foot := screen.NewPage(w, w.Width)
	if !foot.Dense {
		foot.Lines = append(foot.Lines, "")
	}
	if d.problem != "" {
		foot.Add(w.Theme.Warn, 0, d.problem)
		foot.Gap()
	}
	foot.Add(w.Theme.Muted, 0, d.kindly())
	room := max(1, w.Height-len(top.Lines)-len(foot.Lines))
	rows, at := d.answers[d.at].View(w, max(1, w.Width-len(lead)), room, true)
	from := draw.Window(len(rows), at.Y, room)
	rows = rows[from:min(len(rows), from+room)]
	for i, row := range rows {
		rows[i] = strings.Repeat(" ", len(lead)) + row
	}
	if d.Typing() {
		rows[0] = w.Theme.Accent.Render(lead) + strings.TrimPrefix(rows[0], strings.Repeat(" ", len(lead)))
	}
	cursor := tea.NewCursor(len(lead)+at.X, len(top.Lines)+at.Y-from)
	return slices.Concat(top.Lines, rows, foot.Lines), cursor
}

// lead stands before what is typed.
const lead = "> "

// kindly says what may be left out, and that nothing is written yet.
func (d profileDialog) kindly() string {
	switch {
	case d.at == 0:
		return "Nothing is written before the last question."
	case d.last():
		return "This is the last question. The file is for you alone to read, and you can edit it at any time."
	}
	return "Enter alone leaves it out. Nothing is written before the last question."
}
