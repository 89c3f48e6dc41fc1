package report

import (
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// SchemaVersion is the version of the JSON document.
const SchemaVersion = 1

// A Document is a run as it stands.
type Document struct {
	SchemaVersion int             `json:"schema_version"`
	Run           Run             `json:"run"`
	Outcome       *Outcome        `json:"outcome"` // null while the run is open
	AsOf          Time            `json:"as_of"`   // when the clocks stood as they are shown
	Progress      run.Progress    `json:"progress"`
	Findings      []Finding       `json:"findings"`
	Clocks        []ClockDetail   `json:"clocks"`
	Messages      []Message       `json:"messages"`
	Phases        []Phase         `json:"phases"`
	Facts         map[string]Fact `json:"facts"` // those recorded, by id
	Roles         map[string]Role `json:"roles"` // all, by id
	Notes         []Note          `json:"notes"` // on the run as a whole
	// Profile is that of the organisation, left out where none is used.
	Profile *Profile `json:"profile,omitempty"`

	Headline FirstPage `json:"headline"` // the first page of a review
	Record   Record    `json:"record"`   // what was checked, and the seals
	Custody  []Custody `json:"custody"`  // all evidence that was ever attached
	Review   Review    `json:"review"`   // what reviewers said
	// Drill is what came of the drill that the run played, once it is closed.
	Drill *Drill `json:"drill_sheet,omitempty"`
}

// A Run is the head matter of a run.
type Run struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Playbook Playbook `json:"playbook"`
	State    string   `json:"state"` // "open" or "closed"
	Drill    bool     `json:"drill"`
	Opened   Time     `json:"opened"`
	Closed   Time     `json:"closed"`
	Lead     string   `json:"lead"`
	Head     run.Head `json:"head"`
	Incident string   `json:"incident"` // what it is called, or empty
	// Added are the playbooks that were taken in, in that order.
	Added []Playbook `json:"added"`
}

// A Playbook names the exact playbook that a run follows.
type Playbook struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// An Outcome says how a run was closed.
type Outcome struct {
	ClosedAt Time   `json:"closed_at"`
	By       string `json:"by"`
	Reason   string `json:"reason"`
}

// A Finding is something a reviewer should look at.
type Finding struct {
	Kind   run.FindingKind `json:"kind"`
	Weight run.Weight      `json:"weight"` // "must", "look" or "note"
	Topic  run.Topic       `json:"topic"`
	// Group is the same for those that make one row of a list, or empty.
	Group   string   `json:"group"`
	Step    string   `json:"step"`    // "phase/step", or empty
	Seq     uint64   `json:"seq"`     // the entry it is about, or 0
	Entries []uint64 `json:"entries"` // all entries to open, that one first
	Text    string   `json:"text"`
	// Key names it for a verdict, and is the same for those that make one row.
	Key string `json:"key"`
	// Verdict is what a reviewer made of it, null while nobody did.
	Verdict *Verdict `json:"verdict"`
}

// Findings are the findings of a run as JSON has them.
func Findings(r run.Run, findings []run.Finding) []Finding {
	refs, list := refsOf(r.Book()), make([]Finding, 0, len(findings))
	for _, f := range findings {
		entries := make([]uint64, len(f.Entries))
		copy(entries, f.Entries)
		doc := Finding{
			Kind: f.Kind, Weight: f.Weight, Topic: f.Kind.Of().Topic, Group: f.Group,
			Step: refs.of(f.Step), Seq: f.Seq, Entries: entries, Text: f.Text, Key: f.Key(),
		}
		if e := r.VerdictOn(doc.Key); e != nil {
			verdict := verdictOf(refs, e)
			doc.Verdict = &verdict
		}
		list = append(list, doc)
	}
	return list
}

