package tui

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
)

// plainScreen shows text and nothing else: no panes, no borders, no
// marks, so that the mouse selects what the eye reads. Lines that are wider
// than the window are only whole outside of it: there enter prints the text.
type plainScreen struct {
	head  string
	text  func(*world) string
	pager pager
}

// printedMsg follows the printing of text outside of the window.
type printedMsg struct{ err error }

// newPlain shows a step.
func newPlain(w *world, step string) screen {
	st := w.run.Step(step)
	return plainScreen{head: st.Number + " " + st.Title, text: func(w *world) string { return plainStep(w, w.run.Step(step)) }}
}

func (s plainScreen) typing() bool { return false }

func (s plainScreen) update(_ *world, msg tea.Msg) (screen, reply) {
	if msg, ok := msg.(printedMsg); ok && msg.err != nil {
		return s, reply{problem: "The text could not be printed: " + msg.err.Error()}
	}
	return s, reply{}
}

// lines breaks the text where the window ends, and nowhere else.
func (s plainScreen) lines(w *world) []string {
	var lines []string
	for line := range strings.SplitSeq(s.text(w), "\n") {
		lines = append(lines, chopped(line, max(1, w.width))...)
	}
	return lines
}

// chopped cuts a line into pieces as wide as the window.
func chopped(line string, width int) []string {
	var pieces []string
	piece := ""
	for line != "" {
		n := firstCluster(line)
		if piece != "" && inert.Width(piece+line[:n]) > width {
			pieces, piece = append(pieces, piece), ""
		}
		piece, line = piece+line[:n], line[n:]
	}
	return append(pieces, piece)
}

func (s plainScreen) commands(w *world) []command {
	commands := []command{
		{id: "plain.print", group: groupSee, title: "Print it outside of the window, with whole lines", binding: bind("enter", "print with whole lines", "enter"), do: func() (screen, reply) {
			return s, reply{cmd: tea.Exec(&printing{text: s.text(w)}, func(err error) tea.Msg { return printedMsg{err} })}
		}},
		{id: "plain.copy", group: groupSee, title: "Copy the text", binding: bind("y", "copy", "y"), do: func() (screen, reply) {
			return s, reply{cmd: tea.SetClipboard(s.text(w)), say: "The text was sent to the terminal's clipboard."}
		}},
	}
	return append(commands, s.pager.commands(len(s.lines(w)), w.height, false, func(p pager) screen {
		s.pager = p
		return s
	})...)
}

func (s plainScreen) header(w *world) []string {
	return []string{w.nameLine("PLAIN TEXT"), w.theme.Muted.Render(inert.Pad(" "+inert.Line(s.head), w.width))}
}

func (s plainScreen) hint(*world) string { return "Select with the mouse." }

func (s plainScreen) view(w *world) ([]string, *tea.Cursor) {
	return s.pager.part(s.lines(w), w.height), tea.NewCursor(0, 0)
}

// plainStep is a step with everything recorded on it, as plain text that no
// terminal obeys, wherever it is pasted.
func plainStep(w *world, st run.Step) string {
	var parts []string
	add := func(head string, lines ...string) {
		lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
		if len(lines) > 0 {
			parts = append(parts, strings.TrimSpace(head+"\n"+strings.TrimRight(strings.Join(lines, "\n"), "\n")))
		}
	}
	add("", st.Number+" "+st.Title, plainState(w, st))
	add("CAUTION", st.Caution)
	add("DO", st.Do)
	add("COMMAND", st.Command)
	add("HOW YOU KNOW IT WORKED", st.Verify)
	add("BEFORE IT IS DONE", plainAsks(w, st)...)
	add("NOTES", plainNotes(w, st)...)
	add("EVIDENCE", plainEvidence(w, st)...)
	add("SOURCES", plainRefs(st)...)
	return inert.Text(strings.Join(parts, "\n\n") + "\n")
}

func plainState(w *world, st run.Step) string {
	var lines []string
	for _, l := range words.Step(w.run, st, w.exactly()) {
		lines = append(lines, l.Label+": "+strings.Join(l.Texts(""), " "))
	}
	return strings.Join(lines, "\n")
}

// plainAsks lists checks, facts and evidence.
func plainAsks(w *world, st run.Step) []string {
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
		f, _ := w.run.Book().Fact(id)
		_, ok := w.run.Fact(id)
		mark(ok, words.Asked(w.run, f))
	}
	if st.Evidence != "" {
		mark(len(st.Attached) > 0, "evidence: "+st.Evidence)
	}
	return lines
}

func plainNotes(w *world, st run.Step) []string {
	var lines []string
	for _, e := range st.Notes {
		if note, ok := e.Event.(run.NoteAdded); ok {
			lines = append(lines, w.exactly().Signed(e)+": "+note.Text)
		}
	}
	return lines
}

func plainEvidence(w *world, st run.Step) []string {
	var lines []string
	for _, e := range st.Attached {
		for _, l := range words.EvidenceLines(e, w.exactly()) {
			lines = append(lines, l.Label+": "+l.Text)
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
