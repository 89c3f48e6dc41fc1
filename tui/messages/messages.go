package messages

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/record"
	"cordon/tui/screen"
)

// messagesScreen shows the messages of the playbook, filled in from the facts:
// which are ready, what is missing and which step fills it, and the text to be
// copied, edited and recorded as sent. It sends nothing.
type messagesScreen struct {
	id    string // the message under the cursor
	gaps  bool   // the keys go to its gaps
	gap   int
	pager screen.Pager // of the text
	heard bool         // in lines: the one under the cursor is said
}

// New begins at a message, or at the first that was not sent if id is
// empty.
func New(w *screen.World, id string) screen.Screen {
	if id != "" {
		return messagesScreen{id: id}
	}
	drafts := w.Run.Messages()
	i := slices.IndexFunc(drafts, func(d run.Message) bool { return len(d.Sent) == 0 })
	if len(drafts) == 0 {
		return messagesScreen{}
	}
	return messagesScreen{id: drafts[max(0, i)].ID}
}

// Typing implements [screen.Screen].
func (s messagesScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s messagesScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg.(type) {
	case screen.RecordedMsg, screen.OthersMsg:
		d, _ := s.under(w)
		s.gap = max(0, min(s.gap, len(d.Gaps)-1))
		s.gaps = s.gaps && len(d.Gaps) > 0
	}
	return s, screen.Reply{}
}

// at returns the place of the message under the cursor.
func (s messagesScreen) at(w *screen.World) int {
	return max(0, slices.IndexFunc(w.Run.Book().Messages, func(m playbook.Message) bool { return m.ID == s.id }))
}

// under returns the message under the cursor, if there is one.
func (s messagesScreen) under(w *screen.World) (run.Message, bool) {
	if len(w.Run.Book().Messages) == 0 {
		return run.Message{}, false
	}
	d, err := w.Run.Message(w.Run.Book().Messages[s.at(w)].ID)
	return d, err == nil
}

// moved puts the cursor on a message.
func (s messagesScreen) moved(w *screen.World, l screen.List) messagesScreen {
	return messagesScreen{id: w.Run.Book().Messages[l.In(len(w.Run.Book().Messages)).At].ID}
}

// Commands implements [screen.Screen].
func (s messagesScreen) Commands(w *screen.World) []screen.Command {
	d, ok := s.under(w)
	none := ""
	if !ok {
		none = "This playbook has no messages."
	}
	text, record := s.textCommands(w, d, none), s.recordCommands(w, d, cmp.Or(w.ReadOnly(), none))
	commands := slices.Concat(s.gapCommands(w, d), text[:1], record[:1], text[1:], record[1:])
	return append(commands, s.moveCommands(w)...)
}

// gapCommands lead to what is missing.
func (s messagesScreen) gapCommands(w *screen.World, d run.Message) []screen.Command {
	why := ""
	if len(d.Gaps) == 0 {
		why = "This message has no gaps."
	}
	if !s.gaps {
		return []screen.Command{{ID: "message.gaps", Group: screen.GroupMove, Title: "To the gaps, and the steps that fill them", Why: why,
			Binding: screen.Bind("tab", "gaps", "tab", "shift+tab", "enter"), Do: func() (screen.Screen, screen.Reply) {
				s.gaps, s.gap = true, 0
				return s, screen.Reply{}
			}}}
	}
	fact := d.Gaps[min(s.gap, len(d.Gaps)-1)].Fact.ID
	st, ok := words.RecordingStep(w.Run, fact)
	if !ok {
		why = "No step records this. " + w.Key("message.record") + " records it here."
	}
	back := screen.Bind("tab", "messages", "tab", "shift+tab", "esc")
	return []screen.Command{
		{ID: "message.step", Group: screen.GroupMove, Title: "Go to the step that fills the gap", Why: why, Binding: screen.Bind("enter", "to the step", "enter"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: st.ID}}
			}},
		{ID: "message.record", Group: screen.GroupDo, Title: "Record the missing fact", Why: w.ReadOnly(), Binding: screen.Bind("d", "record it", "d"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Open: ask.Fact(w, fact, st.ID)}
			}},
		{ID: "message.messages", Group: screen.GroupMove, Title: "Back to the messages", Binding: back, Do: func() (screen.Screen, screen.Reply) {
			s.gaps = false
			return s, screen.Reply{}
		}},
	}
}

