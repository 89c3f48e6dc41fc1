package report

import (
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A Drill is what came of the drill of a run that is closed.
type Drill struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	About    string         `json:"about"`
	Points   int            `json:"points"`
	Of       int            `json:"of"`                 // the points that could be had
	Withheld int            `json:"withheld,omitempty"` // entries whose words are not at hand, and count for nothing
	Items    []DrillItem    `json:"items"`
	Messages []DrillMessage `json:"messages"`
	Lines    []DrillLine    `json:"lines"`
}

// A DrillItem is an item of the score.
type DrillItem struct {
	ID     string `json:"id"`
	Wants  string `json:"wants"`
	Result string `json:"result"` // met, late, missed, not-reached, not-answered
	At     Time   `json:"at"`     // in the time of the drill
	// Written is when that was written, in the time of the drill, if it was later.
	Written Time   `json:"written,omitempty"`
	Seq     uint64 `json:"seq,omitempty"`
	Points  int    `json:"points"`
	Of      int    `json:"of"`
	Why     string `json:"why"`
}

// A DrillMessage is a message of the drill, and when it came, or why it did not.
type DrillMessage struct {
	ID   string `json:"id"`
	From string `json:"from"`
	Says string `json:"says"`
	At   Time   `json:"at"`
	Seq  uint64 `json:"seq,omitempty"`
	End  string `json:"end"`
}

// A DrillLine is one of the lines to fill in.
type DrillLine struct {
	Line string `json:"line"`
	Text string `json:"text"`
	By   string `json:"by"`
	At   Time   `json:"at"`
	Seq  uint64 `json:"seq,omitempty"`
}

// DrillOf returns what came of the drill of a run, nil if it played none, or is not
// closed: nobody sees what is looked at while it is played.
func DrillOf(r run.Run) *Drill {
	s, err := r.Sheet()
	if err != nil {
		return nil
	}
	d := Drill{ID: s.Drill.ID, Title: s.Drill.Title, About: s.Drill.About, Points: s.Points, Of: s.Drill.Points(), Withheld: len(r.Bodiless()),
		Items: []DrillItem{}, Messages: []DrillMessage{}, Lines: []DrillLine{}}
	for _, item := range s.Items {
		at, seq := entryOf(item.Entry)
		d.Items = append(d.Items, DrillItem{
			ID: item.ID, Wants: words.Wanted(r, item.Item), Result: string(item.Result), At: at, Written: writtenLater(r, item.Entry), Seq: seq, Points: item.Points, Of: item.Item.Points, Why: item.Why,
		})
	}
	for _, in := range s.Injects {
		at, seq := entryOf(in.Entry)
		d.Messages = append(d.Messages, DrillMessage{ID: in.ID, From: in.From, Says: in.Says, At: at, Seq: seq, End: words.InjectEnd(in)})
	}
	for _, l := range s.Lines {
		line := DrillLine{Line: l.Line, Text: l.Text()}
		if line.At, line.Seq = entryOf(l.Entry); l.Entry != nil {
			line.By = l.Entry.By
		}
		d.Lines = append(d.Lines, line)
	}
	return &d
}

// writtenLater returns when an entry was written, if that was later than what it says
// happened.
func writtenLater(r run.Run, e *run.Entry) Time {
	if e == nil || !words.WrittenLater(r, e) {
		return ""
	}
	return happened(r.Written(e).In(e.At.Location()))
}

// entryOf returns when something happened and in which entry, if in any.
func entryOf(e *run.Entry) (Time, uint64) {
	if e == nil {
		return "", 0
	}
	return happened(e.At), e.Seq
}
