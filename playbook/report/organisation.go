package report

import (
	"cordon/playbook"
	"cordon/playbook/run"
)

// An Organisation is what the profile of an organisation says.
type Organisation struct {
	Name   string              `json:"name"`
	SHA256 string              `json:"sha256"` // of its exact bytes
	Zone   string              `json:"zone"`
	Facts  map[string]Answered `json:"facts"`   // by id
	People map[string]Contact  `json:"people"`  // by the id of the role
	FileAt map[string]FileAt   `json:"file_at"` // by the id of the rule
	Clocks map[string]OwnClock `json:"clocks"`  // its own, by id
}

// Answered is a fact that the profile answers, as it was typed.
type Answered struct {
	Is      string `json:"is"`
	Because string `json:"because"`
}

// A Contact is somebody to call.
type Contact struct {
	Name    string `json:"name"`
	Phone   string `json:"phone"`
	StandIn string `json:"stand_in"`
}

// A FileAt is where the organisation files.
type FileAt struct {
	Portal    string `json:"portal"`
	Mail      string `json:"mail"`
	Phone     string `json:"phone"`
	Reference string `json:"reference"` // the number by which they know us
	Note      string `json:"note"`
}

// An OwnClock is a deadline that the organisation wrote out.
type OwnClock struct {
	Title  string `json:"title"`
	Within string `json:"within"` // empty for a duty without a number
	From   string `json:"from"`
	When   string `json:"when"`
	To     string `json:"to"`
	Cite   string `json:"cite"`
	Zone   string `json:"zone"`
}

// OrganisationOf returns what a profile says.
func OrganisationOf(o *playbook.Organisation) Organisation {
	doc := Organisation{
		Name: o.Name, SHA256: o.Digest, Zone: o.Zone,
		Facts: map[string]Answered{}, People: map[string]Contact{}, FileAt: map[string]FileAt{}, Clocks: map[string]OwnClock{},
	}
	for _, f := range o.Facts {
		doc.Facts[f.ID] = Answered{f.Text, f.Because}
	}
	for _, p := range o.People {
		doc.People[p.Role] = Contact{p.Name, p.Phone, p.StandIn}
	}
	for _, p := range o.Places {
		doc.FileAt[p.Rule] = fileAt(p)
	}
	for _, c := range o.Clocks {
		doc.Clocks[c.ID] = OwnClock{c.Title, c.Within, c.From, c.When.Source, c.To, c.Cite, c.Zone}
	}
	return doc
}

func fileAt(p playbook.Place) FileAt {
	return FileAt{p.Portal, p.Mail, p.Phone, p.Reference, p.Note}
}

// A Profile is the profile of the organisation as a run used it.
type Profile struct {
	Organisation
	At     Time   `json:"at"`
	By     string `json:"by"` // who said that it holds
	Seq    uint64 `json:"seq"`
	Source string `json:"source"` // the exact text
}

// profileOf returns the profile that a run uses, or nil.
func profileOf(r run.Run) *Profile {
	used, ok := r.Profile()
	if !ok {
		return nil
	}
	return &Profile{
		Organisation: OrganisationOf(used.Organisation), At: happened(used.At), By: used.By, Seq: used.Seq,
		Source: string(used.Source),
	}
}
