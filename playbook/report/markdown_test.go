package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

func markdown(t *testing.T, r run.Run, opts report.Options) string {
	t.Helper()
	var buf bytes.Buffer
	if err := report.Markdown(&buf, r, opts); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestMarkdown(t *testing.T) {
	r := rich(t)
	golden(t, "rich.md.golden", []byte(markdown(t, r, report.Options{Findings: r.Findings(run.Beside{})})))

	utc := time.FixedZone("Etc/UTC", 0)
	golden(t, "drill.md.golden", []byte(markdown(t, drill(t), report.Options{Zone: utc})))
}

// TestNotApplying looks at what becomes of steps that do not apply.
func TestNotApplying(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	r.do("maria", run.RecordFact("risk", playbook.TextValue("likely"), "passwords", ""))
	const folded = "- Did not apply: 1.3 Tell the support desk that nobody is at risk\n"
	if doc := markdown(t, r.run, report.Options{}); !strings.Contains(doc, folded) {
		t.Errorf("an untouched step that does not apply is not folded:\n%s", doc)
	}
	r.do("maria", run.AddNote("reassure", "they know already"))
	doc := markdown(t, r.run, report.Options{})
	if strings.Contains(doc, folded) || !strings.Contains(doc, ": 1.3 Tell the support desk") || !strings.Contains(doc, "note: they know already\n") {
		t.Errorf("a step with a note on it is folded:\n%s", doc)
	}
}

func TestZone(t *testing.T) {
	zone := time.FixedZone("Asia/Kolkata", 5*3600+1800)
	doc := markdown(t, rich(t), report.Options{Zone: zone})
	for _, want := range []string{"- Times: Asia/Kolkata: UTC+05:30", "### Saturday, 21 November 2026", "- #1 07:32:11 maria: run started"} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is not in the report:\n%s", want, doc)
		}
	}
	for line := range strings.Lines(doc) {
		// How a deadline was counted is told in the zone of the clock, and what
		// was recorded stays as it was.
		if strings.Contains(line, ":11 +01:00") && !strings.Contains(line, "Counted:") {
			t.Errorf("a time in another zone is left: %s", line)
		}
	}
}

// TestOffsets: where not all entries were noted with the same offset, each moment
// has its own.
func TestOffsets(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	if doc := markdown(t, r.run, report.Options{}); !strings.Contains(doc, "- Times: UTC+01:00\n") || !strings.Contains(doc, "\n- #1 03:02:11 maria: run started") {
		t.Errorf("one offset is not said once:\n%s", doc)
	}
	r.now = r.now.In(time.FixedZone("", -5*3600))
	r.do("ben", run.RecordFact("risk", playbook.TextValue("likely"), "passwords", ""))
	doc := markdown(t, r.run, report.Options{Full: true})
	for _, want := range []string{"each with its offset from UTC", "\n- #1 03:02:11 +01:00 maria: run started", "\n- #2 21:03:11 -05:00 ben: ", "- 2026-11-20 21:03 -05:00 ben, #2: "} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is not in the report:\n%s", want, doc)
		}
	}
}

// TestOnce: each entry stands in the report with its words, its time and its name,
// and in the timeline once more only if all of it is asked for.
func TestOnce(t *testing.T) {
	r := rich(t)
	short, full := markdown(t, r, report.Options{}), markdown(t, r, report.Options{Full: true})
	if len(short) >= len(full) {
		t.Errorf("the short report has %d bytes, the full one %d", len(short), len(full))
	}
	for _, e := range r.Entries() {
		number := fmt.Sprintf("#%d", e.Seq)
		if !strings.Contains(full, "\n- "+number+" "+e.At.Format(time.TimeOnly)) {
			t.Errorf("%s is not in the timeline of the full report", number)
		}
		if !regexp.MustCompile(number + `\b`).MatchString(short) {
			t.Errorf("%s is not in the short report", number)
		}
	}
	for _, said := range []string{"- done 2026-11-21 03:11 maria, #10: 1.1 Identify the data\n", "Ticked: Names and contact details #4 2026-11-21 03:05 maria\n", "2026-11-21 03:09 maria, #8: How likely is harm? Likely, because: plain e-mail addresses\n"} {
		if !strings.Contains(short, said) {
			t.Errorf("%q is not in the short report", said)
		}
	}
	if strings.Contains(short, "\n- #8 ") || strings.Contains(short, "\n- #10 ") {
		t.Error("the timeline repeats what stands above")
	}
}

// broken fails on the first write.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWriteError(t *testing.T) {
	r := drill(t)
	if err := report.Markdown(broken{}, r, report.Options{}); err == nil {
		t.Error("Markdown hides that the write failed")
	}
	if err := report.JSON(broken{}, r, report.Options{}); err == nil {
		t.Error("JSON hides that the write failed")
	}
}

