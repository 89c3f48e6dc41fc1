package home

import (
	"fmt"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// The second face of the list of runs and of what opens over it.

// Speak implements [screen.Speaker].
func (h home) Speak(w *screen.World) screen.Speech {
	items := h.items(w)
	keys := make([]itemKey, len(items))
	for i, it := range items {
		keys[i] = it.key()
	}
	s := screen.Speech{
		Key: fmt.Sprint("home ", h.filter.Text(), keys), Prompt: "cordon",
		Rows: len(items), Row: func(i int) string { return itemText(w, items[i]) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			h = h.moved(w, screen.List{At: i})
			return screen.Perform(h, h.enter(w, items[i]))
		},
		Point: func(i int) screen.Screen { return h.moved(w, screen.List{At: i}) },
	}
	if h.err != nil {
		s.Says = append(s.Says, "The runs cannot be read: "+inert.Line(h.err.Error()))
	}
	if h.bookErr != nil {
		s.Says = append(s.Says, "Not all playbooks can be read: "+inert.Line(h.bookErr.Error()))
	}
	s.Says = append(s.Says, "Type a number to open one; "+w.Key("home.drill")+" is a drill, "+w.Key("help")+" lists all you can type.")
	if h.filtering {
		s.Take = func(line string) (screen.Screen, screen.Reply) {
			h.filter, h.filtering = form.NewInput(strings.TrimSpace(line)), false
			return h.moved(w, screen.List{}), screen.Reply{}
		}
	}
	return s
}

// itemText says an item of the list.
func itemText(w *screen.World, it homeItem) string {
	switch it.kind {
	case itemRun, itemOwed, itemClosedRun:
		s := it.summary
		text := s.ID + ", " + titleOf(s) + ": " + words.RunState(*s) + ", " + stepsOf(s)
		if near := words.Nearest(*s, w.Now); near != "" {
			text += ". " + near
		}
		return inert.Line(text)
	case itemBook:
		return inert.Line("playbook: " + it.book.Title)
	case itemMore:
		return words.Plural(it.more, "more closed run", "more closed runs")
	case itemStart:
		return "Start a run"
	case itemDrill:
		return "Practice: start a drill"
	case itemLook:
		return "See a playbook"
	case itemProfile:
		return "Write the profile of your organisation, on a calm day"
	case itemDoctor:
		return "Look whether all is well here: the terminal, the disk, your name"
	}
	return ""
}

// Speak implements [screen.Speaker].
func (s startDialog) Speak(w *screen.World) screen.Speech {
	if s.book != nil {
		return screen.Speech{
			Key: "start name", Prompt: "name", Back: s.back,
			Says: []string{"What is the run called? Enter calls it: " + inert.Line(s.book.Title) + "."},
			Take: func(line string) (screen.Screen, screen.Reply) {
				s.name = form.NewInput(strings.TrimSpace(line))
				return s.start(w)
			},
		}
	}
	found := s.found()
	return screen.Speech{
		Key: fmt.Sprintf("start %q", s.Query.Text()), Prompt: "playbook", Back: s.back,
		Says: []string{"Which playbook? Type a number, or a word of its name."},
		Rows: len(found), Row: func(i int) string { return inert.Line(found[i].Title) },
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.List.At = i
			return s.choose(w)
		},
		Take: func(line string) (screen.Screen, screen.Reply) {
			s.Picker = s.Asked(line)
			return s, screen.Reply{}
		},
	}
}

// Speak implements [screen.Speaker].
func (s bookScreen) Speak(w *screen.World) screen.Speech {
	says := append([]string{inert.Line(s.book.Title) + ". " + w.Key("help") + " lists how to start a run from it."}, screen.Plain(s.lines(w))...)
	return screen.Speech{Key: "book " + s.book.ID, Prompt: "playbook", Says: says}
}

// Speak implements [screen.Speaker].
func (d profileDialog) Speak(w *screen.World) screen.Speech {
	q := d.questions[d.at]
	says, rows := d.answers[d.at].Prompt(w)
	says = append([]string{d.Title(w) + ": " + inert.Line(q.Ask), inert.Line(q.Hint)}, says...)
	if d.problem != "" {
		says = append([]string{"Refused: " + d.problem}, says...)
	}
	return screen.Speech{
		Key: fmt.Sprintf("profile %d %s", d.at, d.problem), Prompt: "answer", Says: append(says, d.kindly()), Back: d.back,
		Rows: len(rows), Row: func(i int) string { return rows[i] },
		Take: func(line string) (screen.Screen, screen.Reply) {
			next, _, err := d.answers[d.at].Take(line)
			if err != nil {
				d.problem = inert.Line(err.Error()) + "."
				return d, screen.Reply{}
			}
			return d.put(next).next(w)
		},
	}
}
