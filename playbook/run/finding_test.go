package run_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// reviewedSource is a playbook with one of each thing that findings are about.
const reviewedSource = `
format: cordon/1
id: reviewed
title: Keys in the open
version: 2.1.0

roles:
  lead:  {title: Incident lead}
  legal: {title: Legal counsel}

facts:
  aware_at: {ask: When did we become certain?, type: time}
  meets_at: {ask: When does the board meet?, type: time, ahead: true}
  affected: {ask: How many people are affected?, type: number}
  active:   {ask: Does it go on?, type: choice, options: {yes: "Yes", no: "No", unknown: Not known}}
  vendor:   {ask: Did a vendor have access?, type: yes-no}
  risk:
    ask: How likely is harm?
    type: choice
    options: {unlikely: Unlikely, likely: Likely}
    because: required

clocks:
  authority: {title: Tell the authority, within: 72 hours, zone: Europe/Berlin, from: aware_at}
  vendor:    {title: Tell the vendor, within: 24 hours, zone: Europe/Berlin, from: aware_at, when: vendor}
  board:     {title: Tell the board, within: 48 hours, zone: Europe/Berlin, from: meets_at}

messages:
  notice: {title: Notice to the authority, to: the authority, body: "{{ .affected }} people."}
  brief:  {title: Brief for the executive, to: the executive, body: "It goes on? {{ .active }}"}

phases:
  - id: contain
    title: Contain it
    steps:
      - id: isolate
        title: Isolate the host
        checks: [Cable is out, Wireless is off]
        record: [active]
        evidence: A picture of the rack
      - {id: revoke, title: Revoke the keys, needs: [isolate]}
      - {id: brief, title: Tell the executive, message: brief}
      - {id: again, title: "Pause: is it over?", pause: true, record: [active]}
  - id: tell
    title: Tell people
    steps:
      - {id: judge, title: Judge the risk, record: [affected, risk], role: legal}
      - {id: file, title: Notify the authority, message: notice, files: [authority], evidence: The receipt}
      - {id: vpn, title: Cut off the vendor, when: vendor}
      - {id: lessons, title: Write down what to do better, optional: true}
  - id: close
    title: Close it
    steps:
      - {id: sweep, title: Look for more}
      - {id: rotate, title: Rotate the rest}
      - {id: thank, title: Thank the team}
      - {id: archive, title: Archive the logs}
      - {id: plan, title: Plan the review}
`

// A move is one thing that is done in a run.
type move struct {
	name string
	do   func(*journal)
}

func as(by string, all ...run.Intention) func(*journal) {
	return func(j *journal) { j.do(by, all...) }
}

func later(d time.Duration) func(*journal) { return func(j *journal) { j.rest(d) } }

func both(all ...func(*journal)) func(*journal) {
	return func(j *journal) {
		for _, do := range all {
			do(j)
		}
	}
}

func ago(d time.Duration, intend run.Intention) func(*journal) {
	return func(j *journal) { j.at("maria", d, intend) }
}

func nothing(*journal) {}

func file(step, name string, digit string) run.Intention {
	ev := picture(step)
	ev.Name, ev.Path, ev.SHA256, ev.Kept = name, "/home/maria/"+name, strings.Repeat(digit, 64), true
	return run.AddEvidence(ev)
}

func choose(fact, option, because, step string) run.Intention {
	return run.RecordFact(fact, playbook.TextValue(option), because, step)
}

func people(n float64) run.Intention {
	return run.RecordFact("affected", playbook.NumberValue(n), "", "judge")
}

func certain(at string) run.Intention {
	return run.RecordFact("aware_at", playbook.TextValue(at), "the log says so", "")
}

func noVendor() run.Intention { return run.RecordFact("vendor", playbook.YesNoValue(false), "", "") }

