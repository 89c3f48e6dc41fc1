package store_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/store"
)

// testdata/format-1 is what the program at commit 78b1423 left on a disk:
// an open run of 48 entries with every kind that its commands write, a closed
// drill of 7, a draft, and a copy of evidence. make.sh beside it says command
// by command how it came about. No flag writes it anew. What fails here fails
// for people who have such a file.
const (
	format1Digest = "7d6a960572b55c0840f0bea49d96caaa4e94236b7c3a8b36d4b7fc8cccbad023"

	openID, openHead     = "z7qf3wns", "646d3c9e024e97d66dec465add319d2b777f0e74d7887f9165977d6bf58ee390"
	closedID, closedHead = "f4ye388p", "a50c2096c93f7ff2f54e56a7a764b31fdb56397dd239381c6948cfda1ea6f146"
)

// format1 returns a store in a copy of the files.
func format1(t *testing.T) *store.Store {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/format-1")); err != nil {
		t.Fatal(err)
	}
	packed, err := os.Open(filepath.Join(dir, "cordon.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	file, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "cordon.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return store.New(path, store.Options{Build: "test"})
}

func load(t *testing.T, s *store.Store, id string) run.Run {
	t.Helper()
	r, err := s.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFormat1IsNeverMadeAgain(t *testing.T) {
	packed, err := os.ReadFile("testdata/format-1/cordon.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(packed); hex.EncodeToString(sum[:]) != format1Digest {
		t.Errorf("the file has digest %x, want %s: take it back from the history", sum, format1Digest)
	}
}

func TestFormat1Lists(t *testing.T) {
	list, err := format1(t).Runs()
	if err != nil || len(list) != 2 {
		t.Fatalf("Runs = %v, %v, want two runs", list, err)
	}
	open, closed := list[0], list[1]
	if open.ID != openID || open.Title != "Leaked export, ticket 2041" || open.Head.Hash != openHead || !open.Closed.IsZero() || open.Lead != "jón 🛟" || open.Drill {
		t.Errorf("the open run is listed as %+v", open)
	}
	if closed.ID != closedID || closed.Title != "Laptop in the train" || closed.Head.Hash != closedHead || closed.Closed.IsZero() || !closed.Drill {
		t.Errorf("the closed run is listed as %+v", closed)
	}
}

func TestFormat1Verifies(t *testing.T) {
	s := format1(t)
	for id, want := range map[string]run.Head{openID: {Seq: 48, Hash: openHead}, closedID: {Seq: 7, Hash: closedHead}} {
		report, err := s.Verify(id)
		if err != nil || report.Head != want || report.Entries != want.Seq {
			t.Errorf("Verify(%s) = %+v, %v, want head %v", id, report, err, want)
		}
		if r := load(t, s, id); r.Head() != want {
			t.Errorf("Load(%s) has head %v, want %v", id, r.Head(), want)
		}
	}
	// The second file was too large to be copied.
	states, err := s.VerifyEvidence(openID)
	if err != nil || len(states) != 2 || states[0].State != run.Intact || states[1].Evidence.Kept {
		t.Errorf("VerifyEvidence = %+v, %v, want an intact copy and a file without one", states, err)
	}
}

// Every kind that the commands of that day write is there, and is known.
func TestFormat1Kinds(t *testing.T) {
	s := format1(t)
	have := map[string]bool{}
	for _, id := range []string{openID, closedID} {
		for _, e := range load(t, s, id).Entries() {
			if _, unknown := e.Event.(run.Unknown); unknown {
				t.Errorf("entry %d of run %s is of the unknown kind %s", e.Seq, id, e.Event.Kind())
			}
			have[e.Event.Kind()] = true
		}
	}
	want := strings.Fields(`check-cleared check-ticked clock-confirmed clock-filed clock-waived entry-undone evidence-added
		fact-recorded handed-over message-edited message-sent note-added role-taken run-closed run-reopened run-started
		step-blocked step-done step-failed step-reopened step-skipped`)
	if got := slices.Sorted(maps.Keys(have)); !slices.Equal(got, want) {
		t.Errorf("the kinds are %v, want %v", got, want)
	}
}

func TestFormat1Loads(t *testing.T) {
	r := load(t, format1(t), openID)
	for step, want := range map[string]run.State{
		"open-record": run.Done, "confirm": run.Done, "stop-leak": run.Failed,
		"preserve": run.Blocked, "what-data": run.Skipped, "aware": run.Todo,
	} {
		if got := r.Step(step).State; got != want {
			t.Errorf("step %s is %s, want %s", step, got, want)
		}
	}
	for fact, want := range map[string]string{"affected": "12750", "risk": "high", "regions": "eu, uk", "signed_by": "Jon Berg, CEO"} {
		if rec, ok := r.Fact(fact); !ok || rec.Value.Text() != want {
			t.Errorf("fact %s is %q, %v, want %q", fact, rec.Value.Text(), ok, want)
		}
	}
	aware, _ := r.Fact("aware_at")
	if len(aware.Earlier) != 1 {
		t.Errorf("aware_at was recorded %d times before, want once", len(aware.Earlier))
	}
	if r.UndoneBy(30) != 31 || r.UndoneBy(34) != 35 || r.UndoneBy(33) != 0 {
		t.Errorf("entries 30, 33 and 34 are undone by %d, %d, %d, want 31, none and 35", r.UndoneBy(30), r.UndoneBy(33), r.UndoneBy(34))
	}
	if n := len(r.Step("confirm").Notes) + len(r.Notes()); n != 3 {
		t.Errorf("%d notes, want 3", n)
	}
	if legal, ok := r.Role("legal"); !ok || legal.Name != "Ada Okafor" {
		t.Errorf("legal is %v, %v, want Ada Okafor", legal, ok)
	}
}

func TestFormat1Clocks(t *testing.T) {
	r := load(t, format1(t), openID)
	later := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for id, want := range map[string]run.ClockStatus{
		"eu-authority": run.ClockFiledInTime, "uk-authority": run.ClockNotNotified, "nis2-early": run.ClockNotStarted, "certin": run.ClockOverdue,
	} {
		c, err := r.Clock(id)
		if err != nil || c.Status(later) != want {
			t.Errorf("clock %s is %s, %v, want %s", id, c.Status(later), err, want)
		}
	}
	c, _ := r.Clock("eu-authority")
	if filed := c.Filed.Event.(run.ClockFiled); filed.Reference != "BfDI-4711" || len(c.Moved) != 1 {
		t.Errorf("eu-authority was filed as %+v and moved %d times, want BfDI-4711 and once", filed, len(c.Moved))
	}
}

func TestFormat1Messages(t *testing.T) {
	r := load(t, format1(t), openID)
	edited, ok := r.Entries()[44].Event.(run.MessageEdited)
	if !ok || edited.Message != "staff-update" || edited.Subject != "A notice of our own" || !strings.HasPrefix(edited.Body, "A file was copied.") {
		t.Errorf("entry 45 is %+v, want the edited text", r.Entries()[44].Event)
	}
	sent, ok := r.Entries()[45].Event.(run.MessageSent)
	if !ok || sent.Message != "staff-update" || sent.To != "240 people" || sent.Body != edited.Body {
		t.Errorf("entry 46 is %+v, want that text as it was sent", r.Entries()[45].Event)
	}
}

func TestFormat1Drafts(t *testing.T) {
	s := format1(t)
	const field, text = "note/assess-check", "Half a sentence about the gate"
	drafts, err := s.Drafts(openID, "maria")
	if err != nil || len(drafts.Own) != 0 || !slices.Equal(drafts.Others[field], []string{""}) {
		t.Errorf("Drafts = %v, %v, want one that names nobody", drafts, err)
	}
	if got, err := s.TakeDraft(openID, "maria", field); got != text || err != nil {
		t.Errorf("TakeDraft = %q, %v, want %q", got, err, text)
	}
	if got, err := s.TakeDraft(openID, "ben", field); got != "" || err != nil {
		t.Errorf("TakeDraft by the second = %q, %v, want none", got, err)
	}
	if drafts, err = s.Drafts(openID, "ben"); err != nil || len(drafts.Own) != 0 || !slices.Equal(drafts.Others[field], []string{"maria"}) {
		t.Errorf("Drafts of the second = %v, %v, want to know that maria has one", drafts, err)
	}
	if got, err := s.Draft(openID, "maria", field); got != text || err != nil {
		t.Errorf("Draft = %q, %v, want %q", got, err, text)
	}
}

// The run goes on where it stood, and ends.
func TestFormat1GoesOn(t *testing.T) {
	s := format1(t)
	r := load(t, s, openID)
	if _, err := s.TakeDraft(openID, "maria", "note/assess-check"); err != nil {
		t.Fatal(err)
	}
	for _, decide := range []run.Intention{
		run.AddNote("assess-check", "Half a sentence about the gate, and the other half"),
		run.ReopenStep("stop-leak", "a third key"),
		run.Undo("maria", 0),
		run.Close("handed to the night shift"),
	} {
		next, err := s.Record(r, run.Stamp{By: "maria", Now: time.Now()}, decide, "note/assess-check")
		if err != nil {
			t.Fatal(err)
		}
		r = next
	}
	if _, closed := r.Closing(); !closed || r.Head().Seq != 52 || r.Step("stop-leak").State != run.Failed {
		t.Errorf("the run ends at %v, closed %v, with stop-leak %s", r.Head(), closed, r.Step("stop-leak").State)
	}
	if again := load(t, s, openID); again.Head() != r.Head() {
		t.Errorf("Load has head %v, want %v", again.Head(), r.Head())
	}
	if report, err := s.Verify(openID); err != nil || report.Head != r.Head() {
		t.Errorf("Verify = %+v, %v, want head %v", report, err, r.Head())
	}
	if drafts, err := s.Drafts(openID, "maria"); err != nil || len(drafts.Own)+len(drafts.Others) != 0 {
		t.Errorf("Drafts = %v, %v, want none: they were recorded", drafts, err)
	}
	if list, err := s.Runs(); err != nil || list[0].Closed.IsZero() {
		t.Errorf("Runs = %+v, %v, want both closed", list, err)
	}
}
