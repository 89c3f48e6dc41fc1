package run_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// A release is a journal that was written by a version of the program, kept in
// testdata with the playbook it follows: see the README there. It is read like
// this for ever.
type release struct {
	name    string // of its files
	entries []run.Entry
	head    string // the hash of its last header line, which holds all the bytes
	folded  string // the run it folds to: see folded
}

// releases are the journals that were released. None of them ever changes; what
// is new goes into another one.
func releases(t testing.TB) []release {
	return []release{
		{"journal-1", journal1(t), "3a6c8d20429387c7f81755c01b6bc07ee5c33d2c4c1842074a9fc2a20212f467", folded1},
		{"journal-2", journal2(t), "51ec73662aedf2fc8daeb2e1022d74a039612733c4eb50125ab31c9f0e4c0fdd", folded2},
		{"journal-own", journalOwn(t), "cb36a34c253ef47987355d120560c267b8cb9bc3fce33d863ac4d59d898af5ad", foldedOwn},
		{"journal-profile", journalProfile(t), "060283a71545c63036972dd5ae83b40902fd6749d11385d9b174a7facf5fc029", foldedProfile},
		{"journal-custody", journalCustody(t), "090786baf48244c7018ffc8b92417ed815ec118a89fce975f3212a8b76b31ced", foldedCustody},
		{"journal-review", journalReview(), "dbbd801eef94d0ca730d3a82e9ae26724f01b5bad4c2077788fb0124213ed6ca", foldedReview},
		{"journal-brief", journalBrief(), "9a02b33240332e49d06563339d875a46bfa6b7573f97ed4f02e7f204e651d036", foldedBrief},
		{"journal-gaps", journalGaps(), "bd1bf5ac4414c9fb5dc2e256b2ff46af2229ee41c92e7f72a608a9ac000a623e", foldedGaps},
		{"journal-joined", journalJoined(t), "d1cc01d29d3682c2653c95b618f378f5b4bab5d15a0ac03aa25414f092afe9b8", foldedJoined},
		{"journal-look", journalLook(t), "c415f9629290e094540294a3cb1a81bfb69ea6830d33a2f59fd0ea7fe42c10bf", foldedLook},
		{"journal-drill", journalDrill(), "5cfe200581a50e4ccd527a8fac16b1e204be34c78fd02ef5915f04a5a911aabc", foldedDrill},
		{"journal-added", journalAdded(t), "0a0e87af0028413632ae3aa42a35dfb43060ebe41c58fc15c6270091ee2b97c8", foldedAdded},
	}
}

// TestReleases reads the journals that were released: each entry has the values
// it was written with, the chain verifies, and the run is the one it was.
func TestReleases(t *testing.T) {
	for _, rel := range releases(t) {
		t.Run(rel.name, func(t *testing.T) {
			lines := rel.lines(t)
			if len(lines) != len(rel.entries) {
				t.Fatalf("it has %d entries, want %d", len(lines), len(rel.entries))
			}
			v := run.Verifier{Run: "k7m2x9qd"}
			entries := make([]*run.Entry, len(lines))
			for i, l := range lines {
				if err := v.Check(l); err != nil {
					t.Fatal(err)
				}
				e, err := l.Read()
				if err != nil {
					t.Fatal(err)
				}
				same(t, l, e, rel.entries[i])
				rel.atHand(t, &e)
				entries[i] = &e
			}
			if v.Head().Hash != rel.head {
				t.Errorf("the head is %s, want %s", v.Head().Hash, rel.head)
			}
			r, err := run.Replay("k7m2x9qd", rel.book(t), v.Head(), entries)
			if err != nil {
				t.Fatal(err)
			}
			if got := folded(r); got != rel.folded {
				t.Errorf("it folds to\n%swant\n%s", got, rel.folded)
			}
		})
	}
}

// TestEveryKindIsReleased: each kind, and each of its fields, stands in a
// journal that is kept.
func TestEveryKindIsReleased(t *testing.T) {
	there := map[string]bool{}
	for _, rel := range releases(t) {
		for _, e := range rel.entries {
			there[e.Event.Kind()] = true
			note(there, e.Event.Kind(), reflect.ValueOf(e.Event))
		}
	}
	for _, zero := range run.Released() {
		every(reflect.TypeOf(zero), zero.Kind(), func(path string) {
			if !there[path] {
				t.Errorf("no journal that is kept has %s: add one with it, see testdata/README.md", path)
			}
		})
	}
}

