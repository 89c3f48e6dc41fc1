package report_test

import (
	"bytes"
	"errors"
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
	for _, want := range []string{"- Times: Asia/Kolkata: UTC+05:30", "### Saturday, 21 November 2026", "1. 07:32:11 maria: run started"} {
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
	if doc := markdown(t, r.run, report.Options{}); !strings.Contains(doc, "- Times: UTC+01:00\n") || !strings.Contains(doc, "\n1. 03:02:11 maria: run started") {
		t.Errorf("one offset is not said once:\n%s", doc)
	}
	r.now = r.now.In(time.FixedZone("", -5*3600))
	r.do("ben", run.RecordFact("risk", playbook.TextValue("likely"), "passwords", ""))
	doc := markdown(t, r.run, report.Options{})
	for _, want := range []string{"each with its offset from UTC", "\n1. 03:02:11 +01:00 maria: run started", "\n2. 21:03:11 -05:00 ben: ", "- 2026-11-20 21:03 -05:00 ben, #2: "} {
		if !strings.Contains(doc, want) {
			t.Errorf("%q is not in the report:\n%s", want, doc)
		}
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