// cleanRun is a run in which everything was done as the playbook asks, at an
// entry a minute from 03:00 on.
func cleanRun() []move {
	return []move{
		{"role", as("maria", run.TakeRole("legal", "tom"))},
		{"ticks", as("maria", run.TickCheck("isolate", 1), run.TickCheck("isolate", 2))},
		{"active", as("maria", choose("active", "yes", "", "isolate"))},
		{"picture", as("maria", file("isolate", "rack.jpg", "1"))},
		{"isolated", as("maria", run.CompleteStep("isolate", ""))},
		{"revoked", as("maria", run.CompleteStep("revoke", ""))},
		{"aware", as("maria", certain("2026-11-21T03:05:00+01:00"))},
		{"vendor", as("maria", noVendor())},
		{"told", as("maria", run.SendMessage("brief", "the executive", "phone", ""))},
		{"briefed", as("maria", run.CompleteStep("brief", ""))},
		{"over", as("maria", choose("active", "yes", "", "again"))},
		{"paused", as("maria", run.CompleteStep("again", ""))},
		{"people", as("maria", people(12))},
		{"risk", as("maria", choose("risk", "likely", "keys were used", ""))},
		{"judged", as("tom", run.CompleteStep("judge", ""))},
		{"sent", as("maria", run.SendMessage("notice", "", "portal", ""))},
		{"filed", func(j *journal) { j.do("maria", run.FileClock("authority", "REF-1", "", "", j.now)) }},
		{"receipt", as("maria", file("file", "receipt.pdf", "2"))},
		{"notified", as("maria", run.CompleteStep("file", ""))},
		{"swept", as("maria", run.AddNote("sweep", "nothing else"), run.CompleteStep("sweep", ""))},
		{"rotated", as("maria", run.AddNote("rotate", "twelve keys"), run.CompleteStep("rotate", ""))},
		{"thanked", as("maria", run.CompleteStep("thank", ""))},
		{"archived", as("maria", run.CompleteStep("archive", ""))},
		{"planned", as("maria", run.CompleteStep("plan", ""))},
		{"closed", as("maria", run.Close(""))},
	}
}

// A plant changes the clean run: it does something else at a move, or something
// before or after it.
type plant struct {
	at, before, after string
	do                func(*journal)
}

func beginReviewed(t *testing.T, drill bool) *journal {
	t.Helper()
	book, err := playbook.Parse("reviewed.yaml", []byte(reviewedSource))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", book), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	return j.do("maria", run.Start(book, "", drill))
}

func planted(t *testing.T, plants ...plant) *journal {
	t.Helper()
	j := beginReviewed(t, false)
	used := 0
	for _, m := range cleanRun() {
		do := m.do
		for _, p := range plants {
			if m.name == p.at {
				do, used = p.do, used+1
			}
		}
		for _, p := range plants {
			switch m.name {
			case p.before:
				do, used = both(p.do, do), used+1
			case p.after:
				do, used = both(do, p.do), used+1
			}
		}
		do(j)
	}
	if used != len(plants) {
		t.Fatalf("%d of %d plants grew", used, len(plants))
	}
	return j
}

// found are the findings in words of a test: weight, kind, step, entries, text.
func found(r run.Run, beside run.Beside) []string {
	var all []string
	for _, f := range r.Findings(beside) {
		all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %v: %s", f.Weight, f.Kind, f.Step, f.Entries, f.Text)), " "))
	}
	return all
}

