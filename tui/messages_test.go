package tui

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// onDrafts plays a script on the messages, an hour after the breach was
// noticed. One fact is missing unless then records it.
func onDrafts(t *testing.T, cfg screen.Config, size size, script func(d *tuitest.Driver, m *fake.Memory), then ...run.Intention) {
	t.Helper()
	onClocks(t, cfg, size, func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("esc", "m")
		script(d, m)
	}, then...)
}

func affected() run.Intention {
	return run.RecordFact("affected", playbook.NumberValue(12400), "", "scope")
}

func TestMessages(t *testing.T) {
	long := "They got in with the credentials of a person who had left the firm a year before, read the list of all customers, and took it away over three nights without anybody who watches our systems seeing it."
	for _, shown := range []struct {
		name string
		keys []string
		then []run.Intention
	}{
		{"gaps", []string{"tab"}, nil},
		{"ready", nil, []run.Intention{affected()}},
		{"edited", []string{"left", "pgdown"}, []run.Intention{
			affected(),
			run.RecordFact("summary", playbook.TextValue(long), "", "aware"),
			run.SendMessage("notice", "", "portal", ""),
			run.EditMessage("notice", "Breach of personal data", long+"\n"),
			run.RecordFact("affected", playbook.NumberValue(12401), "", "scope"),
		}},
	} {
		for _, size := range sizes[:3] {
			t.Run(shown.name+"/"+size.name, func(t *testing.T) {
				onDrafts(t, screen.Config{ASCII: size.width != 80}, size, func(d *tuitest.Driver, _ *fake.Memory) {
					for _, key := range shown.keys {
						d.Press(key)
					}
					golden.RequireEqual(d.T, d.Frame())
				}, shown.then...)
			})
		}
	}
}

// TestDraftGaps shows each gap and goes to the step that fills it.
func TestDraftGaps(t *testing.T) {
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		shows(d, ">[ ] Notice to the      1 gap", "Gaps 1", " [ ] 1.2 How many people", "About [not recorded: How many people are", "[ ] How many people are")
		d.Press("tab")
		shows(d, ">[ ] 1.2 How many people", "Each gap is a fact that nobody has recorded yet.")
		d.Press("d")
		d.Wait(time.Second)
		shows(d, "affected", "How many people are affected?")
		d.Type("12400")
		d.Press("enter", "tab", "ctrl+s")
		d.Wait(time.Second)
		d.Press("esc") // the next fact of the step
		shows(d, ">[ ] Notice to the      ready", "No gaps", "About 12,400 people are affected.", "[x] How many people are")
		d.Press("tab")
		shows(d, "This message has no gaps.")
		d.Press("u", "tab", "enter")
		shows(d, "1.2  Find out whom it touches")
	})
}

// TestDraftSentWithGaps asks for the reason of a notice that left with gaps, and
// records nothing without it.
func TestDraftSentWithGaps(t *testing.T) {
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("space")
		shows(d, "It has 1 gap. If it left so, say why", "It left with gaps because (required)", "Record as sent with 1 gap")
		d.Wait(time.Second)
		d.Press("tab")
		d.Type("portal")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "still has gaps", "if it left so, say why")
		d.Press("shift+tab", "shift+tab")
		d.Type("72 hours are over")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		draft, _ := m.Run[app(d).Run.ID()].Message("notice")
		if ev := draft.Sent[0].Event.(run.MessageSent); ev.Because != "72 hours are over" || ev.Channel != "portal" {
			t.Errorf("recorded %+v", ev)
		}
		shows(d, ">[x] Notice to     sent, gaps")
		d.Press("pgdown")
		shows(d, "with gaps, because: 72 hours", "are over")
	})
}

