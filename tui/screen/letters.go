package screen

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Letter is what somebody who types lines types for a command.
type Letter struct {
	Command Command
	Typed   string // empty: it has a name only, as in ":close"
}

// Letters returns what to type in lines for commands: the letters of the screen,
// but d for what space does there, and x for what d does beside that. Commands
// that lines cannot do are left out: see [NoLines].
func Letters(commands []Command) []Letter {
	spaced := slices.ContainsFunc(commands, isSpace)
	var all []Letter
	taken := map[string]bool{}
	for _, c := range commands {
		if _, _, none := NoLines(c.ID); none {
			continue
		}
		typed := letterOf(c, spaced)
		if typed != "" && taken[typed] {
			continue
		}
		taken[typed] = true
		all = append(all, Letter{c, typed})
	}
	return all
}

func letterOf(c Command, spaced bool) string {
	if isSpace(c) {
		return "d"
	}
	for _, key := range c.Binding.Keys() {
		switch {
		case utf8.RuneCountInString(key) != 1:
		case spaced && key == "d":
			return "x"
		case spaced && key == "x":
		default:
			return key
		}
	}
	return ""
}

func isSpace(c Command) bool { return slices.Contains(c.Binding.Keys(), "space") }

// Named returns the only command that is called just so: "close" is run.close. The word
// that stands beside a key comes first: "note" is what n does, and not a note on the
// whole run.
func Named(commands []Command, name string) (Command, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if i := slices.IndexFunc(commands, func(c Command) bool { return name != "" && !c.Hidden && c.Binding.Help().Desc == name }); i >= 0 {
		return commands[i], true
	}
	var found Command
	n := 0
	for _, c := range commands {
		switch {
		case c.ID == name:
			return c, true
		case name != "" && strings.HasSuffix(c.ID, "."+name):
			found, n = c, n+1
		}
	}
	return found, n == 1
}

// NoLines says why a command has no face in lines, if so, and by which entry of
// [WithoutLines]. Whatever else there is has one: TestEveryScreenSpeaks.
func NoLines(id string) (entry, why string, none bool) {
	for _, n := range WithoutLines() {
		if id == n.ID || strings.HasSuffix(n.ID, ".") && strings.HasPrefix(id, n.ID) {
			return n.ID, n.Why, true
		}
	}
	return "", "", false
}

// A NoLine is a command without a face in lines, or all whose ids begin with an
// id that ends in a dot.
type NoLine struct{ ID, Why string }

// WithoutLines are the commands without a face in lines, each with the reason. Most
// move a cursor that is not there, or are the keys of a field whose answer is typed.
func WithoutLines() []NoLine {
	const (
		cursor = "There is no cursor in lines: type a number, or more."
		answer = "In lines each question is asked by itself: type the answer, or < to leave it."
		copied = "A terminal's clipboard takes what no line may hold. The text can be heard plain, or written to a file."
		editor = "An editor takes the whole screen. Text is typed here, line by line."
		screen = "This is about how the screen is drawn."
	)
	return []NoLine{
		{"list.", cursor}, {"scroll.", cursor}, {"item.", cursor}, {"step.scroll", cursor}, {"step.scrollback", cursor},
		{"step.open", cursor}, {"pane", cursor}, {"list", cursor}, {"message.next", cursor}, {"message.before", cursor}, {"message.messages", cursor},
		{"home.open", cursor}, {"clocks.open", cursor}, {"clocks.close", cursor}, {"timeline.jump", cursor}, {"facts.record", cursor}, {"facts.step", cursor},
		{"finding.list", cursor}, {"review.first", cursor}, {"resume.", cursor}, {"about.close", cursor}, {"profile.", cursor},
		{"phase.1", cursor}, {"phase.2", cursor}, {"phase.3", cursor}, {"phase.4", cursor}, {"phase.5", cursor}, {"phase.6", cursor}, {"phase.7", cursor}, {"phase.8", cursor}, {"phase.9", cursor},
		{"form.", answer}, {"choice.", answer}, {"lack.", answer}, {"path.", answer}, {"filter.", answer}, {"start.", answer},
		{"find.go", answer}, {"find.close", answer}, {"add.take", answer}, {"add.close", answer}, {"rules.", answer}, {"palette.", answer}, {"help.close", answer}, {"timeline.found", answer},
		{"copy", copied}, {"copy.", copied}, {"clocks.copy", copied}, {"message.copy", copied}, {"facts.copy", copied}, {"timeline.copy", copied}, {"report.copy", copied}, {"plain.copy", copied}, {"plain.print", copied},
		{"note.editor", editor}, {"message.editor", editor},
		{"quit", screen}, {"suspend", screen}, {"redraw", screen},
	}
}
