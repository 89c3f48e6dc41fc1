package run_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

const bookSource = `
format: cordon/1
id: stolen-keys
title: Stolen keys
version: 2.1.0

roles:
  lead:  {title: Incident lead}
  legal: {title: Legal counsel}

facts:
  aware_at: {ask: When did we become certain?, type: time}
  affected: {ask: How many people are affected?, type: number}
  host:     {ask: Which host was it?, type: text}
  vendor:   {ask: Did a vendor have access?, type: yes-no}
  risk:
    ask: How likely is harm?
    type: choice
    options: {unlikely: Unlikely, likely: Likely, unknown: Not known}
    because: required

clocks:
  authority: {title: Tell the authority, within: 72 hours, zone: Europe/Berlin, from: aware_at}

messages:
  notice: {title: Notice to the authority, to: the authority, body: "It was {{ .host }}."}

phases:
  - id: contain
    title: Contain it
    steps:
      - id: isolate
        title: Isolate the host
        checks: [Cable is out, Wireless is off]
        record: [host]
        evidence: A picture of the rack
      - id: revoke
        title: Revoke the keys
        needs: [isolate]
      - id: vendor-vpn
        title: Cut off the vendor
        when: vendor
        expects: 20m
  - id: assess
    title: Understand it
    steps:
      - id: scope
        title: Find out who is affected
        record: [affected, risk]
      - id: reassure
        title: Tell support that nobody is at risk
        when: risk == "unlikely"
        optional: true
      - id: lessons
        title: Write down what to do better
        optional: true
        expects: 2m
`

// laptopSource is a playbook that joins the first: facts, a role, a clock and a
// message are one, a choice has one option more.
const laptopSource = `
format: cordon/1
id: lost-laptop
title: Lost laptop
version: 1.0.0
roles:
  lead: {title: Lead}
  it: {title: IT}
facts:
  aware_at: {ask: When were we sure?, type: time}
  wiped: {ask: Is it wiped?, type: yes-no}
  risk:
    ask: How bad is it?
    type: choice
    options: {likely: Probable, certain: {label: Certain, after: Tell them now}}
    because: required
clocks:
  authority: {title: Authority, within: 72 hours, zone: Europe/Berlin, from: aware_at}
  owner: {title: Tell the owner, within: 24 hours, zone: Europe/Berlin, from: aware_at}
messages:
  notice: {title: Notice, to: the authority, body: "A laptop, {{ .wiped }}."}
  mail: {title: Mail to the owner, body: "Your laptop, {{ .wiped }}."}
phases:
  - id: contain
    title: Contain it
    steps:
      - id: wipe
        title: Wipe it
        checks: [The wipe was confirmed]
        record: [wiped]
      - {id: scope, title: Find out what was on it, needs: [wipe], when: risk == "certain"}
`

func lostLaptop(t testing.TB) *playbook.Playbook {
	t.Helper()
	b, err := playbook.Parse("lost-laptop.yaml", []byte(laptopSource))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// atHand puts back the playbook that an entry names, as a store does.
func atHand(e *run.Entry, book *playbook.Playbook) {
	if ev, ok := e.Event.(run.PlaybookAdded); ok && ev.Playbook.SHA256 == book.Digest {
		e.Event = ev.Of(book)
	}
}

func stolenKeys(t testing.TB) *playbook.Playbook {
	t.Helper()
	b, err := playbook.Parse("stolen-keys.yaml", []byte(bookSource))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A journal makes a run the way a store does, with a clock of its own that
// goes on by a minute with each entry.
type journal struct {
	t     testing.TB
	run   run.Run
	lines []run.Lines
	now   time.Time
}

// begin returns the journal of a run that was just started, at 03:00.
func begin(t testing.TB) *journal {
	t.Helper()
	j := &journal{
		t: t, run: run.New("k7m2x9qd", stolenKeys(t)),
		now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600)),
	}
	return j.do("maria", run.Start(j.run.Book(), "", false))
}

// do carries out intentions, one after the other.
func (j *journal) do(by string, all ...run.Intention) *journal {
	j.t.Helper()
	for _, intend := range all {
		ev, err := intend(j.run)
		if err != nil {
			j.t.Fatalf("entry %d: %v", j.run.Head().Seq+1, err)
		}
		j.record(run.Stamp{By: by}, ev)
	}
	return j
}

