package tui

import (
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

// TestEveryFrameFits draws every screen in windows of every kind. The driver
// fails if a frame is larger than its window or the cursor is outside.
func TestEveryFrameFits(t *testing.T) {
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *memory) {
			for _, width := range []int{1, 2, 20, 39, 40, 50, 76, 110, 200} {
				for _, height := range []int{1, 5, 10, 12, 20, 31} {
					d.Resize(width, height)
				}
			}
			d.Resize(80, 24)
		})
	}
}

// TestHostilePlaybook opens every screen of a run whose playbook, entries and
// people would like to be obeyed. The driver fails if a frame holds anything
// that a terminal obeys.
func TestHostilePlaybook(t *testing.T) {
	text := "\x1b]52;c;eA==\a\x1b[2J\u202eover\rwritten\u009b31m\nand more"
	book := hostileBook(t, text)
	for _, p := range places {
		p.book = book
		p.by = text
		p.done = []run.Intention{
			run.AddNote("count", text), run.AddNote("", text), run.TakeRole("it", text),
			run.RecordFact("affected", playbook.NumberValue(1), text, "count"), run.BlockStep("count", text),
		}
		p.at(t, func(d *tuitest.Driver, _ *memory) {
			d.Paste(text)
			d.Press("down", "enter", "tab", "y")
			d.Resize(120, 36)
			d.Resize(45, 12)
		})
	}
}

// hostileBook is a playbook that holds text wherever it can. No file makes
// one: they are refused. A journal from elsewhere might.
func hostileBook(t *testing.T, text string) *playbook.Playbook {
	t.Helper()
	b := book(t)
	b.Title, b.Version = text, text
	for i := range b.Roles {
		b.Roles[i].Title, b.Roles[i].Duty = text, text
	}
	for i := range b.Facts {
		b.Facts[i].Ask = text
		for j := range b.Facts[i].Options {
			b.Facts[i].Options[j].Label, b.Facts[i].Options[j].After = text, text
		}
	}
	for i := range b.Phases {
		b.Phases[i].Title, b.Phases[i].Goal = text, text
		for j := range b.Phases[i].Steps {
			st := &b.Phases[i].Steps[j]
			st.Title, st.Do, st.Command, st.Caution, st.Verify, st.Evidence = text, text, text, text, text, text
			st.Refs = []playbook.Ref{{Title: text, URL: text}}
			for k := range st.Checks {
				st.Checks[k] = text
			}
		}
	}
	return b
}
