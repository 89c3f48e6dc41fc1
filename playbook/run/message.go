package run

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"time"
	"unicode"

	"cordon/playbook"
	"cordon/playbook/plain"
)

// ErrNoMessage means the playbook has no such message.
var ErrNoMessage = errors.New("no such message")

// The events of a message. The text stands in them whole: what was sent is
// what the journal says, whatever becomes of the facts.
type (
	// MessageEdited keeps the text of a message as a person changed it. It is
	// a version of its own; the ones before stay in the journal. Without a
	// body the text comes from the facts again.
	MessageEdited struct {
		Message string `json:"message"`
		Subject string `json:"subject"`
		Body    string `json:"body"`
	}
	// MessageSent says that a person sent a message. Its entry's At is when.
	MessageSent struct {
		Message string `json:"message"`
		To      string `json:"to"`
		Channel string `json:"channel"`
		Subject string `json:"subject"`
		Body    string `json:"body"`
	}
)

// Kind implements [Event].
func (MessageEdited) Kind() string { return "message-edited" }

// Kind implements [Event].
func (MessageSent) Kind() string { return "message-sent" }

func (ev MessageEdited) fold(s *state, e *Entry) {
	m := s.messages[ev.Message]
	if m.edited = e; ev.Body == "" {
		m.edited = nil
	}
	s.messages[ev.Message] = m
}

func (ev MessageSent) fold(s *state, e *Entry) {
	m := s.messages[ev.Message]
	m.sent = append(m.sent, e)
	s.messages[ev.Message] = m
}

// messageState is the changing part of a Message.
type messageState struct {
	edited *Entry
	sent   []*Entry
}

// A Message is a message as it stands: filled in from the facts, or as a person
// edited it.
type Message struct {
	playbook.Message
	// Subject and Body hold the text. A fact that is not recorded shows in it
	// as a gap: [not recorded: How many people are affected?].
	Subject, Body string
	Gaps          []Gap
	Required      []Content
	Remarks       []plain.Remark
	// Edited is the entry (MessageEdited) that the text comes from, nil while
	// it comes from the facts. Stale names the facts recorded since.
	Edited *Entry
	Stale  []string
	Sent   []*Entry // MessageSent, oldest first
}

// subjectMark begins the line of the subject in the text of a message.
const subjectMark = "Subject: "

// Text returns the whole message as it is shown, copied, written and sent: the
// subject, if there is one, an empty line, and the body.
func (d Message) Text() string { return textOf(d.Subject, d.Body) }

// Text returns the whole message as it was sent: see [Message.Text].
func (ev MessageSent) Text() string { return textOf(ev.Subject, ev.Body) }

func textOf(subject, body string) string {
	if subject == "" {
		return body
	}
	return subjectMark + subject + "\n\n" + body
}

// Read takes the text of a message apart, as [Message.Text] wrote it or as a
// person changed it. Without its line the subject stays as it is.
func (d Message) Read(text string) (subject, body string) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	head, rest, _ := strings.Cut(text, "\n")
	subject, ok := strings.CutPrefix(head, strings.TrimSpace(subjectMark))
	if !ok || d.Subject == "" && d.Message.Subject == "" {
		return d.Subject, text
	}
	return strings.TrimSpace(subject), strings.TrimPrefix(rest, "\n")
}

// A Gap is a fact that a message needs and nobody has recorded.
type Gap struct {
	Fact playbook.Fact
	// Step is the number of the step that records it, or empty.
	Step string
}

// Content is something a notice has to contain, and whether it is there.
type Content struct {
	Says string
	// There is not known for what has no facts: a person has to look.
	There playbook.Answer
}

// Messages returns all messages of the playbook, in its order.
func (r Run) Messages() []Message {
	drafts := make([]Message, len(r.book.Messages))
	for i, m := range r.book.Messages {
		drafts[i] = r.message(m)
	}
	return drafts
}

