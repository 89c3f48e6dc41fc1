package run_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// TestIntentions asks a run that has just begun.
func TestIntentions(t *testing.T) {
	long := strings.Repeat("x", run.NoteLimit+1)
	const tooLong = "the text is 65537 bytes long and an entry takes 65536. Attach it as evidence instead"
	j := begin(t)
	tests := []struct {
		name   string
		intend run.Intention
		want   run.Event
		why    string // exact words, where a person reads them
	}{
		{name: "start twice", intend: run.Start(j.run.Book(), "", false),
			why: "the run was already started"},

		{name: "done by id", intend: run.CompleteStep("lessons", ""), want: run.StepDone{Step: "lessons"}},
		{name: "done by number", intend: run.CompleteStep("2.3", ""), want: run.StepDone{Step: "lessons"}},
		{name: "done by path", intend: run.CompleteStep("assess/lessons", ""), want: run.StepDone{Step: "lessons"}},
		{name: "done with a remark", intend: run.CompleteStep("lessons", " went well\n"),
			want: run.StepDone{Step: "lessons", Because: "went well"}},
		{name: "done without all it asks for", intend: run.CompleteStep("isolate", " "),
			why: "step 1.1 still asks for fact: Which host was it?; evidence: A picture of the rack; check: Cable is out; check: Wireless is off. Do that first, or say why it is done without"},
		{name: "done without, with a reason", intend: run.CompleteStep("isolate", "no time"),
			want: run.StepDone{Step: "isolate", Lacked: []string{"fact host", "evidence", "check 1", "check 2"}, Because: "no time"}},
		{name: "done before what it needs", intend: run.CompleteStep("revoke", ""),
			why: "step 1.2 still asks for step: 1.1 Isolate the host. Do that first, or say why it is done without"},
		{name: "done before, with a reason", intend: run.CompleteStep("revoke", "keys first"),
			want: run.StepDone{Step: "revoke", Lacked: []string{"step isolate"}, Because: "keys first"}},
		{name: "done while nobody knows whether it applies", intend: run.CompleteStep("vendor-vpn", ""),
			why: "step 1.3: not known yet whether this applies: Did a vendor have access? Do that first, or say why it is done without"},
		{name: "a long reason", intend: run.CompleteStep("isolate", long), why: tooLong},

		{name: "skip", intend: run.SkipStep("isolate", " no host "), want: run.StepSkipped{Step: "isolate", Reason: "no host"}},
		{name: "skip without a reason", intend: run.SkipStep("isolate", "\t"), why: "to skip step 1.1, say why"},
		{name: "skip what may not apply", intend: run.SkipStep("vendor-vpn", "no vendor"), want: run.StepSkipped{Step: "vendor-vpn", Reason: "no vendor"}},
		{name: "block", intend: run.BlockStep("1.1", "no key to the room"), want: run.StepBlocked{Step: "isolate", Reason: "no key to the room"}},
		{name: "block without a reason", intend: run.BlockStep("1.1", ""), why: "to block step 1.1, say why"},
		{name: "fail", intend: run.FailStep("1.1", "it came back"), want: run.StepFailed{Step: "isolate", Reason: "it came back"}},
		{name: "fail without a reason", intend: run.FailStep("1.1", ""), why: "to fail step 1.1, say why"},
		{name: "reopen what is open", intend: run.ReopenStep("1.1", ""), why: "step 1.1 is not settled: it is todo"},
		{name: "unblock what is open", intend: run.UnblockStep("1.1", ""), why: "step 1.1 is not blocked: it is todo"},

		{name: "tick", intend: run.TickCheck("isolate", 2), want: run.CheckTicked{Step: "isolate", Check: 2}},
		{name: "tick nothing", intend: run.TickCheck("isolate", 0), why: "step 1.1 has checks 1 to 2, not 0"},
		{name: "tick too far", intend: run.TickCheck("isolate", 3), why: "step 1.1 has checks 1 to 2, not 3"},
		{name: "tick where nothing is", intend: run.TickCheck("revoke", 1), why: "step 1.2 has no checks"},
		{name: "clear what is not ticked", intend: run.ClearCheck("isolate", 1), why: `the check "Cable is out" of step 1.1 is not ticked`},

		{name: "note on the run", intend: run.AddNote("", " two\nlines \n"), want: run.NoteAdded{Text: "two\nlines"}},
		{name: "note on a step", intend: run.AddNote("2.1", "x"), want: run.NoteAdded{Step: "scope", Text: "x"}},
		{name: "note that is not text", intend: run.AddNote("", "caf\xe9"), want: run.NoteAdded{Text: `caf\xe9`}},
		{name: "empty note", intend: run.AddNote("2.1", " \n\t"), why: "the note is empty"},
		{name: "long note", intend: run.AddNote("", long), why: tooLong},
		{name: "longest note", intend: run.AddNote("", long[1:]), want: run.NoteAdded{Text: long[1:]}},

		{name: "fact", intend: run.RecordFact("affected", playbook.NumberValue(12), "", ""),
			want: run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(12)}},
		{name: "fact at a step, with a reason", intend: run.RecordFact("affected", playbook.NumberValue(12), " a guess ", "2.1"),
			want: run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(12), Because: "a guess", Step: "scope"}},
		{name: "fact of another type", intend: run.RecordFact("affected", playbook.TextValue("many"), "", ""),
			why: "How many people are affected? this is not a number"},
		{name: "fact without a value", intend: run.RecordFact("vendor", playbook.Value{}, "", ""),
			why: "Did a vendor have access? this is neither yes nor no"},
		{name: "option that is none", intend: run.RecordFact("risk", playbook.TextValue("none"), "hope", ""),
			why: `How likely is harm? "none" is not an option`},
		{name: "decision", intend: run.RecordFact("risk", playbook.TextValue("likely"), "passwords", ""),
			want: run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely"), Because: "passwords"}},
		{name: "decision without a reason", intend: run.RecordFact("risk", playbook.TextValue("likely"), " ", ""),
			why: `"How likely is harm?" is a decision: say why`},
		{name: "long value", intend: run.RecordFact("host", playbook.TextValue(long), "", ""), why: tooLong},

		{name: "evidence", intend: run.AddEvidence(picture("1.1")), want: picture("isolate")},
		{name: "evidence with an odd name", intend: run.AddEvidence(run.EvidenceAdded{Step: "isolate", Name: "\xff.jpg", Path: "/\xff.jpg", Desc: " door \n"}),
			want: run.EvidenceAdded{Step: "isolate", Name: `\xff.jpg`, Path: `/\xff.jpg`, Desc: "door"}},

		{name: "role", intend: run.TakeRole("legal", " ben "), want: run.RoleTaken{Role: "legal", Name: "ben"}},
		{name: "role of nobody", intend: run.TakeRole("legal", " "), why: "say who takes the role Legal counsel"},
		{name: "hand over", intend: run.HandOver("ben", " vendor does not answer\n", nil), want: run.HandedOver{To: "ben", Text: "vendor does not answer"}},
		{name: "hand over to nobody", intend: run.HandOver("", "x", nil), why: "say who takes over"},
		{name: "hand over to the lead", intend: run.HandOver("maria ", "", nil), why: "maria already leads this run"},

		{name: "undo nothing", intend: run.Undo("maria", 0),
			why: "there is nothing of yours to undo. To undo what someone else did, name the entry"},
		{name: "undo the start", intend: run.Undo("maria", 1), why: "entry 1 cannot be undone: it started the run"},
		{name: "undo what is not there", intend: run.Undo("maria", 2), why: "there is no entry 2; the last one is 1"},
		{name: "redo nothing", intend: run.Redo("maria"), why: "there is nothing of yours to redo"},

		{name: "close with open steps", intend: run.Close(""),
			why: "4 steps are still open: 1.1, 1.2, 1.3, 2.1. Settle what is left, or say why the run is closed without"},
		{name: "close with a reason", intend: run.Close(" false alarm "), want: run.Closed{Reason: "false alarm"}},
		{name: "reopen an open run", intend: run.Reopen("x"), why: "the run is open"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if why := j.why(tt.intend); why != tt.why {
				t.Errorf("refused with %q, want %q", why, tt.why)
			}
			if ev, _ := tt.intend(j.run); !reflect.DeepEqual(ev, tt.want) {
				t.Errorf("gave %#v, want %#v", ev, tt.want)
			}
		})
	}
}

