package words

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
)

// Verdict says what a reviewer made of something.
func Verdict(v run.Verdict) State {
	tone := Good
	switch v {
	case run.Question:
		tone = Warn
	case run.Problem:
		tone = Danger
	}
	return State{ID: string(v), Word: string(v), Text: string(v), Tone: tone}
}

// VerdictOn is the last verdict on a row of findings, or nil.
func VerdictOn(r run.Run, row FindingRow) *run.Entry { return r.VerdictOn(row.Key()) }

// Judged counts the rows that have a verdict.
func Judged(r run.Run, rows []FindingRow) int {
	n := 0
	for _, row := range rows {
		if VerdictOn(r, row) != nil {
			n++
		}
	}
	return n
}

// JudgedText says how far a review has come: "3 of 10 findings judged".
func JudgedText(r run.Run, rows []FindingRow) string {
	if len(rows) == 0 {
		return "nothing to judge"
	}
	return fmt.Sprintf("%d of %s judged", Judged(r, rows), Plural(len(rows), "finding", "findings"))
}

// VerdictText is a verdict, with who gave it and what they said.
func VerdictText(e *run.Entry, at At) string {
	ev, ok := e.Event.(run.VerdictGiven)
	if !ok {
		return ""
	}
	return string(ev.Verdict) + ifAny(": ", ev.Comment) + " (" + at.Signed(e) + ")"
}

// LessonText is a lesson, with who sees to it and until when.
func LessonText(e *run.Entry) string {
	ev, _ := e.Event.(run.LessonNoted)
	owner := ev.Owner
	if owner == "" {
		owner = "nobody yet"
	}
	return ev.Text + " (" + owner + ifAny(", until ", ev.Due) + ")"
}

// SignOff says whether somebody signed off the review, and what came since.
func SignOff(r run.Run, at At) Line {
	all := r.SignOffs()
	if len(all) == 0 {
		return Line{Label: "signed off", Text: "nobody has signed off this review", Tone: Quiet}
	}
	last := all[len(all)-1]
	ev, _ := last.Event.(run.SignedOff)
	line := Line{Label: "signed off", Text: "signed off by " + ev.Name + ", " + at.Signed(last) + ifAny(": ", ev.Text), Tone: Good}
	if r.Acted(ev.Name) || r.Acted(last.By) {
		line.Text += ". " + ev.Name + " worked on this run"
		line.Tone = Warn
	}
	if n := r.SinceSignOff(); n > 0 {
		line.Text += ". Since then came " + Plural(n, "entry", "entries")
		line.Tone = Warn
	}
	return line
}

// SecondPair says to somebody who worked on a run that somebody else should sign
// off the review. It is empty for others.
func SecondPair(r run.Run, names ...string) string {
	for _, name := range names {
		if r.Acted(strings.TrimSpace(name)) {
			return name + " worked on this run. Somebody who did not should sign it off as well."
		}
	}
	return ""
}
