package run

import "strings"

// MessageEdited keeps the text of a message as a person changed it. It is a
// version of its own; the ones before stay in the journal. Without a body the
// text comes from the facts again.
type MessageEdited struct {
	Message string `json:"message"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// Kind implements [Event].
func (MessageEdited) Kind() string { return "message-edited" }

func (MessageEdited) nature() nature     { return nature{} }
func (MessageEdited) step() string       { return "" }
func (ev MessageEdited) texts() []string { return []string{ev.Subject, ev.Body} }

func (ev MessageEdited) say(r Run) string {
	if ev.Body == "" {
		return r.messageName(ev.Message) + ": drafted from the facts again"
	}
	return r.messageName(ev.Message) + ": text changed"
}

func (ev MessageEdited) fold(s *state, e *Entry) {
	m := s.messages[ev.Message]
	if m.edited = e; ev.Body == "" {
		m.edited = nil
	}
	s.messages[ev.Message] = m
}

func (ev MessageEdited) anchored(s *state) bool {
	_, ok := s.book.Message(ev.Message)
	return ok
}

// EditMessage keeps a message as a person changed it.
func EditMessage(id, subject, body string) Intention {
	subject = strings.Join(strings.Fields(legible(subject)), " ")
	body = strings.TrimRight(strings.ReplaceAll(legible(body), "\r\n", "\n"), "\n ") + "\n"
	return intend[MessageEdited](func(r Run) (Event, error) {
		d, err := r.Message(id)
		switch {
		case err != nil:
			return nil, err
		case strings.TrimSpace(body) == "":
			return nil, refuse("the message %s would be empty", quoted(d.name()))
		case d.Subject == subject && d.Body == body:
			return nil, refuse("the message %s is as it was", quoted(d.name()))
		}
		return MessageEdited{Message: id, Subject: subject, Body: body}, nil
	})
}

// RedraftMessage drops what a person changed: the text comes from the facts
// again.
func RedraftMessage(id string) Intention {
	return intend[MessageEdited](func(r Run) (Event, error) {
		d, err := r.Message(id)
		switch {
		case err != nil:
			return nil, err
		case d.Edited == nil:
			return nil, refuse("the text of the message %s comes from the facts already", quoted(d.name()))
		}
		return MessageEdited{Message: id}, nil
	})
}
