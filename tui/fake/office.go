package fake

import (
	"io/fs"
	"testing"

	"cordon/playbook"
)

// AcmeProfile is a profile that answers questions of [Phishing].
const AcmeProfile = `format: cordon-organisation/1
name: Acme GmbH
zone: Europe/Berlin
facts:
  kinds: [names]
  risk: {is: high, because: We hold health data}
people:
  lead: {name: Maria Lopez, phone: "+49 30 1", stand_in: "Tom Ode, +49 30 2"}
  it: {name: Ada Okafor, phone: "+49 30 3"}
file_at:
  eu-gdpr-33-authority: {portal: "https://authority.example/breach", reference: Controller 4711}
clocks:
  insurer-policy: {title: Tell our insurer, within: 24 hours, to: "the insurer, +49 800 1", from: aware_at}
`

// An Office keeps a profile in memory.
type Office struct {
	Profiled *playbook.Organisation // nil for none
	Err      error                  // why it cannot be read
	SaveErr  error
	Books    []*playbook.Playbook // that the questions are from
	Saved    []byte
}

// NewOffice returns one that holds a profile; an empty source means none.
func NewOffice(t testing.TB, source string) *Office {
	t.Helper()
	o := &Office{Books: []*playbook.Playbook{Book(t), questions(t)}}
	if source != "" {
		var err error
		if o.Profiled, err = playbook.ParseOrganisation("organisation.yaml", []byte(source)); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// questions is a playbook with the facts that a profile asks for.
func questions(t testing.TB) *playbook.Playbook {
	t.Helper()
	b, err := playbook.Parse("questions.yaml", []byte(`{format: cordon/1, id: questions, title: Questions, facts: {
  regions: {ask: Where?, type: choices, options: {eu: EU or EEA, uk: United Kingdom, us: United States, other: Elsewhere}},
  us_states: {ask: Which?, type: choices, options: {ca: California, ny: New York, tx: Texas, fl: Florida, co: Colorado, wa: Washington,
    il: Illinois, ma: Massachusetts, va: Virginia, de: Delaware, ct: Connecticut, ok: Oklahoma, other: Others, none: Nobody lives there}},
  our_role: {ask: Who?, type: choice, options: {controller: Controller (we decide), processor: {label: Processor, after: Tell those others without delay}}},
  sectors: {ask: Which?, type: choices, options: {none: None, nis2: NIS2, dora: DORA}}, contract_hours: {ask: Hours?, type: number},
  suspected_at: {ask: When?, type: time}}, phases: [{id: p, title: P, steps: [{id: s, title: S}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Profile implements [screen.Office].
func (o *Office) Profile() (*playbook.Organisation, error) { return o.Profiled, o.Err }

// Questions implements [screen.Office].
func (o *Office) Questions() []playbook.ProfileQuestion { return playbook.ProfileQuestions(o.Books) }

// Save implements [screen.Office].
func (o *Office) Save(source []byte) error {
	switch {
	case o.SaveErr != nil:
		return o.SaveErr
	case o.Profiled != nil:
		return fs.ErrExist
	}
	made, err := playbook.ParseOrganisation("organisation.yaml", source)
	o.Profiled, o.Saved = made, source
	return err
}

// Path implements [screen.Office].
func (o *Office) Path() string { return "/home/maria/.config/cordon/organisation.yaml" }
