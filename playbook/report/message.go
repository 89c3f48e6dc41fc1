package report

import (
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A Message is a notice as it stands, with every time it was sent.
type Message struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	State   string `json:"state"` // "sent", "sent-changed", "sent-gaps", "gaps", "stale" or "ready"
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
	// Text is the whole of it: see [run.Message.Text].
	Text     string    `json:"text"`
	Gaps     []Gap     `json:"gaps"`
	Required []Content `json:"required"`
	Remarks  []Remark  `json:"remarks"`
	Edited   bool      `json:"edited"` // the text is a person's, not that of the facts
	Stale    []string  `json:"stale"`  // facts recorded since it was edited
	Sent     []Sent    `json:"sent"`   // oldest first, those undone included
}

// A Gap is a fact that a message needs and nobody has recorded.
type Gap struct {
	Fact string `json:"fact"`
	Ask  string `json:"ask"`
	Step string `json:"step"` // the number of the step that records it, or empty
}

// Content is something a message has to contain.
type Content struct {
	Says  string `json:"says"`
	There string `json:"there"` // "yes", "no" or "unknown": a person has to look
}

// A Remark is something in the body to word more plainly.
type Remark struct {
	Line int    `json:"line"` // of the body, from 1
	Text string `json:"text"`
}

// A Sent is a message as it left, to the byte.
type Sent struct {
	Seq      uint64 `json:"seq"`
	At       Time   `json:"at"`
	Recorded Time   `json:"recorded"`
	By       string `json:"by"`
	To       string `json:"to"`
	Channel  string `json:"channel"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
	Text     string `json:"text"`
	Because  string `json:"because,omitempty"` // why it left with gaps
	Undone   bool   `json:"undone"`
}

// Messages returns the messages of a run in the playbook's order.
func Messages(r run.Run) []Message {
	drafts := r.Messages()
	all := make([]Message, len(drafts))
	sent := sentOf(r)
	for i, d := range drafts {
		all[i] = messageOf(d)
		for _, e := range sent[d.ID] {
			all[i].Sent = append(all[i].Sent, sentAs(r, e))
		}
	}
	return all
}

func messageOf(d run.Message) Message {
	m := Message{
		ID: d.ID, Title: d.Title, State: words.Message(d).ID, To: d.To, Subject: d.Subject, Body: d.Body, Text: d.Text(),
		Gaps: []Gap{}, Required: []Content{}, Remarks: []Remark{},
		Edited: d.Edited != nil, Stale: list(d.Stale), Sent: []Sent{},
	}
	for _, g := range d.Gaps {
		m.Gaps = append(m.Gaps, Gap{Fact: g.Fact.ID, Ask: g.Fact.Ask, Step: g.Step})
	}
	for _, c := range d.Required {
		m.Required = append(m.Required, Content{Says: c.Says, There: c.There.String()})
	}
	for _, remark := range d.Remarks {
		m.Remarks = append(m.Remarks, Remark(remark))
	}
	return m
}

func sentAs(r run.Run, e *run.Entry) Sent {
	ev := e.Event.(run.MessageSent)
	return Sent{
		Seq: e.Seq, At: happened(e.At), Recorded: recorded(e.Recorded), By: e.By,
		To: ev.To, Channel: ev.Channel, Subject: ev.Subject, Body: ev.Body, Text: ev.Text(), Because: ev.Because,
		Undone: r.UndoneBy(e.Seq) != 0,
	}
}

// sentOf returns every entry that sent a message, undone ones too, by message.
func sentOf(r run.Run) map[string][]*run.Entry {
	sent := map[string][]*run.Entry{}
	for _, e := range r.Entries() {
		if ev, ok := e.Event.(run.MessageSent); ok {
			sent[ev.Message] = append(sent[ev.Message], e)
		}
	}
	return sent
}
