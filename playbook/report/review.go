package report

import (
	"time"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A Review is what reviewers said. It changes nothing of the run.
type Review struct {
	Verdicts []Verdict `json:"verdicts"` // the last one on each thing, in their order
	Lessons  []Lesson  `json:"lessons"`
	SignOffs []SignOff `json:"sign_offs"`
	// Since counts the entries of the response after the last sign-off.
	Since int `json:"entries_since_sign_off"`
}

// A Verdict is what a reviewer made of a finding or of a step.
type Verdict struct {
	// Finding is the key of a finding, see [Finding]; else Step is "phase/step".
	Finding string      `json:"finding"`
	Step    string      `json:"step"`
	About   string      `json:"about"` // what the finding said then
	Verdict run.Verdict `json:"verdict"`
	Comment string      `json:"comment"`
	Seq     uint64      `json:"seq"`
	At      Time        `json:"at"`
	By      string      `json:"by"`
}

// A Lesson is something to do better.
type Lesson struct {
	Text  string `json:"text"`
	Owner string `json:"owner"`
	Due   string `json:"due"` // a day, like "2026-12-01", or empty
	Seq   uint64 `json:"seq"`
	At    Time   `json:"at"`
	By    string `json:"by"`
}

// A SignOff says that somebody reviewed the run.
type SignOff struct {
	Name string `json:"name"`
	Text string `json:"text"`
	// Acted says that who signed off had worked on the run.
	Acted bool   `json:"acted"`
	Seq   uint64 `json:"seq"`
	At    Time   `json:"at"`
	By    string `json:"by"`
}

func reviewOf(r run.Run) Review {
	review := Review{Verdicts: []Verdict{}, Lessons: []Lesson{}, SignOffs: []SignOff{}, Since: r.SinceSignOff()}
	refs := refsOf(r.Book())
	for _, e := range r.Verdicts() {
		review.Verdicts = append(review.Verdicts, verdictOf(refs, e))
	}
	for _, e := range r.Lessons() {
		ev, _ := e.Event.(run.LessonNoted)
		review.Lessons = append(review.Lessons, Lesson{Text: ev.Text, Owner: ev.Owner, Due: ev.Due, Seq: e.Seq, At: happened(e.At), By: e.By})
	}
	for _, e := range r.SignOffs() {
		ev, _ := e.Event.(run.SignedOff)
		acted := r.Acted(ev.Name) || r.Acted(e.By)
		review.SignOffs = append(review.SignOffs, SignOff{Name: ev.Name, Text: ev.Text, Acted: acted, Seq: e.Seq, At: happened(e.At), By: e.By})
	}
	return review
}

func verdictOf(refs refs, e *run.Entry) Verdict {
	ev, _ := e.Event.(run.VerdictGiven)
	return Verdict{
		Finding: ev.Finding, Step: refs.of(ev.Step), About: ev.About, Verdict: ev.Verdict, Comment: ev.Comment,
		Seq: e.Seq, At: happened(e.At), By: e.By,
	}
}

// A Seal is a seal of the run whose signature was found good.
type Seal struct {
	Entries uint64 `json:"entries"` // how many it is about, from the first
	At      Time   `json:"at"`      // as the signer says, in UTC
	By      string `json:"by"`      // the name that the signer gave; anybody can give any
	Key     string `json:"key"`     // the fingerprint, "SHA256:…"
}

// A Record says what was checked of the record when the document was written.
type Record struct {
	// Checked is when, null where nothing was.
	Checked Time `json:"checked"`
	// State is "whole", "partial", "not-whole", "evidence" if only copies of evidence
	// are not as they were attached, or "not-checked"; Text completes "the record
	// is …".
	State string `json:"state"`
	Text  string `json:"text"`
	// Withheld are the entries whose bodies are withheld or erased. What they say
	// counts nowhere in the document.
	Withheld []uint64 `json:"withheld"`
	// Seals are those of the run, of fewer entries first.
	Seals []Seal `json:"seals"`
	// Imports is what came into this store in files that were imported. No entry says
	// it, and it goes into no file that is given away.
	Imports []Import `json:"imports"`
}

// An Import is what came in a file that was imported.
type Import struct {
	File     string   `json:"file"`
	At       Time     `json:"at"`
	By       string   `json:"by"`       // or empty
	Entries  int      `json:"entries"`  // how many came
	Evidence []string `json:"evidence"` // digests of the files that came
}

func recordOf(r run.Run, c run.Checked) Record {
	state := words.Record(c)
	doc := Record{State: state.ID, Text: state.Text, Withheld: []uint64{}, Seals: []Seal{}, Imports: []Import{}}
	for _, e := range r.Bodiless() {
		doc.Withheld = append(doc.Withheld, e.Seq)
	}
	if !c.At.IsZero() {
		doc.Checked = happened(c.At)
	}
	for _, s := range c.Seals {
		doc.Seals = append(doc.Seals, Seal{Entries: s.Entries, At: Time(s.At.UTC().Format(time.RFC3339)), By: s.By, Key: s.Key})
	}
	for _, in := range c.Imports {
		doc.Imports = append(doc.Imports, Import{File: in.File, At: happened(in.At), By: in.By, Entries: in.Entries, Evidence: list(in.Evidence)})
	}
	return doc
}
