package tui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A sentQuestion asks how a message was sent. It is recorded only with the
// button. It keeps the text that the person has seen: no other is recorded.
type sentQuestion struct{ id, named, text string }

func newSentForm(_ *world, d run.Message) screen {
	draft := "message/" + d.ID + "/sent"
	return newForm(sentQuestion{d.ID, d.Title, d.Text()},
		whenField("Sent at", draft+"/when"),
		field{name: "channel", label: "Sent by", draft: draft + "/how", widget: lineField{placeholder: "mail, portal, phone, post"}, beside: true},
		field{name: "to", label: "To", draft: draft + "/to", widget: lineField{input: newInput(d.To)}},
	)
}

func (q sentQuestion) title() string { return "SENT  " + q.named }

func (q sentQuestion) about(w *world, _ form) []prose {
	t := w.theme
	d, _ := w.run.Message(q.id)
	out := []prose{{style: t.Text, text: fmt.Sprintf("The exact text goes into the record: %s, beginning %q.", words.Plural(len(strings.Fields(q.text)), "word", "words"), inert.Cut(inert.Line(q.text), 30))}}
	var missing []string
	for _, must := range d.Required {
		if must.There == playbook.No {
			missing = append(missing, inert.Line(must.Says))
		}
	}
	if len(missing) > 0 {
		out = append(out, prose{style: t.Warn, text: "It does not say: " + strings.Join(missing, "; ")})
	}
	return append(out, prose{t.Muted, "Cordon sends nothing. This records what you did.", true})
}

func (q sentQuestion) buttons(_ *world, f form) (no, yes string) {
	yes = "Record as sent"
	if how := strings.TrimSpace(f.value("channel")); how != "" {
		yes += " by " + inert.Line(how)
	}
	return "Not sent yet", yes
}

func (q sentQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	name := q.named
	return reply{change: &change{
		decide: q.sends(f.value("to"), f.value("channel"), at), at: at, doing: "record the message as sent",
		said: func(run.Run) string {
			return "Recorded as sent: " + name + ". Its exact text is in the record." + w.undoHint()
		},
	}}, nil
}

// sends records the text that was seen, or nothing: somebody may have changed
// the message meanwhile, and what was sent is what was copied.
func (q sentQuestion) sends(to, channel string, at time.Time) run.Intention {
	return func(r run.Run) (run.Event, error) {
		d, err := r.Message(q.id)
		switch {
		case err != nil:
			return nil, err
		case d.Text() != q.text:
			return nil, &run.Refusal{Why: "the text of this message has changed since you opened this. Nothing was recorded: look at it again"}
		case at.IsZero():
			return run.SendMessage(q.id, to, channel)(r)
		}
		return run.SendMessageAt(q.id, to, channel, at)(r)
	}
}

// An editQuestion asks for another text of a message. What is recorded is a
// version of its own.
type editQuestion struct {
	id, named string
	// straight says that the editor opens at once, and that leaving it with
	// another text records that.
	straight bool
}

func newEditForm(_ *world, d run.Message, straight bool) screen {
	draft := "message/" + d.ID
	return newForm(editQuestion{d.ID, d.Title, straight},
		field{name: "subject", label: "Subject", draft: draft + "/subject", widget: lineField{input: newInput(d.Subject)}, onward: true},
		field{name: "text", draft: draft, widget: area{breaks: true, input: input{after: d.Body}}, fills: true, echo: echoNote},
	).to(1)
}

func (q editQuestion) title() string { return "EDIT  " + q.named }

func (q editQuestion) opensEditor() bool { return q.straight }

func (q editQuestion) about(*world, form) []prose { return nil }

// changed reports whether the form says something new.
func (q editQuestion) changed(w *world, f form) bool {
	d, err := w.run.Message(q.id)
	body := func(s string) string { return strings.TrimRight(s, "\n ") }
	return err == nil && (strings.TrimSpace(f.value("subject")) != d.Subject || body(f.value("text")) != body(d.Body))
}

func (q editQuestion) answer(w *world, f form) (reply, error) {
	switch {
	case strings.TrimSpace(f.value("text")) == "":
		return reply{}, errors.New("the message would be empty")
	case !q.changed(w, f):
		return reply{}, errors.New("the text is as it was. " + w.key("form.close") + " closes")
	}
	return reply{change: &change{
		decide: run.EditMessage(q.id, f.value("subject"), f.value("text")), doing: "save the text",
		said: func(r run.Run) string {
			d, _ := r.Message(q.id)
			return fmt.Sprintf("Text saved: %s. The one before stays in the record."+w.undoHint(), strings.ToLower(words.Message(d).Word))
		},
	}}, nil
}

// keys are those of a text: esc records it as well. What cannot be recorded
// must not hold anybody, so the second esc closes.
func (q editQuestion) keys(w *world, f form) []command {
	if f.stuck || f.busy != idle || !q.changed(w, f) {
		return nil
	}
	return []command{f.acting(w, command{id: "form.save", group: groupDo, title: "Record the text and close", binding: bind("esc", "save and close", "esc", "ctrl+s"),
		do: func() (screen, reply) { return f.ask(w) }})}
}

// hear opens the editor when the text was asked for in it.
func (q editQuestion) hear(w *world, f form, msg tea.Msg) (form, reply) {
	if _, ok := msg.(shownMsg); ok && q.straight {
		return f.openEditor(w, "text")
	}
	return f, reply{}
}
