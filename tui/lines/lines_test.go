package lines

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
)

// TestDrill takes a run from its start to its close with Enter, digits and
// letters.
func TestDrill(t *testing.T) {
	m := fake.NewMemory(t)
	out := talk(t, m, screen.Config{},
		"p", "1", "a drill", "", // the card, then the first step
		"1", "2", "d", "1", "<", "", "the copy is on its way", "", // done without its evidence
		".", "x", "12400", "", "", "1 2", "", "", "d",
		".", "x", "2", "names and cards together", "", "1", "d",
		".", "d", ".", "s", "nobody is told in a drill", "",
		"n", "All is quiet.", "", "", "u", "U",
		"2.3", "d",
		":close", "all went well", "", "1",
		"R", "1", "1", "<", "l", "Rehearse the call", "ben", "", "s", "", "", "1", "q", "q", "q")
	r := m.Run["run1"]
	if _, closed := r.Closing(); !closed || !r.Drill() || r.Progress().Settled != r.Progress().Total {
		t.Errorf("the drill is not closed with all steps settled: %+v\n%s", r.Progress(), out)
	}
	if len(r.Lessons()) != 1 || len(r.SignOffs()) != 1 {
		t.Errorf("lessons %v, signatures %v:\n%s", r.Lessons(), r.SignOffs(), out)
	}
	said(t, out, "Drill: Phishing.", "Step 1.1: ", "Saved 2. Check 1 of 1.1 ticked.", "The step still asks for:", "Saved 4. 1.1 done.",
		"Saved 5. Recorded: ", "Record it?", "Saved", "1.3> d", "Saved", "Note saved", "Undone: ", "Done again: ", "Record it?", "Review of a drill", "Verdict: fine", "Lesson noted", "Bye.")
}

// TestMore goes through lists and texts that are longer than an answer.
func TestMore(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	out := talk(t, m, screen.Config{Open: id}, "", "?", "more", "more", "more", "more", "more", "more", "more", "/", "1", "/copy", "<", "t", "<", "r", "<", "v", "3", "<", "<", "c", "<", "/zebra", "1", "<",
		":note", "2", "<", "y", ":copy", "N", "zzz", "9.9", "7", "m", "M", "more", "<", "Y", "<", "q", "q")
	said(t, out, "Step 1.3", "more: type more.", "That was all.", "1.1 Preserve the message", "8 entries, newest first.", "The report, up to entry 8", "Facts and decisions.",
		"This run has no clocks.", "Nothing holds all of these words.", "Refused: A terminal's clipboard", "Refused: A terminal's clipboard", "Refused: An editor takes the whole screen.", "Refused: nothing is called zzz here.", "Refused: nothing is called 9.9 here.",
		"Refused: there is no number 7 here.", "Refused: This playbook has no messages.", "Bye.")
}

// TestMeant names what may have been meant by words that are no command, and takes the
// word beside a key for the key.
func TestMeant(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	out := talk(t, m, screen.Config{Open: id}, "record", "fact x=1", "quit", "step 1.1", "1.1 done", "note", "all is quiet", "", "", "q", "q")
	said(t, out, "nothing is called record here. Did you mean x: Decide or record the facts of this step?", "Did you mean x: ",
		"nothing is called quit here. Did you mean q: Leave this screen?", "nothing is called step 1.1 here. 1.1 alone goes to that step. ", "nothing is called 1.1 done here. 1.1 alone",
		"Note on 1.3", "Note saved", "Bye.")
}

// TestOwnKeys has the letters of lines, and says them, also where somebody chose
// other keys for the screens.
func TestOwnKeys(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	cfg := screen.Config{Open: id, Keymap: screen.Keymap{"note.add": {"e"}, "evidence.add": {"n"}, "find": {"f"}, "find.command": {";"}, "step.done": {"g"}, "step.current": {"G"}}}
	out := talk(t, m, cfg, "2.2", "n", "All is quiet.", "", "", "/copy", "<", ".", "d", "<", ":close", "<", "q", "q")
	said(t, out, "You are at 1.3; . goes there.", "Note saved", "1.1 Preserve the message", "Step 2.3", "2.3 done.", "Close the run.")
}