func TestDraftKeys(t *testing.T) {
	t.Chdir(t.TempDir())
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("j")
		shows(d, ">[ ] Holding statement  ready", "We are looking into an incident.")
		d.Press("y")
		if want := "Subject: Statement\n\nWe are looking into an incident. We will say more when we know more.\n"; d.Clipboard() != want {
			d.T.Errorf("the clipboard holds %q, want %q", d.Clipboard(), want)
		}
		shows(d, `"Holding statement" was sent to the terminal's clipboard.`)
		copied := d.Clipboard()
		d.Press("w")
		shows(d, "Write the message to a file", "cordon-run1-holding.txt")
		d.Wait(time.Second)
		d.Press("enter")
		shows(d, "The message was written to")
		written, err := os.ReadFile("cordon-run1-holding.txt")
		if err != nil || string(written) != copied {
			d.T.Errorf("the file holds %q (%v), want what was copied", written, err)
		}
		d.Press("w")
		d.Wait(time.Second)
		d.Press("enter")
		shows(d, "is there already", "Nothing was written")
		d.Press("esc", "Y")
		shows(d, "Plain text", "Subject: Statement")
		d.Press("esc", "k", "y")
		shows(d, "WITH 1 GAP. \"Notice")
		d.Press("right")
		shows(d, ">[ ] Holding")
		d.Press("left")
		shows(d, ">[ ] Notice")
		d.Press("G", "g", "R")
		shows(d, "The text comes from the facts already.")
	})
}

// TestSentIsWhatWasCopied records a message as sent: its text is byte for byte
// what was copied, whatever becomes of the facts.
func TestSentIsWhatWasCopied(t *testing.T) {
	summary := "Naïve “list” of\ncustomers — 日本, \ttabs,  two spaces\n\nand a line.  "
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("y")
		copied := d.Clipboard()
		if !strings.Contains(copied, "“list” of\ncustomers — 日本, \ttabs,  two spaces\n\nand a line.") {
			d.T.Errorf("the clipboard holds %q", copied)
		}
		d.Press("space", "enter") // too early: dropped
		d.Wait(time.Second)
		shows(d, "Sent  Notice to the authority", "The exact text goes into the record")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, `Say how the message "Notice to the authority" was sent`)
		d.Press("shift+tab", "shift+tab", "shift+tab")
		d.Type("portal")
		shows(d, "[ Record as sent by portal ]")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "Recorded as sent: Notice to the authority.", ">[x] Notice to the       sent", "0 with gaps, 1 sent")
		id := app(d).Run.ID()
		if _, err := m.Record(m.Run[id], run.Stamp{By: "legal", Now: fake.Friday(t).Add(65 * time.Minute)}, run.RecordFact("affected", playbook.NumberValue(7), "counted again", "scope")); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		shows(d, "About 7 people")
		draft, _ := m.Run[id].Message("notice")
		ev := draft.Sent[0].Event.(run.MessageSent)
		if ev.Text() != copied || ev.Channel != "portal" || ev.To != "the competent supervisory authority" {
			d.T.Errorf("recorded as sent to %s by %s:\n%q\nwant what was copied:\n%q", ev.To, ev.Channel, ev.Text(), copied)
		}
		d.Press("pgdown", "pgdown", "pgdown")
		shows(d, "The text was another one then:", "About 12,400 people")
		d.Press("u")
		if draft, _ := app(d).Run.Message("notice"); len(draft.Sent) != 0 {
			d.T.Error("it still stands as sent after u")
		}
	}, affected(), run.RecordFact("summary", playbook.TextValue(summary), "", "aware"))
}

// TestSentTextMayNotChange: somebody records a fact while the form is open.
// What was copied is not what would be recorded.
func TestSentTextMayNotChange(t *testing.T) {
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("space")
		d.Wait(time.Second)
		d.Press("tab")
		d.Type("mail")
		id := app(d).Run.ID()
		if _, err := m.Record(m.Run[id], run.Stamp{By: "legal", Now: fake.Friday(t).Add(61 * time.Minute)}, run.RecordFact("affected", playbook.NumberValue(7), "", "scope")); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		before := m.Writes
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "The text of this message has changed since you opened this.")
		if m.Writes != before {
			d.T.Error("it was recorded as sent")
		}
		// And what was sent earlier had the text of then.
		d.Press("esc", "space")
		d.Wait(time.Second)
		d.Type("-20m")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		shows(d, "has changed since")
	}, affected())
}

// TestHostileMessage is harmless on the clipboard, and recorded as it was
// copied.
func TestHostileMessage(t *testing.T) {
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("y")
		copied := d.Clipboard()
		if strings.ContainsAny(copied, "\x1b\a\u202e\u009b") || !strings.Contains(copied, `taken\x1b]52;c;eA==\a away`) {
			d.T.Errorf("the clipboard holds %q", copied)
		}
		d.Press("space")
		d.Wait(time.Second)
		d.Press("tab")
		d.Type("mail")
		d.Press("ctrl+s", "enter")
		d.Wait(time.Second)
		draft, _ := app(d).Run.Message("notice")
		if len(draft.Sent) != 1 || draft.Sent[0].Event.(run.MessageSent).Text() != copied {
			d.T.Errorf("recorded %v, want what was copied: %q", draft.Sent, copied)
		}
	}, affected(), run.RecordFact("summary", playbook.TextValue("taken\x1b]52;c;eA==\a away\u202e\u009b31m"), "", "aware"))
}

