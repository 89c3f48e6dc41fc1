package report

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A find is a row of findings with where to look.
type find struct {
	Weight pill // Tone is the weight for programs: must, look or note
	ID     run.FindingKind
	Kind   string
	Text   string
	Step   string // number
	Seqs   []uint64
	More   string   // of the entries that are too many to name
	Keys   []string // of the findings in it
	// Verdict is what a reviewer made of it, and Comment what they said.
	Verdict pill
	Comment saying
}

// A topic is findings of one subject.
type topic struct {
	Title string
	Finds []find
}

// mostEntries is how many entries a row names.
const mostEntries = 8

// topics gathers the rows of findings by subject, in the order in which the
// heaviest come.
func (m sheetMaker) topics(rows []words.FindingRow) []topic {
	var all []topic
	for _, row := range rows {
		title := words.Topic(row.Topic)
		i := slices.IndexFunc(all, func(t topic) bool { return t.Title == title })
		if i < 0 {
			i, all = len(all), append(all, topic{Title: title})
		}
		all[i].Finds = append(all[i].Finds, m.find(row))
	}
	return all
}

func (m sheetMaker) find(row words.FindingRow) find {
	one := find{Weight: weightPill(row.Weight), ID: row.Kind, Kind: upper(row.Name), Text: row.Text, Seqs: row.Entries()}
	for _, f := range row.Findings {
		one.Keys = append(one.Keys, f.Key())
	}
	if s, ok := m.run.Book().Step(row.Step); ok {
		one.Step = s.Number
	}
	if !row.Gathered() { // else each has its own
		one.Verdict, one.Comment = m.verdict(row)
	}
	if n := len(one.Seqs) - mostEntries; n > 0 {
		one.Seqs, one.More = one.Seqs[:mostEntries], fmt.Sprintf("and %d more", n)
	}
	return one
}

func weightPill(w run.Weight) pill {
	return pill{upper(words.Weight(w).Text), string(w)}
}

// mostFirst is how many findings stand on the first page.
const mostFirst = 7

// first picks what to look at first, and counts the rows by weight.
func (m sheetMaker) first(rows []words.FindingRow) (some []find, tally []pill) {
	for _, row := range words.First(rows) {
		if row.Weight == run.MustLook && len(some) < mostFirst {
			some = append(some, m.find(row))
		}
	}
	for _, w := range []run.Weight{run.MustLook, run.WorthALook, run.Noted} {
		if n := words.Weighing(rows, w); n > 0 {
			tally = append(tally, pill{fmt.Sprintf("%d %s", n, words.Weight(w).Text), string(w)})
		}
	}
	return some, tally
}