// note notes each field that holds something.
func note(there map[string]bool, path string, v reflect.Value) {
	switch {
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		for i := range v.Len() {
			note(there, path, v.Index(i))
		}
	case whole(v.Type()):
		there[path] = there[path] || !v.IsZero()
	default:
		for i := range v.NumField() {
			note(there, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	}
}

// every calls back for the path of each field of a type.
func every(typ reflect.Type, path string, is func(path string)) {
	switch {
	case typ.Kind() == reflect.Slice && typ.Elem().Kind() == reflect.Struct:
		every(typ.Elem(), path, is)
	case whole(typ):
		is(path)
	default:
		if typ.NumField() == 0 {
			is(path)
		}
		for i := range typ.NumField() {
			every(typ.Field(i).Type, path+"."+typ.Field(i).Name, is)
		}
	}
}

// whole reports whether a value of the type is written as one, and not as an
// object with fields of its own.
func whole(typ reflect.Type) bool {
	if typ.Kind() != reflect.Struct {
		return true
	}
	return slices.ContainsFunc(reflect.VisibleFields(typ), func(f reflect.StructField) bool { return !f.IsExported() })
}

// BenchmarkReadReleased reads one entry of each kind and more, most of which
// take the long way.
func BenchmarkReadReleased(b *testing.B) {
	lines := releases(b)[0].lines(b)[1:]
	for b.Loop() {
		for _, l := range lines {
			if _, err := l.Read(); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(lines)), "ns/entry")
}

// same compares an entry with what it was when it was written, and its body
// with what the event would be written as today.
func same(t *testing.T, l run.Lines, got, want run.Entry) {
	t.Helper()
	if got.Seq != want.Seq || got.By != want.By || got.ClockBack != want.ClockBack || !got.Recorded.Equal(want.Recorded) ||
		got.At.Format(time.RFC3339) != want.At.Format(time.RFC3339) {
		t.Errorf("%s\nreads as %+v, want %+v", l.Header, got, want)
	}
	if !reflect.DeepEqual(got.Event, want.Event) {
		t.Errorf("%s\nreads as %#v, want %#v", l.Body, got.Event, want.Event)
	}
	if _, unknown := got.Event.(run.Unknown); unknown {
		return
	}
	again, err := run.Seal("k7m2x9qd", run.Head{}, nil, run.Stamp{By: "x", Now: want.Recorded}, got.Event, saltOf(want.Seq))
	if err != nil || !bytes.Equal(again.Body, l.Body) {
		t.Errorf("sealed again, %v:\n%s\nwant\n%s", err, again.Body, l.Body)
	}
}

func saltOf(seq uint64) [16]byte { return [16]byte{byte(seq)} }

// lines returns a header line and a body line for each entry. A journal that
// has no file yet is written, once: nothing writes over one that is there.
func (rel release) lines(t testing.TB) []run.Lines {
	t.Helper()
	name := filepath.Join("testdata", rel.name+".jsonl")
	source, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		source = rel.write(t, name)
	} else if err != nil {
		t.Fatal(err)
	}
	var lines []run.Lines
	for pair := range slices.Chunk(bytes.Split(bytes.TrimSuffix(source, []byte("\n")), []byte("\n")), 2) {
		lines = append(lines, run.Lines{Header: pair[0], Body: pair[1]})
	}
	return lines
}

// write seals the entries of a new journal into a file that is not there yet.
func (rel release) write(t testing.TB, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	var head run.Head
	var last *run.Entry
	for i, e := range rel.entries {
		ev := e.Event
		if unknown, ok := ev.(run.Unknown); ok { // a note under another name
			var note run.NoteAdded
			if err := json.Unmarshal(unknown.Body, &note); err != nil {
				t.Fatal(err)
			}
			ev = note
		}
		l, err := run.Seal("k7m2x9qd", head, last, run.Stamp{By: e.By, At: e.At, Now: e.Recorded}, ev, saltOf(e.Seq))
		if err != nil {
			t.Fatal(err)
		}
		l.Header = bytes.Replace(l.Header, []byte(ev.Kind()), []byte(e.Event.Kind()), 1)
		fmt.Fprintf(&b, "%s\n%s\n", l.Header, l.Body)
		head, last = head.Next(l.Header), &rel.entries[i]
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s is new: look at it, and pin the head %s and the run it folds to", name, head.Hash)
	return b.Bytes()
}

// atHand puts back the playbook that an entry adds.
func (rel release) atHand(t testing.TB, e *run.Entry) {
	if _, ok := e.Event.(run.PlaybookAdded); ok {
		atHand(e, rel.parse(t, "-added.yaml"))
	}
}

func (rel release) book(t testing.TB) *playbook.Playbook {
	t.Helper()
	book := rel.parse(t, ".yaml")
	started := rel.entries[0].Event.(run.Started)
	if started.Playbook.SHA256 != book.Digest {
		t.Errorf("the playbook has the digest %s, and the journal follows %s", book.Digest, started.Playbook.SHA256)
	}
	return book
}

func (rel release) parse(t testing.TB, end string) *playbook.Playbook {
	source, err := os.ReadFile(filepath.Join("testdata", rel.name+end))
	if err != nil {
		t.Fatal(err)
	}
	book, err := playbook.Parse(rel.name+end, source)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// folded writes down a run with its clocks and messages.
func folded(r run.Run) string {
	b := strings.Builder{}
	b.WriteString(state(r))
	if r.Incident() != "" {
		fmt.Fprintf(&b, "incident %s\n", r.Incident())
	}
	for _, e := range slices.Concat(r.Verdicts(), r.Lessons(), r.SignOffs()) {
		_, text := r.Describe(e)
		fmt.Fprintf(&b, "%s #%d\n", text, e.Seq)
	}
	for _, c := range r.Clocks() {
		fmt.Fprintf(&b, "clock %s %q %s %s due %s confirmed %v filed %v waived %v\n", c.ID, c.Title, c.Applies,
			c.Status(r.Last().At), c.Deadline.Due.Format(time.RFC3339), seqs([]*run.Entry{c.Confirmed}), seqs([]*run.Entry{c.Filed}), seqs([]*run.Entry{c.Waived}))
	}
	for _, m := range r.Messages() {
		fmt.Fprintf(&b, "message %s gaps %d edited %v sent %v\n", m.ID, len(m.Gaps), seqs([]*run.Entry{m.Edited}), seqs(m.Sent))
	}
	return b.String()
}

// journal1 are the entries of journal-1, the first that was released.
func journal1(t testing.TB) []run.Entry {
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))
	zone, err := clock.ParseZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	written := journalOf(at, events1(at, zone)...)
	// Entry 4 was noted 20 minutes later, and the system clock moved back
	// before entry 30.
	written[3].At = at.Add(-17 * time.Minute)
	for i := 29; i < len(written); i++ {
		written[i].At, written[i].Recorded = written[i].At.Add(-5*time.Minute), written[i].Recorded.Add(-5*time.Minute)
	}
	written[29].ClockBack = 4 * time.Minute
	for i := range written {
		written[i].By = []string{"maria", "Žofia \"zero\" <ops>"}[i%5/4]
	}
	return written
}

// journalOf gives events their entries, a minute apart.
func journalOf(at time.Time, events ...run.Event) []run.Entry {
	entries := make([]run.Entry, len(events))
	for i, ev := range events {
		then := at.Add(time.Duration(i) * time.Minute)
		entries[i] = run.Entry{Seq: uint64(i + 1), At: then, Recorded: then.Add(204 * time.Millisecond), By: "maria", Event: ev}
	}
	return entries
}

func events1(at time.Time, zone clock.Zone) []run.Event {
	started := run.Started{
		Playbook: run.PlaybookRef{ID: "stolen-keys", Version: "2.1.0", SHA256: "661bf9cde6d620fb7eca04f36ac8130ad4604f707fdd8eda235ab5844b87d7ae"},
		Title:    "Keys of the build server", Drill: true, Rules: []playbook.Rule{rule1(zone), everyKey1(zone)},
	}
	photo := run.EvidenceAdded{
		Step: "isolate", Name: "rack.jpg", Path: "/home/maria/rack.jpg", Size: 81_212, Modified: at.Add(-time.Minute).UTC(),
		SHA256: strings.Repeat("0f", 32), Desc: "the rack, from the door", Kept: true,
	}
	log := run.EvidenceAdded{
		Step: "scope", Name: "auth.log", Path: "/var/log/auth.log", Size: 17 << 20, Modified: at.Add(123_456_789).UTC(), SHA256: strings.Repeat("a1", 32),
	}
	aware := playbook.TextValue("2026-11-21T02:40:00+01:00")
	return []run.Event{
		started,
		run.NoteAdded{Text: "it burns\nin the \"second\" rack"},
		run.NoteAdded{Step: "isolate", Text: "no light"},
		run.CheckTicked{Step: "isolate", Check: 1},
		run.CheckTicked{Step: "isolate", Check: 2},
		run.CheckCleared{Step: "isolate", Check: 2},
		run.FactRecorded{Fact: "host", Value: playbook.TextValue("db-3"), Step: "isolate"},
		photo,
		run.StepDone{Step: "isolate", Lacked: []string{"check 2"}, Because: "the switch is remote"},
		run.StepSkipped{Step: "revoke", Reason: "no keys left"},
		run.StepReopened{Step: "revoke", Reason: "one was found"},
		run.StepReopened{Step: "isolate"},
		run.StepDone{Step: "isolate"},
		run.FactRecorded{Fact: "vendor", Value: playbook.YesNoValue(true)},
		run.StepBlocked{Step: "vendor-vpn", Reason: "nobody answers"},
		run.StepFailed{Step: "restore", Reason: "it came back"},
		run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(12_400.5), Because: "a guess", Step: "scope"},
		run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely"), Because: "passwords", Step: "scope"},
		run.FactRecorded{Fact: "regions", Value: playbook.ChoicesValue("eu", "uk")},
		run.FactRecorded{Fact: "seen_on", Value: playbook.TextValue("2026-11-19")},
		run.FactRecorded{Fact: "aware_at", Value: aware},
		log,
		run.RoleTaken{Role: "legal", Name: "ben"},
		run.HandedOver{To: "ben", Text: "the vendor does not answer"},
		run.HandedOver{To: "cleo"},
		run.ClockConfirmed{Clock: "authority", Because: "people in the EU"},
		run.ClockConfirmed{Clock: "customer"},
		run.MessageEdited{Message: "notice", Subject: "Breach of 21 November", Body: "About twelve thousand people.\n"},
		run.MessageSent{Message: "notice", To: "the authority", Channel: "portal", Subject: "Breach of 21 November", Body: "About twelve thousand people.\n"},
		run.SystemClockMoved{Was: at.Add(29 * time.Minute), Now: at.Add(25 * time.Minute)},
		run.MessageEdited{Message: "notice"},
		run.ClockFiled{Clock: "authority", Reference: "LDA-2026/114", By: "ben", Because: "none was late"},
		run.ClockFiled{Clock: "customer"},
		run.ClockWaived{Clock: "people", Because: "no harm to them"},
		unknown1(),
		run.NoteAdded{Text: "a slip"},
		run.EntryUndone{Seq: 36},
		run.Closed{Reason: "the rest is for the day"},
		run.Reopened{Reason: "the day has come"},
		run.Closed{},
	}
}

