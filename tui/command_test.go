package tui

import (
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestCommandOfFacts shows and copies a command with what was recorded, and never
// one with a gap in silence.
func TestCommandOfFacts(t *testing.T) {
	book := fake.Book(t)
	book.Phases[0].Steps[0].Command = "mailctl purge --to {{ .affected }} --note {{ .vendor }} {{ .Names }}"
	book.Facts = append(book.Facts, playbook.Fact{ID: "vendor", Ask: "Which vendor?", Type: playbook.Text})
	m := fake.NewMemory(t)
	m.Book = book
	id := m.Begin(t, "maria")
	driveRun(t, m, screen.Config{Open: id}, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "g", "y")
		shows(d, "--note [not recorded: Which vendor?]", "WITH 2 GAPS", "was sent to the terminal's clipboard.")
	})
	m.Write(t, id, "maria", run.RecordFact("affected", playbook.NumberValue(12400), "", "count"),
		run.RecordFact("vendor", playbook.TextValue("O'Brien & $(id)"), "", "count"))
	driveRun(t, m, screen.Config{Open: id}, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "g", "y")
		want := `mailctl purge --to 12400 --note 'O'\''Brien & $(id)' {{ .Names }}`
		shows(d, want, "The command was sent to the terminal's clipboard.")
		showsNot(d, "GAP")
		if d.Clipboard() != want {
			d.T.Errorf("the clipboard holds %q, want %q", d.Clipboard(), want)
		}
	})
}

// TestCopyAsksWhich asks which of several pieces of code to copy, and not where
// there is one.
func TestCopyAsksWhich(t *testing.T) {
	m := fake.NewMemory(t)
	st := &m.Book.Phases[0].Steps[0]
	st.Do += "\n\n```sh\nmsgexport --list\nmsgexport --check 4711\n```\n"
	driveRun(t, m, screen.Config{Open: m.Begin(t, "maria")}, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "g", "y")
		shows(d, "Copy which?", "msgexport --raw 4711", "command ", "msgexport --list", "code, 2 lines", "step, ")
		slowly(d, "down", "enter")
		showsNot(d, "Copy which?")
		shows(d, "The code was sent to the terminal's clipboard. Nothing to paste? Y shows it plain.")
		if want := "msgexport --list\nmsgexport --check 4711"; d.Clipboard() != want {
			d.T.Errorf("the clipboard holds %q, want %q", d.Clipboard(), want)
		}
		slowly(d, "y")
		d.Type("raw")
		d.Press("enter")
		if want := "msgexport --raw 4711"; d.Clipboard() != want {
			d.T.Errorf("the clipboard holds %q, want %q", d.Clipboard(), want)
		}
		slowly(d, "j", "y")
		shows(d, "The step was sent to the terminal's clipboard.")
	})
}