// A Phase is a stage of the playbook.
type Phase struct {
	ID       string       `json:"id"`
	Number   string       `json:"number"`
	Title    string       `json:"title"`
	Playbook string       `json:"playbook"` // the title of the one that it joined with, or empty
	Goal     string       `json:"goal"`
	Progress run.Progress `json:"progress"`
	Steps    []Step       `json:"steps"`
}

// A Step is a step with what was done about it.
type Step struct {
	ID       string    `json:"id"`
	Ref      string    `json:"ref"` // "phase/step", or "playbook/step"
	Number   string    `json:"number"`
	Title    string    `json:"title"`
	Group    string    `json:"group"` // the small heading it stands under, or empty
	Role     string    `json:"role"`  // id
	State    run.State `json:"state"`
	Applies  string    `json:"applies"` // "yes", "no" or "unknown"
	WaitsFor []string  `json:"waits_for"`
	Optional bool      `json:"optional"`
	Decision bool      `json:"decision"` // it asks for an answer that is a decision
	// Added says who added it to the run, with seq 0 for one of a playbook.
	Added Added `json:"added"`
	// Each says of a step that is repeated over the values of a fact for which of
	// them it is; its fact is empty for most.
	Each Each `json:"each"`
	// LookAgain says when to look at it again, and has seq 0 where nobody asks.
	LookAgain LookAgain `json:"look_again"`
	Reason    string    `json:"reason"`
	Lacked    []string  `json:"lacked"` // what it was done without

	// SettledAt and SettledBy are empty while the step is not settled. Seq is
	// the entry that made the state, blocked included, or 0.
	SettledAt Time   `json:"settled_at"`
	SettledBy string `json:"settled_by"`
	Seq       uint64 `json:"seq"`

	Checks   []Check    `json:"checks"`
	Notes    []Note     `json:"notes"`
	Evidence []Evidence `json:"evidence"`
}

// An Added says that something came into the run with an entry.
type Added struct {
	At  Time   `json:"at"`
	By  string `json:"by"`
	Seq uint64 `json:"seq"`
}

// An Each says for which value a repeated step is. Of is the id of the step that is
// repeated, and Value the id of an option; both are empty for that step itself. Named
// says that the value is among the answers.
type Each struct {
	Fact  string `json:"fact"`
	Of    string `json:"of"`
	Value string `json:"value"`
	Named bool   `json:"named"`
}

// A LookAgain says when to look at a step again.
type LookAgain struct {
	Due Time   `json:"due"`
	For string `json:"for"` // what to look at, or empty
	By  string `json:"by"`  // who asks
	Seq uint64 `json:"seq"`
}

// A Check is a sub-item of a step.
type Check struct {
	Text string `json:"text"`
	Done bool   `json:"done"`
	At   Time   `json:"at"`
	By   string `json:"by"`
}

// A Note is free text.
type Note struct {
	Seq      uint64 `json:"seq"`
	At       Time   `json:"at"`
	Recorded Time   `json:"recorded"`
	By       string `json:"by"`
	Text     string `json:"text"`
}

// Evidence is a file that was attached to a step.
type Evidence struct {
	Seq      uint64 `json:"seq"`
	At       Time   `json:"at"`
	By       string `json:"by"`
	Name     string `json:"name"`
	Path     string `json:"path"`
	Desc     string `json:"desc"`
	SHA256   string `json:"sha256"`
	Size     int64  `json:"size"` // bytes
	Modified Time   `json:"modified"`
	Kept     bool   `json:"kept"` // a copy lies beside the store
}

// A Fact is what was recorded for a fact.
type Fact struct {
	Ask     string         `json:"ask"`
	Value   playbook.Value `json:"value"`
	Text    string         `json:"text"` // the value for people
	Because string         `json:"because"`
	At      Time           `json:"at"`
	By      string         `json:"by"`
	Seq     uint64         `json:"seq"`
	// Decision says that the answer is a decision, which wants a reason.
	Decision bool      `json:"decision"`
	Earlier  []Earlier `json:"earlier"` // superseded values, oldest first
	// FromProfile is the SHA-256 of the profile that the answer is from, left
	// out where it is not.
	FromProfile string `json:"from_profile,omitempty"`
}