// textCommands take the text elsewhere.
func (s messagesScreen) textCommands(w *screen.World, d run.Message, none string) []screen.Command {
	return []screen.Command{
		{ID: "message.copy", Group: screen.GroupSee, Title: "Copy the message: its subject and text", Why: none, Binding: screen.Bind("y", "copy", "y"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Copy: copyOf(d)}
			}},
		{ID: "message.write", Group: screen.GroupSee, Title: "Write the message to a file", Why: none, Binding: screen.Bind("w", "write file", "w"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Open: form.NewTextFile("message", "cordon-"+w.Run.ID()+"-"+d.ID+".txt", d.Text())}
			}},
		{ID: "message.plain", Group: screen.GroupSee, Title: "Plain text of the message, to select with the mouse", Why: none, Hidden: true,
			Binding: screen.Bind("Y", "plain text", "Y"), Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Open: record.PlainText{Head: d.Title, Text: func(w *screen.World) string {
					now, _ := w.Run.Message(d.ID)
					return inert.Text(now.Text())
				}}}
			}},
	}
}

// copyOf is a copy of a message, with what is wrong with it.
func copyOf(d run.Message) *screen.Copy {
	c := &screen.Copy{What: strconv.Quote(inert.Line(d.Title)), Text: d.Text(), Else: []string{"message.write", "message.plain"}}
	if n := len(d.Gaps); n > 0 {
		c.Warns = "WITH " + strings.ToUpper(words.Plural(n, "gap", "gaps")) + "."
	}
	return c
}

// recordCommands change the message, or record what became of it.
func (s messagesScreen) recordCommands(w *screen.World, d run.Message, no string) []screen.Command {
	fresh := ""
	if d.Edited == nil {
		fresh = "The text comes from the facts already."
	}
	redraft := &screen.Change{Decide: run.RedraftMessage(d.ID), Doing: "draft the message again",
		Said: func(run.Run) string {
			return "Drafted again from the facts. The text before stays in the record." + w.UndoHint()
		}}
	return []screen.Command{
		{ID: "message.sent", Group: screen.GroupDo, Title: "Record the message as sent", Why: no,
			Binding: screen.Bind("space", "record sent", "space", "x"), Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: ask.Sent(w, d)} }},
		{ID: "message.edit", Group: screen.GroupDo, Title: "Edit the text here", Why: no, Binding: screen.Bind("e", "edit", "e"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: ask.Edit(w, d, false)} }},
		{ID: "message.editor", Group: screen.GroupDo, Title: "Edit the text in $VISUAL or $EDITOR", Why: no, Binding: screen.Bind("E", "$EDITOR", "E"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: ask.Edit(w, d, true)} }},
		{ID: "message.again", Group: screen.GroupDo, Title: "Draft it again from the facts; your text stays in the record", Why: cmp.Or(no, fresh),
			Binding: screen.Bind("R", "draft again", "R"), Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Change: redraft} }},
		{ID: "undo", Group: screen.GroupDo, Title: "Undo what you did last", Why: w.ReadOnly(), Hidden: true, Binding: screen.Bind("u", "undo", "u"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Undo(w.Cfg.By, 0), "Undone") }},
		{ID: "redo", Group: screen.GroupDo, Title: "Redo what you undid last", Why: w.ReadOnly(), Hidden: true, Binding: screen.Bind("U", "redo", "U"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Redo(w.Cfg.By), "Done again") }},
	}
}

// moveCommands move among the messages or the gaps, and scroll the text.
func (s messagesScreen) moveCommands(w *screen.World) []screen.Command {
	d, _ := s.under(w)
	if s.gaps {
		return screen.List{At: s.gap}.Commands(len(d.Gaps), w.Height, false, func(l screen.List) screen.Screen {
			s.gap = l.At
			return s
		})
	}
	n, at := len(w.Run.Book().Messages), screen.List{At: s.at(w)}
	next := func(id, title string, hidden bool, by int, b key.Binding) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupMove, Title: title, Hidden: hidden, Binding: b, Do: func() (screen.Screen, screen.Reply) {
			return s.moved(w, at.Move(n, by)), screen.Reply{}
		}}
	}
	commands := []screen.Command{
		next("message.next", "Next message", w.Window > draw.Compact, 1, screen.Bind("left/right", "message", "right", "l")),
		next("message.before", "Message before", true, -1, screen.Bind("left", "message", "left", "h")),
	}
	if w.Window > draw.Compact {
		commands = append(commands, at.Moves(n, false, func(l screen.List) screen.Screen { return s.moved(w, l) })...)
	}
	return append(commands, s.scrollCommands(w, d)...)
}

