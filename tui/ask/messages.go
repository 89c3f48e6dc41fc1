package ask

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
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A sentQuestion asks how a message was sent. It is recorded only with the
// button. It keeps the text that the person has seen: no other is recorded.
type sentQuestion struct {
	id, named, text string
	gaps            int
}

// Sent asks how a message was sent. It records the text that d has, or nothing.
func Sent(_ *screen.World, d run.Message) screen.Screen {
	draft := "message/" + d.ID + "/sent"
	fields := []form.Field{
		form.WhenField("Sent at", draft+"/when"),
		form.Field{Name: "channel", Label: "Sent by", Draft: draft + "/how", Widget: form.LineField{Placeholder: "mail, portal, phone, post"}, Beside: true},
		form.Field{Name: "to", Label: "To", Draft: draft + "/to", Widget: form.LineField{Input: form.NewInput(d.To)}},
	}
	if len(d.Gaps) > 0 {
		fields = append(fields, form.Field{Name: "because", Label: "It left with gaps because (required)", Draft: draft + "/because", Widget: form.Area{}})
	}
	return form.New(sentQuestion{d.ID, d.Title, d.Text(), len(d.Gaps)}, fields...)
}

// Title implements [form.Question].
func (q sentQuestion) Title() string { return "Sent  " + q.named }

// About implements [form.Question].
func (q sentQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	t := w.Theme
	d, _ := w.Run.Message(q.id)
	out := []form.Prose{{Style: t.Text, Text: fmt.Sprintf("The exact text goes into the record: %s, beginning %q.", words.Plural(len(strings.Fields(q.text)), "word", "words"), inert.Cut(inert.Line(q.text), 30))}}
	if q.gaps > 0 {
		out = append(out, form.Prose{Style: t.Warn, Text: fmt.Sprintf("It has %s. If it left so, say why: a reviewer will look at it. Send what is missing once it is known.", words.Plural(q.gaps, "gap", "gaps"))})
	}
	var missing []string
	for _, must := range d.Required {
		if must.There == playbook.No {
			missing = append(missing, inert.Line(must.Says))
		}
	}
	if len(missing) > 0 {
		out = append(out, form.Prose{Style: t.Warn, Text: "It does not say: " + strings.Join(missing, "; ")})
	}
	return append(out, form.Prose{Style: t.Muted, Text: "Cordon sends nothing. This records what you did.", Kind: true})
}

// Buttons implements [form.Guarded].
func (q sentQuestion) Buttons(_ *screen.World, f form.Form) (no, yes string) {
	yes = "Record as sent"
	if q.gaps > 0 {
		yes += " with " + words.Plural(q.gaps, "gap", "gaps")
	}
	if how := strings.TrimSpace(f.Value("channel")); how != "" {
		yes += " by " + inert.Line(how)
	}
	return "Not sent yet", yes
}

// Answer implements [form.Question].
func (q sentQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	name := q.named
	return screen.Reply{Change: &screen.Change{
		Decide: q.sends(f, at), At: at, Doing: "record the message as sent",
		Said: func(run.Run) string {
			return "Recorded as sent: " + name + ". Its exact text is in the record." + w.UndoHint()
		},
	}}, nil
}

// sends records the text that was seen, or nothing: somebody may have changed
// the message meanwhile, and what was sent is what was copied.
func (q sentQuestion) sends(f form.Form, at time.Time) run.Intention {
	to, channel, because := f.Value("to"), f.Value("channel"), ""
	if q.gaps > 0 {
		because = f.Value("because")
	}
	return func(r run.Run) (run.Event, error) {
		d, err := r.Message(q.id)
		switch {
		case err != nil:
			return nil, err
		case d.Text() != q.text:
			return nil, &run.Refusal{Why: "the text of this message has changed since you opened this. Nothing was recorded: look at it again"}
		case at.IsZero():
			return run.SendMessage(q.id, to, channel, because)(r)
		}
		return run.SendMessageAt(q.id, to, channel, because, at)(r)
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

// Edit asks for another text of a message. straight opens the editor of the
// person at once.
func Edit(_ *screen.World, d run.Message, straight bool) screen.Screen {
	draft := "message/" + d.ID
	return form.New(editQuestion{d.ID, d.Title, straight},
		form.Field{Name: "subject", Label: "Subject", Draft: draft + "/subject", Widget: form.LineField{Input: form.NewInput(d.Subject)}, Onward: true},
		form.Field{Name: "text", Draft: draft, Widget: form.Area{Breaks: true, Input: form.Input{After: d.Body}}, Fills: true, Echo: echoNote},
	).To(1)
}

// Title implements [form.Question].
func (q editQuestion) Title() string { return "Edit  " + q.named }

// OpensEditor implements [form.Straight].
func (q editQuestion) OpensEditor() bool { return q.straight }

// About implements [form.Question].
func (q editQuestion) About(*screen.World, form.Form) []form.Prose { return nil }

// changed reports whether the form says something new.
func (q editQuestion) changed(w *screen.World, f form.Form) bool {
	d, err := w.Run.Message(q.id)
	body := func(s string) string { return strings.TrimRight(s, "\n ") }
	return err == nil && (strings.TrimSpace(f.Value("subject")) != d.Subject || body(f.Value("text")) != body(d.Body))
}

// Answer implements [form.Question].
func (q editQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	switch {
	case strings.TrimSpace(f.Value("text")) == "":
		return screen.Reply{}, errors.New("the message would be empty")
	case !q.changed(w, f):
		return screen.Reply{}, errors.New("the text is as it was. " + w.Key("form.close") + " closes")
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.EditMessage(q.id, f.Value("subject"), f.Value("text")), Doing: "save the text",
		Said: func(r run.Run) string {
			d, _ := r.Message(q.id)
			return fmt.Sprintf("Text saved: %s. The one before stays in the record."+w.UndoHint(), strings.ToLower(words.Message(d).Word))
		},
	}}, nil
}

// Keys are those of a text: esc records it as well. What cannot be recorded
// must not hold anybody, so the second esc closes.
func (q editQuestion) Keys(w *screen.World, f form.Form) []screen.Command {
	if !f.Saves() || !q.changed(w, f) {
		return nil
	}
	return []screen.Command{f.Acting(w, screen.Command{ID: "form.save", Group: screen.GroupDo, Title: "Record the text and close",
		Binding: screen.Bind("esc", "save and close", "esc", "ctrl+s"),
		Do:      func() (screen.Screen, screen.Reply) { return f.SaveAndClose(w) }})}
}

// Hear opens the editor when the text was asked for in it.
func (q editQuestion) Hear(w *screen.World, f form.Form, msg tea.Msg) (form.Form, screen.Reply) {
	if _, ok := msg.(screen.ShownMsg); ok && q.straight {
		return f.OpenEditor(w, "text")
	}
	return f, screen.Reply{}
}
