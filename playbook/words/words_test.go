package words_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// TestLeft: never more than there is, and seconds only in the end.
func TestLeft(t *testing.T) {
	due := time.Date(2027, 3, 29, 15, 30, 0, 0, time.UTC)
	for left, want := range map[time.Duration]string{
		70*time.Hour + 59*time.Minute + 59*time.Second: "2d 22h left",
		72 * time.Minute:                     "1h 12m left",
		2 * time.Minute:                      "2m left",
		2*time.Minute - time.Millisecond:     "1m 59s left",
		40 * time.Second:                     "40s left",
		-900 * time.Millisecond:              "0m left", // within the second it is in time
		-59 * time.Second:                    "0m OVERDUE",
		-(3*time.Hour + 5*time.Minute + 1e9): "3h 05m OVERDUE",
	} {
		if got := words.Left(due, due.Add(-left)); got != want {
			t.Errorf("with %s left: %q, want %q", left, got, want)
		}
	}
}

// TestMessage brings a message into every mixture of states.
func TestMessage(t *testing.T) {
	sent := []*run.Entry{{Event: run.MessageSent{Body: "as it was"}}}
	gaps, stale := []run.Gap{{}}, []string{"affected"}
	for _, tt := range []struct {
		m    run.Message
		want string
	}{
		{run.Message{}, "ready"},
		{run.Message{Stale: stale}, "stale"},
		{run.Message{Stale: stale, Gaps: gaps}, "gaps"},
		{run.Message{Stale: stale, Gaps: gaps, Sent: sent}, "sent-changed"},
		{run.Message{Stale: stale, Gaps: gaps, Sent: sent, Body: "as it was"}, "sent"},
	} {
		if got := words.Message(tt.m).ID; got != tt.want {
			t.Errorf("%d gaps, %d stale, %d sent: %q, want %q", len(tt.m.Gaps), len(tt.m.Stale), len(tt.m.Sent), got, tt.want)
		}
	}
}

// TestOrder puts the nearest deadline first, whether it may apply or not.
func TestOrder(t *testing.T) {
	now := time.Date(2027, 3, 26, 14, 30, 0, 0, time.UTC)
	counts := func(id string, applies playbook.Answer, due time.Duration) run.Clock {
		c := run.Clock{Applies: applies, Deadline: clock.Deadline{Start: now, Due: now.Add(due)}}
		c.ID = id
		return c
	}
	open := counts("open", playbook.Yes, 0)
	open.Deadline.Due = time.Time{}
	filed := counts("filed", playbook.Yes, time.Hour)
	filed.Filed = &run.Entry{At: now, Event: run.ClockFiled{}}
	idle := run.Clock{Applies: playbook.Yes}
	idle.ID = "idle"
	all := []run.Clock{counts("no", playbook.No, time.Hour), filed, idle, open, counts("far", playbook.Yes, 9*time.Hour), counts("maybe", playbook.NotKnown, 2*time.Hour)}
	var got string
	for _, c := range words.Order(all, now) {
		got += c.ID + " "
	}
	if want := "far open maybe filed idle no "; got != want {
		t.Errorf("Order = %s, want %s", got, want)
	}
}

// TestClockWaits gathers clocks by what they wait for first.
func TestClockWaits(t *testing.T) {
	now := time.Date(2027, 3, 26, 14, 30, 0, 0, time.UTC)
	clockOf := func(id string, c run.Clock) run.Clock {
		c.ID = id
		return c
	}
	chained := run.Clock{Applies: playbook.Yes}
	chained.After = "first"
	from := run.Clock{Applies: playbook.Yes}
	from.From = "aware_at"
	all := []run.Clock{
		clockOf("a", run.Clock{WaitsFor: []string{"regions", "risk"}}),
		clockOf("b", from), clockOf("c", chained),
		clockOf("d", run.Clock{WaitsFor: []string{"regions"}}),
		clockOf("runs", run.Clock{Applies: playbook.Yes, Deadline: clock.Deadline{Start: now, Due: now.Add(time.Hour)}}),
		clockOf("no", run.Clock{Applies: playbook.No}),
	}
	got := ""
	for _, w := range words.ClockWaits(all, now) {
		got += w.Fact + w.After + ":"
		for _, c := range w.Clocks {
			got += c.ID
		}
		got += " "
	}
	if want := "regions:ad aware_at:b first:c "; got != want {
		t.Errorf("ClockWaits = %q, want %q", got, want)
	}
	if got, want := strings.Join(words.ClockTallies(all, now), ", "), "1 running, 4 wait for facts"; got != want {
		t.Errorf("ClockTallies = %q, want %q", got, want)
	}
}

