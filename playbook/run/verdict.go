package run

import (
	"slices"
	"strings"
)

// VerdictGiven is what a reviewer says of something that was found, or of a
// step. It changes nothing of what was done.
type VerdictGiven struct {
	// Finding is the [Finding.Key] of what it is about; else Step is the id of a
	// step. One of them is set.
	Finding string `json:"finding,omitempty"`
	Step    string `json:"step,omitempty"`
	// About is what the finding said when it was judged: it may say something
	// else later, or not be found any more.
	About   string  `json:"about,omitempty"`
	Verdict Verdict `json:"verdict"`
	Comment string  `json:"comment,omitempty"`
}

// A Verdict is what a reviewer makes of something.
type Verdict string

// The verdicts.
const (
	Fine     Verdict = "fine"     // looked at, and as it should be
	Question Verdict = "question" // somebody has to answer first
	Problem  Verdict = "problem"  // it should not have been so
)

// Verdicts are the verdicts that there are.
func Verdicts() []Verdict { return []Verdict{Fine, Question, Problem} }

// Kind implements [Event].
func (VerdictGiven) Kind() string { return "verdict-given" }

func (VerdictGiven) nature() nature { return nature{reviews: true} }

// step is none: a step that is judged was not worked on.
func (VerdictGiven) step() string { return "" }

func (ev VerdictGiven) texts() []string { return []string{ev.About, string(ev.Verdict), ev.Comment} }

func (ev VerdictGiven) say(r Run) string {
	about := ev.About
	if ev.Step != "" {
		about = r.stepNumber(ev.Step) + ifAny(" ", about)
	}
	return "verdict " + string(ev.Verdict) + ifAny(" on ", about) + ifAny(": ", ev.Comment)
}

func (r Run) stepNumber(id string) string {
	if i, ok := r.state.place[id]; ok {
		return r.state.all[i].Number
	}
	return id
}

func (ev VerdictGiven) anchored(s *state) bool { return ev.Step == "" || s.step(ev.Step) != nil }

func (ev VerdictGiven) fold(s *state, e *Entry) {
	s.verdicts = slices.DeleteFunc(slices.Clone(s.verdicts), func(before *Entry) bool {
		was := before.Event.(VerdictGiven)
		return was.Finding == ev.Finding && was.Step == ev.Step
	})
	s.verdicts = append(s.verdicts, e)
}

// Verdicts returns the entries that judge something, the last one of each thing,
// in their order.
func (r Run) Verdicts() []*Entry { return r.state.verdicts }

// VerdictOn returns the last verdict on a finding, by its key, or nil.
func (r Run) VerdictOn(finding string) *Entry {
	return r.verdict(func(ev VerdictGiven) bool { return ev.Finding == finding && finding != "" })
}

// VerdictOnStep returns the last verdict on a step itself, or nil.
func (r Run) VerdictOnStep(id string) *Entry {
	return r.verdict(func(ev VerdictGiven) bool { return ev.Step == id && id != "" })
}

func (r Run) verdict(is func(VerdictGiven) bool) *Entry {
	for _, e := range r.state.verdicts {
		if is(e.Event.(VerdictGiven)) {
			return e
		}
	}
	return nil
}

// JudgeFinding gives a verdict on a finding. about is what the finding says.
func JudgeFinding(finding, about string, verdict Verdict, comment string) Intention {
	return judge(VerdictGiven{Finding: finding, About: tidy(about), Verdict: verdict, Comment: tidy(comment)}, func(r Run) *Entry { return r.VerdictOn(finding) })
}

// JudgeStep gives a verdict on a step itself, be there a finding or not.
func JudgeStep(step string, verdict Verdict, comment string) Intention {
	return func(r Run) (Event, error) {
		if r.Last() == nil {
			return nil, refuse("the run has not been started")
		}
		s, err := r.Find(step)
		if err != nil {
			return nil, err
		}
		return judge(VerdictGiven{Step: s.ID, About: s.Title, Verdict: verdict, Comment: tidy(comment)}, func(r Run) *Entry { return r.VerdictOnStep(s.ID) })(r)
	}
}

// judge wants a word about what is not fine: a question nobody can read is none.
func judge(ev VerdictGiven, before func(Run) *Entry) Intention {
	return intend[VerdictGiven](func(r Run) (Event, error) {
		was := before(r)
		switch {
		case !slices.Contains(Verdicts(), ev.Verdict):
			return nil, refuse("%s is no verdict: say fine, question or problem", quoted(string(ev.Verdict)))
		case ev.Finding == "" && ev.Step == "":
			return nil, refuse("say what the verdict is about: a finding or a step")
		case ev.Verdict != Fine && ev.Comment == "":
			return nil, needReason("a %s needs a comment: say what it is", ev.Verdict)
		case was != nil && was.Event.(VerdictGiven).sameAs(ev):
			return nil, refuse("%s said so already at %s", was.By, timeOfDay(was.At))
		}
		return ev, nil
	})
}

func (ev VerdictGiven) sameAs(other VerdictGiven) bool {
	return ev.Verdict == other.Verdict && strings.EqualFold(ev.Comment, other.Comment)
}
