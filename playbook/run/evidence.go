package run

import "time"

// EvidenceAdded attaches a file to a step by its digest.
type EvidenceAdded struct {
	Step string `json:"step"`
	// Name is the last element of Path, as the file was called.
	Name     string    `json:"name"`
	Path     string    `json:"path"`
	Size     int64     `json:"size"` // bytes
	Modified time.Time `json:"modified"`
	SHA256   string    `json:"sha256"`
	Desc     string    `json:"desc,omitempty"`
	// Kept reports that a copy lies beside the store.
	Kept bool `json:"kept,omitempty"`
}

// Kind implements [Event].
func (EvidenceAdded) Kind() string { return "evidence-added" }

func (EvidenceAdded) nature() nature     { return nature{} }
func (ev EvidenceAdded) step() string    { return ev.Step }
func (ev EvidenceAdded) texts() []string { return []string{ev.Name, ev.Path, ev.Desc} }
func (ev EvidenceAdded) say(Run) string  { return "evidence: " + ev.Name + ifAny(", ", ev.Desc) }

func (ev EvidenceAdded) fold(s *state, e *Entry) {
	if step := s.step(ev.Step); step != nil {
		step.evidence = append(step.evidence, e)
	}
}

// AddEvidence attaches a file to a step. ev.Step may be any reference to one.
func AddEvidence(ev EvidenceAdded) Intention {
	ev.Name, ev.Path, ev.Desc = legible(ev.Name), legible(ev.Path), tidy(ev.Desc)
	return on[EvidenceAdded](ev.Step, func(_ Run, s Step) (Event, error) {
		for _, e := range s.Attached {
			if had := e.Event.(EvidenceAdded); had.SHA256 == ev.SHA256 && had.Name == ev.Name {
				return nil, refuse("the file %s is already attached to step %s, by %s at %s", ev.Name, s.Number, e.By, timeOfDay(e.At))
			}
		}
		ev.Step = s.ID
		return ev, nil
	})
}

// Together says why not all of several files can be attached to a step of a run as it
// stands, so that none of them is.
func Together(r Run, files []EvidenceAdded) error {
	type known struct{ digest, name string }
	paths := map[known]string{}
	for _, ev := range files {
		if _, err := AddEvidence(ev)(r); err != nil {
			return err
		}
		same := known{ev.SHA256, legible(ev.Name)}
		if path, twice := paths[same]; twice {
			return refuse("the files %s and %s have one name and are the same, byte for byte. Take one of them out, or name the files one by one", path, legible(ev.Path))
		}
		paths[same] = legible(ev.Path)
	}
	return nil
}

// A FileState is how a file of evidence is today.
type FileState string

// The states of evidence.
const (
	Intact  FileState = "intact"
	Altered FileState = "altered"
	Missing FileState = "missing"
	Unread  FileState = "unreadable"
)

// Says completes "the copy is …".
func (s FileState) Says() string {
	switch s {
	case Altered:
		return "not the file that was attached: it was altered since"
	case Missing:
		return "not there any more"
	case Unread:
		return "there and cannot be read"
	}
	return "as it was attached"
}

// A File says how the file of evidence of an entry is today.
type File struct {
	Seq   uint64
	State FileState
	Name  string // as the entry has it
	Kept  bool   // it is the copy that was kept
}
