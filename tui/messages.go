package tui

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// messagesScreen shows the messages of the playbook, filled in from the facts:
// which are ready, what is missing and which step fills it, and the text to be
// copied, edited and recorded as sent. It sends nothing.
type messagesScreen struct {
	id    string // the message under the cursor
	gaps  bool   // the keys go to its gaps
	gap   int
	pager pager // of the text
}

// newMessages begins at a message, or at the first that was not sent if id is
// empty.
func newMessages(w *world, id string) messagesScreen {
	if id != "" {
		return messagesScreen{id: id}
	}
	drafts := w.run.Messages()
	i := slices.IndexFunc(drafts, func(d run.Message) bool { return len(d.Sent) == 0 })
	if len(drafts) == 0 {
		return messagesScreen{}
	}
	return messagesScreen{id: drafts[max(0, i)].ID}
}

func (s messagesScreen) typing() bool { return false }

func (s messagesScreen) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg.(type) {
	case recordedMsg, othersMsg:
		d, _ := s.under(w)
		s.gap = max(0, min(s.gap, len(d.Gaps)-1))
		s.gaps = s.gaps && len(d.Gaps) > 0
	}
	return s, reply{}
}

// at returns the place of the message under the cursor.
func (s messagesScreen) at(w *world) int {
	return max(0, slices.IndexFunc(w.run.Book().Messages, func(m playbook.Message) bool { return m.ID == s.id }))
}

// under returns the message under the cursor, if there is one.
func (s messagesScreen) under(w *world) (run.Message, bool) {
	if len(w.run.Book().Messages) == 0 {
		return run.Message{}, false
	}
	d, err := w.run.Message(w.run.Book().Messages[s.at(w)].ID)
	return d, err == nil
}

// moved puts the cursor on a message.
func (s messagesScreen) moved(w *world, l list) messagesScreen {
	return messagesScreen{id: w.run.Book().Messages[l.in(len(w.run.Book().Messages)).at].ID}
}

func (s messagesScreen) commands(w *world) []command {
	d, ok := s.under(w)
	none := ""
	if !ok {
		none = "This playbook has no messages."
	}
	text, record := s.textCommands(w, d, none), s.recordCommands(w, d, cmp.Or(w.readOnly(), none))
	commands := slices.Concat(s.gapCommands(w, d), text[:1], record[:1], text[1:], record[1:])
	return append(commands, s.moveCommands(w)...)
}

// gapCommands lead to what is missing.
func (s messagesScreen) gapCommands(w *world, d run.Message) []command {
	why := ""
	if len(d.Gaps) == 0 {
		why = "This message has no gaps."
	}
	if !s.gaps {
		return []command{{id: "message.gaps", group: groupMove, title: "To the gaps, and the steps that fill them", why: why, binding: bind("tab", "gaps", "tab", "shift+tab", "enter"), do: func() (screen, reply) {
			s.gaps, s.gap = true, 0
			return s, reply{}
		}}}
	}
	fact := d.Gaps[min(s.gap, len(d.Gaps)-1)].Fact.ID
	st, ok := words.RecordingStep(w.run, fact)
	if !ok {
		why = "No step records this. " + w.key("message.record") + " records it here."
	}
	back := bind("tab", "messages", "tab", "shift+tab", "esc")
	return []command{
		{id: "message.step", group: groupMove, title: "Go to the step that fills the gap", why: why, binding: bind("enter", "to the step", "enter"), do: func() (screen, reply) {
			return s, reply{leave: true, tell: jumpMsg{step: st.ID}}
		}},
		{id: "message.record", group: groupDo, title: "Record the missing fact", why: w.readOnly(), binding: bind("d", "record it", "d"), do: func() (screen, reply) {
			return s, reply{open: newFactForm(w, fact, st.ID)}
		}},
		{id: "message.messages", group: groupMove, title: "Back to the messages", binding: back, do: func() (screen, reply) {
			s.gaps = false
			return s, reply{}
		}},
	}
}

// textCommands take the text elsewhere.
func (s messagesScreen) textCommands(w *world, d run.Message, none string) []command {
	return []command{
		{id: "message.copy", group: groupSee, title: "Copy the message: its subject and text", why: none, binding: bind("y", "copy", "y"), do: func() (screen, reply) {
			return s, reply{cmd: tea.SetClipboard(d.Text()), say: s.copied(w, d)}
		}},
		{id: "message.write", group: groupSee, title: "Write the message to a file", why: none, binding: bind("w", "write file", "w"), do: func() (screen, reply) {
			return s, reply{open: newTextFile("message", "cordon-"+w.run.ID()+"-"+d.ID+".txt", d.Text())}
		}},
		{id: "message.plain", group: groupSee, title: "Plain text of the message, to select with the mouse", why: none, hidden: true, binding: bind("Y", "plain text", "Y"), do: func() (screen, reply) {
			return s, reply{open: plainScreen{head: d.Title, text: func(w *world) string {
				now, _ := w.run.Message(d.ID)
				return inert.Text(now.Text())
			}}}
		}},
	}
}

