package run

import (
	"strings"

	"cordon/playbook"
)

// Question is what a fact is called for people: what it asks, and the step that
// records it, if one does.
func (r Run) Question(fact string) string {
	f, ok := r.book.Fact(fact)
	if !ok || f.Ask == "" {
		return fact // all there is
	}
	return askedAt(f, r.recordedAt(fact))
}

// askedAt is a question with the number of the step that records it.
func askedAt(f playbook.Fact, step string) string {
	if step == "" {
		return f.Ask
	}
	return f.Ask + " (step " + step + ")"
}

// sentence ends a text that may end in a question.
func sentence(text string) string {
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// Questions is Question for each of several facts.
func (r Run) Questions(facts []string) []string {
	asked := make([]string, len(facts))
	for i, id := range facts {
		asked[i] = r.Question(id)
	}
	return asked
}
