package words

import (
	"fmt"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Message says where a message stands. What was sent comes first: whatever it
// lacks by now, it has left. Then what it lacks, then what may no longer hold.
func Message(m run.Message) State {
	switch {
	case len(m.Sent) > 0 && SentOther(m):
		return State{"sent-changed", "SENT, CHANGED", "sent; the text has changed since", Warn, Done}
	case SentWithGaps(m):
		return State{"sent-gaps", "SENT, GAPS", "sent with gaps", Warn, Done}
	case len(m.Sent) > 0:
		return State{"sent", "SENT", "sent", Good, Done}
	case len(m.Gaps) > 0:
		n := Plural(len(m.Gaps), "gap", "gaps")
		return State{"gaps", n, n, Warn, Todo}
	case len(m.Stale) > 0:
		return State{"stale", "STALE", "stale: facts were recorded since it was edited", Warn, Todo}
	}
	return State{"ready", "READY", "ready", Good, Todo}
}

// SentOther reports whether the text that was sent last is another one than the
// message has now.
func SentOther(m run.Message) bool {
	ev, ok := lastSent(m)
	return ok && ev.Text() != m.Text()
}

// SentWithGaps reports whether the text that was sent last had gaps, for a reason.
func SentWithGaps(m run.Message) bool {
	ev, _ := lastSent(m)
	return ev.Because != ""
}

func lastSent(m run.Message) (run.MessageSent, bool) {
	if len(m.Sent) == 0 {
		return run.MessageSent{}, false
	}
	ev, ok := m.Sent[len(m.Sent)-1].Event.(run.MessageSent)
	return ev, ok
}

// A MessageTally counts messages by where they stand. Each counts once.
type MessageTally struct{ Ready, Gaps, Stale, Sent int }

// Tally counts messages.
func Tally(messages []run.Message) MessageTally {
	var n MessageTally
	for _, m := range messages {
		switch Message(m).ID {
		case "ready":
			n.Ready++
		case "gaps":
			n.Gaps++
		case "stale":
			n.Stale++
		default:
			n.Sent++
		}
	}
	return n
}

// TallyText counts messages in words. None is left out.
func TallyText(messages []run.Message) string {
	n := Tally(messages)
	text := fmt.Sprintf("%s: %d ready, %d with gaps, ", Plural(len(messages), "message", "messages"), n.Ready, n.Gaps)
	if n.Stale > 0 {
		text += fmt.Sprintf("%d stale, ", n.Stale)
	}
	return text + fmt.Sprintf("%d sent", n.Sent)
}

// Sent says how a message left.
func Sent(e *run.Entry, at At) string {
	ev, _ := e.Event.(run.MessageSent)
	text := "to " + ev.To + " by " + ev.Channel + ", " + at.Signed(e)
	if ev.Because != "" {
		text += ", with gaps, because: " + ev.Because
	}
	return text
}

// MessageStanding says where a message stands, and when it was sent.
func MessageStanding(m run.Message, at At) string {
	n := len(m.Sent)
	if n == 0 {
		return Message(m).Text
	}
	last := at.Moment(m.Sent[n-1].At)
	text := "sent " + last
	if n > 1 {
		text = fmt.Sprintf("sent %d times, last %s", n, last)
	}
	if SentWithGaps(m) {
		text += ", with gaps"
	}
	if SentOther(m) {
		text += "; the text has changed since"
	}
	return text
}

// Required says whether a message says what it has to contain. What names no
// facts a person has to look for.
func Required(c run.Content) State {
	switch c.There {
	case playbook.Yes:
		return State{ID: "yes", Tone: Good, Sign: Done}
	case playbook.No:
		return State{ID: "no", Text: "not in the text", Tone: Warn, Sign: Todo}
	}
	return State{ID: "unknown", Text: "see for yourself", Sign: Look}
}

// MessageWord is the state of a message for a list: [State.Word], not shouted.
func MessageWord(m run.Message) string { return strings.ToLower(Message(m).Word) }
