package work

import (
	"slices"
	"strings"

	"cordon/playbook/run"
	"cordon/tui/ask"
	"cordon/tui/screen"
)

// addCommand takes a further playbook into the run. It stands in the footer
// where the step names one.
func (s runScreen) addCommand(w *screen.World, st run.Step) screen.Command {
	named := namedBook(w.Run, st)
	c := screen.Command{ID: "book.add", Group: screen.GroupDo, Title: "Take a further playbook into this run", Why: w.ReadOnly(), Hidden: named == "",
		Binding: screen.Bind("+", "take in", "+"), Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Open: ask.Playbooks(named)}
		}}
	if named != "" {
		c.Binding = screen.Bind("+", "take in "+named, "+")
	}
	return c
}

// namedBook returns the id of a playbook that a step names and that the run
// does not follow yet, or "": one that an answer recorded leads to comes first.
func namedBook(r run.Run, st run.Step) string {
	for _, text := range append(ledTo(r, st), st.Do, st.Caution, st.Verify) {
		for _, id := range r.Book().See {
			if holdsName(text, id) && !r.Book().Has(id) {
				return id
			}
		}
	}
	return ""
}

// ledTo is what the answers recorded at a step lead to.
func ledTo(r run.Run, st run.Step) []string {
	var texts []string
	for _, id := range st.Record {
		rec, ok := r.Fact(id)
		if !ok {
			continue
		}
		fact, _ := r.Book().Fact(id)
		for _, o := range fact.Options {
			if rec.Value.Text() == o.ID || slices.Contains(rec.Value.List(), o.ID) {
				texts = append(texts, o.After)
			}
		}
	}
	return texts
}

// holdsName reports whether a text holds a name, and not as a part of another.
func holdsName(text, name string) bool {
	joint := func(s string, end bool) bool {
		at := 0
		if end {
			at = len(s) - 1
		}
		return s != "" && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-/", rune(s[at]))
	}
	for {
		before, after, ok := strings.Cut(text, name)
		switch {
		case !ok:
			return false
		case !joint(before, true) && !joint(after, false):
			return true
		}
		text = after
	}
}
