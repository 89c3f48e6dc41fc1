package words

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/run"
)

// Weight says how much a finding weighs.
func Weight(w run.Weight) State {
	switch w {
	case run.MustLook:
		return State{ID: string(w), Word: "MUST LOOK", Text: "must look", Tone: Danger}
	case run.WorthALook:
		return State{ID: string(w), Word: "look", Text: "look", Tone: Warn}
	}
	return State{ID: string(w), Word: "note", Text: "note", Tone: Quiet}
}

// WeightMark is the one character that stands before a finding in a list.
func WeightMark(w run.Weight) string {
	switch w {
	case run.MustLook:
		return "!"
	case run.WorthALook:
		return "~"
	}
	return "-"
}

// Topic is what a part of a list of findings is called.
func Topic(t run.Topic) string {
	switch t {
	case run.OnDeadlines:
		return "The law's deadlines"
	case run.OnMessages:
		return "Messages"
	case run.OnSteps:
		return "Steps"
	case run.OnFacts:
		return "Facts and decisions"
	}
	return "The record itself"
}

// A FindingRow is one row of a list of findings: one that stands alone, or all
// of a group.
type FindingRow struct {
	run.KindOfFinding
	// Step is the id of the step that all of the row are about, or "".
	Step string
	// Text says all of the row. It may hold what people typed.
	Text     string
	Findings []run.Finding
}

// OnItsStep is the text of a finding where its step stands above: without the name
// of the step.
func OnItsStep(f run.Finding) string {
	if f.Step == "" || f.Brief == "" {
		return f.Text
	}
	return strings.TrimPrefix(f.Text, f.Brief+" ")
}

// FindingRows are findings as a list shows them. It keeps their order.
func FindingRows(findings []run.Finding) []FindingRow {
	var rows []FindingRow
	for i, f := range findings {
		if n := len(rows); f.Group != "" && i > 0 && findings[i-1].Group == f.Group && findings[i-1].Kind == f.Kind {
			rows[n-1].Findings = append(rows[n-1].Findings, f)
			continue
		}
		rows = append(rows, FindingRow{KindOfFinding: f.Kind.Of(), Findings: []run.Finding{f}})
	}
	for i := range rows {
		rows[i].Text, rows[i].Step = rowText(rows[i]), rowStep(rows[i].Findings)
	}
	return rows
}

// First are the rows as a first page lists them: what must be looked at is gathered
// by kind, so that five duties that nobody filed leave room for what else there is.
func First(rows []FindingRow) []FindingRow {
	var all []FindingRow
	for _, row := range rows {
		n := len(all)
		if row.Weight != run.MustLook || n == 0 || all[n-1].Kind != row.Kind {
			all = append(all, row)
			continue
		}
		together := FindingRow{KindOfFinding: row.KindOfFinding, Findings: slices.Concat(all[n-1].Findings, row.Findings)}
		together.Text, together.Step = rowText(together), rowStep(together.Findings)
		all[n-1] = together
	}
	return all
}

// Line is the row for a list that cuts it: with what is wrong first, where the text
// has the name of a deadline, message or step before.
func (r FindingRow) Line() string {
	switch {
	case r.Topic == run.OnDeadlines || r.Topic == run.OnMessages:
		return r.Name + ": " + r.Text
	case r.Topic == run.OnSteps && len(r.Findings) == 1 && r.Findings[0].Brief != "":
		return r.Name + ": " + r.Findings[0].Brief
	}
	return r.Text
}

// Columns are the number of the step that the row is about, empty where it is about
// none or several, and its line without that number.
func (r FindingRow) Columns(of run.Run) (number, line string) {
	line = r.Line()
	if !of.Has(r.Step) {
		return "", line
	}
	number = of.Step(r.Step).Number
	for _, lead := range []string{"", r.Name + ": "} {
		if rest, ok := strings.CutPrefix(line, lead+number+" "); ok {
			return number, lead + rest
		}
	}
	return number, line
}

// Gathered reports whether the row is of several that have each a key of its own.
func (r FindingRow) Gathered() bool { return r.Findings[len(r.Findings)-1].Key() != r.Key() }

// Key names the row, for a verdict on it: see [run.Finding.Key].
func (r FindingRow) Key() string { return r.Findings[0].Key() }

// Entries are the numbers of the entries to open, each once.
func (r FindingRow) Entries() []uint64 {
	var all []uint64
	for _, f := range r.Findings {
		for _, seq := range f.Entries {
			if !slices.Contains(all, seq) {
				all = append(all, seq)
			}
		}
	}
	return all
}

