package tui

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// clipboardSure is how much text every terminal with a clipboard takes, in
// bytes. Many refuse more.
const clipboardSure = 70 << 10

// reportScreen shows the report of the run, in Markdown, just as it is written
// to a file. It is made outside of update, since it may be long, and made
// again when entries come or the window changes.
type reportScreen struct {
	made   reportMadeMsg
	making bool
	pager  pager
}

// reportMadeMsg follows the making of a report, broken into lines for a window.
type reportMadeMsg struct {
	run   string
	seq   uint64
	width int
	text  string
	lines []reportLine
	err   error
}

// A reportLine is a line as it shows.
type reportLine struct {
	text string
	head bool // a heading
}

func newReport(*world) screen { return reportScreen{} }

func (s reportScreen) typing() bool { return false }

func (s reportScreen) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case shownMsg, recordedMsg, othersMsg, chainMsg, tea.WindowSizeMsg:
		return s.renewed(w)
	case reportMadeMsg:
		if msg.run != w.run.ID() {
			return s, reply{}
		}
		s.made, s.making = msg, false
		return s.renewed(w)
	}
	return s, reply{}
}

// renewed makes the report unless it is as it should be, or under way.
func (s reportScreen) renewed(w *world) (screen, reply) {
	current := s.made.run == w.run.ID() && s.made.seq == w.run.Head().Seq && s.made.width == w.width
	if s.making || current {
		return s, reply{}
	}
	s.making = true
	r, width, library, now := w.run, w.width, w.cfg.Library, w.now
	return s, reply{cmd: func() tea.Msg { return makeReport(r, width, library, now) }}
}

func makeReport(r run.Run, width int, library Library, now time.Time) tea.Msg {
	msg := reportMadeMsg{run: r.ID(), seq: r.Head().Seq, width: width}
	var b bytes.Buffer
	if msg.err = report.Markdown(&b, r, report.Options{Findings: r.Findings(library.Digest), Now: now}); msg.err != nil {
		return msg
	}
	msg.text = b.String()
	for line := range strings.Lines(msg.text) {
		head := strings.HasPrefix(line, "#")
		for _, part := range inert.Wrap(inert.Text(strings.TrimSuffix(line, "\n")), max(1, width-1)) {
			msg.lines = append(msg.lines, reportLine{text: part, head: head})
		}
	}
	return msg
}

func (s reportScreen) commands(w *world) []command {
	wait := ""
	if s.made.text == "" {
		wait = "The report is not made yet."
	}
	commands := []command{
		{id: "report.write", group: groupDo, title: "Write the report to a file", why: wait, binding: bind("w", "write to a file", "w"), do: func() (screen, reply) {
			return s, reply{open: newTextFile("report", "cordon-"+s.made.run+".md", s.made.text)}
		}},
		{id: "report.copy", group: groupSee, title: "Copy the report", why: wait, binding: bind("y", "copy", "y"), do: s.copied},
	}
	down := s.pager.commands(len(s.made.lines), w.height, false, func(p pager) screen {
		s.pager = p
		return s
	})
	return append(commands, down...)
}

func (s reportScreen) copied() (screen, reply) {
	say := fmt.Sprintf("The report (%s) was sent to the terminal's clipboard.", words.Bytes(int64(len(s.made.text))))
	if len(s.made.text) > clipboardSure {
		say += " Many terminals refuse that much: w writes it to a file."
	}
	return s, reply{cmd: tea.SetClipboard(s.made.text), say: say}
}

func (s reportScreen) header(w *world) []string {
	left, right := " Markdown", "making it"
	switch {
	case s.made.err != nil:
		right = "not made"
	case s.made.text != "":
		left = fmt.Sprintf(" Markdown, %s, up to entry #%d", words.Bytes(int64(len(s.made.text))), s.made.seq)
		right = words.Plural(len(s.made.lines), "line", "lines")
	}
	return []string{w.nameLine("REPORT"), w.theme.Muted.Render(between(w.width, left, right))}
}

// hint says which lines show.
func (s reportScreen) hint(w *world) string {
	n := len(s.made.lines)
	if n <= w.height {
		return ""
	}
	top := s.pager.move(n, w.height, 0).top
	return fmt.Sprintf("lines %d-%d of %d", top+1, top+w.height, n)
}

func (s reportScreen) view(w *world) ([]string, *tea.Cursor) {
	switch {
	case s.made.err != nil:
		return []string{"", w.theme.Warn.Render(inert.Cut("  The report cannot be made: "+inert.Line(s.made.err.Error()), w.width))}, nil
	case s.made.text == "":
		return []string{"", w.theme.Muted.Render(inert.Cut("  Making the report.", w.width))}, nil
	}
	top := s.pager.move(len(s.made.lines), w.height, 0).top
	var lines []string
	for _, line := range s.made.lines[top:min(len(s.made.lines), top+w.height)] {
		style := w.theme.Text
		if line.head {
			style = w.theme.Strong
		}
		lines = append(lines, style.Render(" "+line.text))
	}
	return lines, tea.NewCursor(0, 0)
}

// A textFileQuestion asks which file to write a text to.
type textFileQuestion struct{ what, text string }

// textWrittenMsg follows the writing of a text to a file.
type textWrittenMsg struct {
	from int
	path string
	err  error
}

// newTextFile asks for a file, with a name to begin with. what says in a word
// what the text is.
func newTextFile(what, name, text string) screen {
	return newForm(textFileQuestion{what, text}, field{name: "path", label: "File", widget: lineField{input: newInput(name)}})
}

func (q textFileQuestion) title() string {
	return "WRITE THE " + strings.ToUpper(q.what) + " TO A FILE"
}

func (q textFileQuestion) about(w *world, _ form) []prose {
	return []prose{{w.theme.Muted, "A file that is there already is never overwritten. Only you can read the new one.", true}}
}

func (q textFileQuestion) answer(w *world, f form) (reply, error) {
	if strings.TrimSpace(f.value("path")) == "" {
		return reply{}, errors.New("say which file: type its path")
	}
	path, id, text := pathsMeant(f.value("path"), getenv(w.cfg.Environ, "HOME"))[0], f.id, q.text
	return reply{cmd: func() tea.Msg {
		full, err := filepath.Abs(path)
		if err == nil {
			err = writeNew(full, text)
		}
		return textWrittenMsg{from: id, path: full, err: err}
	}}, nil
}

func (q textFileQuestion) hear(w *world, f form, msg tea.Msg) (form, reply) {
	switch msg := msg.(type) {
	case listedMsg:
		if msg.from == f.id {
			return f.completed(w, msg)
		}
	case textWrittenMsg:
		if msg.from != f.id {
			return f, reply{}
		}
		f.busy = idle
		if msg.err == nil {
			return f, reply{leave: true, say: "The " + q.what + " was written to " + msg.path + "."}
		}
		f.problem = sentence(msg.err)
	}
	return f, reply{}
}

func (q textFileQuestion) keys(w *world, f form) []command {
	if f.busy != idle {
		return nil
	}
	return []command{{id: "path.complete", group: groupMove, title: "Complete the path", binding: bind("tab", "complete", "tab"),
		do: func() (screen, reply) { return f.complete(w) }}}
}

// writeNew writes a file that must not be there yet. What was written in part
// is taken away again.
func writeNew(path, text string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name a file in it", path)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already. Nothing was written: give another name", path)
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