// copied reports a copy, and what is wrong with what was copied.
func (s messagesScreen) copied(w *world, d run.Message) string {
	say := fmt.Sprintf("%q was sent to the terminal's clipboard.", inert.Line(d.Title))
	if n := len(d.Gaps); n > 0 {
		say = fmt.Sprintf("Sent to the terminal's clipboard WITH %s.", strings.ToUpper(words.Plural(n, "gap", "gaps")))
	}
	if len(d.Text()) > clipboardSure {
		say += " Many terminals refuse that much: " + w.key("message.write") + " writes it to a file."
	}
	return say
}

// recordCommands change the message, or record what became of it.
func (s messagesScreen) recordCommands(w *world, d run.Message, no string) []command {
	gaps := ""
	if n := len(d.Gaps); n > 0 {
		gaps = fmt.Sprintf("It has %s: record these facts (%s), or edit the text (%s).", words.Plural(n, "gap", "gaps"), w.key("message.gaps"), w.key("message.edit"))
	}
	fresh := ""
	if d.Edited == nil {
		fresh = "The text comes from the facts already."
	}
	redraft := &change{decide: run.RedraftMessage(d.ID), doing: "draft the message again",
		said: func(run.Run) string {
			return "Drafted again from the facts. The text before stays in the record." + w.undoHint()
		}}
	return []command{
		{id: "message.sent", group: groupDo, title: "Record the message as sent", why: cmp.Or(no, gaps), binding: bind("space", "record sent", "space", "x"), do: func() (screen, reply) { return s, reply{open: newSentForm(w, d)} }},
		{id: "message.edit", group: groupDo, title: "Edit the text here", why: no, binding: bind("e", "edit", "e"), do: func() (screen, reply) { return s, reply{open: newEditForm(w, d, false)} }},
		{id: "message.editor", group: groupDo, title: "Edit the text in $VISUAL or $EDITOR", why: no, binding: bind("E", "$EDITOR", "E"), do: func() (screen, reply) { return s, reply{open: newEditForm(w, d, true)} }},
		{id: "message.again", group: groupDo, title: "Draft it again from the facts; your text stays in the record", why: cmp.Or(no, fresh), binding: bind("R", "draft again", "R"), do: func() (screen, reply) { return s, reply{change: redraft} }},
		{id: "undo", group: groupDo, title: "Undo what you did last", why: w.readOnly(), hidden: true, binding: bind("u", "undo", "u"), do: func() (screen, reply) { return s, undo(w, run.Undo(w.cfg.By, 0), "Undone") }},
		{id: "redo", group: groupDo, title: "Redo what you undid last", why: w.readOnly(), hidden: true, binding: bind("U", "redo", "U"), do: func() (screen, reply) { return s, undo(w, run.Redo(w.cfg.By), "Done again") }},
	}
}

// moveCommands move among the messages or the gaps, and scroll the text.
func (s messagesScreen) moveCommands(w *world) []command {
	d, _ := s.under(w)
	if s.gaps {
		return list{s.gap}.commands(len(d.Gaps), w.height, false, func(l list) screen {
			s.gap = l.at
			return s
		})
	}
	n, at := len(w.run.Book().Messages), list{s.at(w)}
	next := func(id, title string, hidden bool, by int, b key.Binding) command {
		return command{id: id, group: groupMove, title: title, hidden: hidden, binding: b, do: func() (screen, reply) {
			return s.moved(w, at.move(n, by)), reply{}
		}}
	}
	commands := []command{
		next("message.next", "Next message", w.window > compact, 1, bind("left/right", "message", "right", "l")),
		next("message.before", "Message before", true, -1, bind("left", "message", "left", "h")),
	}
	if w.window > compact {
		commands = append(commands, at.moves(n, false, func(l list) screen { return s.moved(w, l) })...)
	}
	return append(commands, s.scrollCommands(w, d)...)
}

// scrollCommands scroll the text, if it is longer than the window. Beside the
// list of messages they are only the pages: the rest moves in the list.
func (s messagesScreen) scrollCommands(w *world, d run.Message) []command {
	n := len(s.text(w, d, s.textWidth(w)))
	with := func(p pager) screen {
		s.pager = p
		return s
	}
	switch {
	case n <= w.height:
		return nil
	case w.window <= compact:
		return s.pager.commands(n, w.height, false, with)
	}
	return s.pager.pages(n, w.height, with)
}

