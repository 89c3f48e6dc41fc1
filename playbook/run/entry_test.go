package run_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

func TestSealRefuses(t *testing.T) {
	now := time.Date(2026, 11, 21, 3, 10, 30, 0, time.FixedZone("", 3600))
	tests := []struct {
		name  string
		stamp run.Stamp
		why   string
	}{
		{"no name", run.Stamp{By: " ", Now: now}, "an entry needs the name of whoever makes it"},
		{"a minute ahead", run.Stamp{By: "maria", At: now.Add(time.Minute), Now: now}, ""},
		{"more than a minute ahead", run.Stamp{By: "maria", At: now.Add(time.Minute + time.Second), Now: now},
			"2026-11-21 03:11 +01:00 has not come yet: it is 2026-11-21 03:10 +01:00. Record what has happened"},
		{"ahead in another zone only", run.Stamp{By: "maria", At: now.In(time.FixedZone("", 9*3600)), Now: now}, ""},
		{"long ago", run.Stamp{By: "maria", At: now.AddDate(-1, 0, 0), Now: now}, ""},
	}
	for _, tt := range tests {
		_, err := run.Seal("k7m2x9qd", run.Head{}, nil, tt.stamp, run.NoteAdded{Text: "x"}, [16]byte{})
		if tt.why == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		if _, ok := errors.AsType[*run.Refusal](err); !ok || err.Error() != tt.why {
			t.Errorf("%s: Seal = %v, want the refusal %q", tt.name, err, tt.why)
		}
	}
}

// TestLines holds the bytes of a journal still: they never change once
// released.
func TestLines(t *testing.T) {
	j := begin(t).
		do("maria", run.CompleteStep("isolate", "no time")).
		at("ben", 10*time.Minute, run.RecordFact("risk", playbook.TextValue("likely"), `"bad" <luck>`, "scope")).
		rest(-time.Hour).
		do("maria", run.Undo("maria", 0), run.Close("x"))
	var got bytes.Buffer
	for _, l := range j.lines {
		got.WriteString(string(l.Header) + "\n" + string(l.Body) + "\n")
	}
	const want = `{"v":1,"run":"k7m2x9qd","seq":1,"prev":"","kind":"run-started","at":"2026-11-21T03:00:00+01:00","recorded":"2026-11-21T02:00:00.000Z","by":"maria","body":"`
	if !strings.HasPrefix(got.String(), want) {
		t.Errorf("the journal begins with\n%.300s\nwant\n%s", got.String(), want)
	}
	for _, want := range []string{
		`"}` + "\n" + `{"salt":"01000000000000000000000000000000","step":"isolate","lacked":["fact host","evidence","check 1","check 2"],"because":"no time"}` + "\n",
		`"kind":"fact-recorded","at":"2026-11-21T02:52:00+01:00","recorded":"2026-11-21T02:02:00.000Z","by":"ben","body":"`,
		`{"salt":"02000000000000000000000000000000","fact":"risk","value":"likely","because":"\"bad\" \u003cluck\u003e","step":"scope"}` + "\n",
		`"kind":"entry-undone","at":"2026-11-21T02:03:00+01:00","recorded":"2026-11-21T01:03:00.000Z","clock_back":"59m0s","by":"maria","body":"`,
		`{"salt":"03000000000000000000000000000000","seq":2}` + "\n",
	} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("the journal has no %s:\n%s", want, got.String())
		}
	}
}

