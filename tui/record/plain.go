package record

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// PlainText is a screen that shows text and nothing else: no panes, no borders,
// no marks, so that the mouse selects what the eye reads. Lines that are wider
// than the window are only whole outside of it: there enter prints the text.
type PlainText struct {
	Head  string                     // says what it is
	Text  func(*screen.World) string // in lines, as they are to be copied
	pager screen.Pager
}

// printedMsg follows the printing of text outside of the window.
type printedMsg struct{ err error }

// Plain shows a step.
func Plain(w *screen.World, step string) screen.Screen {
	st := w.Run.Step(step)
	return PlainText{Head: st.Number + " " + st.Title, Text: func(w *screen.World) string { return PlainStep(w, w.Run.Step(step)) }}
}

// Typing implements [screen.Screen].
func (s PlainText) Typing() bool { return false }

// Update implements [screen.Screen].
func (s PlainText) Update(_ *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	if msg, ok := msg.(printedMsg); ok && msg.err != nil {
		return s, screen.Reply{Problem: "The text could not be printed: " + msg.err.Error()}
	}
	return s, screen.Reply{}
}

// Update shows the lines for the channel of the incident, as they are to be
// pasted there.
func Update() screen.Screen {
	return PlainText{Head: "Update for the channel of the incident", Text: func(w *screen.World) string {
		return inert.Text(strings.Join(words.Pasted(words.Update(w.Run, w.Exactly())), "\n") + "\n")
	}}
}

// lines breaks the text where the window ends, and nowhere else.
func (s PlainText) lines(w *screen.World) []string {
	var lines []string
	for line := range strings.SplitSeq(s.Text(w), "\n") {
		lines = append(lines, chopped(line, max(1, w.Width))...)
	}
	return lines
}

// chopped cuts a line into pieces as wide as the window.
func chopped(line string, width int) []string {
	var pieces []string
	piece := ""
	for line != "" {
		n := form.FirstCluster(line)
		if piece != "" && inert.Width(piece+line[:n]) > width {
			pieces, piece = append(pieces, piece), ""
		}
		piece, line = piece+line[:n], line[n:]
	}
	return append(pieces, piece)
}

// Commands implements [screen.Screen].
func (s PlainText) Commands(w *screen.World) []screen.Command {
	commands := []screen.Command{
		{ID: "plain.print", Group: screen.GroupSee, Title: "Print it outside of the window, with whole lines",
			Binding: screen.Bind("enter", "print with whole lines", "enter"), Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Cmd: tea.Exec(&printing{text: s.Text(w)}, func(err error) tea.Msg { return printedMsg{err} })}
			}},
		{ID: "plain.copy", Group: screen.GroupSee, Title: "Copy the text", Binding: screen.Bind("y", "copy", "y"), Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Copy: &screen.Copy{What: "The text", Text: s.Text(w)}}
		}},
	}
	return append(commands, s.pager.Commands(len(s.lines(w)), w.Height, false, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})...)
}

// Header implements [screen.Screen].
func (s PlainText) Header(w *screen.World) []string {
	return []string{w.NameLine("Plain text"), w.Theme.Muted.Render(inert.Pad(" "+inert.Line(s.Head), w.Width))}
}

// Hint implements [screen.Hinter].
func (s PlainText) Hint(*screen.World) string { return "Select with the mouse." }

// View implements [screen.Screen].
func (s PlainText) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.pager.Part(s.lines(w), w.Height), tea.NewCursor(0, 0)
}

// PlainStep is a step with everything recorded on it, as plain text that no
// terminal obeys, wherever it is pasted.
func PlainStep(w *screen.World, st run.Step) string {
	var parts []string
	add := func(head string, lines ...string) {
		lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
		if len(lines) > 0 {
			parts = append(parts, strings.TrimSpace(head+"\n"+strings.TrimRight(strings.Join(lines, "\n"), "\n")))
		}
	}
	add("", st.Number+" "+st.Title, plainState(w, st))
	add("Caution", st.Caution)
	add("Do", st.Do)
	add("Command", w.Run.Command(st).Text)
	add("How you know it worked", st.Verify)
	add("Compare with", st.Compare)
	add("Before it is done", plainAsks(w, st)...)
	add("Notes", plainNotes(w, st)...)
	add("Evidence", plainEvidence(w, st)...)
	add("Sources", plainRefs(st)...)
	return inert.Text(strings.Join(parts, "\n\n") + "\n")
}

func plainState(w *screen.World, st run.Step) string {
	var lines []string
	for _, l := range words.Step(w.Run, st, w.Exactly()) {
		lines = append(lines, l.Label+": "+strings.Join(l.Texts(""), " "))
	}
	return strings.Join(lines, "\n")
}

// plainAsks lists checks, facts and evidence.
func plainAsks(w *screen.World, st run.Step) []string {
	var lines []string
	mark := func(done bool, text string) {
		box := "[ ] "
		if done {
			box = "[x] "
		}
		lines = append(lines, box+text)
	}
	for i, text := range st.Checks {
		mark(st.Ticked[i] != nil, text)
	}
	for _, id := range st.Record {
		f, _ := w.Run.Book().Fact(id)
		_, ok := w.Run.Fact(id)
		mark(ok, words.Asked(w.Run, f))
	}
	if st.Evidence != "" {
		mark(len(st.Attached) > 0, "evidence: "+st.Evidence)
	}
	return lines
}

func plainNotes(w *screen.World, st run.Step) []string {
	var lines []string
	for _, e := range st.Notes {
		if note, ok := e.Event.(run.NoteAdded); ok {
			lines = append(lines, w.Exactly().Signed(e)+": "+note.Text)
		}
	}
	return lines
}

func plainEvidence(w *screen.World, st run.Step) []string {
	var lines []string
	for _, e := range st.Attached {
		for _, l := range words.EvidenceLines(e, w.Exactly()) {
			lines = append(lines, l.Label+": "+l.Text)
		}
		ev, _ := e.Event.(run.EvidenceAdded)
		for _, in := range w.Checked.CarriedOver(ev.SHA256) {
			did := words.CarriedOver(in)
			lines = append(lines, did.Word+": "+did.Text+", "+words.ImportedBy(in, w.Exactly()))
		}
	}
	return lines
}

func plainRefs(st run.Step) []string {
	var lines []string
	for _, ref := range st.Refs {
		lines = append(lines, strings.TrimSpace(ref.Title+"  "+ref.URL))
	}
	return lines
}

// A printing is a text on the terminal outside of the window, until enter. The
// terminal breaks its lines, so that selecting one gives one.
type printing struct {
	text string
	in   io.Reader
	out  io.Writer
}

// SetStdin implements [tea.ExecCommand].
func (p *printing) SetStdin(r io.Reader) { p.in = r }

// SetStdout implements [tea.ExecCommand].
func (p *printing) SetStdout(w io.Writer) { p.out = w }

// SetStderr implements [tea.ExecCommand].
func (p *printing) SetStderr(io.Writer) {}

// Run implements [tea.ExecCommand].
func (p *printing) Run() error {
	if _, err := fmt.Fprintf(p.out, "\n%s\n(enter goes back)\n", p.text); err != nil {
		return err
	}
	_, err := bufio.NewReader(p.in).ReadString('\n')
	if err == io.EOF {
		return nil
	}
	return err
}