// journalProfile are the entries of journal-profile: a run that uses the
// profile of the organisation.
func journalProfile(t testing.TB) []run.Entry {
	at := time.Date(2026, 11, 28, 3, 0, 0, 0, time.FixedZone("", 3600))
	const digest = "f2085ef4e06b0263163c63914d06061599d12fc64618df7c12bcbb1a3f9eb4d7"
	return journalOf(at,
		run.Started{Playbook: run.PlaybookRef{ID: "stolen-keys", Version: "2.1.0", SHA256: "661bf9cde6d620fb7eca04f36ac8130ad4604f707fdd8eda235ab5844b87d7ae"},
			Title: "Keys of the build server"},
		run.ProfileUsed{Name: "Acme", SHA256: digest, Source: acmeProfile},
		run.FactRecorded{Fact: "vendor", Value: playbook.YesNoValue(true), FromProfile: digest},
		run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely"), Because: "health data", FromProfile: digest},
		run.FactRecorded{Fact: "aware_at", Value: playbook.TextValue("2026-11-28T02:40:00+01:00")},
		run.ClockFiled{Clock: "insurer", Reference: "P-9"},
	)
}

// foldedProfile is the run that journal-profile folds to.
const foldedProfile = `"Keys of the build server" drill=false opened=2026-11-28T03:00:00+01:00 lead=maria closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [0 0] notes [] evidence [] yes []
1.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
1.3 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
1.4 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
2.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
2.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
aware_at = "2026-11-28T02:40:00+01:00" because "" #5 after []
vendor = "yes" because "" #3 after []
risk = "likely" because "health data" #4 after []
notes [] at 1.1 {Settled:0 Total:6} needs 0
clock authority "" unknown cannot-be-counted due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
clock customer "Tell the customer" yes running due 2026-11-29T02:40:00+01:00 confirmed [0] filed [0] waived [0]
clock people "Tell the people" yes running due 2026-12-28T23:59:59+01:00 confirmed [0] filed [0] waived [0]
clock insurer "Tell the insurer" yes filed-in-time due 2026-11-29T02:40:00+01:00 confirmed [0] filed [6] waived [0]
message notice gaps 1 edited [0] sent []
`

