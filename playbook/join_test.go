package playbook

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const baseSource = `format: cordon/1
id: breach
title: Breach
roles:
  lead: {title: Incident lead, duty: Runs it}
facts:
  aware_at: {ask: When did we know?, type: time}
  regions:
    ask: Where?
    type: choices
    options: {eu: Europe, uk: {label: Britain, after: Tell the ICO}}
clocks:
  authority: {title: Tell the authority, within: 72 hours, zone: UTC, from: aware_at, when: '"eu" in regions'}
messages:
  notice: {title: Notice, to: the authority, body: "At {{ .aware_at }}."}
see: [bucket]
phases:
  - id: act
    title: Act
    steps:
      - {id: stop, title: Stop it}
      - {id: tell, title: Tell them, needs: [stop], when: '"eu" in regions', files: [authority], message: notice}
`

const bucketSource = `format: cordon/1
id: bucket
title: Open bucket
roles:
  lead: {title: Lead}
  ops: {title: Operations}
facts:
  aware_at: {ask: Since when are we sure?, type: time}
  regions:
    ask: In which places?
    type: choices
    options: {ch: Switzerland, eu: {label: The EU, after: Three days}}
  bucket: {ask: Which bucket?, type: text}
clocks:
  authority: {title: The authority, within: 72 hours, zone: UTC, from: aware_at, when: '"eu" in regions'}
  owner: {title: Tell the owner, within: 1 hour, from: aware_at, when: '"ch" in regions'}
messages:
  notice: {title: Short notice, to: the authority, body: "Bucket {{ .bucket }}."}
  mail: {title: Mail, body: "Bucket {{ .bucket }}."}
see: [breach, bucket]
phases:
  - id: act
    title: Close it
    steps:
      - {id: stop, title: Close the bucket, record: [bucket]}
      - {id: look, title: Read the logs, needs: [stop], when: '"ch" in regions', files: [authority, owner], message: mail}
`