func (s messagesScreen) header(w *world) []string {
	d, ok := s.under(w)
	if w.window <= compact && ok {
		state := words.Message(d)
		right := fmt.Sprintf("%s %d/%d", state.Word, s.at(w)+1, len(w.run.Book().Messages))
		return []string{w.nameLine("MESSAGES"), w.theme.tone(state.Tone).Render(between(w.width, " "+inert.Line(d.Title), right))}
	}
	left := " " + words.TallyText(w.run.Messages())
	return []string{w.nameLine("MESSAGES"), w.theme.Muted.Render(between(w.width, left, "you send them"))}
}

func (s messagesScreen) hint(w *world) string {
	if s.gaps {
		return "Each gap is a fact that nobody has recorded yet."
	}
	if w.window <= compact {
		return "You send it. Then record it as sent."
	}
	return "Cordon sends nothing. Copy the text, send it, then record it as sent."
}

// textWidth is the width of the text.
func (s messagesScreen) textWidth(w *world) int {
	if w.window <= compact {
		return w.width
	}
	return w.width - s.leftWidth(w) - 1
}

func (s messagesScreen) leftWidth(w *world) int {
	if w.window == wide {
		return 40
	}
	return 29
}

func (s messagesScreen) view(w *world) ([]string, *tea.Cursor) {
	d, ok := s.under(w)
	if !ok {
		return []string{"", w.theme.Muted.Render(inert.Cut("  This playbook has no messages.", w.width))}, nil
	}
	if w.window <= compact {
		if s.gaps {
			lines, at := s.viewGaps(w, d, w.width, w.height)
			return lines, tea.NewCursor(0, at)
		}
		return s.viewText(w, d, w.width), tea.NewCursor(0, 0)
	}
	left, at := s.viewLeft(w, d, s.leftWidth(w))
	right := s.viewText(w, d, s.textWidth(w))
	return w.theme.columns(w.height, column{s.leftWidth(w), left}, column{s.textWidth(w), right}), tea.NewCursor(0, at)
}

// viewLeft draws the messages, the gaps of the one under the cursor and what
// it has to contain.
func (s messagesScreen) viewLeft(w *world, d run.Message, width int) (lines []string, cursor int) {
	drafts := w.run.Messages()
	lines, cursor, _ = list{s.at(w)}.rows(len(drafts), max(3, w.height/3), func(i int, here bool) row {
		mark, style := w.theme.row(here, w.theme.Text)
		if here && s.gaps {
			style = w.theme.Strong
		}
		return oneLine(style.Render(between(width, mark+inert.Line(drafts[i].Title), words.Message(drafts[i]).Word)))
	})
	lines = append(lines, "")
	gaps, at := s.viewGaps(w, d, width, max(3, w.height/2))
	if s.gaps {
		cursor = len(lines) + at
	}
	lines = append(append(lines, gaps...), "")
	return append(lines, s.viewMust(w, d, width)...), cursor
}

// viewGaps lists what is missing, and the step that fills it.
func (s messagesScreen) viewGaps(w *world, d run.Message, width, height int) (lines []string, cursor int) {
	lines = []string{w.theme.Strong.Render(inert.Pad(fmt.Sprintf("GAPS (%d)", len(d.Gaps)), width))}
	if len(d.Gaps) == 0 {
		return append(lines, w.theme.Done.Render("  none")), 0
	}
	rows, at, _ := list{s.gap}.rows(len(d.Gaps), max(1, height-1), func(i int, here bool) row {
		g := d.Gaps[i]
		mark, style := w.theme.row(here && s.gaps, w.theme.Warn)
		step := "no step"
		if g.Step != "" {
			step = "step " + g.Step
		}
		return oneLine(style.Render(between(width, mark+inert.Line(g.Fact.Ask), step)))
	})
	return append(lines, rows...), 1 + at
}

// viewMust ticks off what the message has to contain.
func (s messagesScreen) viewMust(w *world, d run.Message, width int) []string {
	if len(d.Required) == 0 {
		return nil
	}
	there := 0
	var rows []string
	for _, must := range d.Required {
		glyph, style := w.required(must)
		there += oneIf(must.There == playbook.Yes)
		lead := "  " + glyph + " "
		for _, line := range inert.Wrap(inert.Line(must.Says), max(1, width-len("  [x] "))) {
			rows = append(rows, style.Render(inert.Pad(lead+line, width)))
			lead = strings.Repeat(" ", len("  [x] "))
		}
	}
	return append([]string{w.theme.Strong.Render(inert.Pad(fmt.Sprintf("MUST SAY %d/%d", there, len(d.Required)), width))}, rows...)
}

