package report

import (
	"time"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A FirstPage is what the headline of the playbook puts on the first page.
type FirstPage struct {
	// Happened is what happened in whose words, null where the headline has no
	// text.
	Happened *Headline  `json:"happened"`
	Facts    []Headline `json:"facts"`
	Times    []Headline `json:"times"`
	// Told is who led the run, and which messages are recorded as sent.
	Told []Headline `json:"told"`
	// Decisions are those that stand, with who took them: "label" is the question,
	// "note" the reason.
	Decisions []Headline `json:"decisions"`
}

// A Headline is one thing on the first page.
type Headline struct {
	Label string `json:"label"`
	// Fact is its id in "facts", or empty.
	Fact string `json:"fact"`
	// Text is what is recorded, or how long it took, for people.
	Text string `json:"text"`
	// Note is what the time is counted from, or what stood there before.
	Note string `json:"note"`
	// Before are the values before, oldest first, without repetitions.
	Before []string `json:"before"`
	// Seconds is how long it took, null where that is not known. It is negative for
	// what came before the first moment of the headline.
	Seconds *float64 `json:"seconds"`
	// Seq, At and By are of the entry that recorded it, 0, null and empty where
	// none did.
	Seq uint64 `json:"seq"`
	At  Time   `json:"at"`
	By  string `json:"by"`
}

func firstPage(r run.Run, asOf time.Time) FirstPage {
	page := FirstPage{Facts: headlines(r, words.Headlines(r)), Times: headlines(r, words.Passed(r, asOf)), Told: headlines(r, words.Told(r, words.At{Moment: func(t time.Time) string { return t.Format("2006-01-02 15:04 -07:00") }})), Decisions: []Headline{}}
	for _, d := range words.Deciders(r) {
		page.Decisions = append(page.Decisions, headlines(r, d.Decisions)...)
	}
	if h := words.Happened(r); h.Fact != "" {
		page.Happened = &headlines(r, []words.Headline{h})[0]
	}
	return page
}

func headlines(r run.Run, all []words.Headline) []Headline {
	docs := make([]Headline, len(all))
	for i, h := range all {
		docs[i] = Headline{Label: h.Label, Fact: h.Fact, Text: h.Text, Note: h.Note, Before: list(h.Before)}
		if h.Lasted {
			seconds := h.Took.Seconds()
			docs[i].Seconds = &seconds
		}
		if e := h.Entry; e != nil {
			docs[i].Seq, docs[i].At, docs[i].By = e.Seq, happened(e.At), e.By
			if elsewhere(r, e) {
				docs[i].Seq, docs[i].Note = 0, docs[i].Note+", in another run of the incident"
			}
		}
	}
	return docs
}