// An Earlier is a value that was superseded.
type Earlier struct {
	Value   playbook.Value `json:"value"`
	Text    string         `json:"text"`
	Because string         `json:"because"`
	At      Time           `json:"at"`
	By      string         `json:"by"`
	Seq     uint64         `json:"seq"`
}

// A Role is who has a role. Name is empty if nobody took it.
type Role struct {
	Title string `json:"title"`
	Name  string `json:"name"`
	At    Time   `json:"at"`
	By    string `json:"by"` // who noted it
}

// New returns the document of a run. Of the options, Zone and Executive do not
// count: JSON has every time as it was noted, and everything. The clocks stand at
// Now also in a run that is closed, since closing ends no duty.
func New(r run.Run, opts Options) Document {
	r = among(r, opts)
	asOf := asOf(r, opts.Now)
	d := Document{
		SchemaVersion: SchemaVersion,
		Run:           headOf(r),
		Progress:      r.Progress(),
		AsOf:          happened(asOf),
		Findings:      Findings(r, opts.Findings),
		Clocks:        ClockDetails(r, asOf),
		Messages:      Messages(r),
		Phases:        make([]Phase, len(r.Book().Phases)),
		Facts:         map[string]Fact{},
		Roles:         map[string]Role{},
		Notes:         notes(r.Notes()),
		Profile:       profileOf(r),
		Headline:      firstPage(r, momentOfReport(r, opts)),
		Record:        recordOf(r, opts.Checked),
		Custody:       CustodyOf(r, opts.Checked),
		Review:        reviewOf(r),
		Drill:         DrillOf(r),
	}
	if c, ok := r.Closing(); ok {
		d.Outcome = &Outcome{ClosedAt: happened(c.At), By: c.By, Reason: c.Reason}
	}
	for i := range d.Phases {
		d.Phases[i] = phase(r, i)
	}
	for _, f := range r.Book().Facts {
		if rec, ok := r.Fact(f.ID); ok {
			d.Facts[f.ID] = fact(f, rec)
		}
	}
	for _, role := range r.Book().Roles {
		h, _ := r.Role(role.ID)
		d.Roles[role.ID] = Role{Title: role.Title, Name: h.Name, At: happened(h.At), By: h.By}
	}
	return d
}

// asOf returns when the clocks of a document stand as it shows them.
func asOf(r run.Run, now time.Time) time.Time {
	if now.IsZero() && r.Last() != nil {
		now = r.Last().Recorded.In(r.Last().At.Location())
	}
	return r.Moment(now)
}

func headOf(r run.Run) Run {
	b := r.Book()
	h := Run{
		ID: r.ID(), Title: r.Title(), State: "open", Drill: r.Drill(),
		Playbook: playbookOf(b),
		Opened:   happened(r.Opened()), Lead: r.Lead(), Head: r.Head(),
		Incident: r.Incident(), Added: make([]Playbook, len(b.Joined)),
	}
	for i, added := range b.Joined {
		h.Added[i] = playbookOf(added)
	}
	if c, ok := r.Closing(); ok {
		h.State, h.Closed = "closed", happened(c.At)
	}
	return h
}

func playbookOf(b *playbook.Playbook) Playbook {
	return Playbook{ID: b.ID, Title: b.Title, Version: b.Version, SHA256: b.Digest}
}

func phase(r run.Run, i int) Phase {
	p := r.Book().Phases[i]
	steps := r.Phase(i)
	ph := Phase{ID: p.ID, Number: p.Number, Title: p.Title, Playbook: p.Book, Goal: p.Goal, Progress: r.PhaseProgress(i), Steps: make([]Step, len(steps))}
	for j, s := range steps {
		ph.Steps[j] = step(r.Book(), s)
		ph.Steps[j].Each = Each{s.Each, s.Of, s.Value, s.Of != "" && !r.Unnamed(s)}
	}
	return ph
}

