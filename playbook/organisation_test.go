package playbook

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shelfOfEverything is what the profiles of these tests are held against.
func shelfOfEverything(t testing.TB) Shelf {
	t.Helper()
	p, err := Parse("everything.yaml", readFile(t, "everything.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return Shelf{Books: []*Playbook{p}, Rules: []string{"eu-gdpr-33-authority", "acme"}}
}

// TestOrganisationProblems: a bad profile says all that is wrong with it at
// once, in itself and beside the playbooks and the law.
func TestOrganisationProblems(t *testing.T) {
	goldenProblems(t, filepath.Join("testdata", "organisation-problems.txtar"), func(t testing.TB, name string, b []byte) Problems {
		return LintOrganisation(name, b, shelfOfEverything(t))
	})
}

const acmeProfile = `format: cordon-organisation/1
name: Acme
zone: Europe/Berlin
facts:
  affected: 12,400
  since: 2026-01-02
  contained: no
  regions: [EU or EEA, uk]
  risk: {is: high, because: We hold health data}
  vendor: Initech
people:
  lead: {name: Maria Lopez, phone: "+49 30 1", stand_in: "Tom, +49 30 2"}
file_at:
  acme: {portal: "https://acme.example/breach", mail: a@acme.example, phone: "1", reference: A-1, note: Ask for Ada}
clocks:
  insurer: {title: Tell the insurer, within: 3 days, to: them, cite: policy 9, from: aware_at, when: affected > 10}
  landlord: {title: Gives the playbook's clock a limit, within: 2 days, from: aware_at}
  bank: {title: Taken by the playbook, from: aware_at}
  stray: {title: Has a condition over what is not there, from: aware_at, when: nowhere > 1}
  other: {title: Starts with what is not there, from: nowhere_at}
`

// TestOrganisation: what a profile says is what a playbook gets.
func TestOrganisation(t *testing.T) {
	o, err := ParseOrganisation("acme.yaml", []byte(acmeProfile))
	if err != nil {
		t.Fatal(err)
	}
	book := shelfOfEverything(t).Books[0]
	book.Clocks = append(book.Clocks, Clock{ID: "landlord", Title: "Tell the landlord", From: "aware_at"})
	var known []string
	for _, k := range o.Known(book) {
		known = append(known, k.Fact.ID+" = "+k.Value.Text()+" "+k.Because)
	}
	want := []string{"since = 2026-01-02 ", "affected = 12400 ", "vendor = Initech ", "contained = no ", "regions = eu, uk ", "risk = high We hold health data"}
	if diff := cmp.Diff(want, known); diff != "" {
		t.Errorf("known (-want +got):\n%s", diff)
	}
	if p, ok := o.Person("lead"); !ok || p != (Person{"lead", "Maria Lopez", "+49 30 1", "Tom, +49 30 2"}) {
		t.Errorf("Person(lead) = %+v, %v", p, ok)
	}
	if p, ok := o.Place("acme"); !ok || p.Portal != "https://acme.example/breach" || p.Reference != "A-1" {
		t.Errorf("Place(acme) = %+v, %v", p, ok)
	}
	clocks := o.ClocksFor(book)
	if got := idsOf(clocks); !slices.Equal(got, []string{"insurer", "landlord", "stray"}) {
		t.Fatalf("ClocksFor = %v", got)
	}
	if c := clocks[0]; c.Zone != "Europe/Berlin" || !slices.Equal(c.When.Facts(), []string{"affected"}) {
		t.Errorf("the clock of the insurer: %+v", c)
	}
	if answer, _ := clocks[2].When.Eval(nil); answer != NotKnown {
		t.Errorf("a condition that cannot be read is %v, and a deadline must not hide", answer)
	}
	var none *Organisation
	if none.Known(book) != nil || none.ClocksFor(book) != nil {
		t.Error("no profile knows something")
	}
}

// TestDecisionsHaveAReason: a decision of the profile that gives none says
// where it stands.
func TestDecisionsHaveAReason(t *testing.T) {
	o, err := ParseOrganisation("x", []byte("format: cordon-organisation/1\nname: X\nfacts: {risk: high}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if known := o.Known(shelfOfEverything(t).Books[0]); len(known) != 1 || known[0].Because == "" {
		t.Errorf("known = %+v", known)
	}
}

// TestOrganisationTemplate: what it shows in comments works too.
func TestOrganisationTemplate(t *testing.T) {
	if _, err := ParseOrganisation("template.yaml", OrganisationTemplate()); err != nil {
		t.Error(err)
	}
	open := strings.NewReplacer(": {} # take {} away with the first line below", ":", ": {}", ":", "\n#   ", "\n  ", "\n# zone", "\nzone").
		Replace(string(OrganisationTemplate()))
	o, err := ParseOrganisation("template.yaml", []byte(open))
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Facts) != 5 || len(o.People) != 2 || len(o.Places) != 1 || len(o.Clocks) != 1 || o.Zone == "" {
		t.Errorf("the template, filled in: %+v", o)
	}
}

// TestWriteProfile: what the questions make is a profile that says what was
// answered, whatever was typed.
func TestWriteProfile(t *testing.T) {
	book, err := Parse("b.yaml", []byte(`{format: cordon/1, id: b, title: B, facts: {
  regions: {ask: Where?, type: choices, options: {eu: EU, us: US}}, our_role: {ask: Who?, type: choice, options: {controller: We, processor: They}},
  contract_hours: {ask: Hours?, type: number}, suspected_at: {ask: When?, type: time}},
  roles: {lead: {title: Lead}, privacy: {title: Privacy}}, phases: [{id: p, title: P, steps: [{id: s, title: S}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	questions := ProfileQuestions([]*Playbook{book})
	answers := map[string]string{
		"name": `Acme "x": #1`, "zone": "Europe/Berlin", "regions": "eu, us", "our_role": "controller", "contract_hours": "1,000",
		"lead": "Maria: Lopez, +49 30 1, Tom, at home", "privacy": "Ada", "insurer": "24, +49 800 1",
	}
	for _, q := range questions {
		if err := q.Check(answers[q.ID]); err != nil {
			t.Errorf("%s: %v", q.ID, err)
		}
	}
	source, err := WriteProfile(questions, answers)
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	golden(t, "organisation-answers.golden", string(source))
	if all := LintOrganisation("answers.yaml", source, Shelf{Books: []*Playbook{book}}); len(all) > 0 {
		t.Error(all)
	}
	if _, err := WriteProfile(questions, map[string]string{"name": "Only a name"}); err != nil {
		t.Error(err)
	}
	for id, bad := range map[string]string{"name": " ", "zone": "Berlin Time", "regions": "mars", "contract_hours": "some", "insurer": "soon"} {
		i := slices.IndexFunc(questions, func(q ProfileQuestion) bool { return q.ID == id })
		if questions[i].Check(bad) == nil {
			t.Errorf("%s: %q is taken for an answer", id, bad)
		}
	}
}