// at is do for something that happened a while ago.
func (j *journal) at(by string, ago time.Duration, intend run.Intention) *journal {
	j.t.Helper()
	ev, err := intend(j.run)
	if err != nil {
		j.t.Fatal(err)
	}
	return j.record(run.Stamp{By: by, At: j.run.Moment(j.now).Add(-ago)}, ev)
}

// record writes an event that nobody may have intended.
func (j *journal) record(stamp run.Stamp, ev run.Event) *journal {
	j.t.Helper()
	stamp.Now = j.now
	stamp = j.run.Stamped(stamp, ev)
	salt := [16]byte{byte(j.run.Head().Seq)}
	lines, err := run.Seal(j.run.ID(), j.run.Head(), j.run.Last(), stamp, ev, salt)
	if err != nil {
		j.t.Fatal(err)
	}
	j.now = j.now.Add(time.Minute)
	return j.add(lines)
}

func (j *journal) add(lines run.Lines) *journal {
	j.t.Helper()
	e, err := lines.Read()
	if err != nil {
		j.t.Fatal(err)
	}
	atHand(&e, lostLaptop(j.t))
	if j.run, err = j.run.Apply(j.run.Head().Next(lines.Header), &e); err != nil {
		j.t.Fatal(err)
	}
	j.lines = append(j.lines, lines)
	return j
}

// rest lets time go by.
func (j *journal) rest(d time.Duration) *journal {
	j.now = j.now.Add(d)
	return j
}

// isolated fulfils all that the first step asks for, and settles it.
func (j *journal) isolated() *journal {
	j.t.Helper()
	return j.do("maria",
		run.TickCheck("isolate", 1), run.TickCheck("isolate", 2),
		run.RecordFact("host", playbook.TextValue("db-3"), "", "isolate"),
		run.AddEvidence(picture("isolate")),
		run.CompleteStep("isolate", ""))
}

func picture(step string) run.EvidenceAdded {
	return run.EvidenceAdded{
		Step: step, Name: "rack.jpg", Path: "/home/maria/rack.jpg", Size: 81_212,
		Modified: time.Date(2026, 11, 21, 2, 59, 0, 0, time.UTC),
		SHA256:   strings.Repeat("0f", 32),
	}
}

// why returns the words of a refusal, and "" for an event.
func (j *journal) why(intend run.Intention) string {
	j.t.Helper()
	_, err := intend(j.run)
	if err == nil {
		return ""
	}
	if _, ok := errors.AsType[*run.Refusal](err); !ok {
		j.t.Errorf("%v is no refusal", err)
	}
	return err.Error()
}

// state writes down all that a run says about itself, but for its entries.
func state(r run.Run) string {
	var b strings.Builder
	closing, closed := r.Closing()
	fmt.Fprintf(&b, "%q drill=%t opened=%s lead=%s closed=%t %s %s %q\n", r.Title(), r.Drill(), r.Opened().Format(time.RFC3339), r.Lead(),
		closed, closing.At.Format(time.RFC3339), closing.By, closing.Reason)
	for _, s := range r.Steps() {
		fmt.Fprintf(&b, "%s %s %q %q by %q #%d ticked %v notes %v evidence %v %s %q\n", s.Number, s.State, s.Reason,
			s.Lacked, s.By, s.Seq, seqs(s.Ticked), seqs(s.Notes), seqs(s.Attached), s.Applies, s.WaitsFor)
		if set, e := s.LookAgain(); e != nil {
			fmt.Fprintf(&b, "look again %s at %s %q #%d\n", s.Number, set.Due.Format(time.RFC3339), set.For, e.Seq)
		}
	}
	for _, f := range r.Book().Facts {
		if rec, ok := r.Fact(f.ID); ok {
			fmt.Fprintf(&b, "%s = %q because %q #%d after %v\n", f.ID, rec.Value.Text(), rec.Because, rec.Seq, seqs(rec.Earlier))
		}
	}
	for _, role := range r.Book().Roles {
		if h, ok := r.Role(role.ID); ok {
			fmt.Fprintf(&b, "%s: %s #%d\n", role.ID, h.Name, h.Seq)
		}
	}
	fmt.Fprintf(&b, "notes %v at %s %+v needs %d\n", seqs(r.Notes()), r.Current().Number, r.Progress(), len(r.NeedsYou()))
	return b.String()
}

func seqs(entries []*run.Entry) []uint64 {
	all := make([]uint64, len(entries))
	for i, e := range entries {
		if e != nil {
			all[i] = e.Seq
		}
	}
	return all
}