func TestUncertain(t *testing.T) {
	for want, rule := range map[string]playbook.Rule{
		"":            {Status: playbook.InForce, Confidence: playbook.Medium, SeenOn: "2026-11-27", Source: "survey"},
		"NO LAW":      {Status: playbook.Fallback, Confidence: playbook.Medium, SeenOn: "2026-11-27"},
		"FROM MEMORY": {Status: playbook.InForce, Confidence: playbook.Low, Source: "memory"},
		"NOT CERTAIN": {Status: playbook.InForce, Confidence: playbook.Low, SeenOn: "2026-11-27"},
	} {
		if got := words.Uncertain(rule); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("Uncertain of %+v = %q, want it to say %q", rule, got, want)
		}
	}
}

func TestFiling(t *testing.T) {
	for _, row := range []struct {
		rule playbook.Rule
		want words.Line
	}{
		{playbook.Rule{}, words.Line{}},
		{playbook.Rule{FileAt: "the portal"}, words.Line{Label: "file at", Text: "the portal"}},
		{playbook.Rule{FileAt: "the portal", FileAtSource: "memory"}, words.Line{Label: "file at", Text: "the portal (from memory, not checked)"}},
		{playbook.Rule{FileAt: "the portal; 112"}, words.Line{Label: "file at", Items: []string{"the portal", "112"}}},
		{playbook.Rule{FileAt: "the portal; 112", FileAtSource: "firm"},
			words.Line{Label: "file at", Text: "from a law firm's summary:", Items: []string{"the portal", "112"}}},
	} {
		got, ok := words.Filing(row.rule)
		if ok != (row.rule.FileAt != "") || got.Text != row.want.Text || got.Label != row.want.Label || !slices.Equal(got.Items, row.want.Items) {
			t.Errorf("Filing of %+v = %+v, %v, want %+v", row.rule, got, ok, row.want)
		}
	}
}

// TestDate leaves the time out where the day is not near.
func TestDate(t *testing.T) {
	now := time.Date(2027, 3, 26, 14, 30, 0, 0, time.UTC)
	for days, want := range map[int]string{2: "Sun 14:30", 30: "25 Apr", 300: "20 Jan 2028"} {
		if got := words.Date(now.AddDate(0, 0, days), now); got != want {
			t.Errorf("in %d days: %q, want %q", days, got, want)
		}
	}
}

// TestEvidenceWithoutACopy: whoever reads of a file without a copy has to keep it.
func TestEvidenceWithoutACopy(t *testing.T) {
	for kept, want := range map[bool]string{true: "a copy lies beside the runs", false: "no copy: keep the file itself"} {
		e := &run.Entry{Event: run.EvidenceAdded{Name: "disk.img", Kept: kept}}
		lines := words.EvidenceLines(e, words.At{Moment: time.Time.String})
		if last := lines[len(lines)-1]; last.Label != "kept" || last.Text != want {
			t.Errorf("kept %t: %q %q, want %q", kept, last.Label, last.Text, want)
		}
		if slices.ContainsFunc(lines, func(l words.Line) bool { return l.Text == "" }) {
			t.Errorf("a label without a text: %+v", lines)
		}
	}
}

// TestFiledWithoutADeadline: nobody can say of a duty without a number, or with
// one that nobody knows, that it was filed in time.
func TestFiledWithoutADeadline(t *testing.T) {
	start := time.Date(2027, 3, 26, 14, 30, 0, 0, time.UTC)
	for due, want := range map[time.Time]string{{}: "filed", start.Add(time.Hour): "filed in time"} {
		c := run.Clock{Applies: playbook.Yes, Filed: &run.Entry{At: start}, Deadline: clock.Deadline{Start: start, Due: due}}
		if got := words.ClockState(c, start); got.Text != want || got.ID != "filed-in-time" || got.Word != strings.ToUpper(want) {
			t.Errorf("due %v: %+v, want %q", due, got, want)
		}
	}
}