// TestPlantedFindings plants one deviation in a clean run, and wants just the
// findings that follow from it.
func TestPlantedFindings(t *testing.T) {
	day := 24 * time.Hour
	undo := func(seq uint64) func(*journal) { return as("maria", run.Undo("maria", seq)) }
	unreasoned := func(j *journal) {
		j.record(run.Stamp{By: "eve"}, run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely")})
	}
	fileLate := func(because string) func(*journal) {
		return func(j *journal) { j.do("maria", run.FileClock("authority", "REF-1", "", because, j.now)) }
	}
	for _, tt := range []struct {
		name   string
		plants []plant
		want   []string
	}{
		{"nothing", nil, nil},

		// Deadlines.
		{"filed late", []plant{{before: "filed", do: later(72 * time.Hour)}, {at: "filed", do: fileLate("the portal was down")}},
			[]string{`must clock-late [19]: "Tell the authority" was filed 13m late, because: the portal was down`,
				`look silence-running [19 18]: nothing was recorded for 3d 00h before entry 19 while a deadline ran`}},
		{"filed late only on time on paper", []plant{{before: "filed", do: later(72 * time.Hour)}, {at: "filed", do: func(j *journal) {
			j.at("maria", time.Hour, run.FileClock("authority", "REF-1", "", "", j.now.Add(-time.Hour)))
		}}},
			[]string{`must clock-in-time-by [19]: "Tell the authority" was filed in time by an entry written 13m after it`,
				`look silence-running [19 18]: nothing was recorded for 3d 00h before entry 19 while a deadline ran`}},
		{"never filed", []plant{{at: "filed", do: nothing}, {at: "notified", do: as("maria", run.CompleteStep("file", "legal files it"))}, {at: "closed", do: as("maria", run.Close("legal files it"))}},
			[]string{`must clock-open [9 28]: "Tell the authority" was neither filed nor waived when the run was closed: it is due Tue 2026-11-24 03:05 +01:00`}},
		{"never filed, and overdue", []plant{{at: "filed", do: nothing}, {at: "notified", do: as("maria", run.CompleteStep("file", "legal files it"))}, {at: "closed", do: as("maria", run.Close("legal files it"))}, {after: "closed", do: both(later(80*time.Hour), as("maria", run.WaiveClock("board", "no meeting")))}},
			[]string{`must clock-open [9 28]: "Tell the authority" was neither filed nor waived when the run was closed: it was due Tue 2026-11-24 03:05 +01:00`,
				`look clock-waived [29]: "Tell the board": nobody was notified, because: no meeting`}},
		{"start in the future", []plant{{at: "aware", do: func(j *journal) { // as an older version let it be
			j.record(run.Stamp{By: "maria"}, run.FactRecorded{Fact: "aware_at", Value: playbook.TextValue("2026-11-21T05:00:00+01:00")})
		}}, {before: "filed", do: both(later(58*time.Minute), as("maria", run.AddNote("", "x")), later(58*time.Minute))}},
			[]string{`must clock-ahead [9]: "Tell the authority" counts from Sat 2026-11-21 05:00 +01:00, which lay 1h 52m ahead when it was recorded`}},
		{"a start that may lie ahead", []plant{{before: "closed", do: as("maria", run.RecordFact("meets_at", playbook.TextValue("2026-11-22T09:00:00+01:00"), "", ""), run.WaiveClock("board", "told by phone"))}},
			[]string{`look clock-waived [30]: "Tell the board": nobody was notified, because: told by phone`}},
		{"waived", []plant{{at: "filed", do: as("maria", run.WaiveClock("authority", "no risk"))}},
			[]string{`look clock-waived [19]: "Tell the authority": nobody was notified, because: no risk`}},
		{"no reference", []plant{{at: "filed", do: func(j *journal) { j.do("maria", run.FileClock("authority", "", "", "", j.now)) }}},
			[]string{`look clock-no-ref [19]: "Tell the authority" was filed without a reference of whoever received it`}},
		{"filed before it started", []plant{{at: "filed", do: func(j *journal) {
			j.at("maria", 14*time.Minute+30*time.Second, run.FileClock("authority", "R", "", "a guess", j.now.Add(-14*time.Minute-30*time.Second)))
		}}},
			[]string{`look clock-order [19 9]: "Tell the authority" was filed at Sat 2026-11-21 03:03 +01:00, before it started at Sat 2026-11-21 03:05 +01:00, because: a guess`}},
		{"nobody said whether it applies", []plant{{at: "vendor", do: nothing}, {at: "closed", do: as("maria", run.SkipStep("vpn", "no vendor known"), run.Close("ask the vendor"))}},
			[]string{`look clock-unanswered [9]: "Tell the vendor": it is due Sun 2026-11-22 03:05 +01:00, and nobody said whether it applies`,
				`look skipped vpn [28]: 2.3 "Cut off the vendor" skipped: no vendor known`}},

		// Messages.
		{"notice never sent", []plant{{at: "sent", do: nothing}},
			[]string{`must notice-unsent file [20]: "Notice to the authority" is nowhere recorded as sent, and its step 2.2 "Notify the authority" is done`}},
		{"message never sent", []plant{{at: "told", do: nothing}},
			[]string{`look message-unsent brief [11]: "Brief for the executive" is nowhere recorded as sent, and its step 1.3 "Tell the executive" is done`}},
		{"notice never sent, for a duty that was waived", []plant{{at: "sent", do: nothing}, {at: "filed", do: as("maria", run.WaiveClock("authority", "no risk"))}},
			[]string{`look clock-waived [18]: "Tell the authority": nobody was notified, because: no risk`}},
		{"what was sent is outdated", []plant{{after: "receipt", do: as("maria", people(40))}},
			[]string{`look sent-outdated [18 21]: "Notice to the authority" was sent with "How many people are affected? 12", which was changed to 40 since, and it was not sent again`,
				`note refined judge [21 15]: the answer to "How many people are affected?" was changed from 12 to 40`}},
		{"what was sent was taken back since", []plant{{after: "people", do: as("maria", people(40))}, {after: "receipt", do: func(j *journal) { j.do("maria", run.Undo("maria", 16)) }}},
			[]string{`look sent-outdated [19 22 16]: "Notice to the authority" was sent with "How many people are affected? 40", which was taken back since, so that it is 12 again, and it was not sent again`,
				`look undone judge [16 22]: taken back by entry 22: 2.1 How many people are affected? 40`}},
		{"what was sent is not the draft", []plant{{at: "sent", do: as("maria", run.SendText("notice", "", "portal", "", "Twelve people."))}},
			[]string{`look sent-unlike [18]: "Notice to the authority" was sent to the authority with another text than its draft had then`}},
		{"sent with gaps", []plant{{at: "people", do: nothing}, {at: "judged", do: as("tom", run.CompleteStep("judge", "not counted yet"))}, {at: "sent", do: as("maria", run.SendMessage("notice", "", "portal", "72 hours"))}},
			[]string{`look sent-gaps [17]: "Notice to the authority" was sent to the authority with gaps: How many people are affected? (step 2.1), because: 72 hours. It was not sent without them since`,
				`look done-without judge [16]: 2.1 "Judge the risk" done without an answer to "How many people are affected?", because: not counted yet`}},
		{"sent with gaps, and without them later", []plant{{at: "people", do: nothing}, {at: "judged", do: as("tom", run.CompleteStep("judge", "not counted yet"))}, {at: "sent", do: as("maria", run.SendMessage("notice", "", "portal", "72 hours"))}, {after: "receipt", do: as("maria", people(12), run.SendMessage("notice", "", "portal", ""))}},
			[]string{`look sent-gaps [17 21]: "Notice to the authority" was sent to the authority with gaps: How many people are affected? (step 2.1), because: 72 hours. It was sent without them since (entry 21)`,
				`look supplied-later judge [16 20]: 2.1 "Judge the risk" done without an answer to "How many people are affected?", which came later, because: not counted yet`}},

		// Steps.
		{"skipped", []plant{{at: "swept", do: as("maria", run.SkipStep("sweep", "no time"))}},
			[]string{`look skipped sweep [22]: 3.1 "Look for more" skipped: no time`}},
		{"failed", []plant{{at: "swept", do: as("maria", run.FailStep("sweep", "no access"))}}, []string{`look failed sweep [22]: 3.1 "Look for more" failed: no access`}},
		{"left open", []plant{{at: "swept", do: nothing}, {at: "rotated", do: as("maria", run.BlockStep("rotate", "no vault"))}, {at: "closed", do: as("maria", run.Close("home"))}},
			[]string{`look left-open sweep []: 3.1 "Look for more" left open`, `look left-open rotate [22]: 3.2 "Rotate the rest" left open, blocked: no vault`}},
		{"done early", []plant{{at: "isolated", do: nothing}, {at: "revoked", do: as("maria", run.CompleteStep("revoke", "keys first"), run.CompleteStep("isolate", ""))}},
			[]string{`look done-early revoke [7]: 1.2 "Revoke the keys" done before 1.1 "Isolate the host", because: keys first`}},
		{"done without", []plant{{at: "picture", do: nothing}, {at: "isolated", do: as("maria", run.CompleteStep("isolate", "no camera"))}},
			[]string{`look done-without isolate [6]: 1.1 "Isolate the host" done without its evidence, because: no camera`}},
		{"supplied later", []plant{{at: "picture", do: nothing}, {at: "isolated", do: as("maria", run.CompleteStep("isolate", "no camera"), file("isolate", "rack.jpg", "1"))}},
			[]string{`look supplied-later isolate [6 7]: 1.1 "Isolate the host" done without its evidence, which came later, because: no camera`}},
		{"check cleared after done", []plant{{after: "isolated", do: as("maria", run.ClearCheck("isolate", 2))}},
			[]string{`look cleared-after isolate [8 7]: 1.1 "Isolate the host" stayed done when its check was cleared: Wireless is off`}},
		{"check cleared and ticked again", []plant{{after: "isolated", do: as("maria", run.ClearCheck("isolate", 2), run.TickCheck("isolate", 2))}}, nil},
		{"not renewed at a pause", []plant{{at: "over", do: nothing}},
			[]string{`look not-renewed again [13 5]: 1.4 "Pause: is it over?" asks again for "Does it go on?", and it was done with the answer of entry 5`}},
		{"blocked long", []plant{{before: "swept", do: func(j *journal) {
			j.do("maria", run.BlockStep("sweep", "no access"))
			for range 5 {
				j.rest(50*time.Minute).do("maria", run.AddNote("", "waiting"))
			}
		}}},
			[]string{`look blocked-long sweep [22 29]: 3.1 "Look for more" was blocked for 4h 17m: no access`}},
		{"dated before what it needed", []plant{{at: "revoked", do: ago(5*time.Minute, run.CompleteStep("revoke", ""))}},
			[]string{`look step-order revoke [8 7]: 1.2 "Revoke the keys" is dated 4m before 1.1 "Isolate the host", which it needed`}},
		{"bunched", []plant{{at: "swept", do: as("maria", run.CompleteStep("sweep", ""))}, {at: "rotated", do: as("maria", run.CompleteStep("rotate", ""))}},
			[]string{`note bunched [22 23 24 25 26]: 5 steps were settled one right after the other just before closing: 3.1 "Look for more"; 3.2 "Rotate the rest"; 3.3 "Thank the team"; 3.4 "Archive the logs"; 3.5 "Plan the review"`}},
		{"bunched, and opened again since", []plant{{at: "swept", do: as("maria", run.CompleteStep("sweep", ""))}, {at: "rotated", do: as("maria", run.CompleteStep("rotate", ""))},
			{after: "closed", do: both(later(2*day), as("maria", run.Reopen("news"), run.Close("")))}},
			[]string{`note bunched [22 23 24 25 26]: 5 steps were settled one right after the other just before closing: 3.1 "Look for more"; 3.2 "Rotate the rest"; 3.3 "Thank the team"; 3.4 "Archive the logs"; 3.5 "Plan the review"`,
				`note after-closing [28]: recorded after the run was closed: run opened again: news`}},
		{"bunched before a last answer", []plant{{at: "swept", do: as("maria", run.CompleteStep("sweep", ""))}, {at: "rotated", do: as("maria", run.CompleteStep("rotate", ""))}, {before: "closed", do: as("maria", people(13))}},
			[]string{`look sent-outdated [18 27]: "Notice to the authority" was sent with "How many people are affected? 12", which was changed to 13 since, and it was not sent again`,
				`note bunched [22 23 24 25 26]: 5 steps were settled one right after the other just before closing: 3.1 "Look for more"; 3.2 "Rotate the rest"; 3.3 "Thank the team"; 3.4 "Archive the logs"; 3.5 "Plan the review"`,
				`note refined judge [27 15]: the answer to "How many people are affected?" was changed from 12 to 13`}},
		{"nobody named", []plant{{at: "role", do: nothing}},
			[]string{`note unnamed-role [16]: nobody is on record as "Legal counsel", whose step 2.1 was done by tom`}},

		// Facts.
		{"no reason", []plant{{at: "risk", do: unreasoned}}, []string{`must no-reason [16]: the decision "How likely is harm?" has no reason: Likely`}},
		{"decision changed", []plant{{after: "risk", do: as("maria", choose("risk", "unlikely", "never used", ""))}},
			[]string{`look changed [17 16]: the decision "How likely is harm?" was changed from Likely to Unlikely, because: never used`}},
		{"clock start changed", []plant{{after: "aware", do: as("maria", certain("2026-11-21T03:01:00+01:00"))}},
			[]string{`look changed [10 9]: the start of a deadline "When did we become certain?" was changed from Sat 2026-11-21 03:05 +01:00 to Sat 2026-11-21 03:01 +01:00, because: the log says so`}},
		{"answer refined", []plant{{after: "people", do: as("maria", people(40), people(41))}},
			[]string{`note refined judge [16 15]: the answer to "How many people are affected?" was changed from 12 to 40`,
				`note refined judge [17 16]: the answer to "How many people are affected?" was changed from 40 to 41`}},
		{"first answer that says something", []plant{{before: "active", do: as("maria", choose("active", "unknown", "", "isolate"))}}, nil},
		{"answer that was taken back", []plant{{after: "people", do: both(as("maria", people(40)), undo(0))}},
			[]string{`look undone judge [16 17]: taken back by entry 17: 2.1 How many people are affected? 40`}},

		// The record.
		{"taken back", []plant{{after: "ticks", do: both(as("maria", run.AddNote("isolate", "x")), undo(0))}},
			[]string{`look undone isolate [5 6]: taken back by entry 6: 1.1 note: x`}},
		{"taken back, and done anew", []plant{{after: "swept", do: both(undo(0), as("maria", run.CompleteStep("sweep", "")))}},
			[]string{`note redone sweep [23 24 25]: taken back by entry 24: 3.1 done, and done anew in entry 25`}},
		{"taken back, and redone", []plant{{after: "swept", do: both(undo(0), as("maria", run.Redo("maria")))}}, nil},
		{"clock set back", []plant{{before: "swept", do: later(-150 * time.Second)}},
			[]string{`look clock-back [22]: the system clock moved back by 1m before entry 22`}},
		{"clock put right", []plant{{before: "swept", do: later(-118 * time.Second)}}, nil},
		{"closed before the last thing", []plant{{at: "closed", do: ago(12*time.Minute, run.Close(""))}},
			[]string{`look order [29 28]: the run is said to have been closed 11m before entry 28 happened`}},
		{"silence while a deadline runs", []plant{{after: "aware", do: later(61 * time.Minute)}},
			[]string{`look silence-running [10 9]: nothing was recorded for 1h 02m before entry 10 while a deadline ran`}},
		{"silence", []plant{{after: "active", do: later(61 * time.Minute)}},
			[]string{`note silence isolate [6 5]: nothing was recorded for 1h 02m before entry 6`}},
		{"pause", []plant{{after: "active", do: later(58 * time.Minute)}}, nil},
		{"first night", []plant{{before: "swept", do: later(17*time.Hour + 30*time.Minute)}},
			[]string{`note silence sweep [22 21]: nothing was recorded for 17h 31m before entry 22`}},
		{"a night", []plant{{before: "swept", do: both(later(59*time.Minute), func(j *journal) {
			for range 16 {
				j.do("maria", run.AddNote("", "still at it")).rest(59 * time.Minute)
			}
			j.do("maria", run.AddNote("", "good night")).rest(11 * time.Hour)
		})}}, nil},
		{"written late", []plant{{after: "swept", do: ago(16*time.Minute, run.AddNote("sweep", "x"))}},
			[]string{`note recorded-late sweep [24]: recorded 16m after it happened: 3.1 note: x`}},
		{"written soon after", []plant{{after: "swept", do: ago(15*time.Minute, run.AddNote("sweep", "x"))}}, nil},
		{"opened again", []plant{{after: "closed", do: both(later(2*day), as("maria", run.Reopen("news"), run.AddNote("sweep", "a letter"), run.Close("")))}},
			[]string{`note after-closing [30]: recorded after the run was closed: run opened again: news`,
				`note after-closing sweep [31]: recorded after the run was closed: 3.1 note: a letter`}},
		{"filed after closing", []plant{{at: "filed", do: nothing}, {at: "notified", do: as("maria", run.CompleteStep("file", "legal files it"))},
			{at: "closed", do: as("maria", run.Close("legal files it"))}, {after: "closed", do: func(j *journal) { j.do("tom", run.FileClock("authority", "REF-1", "", "", j.now)) }}}, nil},
		{"one file on two steps", []plant{{at: "receipt", do: as("maria", file("file", "rack.jpg", "1"))}},
			[]string{`note same-file file [20 6]: 2.2 has the same file as its evidence as 1.1: rack.jpg`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := found(planted(t, tt.plants...).run, run.Beside{})
			if !slices.EqualFunc(got, tt.want, strings.HasPrefix) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// TestFindingsOfWithheld: what looks as if nobody had recorded it may be withheld, and
// a finding that weighs as much says so.
func TestFindingsOfWithheld(t *testing.T) {
	withhold := func(kind string) func(*journal) {
		return func(j *journal) {
			for _, e := range j.run.Entries() {
				if e.Event.Kind() == kind {
					j.do("lead", run.Withhold(e.Seq, "it names somebody"))
				}
			}
		}
	}
	for kind, want := range map[string]string{
		"message-sent": `must notice-unsent file [21]: "Notice to the authority" is nowhere recorded as sent, and its step 2.2 "Notify the authority" is done. It may stand in one of the entries 11, 18, whose bodies are withheld`,
		"clock-filed":  `must clock-open [9 29]: "Tell the authority" was neither filed nor waived when the run was closed: it is due Tue 2026-11-24 03:05 +01:00. It may stand in entry 19, whose body is withheld`,
	} {
		r := planted(t, plant{after: "closed", do: withhold(kind)}).run
		if all := found(r, run.Beside{}); !slices.Contains(all, want) {
			t.Errorf("%s withheld: found\n%s\nwant\n%s", kind, strings.Join(all, "\n"), want)
		}
	}
}

// TestFindingsBeside looks at what lies beside the entries.
func TestFindingsBeside(t *testing.T) {
	r := planted(t).run
	elsewhere := planted(t, plant{at: "picture", do: func(j *journal) {
		ev := picture("isolate")
		ev.Kept = false
		j.do("maria", run.AddEvidence(ev))
	}}).run
	twice := planted(t, plant{at: "receipt", do: as("maria", file("file", "rack.jpg", "1"))}).run
	library := func(version, digest string, own bool) func(string) (playbook.Shelved, bool) {
		return func(id string) (playbook.Shelved, bool) {
			return playbook.Shelved{Version: version, Digest: digest, Own: own}, id == r.Book().ID
		}
	}
	other := []string{`note playbook [1]: the run followed a playbook "Keys in the open" 2.1.0 that differs from the one in the library today`}
	for _, tt := range []struct {
		name   string
		run    run.Run
		beside run.Beside
		want   []string
	}{
		{"intact", r, run.Beside{Files: []run.File{{Seq: 6, State: run.Intact}, {Seq: 20, State: run.Intact}}}, nil},
		{"altered", r, run.Beside{Files: []run.File{{Seq: 6, State: run.Altered}}},
			[]string{`must evidence isolate [6]: 1.1 rack.jpg: the copy that was kept is not the file that was attached: it was altered since`}},
		{"altered, of two steps", twice, run.Beside{Files: []run.File{{Seq: 6, State: run.Altered}, {Seq: 20, State: run.Altered}}},
			[]string{`must evidence isolate [6 20]: 1.1 rack.jpg, also of 2.2: the copy that was kept is not the file that was attached: it was altered since`,
				`note same-file file [20 6]: 2.2 has the same file as its evidence as 1.1: rack.jpg`}},
		{"missing", r, run.Beside{Files: []run.File{{Seq: 20, State: run.Missing}}},
			[]string{`must evidence file [20]: 2.2 receipt.pdf: the copy that was kept is not there any more`}},
		{"unreadable", r, run.Beside{Files: []run.File{{Seq: 20, State: run.Unread}}},
			[]string{`must evidence file [20]: 2.2 receipt.pdf: the copy that was kept is there and cannot be read`}},
		{"missing, and no copy was kept", elsewhere, run.Beside{Files: []run.File{{Seq: 6, State: run.Missing}}},
			[]string{`look evidence-elsewhere isolate [6]: 1.1 rack.jpg: no copy was kept, and the file at /home/maria/rack.jpg is not there any more`}},
		{"not whole", r, run.Beside{Broken: []error{errors.New("entry 12 is missing")}}, []string{`must record []: the record is not as written: entry 12 is missing`}},
		{"a newer version in the library", r, run.Beside{Library: library("2.2.0", "00ff", false)}, nil},
		{"the same version, and another text", r, run.Beside{Library: library("2.1.0", "00ff", false)}, other},
		{"the person's own", r, run.Beside{Library: library("2.2.0", "00ff", true)}, other},
		{"the same", r, run.Beside{Library: library("2.1.0", r.Book().Digest, true)}, nil},
	} {
		if got := found(tt.run, tt.beside); !slices.Equal(got, tt.want) {
			t.Errorf("%s: found\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

// TestFindingsOfAnOpenRun looks at a run that goes on: what is open is no
// finding, what is overdue and what is blocked for long is.
func TestFindingsOfAnOpenRun(t *testing.T) {
	j := beginReviewed(t, false).do("maria", certain("2026-11-21T02:50:00+01:00"), noVendor(), run.BlockStep("sweep", "no access"))
	if got := found(j.run, run.Beside{}); len(got) != 0 {
		t.Errorf("found %q", got)
	}
	want := []string{
		`must clock-open [2]: "Tell the authority" is neither filed nor waived: it was due Tue 2026-11-24 02:50 +01:00`,
		`look blocked-long sweep [4]: 3.1 "Look for more" was blocked for 3d 07h: no access`,
	}
	if got := found(j.run, run.Beside{Now: j.now.Add(79 * time.Hour)}); !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFindingsOfADrill closes a drill after 25 minutes: only what was reached
// counts.
func TestFindingsOfADrill(t *testing.T) {
	drill := func(more ...run.Intention) *journal {
		j := beginReviewed(t, true).do("maria", run.TickCheck("isolate", 1), run.TickCheck("isolate", 2), choose("active", "yes", "", "isolate"),
			file("isolate", "rack.jpg", "1"), run.CompleteStep("isolate", ""), certain("2026-11-21T03:05:00+01:00"), run.CompleteStep("revoke", ""))
		return j.rest(16*time.Minute).do("maria", more...).do("maria", run.Close("25 minutes are over"))
	}
	for _, tt := range []struct {
		name string
		j    *journal
		want []string
	}{
		{"to the second step", drill(), nil},
		{"passed over", drill(run.SkipStep("again", "no time")),
			[]string{`look left-open brief []: 1.3 "Tell the executive" left open`, `look skipped again [9]: 1.4 "Pause: is it over?" skipped: no time`}},
		{"begun", drill(run.AddNote("judge", "hard to say")), []string{`look left-open judge []: 2.1 "Judge the risk" left open`}},
	} {
		got := found(tt.j.run, run.Beside{Now: tt.j.now.Add(30 * 24 * time.Hour)})
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: found\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

// TestKindsOfFindings checks that the heaviest come first, and that those of a
// group stand together.
func TestKindsOfFindings(t *testing.T) {
	j := planted(t, plant{after: "people", do: as("maria", people(40))}, plant{at: "risk", do: func(j *journal) {
		j.record(run.Stamp{By: "eve"}, run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely")})
	}}, plant{after: "risk", do: as("maria", people(41))}, plant{after: "ticks", do: both(as("maria", run.AddNote("isolate", "x")), as("maria", run.Undo("maria", 0)))},
		plant{at: "vendor", do: as("maria", noVendor(), run.RecordFact("vendor", playbook.YesNoValue(true), "", ""), noVendor())})
	var got []string
	for _, f := range j.run.Findings(run.Beside{}) {
		got = append(got, string(f.Kind)+" "+f.Group)
	}
	want := []string{"no-reason ", "undone ", "refined changed:vendor", "refined changed:vendor", "refined changed:affected", "refined changed:affected"}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	if of := run.FindingKind("of a newer version").Of(); of.Weight != run.WorthALook {
		t.Errorf("an unknown kind is %+v", of)
	}
}