// TestKinds: the name of every kind, and what the timeline says about it.
func TestKinds(t *testing.T) {
	j := begin(t).do("maria", run.AddNote("", "x"))
	tests := []struct {
		ev              run.Event
		kind, step, say string
	}{
		{run.Started{Title: "T", Playbook: run.PlaybookRef{ID: "p", Version: "2"}, Drill: true}, "run-started", "", "run started from p 2, as a drill"},
		{run.StepDone{Step: "revoke"}, "step-done", "1.2", "done"},
		{run.StepDone{Step: "revoke", Because: "x"}, "step-done", "1.2", "done, because: x"},
		{run.StepReopened{Step: "revoke"}, "step-reopened", "1.2", "opened again"},
		{run.StepReopened{Step: "revoke", Reason: "x"}, "step-reopened", "1.2", "opened again: x"},
		{run.StepSkipped{Step: "revoke", Reason: "x"}, "step-skipped", "1.2", "skipped: x"},
		{run.StepBlocked{Step: "revoke", Reason: "x"}, "step-blocked", "1.2", "blocked: x"},
		{run.StepFailed{Step: "gone", Reason: "x"}, "step-failed", "gone", "failed: x"},
		{run.CheckTicked{Step: "isolate", Check: 2}, "check-ticked", "1.1", "check ticked: Wireless is off"},
		{run.CheckCleared{Step: "isolate", Check: 3}, "check-cleared", "1.1", "check cleared: 3"},
		{run.LookAgainSet{Step: "revoke", Due: j.now, For: "x"}, "look-again-set", "1.2", "look again at " + j.now.Format("Mon 2006-01-02 15:04 -07:00") + ": x"},
		{run.LookedAgain{Step: "revoke", Text: "x"}, "looked-again", "1.2", "looked again: x"},
		{run.LookedAgain{Step: "revoke"}, "looked-again", "1.2", "looked again"},
		{run.NoteAdded{Text: "a\nb"}, "note-added", "", "note: a\nb"},
		{run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely"), Because: "x", Step: "scope"}, "fact-recorded", "2.1", "How likely is harm? Likely, because: x"},
		{run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely"), FromProfile: "f2"}, "fact-recorded", "", "How likely is harm? Likely (from the profile)"},
		{run.ProfileUsed{Name: "Acme", SHA256: "f2085ef4e06b0263"}, "profile-used", "", "profile of Acme used (SHA-256 f2085ef4e06b…)"},
		{run.EvidenceAdded{Step: "isolate", Name: "a.jpg", Desc: "x"}, "evidence-added", "1.1", "evidence: a.jpg, x"},
		{run.RoleTaken{Role: "legal", Name: "ben"}, "role-taken", "", "role Legal counsel: ben"},
		{run.HandedOver{To: "ben", Text: "x"}, "handed-over", "", "handed over to ben: x"},
		{run.EntryUndone{Seq: 2}, "entry-undone", "", "undone: entry 2: note: x"},
		{run.ClockConfirmed{Clock: "authority", Because: "x"}, "clock-confirmed", "", "Tell the authority: it applies, because: x"},
		{run.ClockFiled{Clock: "authority"}, "clock-filed", "", "Tell the authority: filed"},
		{run.ClockFiled{Clock: "authority", By: "ben", Reference: "A/1", Because: "x"}, "clock-filed", "", "Tell the authority: filed by ben, reference A/1, because: x"},
		{run.ClockWaived{Clock: "authority", Because: "x"}, "clock-waived", "", "Tell the authority: no notification, because: x"},
		{run.MessageEdited{Message: "notice", Body: "y"}, "message-edited", "", "Notice to the authority: text changed"},
		{run.MessageEdited{Message: "notice"}, "message-edited", "", "Notice to the authority: drafted from the facts again"},
		{run.MessageSent{Message: "notice", To: "ben", Channel: "mail", Body: "y"}, "message-sent", "", "Notice to the authority: sent to ben by mail"},
		{run.SystemClockMoved{Was: j.now, Now: j.now.Add(-time.Hour)}, "system-clock-moved", "", "the system clock was set back by 1h 00m"},
		{run.PlaybookAdded{Playbook: run.PlaybookRef{ID: "p", Version: "2"}}, "playbook-added", "", "playbook added: p 2"},
		{run.PlaybookAdded{Playbook: run.PlaybookRef{ID: "p"}}.Of(lostLaptop(t)), "playbook-added", "", "playbook added: Lost laptop"},
		{run.ClockAdded{Clock: "x", Rule: playbook.Rule{Title: "Tell X"}}, "clock-added", "", "clock added: Tell X"},
		{run.StepAdded{Step: "added-9", Title: "Ask Y"}, "step-added", "", "step added: Ask Y"},
		{run.StepAdded{Step: "added-9", Title: "Ask Y", After: "isolate", Nth: 2}, "step-added", "", "step 1.1b added: Ask Y"},
		{run.IncidentNamed{Name: "keys"}, "incident-named", "", "part of the incident keys"},
		{run.EntryWithheld{Seq: 2, Reason: "x"}, "entry-withheld", "", "entry 2 withheld, its body is erased: x"},
		{run.RecordChecked{Entries: 9, Result: "whole"}, "record-checked", "", "record checked up to entry 9: whole"},
		{run.RunSealed{Signer: "eva", Key: "SHA256:k"}, "run-sealed", "", "sealed by eva with the key SHA256:k"},
		{run.RunExported{File: "a.cordon"}, "run-exported", "", "exported to a.cordon"},
		{
			run.RunExported{File: "a.cordon", Withheld: 2, Recipients: 1, Signer: "eva", Key: "SHA256:k"}, "run-exported", "",
			"exported to a.cordon, 2 withheld, encrypted for 1 recipient, sealed by eva with the key SHA256:k",
		},
		{run.VerdictGiven{Finding: "skipped:revoke@4", About: "1.2 skipped: x", Verdict: run.Fine}, "verdict-given", "", "verdict fine on 1.2 skipped: x"},
		{run.VerdictGiven{Step: "revoke", About: "Revoke the keys", Verdict: run.Question, Comment: "y"}, "verdict-given", "", "verdict question on 1.2 Revoke the keys: y"},
		{run.LessonNoted{Text: "x", Owner: "ben", Due: "2026-12-01"}, "lesson-noted", "", "lesson: x, seen to by ben, until 2026-12-01"},
		{run.SignedOff{Name: "eve", Text: "x"}, "signed-off", "", "review signed off by eve: x"},
		{run.InjectShown{Inject: "post"}, "inject-shown", "", "message of the drill: post"},
		{run.InjectShown{Inject: "post", Early: true}, "inject-shown", "", "message of the drill: post"},
		{run.DrillMoved{Inject: "press", Seconds: 5 * 3600}, "drill-moved", "", "5h 00m of the story went by"},
		{run.DrillPaused{}, "drill-paused", "", "the drill is paused"},
		{run.DrillPaused{Goes: true}, "drill-paused", "", "the drill goes on"},
		{run.DrillAnswered{Item: "phone", Yes: true}, "drill-answered", "", "question of the drill: phone yes"},
		{run.DrillAnswered{Line: run.LineWell, Text: "x"}, "drill-answered", "", "went well: x"},
		{run.Closed{}, "run-closed", "", "run closed"},
		{run.Reopened{Reason: "x"}, "run-reopened", "", "run opened again: x"},
	}
	told := map[string]bool{}
	for _, tt := range tests {
		told[tt.kind] = true
		step, say := j.run.Describe(&run.Entry{Event: tt.ev})
		if kind := tt.ev.Kind(); kind != tt.kind || step != tt.step || say != tt.say {
			t.Errorf("%#v is %q, %q, %q; want %q, %q, %q", tt.ev, kind, step, say, tt.kind, tt.step, tt.say)
		}
	}
	for _, zero := range run.Released() {
		if !told[zero.Kind()] {
			t.Errorf("nothing here says how %s is described", zero.Kind())
		}
	}
}

// TestUnknownKind reads an entry from a version yet to come.
func TestUnknownKind(t *testing.T) {
	j := begin(t)
	lines, err := run.Seal(j.run.ID(), j.run.Head(), j.run.Last(), run.Stamp{By: "ben", Now: j.now}, run.Reopened{Reason: "x"}, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	lines.Header = bytes.Replace(lines.Header, []byte("run-reopened"), []byte("moon-phase"), 1)
	before := state(j.run)
	j.add(lines)
	e := j.run.Last()
	unknown, ok := e.Event.(run.Unknown)
	if !ok || unknown.Kind() != "moon-phase" || !bytes.Equal(unknown.Body, lines.Body) {
		t.Errorf("the event is %#v", e.Event)
	}
	if got := state(j.run); got != before {
		t.Errorf("it changed the run from\n%sto\n%s", before, got)
	}
	if _, got := j.run.Describe(e); got != "an entry of a kind this version does not know: moon-phase" {
		t.Errorf("it is described as %q", got)
	}
	if why, want := j.why(run.Undo("ben", 2)), "entry 2 cannot be undone: it is of a kind this version does not know"; why != want {
		t.Errorf("undo is refused with %q, want %q", why, want)
	}
	v := run.Verifier{Run: j.run.ID()}
	for _, l := range j.lines {
		if err := v.Check(l); err != nil {
			t.Errorf("the journal does not verify: %v", err)
		}
	}
}

// TestNewFields reads an entry with a field that is not there yet.
func TestNewFields(t *testing.T) {
	body := []byte(`{"salt":"00","step":"scope","text":"x","mood":"calm"}`)
	header := []byte(`{"v":1,"run":"r","seq":1,"prev":"","kind":"note-added","at":"2026-11-21T03:00:00Z","recorded":"2026-11-21T03:00:00.000Z","by":"ben","body":"","sun":true}`)
	e, err := run.Lines{Header: header, Body: body}.Read()
	if err != nil || e.Event != run.Event(run.NoteAdded{Step: "scope", Text: "x"}) || e.By != "ben" {
		t.Errorf("Read = %+v, %v", e, err)
	}
}

func TestReadRefuses(t *testing.T) {
	const header = `{"v":1,"run":"r","seq":7,"prev":"","kind":"note-added","at":"2026-11-21T03:00:00Z","recorded":"2026-11-21T03:00:00.000Z","by":"b","body":""}`
	tests := []struct{ name, old, new, body, want string }{
		{"version", `"v":1`, `"v":2`, `{}`, "entry 7: journal version 2 is newer than this program"},
		{"at", `"at":"2026-11-21T03:00:00Z"`, `"at":"yesterday"`, `{}`, "entry 7: "},
		{"recorded", `03:00:00.000Z`, ``, `{}`, "entry 7: "},
		{"clock", `"by"`, `"clock_back":"long","by"`, `{}`, "entry 7: "},
		{"body", ``, ``, `{"text":5}`, "entry 7: body of kind note-added: "},
		{"no header", header, ``, `{}`, "header: "},
	}
	for _, tt := range tests {
		_, err := run.Lines{Header: []byte(strings.Replace(header, tt.old, tt.new, 1)), Body: []byte(tt.body)}.Read()
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: Read = %v, want %s…", tt.name, err, tt.want)
		}
	}
}

func TestOutOfOrder(t *testing.T) {
	j := begin(t).do("maria", run.AddNote("", "a"), run.AddNote("", "b"))
	all := j.run.Entries()
	for name, entries := range map[string][]*run.Entry{
		"a gap": {all[0], all[2]}, "a copy": {all[0], all[0]}, "turned round": {all[1], all[0]}, "no beginning": all[1:],
	} {
		if _, err := run.Replay("k7m2x9qd", j.run.Book(), j.run.Head(), entries); !errors.Is(err, run.ErrOutOfOrder) {
			t.Errorf("%s: Replay = %v, want ErrOutOfOrder", name, err)
		}
	}
	before := state(j.run)
	same, err := j.run.Apply(run.Head{}, all[0])
	if err == nil || state(same) != before || same.Head() != j.run.Head() {
		t.Errorf("Apply of an old entry = %v, and the run\n%swant it unchanged", err, state(same))
	}
}

// FuzzEntry seals any text as every kind of event: what is read is what was
// sealed, and sealing that gives the same bytes.
func FuzzEntry(f *testing.F) {
	f.Add("maria", "isolate", "two\nlines", int64(1763690000), uint16(60), uint64(12))
	f.Add("Žofia <z@example.org>", `a"b\c`, "\x00\x1b[2J\u2028\u202e</script>", int64(0), uint16(0), uint64(0))
	f.Add("x", "", "{\"salt\":\"\"}", int64(253402300799), uint16(1439), uint64(1<<63))
	f.Fuzz(func(t *testing.T, by, name, text string, unix int64, offset uint16, n uint64) {
		if !utf8.ValidString(by) || !utf8.ValidString(name) || !utf8.ValidString(text) || strings.TrimSpace(by) == "" || unix < 0 || unix > 253402300799-86400 {
			return
		}
		now := time.Unix(unix, 0).In(time.FixedZone("", int(offset%1440)*60))
		for _, ev := range everyEvent(rand.New(rand.NewPCG(n, 7)), by, name, text) {
			stamp := run.Stamp{By: by, At: now.Add(-time.Hour), Now: now}
			lines, err := run.Seal(name, run.Head{Seq: n / 2, Hash: text}, nil, stamp, ev, [16]byte{1})
			if err != nil {
				t.Fatal(err)
			}
			e, err := lines.Read()
			if err != nil {
				t.Fatalf("%s: %v", lines.Header, err)
			}
			if e.By != by || e.Seq != n/2+1 || !e.At.Equal(stamp.At) || !e.Recorded.Equal(now) || !reflect.DeepEqual(e.Event, ev) {
				t.Fatalf("sealed %+v of %#v and read %+v of %#v", stamp, ev, e, e.Event)
			}
			again, err := run.Seal(name, run.Head{Seq: n / 2, Hash: text}, nil, run.Stamp{By: e.By, At: e.At, Now: e.Recorded}, e.Event, [16]byte{1})
			if err != nil || !bytes.Equal(again.Header, lines.Header) || !bytes.Equal(again.Body, lines.Body) {
				t.Fatalf("sealed again, %v:\n%s\n%s\nwant\n%s\n%s", err, again.Header, again.Body, lines.Header, lines.Body)
			}
		}
	})
}

// everyEvent returns events of every kind, with each field filled or left out
// as chance has it. texts are what strings are made of.
func everyEvent(rnd *rand.Rand, texts ...string) []run.Event {
	var all []run.Event
	for _, zero := range run.Released() {
		for range 3 {
			v := reflect.New(reflect.TypeOf(zero)).Elem()
			fillFields(rnd, v, texts)
			all = append(all, v.Interface().(run.Event))
		}
	}
	return all
}

func fillFields(rnd *rand.Rand, v reflect.Value, texts []string) {
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if _, needed := v.Field(i).Interface().(playbook.Value); needed || rnd.IntN(4) > 0 {
			fillOne(rnd, v.Field(i), texts)
		}
	}
}

func fillOne(rnd *rand.Rand, v reflect.Value, texts []string) {
	text := func() string { return texts[rnd.IntN(len(texts))] }
	if made := anyOf(rnd, v.Type(), text); made != nil {
		v.Set(reflect.ValueOf(made))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text())
	case reflect.Bool:
		v.SetBool(rnd.IntN(2) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(rnd.Int64() >> rnd.IntN(64) * int64(1-2*rnd.IntN(2)))
	case reflect.Uint64:
		v.SetUint(rnd.Uint64() >> rnd.IntN(64))
	case reflect.Slice:
		n := 1 + rnd.IntN(3)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fillOne(rnd, v.Index(i), texts)
		}
	case reflect.Struct:
		fillFields(rnd, v, texts)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillFields(rnd, v.Elem(), texts)
	default:
		panic("no random value for a field of type " + v.Type().String())
	}
}

