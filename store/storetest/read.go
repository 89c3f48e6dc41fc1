package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
)

func refreshBringsWhatIsNew(n night) {
	r := n.begin()
	newest := n.notes(r, 3)
	got, err := n.another(store.Options{}).Refresh(r)
	n.must(err)
	n.same("Refresh", got, newest)
	again, err := n.Refresh(got)
	n.must(err)
	n.same("Refresh with nothing new", again, got)
	if len(r.Entries()) != 1 {
		n.Error("Refresh changed the run it was given")
	}
}

func longJournalIsWhole(n night) {
	const entries = 300
	r := n.begin()
	parts := []run.Run{r}
	for len(parts) < entries {
		r = n.notes(r, 1)
		parts = append(parts, r)
	}
	n.same("Load", n.load(r.ID()), r)
	if lines := n.lines(r.ID()); len(lines) != entries {
		n.Errorf("Journal = %d entries, want %d", len(lines), entries)
	}
	for _, known := range []int{1, 127, 128, 129, 255, 256, 299} {
		if got, err := n.Refresh(parts[known-1]); err != nil || got.Head() != r.Head() || len(got.Entries()) != entries {
			n.Errorf("Refresh after %d entries = %v, %v, want %v", known, got.Head(), err, r.Head())
		}
	}
}

func summaryIsRenewedWithEachEntry(n night) {
	r := n.begin()
	for _, decide := range []run.Intention{
		run.CompleteStep("preserve", ""),
		run.SkipStep("isolate", "it burned"),
		run.RecordFact("affected", playbook.NumberValue(3), "", ""),
		run.Undo("maria", 0),
		run.HandOver("jon", "", nil),
		run.Close("enough"),
		run.Reopen("not enough"),
	} {
		r = n.record(r, decide)
		list, err := n.Runs()
		if err != nil || len(list) != 1 || summaryText(list[0]) != summaryText(r.Summary()) {
			n.Fatalf("after entry %d Runs = %v, %v, want %v", r.Head().Seq, list, err, r.Summary())
		}
	}
}

func openRunsComeFirst(n night) {
	var runs []run.Run
	for i := range 4 {
		r, err := n.Start(n.book(), fmt.Sprint("run ", i), false, at(i))
		n.must(err)
		runs = append(runs, r)
	}
	step := func(i, second int, decide run.Intention) {
		n.must(failed(n.Record(runs[i], at(second), decide)))
	}
	step(1, 20, run.AddNote("", "active"))
	step(3, 30, run.Close("false alarm"))
	step(0, 40, run.Close("over"))
	list, err := n.Runs()
	n.must(err)
	var got []string
	for _, sum := range list {
		got = append(got, sum.Title)
	}
	if want := []string{"run 1", "run 2", "run 0", "run 3"}; !slices.Equal(got, want) {
		n.Errorf("Runs = %v, want open ones first, then the newest activity: %v", got, want)
	}
}

// So many runs are started that two ids begin with the same letter.
func resolveFindsByPrefix(n night) {
	byLetter := map[string][]string{}
	for range 30 {
		id := n.begin().ID()
		byLetter[id[:1]] = append(byLetter[id[:1]], id)
	}
	for letter, ids := range byLetter {
		slices.Sort(ids)
		n.resolves(letter, ids)
		for _, id := range ids {
			n.resolves(id, []string{id})
			n.resolves(strings.ToUpper(id), []string{id})
		}
	}
	n.resolves("0", nil)
	n.resolves("nobodyhasthis", nil)
}

// resolves checks what a prefix leads to: a run, several, or none.
func (n night) resolves(prefix string, want []string) {
	n.Helper()
	got, err := n.Resolve(prefix)
	many, ambiguous := errors.AsType[*store.AmbiguousError](err)
	switch {
	case len(want) == 1 && (err != nil || got != want[0]):
		n.Errorf("Resolve(%q) = %q, %v, want %q", prefix, got, err, want[0])
	case len(want) == 0 && !errors.Is(err, store.ErrNoRun):
		n.Errorf("Resolve(%q) = %q, %v, want ErrNoRun", prefix, got, err)
	case len(want) > 1 && (!ambiguous || many.Prefix != prefix || !slices.Equal(many.Candidates, want)):
		n.Errorf("Resolve(%q) = %q, %v, want the candidates %v", prefix, got, err, want)
	}
}

// A mark may be the same just after a write, because clocks of files are
// coarse. It must not stay so: who looks from time to time sees every write.
func markTellsOfAWrite(n night) {
	r := n.begin()
	for what, write := range map[string]func(){
		"an entry": func() { n.notes(r, 1) },
		"a draft":  func() { n.draft(r.ID(), "note", "half a sen") },
		"a run":    func() { n.begin() },
	} {
		before, err := n.Mark()
		n.must(err)
		write()
		n.marks(what, before)
	}
}

