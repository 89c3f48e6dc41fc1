//go:build unix

package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// TestTerminalWalk walks the playbook for a customer data breach through the
// screens, at each size, as somebody who has never started the program before:
// from the empty home screen to the end of the run, with a pause in the middle,
// and then reviews it.
func TestTerminalWalk(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for _, size := range windows() {
		t.Run(size.String(), func(t *testing.T) {
			t.Parallel()
			w := screenWalk{office: newOffice(t), size: size, recorded: map[string]bool{}, kinds: map[string]bool{}}
			w.firstStart()
			w.phases()
			w.close()
			w.review()
			w.record()
		})
	}
}

// walkTitle is what the run is called.
const walkTitle = "Export on a forum"

// A screenWalk is one run, walked through the screens.
type screenWalk struct {
	office
	size   window
	person *person
	book   *playbook.Playbook
	id     string

	moves    []move // made so far
	recorded map[string]bool
	kinds    map[string]bool // of facts that were recorded
	steps    int             // that were settled
}

// firstStart starts the run from the home screen of somebody new.
func (w *screenWalk) firstStart() {
	w.t.Helper()
	p := w.sit(w.size)
	p.reads("No runs yet.")
	p.Press("enter")
	p.dialog("1 of 2")
	p.Type("customer")
	p.reads("> customer")
	p.acts("enter")
	p.dialog("2 of 2")
	p.Type(walkTitle)
	p.acts("enter")
	p.dialog("About")
	p.acts("enter")
	p.reads("you are here")
	p.sees()
	runs, err := w.store().Runs()
	if err != nil || len(runs) != 1 {
		w.t.Fatalf("the store has %d runs, %v, want one", len(runs), err)
	}
	w.person, w.id = p, runs[0].ID
	w.book = w.now().Book()
}

// now is the run as it stands on disk.
func (w *screenWalk) now() run.Run {
	w.t.Helper()
	return w.load(w.id)
}

// does makes moves through the screens.
func (w *screenWalk) does(moves ...move) {
	w.t.Helper()
	for _, m := range moves {
		w.person.does(w.book, m)
		w.moves = append(w.moves, m)
	}
}

// phases settles every step that applies, phase by phase. Half way the person
// leaves and comes back.
func (w *screenWalk) phases() {
	w.t.Helper()
	for i := range w.book.Phases {
		for _, st := range w.now().Phase(i) {
			if st = w.now().Step(st.ID); st.Applies != playbook.No {
				w.settle(st)
			}
		}
		if p := w.now().PhaseProgress(i); p.Settled != p.Total {
			w.t.Fatalf("phase %d has %d of %d steps settled", i+1, p.Settled, p.Total)
		}
		w.person.reads(saidAtTheEnd(i, len(w.book.Phases)))
		if i == len(w.book.Phases)/2 {
			w.does(move{verb: moveTake, role: w.book.Roles[1].ID, name: "ben"}, move{verb: moveNote, text: "ben is with us, and rests at noon"})
			w.comesBack()
			w.does(move{verb: moveHandOver, name: "cleo", text: "all is contained"})
		}
	}
}

// saidAtTheEnd is what the screen says when the last step of a phase is
// settled.
func saidAtTheEnd(phase, phases int) string {
	if phase == phases-1 {
		return "ALL STEPS SETTLED"
	}
	return fmt.Sprintf("PHASE %d COMPLETE", phase+1)
}

// comesBack leaves the program, and comes back to where the run is.
func (w *screenWalk) comesBack() {
	w.t.Helper()
	w.person.quits()
	p := w.sit(w.size, "resume")
	here := w.now().Current()
	p.resumes()
	p.WaitForMatch(atStep(here.Number), patience)
	if p.saved != w.now().Head().Seq {
		w.t.Errorf("the screen shows entry %d as the last one, want %d", p.saved, w.now().Head().Seq)
	}
	w.person = p
}

// settle does what a step asks for, or not, and settles it. The ways to settle
// a step take turns.
func (w *screenWalk) settle(st run.Step) {
	w.t.Helper()
	way := w.steps % 6
	w.steps++
	if st.Pause && way < 2 {
		way = 4 // what is said of an undo would hide that the phase is complete
	}
	w.facts(st, way == 0)
	why := func(what string) string { return fmt.Sprintf("%s %s: for a reason", what, st.ID) }
	switch way {
	case 0:
		w.provide(st)
		w.does(w.done(st), move{verb: moveUndo}, move{verb: moveRedo})
	case 1:
		w.does(w.done(st), move{verb: moveReopen, step: st.Number}, move{verb: moveUndo})
	case 2:
		w.does(move{verb: moveSkip, step: st.Number, text: why("skip")})
	case 3:
		w.does(move{verb: moveBlock, step: st.Number, text: why("block")},
			move{verb: moveNote, step: st.Number, text: "seen earlier at " + st.ID, at: "-15m"},
			move{verb: moveUnblock, step: st.Number},
			move{verb: moveFail, step: st.Number, text: why("fail")})
	case 4:
		w.does(w.done(st))
	case 5:
		w.does(move{verb: moveSkip, step: st.Number, text: why("skip"), at: "-5m"})
	}
}

// done is the move that marks a step done, with a reason if it lacks something.
func (w *screenWalk) done(st run.Step) move {
	r := w.now()
	m := move{verb: moveDone, step: st.Number}
	if len(r.Lacks(r.Step(st.ID))) > 0 {
		m.text = "done " + st.ID + " without: for a reason"
	}
	return m
}

