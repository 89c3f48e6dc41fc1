package run

import (
	"slices"
	"strings"
	"time"
)

// MessageSent says that a person sent a message. Its entry's At is when. The
// text stands in it whole: what was sent is what the journal says, whatever
// becomes of the facts.
type MessageSent struct {
	Message string `json:"message"`
	To      string `json:"to"`
	Channel string `json:"channel"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
	// Because is why it left with gaps.
	Because string `json:"because,omitempty"`
}

// Kind implements [Event].
func (MessageSent) Kind() string { return "message-sent" }

func (MessageSent) nature() nature { return nature{} }
func (MessageSent) step() string   { return "" }
func (ev MessageSent) texts() []string {
	return []string{ev.To, ev.Channel, ev.Subject, ev.Body, ev.Because}
}

func (ev MessageSent) say(r Run) string {
	return r.messageName(ev.Message) + ": sent to " + ev.To + " by " + ev.Channel + ifAny(", with gaps, because: ", ev.Because)
}

func (ev MessageSent) fold(s *state, e *Entry) {
	m := s.messages[ev.Message]
	m.sent = append(m.sent, e)
	s.messages[ev.Message] = m
}

func (ev MessageSent) anchored(s *state) bool {
	_, ok := s.book.Message(ev.Message)
	return ok
}

// Text returns the whole message as it was sent: see [Message.Text].
func (ev MessageSent) Text() string { return textOf(ev.Subject, ev.Body) }

// SendMessage says that a person sent a message, with the exact text it has
// now. A text with gaps needs the reason why it left so: most often that is a
// slip, and sometimes the law does not let anybody wait.
func SendMessage(id, to, channel, because string) Intention {
	return send(id, to, channel, because, func(_ Run, d Message) (subject, body string, err error) { return d.Subject, d.Body, nil })
}

// SendMessageAt is SendMessage for one that was sent earlier. If its text has
// changed since, it is refused: the record must not hold another text than the
// one that left.
func SendMessageAt(id, to, channel, because string, at time.Time) Intention {
	return send(id, to, channel, because, func(r Run, d Message) (subject, body string, err error) {
		if r.messageAt(id, at).Text() != d.Text() {
			return "", "", refuse("the text of the message %s has changed since %s. Give the text that was sent", quoted(d.name()), timeOfDay(at))
		}
		return d.Subject, d.Body, nil
	})
}

// SendText says that a person sent a message with just this text: that of a
// file, or one that was copied earlier.
func SendText(id, to, channel, because, text string) Intention {
	subject, body := split(legible(text))
	return send(id, to, channel, because, func(Run, Message) (string, string, error) { return subject, body, nil })
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

func send(id, to, channel, because string, text func(Run, Message) (subject, body string, err error)) Intention {
	to, channel, because = tidy(to), tidy(channel), tidy(because)
	return intend[MessageSent](func(r Run) (Event, error) {
		d, err := r.Message(id)
		if err != nil {
			return nil, err
		}
		subject, body, err := text(r, d)
		if err != nil {
			return nil, err
		}
		ev := MessageSent{Message: id, To: orElse(to, d.To), Channel: channel, Subject: subject, Body: body}
		gaps := r.GapsIn(ev.Text())
		if len(gaps) > 0 {
			ev.Because = because
		}
		switch {
		case len(gaps) > 0 && because == "":
			return nil, needReason("the message %s still has gaps: %s", quoted(d.name()), then(gapNames(gaps), "Record these facts or edit the text; if it left so, say why"))
		case strings.TrimSpace(ev.Body) == "":
			return nil, refuse("the message %s would be empty", quoted(d.name()))
		case ev.To == "":
			return nil, refuse("say to whom the message %s was sent", quoted(d.name()))
		case channel == "":
			return nil, refuse("say how the message %s was sent: mail, portal, phone, post", quoted(d.name()))
		}
		return ev, nil
	})
}

// messageAt returns a message as it stood at a moment, give or take the minute
// to which people note times.
func (r Run) messageAt(id string, at time.Time) Message {
	n := slices.IndexFunc(r.entries, func(e *Entry) bool { return r.Written(e).After(at.Add(time.Minute)) })
	if n < 0 {
		n = len(r.entries)
	}
	then, _ := Replay(r.id, r.base, Head{}, r.entries[:n]) // they were in order before
	d, _ := then.Message(id)
	return d
}

func gapNames(gaps []Gap) string {
	names := make([]string, len(gaps))
	for i, g := range gaps {
		names[i] = g.Fact.Ask
		if g.Step != "" {
			names[i] += " (step " + g.Step + ")"
		}
	}
	return strings.Join(names, "; ")
}
