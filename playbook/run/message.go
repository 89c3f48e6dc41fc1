package run

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/plain"
)

// ErrNoMessage means the playbook has no such message.
var ErrNoMessage = errors.New("no such message")

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

// name is what people call the message.
func (d Message) name() string { return orElse(d.Title, d.ID) }

// subjectMark begins the line of the subject in the text of a message.
const subjectMark = "Subject: "

// Text returns the whole message as it is shown, copied, written and sent: the
// subject, if there is one, an empty line, and the body.
func (d Message) Text() string { return textOf(d.Subject, d.Body) }

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
	for i := range drafts {
		drafts[i] = r.state.drafts.message(r, i)
	}
	return drafts
}

// drafts keeps the messages of one state once they are filled in. Screens ask
// for them several times with each key.
type drafts []draft

type draft struct {
	once sync.Once
	text Message
}

func (d drafts) message(r Run, i int) Message {
	d[i].once.Do(func() { d[i].text = r.message(r.book.Messages[i]) })
	return d[i].text
}

// Message returns a message by its id. The error wraps [ErrNoMessage].
func (r Run) Message(id string) (Message, error) {
	var ids []string
	for i, m := range r.book.Messages {
		if m.ID == id {
			return r.state.drafts.message(r, i), nil
		}
		ids = append(ids, m.ID)
	}
	hint := ""
	if near, ok := playbook.Meant(id, ids); ok {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return Message{}, fmt.Errorf("%w %q%s", ErrNoMessage, id, hint)
}

func (r Run) message(m playbook.Message) Message {
	f := filling{run: r, asked: map[string]bool{}}
	d := Message{Message: m, Subject: oneLine(f.fill(m.Subject)), Body: f.fill(m.Body)}
	if r.Drill() {
		d.Subject, d.Body = practised(d.Subject, d.Body)
	}
	st := r.state.messages[m.ID]
	d.Edited, d.Sent = st.edited, st.sent
	if st.edited != nil {
		ev := st.edited.Event.(MessageEdited)
		d.Subject, d.Body = cleared(oneLine(ev.Subject)), cleared(ev.Body)
		d.Stale = f.since(st.edited.Seq)
	}
	d.Gaps = r.GapsIn(d.Subject + "\n" + d.Body)
	d.Required = f.contents(m, d.Subject+"\n"+d.Body)
	d.Remarks = plain.Check(d.Body, m.Avoid)
	return d
}

// practised marks the text of a message as that of a drill: it may be copied, and
// whoever gets it must not take it for true.
func practised(subject, body string) (string, string) {
	if subject != "" {
		subject = "DRILL: " + subject
	}
	return subject, limited("DRILL: this is an exercise. Nothing of it happened.\n\n" + body)
}

// A filling fills the templates of one message and remembers which facts they
// ask for.
type filling struct {
	run   Run
	asked map[string]bool
}

// fill fills a template in. The playbook's parser lets nothing through but
// text, facts and questions whether a fact is there, so there is nothing here
// that could loop or reach outside. A template that cannot be read is shown as
// it is: a run from another version must not lose its messages.
//
// A text ends at [NoteLimit] and says so: a template can name a long fact a
// thousand times, and no entry takes more.
func (f *filling) fill(source string) string {
	tree := parse.New("message")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(source, "", "", map[string]*parse.Tree{}); err != nil {
		return limited(cleared(source))
	}
	var b strings.Builder
	f.list(&b, tree.Root)
	return limited(b.String())
}

// limited cuts a text that is longer than any entry.
func limited(text string) string {
	if len(text) <= NoteLimit {
		return text
	}
	cut := NoteLimit
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + fmt.Sprintf("\n[cut here: a message takes %d bytes]", NoteLimit)
}

func (f *filling) list(b *strings.Builder, list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			f.write(b, cleared(string(n.Text)))
		case *parse.ActionNode:
			id := factOf(n.Pipe)
			if f.asked[id] = true; b.Len() <= NoteLimit {
				f.write(b, f.value(id))
			}
		case *parse.IfNode:
			if f.there(factOf(n.Pipe)) {
				f.list(b, n.List)
			} else {
				f.list(b, n.ElseList)
			}
		}
	}
}

// write adds to a text until it is longer than any entry.
func (f *filling) write(b *strings.Builder, text string) {
	if b.Len() <= NoteLimit {
		b.WriteString(text)
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
	var b strings.Builder
	after := rune(0)
	for _, r := range text {
		if r != '\n' && r != '\t' && inert.Hides(r, after) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
		after = r
	}
	return b.String()
}

// oneLine is a text as the subject of a message has it: a second line would be
// another header of the mail.
func oneLine(text string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ").Replace(text)
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
func (g Gap) Question() string { return askedAt(g.Fact, g.Step) }

// Text is how the gap shows in the text of a message.
func (g Gap) Text() string { return "[not recorded: " + cleared(orElse(g.Fact.Ask, g.Fact.ID)) + "]" }

// shows reports whether the gap is in a text. Those of earlier versions named
// the fact by its id, and may stand in what was edited then.
func (g Gap) shows(text string) bool {
	return strings.Contains(text, g.Text()) || strings.Contains(text, "["+g.Fact.ID+": not recorded]")
}

// GapsIn returns the facts whose gap shows in a text of a message.
func (r Run) GapsIn(text string) []Gap {
	if !strings.Contains(text, "not recorded") {
		return nil
	}
	var gaps []Gap
	for _, fact := range r.book.Facts {
		if g := (Gap{Fact: fact}); g.shows(text) {
			g.Step = r.recordedAt(fact.ID)
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
		if ok && rec.Seq > seq && f.asked[fact.ID] {
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

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