// Numbers are the entries in one line, "#12 #15", the first few of many.
func (r FindingRow) Numbers() string {
	const most = 8
	all, more := r.Entries(), ""
	if len(all) > most {
		all, more = all[:most], fmt.Sprintf(" and %d more", len(all)-most)
	}
	numbers := make([]string, len(all))
	for i, seq := range all {
		numbers[i] = fmt.Sprintf("#%d", seq)
	}
	return strings.Join(numbers, " ") + more
}

func rowStep(findings []run.Finding) string {
	for _, f := range findings {
		if f.Step != findings[0].Step {
			return ""
		}
	}
	return findings[0].Step
}

// rowText says what the findings of a row say together.
func rowText(r FindingRow) string {
	n, first := len(r.Findings), r.Findings[0]
	if n == 1 {
		return first.Text
	}
	switch r.Kind {
	case run.FindOpen:
		return fmt.Sprintf("%d steps left open: %s", n, briefs(r.Findings, "; "))
	case run.FindChanged, run.FindRefined:
		return first.Text + ", then to " + briefs(r.Findings[1:], ", then to ")
	case run.FindClockOpen:
		return fmt.Sprintf("%d duties were neither filed nor waived: %s", n, briefs(r.Findings, "; "))
	case run.FindNoticeUnsent:
		return fmt.Sprintf("%d notices are nowhere recorded as sent, though their steps are done: %s", n, briefs(r.Findings, "; "))
	case run.FindClockLate, run.FindClockInTimeBy, run.FindClockUncount, run.FindNoReason, run.FindEvidence, run.FindBroken:
		return texts(r.Findings)
	case run.FindSentOutdated:
		message, _, _ := strings.Cut(first.Text, " was sent with ")
		return fmt.Sprintf("%s was sent with %d answers that were changed since, and it was not sent again: %s", message, n, briefs(r.Findings, "; "))
	case run.FindSilent:
		return fmt.Sprintf("nothing was recorded for long %d times while a deadline ran: %s", n, briefs(r.Findings, ", "))
	case run.FindSilence:
		return fmt.Sprintf("nothing was recorded for long %d times: %s", n, briefs(r.Findings, ", "))
	case run.FindClockAsked:
		return fmt.Sprintf("%d deadlines run, and nobody said whether they apply: %s", n, briefs(r.Findings, ", "))
	case run.FindClockAhead:
		return first.Text + "; so do " + briefs(r.Findings[1:], ", ")
	case run.FindClockBack:
		return fmt.Sprintf("the clock stood behind that of the entry before %d times: %s", n, briefs(r.Findings, ", "))
	case run.FindClockOwn:
		return fmt.Sprintf("%d deadlines count by rules of the organisation's own, in place of those that ship: %s", n, briefs(r.Findings, ", "))
	case run.FindLate:
		return fmt.Sprintf("%d entries were recorded long after they happened: %s", n, briefs(r.Findings, "; "))
	case run.FindAfterClosing:
		return fmt.Sprintf("%d entries were recorded after the run was closed: %s", n, briefs(r.Findings, "; "))
	case run.FindLook:
		return fmt.Sprintf("%d steps were to be looked at again, and nobody said what was found: %s", n, briefs(r.Findings, "; "))
	case run.FindAdded:
		return fmt.Sprintf("%d steps are in no playbook, they were added in the run: %s", n, briefs(r.Findings, ", "))
	case run.FindNobody:
		return fmt.Sprintf("nobody is on record for %d roles whose steps were done: %s", n, briefs(r.Findings, ", "))
	}
	return first.Text + fmt.Sprintf(", and %d more", n-1)
}

// texts joins all that is said of each.
func texts(findings []run.Finding) string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Text)
	}
	return strings.Join(all, "; ")
}

// briefs joins what is said of each of many, the first few.
func briefs(findings []run.Finding, sep string) string {
	const most = 12
	var all []string
	for i, f := range findings {
		if i == most && len(findings) > most+1 {
			all = append(all, fmt.Sprintf("and %d more", len(findings)-most))
			break
		}
		all = append(all, f.Brief)
	}
	return strings.Join(all, sep)
}

// FindingTally counts the rows by weight: "2 must look, 5 look, 1 note".
func FindingTally(rows []FindingRow) string {
	if len(rows) == 0 {
		return "nothing to look at"
	}
	var parts []string
	for _, w := range []run.Weight{run.MustLook, run.WorthALook, run.Noted} {
		if n := Weighing(rows, w); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, Weight(w).Text))
		}
	}
	return strings.Join(parts, ", ")
}

// Weighing counts the rows of a weight.
func Weighing(rows []FindingRow, w run.Weight) int {
	n := 0
	for _, r := range rows {
		if r.Weight == w {
			n++
		}
	}
	return n
}
