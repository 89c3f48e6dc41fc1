//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A move is one thing that a responder does to a run. Each gives one entry. A
// story is told in moves, so that it can be told through the screens and by
// commands, see [person.does] and [clerk.does].
type move struct {
	verb  verb
	step  string // its number
	check int
	fact  string
	value string // of the fact
	role  string
	name  string // of the person who gets it
	file  string // in the folder of evidence
	text  string // the reason, the note, what the evidence shows
	at    string // when it happened, if not now
}

type verb string

const (
	moveDone      verb = "done"
	moveReopen    verb = "reopen"
	moveSkip      verb = "skip"
	moveBlock     verb = "block"
	moveUnblock   verb = "unblock"
	moveFail      verb = "fail"
	moveTick      verb = "tick"
	moveUntick    verb = "untick"
	moveNote      verb = "note"
	moveRecord    verb = "record"
	moveAttach    verb = "attach"
	moveTake      verb = "take"
	moveHandOver  verb = "hand over"
	moveUndo      verb = "undo"
	moveRedo      verb = "redo"
	moveClose     verb = "close"
	moveReopenRun verb = "reopen the run"
)

// evidenceFolder is where the files of evidence lie, in the home folder.
const evidenceFolder = "evidence"

// A clerk makes the moves by commands.
type clerk struct {
	office
	id string
}

func (c clerk) does(m move) {
	c.t.Helper()
	args := c.words(m)
	if m.at != "" {
		args = append(args, "--at", m.at)
	}
	c.must(args...)
}

// words returns the command for a move.
func (c clerk) words(m move) []string {
	reason := []string{}
	if m.text != "" {
		reason = []string{"--reason", m.text}
	}
	switch m.verb {
	case moveDone, moveReopen, moveSkip, moveBlock, moveUnblock, moveFail:
		return append([]string{"step", string(m.verb), c.id, m.step}, reason...)
	case moveTick:
		return []string{"check", c.id, m.step, fmt.Sprint(m.check)}
	case moveUntick:
		return []string{"check", c.id, m.step, fmt.Sprint(m.check), "--clear"}
	case moveNote:
		return slices.DeleteFunc([]string{"note", c.id, m.step, "-m", m.text}, func(s string) bool { return s == "" })
	case moveRecord:
		args := []string{"record", c.id, m.fact + "=" + m.value}
		if m.text != "" {
			args = append(args, "--because", m.text)
		}
		return args
	case moveAttach:
		args := []string{"evidence", "add", c.id, m.step, evidenceFolder + "/" + m.file}
		if m.text != "" {
			args = append(args, "--desc", m.text)
		}
		return args
	case moveTake:
		return []string{"role", c.id, m.role, m.name}
	case moveHandOver:
		return []string{"handover", c.id, m.name, "-m", m.text}
	case moveUndo, moveRedo:
		return []string{string(m.verb), c.id}
	case moveClose:
		return append([]string{"close", c.id}, reason...)
	case moveReopenRun:
		return append([]string{"reopen", c.id}, reason...)
	}
	panic("no command for " + m.verb)
}

// does makes a move through the screens, and waits until they say that it is
// saved.
func (p *person) does(book *playbook.Playbook, m move) {
	p.t.Helper()
	if !p.isAsked(book, m) && m.step != "" {
		p.goes(m.step)
	}
	switch m.verb {
	case moveDone, moveReopen:
		p.settles(m)
	case moveUnblock:
		p.Press("b")
	case moveSkip:
		p.says("s", "Skip "+m.step, m)
	case moveBlock:
		p.says("b", "Blocked "+m.step, m)
	case moveFail:
		p.says("F", "Failed "+m.step, m)
	case moveTick, moveUntick:
		p.ticks(book, m)
	case moveNote:
		p.notes(m)
	case moveRecord:
		p.records(book, m)
		return
	case moveAttach:
		p.attaches(m)
	case moveTake:
		p.gives(book, m)
	case moveHandOver:
		p.handsOver(m)
	case moveUndo:
		p.Press("u")
	case moveRedo:
		p.Press("U")
	case moveClose:
		p.closes(m)
		return
	case moveReopenRun:
		p.palette("Reopen the run")
		p.dialog("Reopen the run")
		p.Type(m.text)
		p.when(m)
		p.acts("enter")
		p.WaitGone("READ-ONLY", patience)
	}
	p.sees()
}

// settles marks a step done, or open again. A reason is given where the screen
// asks for one.
func (p *person) settles(m move) {
	p.t.Helper()
	if m.verb == moveReopen {
		<-time.After(time.Second) // the same key at once would be taken for one that is held
	}
	p.Press("space")
	if m.text == "" {
		return
	}
	p.dialog("Done? " + m.step)
	p.Press("tab") // over what is missing
	p.reads("say why it is done without")
	p.Type(m.text)
	p.when(m)
	p.acts("enter")
}

