package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
)

func recordKeeps(n night) {
	r := n.begin()
	r = n.record(r, run.CompleteStep("preserve", ""))
	r = n.record(r, run.RecordFact("affected", playbook.NumberValue(3), "", ""))
	r = n.record(r, run.SkipStep("isolate", "it burned"))
	r = n.record(r, run.Undo("maria", 0))
	if r.Head().Seq != 5 || r.Step("isolate").State != run.Todo || r.Step("preserve").State != run.Done {
		n.Errorf("Record = %s", timeline(r))
	}
	n.same("Load", n.load(r.ID()), r)
	other, err := n.another(store.Options{}).Load(r.ID())
	n.must(err)
	n.same("Load by another store", other, r)
}

func linesAreAsSealed(n night) {
	r := n.notes(n.begin(), 3)
	var head run.Head
	for i, l := range n.lines(r.ID()) {
		head = head.Next(l.Header)
		if bytes.ContainsAny(l.Header, "\n") || bytes.ContainsAny(l.Body, "\n") {
			n.Errorf("entry %d has a line end in it", i+1)
		}
		if e, err := l.Read(); err != nil || e.Seq != uint64(i)+1 {
			n.Errorf("line %d reads as entry %d, %v", i+1, e.Seq, err)
		}
	}
	if head != r.Head() || head.Seq != 4 {
		n.Errorf("the lines lead to %v, want %v", head, r.Head())
	}
	stop := errors.New("stop")
	visits := 0
	err := n.Journal(r.ID(), func(run.Lines) error { visits++; return stop })
	if err != stop || visits != 1 {
		n.Errorf("Journal with a visitor that stops = %v after %d visits", err, visits)
	}
}

// Whoever has the lines and a tool that makes SHA-256 digests can check them.
func publicToolsCanCheck(n night) {
	r := n.notes(n.begin(), 3)
	digest := func(line []byte) string {
		sum := sha256.Sum256(line)
		return hex.EncodeToString(sum[:])
	}
	prev := ""
	for _, l := range n.lines(r.ID()) {
		if !bytes.Contains(l.Header, []byte(`"prev":"`+prev+`"`)) {
			n.Errorf("%s does not name %s", l.Header, prev)
		}
		if !bytes.Contains(l.Header, []byte(`"body":"`+digest(l.Body)+`"`)) {
			n.Errorf("%s does not name the digest of %s", l.Header, l.Body)
		}
		prev = digest(l.Header)
	}
	if prev != r.Head().Hash {
		n.Errorf("the head is %s, want %s", prev, r.Head().Hash)
	}
}

func decidesOnTheNewest(n night) {
	r := n.begin()
	newest, err := n.another(store.Options{}).Record(r, at(1), run.CompleteStep("preserve", ""))
	n.must(err)

	got, err := n.Record(r, at(9), run.CompleteStep("preserve", ""))
	if _, ok := errors.AsType[*run.Refusal](err); !ok || !strings.Contains(err.Error(), "already done by maria") {
		n.Errorf("completing a step that another has completed = %v, want a refusal that says so", err)
	}
	n.same("the run that comes with a refusal", got, newest)

	var asked run.Run
	got, err = n.Record(r, at(9), func(now run.Run) (run.Event, error) {
		asked = now
		return run.NoteAdded{Text: "late"}, nil
	})
	n.must(err)
	n.same("the run that the intention was asked about", asked, newest)
	if got.Head().Seq != 3 || len(got.Entries()) != 3 {
		n.Errorf("Record on an old run = %v, want entry 3", got.Head())
	}
	n.same("Load", n.load(r.ID()), got)
}

// Somebody else tries to write while an intention is being asked.
func nothingComesBetween(n night) {
	r := n.begin()
	other := n.patient()
	var wg sync.WaitGroup
	var once sync.Once
	var asked run.Head
	trying := make(chan struct{})
	next, err := n.Record(r, at(1), func(now run.Run) (run.Event, error) {
		asked = now.Head()
		once.Do(func() {
			wg.Go(func() {
				close(trying)
				if _, err := other.Record(r, at(1), run.AddNote("", "the other")); err != nil {
					n.Errorf("Record by the other = %v", err)
				}
			})
		})
		<-trying
		return run.NoteAdded{Text: fmt.Sprint("decided on entry ", now.Head().Seq)}, nil
	})
	wg.Wait()
	n.must(err)
	if next.Head().Seq != asked.Seq+1 {
		n.Errorf("decided on entry %d, written as entry %d", asked.Seq, next.Head().Seq)
	}
	if now := n.load(r.ID()); now.Head().Seq != 3 {
		n.Errorf("%d entries, want the start and both notes", now.Head().Seq)
	}
}