// provide does what a step asks for besides facts.
func (w *screenWalk) provide(st run.Step) {
	w.t.Helper()
	for i := range st.Checks {
		w.does(move{verb: moveTick, step: st.Number, check: i + 1})
	}
	w.does(move{verb: moveNote, step: st.Number, text: "note on " + st.ID + " that was undone"}, move{verb: moveUndo})
	if st.Evidence != "" {
		w.file(filepath.Join(evidenceFolder, st.ID+".log"), "what was seen at "+st.ID)
		w.does(move{verb: moveAttach, step: st.Number, file: st.ID + ".log", text: "what was seen at " + st.ID})
	}
}

// facts records facts of a step: all, or those that decide whether other steps
// apply, and the first of each kind.
func (w *screenWalk) facts(st run.Step, all bool) {
	w.t.Helper()
	for _, id := range st.Record {
		fact, _ := w.book.Fact(id)
		kind := fmt.Sprint(fact.Type, fact.Because)
		if w.recorded[id] || !all && w.kinds[kind] && !w.decides(id) {
			continue
		}
		w.recorded[id], w.kinds[kind] = true, true
		m := move{verb: moveRecord, step: st.Number, fact: id, value: someAnswer(fact)}
		if fact.Because {
			m.text = "because of " + id
		}
		w.does(m)
	}
}

// decides reports whether a fact decides whether steps apply.
func (w *screenWalk) decides(fact string) bool {
	return slices.ContainsFunc(w.book.Steps(), func(s playbook.Step) bool { return slices.Contains(s.When.Facts(), fact) })
}

// someAnswer returns text that a fact takes: of several options the second and
// the last, which may be beyond the digits.
func someAnswer(f playbook.Fact) string {
	switch f.Type {
	case playbook.Choices:
		return f.Options[1].ID + "," + f.Options[len(f.Options)-1].ID
	case playbook.Time:
		return "2026-01-02 03:04"
	case playbook.Text:
		return "in words: " + f.ID
	}
	return anAnswer(f)
}

// close closes the run.
func (w *screenWalk) close() {
	w.t.Helper()
	w.does(move{verb: moveClose, text: "that was all of it"})
	w.person.quits()
}

// review looks at the closed run. Every key that would change something says
// why it does not, and no key changes anything.
func (w *screenWalk) review() {
	w.t.Helper()
	before := w.onDisk()
	p := w.sit(w.size, "review", w.id)
	p.reads("READ-ONLY")
	p.finds(fmt.Sprintf(`record whole(, %d entries)?\s`, len(w.moves)+1)) // a narrow window has no room for the number
	p.reads("goes to the steps")
	p.Press("esc")
	p.WaitGone("goes to the steps", patience)
	for _, key := range []string{"space", "x", "s", "b", "e", "d", "F", "u", "U"} {
		p.Press(key)
		p.reads("closed and read-only")
		p.Press(".") // says nothing, so the line is empty again
		p.WaitGone("closed and read-only", patience)
	}
	for _, name := range []string{"Note on the run", "Role: say", "Hand over", "Close the run"} {
		p.palette(name)
		p.reads("closed and read-only")
		p.Press("esc")
		p.WaitGone("Command", patience)
		p.Press(".")
	}
	p.Press("n")
	p.reads("Finding 1 of")
	for key, shows := range map[string]string{"t": "Timeline", "v": "Facts", "r": "Report"} {
		p.Press(key)
		p.reads(shows)
		p.Press("esc")
		p.WaitForMatch(regexp.MustCompile(`\d\.\d+  \S`), patience)
	}
	p.Press("q")
	p.ends(exitOK)
	if after := w.onDisk(); after != before {
		w.t.Errorf("the review has changed the store: %x, it was %x", after, before)
	}
}

// onDisk is the digest of the store.
func (w *screenWalk) onDisk() [sha256.Size]byte {
	w.t.Helper()
	b, err := os.ReadFile(w.storePath())
	if err != nil {
		w.t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// record wants the record of the run to be whole: every text is in the
// reports, the chain holds, and commands alone give the same entries.
func (w *screenWalk) record() {
	w.t.Helper()
	w.must("verify", w.id)
	markdown, document := w.must("report", w.id, "-f", "md"), w.must("report", w.id, "-f", "json")
	for _, m := range w.moves {
		for _, text := range []string{m.text, m.file, w.shown(m)} {
			if !strings.Contains(markdown, text) {
				w.t.Errorf("the report lacks %q of %+v", text, m)
			}
			if !strings.Contains(document, text) {
				w.t.Errorf("the report for programs lacks %q of %+v", text, m)
			}
		}
	}
	r := w.now()
	if p := r.Progress(); p.Settled != p.Total || len(r.Entries()) != len(w.moves)+1 {
		w.t.Errorf("%d of %d steps are settled by %d entries, want all, by %d", p.Settled, p.Total, len(r.Entries()), len(w.moves)+1)
	}
	if w.size != (window{80, 24}) {
		return // the moves are the same at every size
	}
	again := clerk{w.office, w.begin(w.book.ID, "--title", walkTitle)}
	for _, m := range w.moves {
		again.does(m)
	}
	sameEntries(w.t, r, w.load(again.id))
}

// shown is how the value of a fact is shown.
func (w *screenWalk) shown(m move) string {
	fact, ok := w.book.Fact(m.fact)
	if !ok {
		return ""
	}
	zone, err := time.LoadLocation(zone)
	if err != nil {
		w.t.Fatal(err)
	}
	v, err := fact.Parse(m.value, time.Now().In(zone))
	if err != nil {
		w.t.Error(err)
	}
	return fact.Show(v)
}
