package words

import "cordon/playbook"

// Uncertain warns loudly of a rule by which a clock can count though nobody
// stands behind its date, and is empty for any other.
func Uncertain(rule playbook.Rule) string {
	switch {
	case !rule.Joins():
		return ""
	case rule.Status == playbook.Fallback:
		return "This is NO LAW: it stands in for one that is not in the library. Find the law of the place, and take its rule into the run."
	case rule.FromMemory():
		return "This rule is FROM MEMORY: nobody has looked it up. Ask somebody who knows the law there before you rely on its date."
	case rule.Confidence == playbook.Low:
		return "This rule is NOT CERTAIN, see its note. Ask somebody who knows the law there before you rely on its date."
	}
	return ""
}
