package run_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A model is what a run should be, worked out from scratch each time and the
// slow way.
type model struct {
	book    *playbook.Playbook
	entries []*run.Entry
}

// stands reports whether no standing undo names the entry.
func (m model) stands(e *run.Entry) bool {
	for _, later := range m.entries {
		if ev, ok := later.Event.(run.EntryUndone); ok && later.Seq > e.Seq && ev.Seq == e.Seq && m.stands(later) {
			return false
		}
	}
	return true
}

// lastly returns the last standing event that fits.
func (m model) lastly(fits func(run.Event) bool) (last *run.Entry) {
	for _, e := range m.entries {
		if m.stands(e) && fits(e.Event) {
			last = e
		}
	}
	return last
}

// String writes the model down.
func (m model) String() string {
	var b strings.Builder
	for _, s := range m.book.Steps() {
		st, reason := m.step(s.ID)
		fmt.Fprintf(&b, "%s %s %q", s.ID, st, reason)
		fmt.Fprintf(&b, " look %v", seqs([]*run.Entry{m.look(s.ID)}))
		for check := range s.Checks {
			e := m.lastly(func(ev run.Event) bool {
				return ev == run.CheckTicked{Step: s.ID, Check: check + 1} || ev == run.CheckCleared{Step: s.ID, Check: check + 1}
			})
			fmt.Fprintf(&b, " %t", e != nil && e.Event.Kind() == "check-ticked")
		}
		for _, e := range m.entries {
			switch ev := e.Event.(type) {
			case run.NoteAdded:
				if ev.Step == s.ID && m.stands(e) {
					fmt.Fprintf(&b, " %q", ev.Text)
				}
			case run.EvidenceAdded:
				if ev.Step == s.ID && m.stands(e) {
					fmt.Fprintf(&b, " %q", ev.Name)
				}
			}
		}
		b.WriteByte('\n')
	}
	for _, f := range m.book.Facts {
		e := m.lastly(func(ev run.Event) bool { rec, ok := ev.(run.FactRecorded); return ok && rec.Fact == f.ID })
		if e != nil {
			ev := e.Event.(run.FactRecorded)
			fmt.Fprintf(&b, "%s %q %q\n", f.ID, ev.Value.Text(), ev.Because)
		}
	}
	if e := m.lastly(func(ev run.Event) bool { _, ok := ev.(run.RoleTaken); return ok }); e != nil {
		fmt.Fprintf(&b, "legal %q\n", e.Event.(run.RoleTaken).Name)
	}
	m.clockAndMessage(&b)
	lead := "maria"
	if e := m.lastly(func(ev run.Event) bool { _, ok := ev.(run.HandedOver); return ok }); e != nil {
		lead = e.Event.(run.HandedOver).To
	}
	closed := m.lastly(func(ev run.Event) bool { return ev.Kind() == "run-closed" || ev.Kind() == "run-reopened" })
	for _, e := range m.entries {
		if ev, ok := e.Event.(run.StepAdded); ok && m.stands(e) {
			fmt.Fprintf(&b, "%s %q added by %d\n", ev.Step, ev.Title, e.Seq)
		}
	}
	fmt.Fprintf(&b, "lead %q closed %t\n", lead, closed != nil && closed.Event.Kind() == "run-closed")
	return b.String()
}

// clockAndMessage writes down the one clock and the one message there are.
func (m model) clockAndMessage(b *strings.Builder) {
	last := func(kind string) *run.Entry { return m.lastly(func(ev run.Event) bool { return ev.Kind() == kind }) }
	filed, waived, confirmed := last("clock-filed"), last("clock-waived"), last("clock-confirmed")
	if waived != nil && (filed != nil && filed.Seq > waived.Seq || confirmed != nil && confirmed.Seq > waived.Seq) {
		waived = nil
	}
	edited := last("message-edited")
	if edited != nil && edited.Event.(run.MessageEdited).Body == "" {
		edited = nil
	}
	var sent []*run.Entry
	for _, e := range m.entries {
		if e.Event.Kind() == "message-sent" && m.stands(e) {
			sent = append(sent, e)
		}
	}
	fmt.Fprintf(b, "clock %v message %v %v\n", seqs([]*run.Entry{confirmed, filed, waived}), seqs([]*run.Entry{edited}), seqs(sent))
}

// look is the last entry about a step that asks to look at it again, unless one
// came later that says what was found or settles the step.
func (m model) look(id string) *run.Entry {
	kinds := []string{"look-again-set", "looked-again", "step-done", "step-skipped", "step-failed"}
	e := m.lastly(func(ev run.Event) bool { return run.StepOf(ev) == id && slices.Contains(kinds, ev.Kind()) })
	if e == nil || e.Event.Kind() != kinds[0] {
		return nil
	}
	return e
}

func (m model) step(id string) (run.State, string) {
	about := func(ev run.Event) bool {
		return strings.HasPrefix(ev.Kind(), "step-") && ev.Kind() != "step-added" && run.StepOf(ev) == id
	}
	e := m.lastly(about)
	if e == nil {
		return run.Todo, ""
	}
	switch ev := e.Event.(type) {
	case run.StepDone:
		return run.Done, ev.Because
	case run.StepSkipped:
		return run.Skipped, ev.Reason
	case run.StepBlocked:
		return run.Blocked, ev.Reason
	case run.StepFailed:
		return run.Failed, ev.Reason
	}
	return run.Todo, e.Event.(run.StepReopened).Reason
}

