package run_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"cordon/playbook/run"
)

// TestReview judges a closed run: what is said of it changes nothing of it, is
// no finding, and can be taken back and given again.
func TestReview(t *testing.T) {
	j := begin(t).do("maria", run.SkipStep("revoke", "x"), run.TakeRole("legal", "ben"), run.Close("false alarm"))
	steps, before := j.run.Steps(), found(j.run, run.Beside{})
	j.rest(240*time.Hour).do("eve", run.JudgeFinding("skipped:revoke@2", "1.2 skipped: x", run.Question, "why?"),
		run.JudgeStep("1.1", run.Problem, "nobody did it"), run.NoteLesson("rehearse it", "ben", "2027-01-15"), run.SignOff("Eve Adler", ""))
	if got := found(j.run, run.Beside{}); !slices.Equal(got, before) {
		t.Errorf("found after the review %q, want %q", got, before)
	}
	for i, st := range j.run.Steps() {
		if st.State != steps[i].State || len(st.Entries) != len(steps[i].Entries) {
			t.Errorf("the review changed %s: %+v", st.Number, st)
		}
	}
	if e := j.run.VerdictOn("skipped:revoke@2"); e == nil || e.Event.(run.VerdictGiven).Comment != "why?" {
		t.Errorf("VerdictOn = %+v", e)
	}
	if e := j.run.VerdictOnStep("isolate"); e == nil || e.Event.(run.VerdictGiven).Verdict != run.Problem {
		t.Errorf("VerdictOnStep = %+v", e)
	}
	j.do("eve", run.JudgeFinding("skipped:revoke@2", "1.2 skipped: x", run.Fine, "answered"))
	if e := j.run.VerdictOn("skipped:revoke@2"); e.Event.(run.VerdictGiven).Verdict != run.Fine || len(j.run.Verdicts()) != 2 {
		t.Errorf("after another verdict = %+v of %d", e, len(j.run.Verdicts()))
	}
	j.do("eve", run.Undo("eve", 0))
	if e := j.run.VerdictOn("skipped:revoke@2"); e.Event.(run.VerdictGiven).Verdict != run.Question {
		t.Errorf("after undo = %+v", e)
	}
	j.do("eve", run.Redo("eve"), run.Undo("eve", 0), run.Undo("eve", 0))
	if n := len(j.run.SignOffs()); n != 0 {
		t.Errorf("%d sign-offs are left", n)
	}
	if got := found(j.run, run.Beside{}); !slices.ContainsFunc(got, func(s string) bool { return s == before[0] }) || len(got) > len(before) {
		t.Errorf("found after verdicts were taken back %q, want %q", got, before)
	}
}

func TestReviewRefuses(t *testing.T) {
	j := begin(t).do("eve", run.JudgeStep("isolate", run.Question, "why?"))
	for name, tt := range map[string]struct {
		intend run.Intention
		want   string
	}{
		"no such verdict": {run.JudgeFinding("x", "", "good", ""), `"good" is no verdict: say fine, question or problem`},
		"about nothing":   {run.JudgeFinding("", "", run.Fine, ""), "say what the verdict is about: a finding or a step"},
		"no comment":      {run.JudgeFinding("x", "", run.Problem, " "), "a problem needs a comment: say what it is"},
		"no such step":    {run.JudgeStep("gone", run.Fine, ""), `no such step "gone": the playbook has isolate, revoke, vendor-vpn, scope, reassure, lessons`},
		"said":            {run.JudgeStep("1.1", run.Question, "why?"), "eve said so already at 03:01"},
		"no lesson":       {run.NoteLesson(" ", "ben", ""), "say what is to be done better"},
		"no day":          {run.NoteLesson("x", "", "soon"), `"soon" is no day: write it like 2026-12-01`},
		"nobody":          {run.SignOff(" ", ""), "say who signs off"},
	} {
		if _, err := tt.intend(j.run); err == nil || err.Error() != tt.want {
			t.Errorf("%s = %v, want %q", name, err, tt.want)
		}
	}
	if _, err := run.JudgeFinding("x", "", run.Problem, "")(j.run); !errors.Is(err, run.ErrReason) {
		t.Errorf("a problem without a comment = %v, want one that wraps ErrReason", err)
	}
}

// TestActed tells those who worked on a run from those who only looked at it.
func TestActed(t *testing.T) {
	j := begin(t).do("maria", run.TakeRole("legal", "ben"), run.Close("x")).do("eve", run.SignOff("eve", ""), run.Undo("eve", 0))
	for name, want := range map[string]bool{"maria": true, "ben": true, "eve": false} {
		if got := j.run.Acted(name); got != want {
			t.Errorf("Acted(%s) = %t", name, got)
		}
	}
	j.do("eve", run.SignOff("eve", "")).do("maria", run.JudgeStep("isolate", run.Fine, ""), run.Reopen("more"))
	if n := j.run.SinceSignOff(); n != 1 {
		t.Errorf("%d entries came since the sign-off, want 1", n)
	}
}