func step(b *playbook.Playbook, s run.Step) Step {
	st := Step{
		ID: s.ID, Ref: b.Ref(s.Step), Number: s.Number, Title: s.Title, Role: s.Role,
		State: s.State, Applies: s.Applies.String(), WaitsFor: list(s.WaitsFor),
		Group: s.Group, Optional: s.Optional, Reason: s.Reason, Lacked: list(s.Lacked), Seq: s.Seq,
		Checks: checks(s), Notes: notes(s.Notes), Evidence: evidence(s.Attached),
	}
	if s.State.Settled() {
		st.SettledAt, st.SettledBy = happened(s.At), s.By
	}
	if e := s.Added; e != nil {
		st.Added = Added{happened(e.At), e.By, e.Seq}
	}
	if set, e := s.LookAgain(); e != nil {
		st.LookAgain = LookAgain{happened(set.Due), set.For, e.By, e.Seq}
	}
	for _, id := range s.Record {
		if f, ok := b.Fact(id); ok && f.Because {
			st.Decision = true
		}
	}
	return st
}

func checks(s run.Step) []Check {
	all := make([]Check, len(s.Checks))
	for i, text := range s.Checks {
		all[i].Text = text
		if e := s.Ticked[i]; e != nil {
			all[i] = Check{Text: text, Done: true, At: happened(e.At), By: e.By}
		}
	}
	return all
}

func notes(entries []*run.Entry) []Note {
	all := []Note{}
	for _, e := range entries {
		if ev, ok := e.Event.(run.NoteAdded); ok {
			all = append(all, Note{Seq: e.Seq, At: happened(e.At), Recorded: recorded(e.Recorded), By: e.By, Text: ev.Text})
		}
	}
	return all
}

func evidence(entries []*run.Entry) []Evidence {
	all := []Evidence{}
	for _, e := range entries {
		if ev, ok := e.Event.(run.EvidenceAdded); ok {
			all = append(all, Evidence{
				Seq: e.Seq, At: happened(e.At), By: e.By, Name: ev.Name, Path: ev.Path, Desc: ev.Desc,
				SHA256: ev.SHA256, Size: ev.Size, Modified: happened(ev.Modified), Kept: ev.Kept,
			})
		}
	}
	return all
}

func fact(f playbook.Fact, rec run.Record) Fact {
	doc := Fact{
		Ask: f.Ask, Value: rec.Value, Text: f.Show(rec.Value), Because: rec.Because,
		At: happened(rec.At), By: rec.By, Seq: rec.Seq, Decision: f.Because, Earlier: []Earlier{}, FromProfile: rec.FromProfile,
	}
	for _, e := range rec.Earlier {
		if before, ok := earlier(f, e); ok {
			doc.Earlier = append(doc.Earlier, before)
		}
	}
	return doc
}

// refs names every step as "phase/step", by its id. An id that the playbook
// does not have stays as it is.
type refs map[string]string

func refsOf(b *playbook.Playbook) refs {
	all := refs{}
	for _, phase := range b.Phases {
		for _, s := range phase.Steps {
			all[s.ID] = b.Ref(s)
		}
	}
	return all
}

func (all refs) of(id string) string {
	if ref, ok := all[id]; ok {
		return ref
	}
	return id
}

// list returns a list that is not null in JSON.
func list(names []string) []string {
	if names == nil {
		return []string{}
	}
	return names
}

// happened writes when something happened, with the offset it was noted in.
func happened(t time.Time) Time {
	if t.IsZero() {
		return ""
	}
	return Time(t.Format(time.RFC3339))
}

// recorded writes when an entry was written.
func recorded(t time.Time) Time { return Time(t.UTC().Format("2006-01-02T15:04:05.000Z07:00")) }