func TestEditMessage(t *testing.T) {
	onDrafts(t, screen.Config{ASCII: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.Press("e")
		d.Wait(time.Second)
		shows(d, "Edit  Notice to the authority", "Subject", "Every keystroke is kept as a draft.")
		d.Type("To whom it may concern.\n\n")
		d.Wait(time.Second)
		d.Press("esc")
		d.Wait(time.Second)
		shows(d, "Text saved: 1 gap. The one before stays in the record.  u undo", "Edited by maria, Fri 15:30. R drafts it again", "To whom it may concern.")
		d.Press("e")
		d.Wait(time.Second)
		d.Press("esc") // as it was
		shows(d, "Messages")
		d.Press("e")
		d.Wait(time.Second)
		d.Press("ctrl+s")
		shows(d, "The text is as it was. esc closes.")
		d.Press("shift+tab", "ctrl+u")
		d.Type("Breach")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		if draft, _ := app(d).Run.Message("notice"); draft.Subject != "Breach" || !strings.HasPrefix(draft.Body, "To whom it may concern.\n\nWe became aware") {
			d.T.Errorf("the message is now %q", draft.Text())
		}
		id := app(d).Run.ID()
		if _, err := m.Record(m.Run[id], run.Stamp{By: "legal", Now: fake.Friday(t).Add(65 * time.Minute)}, affected()); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		shows(d, "Stale: recorded since then:")
		d.Press("R")
		d.Wait(time.Second)
		shows(d, "Drafted again from the facts.", "About 12,400 people", ">[ ] Notice to the      ready")
		d.Press("u")
		d.Wait(time.Second)
		shows(d, "To whom it may concern.")
		if len(m.Draft[id]) != 0 {
			d.T.Errorf("drafts are left: %q", m.Draft[id])
		}
	})
}

// TestEditMessageInEditor leaves the editor with another text, with the same,
// with an error, and without an editor.
func TestEditMessageInEditor(t *testing.T) {
	dir := t.TempDir()
	cfg := screen.Config{ASCII: true, DataDir: dir, Environ: []string{"EDITOR=ed"}}
	onDrafts(t, cfg, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		d.OnExec = func(cmd *exec.Cmd) error {
			file := cmd.Args[len(cmd.Args)-1]
			if filepath.Dir(file) != dir {
				d.T.Errorf("the editor opens %s, want a file in %s", file, dir)
			}
			old, err := os.ReadFile(file)
			if err != nil || !strings.HasPrefix(string(old), "We became aware") {
				d.T.Errorf("the editor opens %q, %v", old, err)
			}
			return os.WriteFile(file, []byte("Short and plain.\n"), 0o600)
		}
		d.Press("E")
		d.Wait(time.Second)
		shows(d, "Text saved: ready.", "Short and plain.")
		if draft, _ := app(d).Run.Message("notice"); draft.Body != "Short and plain.\n" {
			d.T.Errorf("the body is %q", draft.Body)
		}
		before := m.Writes
		d.OnExec = func(*exec.Cmd) error { return nil }
		d.Press("E")
		d.Wait(time.Second)
		shows(d, "Nothing was changed in the editor.", "Edit")
		d.Press("esc")
		d.OnExec = func(*exec.Cmd) error { return os.ErrPermission }
		d.Press("E")
		d.Wait(time.Second)
		shows(d, "The editor ended with an error")
		d.Press("esc")
		if m.Writes != before {
			d.T.Errorf("%d entries were written", m.Writes-before)
		}
	})
}

func TestMessagesReview(t *testing.T) {
	onDrafts(t, screen.Config{ASCII: true, Review: true}, sizes[1], func(d *tuitest.Driver, m *fake.Memory) {
		before := m.Writes
		for _, key := range []string{"space", "e", "E", "R", "u", "U"} {
			d.Press(key)
			shows(d, "open to look at only")
		}
		d.Press("y", "tab", "d", "enter")
		shows(d, "1.2  Find out whom it touches")
		if m.Writes != before {
			d.T.Errorf("%d entries were written", m.Writes-before)
		}
	})
}
