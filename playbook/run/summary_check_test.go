package run_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// countedSource stays as it is: with it the summary changes that follows from it.
const countedSource = `
format: cordon/1
id: counted
title: Clocks
facts:
  aware_at: {ask: When?, type: time}
  decided_at: {ask: When decided?, type: time}
  regions: {ask: Where?, type: choices, options: {eu: EU, us: US}}
  hours: {ask: How many hours?, type: number}
clocks:
  authority: {title: Tell the authority, within: 72 hours, zone: Europe/Berlin, from: aware_at, when: '"eu" in regions'}
  contract:  {title: Tell the customer, hours: hours, from: aware_at}
  soon:      {title: Tell the people, from: decided_at}
phases:
- {id: p, title: P, steps: [{id: tell, title: Tell, record: [aware_at, decided_at, regions, hours], files: [authority, contract]}]}
- {id: q, title: Q, steps: [{id: first, title: First}, {id: second, title: Second}, {id: third, title: Third}]}
`

// counted returns a run in which nearly every part of a summary says something.
func counted(t testing.TB) run.Run {
	t.Helper()
	b, err := playbook.Parse("counted.yaml", []byte(countedSource))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	j.do("maria", run.Start(b, "", false), recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""),
		recordTime("decided_at", "2026-11-21T02:30:00+01:00", ""), run.RecordFact("hours", playbook.NumberValue(4), "", ""),
		run.BlockStep("tell", "x"), run.SkipStep("2.1", "x"), run.FailStep("2.2", "x"), run.HandOver("ben", "", nil))
	return j.run
}

// The same entries must give the same summary while counting is the same: one that
// was kept and says something else was altered by somebody.
func TestCountingIsRaisedWithWhatIsCounted(t *testing.T) {
	text, err := counted(t).Summary().Text()
	if err != nil {
		t.Fatal(err)
	}
	var says struct{ Counted int }
	if err := json.Unmarshal(text, &says); err != nil || says.Counted == 0 {
		t.Fatalf("%s: %v", text, err)
	}
	path := filepath.Join("testdata", fmt.Sprintf("summary-%d.json", says.Counted))
	want, err := os.ReadFile(path)
	switch {
	case err != nil:
		t.Errorf("%v. It should be\n%s", err, text)
	case strings.TrimSpace(string(want)) != string(text):
		t.Errorf("the same entries give another summary\n%s\nthan in %s\n%sRaise counting, and keep this as the file of the next number.", text, path, want)
	}
}

// Whatever byte is altered, cut or added, a summary is refused, and still says
// where its run ends if it is JSON.
func TestAlteredSummaryIsRefused(t *testing.T) {
	sum := counted(t).Summary()
	text, err := sum.Text()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := run.ReadSummary(text); err != nil || got.Differs(sum) != "" {
		t.Fatalf("as it was written: %v, differs in %q", err, got.Differs(sum))
	}
	for i := range text {
		for bit := range 8 {
			bad := bytes.Clone(text)
			bad[i] ^= 1 << bit
			if got, err := run.ReadSummary(bad); err == nil {
				t.Fatalf("accepted with byte %d altered: %s: %+v", i, bad, got)
			}
		}
		if got, err := run.ReadSummary(text[:i]); err == nil {
			t.Fatalf("accepted when cut: %s: %+v", text[:i], got)
		}
	}
	bad := bytes.Replace(text, []byte(`"title":"Clocks"`), []byte(`"title":"Clacks"`), 1)
	if _, err := run.ReadSummary(bad); !errors.Is(err, run.ErrSummary) {
		t.Errorf("with another title: %v, want ErrSummary", err)
	}
	if got, err := run.ReadSummaryAnyway(bad); err != nil || got.Head != sum.Head || got.Title != "Clacks" {
		t.Errorf("read anyway: %+v, %v", got, err)
	}
}

// The first versions wrote neither a check nor how they counted.
func TestOldSummaryIsRead(t *testing.T) {
	sum := counted(t).Summary()
	text, err := json.Marshal(sum)
	if err != nil {
		t.Fatal(err)
	}
	old, err := run.ReadSummary(text)
	if err != nil || old.Head != sum.Head {
		t.Fatalf("%+v, %v", old, err)
	}
	if old.Duties++; old.Differs(sum) != "" {
		t.Errorf("what another version counted is held against it: %s", old.Differs(sum))
	}
	if old.Title = "x"; old.Differs(sum) != "the title" {
		t.Errorf("another title: %q", old.Differs(sum))
	}
}

// Each part that this version counts is compared.
func TestSummaryDiffersInEachPart(t *testing.T) {
	sum := counted(t).Summary()
	text, err := sum.Text()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		what  string
		alter func(*run.Summary)
	}{
		{"the title", func(s *run.Summary) { s.Title = "x" }},
		{"the title of the playbook", func(s *run.Summary) { s.PlaybookTitle = "x" }},
		{"how much is settled", func(s *run.Summary) { s.Progress.Settled++ }},
		{"how much is settled", func(s *run.Summary) { s.Skipped++ }},
		{"the step at hand", func(s *run.Summary) { s.StepTitle = "x" }},
		{"how much needs somebody", func(s *run.Summary) { s.NeedsYou++ }},
		{"the nearest deadline", func(s *run.Summary) { s.Clock = nil }},
		{"the nearest deadline", func(s *run.Summary) { c := *s.Clock; c.Due = c.Due.AddDate(0, 0, 1); s.Clock = &c }},
		{"how far the phases have come", func(s *run.Summary) { s.Phases = nil }},
		{"whether it took in playbooks", func(s *run.Summary) { s.Extended = true }},
		{"how many duties are open", func(s *run.Summary) { s.Duties++ }},
		{"the deadlines that may apply", func(s *run.Summary) { s.May = nil }},
	} {
		kept, err := run.ReadSummary(text)
		if err != nil {
			t.Fatal(err)
		}
		if tt.alter(&kept); kept.Differs(sum) != tt.what {
			t.Errorf("Differs = %q, want %q", kept.Differs(sum), tt.what)
		}
	}
}