// says gives the reason that a key asks for.
func (p *person) says(key, title string, m move) {
	p.t.Helper()
	p.Press(key)
	p.dialog(title)
	p.Type(m.text)
	p.when(m)
	p.acts("enter")
}

// when says when it happened, in the field behind this one.
func (p *person) when(m move) {
	p.t.Helper()
	if m.at == "" {
		return
	}
	p.Press("tab")
	p.Type(m.at)
	p.reads("[ " + m.at)
}

// ticks goes to a check of the step and presses its key.
func (p *person) ticks(book *playbook.Playbook, m move) {
	p.t.Helper()
	p.items(stepAt(book, m.step), m.check-1)
	p.Press("space")
	p.reads(fmt.Sprintf("Check %d of %s", m.check, m.step))
	p.Press("esc")
}

// notes writes a note.
func (p *person) notes(m move) {
	p.t.Helper()
	if m.step == "" {
		p.palette("Note on the run")
		p.dialog("Note on the run")
	} else {
		p.Press("n")
		p.dialog("Note on " + m.step)
	}
	p.Type(m.text)
	p.when(m)
	p.acts("esc")
	p.WaitGone("Note on", patience)
}

// formOf matches the title of the form of a fact at a step.
var formOf = regexp.MustCompile(`(?i:fact|decision) [\d.]+[^\n]*`)

// placeOf is how the form of a fact says which one of its step it is.
func placeOf(book *playbook.Playbook, m move) string {
	facts := stepAt(book, m.step).Record
	if len(facts) < 2 {
		return m.step
	}
	return fmt.Sprintf("%s (%d of %d)", m.step, slices.Index(facts, m.fact)+1, len(facts))
}

// isAsked reports whether the form of the fact that the move is about is up
// already, because it is the next of its step. The form of another one is
// closed.
func (p *person) isAsked(book *playbook.Playbook, m move) bool {
	p.t.Helper()
	up := formOf.FindString(p.Screen())
	if up != "" && m.verb == moveRecord && strings.Contains(up+" ", " "+placeOf(book, m)+" ") {
		p.came = time.Now()
		return true
	}
	p.closesForm()
	return false
}

// closesForm closes the form of a fact, if one is up.
func (p *person) closesForm() {
	p.t.Helper()
	if formOf.MatchString(p.Screen()) {
		p.Press("esc")
		p.WaitUntil("screen without a form", patience, func(screen string) bool { return !formOf.MatchString(screen) })
	}
}

// records records a fact.
func (p *person) records(book *playbook.Playbook, m move) {
	p.t.Helper()
	fact, _ := book.Fact(m.fact)
	fromItems := !p.isAsked(book, m) && p.opens(book, m)
	p.answers(fact, m.value)
	fields := 2 // that are left: why, when
	if fact.Type == playbook.Time {
		fields = 1 // it has no second time
	}
	if m.text != "" {
		p.Press("tab")
		p.Type(m.text)
		fields--
	}
	if m.at != "" {
		for ; fields > 1; fields-- {
			p.Press("tab")
		}
		p.when(m)
		fields--
	}
	if fact.Because {
		p.decides(fields)
	} else {
		p.acts("enter")
	}
	p.sees()
	if fromItems {
		p.closesForm() // of the next fact
		p.Press("esc") // to the steps
	}
}

// opens brings up the form of a fact: with d if it is the next of its step,
// else from among the items of the step, which it reports.
func (p *person) opens(book *playbook.Playbook, m move) (fromItems bool) {
	p.t.Helper()
	p.Press("d")
	p.finds(`(?i:fact|decision) ` + regexp.QuoteMeta(m.step))
	if p.isAsked(book, m) {
		return false
	}
	st := stepAt(book, m.step)
	p.items(st, len(st.Checks)+slices.Index(st.Record, m.fact))
	p.Press("enter")
	p.finds(`(?i:fact|decision) ` + regexp.QuoteMeta(placeOf(book, m)))
	p.came = time.Now()
	return true
}

// items goes to one of the things that a step asks for.
func (p *person) items(st playbook.Step, at int) {
	p.t.Helper()
	if st.Command != "" {
		at++ // it stands before them
	}
	p.Press("enter")
	for range st.Checks {
		p.Press("k")
	}
	for range st.Record {
		p.Press("k")
	}
	p.Press("k")
	for range at {
		p.Press("j")
	}
}

