package report_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"cordon/playbook/report"
	"cordon/playbook/run"
)

func TestJSON(t *testing.T) {
	r := rich(t)
	golden(t, "rich.json.golden", jsonOf(t, r))
}

func jsonOf(t *testing.T, r run.Run) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := report.JSON(&buf, r, report.Options{Findings: r.Findings(run.Beside{})}); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// reviewed is a rich run that was carried, sealed and reviewed.
func reviewed(t *testing.T) run.Run {
	r := &recorder{t: t, run: rich(t)}
	r.now = r.run.Last().Recorded.Add(time.Hour)
	r.do("eva", run.CheckRecord(r.run.Head(), "whole"))
	r.do("eva", run.ExportRun(run.RunExported{File: "k7m2.cordon"}))
	r.do("eva", run.SealRun("eva@example.org", "SHA256:key"))
	first := r.run.Findings(run.Beside{})[0]
	r.do("eva", run.JudgeFinding(first.Key(), first.Text, run.Problem, "Never again"))
	r.do("eva", run.JudgeStep("isolate", run.Question, "Why?"))
	r.do("eva", run.NoteLesson("Label the switches", "ben", "2026-12-24"))
	r.do("eva", run.SignOff("Eva Adler", "with lessons"))
	return r.run
}

// checkedJSON is the document of a run whose record was checked.
func checkedJSON(t *testing.T, r run.Run) []byte {
	t.Helper()
	opts := report.Options{Findings: r.Findings(run.Beside{}), Checked: looked(r)}
	opts.Checked.Seals = []run.Signature{{Entries: 30, At: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC), By: "eva@example.org", Key: "SHA256:key"}}
	var buf bytes.Buffer
	if err := report.JSON(&buf, r, opts); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestJSONSays: what a reviewer reads on the first page, programs read too.
func TestJSONSays(t *testing.T) {
	r := reviewed(t)
	var doc report.Document
	if err := json.Unmarshal(checkedJSON(t, r), &doc); err != nil {
		t.Fatal(err)
	}
	if c := doc.Custody; len(c) != 1 || c[0].Now != run.Altered || c[0].By != "maria" || len(c[0].Later) != 3 ||
		c[0].Later[0].What != "checked" || c[0].Later[1].What != "exported" || c[0].Later[2].What != "sealed" {
		t.Errorf("custody is %+v", c)
	}
	if f := doc.Findings[0]; f.Verdict == nil || f.Verdict.Comment != "Never again" || f.Verdict.By != "eva" {
		t.Errorf("the first finding has the verdict %+v", f.Verdict)
	}
	if !doc.Facts["risk"].Decision || doc.Facts["affected"].Decision {
		t.Error("which facts are decisions is not said")
	}
	if doc.Record.State != "evidence" || len(doc.Record.Seals) != 1 {
		t.Errorf("the record is %+v", doc.Record)
	}
	if s := doc.Review.SignOffs; len(s) != 1 || s[0].Name != "Eva Adler" || s[0].Acted {
		t.Errorf("signed off: %+v", s)
	}
	for _, h := range doc.Headline.Facts {
		if h.Fact == "affected" && slices.Equal(h.Before, []string{"1,200", "1,350"}) && h.Text == "1,400" {
			return
		}
	}
	t.Errorf("the headline has no values before: %+v", doc.Headline.Facts)
}

