package run

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// summaries returns summaries with each field filled in and left out.
func summaries() []Summary {
	at := time.Date(2026, 11, 21, 3, 14, 0, 123e6, time.FixedZone("", 3600))
	full := Summary{
		ID: "k7m2x9qd", Title: "Mail to finance", Playbook: PlaybookRef{"phishing", "1.0", "00ff"}, PlaybookTitle: "Phishing",
		Drill: true, Opened: at, Closed: at, Lead: "Žofia", Head: Head{12, "ff00"}, Progress: Progress{3, 10}, Skipped: 1, Failed: 20,
		Phase: 2, PhaseTitle: "Contain", Step: "2.4", StepTitle: "Isolate", NeedsYou: 7,
		Clock:   &SummaryClock{ID: "authority", Title: "Tell", Due: at, DueSoon: at, Candidate: true},
		DueSoon: at, Last: at.UTC(), LastBy: "maria", Duties: 3,
		May: []SummaryClock{{ID: "six", Title: "Six", Due: at, DueSoon: at, Candidate: true}, {ID: "seven", Title: "Seven", Due: at, DueSoon: at, Candidate: true}},
	}
	early := full
	early.Clock = &SummaryClock{ID: "authority", Title: "Tell", Due: at, DueSoon: at, AtEarliest: true}
	all := []Summary{full, early}
	for i := range reflect.TypeFor[Summary]().NumField() {
		less := full
		reflect.ValueOf(&less).Elem().Field(i).SetZero()
		all = append(all, less)
	}
	return all
}

// A new field that is not scanned would have every list read slowly.
func TestSummariesAreReadInPlace(t *testing.T) {
	for _, want := range summaries() {
		text, err := want.Text()
		if err != nil {
			t.Fatal(err)
		}
		_, ok := scanSummary(text)
		if want.Head.Seq > 0 && !ok {
			t.Errorf("not read in place: %s", text)
		}
		readSummaryAlike(t, text)
		older, err := json.Marshal(want) // as it was kept without a checksum
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadSummary(text)
		got.Counted = 0
		if before, olderErr := ReadSummary(older); err != nil || olderErr != nil || !reflect.DeepEqual(got, before) {
			t.Errorf("ReadSummary = %+v, %v, and %+v, %v of the text without a checksum", got, err, before, olderErr)
		}
	}
}

func readSummaryAlike(t *testing.T, text []byte) {
	t.Helper()
	got, ok := scanSummary(text)
	if !ok {
		return
	}
	var want Summary
	if err := json.Unmarshal(text, &want); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("scanned %+v, encoding/json reads %+v, %v, of %s", got, want, err, text)
	}
}

func FuzzReadSummary(f *testing.F) {
	for _, sum := range summaries() {
		text, err := sum.Text()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(readSummaryAlike)
}