// scrollCommands scroll the text, if it is longer than the window. Beside the
// list of messages they are only the pages: the rest moves in the list.
func (s messagesScreen) scrollCommands(w *screen.World, d run.Message) []screen.Command {
	n := len(s.text(w, d, s.textWidth(w)))
	with := func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	}
	switch {
	case n <= w.Height:
		return nil
	case w.Window <= draw.Compact:
		return s.pager.Commands(n, w.Height, false, with)
	}
	return s.pager.Pages(n, w.Height, with)
}

// Header implements [screen.Screen].
func (s messagesScreen) Header(w *screen.World) []string {
	d, ok := s.under(w)
	if w.Window <= draw.Compact && ok {
		state := words.Message(d)
		right := fmt.Sprintf("%s %d/%d", words.MessageWord(d), s.at(w)+1, len(w.Run.Book().Messages))
		return []string{w.NameLine("Messages"), screen.Tone(w.Theme, state.Tone).Render(draw.Between(w.Width, " "+inert.Line(d.Title), right))}
	}
	left := " " + words.TallyText(w.Run.Messages())
	return []string{w.NameLine("Messages"), w.Theme.Muted.Render(draw.Between(w.Width, left, "you send them"))}
}

// Hint implements [screen.Hinter].
func (s messagesScreen) Hint(w *screen.World) string {
	if s.gaps {
		return "Each gap is a fact that nobody has recorded yet."
	}
	if w.Window <= draw.Compact {
		return "You send it. Then record it as sent."
	}
	return "Cordon sends nothing. Copy the text, send it, then record it as sent."
}

// Bar implements [screen.Split].
func (s messagesScreen) Bar(w *screen.World) int {
	if w.Window <= draw.Compact {
		return 0
	}
	return s.leftWidth(w)
}

// textWidth is the width of the text.
func (s messagesScreen) textWidth(w *screen.World) int {
	if w.Window <= draw.Compact {
		return w.Width
	}
	return w.Width - s.leftWidth(w) - draw.Gutter
}

func (s messagesScreen) leftWidth(w *screen.World) int {
	if w.Window == draw.Wide {
		return 46
	}
	return 30
}

// View implements [screen.Screen].
func (s messagesScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	d, ok := s.under(w)
	if !ok {
		return []string{"", w.Theme.Muted.Render(inert.Clip("  This playbook has no messages.", w.Width))}, nil
	}
	if w.Window <= draw.Compact {
		if s.gaps {
			lines, at := s.viewGaps(w, d, w.Width, w.Height)
			return lines, tea.NewCursor(0, at)
		}
		return s.viewText(w, d, w.Width), tea.NewCursor(0, 0)
	}
	left, at := s.viewLeft(w, d, s.leftWidth(w))
	right := s.viewText(w, d, s.textWidth(w))
	return w.Theme.Columns(w.Height, draw.Column{Width: s.leftWidth(w), Lines: left}, draw.Column{Width: s.textWidth(w), Lines: right}), tea.NewCursor(0, at)
}

// viewLeft draws the messages, the gaps of the one under the cursor and, if all
// of it fits, what it has to contain.
func (s messagesScreen) viewLeft(w *screen.World, d run.Message, width int) (lines []string, cursor int) {
	drafts := w.Run.Messages()
	lines, cursor, _ = screen.List{At: s.at(w)}.Rows(len(drafts), max(3, w.Height/3), func(i int, here bool) screen.Row {
		return s.viewRow(w, drafts[i], width, here)
	})
	lines = append(lines, "")
	must := s.viewMust(w, d, width)
	gaps, at := s.viewGaps(w, d, width, max(3, w.Height-len(lines)))
	if s.gaps {
		cursor = len(lines) + at
	}
	lines = append(lines, gaps...)
	if len(must) > 0 && len(lines)+1+len(must) <= w.Height {
		lines = append(append(lines, ""), must...)
	}
	return lines, cursor
}

// viewRow draws a message: its title, and how it stands.
func (s messagesScreen) viewRow(w *screen.World, d run.Message, width int, here bool) screen.Row {
	t, state := w.Theme, words.Message(d)
	style := t.Text
	if len(d.Sent) > 0 {
		style = t.Muted
	}
	left := draw.Strip{{Style: screen.MarkTone(t, state.Tone), Text: inert.Pad(screen.Sign(t, state.Sign), t.Glyphs.Width()) + " "}, {Style: style}}
	right := draw.Strip{{Style: screen.Tone(t, state.Tone), Text: words.MessageWord(d) + " "}}
	return screen.Row{Lines: s.lines(w, left, inert.Line(d.Title), right, width, here && !s.gaps, here, here || w.Window == draw.Wide)}
}

