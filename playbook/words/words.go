package words

import "fmt"

// A Tone says how something is meant. A skin with styles has one for each; a
// skin without them loses nothing, because the words say it too.
type Tone int

// The tones, from the plain one to the loudest.
const (
	Plain  Tone = iota
	Quiet       // to be read last
	Strong      // to be read first
	Good        // settled
	Warn        // wants somebody
	Danger      // went wrong
	Alarm       // goes wrong now
)

// A Sign stands for the mark before a state. Each skin has its own marks; the
// sign says which one.
type Sign int

// The signs. Each state of a step has its own.
const (
	NoSign Sign = iota
	Todo
	Done
	Skipped
	Blocked
	Failed
	NotApplicable
	Waiting
	DueSoon
	Overdue
	Look // a person has to look
)

// A State says where something stands.
type State struct {
	// ID is the state in JSON. It never changes once released.
	ID string
	// Word is for where room is scarce: "DUE SOON". It is in capitals if it
	// should be seen.
	Word string
	// Text is the same in a clause: "sent, and the text has changed since".
	Text string
	Tone Tone
	Sign Sign
}

// A Line is one thing there is to know. A line has a text, items, or both; the
// items belong to the text.
type Line struct {
	// Label is one or two words of ours, at most [LabelWidth] characters.
	Label string
	// Text may hold what people typed, as they typed it: whoever shows it
	// makes it inert.
	Text  string
	Tone  Tone
	Items []string
	// Ticks says that the items are to be ticked off.
	Ticks bool
}

// Texts are the texts that stand beside the label, the items last. box comes
// before those that are to be ticked off.
func (l Line) Texts(box string) []string {
	var all []string
	if l.Text != "" {
		all = append(all, l.Text)
	}
	for _, item := range l.Items {
		if l.Ticks {
			item = box + item
		}
		all = append(all, item)
	}
	return all
}

// LabelWidth is the width of the longest label.
const LabelWidth = 10

// Plural writes a number of things: "1 gap", "2 gaps".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Bytes writes a size: "512 B", "47.1 KB", "2.0 MB". A KB is 1024 bytes.
func Bytes(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	case n < 10<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d GB", n>>30)
}

// because puts a reason behind what it is for.
func because(reason string) string { return ifAny(", because: ", reason) }

// ifAny returns text after before, or nothing if there is no text.
func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}