// TestJSONShape looks for what programs rely on: every field is there in every
// run, and only what has a moment in time can be null.
func TestJSONShape(t *testing.T) {
	empty := record(t, book(t, "book.yaml"))
	empty.do("maria", run.Start(empty.run.Book(), "", false))
	full, bare := map[string]bool{}, map[string]bool{}
	reviewed := reviewed(t)
	shape(t, "", decode(t, checkedJSON(t, reviewed)), full)
	shape(t, "", decode(t, jsonOf(t, empty.run)), bare)
	for path := range bare {
		if !full[path] {
			t.Errorf("%s is in the document of an empty run only", path)
		}
	}
	for _, path := range strings.Fields(`
		schema_version
		run.id run.title run.playbook.id run.playbook.title run.playbook.version run.playbook.sha256
		run.state run.drill run.opened run.closed run.lead run.head.seq run.head.hash
		outcome as_of progress.settled progress.total findings
		clocks[].id clocks[].rule clocks[].title clocks[].state clocks[].candidate clocks[].from.fact clocks[].from.at
		clocks[].due clocks[].latest_arguable clocks[].filed clocks[].waived clocks[].confirmed clocks[].to clocks[].cite
		clocks[].url clocks[].applies clocks[].waits_for clocks[].basis clocks[].problem clocks[].source
		clocks[].not_before clocks[].target clocks[].required clocks[].history
		messages[].id messages[].title messages[].to messages[].subject messages[].body messages[].text messages[].gaps
		messages[].required messages[].remarks messages[].edited messages[].stale messages[].sent
		phases[].id phases[].title phases[].goal phases[].progress.settled phases[].progress.total
		phases[].steps[].id phases[].steps[].ref phases[].steps[].number phases[].steps[].title
		phases[].steps[].role phases[].steps[].state phases[].steps[].applies phases[].steps[].waits_for
		phases[].steps[].optional phases[].steps[].reason phases[].steps[].lacked phases[].steps[].seq
		phases[].steps[].settled_at phases[].steps[].settled_by phases[].steps[].checks
		phases[].steps[].checks[].text phases[].steps[].checks[].done phases[].steps[].checks[].at
		phases[].steps[].notes phases[].steps[].evidence
		facts roles notes
		headline.happened headline.facts[].label headline.facts[].fact headline.facts[].text headline.facts[].note
		headline.facts[].before headline.facts[].seconds headline.facts[].seq headline.facts[].at headline.facts[].by
		headline.times[].label headline.times[].text headline.times[].seconds
		record.checked record.state record.text record.seals custody
		review.verdicts review.lessons review.sign_offs review.entries_since_sign_off
		phases[].steps[].decision
		timeline[].seq timeline[].at timeline[].recorded timeline[].by timeline[].kind timeline[].step
		timeline[].text timeline[].undone`) {
		if !bare[path] {
			t.Errorf("%s is not in the document of an empty run", path)
		}
	}
	for _, path := range strings.Fields(`
		outcome.closed_at outcome.by outcome.reason
		findings[].key findings[].verdict.verdict findings[].verdict.comment findings[].verdict.seq findings[].verdict.at findings[].verdict.by
		facts.affected.decision headline.facts[].before[]
		custody[].seq custody[].at custody[].recorded custody[].by custody[].step custody[].name custody[].path custody[].desc
		custody[].sha256 custody[].size custody[].modified custody[].kept custody[].withheld custody[].undone custody[].now
		custody[].later[].seq custody[].later[].at custody[].later[].recorded custody[].later[].by custody[].later[].what custody[].later[].text
		record.seals[].entries record.seals[].at record.seals[].by record.seals[].key
		review.verdicts[].finding review.verdicts[].step review.verdicts[].about review.verdicts[].verdict review.verdicts[].comment
		review.verdicts[].seq review.verdicts[].at review.verdicts[].by
		review.lessons[].text review.lessons[].owner review.lessons[].due review.lessons[].seq review.lessons[].at review.lessons[].by
		review.sign_offs[].name review.sign_offs[].text review.sign_offs[].acted review.sign_offs[].seq review.sign_offs[].at review.sign_offs[].by
		findings[].kind findings[].step findings[].seq findings[].text
		phases[].steps[].notes[].seq phases[].steps[].notes[].at phases[].steps[].notes[].recorded
		phases[].steps[].notes[].by phases[].steps[].notes[].text
		phases[].steps[].evidence[].seq phases[].steps[].evidence[].name phases[].steps[].evidence[].path
		phases[].steps[].evidence[].desc phases[].steps[].evidence[].sha256 phases[].steps[].evidence[].size
		phases[].steps[].evidence[].modified phases[].steps[].evidence[].kept
		facts.affected.ask facts.affected.value facts.affected.text facts.affected.because facts.affected.at
		facts.affected.by facts.affected.seq facts.affected.earlier[].value
		clocks[].from.after clocks[].filed.at clocks[].filed.reference clocks[].filed.by clocks[].filed.because clocks[].filed.seq
		clocks[].waived.because clocks[].waived.by clocks[].waived.at clocks[].waived.seq clocks[].confirmed.because
		clocks[].history[].value clocks[].history[].text clocks[].history[].because clocks[].history[].at
		clocks[].history[].by clocks[].history[].seq
		messages[].gaps[].fact messages[].gaps[].ask messages[].gaps[].step messages[].required[].says messages[].required[].there
		messages[].sent[].seq messages[].sent[].at messages[].sent[].recorded messages[].sent[].by messages[].sent[].to
		messages[].sent[].channel messages[].sent[].subject messages[].sent[].body messages[].sent[].text messages[].sent[].undone
		roles.lead.title roles.lead.name roles.lead.at roles.lead.by
		timeline[].undone_by timeline[].clock_back`) {
		if !full[path] {
			t.Errorf("%s is not in the document of a full run", path)
		}
	}
}