// TestRefusedLater asks a run in which things have happened.
func TestRefusedLater(t *testing.T) {
	noVendor := run.RecordFact("vendor", playbook.YesNoValue(false), "", "")
	tests := []struct {
		name   string
		before *journal
		intend run.Intention
		why    string
	}{
		{"ticked twice", begin(t).do("ben", run.TickCheck("isolate", 1)), run.TickCheck("isolate", 1),
			`the check "Cable is out" of step 1.1 was already ticked by ben at 03:01`},
		{"blocked twice", begin(t).do("ben", run.BlockStep("1.1", "no key")), run.BlockStep("1.1", "no lamp"),
			"step 1.1 was already blocked by ben at 03:01: no key"},
		{"reopening what is blocked", begin(t).do("ben", run.BlockStep("1.1", "no key")), run.ReopenStep("1.1", ""),
			"step 1.1 is not settled: it is blocked. Unblock it instead"},
		{"done twice", begin(t).do("ben", run.CompleteStep("lessons", "")), run.CompleteStep("lessons", ""),
			"step 2.3 was already done by ben at 03:01. Reopen it first to change that"},
		{"done earlier", begin(t).at("ben", 11*time.Minute, run.CompleteStep("lessons", "")), run.SkipStep("lessons", "x"),
			"step 2.3 was already done by ben at 02:50. Reopen it first to change that"},
		{"does not apply", begin(t).do("ben", noVendor), run.CompleteStep("vendor-vpn", ""),
			"step 1.3: by the facts recorded, this step does not apply. If it was done all the same, say why"},
		{"same fact", begin(t).do("ben", noVendor), noVendor,
			`"Did a vendor have access?" was already answered so by ben at 03:01`},
		{"same evidence", begin(t).do("ben", run.AddEvidence(picture("1.1"))), run.AddEvidence(picture("isolate")),
			"the file rack.jpg is already attached to step 1.1, by ben at 03:01"},
		{"same role", begin(t).do("ben", run.TakeRole("legal", "cleo")), run.TakeRole("legal", "cleo"),
			"cleo already has the role Legal counsel"},
		{"undone twice", begin(t).do("ben", run.AddNote("", "x"), run.Undo("ben", 2)), run.Undo("maria", 2),
			"entry 2 was already undone by entry 3"},
		{"undoing an undo", begin(t).do("ben", run.AddNote("", "x"), run.Undo("ben", 2)), run.Undo("ben", 3),
			"entry 3 cannot be undone: it is an undo. Redo takes it back"},
		{"undoing what someone else did", begin(t).do("ben", run.AddNote("", "x")), run.Undo("maria", 0),
			"there is nothing of yours to undo. To undo what someone else did, name the entry"},
		{"undoing a closing", begin(t).do("ben", run.Close("x"), run.Reopen("y")), run.Undo("ben", 2),
			"entry 2 cannot be undone: it closed the run, which was opened again since"},
		{"undoing a reopening", begin(t).do("ben", run.Close("x"), run.Reopen("y")), run.Undo("ben", 3),
			"entry 3 cannot be undone: it opened the run again. Close it instead"},
		{"one step open", begin(t).isolated().do("ben", noVendor, run.CompleteStep("revoke", "")), run.Close(""),
			"1 step is still open: 2.1. Settle what is left, or say why the run is closed without"},
		{"reopening without a reason", begin(t).do("ben", run.Close("x")), run.Reopen(" "),
			"to reopen the run, say why"},
	}
	for _, tt := range tests {
		if why := tt.before.why(tt.intend); why != tt.why {
			t.Errorf("%s: refused with %q, want %q", tt.name, why, tt.why)
		}
	}
}

