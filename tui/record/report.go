package record

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// reportScreen shows the report of the run, in Markdown, just as it is written
// to a file. It is made outside of update, since it may be long, and made
// again when entries come or the window changes.
type reportScreen struct {
	made   reportMadeMsg
	making bool
	pager  screen.Pager
}

// reportMadeMsg follows the making of a report, broken into lines for a window.
type reportMadeMsg struct {
	run    string
	seq    uint64
	width  int
	record words.State // how the record stands, by what was known
	text   string
	lines  []reportLine
	err    error
}

// A reportLine is a line as it shows.
type reportLine struct {
	text string
	head bool // a heading
}

// Report shows the report. It is made once the screen is up.
func Report(*screen.World) screen.Screen { return reportScreen{} }

// Typing implements [screen.Screen].
func (s reportScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s reportScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg, screen.RecordedMsg, screen.OthersMsg, screen.CheckedMsg, tea.WindowSizeMsg:
		return s.renewed(w)
	case reportMadeMsg:
		if msg.run != w.Run.ID() {
			return s, screen.Reply{}
		}
		s.made, s.making = msg, false
		return s.renewed(w)
	}
	return s, screen.Reply{}
}

// renewed makes the report unless it is as it should be, or under way.
func (s reportScreen) renewed(w *screen.World) (screen.Screen, screen.Reply) {
	current := s.made.run == w.Run.ID() && s.made.seq == w.Run.Head().Seq && s.made.width == w.Width && s.made.record == words.Record(w.Checked)
	if s.making || current {
		return s, screen.Reply{}
	}
	s.making = true
	r, width, cfg, now, checked := w.Run, w.Width, *w.Cfg, w.Now, w.Checked
	return s, screen.Reply{Cmd: func() tea.Msg { return makeReport(r, width, cfg, now, checked) }}
}

func makeReport(r run.Run, width int, cfg screen.Config, now time.Time, checked run.Checked) tea.Msg {
	msg := reportMadeMsg{run: r.ID(), seq: r.Head().Seq, width: width, record: words.Record(checked)}
	beside := cfg.Beside(r, checked, now)
	findings := r.Findings(beside)
	var b bytes.Buffer
	if msg.err = report.Markdown(&b, r, report.Options{Findings: findings, Now: now, Checked: checked, Others: beside.Others}); msg.err != nil {
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

// Commands implements [screen.Screen].
func (s reportScreen) Commands(w *screen.World) []screen.Command {
	wait := ""
	if s.made.text == "" {
		wait = "The report is not made yet."
	}
	commands := []screen.Command{
		{ID: "report.write", Group: screen.GroupDo, Title: "Write the report to a file", Why: wait, Binding: screen.Bind("w", "write to a file", "w"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Open: form.NewTextFile("report", "cordon-"+s.made.run+".md", s.made.text)}
			}},
		{ID: "report.copy", Group: screen.GroupSee, Title: "Copy the report", Why: wait, Binding: screen.Bind("y", "copy", "y"),
			Do: func() (screen.Screen, screen.Reply) { return s.copied() }},
	}
	down := s.pager.Commands(len(s.made.lines), w.Height, false, func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	})
	return append(commands, down...)
}

func (s reportScreen) copied() (screen.Screen, screen.Reply) {
	what := fmt.Sprintf("The report (%s)", words.Bytes(int64(len(s.made.text))))
	return s, screen.Reply{Copy: &screen.Copy{What: what, Text: s.made.text, Else: []string{"report.write"}}}
}

// Header implements [screen.Screen].
func (s reportScreen) Header(w *screen.World) []string {
	left, right := " Markdown", "making it"
	switch {
	case s.made.err != nil:
		right = "not made"
	case s.made.text != "":
		left = fmt.Sprintf(" Markdown, %s, up to entry #%d", words.Bytes(int64(len(s.made.text))), s.made.seq)
		right = words.Plural(len(s.made.lines), "line", "lines")
	}
	return []string{w.NameLine("Report"), w.Theme.Muted.Render(draw.Between(w.Width, left, right))}
}

// Hint says which lines show.
func (s reportScreen) Hint(w *screen.World) string {
	n := len(s.made.lines)
	if n <= w.Height {
		return ""
	}
	top := s.pager.Move(n, w.Height, 0).Top
	return fmt.Sprintf("lines %d-%d of %d", top+1, top+w.Height, n)
}

// View implements [screen.Screen].
func (s reportScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	switch {
	case s.made.err != nil:
		return []string{"", w.Theme.Warn.Render(inert.Clip("  The report cannot be made: "+inert.Line(s.made.err.Error()), w.Width))}, nil
	case s.made.text == "":
		return []string{"", w.Theme.Muted.Render(inert.Clip("  Making the report.", w.Width))}, nil
	}
	top := s.pager.Move(len(s.made.lines), w.Height, 0).Top
	var lines []string
	for _, line := range s.made.lines[top:min(len(s.made.lines), top+w.Height)] {
		style := w.Theme.Text
		if line.head {
			style = w.Theme.Strong
		}
		lines = append(lines, style.Render(" "+line.text))
	}
	return lines, tea.NewCursor(0, 0)
}