// lines draws a row: a mark, a text, and what stands at the right end. The text
// is broken into lines, or cut.
func (s messagesScreen) lines(w *screen.World, left draw.Strip, text string, right draw.Strip, width int, focus, here, whole bool) []string {
	t := w.Theme
	cursor, indent := " ", inert.Width(left.Plain())+1
	if here {
		cursor = t.Glyphs.Cursor
	}
	texts := []string{text}
	if whole {
		texts = inert.Wrap(text, max(1, width-indent-2-inert.Width(right.Plain())))
	}
	last := len(left) - 1
	var lines []string
	for i, part := range texts {
		row := append(draw.Strip{{Style: t.Strong, Text: cursor}}, left...)
		row[last+1].Text = part
		if i > 0 {
			row, right = draw.Strip{{Style: left[last].Style, Text: strings.Repeat(" ", indent) + part}}, nil
		}
		if !here {
			lines = append(lines, row.Fill(width, right))
			continue
		}
		style := t.Strong
		if focus {
			style = t.Focus
		}
		lines = append(lines, style.Render(draw.Strip{{Style: t.Plain, Text: row.Plain()}}.Fill(width, draw.Strip{{Style: t.Plain, Text: right.Plain()}})))
	}
	return lines
}

// viewGaps lists what is missing, and the step that fills it.
func (s messagesScreen) viewGaps(w *screen.World, d run.Message, width, height int) (lines []string, cursor int) {
	t := w.Theme
	if len(d.Gaps) == 0 {
		return []string{w.Section(width, "No gaps", "")}, 0
	}
	rows, at, _ := screen.List{At: s.gap}.Rows(len(d.Gaps), max(1, height-1), func(i int, here bool) screen.Row {
		g := d.Gaps[i]
		step := ""
		if g.Step != "" {
			step = g.Step + " "
		}
		left := draw.Strip{{Style: t.Marks.Warn, Text: inert.Pad(t.Glyphs.Todo, t.Glyphs.Width()) + " "}, {Style: t.Muted, Text: step}, {Style: t.Text}}
		return screen.Row{Lines: s.lines(w, left, inert.Line(g.Fact.Ask), nil, width, s.gaps, here && s.gaps, true)}
	})
	return append([]string{w.Section(width, fmt.Sprintf("Gaps %d", len(d.Gaps)), "message.gaps")}, rows...), 1 + at
}

// viewMust ticks off what the message has to contain.
func (s messagesScreen) viewMust(w *screen.World, d run.Message, width int) []string {
	if len(d.Required) == 0 {
		return nil
	}
	there := 0
	rows := draw.Sheet{Theme: w.Theme, Width: width - 1}
	for _, must := range d.Required {
		there += screen.OneIf(must.There == playbook.Yes)
		hang(&rows, w, must, " ")
	}
	return append([]string{w.Section(width, fmt.Sprintf("Must say %d/%d", there, len(d.Required)), "")}, rows.Lines...)
}

// hang writes something a message has to contain behind its mark.
func hang(sheet *draw.Sheet, w *screen.World, must run.Content, indent string) {
	t, state := w.Theme, words.Required(must)
	style := t.Text
	if must.There == playbook.Yes {
		style = t.Muted
	}
	lead := indent + inert.Pad(screen.Sign(t, state.Sign), t.Glyphs.Width()) + " "
	from := len(sheet.Lines)
	sheet.Hang(style, lead, inert.Line(must.Says))
	sheet.Lines[from] = screen.MarkTone(t, state.Tone).Render(lead) + style.Render(strings.TrimPrefix(ansi.Strip(sheet.Lines[from]), lead))
}

// mustFits reports whether what the message has to contain shows beside its
// text.
func (s messagesScreen) mustFits(w *screen.World, d run.Message) bool {
	if w.Window <= draw.Compact {
		return false
	}
	must := s.viewMust(w, d, s.leftWidth(w))
	left, _ := s.viewLeft(w, d, s.leftWidth(w))
	return len(must) > 0 && len(left) > len(must) && left[len(left)-1] == must[len(must)-1]
}

func (s messagesScreen) viewText(w *screen.World, d run.Message, width int) []string {
	return s.pager.View(w, s.text(w, d, width), w.Height)
}