// everyIntention lists one of each that an open run takes.
func everyIntention(t testing.TB) map[string]run.Intention {
	return map[string]run.Intention{
		"CompleteStep": run.CompleteStep("lessons", ""), "ReopenStep": run.ReopenStep("lessons", ""),
		"UnblockStep": run.UnblockStep("lessons", ""), "SkipStep": run.SkipStep("lessons", "x"),
		"BlockStep": run.BlockStep("lessons", "x"), "FailStep": run.FailStep("lessons", "x"),
		"TickCheck": run.TickCheck("isolate", 1), "ClearCheck": run.ClearCheck("isolate", 1),
		"AddNote": run.AddNote("", "x"), "RecordFact": run.RecordFact("vendor", playbook.YesNoValue(true), "", ""),
		"UseProfile": run.UseProfile(noOrganisation()), "RecordKnown": run.RecordKnown(noOrganisation(), playbook.KnownValue{}),
		"AddEvidence": run.AddEvidence(picture("isolate")), "TakeRole": run.TakeRole("legal", "ben"),
		"HandOver": run.HandOver("ben", "", func(run.Run) string { return "x" }),
		"Undo":     run.Undo("maria", 0), "Redo": run.Redo("maria"), "Close": run.Close("x"),
		"ConfirmClock": run.ConfirmClock("authority", ""), "FileClock": run.FileClock("authority", "", "", "", time.Time{}),
		"WaiveClock": run.WaiveClock("authority", "x"), "StartClock": run.StartClock("authority", time.Time{}, ""),
		"CorrectClock": run.CorrectClock("authority", time.Time{}, ""), "EditMessage": run.EditMessage("notice", "", "x"),
		"RedraftMessage": run.RedraftMessage("notice"), "SendMessage": run.SendMessage("notice", "ben", "mail", ""),
		"SendMessageAt": run.SendMessageAt("notice", "ben", "mail", "", time.Time{}), "SendText": run.SendText("notice", "ben", "mail", "", "x"),
		"AddPlaybook": run.AddPlaybook(lostLaptop(t)), "AddClock": run.AddClock(rule1(clock.Zone{}), ""), "AddStep": run.AddStep("1", "x", ""), "LookAgain": run.LookAgain("isolate", time.Time{}, ""), "Looked": run.Looked("isolate", ""),
		"NoteSetback":  run.NoteSetback(time.Time{}, time.Time{}),
		"JudgeFinding": run.JudgeFinding("skipped:revoke@2", "x", run.Fine, ""), "JudgeStep": run.JudgeStep("isolate", run.Fine, ""),
		"ShowInject": run.ShowInject(time.Time{}, false), "MoveDrill": run.MoveDrill(time.Time{}, false), "PauseDrill": run.PauseDrill(true),
		"AnswerDrill": run.AnswerDrill("phone", true), "FillIn": run.FillIn(run.LineWell, "x"),
		"NoteLesson": run.NoteLesson("x", "", ""), "SignOff": run.SignOff("eve", ""),
	}
}