func TestReview(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.Close("practice"))
	out := talk(t, m, screen.Config{Open: id, Review: true, By: "eve"},
		"1", "1", "n", "2", "Why was it left open?", "", "<", "l", "Rehearse it", "ben", "2027-01-05", "s", "", "", "1", "u", "q", "d", "1.1", "q")
	said(t, out, "Review of Mail", "The record is whole", "1 is fine", "Saved 3. Verdict: fine.", "Saved 4. Verdict: question.", "Saved 5. Lesson noted.", "Record it?",
		"Saved 6.", "Undone", "Step 1.1", "Refused: This run is closed and read-only.", "Bye.")
}

// TestEndOfInput wants all that Enter ended to be kept, and nothing else.
func TestEndOfInput(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	out := talk(t, m, screen.Config{Open: id}, "n", "the first line", "the second")
	if !strings.HasSuffix(out, "text> \nSaved 1. Bye.\n") {
		t.Errorf("it ended otherwise:\n%s", out)
	}
	if got := m.Draft[id]["note/preserve"]; got != "the first line\nthe second" {
		t.Errorf("the draft is %q", got)
	}
	if n := len(m.Run[id].Entries()); n != 1 {
		t.Errorf("%d entries, want none but the start", n)
	}
	out = talk(t, m, screen.Config{Open: id}, "n", ".", "")
	said(t, out, "There is a draft of this from before.", "It says: the first line", "Saved 2. Note saved")
	if note := m.Run[id].Last().Event.(run.NoteAdded).Text; note != "the first line\nthe second" {
		t.Errorf("the note is %q", note)
	}
}

// TestEachLineIsKept wants each line of a text on disk before the next prompt.
func TestEachLineIsKept(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	l := &listener{t: t, lines: []string{"n", "one", "two", "three", "", ""}}
	var kept []string
	l.while = func(string) { kept = append(kept, m.Draft[id]["note/preserve"]) }
	l.talk(m, screen.Config{Open: id})
	if want := []string{"", "", "one", "one\ntwo", "one\ntwo\nthree", "one\ntwo\nthree"}; !slices.Equal(kept, want) {
		t.Errorf("kept at each prompt: %q, want %q", kept, want)
	}
}

// TestOthers wants what somebody else records to be said before the next prompt,
// and not while a line is typed.
func TestOthers(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	l := &listener{t: t, lines: []string{"n", "quiet", "", "", "", "q", "q"}}
	l.while = func(line string) {
		if line != "quiet" {
			return
		}
		for i := range 5 {
			m.Write(t, id, "ben", run.AddNote("", fmt.Sprint("note ", i)))
		}
	}
	said(t, l.talk(m, screen.Config{Open: id}), "text> quiet\n", "5 new entries, the last by ben: note: note 4\ntext> ", "Saved 7. Note saved", "Bye.")
}

// TestWhoIsOn wants who else works on a run to be said when it is opened, and not
// again.
func TestWhoIsOn(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	m.Write(t, id, "ben", run.AddNote("", "here"))
	out := talk(t, m, screen.Config{Open: id}, "", "n", "words", "", "", "", "q", "q")
	said(t, out, "On in the last ten minutes: ben.\n", "Saved 3.")
	if n := strings.Count(out, "On in the last"); n != 1 {
		t.Errorf("said %d times:\n%s", n, out)
	}
}

// TestNotSaved wants a disk that takes nothing to be the first word before each
// prompt, and what was typed to be there afterwards.
func TestNotSaved(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	l := &listener{t: t, lines: []string{"n", "words", "", "", "", "", "", "", "q", "q"}}
	n := 0
	l.while = func(string) {
		n++
		switch n {
		case 2:
			m.Err = errors.New("no space left on device")
		case 6:
			m.Err = nil
		}
	}
	said(t, l.talk(m, screen.Config{Open: id}), "NOT SAVED: no space left on device\ntext> ", "Saved 2. Note saved", "Bye.")
	if note, ok := m.Run[id].Last().Event.(run.NoteAdded); !ok || note.Text != "words" {
		t.Errorf("what was typed is not recorded: %v", m.Run[id].Last().Event)
	}
}