// text is the message as it is read: what there is to know of it first, the
// text, and what there is to look at in it.
func (s messagesScreen) text(w *screen.World, d run.Message, width int) []string {
	p := screen.NewPage(w, width)
	p.Dense = false
	if w.Window > draw.Compact {
		p.Add(w.Theme.Strong, 0, inert.Line(d.Title))
	}
	s.edited(p, d)
	p.Hang(w.Theme.Muted, "To:      ", inert.Line(d.To))
	if d.Subject != "" {
		gapped(p, d, inert.Line("Subject: "+d.Subject))
	}
	p.Lines = append(p.Lines, "")
	gapped(p, d, inert.Text(strings.TrimRight(d.Body, "\n")))
	if w.Window <= draw.Compact {
		p.Gap()
		for _, g := range d.Gaps {
			p.Add(w.Theme.Warn, 0, inert.Line("gap: "+g.Question()))
		}
	}
	s.looked(p, d)
	s.sent(p, d)
	return p.Lines
}

// edited says that a person changed the text, and what has changed since.
func (s messagesScreen) edited(p *screen.Page, d run.Message) {
	t := p.World.Theme
	if d.Edited != nil {
		p.Add(t.Muted, 0, inert.Line("Edited by "+d.Edited.By+", "+p.World.DayOf(d.Edited.At)+". "+p.World.Key("message.again")+" drafts it again from the facts."))
	}
	if len(d.Stale) > 0 {
		since := "Recorded since then: "
		if len(d.Sent) == 0 { // what has left is sent, and not stale
			since = "Stale: recorded since then: "
		}
		p.Add(t.Warn, 0, inert.Line(since+strings.Join(p.World.Run.Questions(d.Stale), "; ")+" Does the text still hold?"))
	}
	if d.Edited != nil || len(d.Stale) > 0 {
		p.Blank()
	}
}

// looked lists what is missing in the text, and what could be said plainer.
func (s messagesScreen) looked(p *screen.Page, d run.Message) {
	t := p.World.Theme
	for i, must := range d.Required {
		if s.mustFits(p.World, d) {
			break // it shows already
		}
		if i == 0 {
			p.Head("Must say")
		}
		hang(&p.Sheet, p.World, must, "")
	}
	for i, r := range d.Remarks {
		if i == 0 {
			p.Head("Plain words")
		}
		p.Add(t.Muted, 0, inert.Line(fmt.Sprintf("line %d: %s", r.Line, r.Text)))
	}
}

// sent lists when the message was sent, and the text that was, if the message
// says something else by now.
func (s messagesScreen) sent(p *screen.Page, d run.Message) {
	t := p.World.Theme
	for i, e := range slices.Backward(d.Sent) {
		ev, ok := e.Event.(run.MessageSent)
		if !ok {
			continue
		}
		if i == len(d.Sent)-1 {
			p.Head("Sent")
		}
		p.Add(t.Done, 0, inert.Line(words.Sent(e, p.World.At())))
		if ev.Text() != d.Text() {
			p.Add(t.Warn, 0, "The text was another one then:")
			if ev.Subject != "" {
				p.Add(t.Muted, 2, "Subject: "+inert.Line(ev.Subject))
			}
			p.Add(t.Muted, 2, strings.TrimRight(ev.Body, "\n"))
		}
	}
}

// gapped draws text with its gaps marked, also where one is broken over
// lines. The text is clean already.
func gapped(p *screen.Page, d run.Message, text string) {
	lines := inert.Wrap(text, p.Width)
	flat := strings.Join(lines, "\n")
	var gaps [][]int
	if len(d.Gaps) > 0 {
		gaps = gapPattern(d.Gaps).FindAllStringIndex(flat, -1)
	}
	at := 0
	for _, line := range lines {
		p.Lines = append(p.Lines, marked(p.World, line, at, gaps).Render())
		at += len(line) + len("\n")
	}
}

// gapPattern finds gaps in a text that was broken into lines.
func gapPattern(gaps []run.Gap) *regexp.Regexp {
	var all []string
	for _, g := range gaps {
		all = append(all, strings.ReplaceAll(regexp.QuoteMeta(g.Text()), " ", "[ \n]"))
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}

// marked parts a line that begins at an offset of a text where gaps begin and
// end.
func marked(w *screen.World, line string, offset int, gaps [][]int) draw.Strip {
	var out draw.Strip
	at := 0
	for _, gap := range gaps {
		from, to := max(at, gap[0]-offset), min(len(line), gap[1]-offset)
		if from >= to {
			continue
		}
		out = append(out, draw.Styled{Style: w.Theme.Text, Text: line[at:from]}, draw.Styled{Style: w.Theme.Warn, Text: line[from:to]})
		at = to
	}
	return append(out, draw.Styled{Style: w.Theme.Text, Text: line[at:]})
}
