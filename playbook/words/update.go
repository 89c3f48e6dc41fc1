package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

// The facts that an update for others is made from. Every playbook that ships
// records them under these names. See package playbook.
const (
	factSummary   = "summary"
	factSign      = "suspected_at"
	factFound     = "discovered_at"
	factAware     = "aware_at"
	factActive    = "still_active"
	factContained = "contained_at"
	factAffected  = "affected"
	factBasis     = "affected_basis"
	factRegions   = "regions"
	factData      = "data_kinds"
	factNext      = "next_update_at"
)

// Update says where a run stands to those who wait for news of it, in five lines:
// what happened, since when, whether it is stopped, whom it touches, what comes
// next. What nobody recorded is said as a gap, with the step that asks for it.
func Update(r run.Run, at At) []Line {
	return []Line{
		{Label: "What", Text: updateWhat(r)},
		{Label: "Since", Text: updateSince(r, at)},
		{Label: "Stopped", Text: updateStopped(r, at)},
		{Label: "Touches", Text: updateTouches(r)},
		{Label: "Next", Text: NextDeadline(r, at) + "; " + NextUpdate(r, at)},
	}
}

// Pasted writes lines as text to paste, each in one line whatever was typed into
// it. Whoever shows it makes it inert.
func Pasted(lines []Line) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.Label + ": " + strings.Join(strings.Fields(strings.Join(l.Texts(""), "; ")), " ")
	}
	return all
}

// updateWhat is the run by its name, and what happened.
func updateWhat(r run.Run) string {
	name := r.Title() + " (" + r.ID() + ")"
	if r.Drill() {
		name = "DRILL, nothing of this is real: " + name
	}
	if c, closed := r.Closing(); closed {
		name += ", closed" + ifAny(": ", c.Reason)
	}
	told := Happened(r)
	if told.Label == "" {
		told.Fact = factSummary
	}
	text, ok := value(r, told.Fact)
	if !ok {
		text = "What happened is " + gap(r, told.Fact)
	}
	return name + ". " + text
}

// updateSince says when it was noticed, and since when that is certain.
func updateSince(r run.Run, at At) string {
	first := ""
	for _, f := range []struct{ id, word string }{{factSign, "first sign "}, {factFound, "found "}} {
		if t := momentOf(r, f.id); !t.IsZero() && first == "" {
			first = f.word + at.Moment(t)
		}
	}
	sure := "when it was certain is " + gap(r, factAware)
	if t := momentOf(r, factAware); !t.IsZero() {
		sure = "certain since " + at.Moment(t)
	}
	return cmp.Or(first, "first sign "+gap(r, factSign)) + "; " + sure
}

// updateStopped says whether it goes on. A moment at which it was stopped counts
// for nothing once somebody recorded later that it goes on.
func updateStopped(r run.Run, at At) string {
	active, asked := r.Fact(factActive)
	stopped, known := r.Fact(factContained)
	f, _ := r.Book().Fact(factActive)
	answer := f.Answered(f.Show(active.Value))
	switch t := momentOf(r, factContained); {
	case known && !t.IsZero() && asked && active.Seq > stopped.Seq && active.Value.Text() != "no":
		return "NOT SURE. Stopped at " + at.Moment(t) + " by one entry, and later: " + answer
	case known && !t.IsZero():
		return "yes, " + at.Moment(t)
	case asked && active.Value.Text() == "no":
		return "yes, the time is " + gap(r, factContained)
	case asked && active.Value.Text() == "yes":
		return "NO. " + answer
	case asked:
		return "NOT SURE. " + answer
	}
	return "not known, " + gap(r, factActive)
}

// updateTouches says how many people it touches, where they live, and which data.
func updateTouches(r run.Run) string {
	people, ok := value(r, factAffected)
	switch people {
	case "":
		people = "how many people is " + gap(r, factAffected)
	case "1":
		people += " person"
	default:
		people += " people"
	}
	if basis, has := value(r, factBasis); ok && has {
		people += " (" + basis + ")"
	}
	parts := []string{people}
	for _, f := range []struct{ id, word string }{{factRegions, "they live in: "}, {factData, "data: "}} {
		if text, ok := value(r, f.id); ok {
			parts = append(parts, f.word+text)
		}
	}
	return strings.Join(parts, "; ")
}

// NextDeadline says which deadline comes next, and whether it is sure that it
// binds.
func NextDeadline(r run.Run, at At) string {
	next := Order(r.Ticking(), at.Now)
	if len(next) == 0 {
		return "no deadline runs"
	}
	return "deadline: " + deadlineText(r, next[0], at, ClockLeft(next[0], at.Now)) + more(len(next)-1)
}

// more says that there are more.
func more(n int) string {
	if n < 1 {
		return ""
	}
	return " (" + Plural(n, "more runs", "more run") + ")"
}

// deadlineText is a clock that counts in a clause, with how much is left of it.
func deadlineText(r run.Run, c run.Clock, at At, left string) string {
	parts := []string{c.Title, ClockDueClause(r, c, at.Now, at.Moment), left, AtEarliest(c)}
	if c.Candidate() {
		parts = append(parts, "if it applies")
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(slices.Compact(parts), ", ")
}

// NextUpdate says when others were promised to hear more.
func NextUpdate(r run.Run, at At) string {
	t := momentOf(r, factNext)
	switch {
	case t.IsZero():
		return "next update: " + gap(r, factNext)
	case at.Now.After(t):
		return "next update was promised for " + at.Moment(t) + ", " + Age(at.Now.Sub(t)) + " ago"
	}
	return "next update: " + at.Moment(t)
}

// PromisedUpdate is when others were promised to hear more, and zero if that is
// not recorded.
func PromisedUpdate(r run.Run) time.Time { return momentOf(r, factNext) }

// value is what is recorded for a fact, without its question.
func value(r run.Run, id string) (string, bool) {
	f, _ := r.Book().Fact(id)
	rec, ok := r.Fact(id)
	if !ok {
		return "", false
	}
	return f.Show(rec.Value), true
}

// gap says that a fact is not recorded, and which step asks for it.
func gap(r run.Run, id string) string {
	if s, ok := RecordingStep(r, id); ok {
		return "not recorded yet (step " + s.Number + ")"
	}
	if _, ok := r.Book().Fact(id); ok {
		return "not recorded yet"
	}
	return "not asked by this playbook"
}
