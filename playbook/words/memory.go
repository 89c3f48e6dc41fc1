package words

import "cordon/playbook"

// FromMemory warns loudly of a rule that is law and that nobody could check, and
// is empty for any other.
func FromMemory(rule playbook.Rule) string {
	if rule.Status != playbook.InForce || rule.Confidence != playbook.Low {
		return ""
	}
	return "This rule is FROM MEMORY: nobody has read it in its text. Ask somebody who knows the law there before you rely on its date."
}
