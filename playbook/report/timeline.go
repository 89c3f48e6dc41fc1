package report

import "cordon/playbook/run"

// A Line is one entry in the timeline.
type Line struct {
	Seq      uint64 `json:"seq"`
	At       Time   `json:"at"`
	Recorded Time   `json:"recorded"`
	By       string `json:"by"`
	Kind     string `json:"kind"`
	Step     string `json:"step"` // "phase/step", or empty
	Text     string `json:"text"`
	Undone   bool   `json:"undone"`
	// UndoneBy is the entry that takes this one back.
	UndoneBy uint64 `json:"undone_by,omitempty"`
	// ClockBack is how many seconds the system clock stood behind the entry
	// before.
	ClockBack float64 `json:"clock_back,omitempty"`
}

// Timeline returns every entry of a run, oldest first, those undone included.
func Timeline(r run.Run) []Line {
	refs := refsOf(r.Book())
	lines := make([]Line, 0, len(r.Entries()))
	for _, e := range r.Entries() {
		_, text := r.Describe(e)
		undoneBy := r.UndoneBy(e.Seq)
		lines = append(lines, Line{
			Seq: e.Seq, At: happened(e.At), Recorded: recorded(e.Recorded), By: e.By,
			Kind: e.Event.Kind(), Step: refs.of(run.StepOf(e.Event)), Text: text,
			Undone: undoneBy != 0, UndoneBy: undoneBy, ClockBack: e.ClockBack.Seconds(),
		})
	}
	return lines
}