// Message returns a message by its id. The error wraps [ErrNoMessage].
func (r Run) Message(id string) (Message, error) {
	var ids []string
	for _, m := range r.book.Messages {
		if m.ID == id {
			return r.message(m), nil
		}
		ids = append(ids, m.ID)
	}
	hint := ""
	if near, ok := playbook.Nearest(id, ids); ok {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return Message{}, fmt.Errorf("%w %q%s", ErrNoMessage, id, hint)
}

func (r Run) message(m playbook.Message) Message {
	f := filling{run: r}
	d := Message{Message: m, Subject: f.fill(m.Subject), Body: f.fill(m.Body)}
	st := r.state.messages[m.ID]
	d.Edited, d.Sent = st.edited, st.sent
	if st.edited != nil {
		ev := st.edited.Event.(MessageEdited)
		d.Subject, d.Body = cleared(ev.Subject), cleared(ev.Body)
		d.Stale = f.since(st.edited.Seq)
	}
	d.Gaps = f.gaps(d.Subject + "\n" + d.Body)
	d.Required = f.contents(m, d.Subject+"\n"+d.Body)
	d.Remarks = plain.Check(d.Body, m.Avoid)
	return d
}

// A filling fills the templates of one message and remembers which facts they
// ask for.
type filling struct {
	run   Run
	asked []string
}

// fill fills a template in. The playbook's parser lets nothing through but
// text, facts and questions whether a fact is there, so there is nothing here
// that could loop or reach outside. A template that cannot be read is shown as
// it is: a run from another version must not lose its messages.
func (f *filling) fill(source string) string {
	tree := parse.New("message")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(source, "", "", map[string]*parse.Tree{}); err != nil {
		return source
	}
	var b strings.Builder
	f.list(&b, tree.Root)
	return b.String()
}

func (f *filling) list(b *strings.Builder, list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			b.Write(n.Text)
		case *parse.ActionNode:
			b.WriteString(f.value(factOf(n.Pipe)))
		case *parse.IfNode:
			if f.there(factOf(n.Pipe)) {
				f.list(b, n.List)
			} else {
				f.list(b, n.ElseList)
			}
		}
	}
}

// factOf returns the fact that a pipe names.
func factOf(p *parse.PipeNode) string {
	if p != nil && len(p.Cmds) == 1 && len(p.Cmds[0].Args) == 1 {
		if field, ok := p.Cmds[0].Args[0].(*parse.FieldNode); ok && len(field.Ident) == 1 {
			return field.Ident[0]
		}
	}
	return ""
}

func (f *filling) value(id string) string {
	f.asked = append(f.asked, id)
	rec, ok := f.run.Fact(id)
	if !ok {
		return f.run.gapText(id)
	}
	fact, _ := f.run.book.Fact(id)
	return cleared(fact.Show(rec.Value))
}

