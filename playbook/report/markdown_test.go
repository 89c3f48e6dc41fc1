package report_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

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

// TestLinks follows the links of the findings, also where titles are alike.
func TestLinks(t *testing.T) {
	b := *book(t, "book.yaml")
	b.Phases[0].Steps[0].Title = "1 Isolate the host" // 1.1 with it reads like 11
	for i := range b.Phases[1].Steps {
		b.Phases[1].Steps[i].Number, b.Phases[1].Steps[i].Title = "2.1", "Isolate *the* host_a"
	}
	r := record(t, &b)
	r.do("maria", run.Start(&b, "2.1 isolate the host_a", false))
	for _, s := range b.Steps() {
		r.do("maria", run.FailStep(s.ID, "no"))
	}
	doc := []byte(markdown(t, r.run, report.Options{Findings: r.run.Findings(run.Beside{})}))
	md := goldmark.New(goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	targets, links := map[string]bool{}, map[string]bool{}
	_ = ast.Walk(md.Parser().Parse(text.NewReader(doc)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if id, ok := n.AttributeString("id"); ok && entering {
			// This viewer makes a hyphen of an underscore, unlike most.
			targets["#"+string(id.([]byte))] = true
		}
		if link, ok := n.(*ast.Link); ok && entering {
			links[strings.ReplaceAll(string(link.Destination), "_", "-")] = true
		}
		return ast.WalkContinue, nil
	})
	if len(links) != len(b.Steps()) {
		t.Errorf("%d findings link to %d places, want one for each step", len(b.Steps()), len(links))
	}
	for link := range links {
		if !targets[link] {
			t.Errorf("a finding links to %s, which is not there", link)
		}
	}
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
	if strings.Contains(doc, folded) || !strings.Contains(doc, "### 1.3 ") || !strings.Contains(doc, ": they know already\n") {
		t.Errorf("a step with a note on it is folded:\n%s", doc)
	}
}

func TestZone(t *testing.T) {
	zone := time.FixedZone("Asia/Kolkata", 5*3600+1800)
	doc := markdown(t, rich(t), report.Options{Zone: zone})
	for _, want := range []string{"- Times: Asia/Kolkata, each", "1. 2026-11-21 07:32:11 +05:30 maria: run started"} {
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

// broken fails on the first write.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWriteError(t *testing.T) {
	r := drill(t)
	if err := report.Markdown(broken{}, r, report.Options{}); err == nil {
		t.Error("Markdown hides that the write failed")
	}
	if err := report.JSON(broken{}, r, nil, time.Time{}); err == nil {
		t.Error("JSON hides that the write failed")
	}
}