// folded1 is the run that journal-1 folds to.
const folded1 = `"Keys of the build server" drill=true opened=2026-11-21T03:00:00+01:00 lead=cleo closed=true 2026-11-21T03:34:00+01:00 Žofia "zero" <ops> ""
1.1 done "" [] by "maria" #13 ticked [4 0] notes [3] evidence [8] yes []
1.2 todo "one was found" [] by "" #0 ticked [] notes [] evidence [] yes []
1.3 blocked "nobody answers" [] by "Žofia \"zero\" <ops>" #15 ticked [] notes [] evidence [] yes []
1.4 failed "it came back" [] by "maria" #16 ticked [] notes [] evidence [] yes []
2.1 todo "" [] by "" #0 ticked [] notes [] evidence [22] yes []
2.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
aware_at = "2026-11-21T02:40:00+01:00" because "" #21 after []
affected = "12400.5" because "a guess" #17 after []
host = "db-3" because "" #7 after []
vendor = "yes" because "" #14 after []
seen_on = "2026-11-19" because "" #20 after []
regions = "eu, uk" because "" #19 after []
risk = "likely" because "passwords" #18 after []
lead: cleo #25
legal: ben #23
notes [2] at 2.1 {Settled:2 Total:6} needs 2
clock authority "Tell the authority" yes filed-in-time due 2026-11-24T02:40:00+01:00 confirmed [26] filed [32] waived [0]
clock customer "Tell the customer" yes filed-in-time due 2026-11-22T02:40:00+01:00 confirmed [27] filed [33] waived [0]
clock people "Tell the people" yes not-notified due 2026-12-21T23:59:59+01:00 confirmed [0] filed [0] waived [34]
message notice gaps 0 edited [0] sent [29]
`

