package run_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

const clockSource = `
format: cordon/1
id: clocks
title: Clocks
facts:
  aware_at: {ask: When?, type: time}
  decided_at: {ask: When decided?, type: time}
  regions: {ask: Where?, type: choices, options: {eu: EU, us: US}}
  hours: {ask: How many hours does the contract give?, type: number}
  summary: {ask: What happened?, type: text}
  stopped: {ask: Has it stopped?, type: yes-no}
clocks:
  authority: {title: Tell the authority, within: 72 hours, zone: Europe/Berlin, from: aware_at, when: '"eu" in regions'}
  final:     {title: Final report, within: 1 month, zone: Europe/Berlin, after: authority}
  contract:  {title: Tell the customer, hours: hours, from: aware_at}
  soon:      {title: Tell the people, from: decided_at}
messages:
  notice:
    title: Notice
    to: the authority
    subject: Breach, {{ .aware_at }}
    body: |
      {{ .summary }}
      {{ if .stopped }}It has stopped.{{ else }}It goes on.{{ end }}
    must: [{says: What happened, facts: [summary]}, Whom to call]
    avoid: [abundance of caution]
phases:
- id: p
  title: P
  steps:
  - {id: tell, title: Tell, record: [aware_at, decided_at, regions, hours, summary, stopped], files: [authority, contract], message: notice}
`

// beginClocks starts a run with clocks at 03:00 on a Saturday in Berlin.
func beginClocks(t testing.TB) *journal {
	t.Helper()
	b, err := playbook.Parse("clocks.yaml", []byte(clockSource))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	return j.do("maria", run.Start(b, "", false))
}

func recordTime(fact, at, because string) run.Intention {
	return run.RecordFact(fact, playbook.TextValue(at), because, "")
}

func mustClock(t testing.TB, r run.Run, id string) run.Clock {
	t.Helper()
	c, err := r.Clock(id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClockRuns(t *testing.T) {
	j := beginClocks(t)
	status := func(id string) run.ClockStatus { return mustClock(t, j.run, id).Status(j.now) }
	if got := status("authority"); got != run.ClockNotStarted {
		t.Errorf("before anything is recorded: %s", got)
	}
	if n := j.run.Summary().Nearest(j.now); n != nil {
		t.Errorf("%s is the nearest clock although none runs", n.ID)
	}

	j.do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""))
	c := mustClock(t, j.run, "authority")
	if got := status("authority"); got != run.ClockRunning || !c.Candidate() || !slices.Equal(c.WaitsFor, []string{"regions"}) {
		t.Errorf("with its start only: %s, candidate %t, waits for %v", got, c.Candidate(), c.WaitsFor)
	}
	if got, want := c.Deadline.Due.Format(time.RFC3339), "2026-11-24T02:00:00+01:00"; got != want {
		t.Errorf("due %s, want %s", got, want)
	}
	if n := j.run.Summary().Nearest(j.now); n == nil || n.ID != "authority" || !n.Candidate {
		t.Errorf("Nearest() = %+v, want authority, which may apply", n)
	}

	j.do("maria", run.RecordFact("regions", playbook.ChoicesValue("us"), "", ""))
	if got := status("authority"); got != run.ClockNotDue {
		t.Errorf("outside the EU: %s", got)
	}
	j.do("legal", run.ConfirmClock("authority", "our data centre is in Ireland"))
	if c := mustClock(t, j.run, "authority"); c.Candidate() || status("authority") != run.ClockRunning {
		t.Errorf("confirmed by a person: %s, candidate %t", status("authority"), c.Candidate())
	}
	for _, tt := range []struct {
		after time.Duration
		want  run.ClockStatus
	}{{67 * time.Hour, run.ClockRunning}, {69 * time.Hour, run.ClockDueSoon}, {73 * time.Hour, run.ClockOverdue}} {
		if got := mustClock(t, j.run, "authority").Status(c.Deadline.Start.Add(tt.after)); got != tt.want {
			t.Errorf("after %s: %s, want %s", tt.after, got, tt.want)
		}
	}
}

