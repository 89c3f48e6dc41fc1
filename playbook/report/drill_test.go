package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	drills "cordon/playbook/drill"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

// exerciseSource is a drill, with a question that a page must not obey.
const exerciseSource = `format: cordon-drill/1
id: laptop
playbook: customer-data
title: A laptop on a train
about: For whoever leads.
length: 30m
injects:
  - {id: call, at: 0m, from: A traveller, says: "I found a laptop of yours."}
  - {id: again, at: 2m, unless: 'risk == "unlikely"', says: "I can see names on it."}
  - {id: late, after: {clock: authority}, says: "Thank you for telling us."}
score:
  - {id: how-bad, want: {fact: risk}, within: 5m, of: call, points: 10, why: "It decides <b>who</b> is told."}
  - {id: cut, want: {step: isolate}, before: {step: revoke-keys}, points: 5, why: "What runs on is *not* over."}
  - {id: told, want: {clock: authority}, points: 15}
  - {id: many, want: {fact: affected, is: "1,200"}, points: 5}
  - {id: phone, ask: "Was <i>legal</i> called, [by phone](https://x.example)?", points: 5}
`

// exercised returns a run that played a drill, up to its end or not.
func exercised(t *testing.T, closed bool) run.Run {
	b := book(t, "book.yaml")
	d, err := drills.Parse("laptop.yaml", []byte(exerciseSource))
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, b)
	r.do("maria", run.StartDrill(b, "", d, nil))
	r.do("maria", run.ShowInject(r.now, false))
	r.do("maria", run.CompleteStep("revoke-keys", "in a hurry"))
	r.do("ben", run.RecordFact("risk", playbook.TextValue("unlikely"), "it is locked", ""))
	r.now = r.now.Add(9 * time.Minute)
	r.do("maria", run.CompleteStep("isolate", "it took long"))
	r.do("maria", run.RecordFact("affected", playbook.NumberValue(1200), "", ""))
	if !closed {
		return r.run
	}
	r.do("maria", run.Close("the half hour is over"))
	r.do("eva", run.AnswerDrill("phone", true))
	r.do("eva", run.FillIn(run.LineWell, "we *asked* for names\nand wrote them down"))
	return r.run
}

// TestExercise: the sheet of a drill stands in the report in all forms, once the run is
// closed, and not a word of it before.
func TestExercise(t *testing.T) {
	r := exercised(t, true)
	opts := report.Options{Findings: r.Findings(run.Beside{})}
	golden(t, "exercise.md.golden", []byte(markdown(t, r, opts)))
	if whole := page(t, r, opts); !strings.Contains(whole, `<li>late: did not come: it waited for the clock authority</li>`) {
		t.Error("the page does not say what became of the messages")
	}
	opts.Executive = true
	golden(t, "exercise.html.golden", []byte(page(t, r, opts)))
	var doc bytes.Buffer
	if err := report.JSON(&doc, r, opts); err != nil {
		t.Fatal(err)
	}
	sheet, _ := decode(t, doc.Bytes())["drill_sheet"].(map[string]any)
	if sheet["points"] != 20.0 || sheet["of"] != 40.0 {
		t.Errorf("in JSON the sheet is %v", sheet)
	}

	open := exercised(t, false)
	doc.Reset()
	if err := report.JSON(&doc, open, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"md": markdown(t, open, report.Options{}), "html": page(t, open, report.Options{}), "json": doc.String(),
	} {
		for _, secret := range []string{"how-bad", "It decides", "not* over", "names on it", "Thank you", "For whoever leads", "by phone"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s of an open drill tells %q", name, secret)
			}
		}
	}
}