// shape notes the paths of all fields, and fails where null must not be.
func shape(t *testing.T, path string, v any, seen map[string]bool) {
	t.Helper()
	seen[strings.TrimPrefix(path, ".")] = true
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			shape(t, path+"."+key, value, seen)
		}
	case []any:
		for _, value := range v {
			shape(t, path+"[]", value, seen)
		}
	case nil:
		last := path[strings.LastIndex(path, ".")+1:]
		if !slices.Contains(strings.Fields("outcome closed settled_at at modified due latest_arguable filed waived confirmed not_before target happened seconds checked verdict"), last) {
			t.Errorf("%s is null", path)
		}
	}
}

func TestJSONIsInert(t *testing.T) {
	for _, evil := range hostile() {
		doc := jsonOf(t, everywhere(t, evil))
		if i := bytes.IndexFunc(doc, func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) }); i >= 0 {
			t.Errorf("%q leaves %q in the JSON", evil, doc[i:min(len(doc), i+8)])
		}
		var back report.Document
		if err := json.Unmarshal(doc, &back); err != nil {
			t.Fatalf("%q: %v", evil, err)
		}
		if want := strings.ToValidUTF8(evil, "\ufffd"); strings.ToValidUTF8(evil, "") == evil && back.Run.Title != want {
			t.Errorf("the title is %q, want %q", back.Run.Title, want)
		}
	}
}

// TestJSONHidesNothing: what draws nothing is written as an escape, also where
// Unicode counts it among letters and marks, and means the same.
func TestJSONHidesNothing(t *testing.T) {
	text := "x" + strings.Repeat("\u0336", 8) + "a\ufe0fb\U000e0100c\u3164d\u115fe\u034ff\u200dg\u202eh\U000e0041i\ue000"
	var buf bytes.Buffer
	if err := report.Encode(&buf, text); err != nil {
		t.Fatal(err)
	}
	want := `"x` + strings.Repeat("\u0336", 6) + `\u0336\u0336a\ufe0fb\udb40\udd00c\u3164d\u115fe\u034ff\u200dg\u202eh\udb40\udc41i\ue000"` + "\n"
	if buf.String() != want {
		t.Errorf("the JSON is %s, want %s", buf.String(), want)
	}
	var back string
	if err := json.Unmarshal(buf.Bytes(), &back); err != nil || back != text {
		t.Errorf("it reads as %q, %v", back, err)
	}
}
