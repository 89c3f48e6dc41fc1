package tui

import (
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/tuitest"
)

// TestEveryFrameFits draws every screen in windows of every kind. The driver
// fails if a frame is larger than its window or the cursor is outside.
func TestEveryFrameFits(t *testing.T) {
	fake.TakesLong(t)
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
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
	fake.TakesLong(t)
	text := "\x1b]52;c;eA==\a\x1b[2J\u202eover\rwritten\u009b31m\nand more"
	book := hostileBook(t, text)
	// No intention records such a name. A journal from elsewhere might hold it.
	taken := func(run.Run) (run.Event, error) { return run.RoleTaken{Role: "it", Name: text}, nil }
	for _, p := range places {
		p.book = book
		p.by = text
		p.done = []run.Intention{
			run.AddNote("count", text), run.AddNote("", text), taken,
			run.RecordFact("affected", playbook.NumberValue(1), text, "count"), run.BlockStep("count", text),
			fake.RecordTime("aware_at", fake.Began.Add(-time.Hour), "count"), run.ConfirmClock("duty", text),
			run.FileClock("duty", text, text, text, fake.Began), run.EditMessage("notice", text, text+"\n"),
		}
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
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
	b := fake.Book(t)
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
	b.Rules = []playbook.Rule{{ID: "rule", Title: text, To: text, Trigger: text, Threshold: text, Content: []string{text}, Exceptions: []string{text}, Note: text, Cite: text, URL: text}}
	b.Clocks = []playbook.Clock{
		{ID: "duty", Rule: "rule", Title: text, To: text, From: "aware_at"},
		{ID: "other", Within: "72 hours", Title: text, To: text, Cite: text, From: "aware_at"},
	}
	b.Messages = []playbook.Message{{ID: "notice", Title: text, To: text, Subject: text, Body: text + " {{ .risk }}", Must: []playbook.Required{{Says: text}}, Avoid: []string{"over"}}}
	for i := range b.Phases {
		b.Phases[i].Title, b.Phases[i].Goal = text, text
		for j := range b.Phases[i].Steps {
			st := &b.Phases[i].Steps[j]
			st.Title, st.Do, st.Command, st.Caution, st.Verify, st.Evidence = text, text, text, text, text, text
			st.Message, st.Files = "notice", []string{"duty", "other"}
			st.Refs = []playbook.Ref{{Title: text, URL: text}}
			for k := range st.Checks {
				st.Checks[k] = text
			}
		}
	}
	return b
}
