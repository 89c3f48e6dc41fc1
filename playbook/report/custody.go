package report

import (
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A Custody is a file of evidence with what became of it, as far as the record and
// a check of its copy say.
type Custody struct {
	// Seq is the entry that took it in.
	Seq      uint64 `json:"seq"`
	At       Time   `json:"at"`
	Recorded Time   `json:"recorded"`
	By       string `json:"by"`
	// What follows is empty where the body of that entry is withheld.
	Step     string `json:"step"` // "phase/step"
	Name     string `json:"name"`
	Path     string `json:"path"` // where it lay
	Desc     string `json:"desc"`
	SHA256   string `json:"sha256"`
	Size     int64  `json:"size"` // bytes
	Modified Time   `json:"modified"`
	Kept     bool   `json:"kept"`
	// Withheld says that the body of that entry is not there, Undone that it was
	// taken back.
	Withheld bool `json:"withheld"`
	Undone   bool `json:"undone"`
	// Now is how the copy is: "intact", "altered", "missing" or "unreadable", and
	// empty where nobody looked, or there is none to look at.
	Now run.FileState `json:"now"`
	// Later are the entries that touched it since.
	Later []Touch `json:"later"`
}

// A Touch is an entry that touched a file of evidence.
type Touch struct {
	Seq      uint64 `json:"seq"`
	At       Time   `json:"at"`
	Recorded Time   `json:"recorded"`
	By       string `json:"by"`
	// What is "checked", "exported", "sealed", "withheld", "undone", "restored" or
	// "attached-again".
	What string `json:"what"`
	Text string `json:"text"`
}

// CustodyOf returns what became of all evidence, in the order of the record.
func CustodyOf(r run.Run, now []run.File) []Custody {
	all := []Custody{}
	refs := refsOf(r.Book())
	for _, p := range r.Custody() {
		e := p.Taken
		c := Custody{
			Seq: e.Seq, At: happened(e.At), Recorded: recorded(e.Recorded), By: e.By,
			Undone: r.UndoneBy(e.Seq) != 0, Later: []Touch{},
		}
		if ev, known := e.Event.(run.EvidenceAdded); known {
			c.Step, c.Name, c.Path, c.Desc = refs.of(ev.Step), ev.Name, ev.Path, ev.Desc
			c.SHA256, c.Size, c.Modified, c.Kept = ev.SHA256, ev.Size, happened(ev.Modified), ev.Kept
		} else {
			c.Withheld = true
		}
		for _, f := range now {
			if f.Seq == e.Seq {
				c.Now = f.State
			}
		}
		for _, later := range p.Later {
			c.Later = append(c.Later, touch(r, later))
		}
		all = append(all, c)
	}
	return all
}

func touch(r run.Run, e *run.Entry) Touch {
	did := words.Touched(r, e)
	return Touch{Seq: e.Seq, At: happened(e.At), Recorded: recorded(e.Recorded), By: e.By, What: did.ID, Text: did.Text}
}