// ofTheRecord are the intentions that are about the record, which a closed run
// takes: see TestCustody.
var ofTheRecord = []string{"Withhold", "CheckRecord", "SealRun", "ExportRun"}

// TestEveryIntention: everyIntention lists what the source has.
func TestEveryIntention(t *testing.T) {
	all := everyIntention(t)
	for _, name := range run.Intentions(t) {
		if all[name] == nil && name != "Start" && name != "StartDrill" && name != "Reopen" && name != "NameIncident" && !slices.Contains(ofTheRecord, name) {
			t.Errorf("everyIntention does not list %s", name)
		}
	}
}

// TestClosedRunTakesNothing but what settles its duties, see
// TestClosingEndsNoDuty, and what reviews it, see TestReview.
func TestClosedRunTakesNothing(t *testing.T) {
	j := begin(t).do("maria", run.Close("false alarm"))
	const want = "the run was closed by maria at 03:01; nothing was changed. Reopen it with a reason to go on"
	settles := []string{"ConfirmClock", "FileClock", "WaiveClock", "Redo"}
	reviews := []string{"JudgeFinding", "JudgeStep", "NoteLesson", "SignOff", "AnswerDrill", "FillIn"}
	for name, intend := range everyIntention(t) {
		if slices.Contains(settles, name) || slices.Contains(reviews, name) {
			continue
		}
		_, err := intend(j.run)
		if err == nil || err.Error() != want || !errors.Is(err, run.ErrClosed) {
			t.Errorf("%s on a closed run = %v, want %q", name, err, want)
		}
	}
	j.do("ben", run.Reopen("it was none"), run.AddNote("", "x"))
	if c, closed := j.run.Closing(); closed {
		t.Errorf("a reopened run has Closing() = %+v", c)
	}
	j.do("ben", run.Close("now"))
	if c, closed := j.run.Closing(); !closed || c.By != "ben" || c.Reason != "now" {
		t.Errorf("Closing() = %+v, %t", c, closed)
	}
}

func TestRunNotStarted(t *testing.T) {
	fresh := run.New("k7m2x9qd", stolenKeys(t))
	for name, intend := range everyIntention(t) {
		if _, err := intend(fresh); err == nil || err.Error() != "the run has not been started" {
			t.Errorf("%s before the start = %v", name, err)
		}
	}
}