// anyOf makes a value of a type that does not take just anything, or returns
// nil.
func anyOf(rnd *rand.Rand, typ reflect.Type, text func() string) any {
	switch reflect.Zero(typ).Interface().(type) {
	case time.Time:
		return time.Unix(rnd.Int64N(253402300799), rnd.Int64N(1e9)).UTC()
	case playbook.Value:
		return []playbook.Value{
			playbook.TextValue(text()), playbook.NumberValue(rnd.NormFloat64()), playbook.YesNoValue(rnd.IntN(2) == 0), playbook.ChoicesValue(text(), text()),
		}[rnd.IntN(4)]
	case clock.Limit:
		return clock.Limit{N: 1 + rnd.IntN(9999), Unit: []clock.Unit{clock.Minute, clock.Hour, clock.BusinessDay, clock.Month}[rnd.IntN(4)]}
	case clock.Zone:
		zone, err := clock.ParseZone([]string{"UTC", "Europe/Berlin", "America/New_York"}[rnd.IntN(3)])
		if err != nil {
			panic(err)
		}
		return zone
	case clock.TimeOfDay:
		return clock.TimeOfDay(1 + rnd.IntN(24*60-1))
	case clock.Count:
		return []clock.Count{clock.DayAfter, clock.FirstDay, clock.YearEnd}[rnd.IntN(3)]
	case clock.Reading:
		return []clock.Reading{clock.FullHours, clock.BusinessHours, clock.Holidays, clock.NextBusinessDay}[rnd.IntN(4)]
	}
	return nil
}

