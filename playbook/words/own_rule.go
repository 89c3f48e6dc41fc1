package words

import (
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// OwnRule says that a rule is one of the organisation's own and took the place
// of one that ships, and nothing of any other.
func OwnRule(rule playbook.Rule) string {
	if rule.OwnFile == "" {
		return ""
	}
	return "The organisation's own, from " + rule.OwnFile + ", in place of the rule of this id that ships with Cordon."
}

// OwnRules says by which rules of the organisation's own a run counts in place
// of those that ship, and nothing if by none.
func OwnRules(r run.Run) string {
	var ids []string
	for _, c := range r.Clocks() {
		if id := c.Rule.ID + " (" + c.Rule.OwnFile + ")"; c.Rule.OwnFile != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return "Your own rules count in place of those that ship: " + strings.Join(ids, ", ") + "."
}