func TestClockIsFiled(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""), run.RecordFact("regions", playbook.ChoicesValue("eu"), "", ""))
	in := func(decide run.Intention) error { _, err := decide(j.run); return err }

	if err := in(run.FileClock("final", "R1", "", "", j.now)); err == nil || !strings.Contains(err.Error(), `record the filing of "Tell the authority" first`) {
		t.Errorf("filing a clock that has not started: %v", err)
	}
	late := j.now.Add(80 * time.Hour)
	if err := in(run.FileClock("authority", "R1", "", "", late)); !errors.Is(err, run.ErrReason) {
		t.Errorf("filing late without a reason: %v", err)
	}
	if err := in(run.FileClock("authority", "R1", "", "", j.now.Add(-2*time.Hour))); !errors.Is(err, run.ErrReason) {
		t.Errorf("filing before the start without a reason: %v", err)
	}
	if err := in(run.WaiveClock("authority", " ")); !errors.Is(err, run.ErrReason) {
		t.Errorf("waiving without a reason: %v", err)
	}
	if err := in(run.FileClock("authorty", "", "", "", j.now)); !errors.Is(err, run.ErrNoClock) || !strings.Contains(err.Error(), `did you mean "authority"`) {
		t.Errorf("filing a clock that does not exist: %v", err)
	}

	j.do("maria", run.WaiveClock("authority", "no risk to anybody"))
	if got := mustClock(t, j.run, "authority").Status(j.now); got != run.ClockNotNotified {
		t.Errorf("waived: %s", got)
	}
	j.do("maria", run.FileClock("authority", "BfDI-4711", "the DPO", "", j.now))
	c := mustClock(t, j.run, "authority")
	if got := c.Status(late); got != run.ClockFiledInTime {
		t.Errorf("filed, seen long after: %s", got)
	}
	final := mustClock(t, j.run, "final")
	if got, want := final.Deadline.Due.Format("2006-01-02"), "2026-12-21"; got != want {
		t.Errorf("the final report is due %s, want a month after the filing, %s", got, want)
	}
	j.do("maria", run.Undo("maria", 0))
	if mustClock(t, j.run, "final").Started() {
		t.Error("the final report still runs although the filing was undone")
	}
}

func TestClockThatEndedLateIsAFinding(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-17T02:00:00+01:00", ""), run.RecordFact("regions", playbook.ChoicesValue("eu"), "", ""))
	j.do("maria", run.FileClock("authority", "", "", "nobody was awake", j.now), run.Close("over"))
	var kinds []run.FindingKind
	for _, f := range j.run.Findings(run.Beside{}) {
		kinds = append(kinds, f.Kind)
	}
	for _, want := range []run.FindingKind{run.FindClockLate, run.FindClockNoRef, run.FindClockOpen} {
		if !slices.Contains(kinds, want) {
			t.Errorf("findings %v, want %s among them", kinds, want)
		}
	}
}

func TestCorrectedStart(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""))
	if _, err := recordTime("aware_at", "2026-11-21T01:00:00+01:00", "")(j.run); err != nil {
		t.Errorf("an earlier start without a reason: %v", err)
	}
	later := time.Date(2026, 11, 21, 2, 30, 0, 0, time.FixedZone("", 3600))
	if _, err := run.CorrectClock("authority", later, "")(j.run); !errors.Is(err, run.ErrReason) {
		t.Fatalf("a later start without a reason: %v", err)
	}
	if _, err := run.StartClock("authority", later, "x")(j.run); err == nil || !strings.Contains(err.Error(), "has started already, at Sat 2026-11-21 02:00") {
		t.Errorf("starting a clock again: %v", err)
	}
	if _, err := run.CorrectClock("soon", later, "x")(j.run); err == nil || !strings.Contains(err.Error(), "nothing to correct") {
		t.Errorf("correcting a clock that has not started: %v", err)
	}
	if _, err := run.StartClock("final", later, "")(j.run); err == nil || !strings.Contains(err.Error(), `starts with the filing of "Tell the authority"`) {
		t.Errorf("starting a clock that a filing starts: %v", err)
	}
	j.do("maria", run.CorrectClock("authority", later, "the first mail was a test"))
	c := mustClock(t, j.run, "authority")
	if len(c.Moved) != 1 || c.Deadline.Due.Format("15:04") != "02:30" {
		t.Errorf("after the correction %d earlier starts, due %s", len(c.Moved), c.Deadline.Due)
	}
}

