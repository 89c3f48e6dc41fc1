package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

// TestClocksStandAsOfNow: clocks move with the time. That a run was closed ends
// no duty.
func TestClocksStandAsOfNow(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	started := r.now
	r.do("maria", run.StartClock("client", started, ""))
	state := func(now time.Time) run.ClockStatus { return report.Clocks(r.run, now)[2].State }
	rows := []struct {
		after time.Duration
		want  run.ClockStatus
	}{{time.Hour, run.ClockRunning}, {21 * time.Hour, run.ClockDueSoon}, {25 * time.Hour, run.ClockOverdue}}
	for _, tt := range rows {
		if got := state(started.Add(tt.after)); got != tt.want {
			t.Errorf("after %s the clock is %s, want %s", tt.after, got, tt.want)
		}
	}
	doc := markdown(t, r.run, report.Options{Now: started.Add(25 * time.Hour)})
	if !strings.Contains(doc, "- **Overdue** (Contract, section 9): Tell the largest client\n") {
		t.Errorf("the report does not say that the clock is overdue:\n%s", doc)
	}
	if got := report.New(r.run, report.Options{}).Clocks[2].State; got != run.ClockRunning {
		t.Errorf("as of the last entry the clock is %s, want running", got)
	}
	r.do("maria", run.Close("legal goes on with it"))
	if got := state(started.Add(25 * time.Hour)); got != run.ClockOverdue {
		t.Errorf("the clock of a closed run is %s, want overdue", got)
	}
}

// TestClockTimes: all times of a clock are in its own zone, wherever they were
// noted.
func TestClockTimes(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", false))
	r.do("maria", run.RecordFact("aware_at", playbook.TextValue("2026-11-20T20:30:00Z"), "", ""))
	r.now = r.now.In(time.FixedZone("", -8*3600))
	r.do("maria", run.FileClock("authority", "", "", "late", r.now))
	c := report.Clocks(r.run, r.now)[0]
	for _, got := range []report.Time{c.From.At, c.Due, c.Filed.At} {
		if !strings.HasSuffix(string(got), "+01:00") {
			t.Errorf("the time %s of a clock in Berlin is not in its zone", got)
		}
	}
	if c.From.At != "2026-11-20T21:30:00+01:00" || c.Due != "2026-11-20T23:30:00+01:00" || c.Filed.By != "maria" {
		t.Errorf("Clocks()[0] = %+v", c)
	}
}

// TestEveryTextThatLeft looks for texts that were sent in both forms: in JSON
// to the byte, in Markdown as they are seen.
func TestEveryTextThatLeft(t *testing.T) {
	pieces := append(hostile(), "\n", "\n\n", " ", "Subject: x", "word", "`", "- ", "\r\n", "é")
	md := viewers()["rich"]
	b := book(t, "book.yaml")
	rapid.Check(t, func(rt *rapid.T) {
		r := record(t, b)
		r.do("maria", run.Start(b, "", false))
		var texts []string
		for range rapid.IntRange(1, 4).Draw(rt, "messages") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 6).Draw(rt, "text"), "")
			text = strings.ToValidUTF8(text, "?")
			intend := run.SendText("notice", "", "mail", "", text)
			if _, err := intend(r.run); err != nil {
				continue // an empty text is refused
			}
			r.do("maria", intend)
			texts = append(texts, text)
			if rapid.Bool().Draw(rt, "undo") {
				r.do("maria", run.Undo("maria", 0))
			}
		}
		page := shown(t, md, reportOf(t, r.run))
		sent := messagesIn(t, r.run)[0].Sent
		for i, text := range texts {
			if !strings.Contains(page, seen(text)) {
				rt.Errorf("the Markdown does not show the text %q as %q", text, seen(text))
			}
			if sent[i].Text != text {
				rt.Errorf("the JSON has the text %q, want %q", sent[i].Text, text)
			}
		}
	})
}

func messagesIn(t *testing.T, r run.Run) []report.Message {
	t.Helper()
	var buf bytes.Buffer
	if err := report.JSON(&buf, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	var doc report.Document
	if err := json.Unmarshal(buf.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Messages
}