// TestFinding checks that every kind is called something, in words of ours.
func TestFinding(t *testing.T) {
	for _, of := range run.KindsOfFindings() {
		if name := of.Name; name == "" || len(name) > 30 || strings.Contains(name, "-") {
			t.Errorf("a finding of kind %s is called %q", of.Kind, name)
		}
	}
	if got := run.FindingKind("of-a-newer-version").Of().Name; got != "of a newer version" {
		t.Errorf("a kind of a newer version is called %q", got)
	}
}

func TestFindingRows(t *testing.T) {
	one := func(kind run.FindingKind, group, step, text, brief string, entries ...uint64) run.Finding {
		return run.Finding{Kind: kind, Weight: kind.Of().Weight, Group: group, Step: step, Text: text, Brief: brief, Entries: entries}
	}
	var many []run.Finding
	for i := range uint64(20) {
		many = append(many, one(run.FindLate, "recorded-late", "", "x", "note", i+30))
	}
	for _, tt := range []struct {
		name  string
		found []run.Finding
		want  []string // mark, step, text, numbers
	}{
		{"none", nil, nil},
		{"alone", []run.Finding{one(run.FindClockLate, "", "", "it was filed late", "", 12), one(run.FindSkipped, "", "a", "1.1 skipped: x", "", 4), one(run.FindSkipped, "", "b", "1.2 skipped: x", "", 5)},
			[]string{"! | it was filed late|#12", "~ a| 1.1 skipped: x|#4", "~ b| 1.2 skipped: x|#5"}},
		{"left open", []run.Finding{one(run.FindOpen, "left-open", "a", "1.1 left open", "1.1"), one(run.FindOpen, "left-open", "b", "1.3 left open, blocked: x", "1.3 (blocked)", 7)},
			[]string{"~ | 2 steps left open: 1.1; 1.3 (blocked)|#7"}},
		{"changes of two facts", []run.Finding{
			one(run.FindRefined, "changed:n", "a", "the answer to n was changed from 1 to 2", "2", 3, 2), one(run.FindRefined, "changed:n", "a", "x", "3", 4, 3),
			one(run.FindRefined, "changed:m", "a", "the answer to m was changed from 1 to 2", "2", 8, 7)},
			[]string{"- a| the answer to n was changed from 1 to 2, then to 3|#3 #2 #4", "- a| the answer to m was changed from 1 to 2|#8 #7"}},
		{"silences", []run.Finding{one(run.FindSilence, "silence", "", "x", "1h 02m", 3, 2), one(run.FindSilence, "silence", "a", "x", "2h 00m", 5, 4)},
			[]string{"- | nothing was recorded for long 2 times: 1h 02m, 2h 00m|#3 #2 #5 #4"}},
		{"own rules", []run.Finding{one(run.FindClockOwn, "own-rule:law.yaml", "", "x", "“A”", 3), one(run.FindClockOwn, "own-rule:law.yaml", "", "x", "“B”", 4)},
			[]string{"~ | 2 deadlines count by rules of the organisation's own, in place of those that ship: “A”, “B”|#3 #4"}},
		{"clocks of two people", []run.Finding{one(run.FindClockBack, "clock-back", "", "the clock of jo stood 3m behind that of maria before entry 4", "3m", 4), one(run.FindClockBack, "clock-back", "", "x", "5m", 9)},
			[]string{"~ | the clock stood behind that of the entry before 2 times: 3m, 5m|#4 #9"}},
		{"many", many, []string{"- | 20 entries were recorded long after they happened: " + strings.Repeat("note; ", 12) + "and 8 more|#30 #31 #32 #33 #34 #35 #36 #37 and 12 more"}},
	} {
		var got []string
		for _, row := range words.FindingRows(tt.found) {
			got = append(got, words.WeightMark(row.Weight)+" "+row.Step+"| "+row.Text+"|"+row.Numbers())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: rows\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

func TestFindingTally(t *testing.T) {
	rows := words.FindingRows([]run.Finding{{Kind: run.FindSkipped}, {Kind: run.FindClockLate}, {Kind: run.FindSkipped}})
	if got := words.FindingTally(rows); got != "1 must look, 2 look" {
		t.Errorf("the tally is %q", got)
	}
	if got := words.FindingTally(nil); got != "nothing to look at" {
		t.Errorf("the tally of nothing is %q", got)
	}
}

func TestRecord(t *testing.T) {
	broken := &run.ChainError{Run: "k7m2x9qd", Seq: 12, What: "is missing"}
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	good, bad := run.File{Seq: 3, State: run.Intact, Name: "a.log", Kept: true}, run.File{Seq: 5, State: run.Altered, Name: "b.log", Kept: true}
	elsewhere := run.File{Seq: 6, State: run.Missing, Name: "c.img"}
	for _, tt := range []struct {
		checked  run.Checked
		id, want string
		warning  string
	}{
		{run.Checked{}, "not-checked", "not checked", ""},
		{run.Checked{At: at, Entries: 1}, "whole", "whole: 1 entry, each as it was written", ""},
		{run.Checked{At: at, Entries: 9, Copies: 1}, "whole", "whole: 9 entries, each as it was written; 1 file of evidence was not read", ""},
		{run.Checked{At: at, Entries: 9, Copies: 1, Read: true, Files: []run.File{good, elsewhere}}, "whole",
			"whole: 9 entries, each as it was written, and 1 file of evidence as it was attached", ""},
		{run.Checked{At: at, Entries: 9, Withheld: 2}, "partial", "partial, 2 withheld: 9 entries, each as it was written", ""},
		{run.Checked{At: at, Entries: 9, Withheld: 2, By: "eva@example.org"}, "partial", "partial, 2 withheld by eva@example.org: 9 entries, each as it was written", ""},
		{run.Checked{At: at, Entries: 9, Copies: 2, Read: true, Files: []run.File{good, bad}}, "evidence",
			"not as written: the copy of b.log (entry 5) is altered; 9 entries are as written",
			"THIS RECORD IS NOT WHOLE, not as written: the copy of b.log (entry 5) is altered; 9 entries are as written."},
		{run.Checked{At: at, Entries: 9, Copies: 2, Read: true, Files: []run.File{bad, bad}}, "evidence",
			"not as written: the copy of b.log (entry 5) is altered, and 1 more is not as it was attached; 9 entries are as written",
			"THIS RECORD IS NOT WHOLE, not as written: the copy of b.log (entry 5) is altered, and 1 more is not as it was attached; 9 entries are as written."},
		{run.Checked{At: at, Broken: []error{broken}, Files: []run.File{bad}}, "not-whole", "not as written: entry 12 is missing",
			"THIS RECORD IS NOT WHOLE, not as written: entry 12 is missing. What follows may not be what was recorded."},
		{run.Checked{At: at, Broken: []error{fmt.Errorf("x.cordon: not as written: entry 12 is missing")}}, "not-whole", "not as written: entry 12 is missing",
			"THIS RECORD IS NOT WHOLE, not as written: entry 12 is missing. What follows may not be what was recorded."},
	} {
		if got := words.Record(tt.checked); got.Text != tt.want || got.ID != tt.id {
			t.Errorf("%+v: %s, %q, want %s, %q", tt.checked, got.ID, got.Text, tt.id, tt.want)
		}
		if got := words.UnderWarning(tt.checked); got != tt.warning {
			t.Errorf("%+v: the warning is %q, want %q", tt.checked, got, tt.warning)
		}
	}
	if got := words.RecordLines(run.Checked{At: at, Entries: 9, Sealing: true}); len(got) != 2 || !strings.HasPrefix(got[1], "not sealed: ") {
		t.Errorf("unsealed it is %q", got)
	}
	seal := run.Signature{By: "eva@example.org", Key: "SHA256:ab", Entries: 7, Of: 9}
	if got := words.Seal(seal); got != "sealed up to entry 7 of 9 by an unknown key SHA256:ab, which calls itself eva@example.org" {
		t.Errorf("a seal is %q", got)
	}
	seal.Other = "ada@example.org"
	if got := words.Seal(seal); got != "sealed up to entry 7 of 9 as eva@example.org, by the key of ada@example.org: not known under that name. Seal it again with --signer, or allow that name" {
		t.Errorf("a seal under another name is %q", got)
	}
	seal.Known, seal.Entries = true, 9
	if got := words.Seal(seal); got != "sealed by eva@example.org (known)" {
		t.Errorf("a seal is %q", got)
	}
	if got := words.ToSend(run.Head{Seq: 12, Hash: "ab"}, "k7m2"); got != "cordon verify k7m2 --head 12:ab" {
		t.Errorf("the line to send is %q", got)
	}
}