// TestContractClock: the limit itself is recorded in the run.
func TestContractClock(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""))
	if c := mustClock(t, j.run, "contract"); !strings.Contains(c.Problem, "hours") || !c.Started() || c.Uncounted {
		t.Errorf("without its limit: problem %q, started %t", c.Problem, c.Started())
	}
	j.do("maria", run.RecordFact("hours", playbook.NumberValue(24), "", ""))
	if got := mustClock(t, j.run, "contract").Deadline.Due.Format(time.RFC3339); got != "2026-11-22T02:00:00+01:00" {
		t.Errorf("due %s", got)
	}
}

// TestContractClockWithoutALimit: a clock whose limit makes no sense has
// started all the same, says so, and does not claim that it has no number.
func TestContractClockWithoutALimit(t *testing.T) {
	for _, hours := range []float64{-4, 0, 1.5, 1e12} {
		j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""), run.RecordFact("hours", playbook.NumberValue(hours), "", ""))
		c := mustClock(t, j.run, "contract")
		if !c.Started() || !c.Deadline.Due.IsZero() || !strings.Contains(c.Problem, "How many hours does the contract give?") || len(c.Deadline.Basis) > 0 {
			t.Errorf("%v hours: started %t, due %s, problem %q, counted %q", hours, c.Started(), c.Deadline.Due, c.Problem, c.Deadline.Basis)
		}
		if _, err := run.FileClock("contract", "A-1", "", "", j.now)(j.run); err != nil {
			t.Errorf("%v hours: filing it: %v", hours, err)
		}
		s := j.run.Summary()
		if c.Status(j.now) != run.ClockUncounted || s.Clock == nil || s.Clock.ID != "contract" || s.ClockStatus(j.now) != run.ClockUncounted {
			t.Errorf("%v hours: %s, and the summary names %+v: what cannot be counted must be the loudest", hours, c.Status(j.now), s.Clock)
		}
	}
}

// TestStepThatFiles: settling a step asks for the clocks it files.
func TestStepThatFiles(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""), run.RecordFact("regions", playbook.ChoicesValue("eu"), "", ""))
	has := func() bool {
		return slices.ContainsFunc(j.run.Lacks(j.run.Step("tell")), func(l run.Lack) bool { return l.String() == "clock authority" })
	}
	if !has() {
		t.Error("the step does not ask for the clock that it files")
	}
	j.do("maria", run.FileClock("authority", "R", "", "", j.now))
	if has() {
		t.Error("the step still asks for a clock that was filed")
	}
}

