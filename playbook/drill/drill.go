package drill

import (
	"crypto/sha256"
	_ "embed" // for the schema and the template
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// Format is the value of the key format that this version reads.
const Format = "cordon-drill/1"

// MaxSize is the size of the largest drill file, in bytes: a run keeps it in its
// first entry.
const MaxSize = 60 << 10

// MaxFile is the size of the largest file that comes with an inject, in bytes.
const MaxFile = 1 << 20

// Patience is how long an inject whose condition is not known is waited for.
const Patience = 5 * time.Minute

// A Drill is a scenario with its messages and what they are to be met with. It
// comes from [Parse] and is never changed afterwards. Lengths of time are those
// at the table.
type Drill struct {
	ID       string
	Playbook string // id
	Version  string // of the playbook that it was written for, may be empty
	Title    string
	About    string // for whoever leads it
	// Start is the time of day at which it begins, since midnight; it is
	// negative where the drill begins at the time it is.
	Start   time.Duration
	Length  time.Duration
	Injects []Inject
	Score   []Item

	Digest string // the SHA-256 of Source, in lower case hex
	Source []byte // the exact bytes that were parsed

	name   string  // for errors
	places []named // of what the file names
}

// An Inject is a message that arrives.
type Inject struct {
	ID    string
	At    time.Duration // from the start, where After names nothing
	After Anchor
	Plus  time.Duration // after that
	Jump  time.Duration // of the story, just before it
	// When and Unless are conditions, which [Drill.Fit] has compiled.
	When, Unless playbook.Condition
	From         string // may be empty
	Says         string
	File         string // the name of a file in the folder of the drill
}

// An Anchor names one thing of a run. The zero Anchor names nothing.
type Anchor struct {
	Kind Kind
	ID   string
}

// A Kind is what an anchor names.
type Kind string

// The kinds of things that a drill names.
const (
	Step    Kind = "step"
	Fact    Kind = "fact"
	Clock   Kind = "clock"
	Message Kind = "message"
	Shown   Kind = "inject"
)

// An Item of the score wants one thing, or asks one question.
type Item struct {
	ID     string
	Want   Want
	Ask    string // empty if it wants something
	Within time.Duration
	Of     string // an inject; empty is the start
	Before Anchor
	Points int
	Why    string
}

// A Want is what an item of the score looks for in a run.
type Want struct {
	Anchor
	State string // of a step or a clock; never empty there
	Is    string // of a fact; empty is any value
	// Value is what Is means, which [Drill.Fit] has read.
	Value playbook.Value
}

// Points returns what can be had at most.
func (d *Drill) Points() int {
	sum := 0
	for _, item := range d.Score {
		sum += item.Points
	}
	return sum
}

// Jumps returns how much time of the story is jumped over at most.
func (d *Drill) Jumps() time.Duration {
	var sum time.Duration
	for _, in := range d.Injects {
		sum += in.Jump
	}
	return sum
}

// Begins returns the time of the story at which a drill begins that is started
// now, in the zone of now. It is so far back that nothing in it lies ahead.
func (d *Drill) Begins(now time.Time) time.Time {
	latest := now.Add(-d.Jumps())
	if d.Start < 0 {
		return latest.Truncate(time.Second)
	}
	hour, minute := int(d.Start/time.Hour), int(d.Start%time.Hour/time.Minute)
	day := time.Date(latest.Year(), latest.Month(), latest.Day(), hour, minute, 0, 0, now.Location())
	if day.After(latest) {
		day = time.Date(latest.Year(), latest.Month(), latest.Day()-1, hour, minute, 0, 0, now.Location())
	}
	return day
}

// Inject returns an inject by its id.
func (d *Drill) Inject(id string) (Inject, bool) {
	i := slices.IndexFunc(d.Injects, func(in Inject) bool { return in.ID == id })
	if i < 0 {
		return Inject{}, false
	}
	return d.Injects[i], true
}

// Item returns an item of the score by its id.
func (d *Drill) Item(id string) (Item, bool) {
	i := slices.IndexFunc(d.Score, func(item Item) bool { return item.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return d.Score[i], true
}

// Files returns the names of the files that come with injects, each once.
func (d *Drill) Files() []string {
	var names []string
	for _, in := range d.Injects {
		if in.File != "" && !slices.Contains(names, in.File) {
			names = append(names, in.File)
		}
	}
	return names
}

// Parse reads a drill. The name is used in errors only. An error is a
// [playbook.Problems] with everything that is wrong with the file by itself;
// whether it fits its playbook, [Drill.Fit] says. As with a playbook, what is
// accepted depends on the bytes alone: a run keeps its drill.
func Parse(name string, source []byte) (*Drill, error) {
	d, r, _ := read(name, source)
	if problems := r.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return d, nil
}

// read returns what can be read of a drill. Its problems are in the decoder; the
// root is nil if there is nothing to read.
func read(name string, source []byte) (*Drill, *decoder, *yaml.Node) {
	file, root := reader.Read(name, "drill", source)
	sum := sha256.Sum256(source)
	d := &Drill{Source: slices.Clone(source), Digest: hex.EncodeToString(sum[:]), Start: -1, name: name}
	r := &decoder{Decoder: reader.NewDecoder(file), ids: map[Kind][]named{}}
	if root == nil {
		return d, r, nil
	}
	if len(source) > MaxSize {
		r.Fail(root, fmt.Sprintf("a drill has at most %d bytes", MaxSize), "is this the right file?")
	}
	if !r.Format(root, Format, "injects") {
		return d, r, nil
	}
	r.refuseAliases(root)
	if !reader.Object(r, value{Node: root, Object: "drill"}, drillFields, d) {
		return d, r, nil
	}
	r.check(d)
	d.places = r.named
	return d, r, root
}

//go:embed drill.schema.json
var schema string

//go:embed drill.template.yaml
var template string

// Schema returns the JSON Schema (draft 2020-12) of drills, for editors that
// complete and check YAML.
func Schema() []byte { return []byte(schema) }

// Template returns a drill to start from, with the given id. It parses as it
// is, and fits the playbook customer-data-breach.
func Template(id string) []byte { return fmt.Appendf(nil, template, id) }

// Asks answers whether an inject comes, over the facts recorded so far.
func (in Inject) Asks(recorded map[string]playbook.Value) playbook.Answer {
	if in.Unless.IsZero() {
		answer, _ := in.When.Eval(recorded)
		return answer
	}
	switch answer, _ := in.Unless.Eval(recorded); answer {
	case playbook.Yes:
		return playbook.No
	case playbook.No:
		return playbook.Yes
	}
	return playbook.NotKnown
}