// TestDueSoon wants a deadline that comes near to be said once, by its first word.
func TestDueSoon(t *testing.T) {
	m := fake.Lawful(t)
	id := m.Begin(t, "maria", fake.BreachDone()...)
	now := fake.Began.Add(time.Hour)
	l := &listener{t: t, lines: []string{"", "", "", "", "", "q", "q"}}
	l.while = func(string) { now = now.Add(14 * time.Hour) }
	out := l.talk(m, screen.Config{Open: id, Now: func() time.Time { return now }})
	said(t, out, "Due soon: ", "Overdue: ", "Bye.")
	for line := range strings.Lines(out) {
		if (strings.HasPrefix(line, "Due soon: ") || strings.HasPrefix(line, "Overdue: ")) && strings.Count(out, line) > 1 {
			t.Errorf("said more than once: %q", line)
		}
	}
}

// TestHostile wants text that would move the cursor to be heard as what it is.
func TestHostile(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "ma\x1b[2Jria", run.AddNote("preserve", "\x1b]52;c;AAAA\a\x9b2J\rgone\u202e│ box\t."))
	talk(t, m, screen.Config{Open: id, By: "ma\x1b[2Jria"}, "1.1", "t", "<", "Y", "<", "n", "\x1b[31mred\x1b[0m\r", "", "\x1b", "<", "u", "r", "<", "\x1b[A", "/\x1b[A", "<", "q", "q")
}

// TestClocksAndMessages files a deadline and records a message as sent.
func TestClocksAndMessages(t *testing.T) {
	m := fake.Lawful(t)
	fake.Joinable(t, m)
	id := m.Begin(t, "maria", fake.BreachDone()...)
	out := talk(t, m, screen.Config{Open: id},
		"c", "1", "d", "", "AZ 4711", "", "", "1", "<", "<",
		"m", "2", "d", "", "mail", "", "1", "e", "", "another line", "", "<", "<",
		"c", "+", "new zealand", "1", "<", "<", "+", "1", ":role", "1", "ben", "", ":handover", "ben", "", "", "<", ":incident", "INC-1", "q", "q")
	said(t, out, "1. Tell ACME by contract", "Saved 6. Filed in time: Tell ACME by contract.", "Saved 7. Recorded as sent: ", "Saved 8. Text saved: ", "Tell The Privacy Commissioner.",
		"Saved 9. Open bucket is part of this run", "Saved 10. Incident lead: ben.", "Refused: Ben already leads this run.", "Saved 11.", "INC-1", "Bye.")
	if !slices.ContainsFunc(m.Run[id].Entries(), func(e *run.Entry) bool { _, ok := e.Event.(run.ClockFiled); return ok }) {
		t.Errorf("no clock was filed:\n%s", out)
	}
}

// TestDrillWithMessages plays a drill in lines: a message comes before the next prompt, time goes
// by with Enter, and the sheet takes answers.
func TestDrillWithMessages(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Play(t, fake.Began.Add(30*time.Minute-21*time.Minute))
	out := talk(t, m, screen.Config{Open: id},
		"", "a", "<", "<", "", "<", "i", "2", "<", "<", ":close", "practice", "", "1", "3", "y", "4", "we kept a copy", "<", "q", "q")
	said(t, out, "DRILL. Finance", "We all got a mail", "mail.txt is attached", "Somebody has answered it.", "5 hours 0 minutes go by.", "A reporter asks", "3 messages so far",
		"The sheet of the drill: ", "to answer", "Answered: yes.", "Filled in: What went well.", "Bye.")
	var came int
	for _, e := range m.Run[id].Entries() {
		if _, ok := e.Event.(run.InjectShown); ok {
			came++
		}
	}
	if came != 3 {
		t.Errorf("%d messages came:\n%s", came, out)
	}
}