func TestDraft(t *testing.T) {
	j := beginClocks(t)
	d, err := j.run.Message("notice")
	if err != nil {
		t.Fatal(err)
	}
	if want := "[not recorded: What happened?]\nIt goes on.\n"; d.Body != want || d.Subject != "Breach, [not recorded: When?]" {
		t.Errorf("Draft = %q, %q", d.Subject, d.Body)
	}
	if len(d.Gaps) != 2 || d.Gaps[0].Fact.ID != "aware_at" || d.Gaps[0].Step != "1.1" {
		t.Errorf("gaps %+v", d.Gaps)
	}
	if _, err := run.SendMessage("notice", "", "mail", "")(j.run); err == nil || !strings.Contains(err.Error(), "What happened? (step 1.1)") {
		t.Errorf("sending with gaps: %v", err)
	}

	j.do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""),
		run.RecordFact("summary", playbook.TextValue("A list was sent out in an abundance of caution."), "", ""),
		run.RecordFact("stopped", playbook.YesNoValue(true), "", ""))
	d, _ = j.run.Message("notice")
	if len(d.Gaps) != 0 || d.Required[0].There != playbook.Yes || d.Required[1].There != playbook.NotKnown || len(d.Remarks) != 1 || !strings.Contains(d.Body, "It has stopped.") {
		t.Errorf("filled in: %+v", d)
	}

	j.do("maria", run.EditMessage("notice", d.Subject, "We sent a list out.\n"), run.RecordFact("summary", playbook.TextValue("Two lists were sent out."), "", ""))
	d, _ = j.run.Message("notice")
	if d.Body != "We sent a list out.\n" || !slices.Equal(d.Stale, []string{"summary"}) {
		t.Errorf("edited, and a fact changed since: body %q, stale %v", d.Body, d.Stale)
	}
	j.do("maria", run.SendMessage("notice", "", "portal", ""))
	d, _ = j.run.Message("notice")
	if ev := d.Sent[0].Event.(run.MessageSent); ev.Body != d.Body || ev.To != "the authority" {
		t.Errorf("sent %+v, want the text as it was", ev)
	}
	j.do("maria", run.RedraftMessage("notice"))
	if d, _ = j.run.Message("notice"); !strings.HasPrefix(d.Body, "Two lists") || d.Edited != nil {
		t.Errorf("drafted again: %q", d.Body)
	}
}

// TestMessageText: what is shown, edited, copied and sent is one text.
func TestMessageText(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""),
		run.RecordFact("summary", playbook.TextValue("A list was sent out."), "", ""))
	draft := func() run.Message {
		d, err := j.run.Message("notice")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	want := "Subject: Breach, Sat 2026-11-21 02:00 +01:00\n\nA list was sent out.\nIt goes on.\n"
	if got := draft().Text(); got != want {
		t.Errorf("Text() = %q, want %q", got, want)
	}
	for _, tt := range []struct{ text, subject, body string }{
		{want, draft().Subject, draft().Body},
		{"Subject:  Two lists \r\n\r\nTwo.\r\n", "Two lists", "Two.\n"},
		{"Subject: Two lists\nTwo.", "Two lists", "Two."},
		{"Two.\nSubject: no", draft().Subject, "Two.\nSubject: no"},
	} {
		if subject, body := draft().Read(tt.text); subject != tt.subject || body != tt.body {
			t.Errorf("Read(%q) = %q, %q, want %q, %q", tt.text, subject, body, tt.subject, tt.body)
		}
	}
	sent := func() run.MessageSent { return j.run.Last().Event.(run.MessageSent) }
	j.do("maria", run.SendMessage("notice", "", "mail", ""))
	if got := sent().Text(); got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
	for _, text := range []string{want, "Subject: Odd\nno empty line", "Subject: \n\nx", "no subject\r\nat all"} {
		if j.do("maria", run.SendText("notice", "", "mail", "", text)); sent().Text() != text {
			t.Errorf("sent %q, want %q", sent().Text(), text)
		}
	}
	if _, err := run.SendText("notice", "", "mail", "", "[summary: not recorded]")(j.run); err == nil || !strings.Contains(err.Error(), "What happened? (step 1.1)") {
		t.Errorf("sending a text with a gap: %v", err)
	}
}

// TestSentWithGaps: a text with gaps leaves only with its reason, which stands in
// the record. Where there are none, there is nothing to give a reason for.
func TestSentWithGaps(t *testing.T) {
	j := beginClocks(t)
	decide := run.SendMessage("notice", "", "mail", " ")
	if _, err := decide(j.run); !errors.Is(err, run.ErrReason) || !strings.Contains(err.Error(), "if it left so, say why") {
		t.Errorf("without a reason: %v", err)
	}
	j.do("maria", run.SendMessage("notice", "", "mail", " 72 hours were over "))
	ev := j.run.Last().Event.(run.MessageSent)
	if ev.Because != "72 hours were over" || len(j.run.GapsIn(ev.Text())) == 0 {
		t.Errorf("sent because %q: %q", ev.Because, ev.Text())
	}
	if _, say := j.run.Describe(j.run.Last()); !strings.HasSuffix(say, "by mail, with gaps, because: 72 hours were over") {
		t.Errorf("in the timeline: %q", say)
	}
	j.do("maria", run.SendText("notice", "", "mail", "not needed", "All is known."))
	if ev := j.run.Last().Event.(run.MessageSent); ev.Because != "" {
		t.Errorf("a text without gaps was sent because %q", ev.Because)
	}
}