func refusalWritesNothing(n night) {
	r := n.notes(n.begin(), 2)
	n.draft(r.ID(), "note", "half a sen")
	before := n.everything()
	for what, tt := range map[string]struct {
		decide run.Intention
		want   error
	}{
		"a step without a reason": {run.SkipStep("isolate", ""), run.ErrReason},
		"a step that is not":      {run.CompleteStep("nowhere", ""), playbook.ErrNoStep},
		"an error of any kind":    {func(run.Run) (run.Event, error) { return nil, errors.ErrUnsupported }, errors.ErrUnsupported},
	} {
		got, err := n.Record(r, at(9), tt.decide, "note")
		if _, notSaved := errors.AsType[*store.NotSavedError](err); !errors.Is(err, tt.want) || notSaved {
			n.Errorf("%s: Record = %v, want %v", what, err, tt.want)
		}
		n.same("the run that comes with a refusal", got, r)
		n.unchanged(what, before)
	}
}

func impossibleStampWritesNothing(n night) {
	r := n.begin()
	before := n.everything()
	nobody, tomorrow := at(1), at(1)
	nobody.By, tomorrow.At = " ", tomorrow.Now.AddDate(0, 0, 1)
	for what, stamp := range map[string]run.Stamp{"without a name": nobody, "ahead of time": tomorrow} {
		got, err := n.Record(r, stamp, run.AddNote("", "x"))
		if _, ok := errors.AsType[*run.Refusal](err); !ok {
			n.Errorf("Record %s = %v, want a refusal", what, err)
		}
		n.same("the run that comes with a refusal", got, r)
		n.unchanged("an entry "+what, before)
	}
}

// A time that a journal cannot hold must not get into one.
func unreadableEntryIsNotWritten(n night) {
	r := n.begin()
	before := n.everything()
	stamp := at(1)
	stamp.At = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := n.Record(r, stamp, run.AddNote("", "x")); err == nil {
		n.Error("Record in the year 12026 = nil")
	}
	n.unchanged("an entry that cannot be read", before)
	n.record(r, run.AddNote("", "y"))
}

func panicIsTheCallersOwn(n night) {
	r := n.begin()
	var none *run.Entry
	for what, decide := range map[string]run.Intention{
		"my own":      func(run.Run) (run.Event, error) { panic("my own") },
		"nil pointer": func(run.Run) (run.Event, error) { return run.NoteAdded{Text: none.By}, nil },
	} {
		func() {
			defer func() {
				if p := recover(); !strings.Contains(fmt.Sprint(p), what) {
					n.Errorf("recovered %v, want the panic of the intention, %s", p, what)
				}
			}()
			_, err := n.Record(r, at(1), decide)
			n.Errorf("Record = %v, want a panic", err)
		}()
		r = n.record(r, run.AddNote("", "the store is free again"))
	}
}

// The same run goes two ways in two places.
func divergedRunsAreToldApart(n night) {
	here, there := n.elsewhere(always()), n.elsewhere(always())
	r := here.notes(here.begin(), 2)
	if twin := there.notes(there.begin(), 2); twin.ID() != r.ID() || twin.Head() != r.Head() {
		n.Fatalf("the same source and the same work give run %s with %v and run %s with %v", r.ID(), r.Head(), twin.ID(), twin.Head())
	}
	there.record(r, run.AddNote("", "there"))
	known := here.record(r, run.AddNote("", "here"))
	before := there.everything()
	for what, do := range map[string]func() (run.Run, error){
		"Record":  func() (run.Run, error) { return there.Record(known, at(9), run.AddNote("", "x")) },
		"Refresh": func() (run.Run, error) { return there.Refresh(known) },
	} {
		got, err := do()
		if !errors.Is(err, store.ErrDiverged) {
			n.Errorf("%s of a run with another history = %v, want ErrDiverged", what, err)
		}
		n.same(what+" of a run with another history", got, known)
	}
	there.unchanged("a run with another history", before)
}

func clockThatMovedBackIsSaid(n night) {
	r := n.begin()
	r, err := n.Record(r, at(30), run.AddNote("", "at half past"))
	n.must(err)
	r, err = n.Record(r, at(10), run.AddNote("", "and before"))
	n.must(err)
	if back := r.Last().ClockBack; back != 20*time.Second {
		n.Errorf("the entry says the clock moved back by %v, want 20s", back)
	}
	n.same("Load", n.load(r.ID()), r)
}

// weatherSeen is of a kind that this version does not know, as a newer version
// may write it.
type weatherSeen struct {
	run.NoteAdded
	Clouds int `json:"clouds"`
}

// Kind implements [run.Event].
func (weatherSeen) Kind() string { return "weather-seen" }

func unknownKindIsKept(n night) {
	r := n.begin()
	r = n.record(r, func(run.Run) (run.Event, error) {
		return weatherSeen{NoteAdded: run.NoteAdded{Text: "rain"}, Clouds: 8}, nil
	})
	r = n.notes(r, 2)
	unknown, ok := n.load(r.ID()).Entries()[1].Event.(run.Unknown)
	var body struct {
		Text   string
		Clouds int
	}
	if !ok || unknown.Kind() != "weather-seen" || json.Unmarshal(unknown.Body, &body) != nil || body.Text != "rain" || body.Clouds != 8 {
		n.Errorf("the entry is %+v with body %s, want it unknown and whole", unknown, unknown.Body)
	}
	n.same("Load", n.load(r.ID()), r)
	if report, err := n.Verify(r.ID()); err != nil || report.Entries != 4 {
		n.Errorf("Verify = %v, %v, want 4 entries", report, err)
	}
}