// cleared writes what no notice should hold as a Go string literal would: controls
// that a terminal obeys on its way to a clipboard, and characters that turn or
// hide the text around them. Lines end with a newline.
func cleared(text string) string {
	text = strings.ReplaceAll(legible(text), "\r\n", "\n")
	unclear := func(r rune) bool {
		return r != '\n' && r != '\t' && (unicode.IsControl(r) || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff)
	}
	if !strings.ContainsFunc(text, unclear) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unclear(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// there reports whether a fact is recorded, and not as a no.
func (f *filling) there(id string) bool {
	rec, ok := f.run.Fact(id)
	if yes, is := rec.Value.Bool(); is {
		return ok && yes
	}
	return ok
}

// gapText is how a fact that is not recorded shows in a text.
func (r Run) gapText(id string) string {
	fact, _ := r.book.Fact(id)
	return Gap{Fact: fact}.Text()
}

// Question is what the fact is called for people: see [Run.Question].
func (g Gap) Question() string { return question(g.Fact, g.Step) }

// Text is how the gap shows in the text of a message.
func (g Gap) Text() string { return "[not recorded: " + cleared(orElse(g.Fact.Ask, g.Fact.ID)) + "]" }

// shows reports whether the gap is in a text. Those of earlier versions named
// the fact by its id, and may stand in what was edited then.
func (g Gap) shows(text string) bool {
	return strings.Contains(text, g.Text()) || strings.Contains(text, "["+g.Fact.ID+": not recorded]")
}

// gaps returns the facts whose gap shows in the text.
func (f *filling) gaps(text string) []Gap {
	var gaps []Gap
	for _, fact := range f.run.book.Facts {
		if g := (Gap{Fact: fact, Step: f.run.recordedAt(fact.ID)}); g.shows(text) {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// recordedAt returns the number of the first step that records a fact.
func (r Run) recordedAt(fact string) string {
	for _, s := range r.state.all {
		for _, id := range s.Record {
			if id == fact {
				return s.Number
			}
		}
	}
	return ""
}

// since returns the facts of the message that were recorded after an entry.
func (f *filling) since(seq uint64) []string {
	var stale []string
	for _, fact := range f.run.book.Facts {
		rec, ok := f.run.Fact(fact.ID)
		if ok && rec.Seq > seq && slices.Contains(f.asked, fact.ID) {
			stale = append(stale, fact.ID)
		}
	}
	return stale
}

// contents ticks off what the notice has to contain.
func (f *filling) contents(m playbook.Message, text string) []Content {
	list := make([]Content, len(m.Must))
	for i, must := range m.Must {
		list[i] = Content{Says: must.Says, There: f.says(must.Facts, text)}
	}
	return list
}

// says answers whether the text shows all of the facts.
func (f *filling) says(facts []string, text string) playbook.Answer {
	if len(facts) == 0 {
		return playbook.NotKnown
	}
	for _, id := range facts {
		rec, ok := f.run.Fact(id)
		fact, _ := f.run.book.Fact(id)
		if !ok || !strings.Contains(text, cleared(fact.Show(rec.Value))) {
			return playbook.No
		}
	}
	return playbook.Yes
}

// EditMessage keeps a message as a person changed it.
func EditMessage(id, subject, body string) Intention {
	subject = strings.Join(strings.Fields(legible(subject)), " ")
	body = strings.TrimRight(strings.ReplaceAll(legible(body), "\r\n", "\n"), "\n ") + "\n"
	return open(func(r Run) (Event, error) {
		d, err := r.Message(id)
		switch {
		case err != nil:
			return nil, err
		case strings.TrimSpace(body) == "":
			return nil, refuse("the message %q would be empty", d.Title)
		case d.Subject == subject && d.Body == body:
			return nil, refuse("the message %q is as it was", d.Title)
		}
		return MessageEdited{Message: id, Subject: subject, Body: body}, nil
	})
}

// RedraftMessage drops what a person changed: the text comes from the facts
// again.
func RedraftMessage(id string) Intention {
	return open(func(r Run) (Event, error) {
		d, err := r.Message(id)
		switch {
		case err != nil:
			return nil, err
		case d.Edited == nil:
			return nil, refuse("the text of the message %q comes from the facts already", d.Title)
		}
		return MessageEdited{Message: id}, nil
	})
}

// SendMessage says that a person sent a message, with the exact text it has
// now. A text with gaps is refused: nobody sends one on purpose.
func SendMessage(id, to, channel string) Intention {
	return send(id, to, channel, func(_ Run, d Message) (subject, body string, err error) { return d.Subject, d.Body, nil })
}

// SendMessageAt is SendMessage for one that was sent earlier. If its text has
// changed since, it is refused: the record must not hold another text than the
// one that left.
func SendMessageAt(id, to, channel string, at time.Time) Intention {
	return send(id, to, channel, func(r Run, d Message) (subject, body string, err error) {
		if r.messageAt(id, at).Text() != d.Text() {
			return "", "", refuse("the text of the message %q has changed since %s. Give the text that was sent", d.Title, timeOfDay(at))
		}
		return d.Subject, d.Body, nil
	})
}

// SendText says that a person sent a message with just this text: that of a
// file, or one that was copied earlier.
func SendText(id, to, channel, text string) Intention {
	subject, body := split(legible(text))
	return send(id, to, channel, func(Run, Message) (string, string, error) { return subject, body, nil })
}

// split takes a text apart so that [MessageSent.Text] gives it back to the byte.
func split(text string) (subject, body string) {
	head, body, ok := strings.Cut(text, "\n\n")
	subject, marked := strings.CutPrefix(head, subjectMark)
	if !ok || !marked || subject == "" || strings.Contains(subject, "\n") {
		return "", text
	}
	return subject, body
}

func send(id, to, channel string, text func(Run, Message) (subject, body string, err error)) Intention {
	to, channel = tidy(to), tidy(channel)
	return open(func(r Run) (Event, error) {
		d, err := r.Message(id)
		if err != nil {
			return nil, err
		}
		subject, body, err := text(r, d)
		if err != nil {
			return nil, err
		}
		ev := MessageSent{Message: id, To: orElse(to, d.To), Channel: channel, Subject: subject, Body: body}
		gaps := (&filling{run: r}).gaps(ev.Text())
		switch {
		case len(gaps) > 0:
			return nil, refuse("the message %q still has gaps: %s Record these facts or edit the text", d.Title, sentence(gapNames(gaps)))
		case strings.TrimSpace(ev.Body) == "":
			return nil, refuse("the message %q would be empty", d.Title)
		case ev.To == "":
			return nil, refuse("say to whom the message %q was sent", d.Title)
		case channel == "":
			return nil, refuse("say how the message %q was sent: mail, portal, phone, post", d.Title)
		}
		return ev, nil
	})
}

// messageAt returns a message as it stood at a moment, give or take the minute
// to which people note times.
func (r Run) messageAt(id string, at time.Time) Message {
	n := slices.IndexFunc(r.entries, func(e *Entry) bool { return e.Recorded.After(at.Add(time.Minute)) })
	if n < 0 {
		n = len(r.entries)
	}
	then, _ := Replay(r.id, r.book, Head{}, r.entries[:n]) // they were in order before
	d, _ := then.Message(id)
	return d
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

func gapNames(gaps []Gap) string {
	names := make([]string, len(gaps))
	for i, g := range gaps {
		names[i] = g.Question()
	}
	return strings.Join(names, "; ")
}
