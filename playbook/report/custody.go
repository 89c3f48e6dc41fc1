package report

import (
	"slices"

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
	// Later is what was done to it since, in the order of time.
	Later []Touch `json:"later"`
}

// A Touch is what was done to a file of evidence.
type Touch struct {
	Seq      uint64 `json:"seq"` // the entry that says so, or 0
	At       Time   `json:"at"`
	Recorded Time   `json:"recorded"`
	By       string `json:"by"`
	// What is "checked", "exported", "sealed", "withheld", "undone", "restored" or
	// "attached-again"; or "carried-over" into this store in a file that was imported,
	// which no entry says.
	What string `json:"what"`
	Text string `json:"text"`
}

// CustodyOf returns what became of all evidence, in the order of the record.
func CustodyOf(r run.Run, checked run.Checked) []Custody {
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
		for _, f := range checked.Files {
			if f.Seq == e.Seq {
				c.Now = f.State
			}
		}
		for _, later := range p.Later {
			c.Later = append(c.Later, touch(r, later))
		}
		for i, in := range checked.CarriedOver(c.SHA256) {
			c.Later = slices.Insert(c.Later, before(p, in)+i, carriedOver(in))
		}
		all = append(all, c)
	}
	return all
}

// before counts the entries that touched a piece before it came in a file.
func before(p run.Piece, in run.Imported) int {
	n := slices.IndexFunc(p.Later, func(e *run.Entry) bool { return e.Recorded.After(in.At) })
	if n < 0 {
		return len(p.Later)
	}
	return n
}

func carriedOver(in run.Imported) Touch {
	did := words.CarriedOver(in)
	return Touch{At: happened(in.At), Recorded: recorded(in.At), By: in.By, What: did.ID, Text: did.Text}
}

func touch(r run.Run, e *run.Entry) Touch {
	did := words.Touched(r, e)
	return Touch{Seq: e.Seq, At: happened(e.At), Recorded: recorded(e.Recorded), By: e.By, What: did.ID, Text: did.Text}
}
