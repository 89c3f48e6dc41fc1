package run

import "time"

// LessonNoted is something to do better, who sees to it, and until when. It
// changes nothing of what was done.
type LessonNoted struct {
	Text  string `json:"text"`
	Owner string `json:"owner,omitempty"`
	Due   string `json:"due,omitempty"` // a day, like 2026-12-01, where the owner is
}

// dayLayout is how a day is written in an entry.
const dayLayout = time.DateOnly

// Kind implements [Event].
func (LessonNoted) Kind() string { return "lesson-noted" }

func (LessonNoted) nature() nature     { return nature{reviews: true} }
func (LessonNoted) step() string       { return "" }
func (ev LessonNoted) texts() []string { return []string{ev.Text, ev.Owner, ev.Due} }

func (ev LessonNoted) say(Run) string {
	return "lesson: " + ev.Text + ifAny(", seen to by ", ev.Owner) + ifAny(", until ", ev.Due)
}

func (LessonNoted) fold(s *state, e *Entry) { s.lessons = append(s.lessons, e) }

// Lessons returns the entries with what is to be done better.
func (r Run) Lessons() []*Entry { return r.state.lessons }

// NoteLesson notes what is to be done better, who sees to it, and until which
// day, like 2026-12-01. Owner and day may be empty.
func NoteLesson(text, owner, due string) Intention {
	text, owner, due = tidy(text), tidy(owner), tidy(due)
	return intend[LessonNoted](func(Run) (Event, error) {
		if text == "" {
			return nil, refuse("say what is to be done better")
		}
		if _, err := time.Parse(dayLayout, due); err != nil && due != "" {
			return nil, refuse("%s is no day: write it like 2026-12-01", quoted(due))
		}
		return LessonNoted{Text: text, Owner: owner, Due: due}, nil
	})
}
