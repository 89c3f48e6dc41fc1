package words

import (
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Fact says what is recorded for a fact, as an answer to its question.
func Fact(f playbook.Fact, rec run.Record) string {
	return Value(f, rec.Value, rec.Because) + Source(rec.FromProfile)
}

// Source says where an answer is from, if it is from the organisation's profile
// with a digest.
func Source(profile string) string {
	if profile == "" {
		return ""
	}
	return " (from the profile)"
}

// Recorded says what an entry recorded, as an answer to its question.
func Recorded(r run.Run, ev run.FactRecorded) string {
	f, ok := r.Book().Fact(ev.Fact)
	if !ok {
		f = playbook.Fact{ID: ev.Fact}
	}
	return f.Answered(Value(f, ev.Value, ev.Because))
}

// Value says a value of a fact and its reason.
func Value(f playbook.Fact, v playbook.Value, reason string) string {
	return f.Show(v) + because(reason)
}

// Asked is a fact with what is recorded for it, or what it asks.
func Asked(r run.Run, f playbook.Fact) string {
	rec, ok := r.Fact(f.ID)
	if !ok {
		return f.Ask
	}
	return f.Answered(Fact(f, rec))
}

// Answer is [Asked] for a fact by its id, without its reason.
func Answer(r run.Run, id string) string {
	f, ok := r.Book().Fact(id)
	rec, recorded := r.Fact(id)
	switch {
	case !ok:
		return id // all there is
	case !recorded:
		return f.Answered("not recorded")
	}
	return f.Answered(f.Show(rec.Value))
}

// Missing says that a fact is not recorded yet, and which step asks for it.
func Missing(r run.Run, f playbook.Fact) string {
	verb := "not recorded yet"
	if f.Because {
		verb = "not decided yet"
	}
	s, ok := RecordingStep(r, f.ID)
	if !ok {
		return verb + "; no step asks for it"
	}
	return verb + "; step " + s.Number + " " + s.Title
}

// RecordingStep returns the first step that records a fact.
func RecordingStep(r run.Run, fact string) (run.Step, bool) {
	steps := r.Steps()
	i := slices.IndexFunc(steps, func(s run.Step) bool { return slices.Contains(s.Record, fact) })
	if i < 0 {
		return run.Step{}, false
	}
	return steps[i], true
}

// Conditions names what a condition rests on: the questions of its facts.
func Conditions(b *playbook.Playbook, c playbook.Condition) string {
	var asked []string
	for _, id := range c.Facts() {
		f, _ := b.Fact(id)
		asked = append(asked, f.Ask)
	}
	return strings.Join(asked, "; ")
}

// Hints says where an answer to a fact may start from, and why, a line each.
func Hints(r run.Run, f playbook.Fact) []string {
	var lines []string
	for _, h := range r.Hints(f.ID) {
		line := "Hint: "
		if i := slices.IndexFunc(f.Options, func(o playbook.Option) bool { return o.ID == h.Suggests }); i >= 0 {
			line += "start at " + strings.ToLower(f.Options[i].Label) + ". "
		}
		lines = append(lines, line+h.Say+".")
	}
	return lines
}
