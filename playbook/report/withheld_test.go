package report_test

import (
	"bytes"
	"strings"
	"testing"

	"cordon/playbook/report"
	"cordon/playbook/run"
)

// TestWithheld: a report that is made without the words of some entries says so on
// its first page, and calls nothing untold that may be withheld.
func TestWithheld(t *testing.T) {
	whole := rich(t)
	r := record(t, whole.Book())
	r.run, r.now = whole, r.now.AddDate(0, 0, 1)
	for _, e := range whole.Entries() {
		switch e.Event.(type) {
		case run.FactRecorded, run.MessageSent, run.HandedOver:
			r.do("lead", run.Withhold(e.Seq, "it names somebody"))
		}
	}
	const says = "computed without 9 bodies, whose text is withheld: #6 #7 #8 #11 #12 #16 #19 #20 #27"
	for name, executive := range map[string]bool{"the report": false, "the summary": true} {
		opts := report.Options{Executive: executive}
		var page bytes.Buffer
		if err := report.HTML(&page, r.run, opts); err != nil {
			t.Fatal(err)
		}
		for skin, text := range map[string]string{"Markdown": strings.ReplaceAll(markdown(t, r.run, opts), `\`, ""), "HTML": page.String()} {
			for _, want := range []string{says, "withheld, or nobody has recorded it", "not recorded, or withheld", "0 of 2, and 2 withheld", "who took over may be withheld (#27)"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s in %s does not say %q", name, skin, want)
				}
			}
			if strings.Contains(text, "fact-recorded") {
				t.Errorf("%s in %s says how a program calls an entry", name, skin)
			}
		}
	}
	var doc bytes.Buffer
	if err := report.JSON(&doc, r.run, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if n := len(decode(t, doc.Bytes())["record"].(map[string]any)["withheld"].([]any)); n != 9 {
		t.Errorf("JSON names %d withheld entries", n)
	}
}
