package run

import (
	"strings"

	"cordon/playbook"
)

// Describe says in one line what an entry records, and the number of the step
// it is about, or "". Text that people typed stands in it as they typed it: it
// may hold line ends and worse, and whoever shows it makes it inert.
func (r Run) Describe(e *Entry) (step, text string) {
	step = e.Event.step()
	if i, ok := r.state.place[step]; ok {
		step = r.state.all[i].Number
	}
	return step, e.Event.say(r)
}

func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// People know a fact by its question, and a clock, a message or a role by its
// title. The id is said only where the playbook has none such.

// question is what a fact asks for.
func question(book *playbook.Playbook, id string) string {
	fact, _ := book.Fact(id)
	return orElse(fact.Ask, id)
}

// questions are what several facts ask for, in one line.
func questions(book *playbook.Playbook, ids []string) string {
	asks := make([]string, len(ids))
	for i, id := range ids {
		asks[i] = question(book, id)
	}
	return strings.Join(asks, "; ")
}

// quoted marks where a title or a question stands inside a sentence.
func quoted(text string) string { return `"` + text + `"` }

// then puts a sentence after another, which may end with a question.
func then(text, next string) string {
	if strings.HasSuffix(text, "?") {
		return text + " " + next
	}
	return text + ". " + next
}

// name is what people call the clock.
func (c Clock) name() string { return orElse(c.Title, c.ID) }

func (r Run) clockName(id string) string {
	if c, err := r.Clock(id); err == nil {
		return c.name()
	}
	return id
}

func (r Run) messageName(id string) string {
	for _, m := range r.book.Messages {
		if m.ID == id {
			return orElse(m.Title, id)
		}
	}
	return id
}

func (r Run) roleName(id string) string {
	role, _ := r.book.Role(id)
	return orElse(role.Title, id)
}