// TestReasonIsAsked looks at what a prompt for a reason rests on.
func TestReasonIsAsked(t *testing.T) {
	j := begin(t)
	for name, intend := range map[string]run.Intention{
		"done":     run.CompleteStep("isolate", ""),
		"skipped":  run.SkipStep("isolate", ""),
		"blocked":  run.BlockStep("isolate", ""),
		"failed":   run.FailStep("isolate", ""),
		"decision": run.RecordFact("risk", playbook.TextValue("likely"), "", ""),
		"closed":   run.Close(""),
	} {
		if _, err := intend(j.run); !errors.Is(err, run.ErrReason) {
			t.Errorf("%s without a reason = %v, want one that wraps ErrReason", name, err)
		}
	}
	_, err := run.CompleteStep("isolate", "")(j.run)
	if refusal, ok := errors.AsType[*run.Refusal](err); !ok || len(refusal.Lacks) != 4 {
		t.Errorf("%v does not name four lacks", err)
	}
}

// TestNoSuchThing asks for what the playbook does not have.
func TestNoSuchThing(t *testing.T) {
	j := begin(t)
	tests := map[string]struct {
		intend run.Intention
		want   error
	}{
		"step":             {run.CompleteStep("islate", ""), playbook.ErrNoStep},
		"step of a note":   {run.AddNote("islate", "x"), playbook.ErrNoStep},
		"step of a check":  {run.TickCheck("islate", 1), playbook.ErrNoStep},
		"step of a fact":   {run.RecordFact("vendor", playbook.YesNoValue(true), "", "islate"), playbook.ErrNoStep},
		"step of evidence": {run.AddEvidence(picture("islate")), playbook.ErrNoStep},
		"fact":             {run.RecordFact("vendr", playbook.YesNoValue(true), "", ""), playbook.ErrNoFact},
		"role":             {run.TakeRole("leda", "ben"), playbook.ErrNoRole},
	}
	for name, tt := range tests {
		if _, err := tt.intend(j.run); !errors.Is(err, tt.want) || !strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%s: %v, want one that wraps %v and helps", name, err, tt.want)
		}
	}
}

// TestStates tries every intention about a step in each of its states.
func TestStates(t *testing.T) {
	const step = "lessons"
	reach := map[run.State][]run.Intention{
		run.Todo:    nil,
		run.Done:    {run.CompleteStep(step, "")},
		run.Skipped: {run.SkipStep(step, "r")},
		run.Blocked: {run.BlockStep(step, "r")},
		run.Failed:  {run.FailStep(step, "r")},
	}
	intend := map[string]run.Intention{
		"complete": run.CompleteStep(step, "because"), "reopen": run.ReopenStep(step, "because"),
		"unblock": run.UnblockStep(step, "because"), "skip": run.SkipStep(step, "because"),
		"block": run.BlockStep(step, "because"), "fail": run.FailStep(step, "because"),
	}
	next := map[run.State]map[string]run.State{
		run.Todo:    {"complete": run.Done, "skip": run.Skipped, "block": run.Blocked, "fail": run.Failed},
		run.Blocked: {"complete": run.Done, "skip": run.Skipped, "fail": run.Failed, "unblock": run.Todo},
		run.Done:    {"reopen": run.Todo},
		run.Skipped: {"reopen": run.Todo},
		run.Failed:  {"reopen": run.Todo},
	}
	for from, script := range reach {
		for name, do := range intend {
			j := begin(t).do("ben", script...)
			want, possible := next[from][name]
			if why := j.why(do); (why == "") != possible {
				t.Errorf("%s a step that is %s: refused with %q, want possible %t", name, from, why, possible)
				continue
			}
			if !possible {
				continue
			}
			seq := j.run.Head().Seq + 1
			j.do("maria", do)
			s := j.run.Step(step)
			if s.State != want || s.Reason != "because" {
				t.Errorf("%s a step that is %s gives %s, %q; want %s, %q", name, from, s.State, s.Reason, want, "because")
			}
			if want == run.Todo {
				seq = 0
			}
			if s.Seq != seq || (s.By == "maria") != (seq != 0) || s.At.IsZero() != (seq == 0) {
				t.Errorf("%s a step that is %s: by %q at %s in entry %d, want entry %d", name, from, s.By, s.At, s.Seq, seq)
			}
		}
	}
}

func TestReopenForgetsWhatWasLacking(t *testing.T) {
	j := begin(t).do("maria", run.CompleteStep("isolate", "no time"))
	if s := j.run.Step("isolate"); len(s.Lacked) != 4 {
		t.Errorf("done without %q, want four", s.Lacked)
	}
	j.do("maria", run.ReopenStep("isolate", "there is time"))
	if s := j.run.Step("isolate"); len(s.Lacked) != 0 {
		t.Errorf("opened again, the step still says it was done without %q", s.Lacked)
	}
}
