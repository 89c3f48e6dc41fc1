package report_test

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"time"

	"cordon/playbook/report"
	"cordon/playbook/run"
)

// TestOthers: a duty that was filed in another run of the incident is not called
// never filed, and bears no number of an entry, which would be one of this run.
func TestOthers(t *testing.T) {
	b := book(t, "book.yaml")
	filed, left := record(t, b), record(t, b)
	for _, r := range []*recorder{filed, left} {
		r.do("maria", run.Start(b, "", false))
		r.do("maria", run.StartClock("authority", r.now.Add(-time.Hour), ""))
	}
	filed.do("maria", run.AddNote("", "x"))
	filed.do("maria", run.FileClock("authority", "REF-77", "", "", filed.now))
	left.do("ben", run.Close("the other run goes on"))
	opts := report.Options{Others: []run.Run{filed.run}}
	var page bytes.Buffer
	if err := report.HTML(&page, left.run, opts); err != nil {
		t.Fatal(err)
	}
	doc := markdown(t, left.run, opts)
	for skin, text := range map[string]string{"Markdown": doc, "HTML": page.String()} {
		if _, body, ok := strings.Cut(text, "</style>"); ok {
			text = html.UnescapeString(body) // without its colors
		}
		if strings.Count(text, "in another run of the incident") < 2 || !strings.Contains(text, "REF-77") || strings.Contains(text, "#4") {
			t.Errorf("%s says of a duty filed in another run:\n%s", skin, doc)
		}
	}
	var data bytes.Buffer
	if err := report.JSON(&data, left.run, opts); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(data.String(), `"elsewhere": true`) {
		t.Error("JSON does not say that it was filed elsewhere")
	}
}