func parsed(t *testing.T, name, source string) *Playbook {
	t.Helper()
	p, err := Parse(name, []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	p.File = name
	return p
}

// TestJoinCountsADutyOnce: two clocks of one rule are one where both bind in the
// same cases, and where the rule stands in for laws that nobody wrote down.
func TestJoinCountsADutyOnce(t *testing.T) {
	const frame = `format: cordon/1
id: %s
title: T
facts:
  aware_at: {ask: When?, type: time}
  seen_at: {ask: When seen?, type: time}
  regions: {ask: Where?, type: choices, options: {eu: Europe, uk: Britain}}
clocks:
  %s
phases:
  - {id: p, title: P, steps: [{id: s, title: S, record: [aware_at, seen_at, regions], files: [%s]}]}
`
	join := func(was, is, files string) *Playbook {
		base := parsed(t, "was.yaml", fmt.Sprintf(frame, "was", was, strings.Split(was, ":")[0]))
		p, err := Join(base, parsed(t, "is.yaml", fmt.Sprintf(frame, "is", is, files)))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	const gdpr = `%s: {rule: eu-gdpr-33-authority, from: %s, when: '"%s" in regions'}`
	p := join(fmt.Sprintf(gdpr, "authority", "aware_at", "eu"), fmt.Sprintf(gdpr, "notice", "seen_at", "eu"), "notice")
	if len(p.Clocks) != 1 || !slices.Equal(p.Clocks[0].Else, []string{"seen_at"}) || p.Clocks[0].From != "aware_at" {
		t.Errorf("one duty counts as %+v", p.Clocks)
	}
	if files := p.Steps()[1].Files; !slices.Equal(files, []string{"authority"}) {
		t.Errorf("the step that came files %v, want what the run has", files)
	}
	if p := join(fmt.Sprintf(gdpr, "authority", "aware_at", "eu"), fmt.Sprintf(gdpr, "notice", "seen_at", "uk"), "notice"); len(p.Clocks) != 2 {
		t.Errorf("duties that bind in other cases count as %+v", p.Clocks)
	}
	p = join(`elsewhere: {rule: other-72h, from: aware_at, when: '"uk" in regions'}`, `further: {rule: other-72h, from: aware_at, when: '"eu" in regions'}`, "further")
	if len(p.Clocks) != 1 || p.Clocks[0].ID != "elsewhere" || len(p.Clocks[0].Else) != 0 {
		t.Errorf("what stands in for the law counts as %+v", p.Clocks)
	}
}

func TestJoin(t *testing.T) {
	base, added := parsed(t, "breach.yaml", baseSource), parsed(t, "bucket.yaml", bucketSource)
	p, err := Join(base, added)
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, s := range p.Steps() {
		steps = append(steps, strings.Join(append([]string{s.Number, p.Phases[s.Phase].ID + ":" + s.ID}, s.Needs...), " "))
	}
	want := []string{
		"1.1 act:stop", "1.2 act:tell stop",
		"b1.1 bucket/act:bucket/stop", "b1.2 bucket/act:bucket/look bucket/stop",
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	if last := p.Phases[1]; last.Number != "b1" || last.Book != "Open bucket" || p.Phases[0].Book != "" {
		t.Errorf("the phases are %+v", p.Phases)
	}
	if got := idsOf(p.Facts); !slices.Equal(got, []string{"aware_at", "regions", "bucket"}) || p.Facts[1].Ask != "Where?" {
		t.Errorf("facts %q", got)
	}
	wantOptions := []Option{{"eu", "Europe", "Three days"}, {"uk", "Britain", "Tell the ICO"}, {"ch", "Switzerland", ""}}
	if diff := cmp.Diff(wantOptions, p.Facts[1].Options); diff != "" {
		t.Errorf("the options unite (-want +got):\n%s", diff)
	}
	if len(p.Clocks) != 2 || p.Clocks[0].Title != "Tell the authority" || len(p.Messages) != 2 || p.Messages[0].Title != "Notice" || len(p.Roles) != 2 {
		t.Errorf("clocks %+v, messages %+v, roles %+v", p.Clocks, p.Messages, p.Roles)
	}
	recorded := map[string]Value{"regions": ChoicesValue("ch")}
	if one, _ := p.Clocks[0].When.Eval(recorded); one != No {
		t.Errorf("to the condition of the first playbook an option of the other is %s, want no", one)
	}
	if other, _ := p.Phases[1].Steps[1].When.Eval(recorded); other != Yes {
		t.Errorf("the condition of the second playbook is %s, want yes", other)
	}
	if len(base.Phases) != 1 || len(base.Facts[1].Options) != 2 || added.Phases[0].Steps[1].Needs[0] != "stop" {
		t.Error("joining changed what was joined")
	}
}

// TestJoinTonight: who is alone sees the first phase of what was taken in.
func TestJoinTonight(t *testing.T) {
	added := parsed(t, "bucket.yaml", bucketSource)
	marked := parsed(t, "breach.yaml", strings.Replace(baseSource, "title: Stop it}", "title: Stop it, tonight: true}", 1))
	for _, base := range []*Playbook{marked, parsed(t, "breach.yaml", baseSource)} {
		p, err := Join(base, added)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Phases[1].Steps[0].Tonight; got != base.hasTonight() {
			t.Errorf("the first step that was taken in is for tonight: %t, want %t", got, base.hasTonight())
		}
	}
}

func TestJoinFinds(t *testing.T) {
	p, err := Join(parsed(t, "breach.yaml", baseSource), parsed(t, "bucket.yaml", bucketSource))
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{
		"stop": "1.1", "act/stop": "1.1", "bucket/stop": "b1.1", "b1.2": "b1.2", "bucket/look": "b1.2",
	} {
		if s, err := p.Find(ref); err != nil || s.Number != want {
			t.Errorf("%s is step %s, %v, want %s", ref, s.Number, err, want)
		}
	}
	if _, err := p.Find("look"); err == nil || !strings.Contains(err.Error(), `did you mean "bucket/look"?`) {
		t.Errorf("look = %v", err)
	}
}

func TestJoinRefuses(t *testing.T) {
	base := parsed(t, "breach.yaml", baseSource)
	other := strings.NewReplacer(
		"aware_at: {ask: Since when are we sure?, type: time}", "aware_at: {ask: Since when are we sure?, type: time, because: required}",
		"72 hours", "24 hours", `from: aware_at, when: '"eu" in regions'}`, "from: seen_at}",
		"  bucket: {ask", "  seen_at: {ask: When?, type: time}\n  bucket: {ask",
		"to: the authority", "to: the press", "type: choices", "type: choice", "'\"ch\" in regions'", "regions == \"ch\"",
	).Replace(bucketSource)
	_, err := Join(base, parsed(t, "mine/bucket.yaml", other))
	want := []string{
		`mine/bucket.yaml:8:65: because of the fact "aware_at" is "required", and not given in breach.yaml:7:13`,
		`mine/bucket.yaml:11:11: type of the fact "regions" is "choice", and "choices" in breach.yaml:10:11`,
		`mine/bucket.yaml:16:45: within of the clock "authority" is "24 hours", and "72 hours" in breach.yaml:13:50`,
		`mine/bucket.yaml:16:72: from of the clock "authority" is "seen_at", and "aware_at" in breach.yaml:13:77`,
		`mine/bucket.yaml:16:14: when of the clock "authority" is not given, and "\"eu\" in regions" in breach.yaml:13:93`,
		`mine/bucket.yaml:19:37: to of the message "notice" is "the press", and "the authority" in breach.yaml:15:31`,
	}
	for _, line := range want {
		if err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("not said: %s", line)
		}
	}
	if t.Failed() {
		t.Log(err)
	}
	joined, err := Join(base, parsed(t, "bucket.yaml", bucketSource))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Join(joined, parsed(t, "bucket.yaml", bucketSource)); err == nil || !strings.Contains(err.Error(), "is part of this run already") {
		t.Errorf("the same again: %v", err)
	}
	third := strings.NewReplacer("id: bucket", "id: third", "bucket: {ask: Which bucket?, type: text}", "bucket: {ask: Which bucket?, type: number}").Replace(bucketSource)
	if _, err := Join(joined, parsed(t, "third.yaml", third)); err == nil || !strings.Contains(err.Error(), `is "number", and "text" in bucket.yaml:13:38`) {
		t.Errorf("a fact of the second playbook: %v", err)
	}
}

// What stands in for the start of a clock in either playbook does so in both.
func TestJoinUnitesWhatStandsIn(t *testing.T) {
	with := func(source, more string) string {
		return strings.Replace(strings.Replace(source, "facts:\n", "facts:\n  noticed_at: {ask: When noticed?, type: time}\n  told_at: {ask: When told?, type: time}\n", 1),
			"from: aware_at", "from: aware_at, else: ["+more+"]", 1)
	}
	joined, err := Join(parsed(t, "breach.yaml", with(baseSource, "noticed_at")), parsed(t, "bucket.yaml", with(bucketSource, "told_at, noticed_at")))
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := joined.Clock("authority"); !slices.Equal(c.Else, []string{"noticed_at", "told_at"}) {
		t.Errorf("else = %v, want that of both", c.Else)
	}
}

// TestJoinKnowsEveryKey: each key of what can be in two playbooks is either
// what it means or how it says it.
func TestJoinKnowsEveryKey(t *testing.T) {
	words := map[string][]string{
		"Fact": {"id", "ask", "options", "-"}, "Clock": {"id", "title", "to", "cite", "else"},
		"Message": {"id", "title", "subject", "body", "must", "avoid"},
	}
	for _, thing := range []interface{ means() []meaning }{Fact{}, Clock{}, Message{}} {
		typ := reflect.TypeOf(thing)
		known := words[typ.Name()]
		for _, m := range thing.means() {
			known = append(known, m.key)
		}
		for i := range typ.NumField() {
			key := strings.Replace(typ.Field(i).Tag.Get("json"), "decision", "because", 1)
			if !slices.Contains(known, key) {
				t.Errorf("%s has the key %s: does one that differs mean something else? See means in join.go", typ.Name(), key)
			}
		}
	}
}
