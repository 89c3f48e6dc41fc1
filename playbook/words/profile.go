package words

import (
	"cordon/playbook"
	"cordon/playbook/run"
)

// FromProfile says what a profile would record in a run, an answer a line, and
// what else it brings.
func FromProfile(r run.Run, o *playbook.Organisation) []Line {
	var lines []Line
	for _, k := range r.Unanswered(o) {
		lines = append(lines, Line{Label: k.Fact.ID, Text: k.Fact.Answered(Value(k.Fact, k.Value, k.Because))})
	}
	for _, c := range o.ClocksFor(r.Book()) {
		lines = append(lines, Line{Label: c.ID, Text: "Deadline: " + c.Title + limitOf(c)})
	}
	if n := len(o.People); n > 0 {
		lines = append(lines, Line{Label: "people", Text: Plural(n, "person", "people") + " to call", Tone: Quiet})
	}
	if n := len(o.Places); n > 0 {
		lines = append(lines, Line{Label: "file_at", Text: Plural(n, "place", "places") + " to file", Tone: Quiet})
	}
	return lines
}

func limitOf(c playbook.Clock) string {
	if c.Within == "" {
		return ""
	}
	return ", " + c.Within
}

// People says whom the profile of a run names for the roles of its playbook, a
// role a line. Without a profile it says nothing.
func People(r run.Run) []Line {
	used, _ := r.Profile()
	var lines []Line
	for _, role := range r.Book().Roles {
		if p, ok := used.Person(role.ID); ok {
			lines = append(lines, Line{Label: role.Title, Text: reach(r, p)})
		}
	}
	return lines
}

// Call says whom the profile of a run names for a role, and how to reach them,
// or nothing.
func Call(r run.Run, role string) string {
	used, _ := r.Profile()
	p, ok := used.Person(role)
	if !ok {
		return ""
	}
	return reach(r, p)
}

// reach says how to reach somebody. A drill names them and no number, so that
// nobody is called out of bed for practice.
func reach(r run.Run, p playbook.Person) string {
	if r.Drill() {
		return p.Name + " (no number in a drill)"
	}
	return p.Reach()
}

// FileAt says where the profile of a run files; in a drill nowhere.
func FileAt(r run.Run, p playbook.Place) string {
	if r.Drill() {
		return "nowhere: this is a drill"
	}
	return p.Reach()
}