// likeModel writes a run down the way the model does.
func likeModel(r run.Run) string {
	var b strings.Builder
	for _, s := range r.Steps() {
		fmt.Fprintf(&b, "%s %s %q", s.ID, s.State, s.Reason)
		fmt.Fprintf(&b, " look %v", seqs([]*run.Entry{s.Look}))
		for _, e := range s.Ticked {
			fmt.Fprintf(&b, " %t", e != nil)
		}
		both := append(slices.Clone(s.Notes), s.Attached...)
		slices.SortFunc(both, func(a, b *run.Entry) int { return int(a.Seq) - int(b.Seq) })
		for _, e := range both {
			switch ev := e.Event.(type) {
			case run.NoteAdded:
				fmt.Fprintf(&b, " %q", ev.Text)
			case run.EvidenceAdded:
				fmt.Fprintf(&b, " %q", ev.Name)
			}
		}
		b.WriteByte('\n')
	}
	for _, f := range r.Book().Facts {
		if rec, ok := r.Fact(f.ID); ok {
			fmt.Fprintf(&b, "%s %q %q\n", f.ID, rec.Value.Text(), rec.Because)
		}
	}
	if h, ok := r.Role("legal"); ok {
		fmt.Fprintf(&b, "legal %q\n", h.Name)
	}
	clock, message := r.Clocks()[0], r.Messages()[0]
	fmt.Fprintf(&b, "clock %v message %v %v\n", seqs([]*run.Entry{clock.Confirmed, clock.Filed, clock.Waived}), seqs([]*run.Entry{message.Edited}), seqs(message.Sent))
	added := slices.DeleteFunc(slices.Clone(r.Steps()), func(s run.Step) bool { return s.Added == nil })
	slices.SortFunc(added, func(a, b run.Step) int { return int(a.Added.Seq) - int(b.Added.Seq) })
	for _, s := range added {
		fmt.Fprintf(&b, "%s %q added by %d\n", s.ID, s.Title, s.Added.Seq)
	}
	_, closed := r.Closing()
	fmt.Fprintf(&b, "lead %q closed %t\n", r.Lead(), closed)
	return b.String()
}

// TestAgainstModel lets several people do anything, and compares the run that
// went along, the same run replayed, and the model.
func TestAgainstModel(t *testing.T) {
	people := []string{"maria", "ben", "cleo"}
	rapid.Check(t, func(rt *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		j, laptop := begin(t), lostLaptop(t)
		for range rapid.IntRange(1, 60).Draw(rt, "actions") {
			by := people[rnd.IntN(len(people))]
			intend := anyAction(rnd, laptop)
			switch rnd.IntN(10) {
			case 0:
				intend = run.Undo(by, 0)
			case 1:
				intend = run.Undo(by, rnd.Uint64N(j.run.Head().Seq)+1)
			case 2:
				intend = run.Redo(by)
			case 3:
				if intend = run.Reopen("more"); !j.tries(intend) && rnd.IntN(4) == 0 {
					intend = run.Close("enough")
				}
			}
			if j.tries(intend) {
				j.do(by, intend)
			}
		}
		got, want := likeModel(j.run), model{j.run.Book(), j.run.Entries()}.String()
		if got != want {
			rt.Errorf("the run is\n%sand the model\n%s", got, want)
		}
		replayed, err := run.Replay(j.run.ID(), j.run.Began(), j.run.Head(), j.run.Entries())
		if err != nil {
			rt.Fatal(err)
		}
		if got, want := state(replayed), state(j.run); got != want {
			rt.Errorf("replayed, the run is\n%swant\n%s", got, want)
		}
	})
}

// TestFutures makes many runs from one and looks whether any of them, or the
// one they came from, changes with the others.
func TestFutures(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 3))
	j, laptop := begin(t).isolated(), lostLaptop(t)
	for i := range 5 { // a slice that grew to five has room for more
		picture := picture("scope")
		picture.Name = fmt.Sprint(i)
		j.do("maria", run.AddNote("", "x"), run.AddNote("scope", "x"), run.AddEvidence(picture))
	}
	for i := range 6 {
		j.do("maria", run.RecordFact("affected", playbook.NumberValue(float64(i)), "", ""))
	}
	j.do("maria", run.AddNote("", "x"), run.Undo("maria", 0))
	whole := func(r run.Run) string { return state(r) + fmt.Sprint(seqs(r.Entries()), texts(r)) }
	past := whole(j.run)
	var futures []run.Run
	var were []string
	for len(futures) < 300 {
		k := *j
		if len(futures) > 0 && rnd.IntN(3) == 0 {
			k.run = futures[rnd.IntN(len(futures))] // a future of a future
		}
		picture := picture("scope")
		picture.Name = fmt.Sprint(rnd.IntN(1000), " more")
		intend := []run.Intention{
			run.RecordFact("affected", playbook.NumberValue(rnd.Float64()), "", ""),
			run.AddNote("scope", "y"), run.AddEvidence(picture), anyAction(rnd, laptop),
		}[rnd.IntN(4)]
		if k.tries(intend) {
			k.do("ben", intend)
			futures, were = append(futures, k.run), append(were, whole(k.run))
		}
	}
	for i, r := range futures {
		if got := whole(r); got != were[i] {
			t.Fatalf("future %d was\n%sand became\n%s", i, were[i], got)
		}
	}
	if got := whole(j.run); got != past {
		t.Errorf("the run was\n%sand became\n%s", past, got)
	}
}

func texts(r run.Run) []string {
	var all []string
	for _, e := range r.Entries() {
		step, text := r.Describe(e)
		all = append(all, step+" "+text)
	}
	for _, s := range r.Steps() {
		for _, e := range s.Entries {
			all = append(all, fmt.Sprint(s.ID, e.Seq))
		}
	}
	return all
}