// marks waits for another mark than the one before.
func (n night) marks(what, before string) {
	n.Helper()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for range 200 {
		now, err := n.Mark()
		n.must(err)
		if now != before {
			return
		}
		<-look.C
	}
	n.Fatalf("after %s the mark stays %s", what, before)
}

// onRun does everything that can be done to a run, and returns what it says.
func (n night) onRun(id string) map[string]error {
	r := run.New(id, n.book())
	return map[string]error{
		"Load":           failed(n.Load(id)),
		"Refresh":        failed(n.Refresh(r)),
		"Record":         failed(n.Record(r, at(0), run.AddNote("", "x"))),
		"Verify":         failed(n.Verify(id)),
		"Playbook":       failed(n.Playbook(id)),
		"Journal":        n.Journal(id, func(run.Lines) error { return errors.New("it has a line") }),
		"SaveDraft":      n.SaveDraft(id, "maria", "note", "x"),
		"Drafts":         failed(n.Drafts(id, "maria")),
		"VerifyEvidence": failed(n.VerifyEvidence(id)),
	}
}

func emptyPlaceHasNothing(n night) {
	if list, err := n.Runs(); len(list) != 0 || err != nil {
		n.Errorf("Runs of an empty place = %v, %v, want none", list, err)
	}
	if _, err := n.Mark(); err != nil {
		n.Errorf("Mark of an empty place = %v", err)
	}
	n.resolves("k7", nil)
	for what, err := range n.onRun("k7m2x9qd") {
		if !errors.Is(err, store.ErrNoRun) {
			n.Errorf("%s in an empty place = %v, want ErrNoRun", what, err)
		}
	}
}

func unknownRunsAreNamed(n night) {
	n.begin()
	before := n.everything()
	for _, id := range []string{"", "x", strings.Repeat("x", 1<<16), "meta", "\x00", "../x"} {
		for what, err := range n.onRun(id) {
			if !errors.Is(err, store.ErrNoRun) {
				n.Errorf("%s(%.20q) = %v, want ErrNoRun", what, id, err)
			}
		}
	}
	n.unchanged("a run that is not there", before)
}

func readOnlyRefusesChanges(n night) {
	r := n.notes(n.begin(), 5)
	n.draft(r.ID(), "note", "half a sen")
	before := n.everything()
	reader := n
	reader.Store = n.another(store.Options{ReadOnly: true})
	n.same("Load", reader.load(r.ID()), r)
	reader.unchanged("reading", before)
	if report, err := reader.Verify(r.ID()); err != nil || report.Head != r.Head() {
		n.Errorf("Verify = %v, %v, want head %v", report, err, r.Head())
	}
	got, err := reader.Record(r, at(9), run.AddNote("", "x"))
	n.same("the run that comes with ErrReadOnly", got, r)
	for what, err := range map[string]error{
		"Start":     failed(reader.Start(r.Book(), "", false, at(0))),
		"Record":    err,
		"SaveDraft": reader.SaveDraft(r.ID(), "maria", "note", "x"),
	} {
		if _, ok := errors.AsType[*store.NotSavedError](err); !ok || !errors.Is(err, store.ErrReadOnly) {
			n.Errorf("%s on a read-only store = %v, want a NotSavedError of ErrReadOnly", what, err)
		}
	}
	if _, err := reader.Attach(n.file("a.log", "x"), -1); !errors.Is(err, store.ErrReadOnly) {
		n.Errorf("Attach on a read-only store = %v, want ErrReadOnly", err)
	}
	n.unchanged("a read-only store", before)
}

// What was returned is the caller's: to scribble on it changes nothing that is
// kept.
func nothingIsAliased(n night) {
	r := n.notes(n.begin(), 3)
	n.draft(r.ID(), "note", "half a sen")
	before := n.everything()
	for _, l := range n.lines(r.ID()) {
		body := string(l.Body)
		if _ = append(l.Header, "over the edge"...); string(l.Body) != body {
			n.Errorf("appending to a header makes the body %s", l.Body)
		}
		scribble(l.Header)
		scribble(l.Body)
	}
	source, err := n.Playbook(r.ID())
	n.must(err)
	scribble(source)
	drafts, err := n.Drafts(r.ID(), "maria")
	n.must(err)
	drafts.Own["note"], drafts.Own["more"] = "other", "text"
	list, err := n.Runs()
	n.must(err)
	list[0].Title = "Other"
	n.unchanged("scribbling on what was returned", before)
}

// What was read stays as it was read, whatever is written later.
func readingsDoNotChange(n night) {
	r := n.notes(n.begin(), 3)
	lines := n.lines(r.ID())
	source, err := n.Playbook(r.ID())
	n.must(err)
	known := n.load(r.ID())
	reading := func() string { return fmt.Sprintf("%s\n%s\n%s", lines, source, timeline(known)) }
	before := reading()
	n.notes(r, 50)
	if after := reading(); after != before {
		n.Errorf("what was read before a write is now\n%s\nand was\n%s", after, before)
	}
}

func scribble(line []byte) {
	for i := range line {
		line[i] = '#'
	}
}