// FuzzRead reads any bytes as lines. What can be read can be sealed again.
func FuzzRead(f *testing.F) {
	lines, _ := sealed(f, "k7m2x9qd", 5)
	for _, rel := range releases(f) {
		lines = append(lines, rel.lines(f)...)
	}
	for _, l := range lines {
		f.Add(l.Header, l.Body)
	}
	f.Add([]byte(`{"v":1,"kind":"moon-phase","at":"2026-11-21T03:00:00Z","recorded":"2026-11-21T03:00:00Z","by":"x"}`), []byte(`{}`))
	f.Add([]byte(`{"v":1,"kind":"step-done","at":"2026-11-21T03:00:00Z","recorded":"2026-11-21T03:00:00Z","by":"x"}`), []byte(nil))
	f.Fuzz(func(t *testing.T, header, body []byte) {
		e, err := run.Lines{Header: header, Body: body}.Read()
		if err != nil {
			return
		}
		stamp := run.Stamp{By: "x" + e.By, At: e.At, Now: e.Recorded}
		lines, err := run.Seal("r", run.Head{Seq: e.Seq - 1}, nil, stamp, e.Event, [16]byte{})
		if _, refused := errors.AsType[*run.Refusal](err); refused {
			return // ahead of time
		}
		_, withheld := e.Event.(run.Withheld)
		if _, unknown := e.Event.(run.Unknown); unknown || withheld || err != nil {
			return // kept as bytes, never sealed; or a time that JSON cannot hold
		}
		again, err := lines.Read()
		if err != nil {
			t.Fatalf("%s\n%s\ncannot be read: %v", lines.Header, lines.Body, err)
		}
		a, _ := json.Marshal(e.Event)
		b, _ := json.Marshal(again.Event)
		if !bytes.Equal(a, b) || again.Seq != e.Seq {
			t.Fatalf("%s became %s", a, b)
		}
	})
}
