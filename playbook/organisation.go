package playbook

import (
	"crypto/sha256"
	_ "embed" // for the schema and the template
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// OrganisationFormat is the value of the key format in a profile that this
// version reads.
const OrganisationFormat = "cordon-organisation/1"

//go:embed organisation.schema.json
var organisationSchema string

//go:embed organisation.template.yaml
var organisationTemplate string

// OrganisationSchema returns the JSON Schema (draft 2020-12) of profiles: see
// [Schema].
func OrganisationSchema() []byte { return []byte(organisationSchema) }

// OrganisationTemplate returns a profile to fill in, with a comment on
// everything it may say. It parses as it is.
func OrganisationTemplate() []byte { return []byte(organisationTemplate) }

// MaxOrganisation is the size of the largest profile, in bytes: a run keeps it
// in one of its entries.
const MaxOrganisation = 60 << 10

// profileKind is what a file with a profile in it is called.
const profileKind = "profile"

// An Organisation is the profile of an organisation: what is known of it
// before any incident. It comes from [ParseOrganisation] and is never changed
// afterwards.
type Organisation struct {
	Name string
	Zone string // in which its days are counted; may be empty
	// Facts are answered beforehand, in the author's order.
	Facts []KnownFact
	// People are those to call, by the role they have.
	People []Person
	// Places say where the organisation files, by the rule of the law.
	Places []Place
	// Clocks are deadlines of its own, such as that of its insurer. Their
	// conditions are not compiled: see [Organisation.ClocksFor].
	Clocks []Clock

	Digest string // the SHA-256 of Source, in lower case hex
	Source []byte // the exact bytes that were parsed
}

// Empty reports whether the profile says nothing yet, as one that was only just made.
func (o *Organisation) Empty() bool {
	return o.Zone == "" && len(o.Facts)+len(o.People)+len(o.Places)+len(o.Clocks) == 0
}

// A KnownFact is a fact that is answered before there is an incident. Text is
// the answer as a person would type it: see [Fact.Parse].
type KnownFact struct{ ID, Text, Because string }

// A Person is somebody to call, by the role they have.
type Person struct {
	Role    string // id
	Name    string
	Phone   string
	StandIn string // who to call if they do not answer, and how
}

// A Place is where an organisation files what a rule asks for.
type Place struct {
	Rule      string // id
	Portal    string // address
	Mail      string
	Phone     string
	Reference string // the number by which they know us
	Note      string
}

// A KnownValue is a fact of a playbook with its answer from a profile.
type KnownValue struct {
	Fact    Fact
	Value   Value
	Because string // never empty for a decision
}

// ParseOrganisation reads a profile. The name is used in errors only. An error
// is a [Problems] with everything that is wrong with the file by itself; that
// its facts, roles and rules are there, [LintOrganisation] says.
//
// As with [Parse], what it accepts depends on the bytes alone and stays accepted:
// a run keeps the profile that it uses.
func ParseOrganisation(name string, source []byte) (*Organisation, error) {
	o, s, _ := readOrganisation(name, source)
	if problems := s.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return o, nil
}

// readOrganisation returns what can be read of a profile. Its problems are in
// the source; the root is nil if there is nothing to read.
func readOrganisation(name string, b []byte) (*Organisation, *reader.Source, *yaml.Node) {
	s, root := reader.Read(name, profileKind, b)
	sum := sha256.Sum256(b)
	o := &Organisation{Source: slices.Clone(b), Digest: hex.EncodeToString(sum[:])}
	if root == nil {
		return o, s, nil
	}
	d := &decoder{Decoder: reader.NewDecoder(s), ids: map[kind]map[string]*yaml.Node{}}
	if len(b) > MaxOrganisation {
		d.Fail(root, fmt.Sprintf("a profile has at most %d bytes", MaxOrganisation), "is this the right file?")
	}
	if !d.Format(root, OrganisationFormat, "people") {
		return o, s, nil
	}
	reader.Object(d, value{Node: root, Object: profileKind}, organisationFields, o)
	return o, s, root
}

// Person returns who has a role, if the profile names somebody.
func (o *Organisation) Person(role string) (Person, bool) {
	if o == nil {
		return Person{}, false
	}
	return withID(o.People, role)
}

// Place returns where the organisation files what a rule asks for, if the
// profile says so.
func (o *Organisation) Place(rule string) (Place, bool) {
	if o == nil || rule == "" {
		return Place{}, false
	}
	return withID(o.Places, rule)
}

func (f KnownFact) id() string { return f.ID }
func (p Person) id() string    { return p.Role }
func (p Place) id() string     { return p.Rule }
func (c Clock) id() string     { return c.ID }

// fromProfile is the reason of a decision that the profile gives none for.
const fromProfile = "so it stands in the organisation's profile"

// Known returns the facts of a playbook that the profile answers, in the
// playbook's order. What does not fit the playbook is left out, and so are
// moments: they belong to an incident.
func (o *Organisation) Known(p *Playbook) []KnownValue {
	if o == nil {
		return nil
	}
	var all []KnownValue
	for _, f := range p.Facts {
		known, ok := withID(o.Facts, f.ID)
		if !ok || f.Type == Time {
			continue
		}
		v, err := f.Parse(known.Text, time.Time{})
		if err != nil {
			continue
		}
		if f.Because && known.Because == "" {
			known.Because = fromProfile
		}
		all = append(all, KnownValue{Fact: f, Value: v, Because: known.Because})
	}
	return all
}

// open reports whether a clock of a playbook leaves its limit to a profile: it
// is written out and has none, as with a policy that only the organisation
// knows. A clock of the profile that has its id takes its place; else one duty
// would be counted twice.
func (c Clock) open() bool { return c.Rule == "" && c.Within == "" && c.Hours == "" }

// ClocksFor returns the clocks of the profile that can run in a playbook: it
// has the fact that starts them, and no clock of that id, unless that is one
// without a limit, whose place they take. A condition over
// facts that the playbook does not have is never known, so the clock counts as
// a candidate: a deadline must not hide.
func (o *Organisation) ClocksFor(p *Playbook) []Clock {
	if o == nil {
		return nil
	}
	var all []Clock
	var l *language
	for _, c := range o.Clocks {
		from, ok := p.Fact(c.From)
		if theirs, taken := withID(p.Clocks, c.ID); taken && !theirs.open() || !ok || from.Type != Time {
			continue
		}
		if c.When.Source != "" {
			if l == nil {
				l = newLanguage(p.Facts)
			}
			if compiled, faults := l.compile(c.When.Source); len(faults) == 0 {
				c.When = compiled
			}
		}
		if c.Zone == "" {
			c.Zone = o.Zone
		}
		all = append(all, c)
	}
	return all
}
