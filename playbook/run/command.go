package run

import (
	"regexp"
	"strings"

	"cordon/playbook"
	"cordon/playbook/inert"
)

// A Command is the command of a step, filled in from the facts for a POSIX shell.
type Command struct {
	// Text is what to run. What is not filled in shows in it as a gap.
	Text string
	// Gaps are the facts that nobody has recorded, ByHand those whose value
	// cannot be written there so that a shell takes it for nothing else.
	Gaps, ByHand []Gap
}

// Lacks is how many places a person has to fill in before the command can run.
func (c Command) Lacks() int { return len(c.Gaps) + len(c.ByHand) }

// plainWord is a value that every shell takes for itself, wherever it stands, and
// that no program takes for an option.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%,][A-Za-z0-9_./:@%+,=-]*$`)

// Command returns the command of a step. Values come from people and may be
// hostile: each is quoted, and one that cannot be quoted where it stands, that
// begins like an option or that a terminal would obey is left to a person.
func (r Run) Command(st Step) Command {
	var c Command
	var b strings.Builder
	for _, part := range playbook.CommandParts(st.Command) {
		fact, ok := r.book.Fact(part.Fact)
		if part.Fact == "" || !ok {
			b.WriteString(cleared(part.Text))
			continue
		}
		gap := Gap{Fact: fact, Step: r.recordedAt(fact.ID)}
		rec, recorded := r.Fact(fact.ID)
		value := rec.Value.Text()
		if st.Of != "" && st.Each == fact.ID {
			value = st.Value // of the values, the one that the step is for
		}
		switch text, fits := shellWord(value, part.Bare); {
		case !recorded:
			c.Gaps = append(c.Gaps, gap)
			b.WriteString(gap.Text())
		case !fits:
			c.ByHand = append(c.ByHand, gap)
			b.WriteString("[put in by hand: " + cleared(orElse(fact.Ask, fact.ID)) + "]")
		default:
			b.WriteString(text)
		}
	}
	c.Text = b.String()
	return c
}

// shellWord writes a value as a word of a shell, and reports false where that is
// not safe.
func shellWord(value string, bare bool) (word string, ok bool) {
	switch {
	case plainWord.MatchString(value):
		return value, true
	case !bare, value == "", value[0] == '-', value[0] == '+':
		return "", false
	}
	after := rune(0)
	for _, c := range value {
		if c < ' ' || inert.Hides(c, after) {
			return "", false
		}
		after = c
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'", true
}
