package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func page(t *testing.T, r run.Run, opts report.Options) string {
	t.Helper()
	var buf bytes.Buffer
	if err := report.HTML(&buf, r, opts); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// looked is a check that found one of everything.
func looked(r run.Run) run.Checked {
	var files []run.File
	for _, e := range r.Entries() {
		if _, ok := e.Event.(run.EvidenceAdded); ok {
			files = append(files, run.File{Seq: e.Seq, State: run.Altered})
		}
	}
	return r.Looked(r.Last().At, true, files)
}

func TestHTML(t *testing.T) {
	r := rich(t)
	opts := report.Options{Findings: r.Findings(run.Beside{}), Checked: looked(r)}
	golden(t, "rich.html.golden", []byte(page(t, r, opts)))
	opts.Executive = true
	golden(t, "executive.html.golden", []byte(page(t, r, opts)))
	golden(t, "drill.html.golden", []byte(page(t, drill(t), report.Options{Zone: time.FixedZone("Etc/UTC", 0)})))
}

var (
	style     = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	policy    = regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	values    = regexp.MustCompile(`="[^"]*"`)
	addresses = regexp.MustCompile(`(?:href|src|action|data|srcset|poster|formaction)="([^"]*)"`)
	ids       = regexp.MustCompile(` id="([^"]*)"`)
)

// TestHTMLLoadsNothing: the policy allows the one style that is there, by its
// hash, and there is nothing that asks for anything else.
func TestHTMLLoadsNothing(t *testing.T) {
	r := rich(t)
	doc := page(t, r, report.Options{Findings: r.Findings(run.Beside{})})
	css := style.FindAllStringSubmatch(doc, -1)
	if len(css) != 1 {
		t.Fatalf("%d styles, want one", len(css))
	}
	sum := sha256.Sum256([]byte(css[0][1]))
	allowed := html.UnescapeString(policy.FindStringSubmatch(doc)[1])
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if allowed != want {
		t.Errorf("the policy is %q, want %q", allowed, want)
	}
	for _, asks := range []string{"<script", "<link", "<img", "<iframe", "<object", "<embed", "<form", "<base", " style=", "@import", "@font-face", "url(http", "url(//", "url(data", "javascript:"} {
		if strings.Contains(strings.ToLower(doc), asks) {
			t.Errorf("%s is in the report", asks)
		}
	}
	if m := regexp.MustCompile(` on[a-z]+=`).FindString(strings.Join(tags.FindAllString(doc, -1), "")); m != "" {
		t.Errorf("a tag has %s", m)
	}
	if strings.Contains(css[0][1], "FOOT") || !strings.Contains(css[0][1], "run k7m2x9qd, 28 entries, head ") {
		t.Error("the foot of the pages does not name the run")
	}
}

// TestHTMLLinks: every link within the page leads somewhere, every entry can be
// linked to, and no place is there twice.
func TestHTMLLinks(t *testing.T) {
	r := rich(t)
	opts := report.Options{Findings: r.Findings(run.Beside{}), Checked: looked(r)}
	for _, m := range addresses.FindAllStringSubmatch(page(t, r, report.Options{Findings: opts.Findings, Executive: true}), -1) {
		if strings.HasPrefix(m[1], "#e") || strings.HasPrefix(m[1], "#s") {
			if m[1] != "#evidence" && m[1] != "#steps" {
				t.Errorf("the summary has a link to %s, which it leaves out", m[1])
			}
		}
	}
	doc := page(t, r, opts)
	there := map[string]int{}
	for _, m := range ids.FindAllStringSubmatch(doc, -1) {
		if there[m[1]]++; there[m[1]] > 1 {
			t.Errorf("the id %s is there twice", m[1])
		}
	}
	for _, e := range r.Entries() {
		if there[fmt.Sprintf("e%d", e.Seq)] == 0 {
			t.Errorf("entry %d has no place", e.Seq)
		}
	}
	for _, m := range addresses.FindAllStringSubmatch(doc, -1) {
		if to, inside := strings.CutPrefix(m[1], "#"); !inside || there[to] == 0 {
			t.Errorf("a link leads to %s, which is not there", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`<a class="n" href="#([^"]*)">#?([^<]*)</a>`).FindAllStringSubmatch(doc, -1) {
		if m[1] != "e"+m[2] && m[1] != "s"+m[2] {
			t.Errorf("%s leads to %s", m[2], m[1])
		}
	}
}

// TestHTMLIsClosed reads the page as XML does, with HTML's own empty tags.
func TestHTMLIsClosed(t *testing.T) {
	r := rich(t)
	for _, executive := range []bool{true, false} {
		doc := page(t, r, report.Options{Findings: r.Findings(run.Beside{}), Executive: executive})
		d := xml.NewDecoder(strings.NewReader(doc))
		d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		var open []string
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				open = append(open, token.Name.Local)
			case xml.EndElement:
				if len(open) == 0 || open[len(open)-1] != token.Name.Local {
					t.Fatalf("</%s> closes %v", token.Name.Local, open)
				}
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("%v is never closed", open)
		}
	}
}

// skeleton is the page without its text and without the values of attributes,
// but for links: the name of a link to a law is a value.
func skeleton(doc string) string {
	all := tags.FindAllString(style.ReplaceAllString(doc, ""), -1)
	for i, tag := range all {
		all[i] = values.ReplaceAllString(tag, "")
	}
	return strings.Join(all, "\n")
}

// TestHTMLHostile compares the page of a run that has a hostile text wherever
// somebody can type one with that of a harmless one: they are built alike, and
// no address but those of rules leaves the page.
func TestHTMLHostile(t *testing.T) {
	more := []string{
		`"><script>alert(1)</script>`, `' onmouseover='alert(1)`, `" onfocus="alert(1)" autofocus="`, "</style><script>alert(1)</script>", "</title><script>x</script>",
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x</script>", "//evil.example", "https://user@evil.example", "http://evil.example",
		"*{background:url(https://evil.example)}", "expression(alert(1))", "</pre></article><h1>x", "</svg><a href=x>", "]]>", "<!--", "-->", "{{.Style}}", "<svg onload=alert(1)>",
		"&lt;script&gt;", "&#x3c;script&#x3e;", "\u2066x\u2069", "e1", "#e1",
	}
	want := skeleton(pageOf(t, "word"))
	for _, evil := range append(hostile(), more...) {
		doc := pageOf(t, evil)
		if strings.HasPrefix(evil, "https://") && !strings.Contains(evil, "@") {
			doc = regexp.MustCompile(`<a href="https://[^"]*" rel="noreferrer noopener">([^<]*)</a>`).ReplaceAllString(doc, "$1") // the address of the rule
		}
		if got := skeleton(doc); got != want {
			t.Errorf("%q changes how the page is built\n%s", evil, firstDifference(got, want))
		}
		for _, m := range addresses.FindAllStringSubmatch(doc, -1) {
			if !strings.HasPrefix(m[1], "#") {
				t.Errorf("%q makes a link to %s", evil, m[1])
			}
		}
		if strings.ContainsFunc(doc, func(r rune) bool {
			return r != '\n' && (r < ' ' || 0x7f <= r && r < 0xa0) || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
		}) {
			t.Errorf("%q leaves a control character in the page", evil)
		}
		text := squeeze(html.UnescapeString(tags.ReplaceAllString(doc, "")))
		if note := seen(evil); !strings.Contains(text, note) {
			t.Errorf("the note %q is not shown as %q", evil, note)
		}
	}
}

func pageOf(t *testing.T, evil string) string {
	r := everywhere(t, evil)
	return page(t, r, report.Options{Findings: r.Findings(run.Beside{}), Checked: looked(r)})
}

// TestNotWhole: of a record that is not whole no head is printed, and every page
// says so.
func TestNotWhole(t *testing.T) {
	r := rich(t)
	opts := report.Options{Checked: run.Checked{At: r.Last().At, Broken: []error{errors.New("run k7m2x9qd: not as written: entry 5 is missing")}}}
	for name, doc := range map[string]string{"page": page(t, r, opts), "Markdown": markdown(t, r, opts)} {
		if !strings.Contains(doc, "THIS RECORD IS NOT WHOLE") || !strings.Contains(doc, "entry 5 is missing") {
			t.Errorf("%s does not say that the record is not whole", name)
		}
		if strings.Contains(doc, r.Head().Hash[:16]) {
			t.Errorf("%s has the head of a record that is not whole", name)
		}
	}
}

// TestReview: what a reviewer said stands beside what they said it of.
func TestReview(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	r.do("maria", run.FailStep("isolate", "no"))
	r.do("maria", run.Close("over"))
	rows := words.FindingRows(r.run.Findings(run.Beside{}))
	r.do("eve", run.JudgeFinding(rows[0].Key(), rows[0].Text, run.Question, "Who pulled the <plug>?"))
	r.do("eve", run.NoteLesson("Label the switches", "ben", "2026-12-24"))
	r.do("eve", run.SignOff("Eve Adler", ""))
	opts := report.Options{Findings: r.run.Findings(run.Beside{})}
	for name, doc := range map[string]string{"page": page(t, r.run, opts), "Markdown": strings.ReplaceAll(markdown(t, r.run, opts), "\\", "")} {
		for _, want := range []string{"Who pulled the", "Question", "Label the switches (ben, until 2026-12-24)", "igned off by Eve Adler", "Reviewed by Eve Adler", "Not sealed"} {
			if !strings.Contains(doc, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
	opts.Executive = true
	if doc := page(t, r.run, opts); !strings.Contains(doc, "Label the switches") {
		t.Error("the summary has no lessons")
	}
}

// TestPaperMoments: where no headline names moments, those that deadlines count from
// are asked for, before a run and within it.
func TestPaperMoments(t *testing.T) {
	book, err := playbook.Parse("b.yaml", []byte("format: cordon/1\nid: b\ntitle: B\nfacts: {seen_at: {ask: When was it seen?, type: time}}\n"+
		"clocks: {late: {title: Tell the board, within: 1 hour, from: seen_at}}\nphases: [{id: p, title: P, steps: [{id: s, title: S, record: [seen_at]}]}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	var ofRun, ofBook bytes.Buffer
	if err := errors.Join(report.Paper(&ofRun, run.New("k7m2", book), report.Options{}), report.PlaybookPaper(&ofBook, book)); err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{"run": ofRun.String(), "playbook": ofBook.String()} {
		if !strings.Contains(page, `<th scope="row">When was it seen?</th>`) {
			t.Errorf("the page of the %s asks for no moment:\n%s", name, page)
		}
	}
}

// TestPaper: one page to go on by hand, of a run and of a playbook.
func TestPaper(t *testing.T) {
	open := drill(t)
	var ofRun, ofBook bytes.Buffer
	if err := report.Paper(&ofRun, open, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := report.PlaybookPaper(&ofBook, open.Book()); err != nil {
		t.Fatal(err)
	}
	golden(t, "drill.paper.golden", ofRun.Bytes())
	golden(t, "book.paper.golden", ofBook.Bytes())
	want := ""
	for _, evil := range append([]string{"word"}, hostile()...) {
		var buf bytes.Buffer
		r := everywhere(t, evil)
		if err := report.Paper(&buf, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := report.PlaybookPaper(&buf, r.Book()); err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = skeleton(buf.String())
		}
		if got := skeleton(buf.String()); got != want {
			t.Errorf("%q changes how the paper is built\n%s", evil, firstDifference(got, want))
		}
	}
}

func TestHTMLWriteError(t *testing.T) {
	if err := report.HTML(broken{}, drill(t), report.Options{}); err == nil {
		t.Error("HTML hides that the write failed")
	}
}

// TestLongPage: a page that is written in pieces is whole and inert.
func TestLongPage(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	for range 300 {
		r.do("maria", run.AddNote("", "eth0\x1b[31m: 203.0.113.7\r\n\tcafé \u202e*:443\n"+strings.Repeat("x", 700)))
	}
	var page strings.Builder
	if err := report.HTML(&page, r.run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := page.String(); len(got) < 4<<16 || inert.Text(got) != got || !strings.HasSuffix(strings.TrimSpace(got), "</html>") || strings.Count(got, "203.0.113.7") < 300 {
		t.Errorf("the page of %d bytes is not whole, or not inert", len(got))
	}
}