// TestSentEarlier: what is noted later must not take the place of what was sent.
func TestSentEarlier(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""),
		run.RecordFact("summary", playbook.TextValue("A list was sent out."), "", ""))
	then := j.now
	j.do("maria", run.AddNote("", "something else"))
	if _, err := run.SendMessageAt("notice", "", "mail", "", then)(j.run); err != nil {
		t.Errorf("the text is as it was: %v", err)
	}
	j.now = j.now.Add(time.Hour)
	j.do("maria", run.RecordFact("summary", playbook.TextValue("Two lists were sent out."), "", ""))
	if _, err := run.SendMessageAt("notice", "", "mail", "", then)(j.run); err == nil || !strings.Contains(err.Error(), "has changed since "+then.Format("15:04")) {
		t.Errorf("the text has changed: %v", err)
	}
	if _, err := run.SendMessageAt("notice", "", "mail", "", j.now)(j.run); err != nil {
		t.Errorf("sent after the change: %v", err)
	}
}

// TestSummaryIsDueSoon: a limit in days warns before one in hours that ends
// earlier.
func TestSummaryIsDueSoon(t *testing.T) {
	b, err := playbook.Parse("two.yaml", []byte(`
format: cordon/1
id: two
title: Two
facts: {at: {ask: When?, type: time}}
clocks:
  hours: {title: Hours, within: 30 hours, from: at}
  days:  {title: Days, within: 1 day, zone: Europe/Berlin, from: at}
phases: [{id: p, title: P, steps: [{id: s, title: S, record: [at]}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	j.do("maria", run.Start(b, "", false))
	if s := j.run.Summary(); s.Clock != nil || !s.DueSoon.IsZero() {
		t.Errorf("nothing runs, and the summary has %+v, due soon from %s", s.Clock, s.DueSoon)
	}
	j.do("maria", recordTime("at", "2026-11-21T00:00:00+01:00", ""))
	s := j.run.Summary()
	if s.Clock == nil || s.Clock.ID != "hours" || s.Clock.DueSoon.Format(time.RFC3339) != "2026-11-22T02:00:00+01:00" {
		t.Errorf("the nearest clock is %+v, want that of hours", s.Clock)
	}
	if got, want := s.DueSoon.Format(time.RFC3339), "2026-11-21T23:59:59+01:00"; got != want {
		t.Errorf("due soon from %s, want %s", got, want)
	}
	j.now = j.now.Add(50 * time.Hour)
	j.do("maria", run.Close("x"))
	if s := j.run.Summary(); s.ClockStatus(j.now) != run.ClockOverdue || s.OpenDuties() != 2 {
		t.Errorf("closed with two deadlines open: %s, %d duties; closing ends none", s.ClockStatus(j.now), s.OpenDuties())
	}
}

// TestClosingEndsNoDuty: a closed run keeps its deadlines, and takes what settles
// them and nothing else.
func TestClosingEndsNoDuty(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""), run.AddNote("tell", "x"))
	if why := j.why(run.Close("")); !strings.Contains(why, "2 deadlines still run: ") || !strings.Contains(why, "still open") {
		t.Errorf("closing with a deadline and steps open needs a reason, and the refusal is %q", why)
	}
	j.do("maria", run.Close("handed to counsel"))
	if n := len(j.run.Ticking()); n != 2 || !j.run.Summary().Waits() {
		t.Fatalf("%d duties run on, want 2 for which the run waits", n)
	}
	for what, decide := range map[string]run.Intention{"a note": run.AddNote("tell", "y"), "a fact": recordTime("aware_at", "2026-11-21T03:00:00+01:00", "x"),
		"an undo of what was before": run.Undo("maria", 3), "an undo": run.Undo("maria", 0)} {
		if _, err := decide(j.run); !errors.Is(err, run.ErrClosed) {
			t.Errorf("a closed run answers %s with %v", what, err)
		}
	}
	j.do("cleo", run.WaiveClock("contract", "told by phone"))
	j.do("ben", run.FileClock("authority", "A-1", "", "", j.now))
	if s := j.run.Summary(); s.Clock == nil || s.Clock.ID != "final" || s.OpenDuties() != 1 {
		t.Errorf("filing started the final report, and the summary has %+v", s.Clock)
	}
	j.do("cleo", run.WaiveClock("final", "the authority asked for none"))
	if s := j.run.Summary(); s.Waits() {
		t.Errorf("all is settled, and the run waits still: %+v", s)
	}
	j.do("ben", run.Undo("ben", 0))
	if !j.run.Summary().Waits() {
		t.Error("the filing was taken back, and the run does not wait")
	}
	j.do("ben", run.Redo("ben"))
	if j.run.Summary().Waits() {
		t.Error("the filing stands again, and the run waits still")
	}
	if _, closed := j.run.Closing(); !closed {
		t.Error("the run is not closed any more")
	}
}

// TestNearestIsPlausible: of the deadlines that may not apply the one that can
// still be met is named, not the one that has passed; and any that applies before
// both.
func TestNearestIsPlausible(t *testing.T) {
	b, err := playbook.Parse("many.yaml", []byte(`
format: cordon/1
id: many
title: Many
facts:
  at: {ask: When?, type: time}
  where: {ask: Where?, type: choices, options: {a: A, b: B}}
  what: {ask: What?, type: choices, options: {a: A, b: B}}
clocks:
  six:   {title: Six, within: 6 hours, from: at, when: '"a" in where'}
  seven: {title: Seven, within: 7 hours, from: at, when: '"a" in where'}
  days:  {title: Days, within: 72 hours, from: at, when: '"b" in where'}
  year:  {title: Year, within: 99 hours, from: at, when: '"a" in what'}
phases: [{id: p, title: P, steps: [{id: s, title: S, record: [at, where, what]}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	j.do("maria", run.Start(b, "", false), recordTime("at", "2026-11-21T03:00:00+01:00", ""))
	started := time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))
	nearest := func(after time.Duration) string {
		if n := j.run.Summary().Nearest(started.Add(after)); n != nil {
			return n.ID
		}
		return ""
	}
	for after, want := range map[time.Duration]string{time.Hour: "six", 6*time.Hour + time.Minute: "seven", 9 * time.Hour: "seven", 71 * time.Hour: "days"} {
		if got := nearest(after); got != want {
			t.Errorf("after %s the nearest is %q, want %q", after, got, want)
		}
	}
	j.do("maria", run.RecordFact("what", playbook.ChoicesValue("a"), "", ""))
	if got := nearest(71 * time.Hour); got != "year" {
		t.Errorf("the nearest is %q, want the one that applies", got)
	}
}

// TestDraftIsClear: a text goes through terminals and clipboards on its way out.
func TestDraftIsClear(t *testing.T) {
	j := beginClocks(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""),
		run.RecordFact("summary", playbook.TextValue("a\x1b[2Jb\r\nc\td\u202ee\u009bf\rg 👩‍👩‍👧"), "", ""))
	d, _ := j.run.Message("notice")
	if want := "a\\x1b[2Jb\nc\td\\u202ee\\u009bf\\rg 👩‍👩‍👧\nIt goes on.\n"; d.Body != want {
		t.Errorf("the body is %q, want %q", d.Body, want)
	}
	if d.Required[0].There != playbook.Yes {
		t.Error("what the notice has to contain is not found in it")
	}
	j.do("maria", run.EditMessage("notice", "x\x07", "y\x1b\n"))
	if d, _ := j.run.Message("notice"); d.Text() != "Subject: x\\a\n\ny\\x1b\n" {
		t.Errorf("edited: %q", d.Text())
	}
}