// answers fills in the value of a fact.
func (p *person) answers(fact playbook.Fact, value string) {
	p.t.Helper()
	options := fact.Options
	if fact.Type == playbook.YesNo {
		options = []playbook.Option{{ID: "yes"}, {ID: "no"}}
	}
	switch fact.Type {
	case playbook.Choice, playbook.Choices, playbook.YesNo:
		p.looks()
		for _, id := range strings.Split(value, ",") {
			p.picks(slices.IndexFunc(options, func(o playbook.Option) bool { return o.ID == id }), fact.Type == playbook.Choices)
		}
	default:
		p.Type(value)
	}
}

// picks chooses an option: by its digit if it has one, else with the cursor.
// Where there is one choice, it goes with the cursor, and the first key takes
// the option that the cursor stands on.
func (p *person) picks(i int, many bool) {
	p.t.Helper()
	if i < 9 {
		p.Press(fmt.Sprint(i + 1))
		return
	}
	p.Press("9")
	for range i - 8 {
		p.Press("j")
	}
	if many {
		p.Press("space", "9") // 9 was taken on the way
	}
}

// decides goes over the fields that are left to the button that records, which
// is the second, and presses it.
func (p *person) decides(fields int) {
	p.t.Helper()
	for range fields {
		p.Press("tab")
	}
	p.Press("tab")
	p.finds(`[▸>] \[ Keep thinking`)
	p.Press("tab")
	p.finds(`[▸>] \[ Record`)
	p.acts("enter")
}

// attaches adds a file, whose path is completed.
func (p *person) attaches(m move) {
	p.t.Helper()
	p.Press("e")
	p.dialog("Evidence for " + m.step)
	p.Type("~/" + evidenceFolder[:2])
	p.Press("tab")
	p.reads(evidenceFolder + "/")
	p.Type(strings.TrimSuffix(m.file, ".log"))
	p.Press("tab")
	p.reads(m.file)
	if m.text != "" {
		p.Press("tab")
		p.finds(`[▸>] What it shows`)
		p.Type(m.text)
	}
	p.when(m)
	p.acts("enter")
	p.WaitGone("Evidence for", patience)
}

// gives gives somebody a role.
func (p *person) gives(book *playbook.Playbook, m move) {
	p.t.Helper()
	p.palette("Role: say who has one")
	p.dialog("Role: say who has one")
	p.looks()
	p.picks(slices.IndexFunc(book.Roles, func(r playbook.Role) bool { return r.ID == m.role }), false)
	p.Press("enter")
	p.Type(m.name)
	p.when(m)
	p.acts("enter")
}

// handsOver hands the lead over.
func (p *person) handsOver(m move) {
	p.t.Helper()
	p.palette("Hand over the lead")
	p.dialog("Hand over the lead")
	p.Type(m.name)
	p.acts("enter")
	p.finds(`[▸>] What they need`)
	p.Type(m.text)
	p.when(m)
	p.acts("enter")
}

// closes closes the run. Enter in the fields goes round and closes nothing.
func (p *person) closes(m move) {
	p.t.Helper()
	p.palette("Close the run")
	p.dialog("Close the run")
	p.Type(m.text)
	p.acts("enter")
	p.finds(`[▸>] When`)
	p.Type(m.at)
	p.Press("tab")
	p.finds(`[▸>] \[ Leave it open`)
	p.Press("tab")
	p.finds(`[▸>] \[ Close the run`)
	p.acts("enter")
	p.saved++
	p.reads("READ-ONLY")
	p.finds(fmt.Sprintf(`record whole(, %d entries)?\s`, p.saved)) // a narrow window has no room for the number
}

// stepAt returns the step with a number.
func stepAt(book *playbook.Playbook, number string) playbook.Step {
	steps := book.Steps()
	return steps[slices.IndexFunc(steps, func(s playbook.Step) bool { return s.Number == number })]
}

// sameEntries wants two journals to tell the same, but for what differs every
// time: ids, salts, and the times, of which only how late an entry was made is
// compared.
func sameEntries(t *testing.T, got, want run.Run) {
	t.Helper()
	a, b := tellings(got), tellings(want)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			t.Errorf("no entry %d, want\n%s", i+1, b[i])
		case i >= len(b):
			t.Errorf("entry %d is too many:\n%s", i+1, a[i])
		case a[i] != b[i]:
			t.Errorf("entry %d is\n%s\nwant\n%s", i+1, a[i], b[i])
		}
	}
}

// tellings writes each entry of a run out.
func tellings(r run.Run) []string {
	var all []string
	for _, e := range r.Entries() {
		body, err := json.Marshal(e.Event)
		if err != nil {
			panic(err)
		}
		all = append(all, fmt.Sprintf("%s by %s, %.0f minutes late: %s", e.Event.Kind(), e.By, e.Recorded.Sub(e.At).Minutes(), body))
	}
	return all
}
