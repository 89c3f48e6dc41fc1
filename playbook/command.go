package playbook

import (
	"regexp"
	"slices"
	"strings"

	"cordon/playbook/reader"
)

// A CommandPart is a piece of the command of a step.
type CommandPart struct {
	Text string // as the playbook has it
	// Fact is what it may be the place of: the name in {{ .name }}. It need not
	// be a fact, since other programs write their templates like that.
	Fact string
	// Bare says that a shell takes a quoted value there for itself: nothing is
	// quoted or substituted around it, and nothing reads the command again.
	Bare bool
}

// aPlace is where a command has a fact.
var aPlace = regexp.MustCompile(`\{\{ *\.([a-z][a-z0-9_]*) *\}\}`)

// rereads are programs that take what they are given for a command once more. A
// quoted value is not safe there.
var rereads = regexp.MustCompile(`(^|[^\w.-])(ssh|pdsh|su|sudo|doas|eval|watch|xargs|parallel|env|find|awk|sed|perl|python3?|ruby|node|php|osascript|(?:ba|da|z|k|c|tc|fi|pw|r)?sh|powershell|cmd|\w*sql\w*|sqlite3?)($|[^\w-])`)

// CommandParts takes a command apart.
func CommandParts(source string) []CommandPart {
	var parts []CommandPart
	again := rereads.MatchString(source)
	at := 0
	for _, m := range aPlace.FindAllStringSubmatchIndex(source, -1) {
		if m[0] > at {
			parts = append(parts, CommandPart{Text: source[at:m[0]]})
		}
		at = m[1]
		parts = append(parts, CommandPart{Text: source[m[0]:at], Fact: source[m[2]:m[3]], Bare: !again && isBare(source[:m[0]])})
	}
	if at < len(source) {
		parts = append(parts, CommandPart{Text: source[at:]})
	}
	return parts
}

// isBare reports whether a shell has nothing open at the end of the text. When in
// doubt it has.
func isBare(text string) bool {
	for _, opens := range []string{"`", "$(", "${", "$'", `$"`, "<<", "#"} {
		if strings.Contains(text, opens) {
			return false
		}
	}
	quote := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quote != '\'':
			if i++; i == len(text) {
				return false
			}
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote == 0
}

// command warns of places in a command that cannot be filled in.
func (l *linter) command(source string, facts []Fact, path ...any) {
	ids := idsOf(facts)
	for _, part := range CommandParts(source) {
		switch {
		case part.Fact == "":
		case !slices.Contains(ids, part.Fact):
			hint := "a command shows a fact of this playbook as {{ .its_id }}"
			if near, ok := reader.Nearest(part.Fact, ids); ok {
				hint = reader.DidYouMean(near)
			}
			l.warn(hint, "there is no fact "+reader.Quote(part.Fact)+": the command shows "+part.Text+" as it stands", path...)
		case !part.Bare:
			l.warn("write it outside of quotes, in a command that no other program reads again: it is quoted where that is needed",
				part.Text+" stands where only letters, digits and a few signs can be filled in safely", path...)
		}
	}
}