// mustFits reports whether what the message has to contain shows beside its
// text.
func (s messagesScreen) mustFits(w *world, d run.Message) bool {
	if w.window <= compact {
		return false
	}
	left, _ := s.viewLeft(w, d, s.leftWidth(w))
	return len(left) <= w.height
}

// required is the mark of something a message has to contain.
func (w *world) required(must run.Content) (string, lipgloss.Style) {
	state := words.Required(must)
	return w.theme.sign(state.Sign), w.theme.tone(state.Tone)
}

func (s messagesScreen) viewText(w *world, d run.Message, width int) []string {
	return s.pager.view(w, s.text(w, d, width), w.height)
}

// text is the message as it is read: what there is to know of it first, the
// text, and what there is to look at in it.
func (s messagesScreen) text(w *world, d run.Message, width int) []string {
	p := newPage(w, width)
	p.dense = false
	s.edited(p, d)
	p.add(w.theme.Muted, 0, inert.Line("To:      "+d.To))
	if d.Subject != "" {
		p.gapped(d, inert.Line("Subject: "+d.Subject))
	}
	p.lines = append(p.lines, "")
	p.gapped(d, inert.Text(strings.TrimRight(d.Body, "\n")))
	if w.window <= compact {
		p.gap()
		for _, g := range d.Gaps {
			p.add(w.theme.Warn, 0, inert.Line("gap: "+g.Question()))
		}
	}
	s.looked(p, d)
	s.sent(p, d)
	return p.lines
}

// edited says that a person changed the text, and what has changed since.
func (s messagesScreen) edited(p *page, d run.Message) {
	t := p.w.theme
	if d.Edited != nil {
		p.add(t.Muted, 0, inert.Line("Edited by "+d.Edited.By+", "+p.w.dayOf(d.Edited.At)+". "+p.w.key("message.again")+" drafts it again from the facts."))
	}
	if len(d.Stale) > 0 {
		p.add(t.Warn, 0, inert.Line("STALE: recorded since then: "+strings.Join(p.w.run.Questions(d.Stale), "; ")+" Does the text still hold?"))
	}
	if len(p.lines) > 0 {
		p.lines = append(p.lines, "")
	}
}

// looked lists what is missing in the text, and what could be said plainer.
func (s messagesScreen) looked(p *page, d run.Message) {
	t := p.w.theme
	for i, must := range d.Required {
		if s.mustFits(p.w, d) {
			break // it shows already
		}
		if i == 0 {
			p.head("MUST SAY")
		}
		glyph, style := p.w.required(must)
		p.add(style, 0, inert.Line(glyph+" "+must.Says))
	}
	for i, r := range d.Remarks {
		if i == 0 {
			p.head("PLAIN WORDS")
		}
		p.add(t.Muted, 0, inert.Line(fmt.Sprintf("line %d: %s", r.Line, r.Text)))
	}
}

// sent lists when the message was sent, and the text that was, if the message
// says something else by now.
func (s messagesScreen) sent(p *page, d run.Message) {
	t := p.w.theme
	for i, e := range slices.Backward(d.Sent) {
		ev, ok := e.Event.(run.MessageSent)
		if !ok {
			continue
		}
		if i == len(d.Sent)-1 {
			p.head("SENT")
		}
		p.add(t.Done, 0, inert.Line(words.Sent(e, p.w.at())))
		if ev.Text() != d.Text() {
			p.add(t.Warn, 0, "The text was another one then:")
			p.add(t.Muted, 2, "Subject: "+inert.Line(ev.Subject))
			p.add(t.Muted, 2, strings.TrimRight(ev.Body, "\n"))
		}
	}
}

// gapped draws text with its gaps marked, also where one is broken over
// lines. The text is clean already.
func (p *page) gapped(d run.Message, text string) {
	lines := inert.Wrap(text, p.width)
	flat := strings.Join(lines, "\n")
	var gaps [][]int
	if len(d.Gaps) > 0 {
		gaps = gapPattern(d.Gaps).FindAllStringIndex(flat, -1)
	}
	at := 0
	for _, line := range lines {
		p.lines = append(p.lines, p.w.marked(line, at, gaps).render())
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
func (w *world) marked(line string, offset int, gaps [][]int) strip {
	var out strip
	at := 0
	for _, gap := range gaps {
		from, to := max(at, gap[0]-offset), min(len(line), gap[1]-offset)
		if from >= to {
			continue
		}
		out = append(out, styled{w.theme.Text, line[at:from]}, styled{w.theme.Danger, line[from:to]})
		at = to
	}
	return append(out, styled{w.theme.Text, line[at:]})
}