// TestNothingLost: the short report leaves no time out at which something was
// recorded, and none of the words that somebody typed.
func TestNothingLost(t *testing.T) {
	r := rich(t)
	short := markdown(t, r, report.Options{})
	for _, e := range r.Entries() {
		about := regexp.MustCompile(fmt.Sprintf(`(?m)^.*#%d\b.*$`, e.Seq)).FindAllString(short, -1)
		if at := e.At.Format("15:04"); !strings.Contains(strings.Join(about, "\n"), at) {
			t.Errorf("that entry %d was at %s is not in the short report: %q", e.Seq, at, about)
		}
	}
	read := strings.ReplaceAll(short, `\`, "") // as it is seen
	for _, said := range typed(t, r) {
		if !strings.Contains(read, said) {
			t.Errorf("%q is not in the short report", said)
		}
	}
}

// typed are the lines that people typed into a run.
func typed(t *testing.T, r run.Run) (all []string) {
	t.Helper()
	for _, e := range r.Entries() {
		text, err := json.Marshal(e.Event)
		if err != nil {
			t.Fatal(err)
		}
		var ev map[string]any
		if err := json.Unmarshal(text, &ev); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"text", "because", "reason", "desc", "comment", "reference", "by", "channel", "to"} {
			if said, ok := ev[key].(string); ok {
				all = append(all, strings.FieldsFunc(said, func(c rune) bool { return c == '\n' })...)
			}
		}
	}
	return all
}

// TestHappenedBecause: what happened stands on the first page with its reason.
func TestHappenedBecause(t *testing.T) {
	p, err := playbook.Parse("small.yaml", []byte(`format: cordon/1
id: small
title: Small
headline: [{fact: what, label: What happened}]
phases: [{id: p, title: P, steps: [{id: s, title: S, record: [what]}]}]
facts: {what: {ask: What happened?, type: text}}
`))
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, p)
	r.do("maria", run.Start(p, "", false))
	r.do("maria", run.RecordFact("what", playbook.TextValue("A dump was posted."), "seen by ben in the forum", "s"))
	if short := markdown(t, r.run, report.Options{}); strings.Count(short, "seen by ben in the forum") != 1 {
		t.Errorf("the reason does not stand in it once:\n%s", short)
	}
}

// TestLongReason: a finding shows the beginning of a long reason, and the step all of
// it.
func TestLongReason(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	r.do("maria", run.SkipStep("who", strings.Repeat("left to the police, ", 50)+"who called at four"))
	if short := markdown(t, r.run, report.Options{}); !strings.Contains(short, "who called at four") {
		t.Errorf("the end of the reason is lost:\n%s", short)
	}
}

// TestQuestionsOnce: what many duties wait for is asked once, and every duty says what
// it waits for.
func TestQuestionsOnce(t *testing.T) {
	b, err := playbook.Parse("small.yaml", []byte(`format: cordon/1
id: small
title: Small
facts:
  seen_at: {ask: When was it seen?, type: time}
  where: {ask: Where do they live?, type: choice, options: {eu: EU, uk: UK}}
  insured: {ask: Are we insured?, type: yes-no}
clocks:
  one: {title: Duty one, within: 72 hours, zone: Europe/Berlin, from: seen_at, when: 'where == "eu"'}
  two: {title: Duty two, within: 48 hours, zone: Europe/Berlin, from: seen_at, when: 'where == "uk"'}
  three: {title: Duty three, within: 24 hours, zone: Europe/Berlin, from: seen_at, when: 'insured'}
phases: [{id: p, title: P, steps: [{id: s, title: S, record: [seen_at, where, insured]}, {id: w, title: W, when: 'where == "eu"'}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, b)
	r.do("maria", run.Start(b, "", false))
	r.do("maria", run.RecordFact("seen_at", playbook.TextValue("2026-11-21T03:00:00+01:00"), "", ""))
	doc := markdown(t, r.run, report.Options{})
	if n := strings.Count(doc, "Where do they live?"); n != 1 {
		t.Errorf("it asks %d times where they live:\n%s", n, doc)
	}
	for _, want := range []string{"- Q1: Where do they live? (step 1.1)\n", "Waits for Q1; 2d 23h left", "Whether it applies waits for: Are we insured? (step 1.1); 23h 56m left", "It waits for: Q1\n"} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is not in\n%s", want, doc)
		}
	}
}

// TestTicks: of ticks one after the other only what is another is said.
func TestTicks(t *testing.T) {
	b, err := playbook.Parse("small.yaml", []byte(`format: cordon/1
id: small
title: Small
phases: [{id: p, title: P, steps: [{id: s, title: S, checks: [One, Two, Three, Four]}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, b)
	r.do("maria", run.Start(b, "", false))
	r.do("maria", run.TickCheck("s", 1))
	r.do("maria", run.TickCheck("s", 2))
	r.do("ben", run.TickCheck("s", 3))
	r.now = r.now.AddDate(0, 0, 1)
	r.do("ben", run.TickCheck("s", 4))
	const want = "Ticked: One #2 2026-11-21 03:03 maria; Two #3 03:04; Three #4 03:05 ben; Four #5 2026-11-22 03:06\n"
	if doc := markdown(t, r.run, report.Options{}); !strings.Contains(doc, want) {
		t.Errorf("%q is not in\n%s", want, doc)
	}
}
