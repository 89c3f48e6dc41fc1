package tui

import (
	"reflect"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

const allFacts = `
format: cordon/1
id: all
title: All kinds of facts
facts:
  words: {ask: What did they say?, type: text}
  count: {ask: How many?, type: number}
  sure: {ask: Is it sure?, type: yes-no}
  where: {ask: Where?, type: choice, options: {eu: EU, uk: UK, else: Elsewhere}}
  kinds: {ask: Which kinds?, type: choices, options: {names: Names, cards: Cards}}
  since: {ask: Since when?, type: time}
  day: {ask: Which day?, type: date}
phases:
  - id: one
    title: One
    steps:
      - {id: ask, title: Ask, record: [words, count, sure, where, kinds, since, day]}
`

// otherBook returns a memory whose playbook is the given one, and a run of it.
func otherBook(t *testing.T, text string) (*fake.Memory, string) {
	t.Helper()
	m := fake.NewMemory(t)
	var err error
	if m.Book, err = playbook.Parse("other.yaml", []byte(text)); err != nil {
		t.Fatal(err)
	}
	return m, m.Begin(t, "maria")
}

// TestFactsOfEveryType records the facts of a step one after the other, as the
// forms follow each other.
func TestFactsOfEveryType(t *testing.T) {
	facts := []struct {
		wrong, refusal string
		keys           []string
		typed, echo    string
		want           playbook.Value
	}{
		{"", "What did they say? there is no answer: write some text", nil, "that it was them", "", playbook.TextValue("that it was them")},
		{"12.400", "can be read in two ways", nil, "12,400", "= 12,400", playbook.NumberValue(12400)},
		{"", "Choose an option first", []string{"2"}, "", "(o) 2  No", playbook.YesNoValue(false)},
		{"", "Choose an option first", []string{"space", "j", "down", "k"}, "", "(o) 2  UK", playbook.TextValue("uk")},
		{"", "Choose an option first", []string{"1", "j", "space"}, "", "[x] 2  Cards", playbook.ChoicesValue("names", "cards")},
		{"soon", "is not a time", nil, "03:10", "= Sat 2026-11-21 03:10 +01:00", playbook.TextValue("2026-11-21T03:10:00+01:00")},
		{"tomorrow", "is not a date", nil, "2026-11-21", "= Sat 2026-11-21", playbook.TextValue("2026-11-21")},
	}
	m, id := otherBook(t, allFacts)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "d")
		for i, f := range facts {
			d.Type(f.wrong)
			slowly(d, "enter")
			shows(d, f.refusal)
			d.Press("ctrl+u")
			d.Press(f.keys...)
			d.Type(f.typed)
			shows(d, f.echo)
			d.Press("enter")
			ev, ok := m.Last(id).(run.FactRecorded)
			if !ok || !ev.Value.Equal(f.want) || ev.Step != "ask" {
				d.T.Errorf("fact %d: recorded %+v, want %v", i+1, m.Last(id), f.want.Text())
			}
			if i < len(facts)-1 {
				before := m.Writes
				d.Press("1", "enter") // too early: the next form has just opened
				if m.Writes != before {
					d.T.Errorf("a key right after fact %d recorded something", i+1)
				}
				d.Press("backspace")
			}
			d.Wait(time.Second)
		}
		showsNot(d, "Fact")
	})
}

// TestTimeQuestionHasOneTime asks for the moment and for no second time beside it.
func TestTimeQuestionHasOneTime(t *testing.T) {
	m := fake.Lawful(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "d")
		shows(d, "When did we become reasonably certain?", "A time, like 03:10", "Because (may be left out)")
		showsNot(d, "(only if it was earlier)")
		d.Type("-15m")
		slowly(d, "enter")
		if got, ok := m.Last(id).(run.FactRecorded); !ok || got.Fact != "aware_at" {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
	})
}

// TestDecision is recorded with the button and not otherwise.
func TestDecision(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "judge"})
		slowly(d, "d", "ctrl+s", "enter")
		shows(d, "Choose an option first")
		slowly(d, "left", "enter")
		showsNot(d, "Decision")
		slowly(d, "d", "2", "enter")
		d.Type("it was sent outside")
		slowly(d, "enter", "tab") // past the time to no, to yes
		shows(d, "> [ Record decision: 2 High ]")
		if m.Writes != 1 {
			d.T.Errorf("recorded before the button: %+v", m.Last(id))
		}
		slowly(d, "enter")
		want := run.FactRecorded{Fact: "risk", Value: playbook.TextValue("high"), Because: "it was sent outside", Step: "judge"}
		if got := m.Last(id); !reflect.DeepEqual(got, want) {
			d.T.Errorf("recorded %+v, want %+v", got, want)
		}
		shows(d, "Recorded: How likely is harm to people? High.  u undo")
	})
}

func TestDecisionNeedsItsReason(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "judge"})
		slowly(d, "d", "1", "ctrl+s", "enter")
		shows(d, `"How likely is harm to people?" is a decision: say why.`, "(o) 1  Unlikely")
		if m.Writes != 1 {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
	})
}

// TestDecisionAgain changes a decision: the old one shows, is chosen from the
// start, and no other form follows.
func TestDecisionAgain(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.RecordFact("risk", playbook.TextValue("high"), "it was sent outside", "judge"))
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "judge"})
		slowly(d, "d")
		shows(d, "Now: High, because: it was sent outside (03:12 by maria)", "(o) 2  High", "It decides whether these apply: 2.2")
		slowly(d, "k", "tab")
		d.Type("it came back unread")
		slowly(d, "ctrl+s", "enter")
		rec, _ := m.Run[id].Fact("risk")
		if rec.Value.Text() != "unlikely" || len(rec.Earlier) != 1 {
			d.T.Errorf("recorded %+v", rec)
		}
		showsNot(d, "Decision")
	})
}

// TestChoiceIsKeptAsADraft closes a decision half way.
func TestChoiceIsKeptAsADraft(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "judge"})
		slowly(d, "d", "2", "q")
		showsNot(d, "Decision")
		if got := m.Draft[id]["fact/risk"]; got != "high" {
			d.T.Errorf("the draft is %q", got)
		}
		slowly(d, "d")
		shows(d, "(o) 2  High", "This is your draft from before.")
	})
}
