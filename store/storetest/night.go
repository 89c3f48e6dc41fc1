package storetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

const testBook = `format: cordon/1
id: leak
title: A leak
version: 1.2.0
roles:
  lead: {title: Incident lead}
facts:
  affected: {ask: How many people?, type: number}
  risk:
    ask: How likely is harm?
    type: choice
    options: {low: Low, high: High}
    because: required
phases:
  - id: contain
    title: Contain
    steps:
      - {id: isolate, title: Isolate the host, checks: [Network, Power]}
      - {id: preserve, title: Keep the logs}
  - id: assess
    title: Assess
    steps:
      - {id: count, title: Count the people, record: [affected], needs: [isolate]}
      - {id: tell, title: Tell them, when: affected > 0}
`

// book is the playbook of the tests.
func (n night) book() *playbook.Playbook {
	n.Helper()
	book, err := playbook.Parse("test", []byte(testBook))
	n.must(err)
	return book
}

func (n night) must(err error) {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
}

// at is a stamp of maria so many seconds into the night.
func at(second int) run.Stamp {
	return run.Stamp{By: "maria", Now: time.Date(2026, 11, 21, 3, 14, second, 0, time.UTC)}
}

// begin starts a run of the playbook of the tests.
func (n night) begin() run.Run {
	n.Helper()
	r, err := n.Start(n.book(), "", false, at(0))
	n.must(err)
	return r
}

// record records what must not be refused.
func (n night) record(r run.Run, decide run.Intention, drop ...string) run.Run {
	n.Helper()
	next, err := n.Record(r, at(int(r.Head().Seq)), decide, drop...)
	n.must(err)
	return next
}

// notes records so many notes.
func (n night) notes(r run.Run, count int) run.Run {
	n.Helper()
	for range count {
		r = n.record(r, run.AddNote("", fmt.Sprintf("note %d", r.Head().Seq+1)))
	}
	return r
}

func (n night) load(id string) run.Run {
	n.Helper()
	r, err := n.Load(id)
	n.must(err)
	return r
}

// draft keeps a draft of maria's.
func (n night) draft(id, field, text string) {
	n.Helper()
	n.must(n.SaveDraft(id, "maria", field, text))
}

// lines returns the lines of a run.
func (n night) lines(id string) (all []run.Lines) {
	n.Helper()
	n.must(n.Journal(id, func(l run.Lines) error {
		all = append(all, l)
		return nil
	}))
	return all
}

// everything is all that the store holds, as text.
func (n night) everything() string {
	n.Helper()
	list, err := n.Runs()
	n.must(err)
	var b strings.Builder
	for _, sum := range list {
		fmt.Fprintln(&b, summaryText(sum))
		source, err := n.Playbook(sum.ID)
		n.must(err)
		fmt.Fprintf(&b, "%s\n", source)
		for _, l := range n.lines(sum.ID) {
			fmt.Fprintf(&b, "%s\n%s\n", l.Header, l.Body)
		}
		drafts, err := n.Drafts(sum.ID, "maria")
		n.must(err)
		for _, field := range slices.Sorted(maps.Keys(drafts.Own)) {
			fmt.Fprintf(&b, "%q = %q\n", field, drafts.Own[field])
		}
	}
	return b.String()
}

// unchanged fails the test if the store does not hold what it held.
func (n night) unchanged(what, before string) {
	n.Helper()
	if after := n.everything(); after != before {
		n.Errorf("%s changed the store:\n%swas\n%s", what, after, before)
	}
}

// summaryText is what a summary says of a run, whether a store wrote it down or not.
func summaryText(sum run.Summary) string {
	sum.Counted = 0
	text, err := json.Marshal(sum)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// timeline is everything about the entries of a run, as text.
func timeline(r run.Run) string {
	var b strings.Builder
	for _, e := range r.Entries() {
		step, text := r.Describe(e)
		fmt.Fprintf(&b, "%d %v %v %s %v %s %s\n", e.Seq, e.At, e.Recorded, e.By, e.ClockBack, step, text)
	}
	fmt.Fprintf(&b, "%v %s\n", r.Head(), summaryText(r.Summary()))
	return b.String()
}

func (n night) same(what string, got, want run.Run) {
	n.Helper()
	if g, w := timeline(got), timeline(want); g != w {
		n.Errorf("%s:\n%swant\n%s", what, g, w)
	}
}

// file writes a file and returns its path, in which there are no links.
func (n night) file(name, content string) string {
	n.Helper()
	dir, err := filepath.EvalSymlinks(n.TempDir())
	n.must(err)
	path := filepath.Join(dir, name)
	n.must(os.WriteFile(path, []byte(content), 0o600))
	return path
}

// failed is the error of a call of which nothing else matters.
func failed[T any](_ T, err error) error { return err }
