package search

import (
	"slices"
	"strings"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// Places are the screens on which what is no step is looked at.
type Places struct {
	Entry   func(w *screen.World, seq uint64) screen.Screen
	Fact    func(w *screen.World, id string) screen.Screen
	Message func(w *screen.World, id string) screen.Screen
}

// A recorded is a note, a fact, a file of evidence or a message that can be found.
type recorded struct {
	kind   string // what it is, in a word
	text   string // what shows of it
	folded string // where it is looked for
	aside  string // when and by whom, or how it stands
	step   string // id of the step it is on, or empty
	open   func(*screen.World) screen.Screen
}

// everything lists what is recorded: notes and evidence, the newest first, then
// facts, then messages. What was taken back is not among it.
func everything(w *screen.World, to Places) []recorded {
	all := slices.Concat(entriesOf(w, to), factsOf(w, to), messagesOf(w, to))
	for i := range all {
		all[i].folded = screen.Folded(all[i].kind + " " + all[i].text + " " + all[i].folded)
	}
	return all
}

func entriesOf(w *screen.World, to Places) []recorded {
	var all []recorded
	for _, e := range slices.Backward(w.Run.Entries()) {
		found := recorded{aside: w.Day(e.At) + " " + e.By, step: run.StepOf(e.Event)}
		switch ev := e.Event.(type) {
		case run.NoteAdded:
			found.kind, found.text = "note", ev.Text
		case run.EvidenceAdded:
			found.kind, found.text, found.folded = "evidence", words.Evidence(e), ev.Desc+" "+ev.Path+" "+ev.SHA256
		default:
			continue
		}
		if w.Run.UndoneBy(e.Seq) == 0 {
			found.open = func(w *screen.World) screen.Screen { return to.Entry(w, e.Seq) }
			all = append(all, found)
		}
	}
	return all
}

func factsOf(w *screen.World, to Places) []recorded {
	var all []recorded
	for _, f := range w.Run.Book().Facts {
		rec, ok := w.Run.Fact(f.ID)
		if !ok {
			continue // the step that asks for it is found
		}
		all = append(all, recorded{kind: "fact", text: words.Asked(w.Run, f), folded: f.ID + " " + rec.Value.Text(), aside: w.Day(rec.At) + " " + rec.By,
			open: func(w *screen.World) screen.Screen { return to.Fact(w, f.ID) }})
	}
	return all
}

func messagesOf(w *screen.World, to Places) []recorded {
	var all []recorded
	for _, m := range w.Run.Messages() {
		all = append(all, recorded{kind: "message", text: m.Title, folded: m.ID + "\n" + m.Text(), aside: words.MessageWord(m),
			open: func(w *screen.World) screen.Screen { return to.Message(w, m.ID) }})
	}
	return all
}

// findRecorded returns those that hold every word, as hits.
func findRecorded(all []recorded, words []string) []hit {
	var hits []hit
	for i := range all {
		if len(words) > 0 && screen.HoldsAll(all[i].folded, words) {
			hits = append(hits, hit{step: all[i].step, recorded: &all[i], where: lineWith(all[i].text, words[0])})
		}
	}
	return hits
}

// lineWith is the line of a text that holds a word, or its first line.
func lineWith(text, word string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for line := range strings.Lines(text) {
		if strings.Contains(screen.Folded(line), word) {
			return aroundWord(strings.TrimSpace(line), word)
		}
	}
	return first
}
