package playbook

import (
	"fmt"
	"strings"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// IsID reports whether s is an id as playbooks, phases and steps have one: lower
// case letters, digits and hyphens.
func IsID(s string) bool { return isID(s) }

// isID reports whether s is an id: lower case letters, digits and hyphens.
func isID(s string) bool { return spelled(s, "-", false) }

// isFactID reports whether s is the id of a fact, which conditions and
// messages use as a name.
func isFactID(s string) bool { return spelled(s, "_", true) && !isReserved(s) }

// isOptionID reports whether s is the id of an option, which conditions
// write in quotes.
func isOptionID(s string) bool { return spelled(s, "-_", false) }

// spelled reports whether s starts with a letter (or a digit) and goes on with
// lower case letters, digits and joints, and does not end with a joint.
func spelled(s, joints string, letterFirst bool) bool {
	if s == "" || len(s) > reader.MaxID || strings.IndexByte(joints, s[len(s)-1]) >= 0 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z':
		case c >= '0' && c <= '9' && (i > 0 || !letterFirst):
		case i > 0 && strings.IndexByte(joints, c) >= 0:
		default:
			return false
		}
	}
	return true
}

// isReserved reports words that mean something in a condition.
func isReserved(s string) bool {
	switch s {
	case "and", "or", "not", "in", "contains", "matches", "true", "false", "nil", "let", "if", "else", "len", "any", "all", "lower":
		return true
	}
	return false
}

func (d *decoder) checkID(n *yaml.Node, k kind) {
	valid, letters, joint := isID, "lower case letters, digits and -", "-"
	switch k {
	case aFact:
		valid, letters, joint = isFactID, "lower case letters, digits and _, a letter first", "_"
	case anOption:
		valid, letters = isOptionID, "lower case letters, digits, - and _"
	}
	switch {
	case valid(n.Value):
	case k == aFact && isReserved(n.Value):
		d.Fail(n, fmt.Sprintf("a fact cannot be called %s: the word means something in conditions", reader.Quote(n.Value)), "")
	case len(n.Value) > reader.MaxID:
		d.Fail(n, fmt.Sprintf("an id has at most %d characters, this one has %d", reader.MaxID, len(n.Value)), "")
	default:
		hint := ""
		if s := respell(n.Value, joint); valid(s) {
			hint = reader.DidYouMean(s)
		}
		d.Fail(n, fmt.Sprintf("%s is not the id of %s: ids are %s", reader.Quote(n.Value), reader.WithArticle(string(k)), letters), hint)
	}
}

// respell makes an id out of what the author may have meant.
func respell(s, joint string) string {
	parts := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(parts, joint)
}