// unknown1 is an event of a kind that no version writes.
func unknown1() run.Event {
	const body = `{"salt":"23000000000000000000000000000000","text":"the moon is full"}`
	header := fmt.Sprintf(`{"v":1,"run":"r","seq":1,"prev":"","kind":"moon-phase","at":%q,"recorded":%[1]q,"by":"m","body":""}`, "2026-11-21T03:00:00Z")
	e, _ := run.Lines{Header: []byte(header), Body: []byte(body)}.Read()
	return e.Event
}

// rule1 is the rule that the clock authority follows.
func rule1(zone clock.Zone) playbook.Rule {
	return playbook.Rule{
		ID: "eu-gdpr-33-authority", Title: "Tell the authority", Jurisdiction: "eu", Place: "European Union", To: "the supervisory authority",
		Trigger: "becoming aware", Limit: "72 hours", Counting: clock.Rule{Within: clock.Limit{N: 72, Unit: clock.Hour}, Zone: zone},
		Cite: "GDPR Article 33(1)", CheckedOn: "2026-11-20", Confidence: playbook.High, Status: playbook.InForce,
	}
}

// everyKey1 is a rule with a value for each of its keys. No clock follows it.
func everyKey1(zone clock.Zone) playbook.Rule {
	return playbook.Rule{
		ID: "x-all", Title: "Every key", Jurisdiction: "x", Place: "Nowhere", Family: "made-up", AppliesTo: "all", To: "somebody",
		Trigger: "a word", Limit: "five days", Threshold: "one person", Content: []string{"what", "when"}, Exceptions: []string{"none"},
		Note: "not certain", Cite: "Act 1", URL: "https://example.org/act", CheckedOn: "2026-11-20", Source: "official",
		Confidence: playbook.Medium, Status: playbook.NotYetApplicable, Since: "2027-01-01", ChainedTo: "eu-gdpr-33-authority",
		Counting: clock.Rule{
			Within: clock.Limit{N: 5, Unit: clock.BusinessDay}, Count: clock.FirstDay, Calendar: "de", CutOff: 17*60 + 30,
			Cap: clock.Limit{N: 2, Unit: clock.Month}, CapLapses: true, NotBefore: clock.Limit{N: 1, Unit: clock.Week},
			Target: clock.Limit{N: 1, Unit: clock.Day}, Zone: zone,
			Arguable: clock.Arguable{Reading: clock.NextBusinessDay, Calendar: "fr", Until: 12 * 60, Cite: "Act 2"},
		},
	}
}
