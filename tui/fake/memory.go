package fake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// Began is when the tests' time begins.
var Began = time.Date(2026, 11, 21, 3, 11, 40, 0, time.FixedZone("CET", 3600))

// Phishing is a small playbook with steps, checks, facts and roles, and without
// clocks.
const Phishing = `
format: cordon/1
id: phishing
title: Phishing
version: 1.0.0
roles:
  lead: {title: Incident lead, duty: Runs this checklist}
  it: {title: IT, duty: Changes systems}
facts:
  aware_at: {ask: When did we become certain?, type: time}
  affected: {ask: How many people are affected?, type: number}
  kinds: {ask: Which kinds of data?, type: choices, options: {names: Names, cards: Payment cards}}
  risk:
    ask: How likely is harm to people?
    type: choice
    because: required
    options:
      unlikely: {label: Unlikely, after: no notice is due}
      high: {label: High, after: people are told}
phases:
  - id: understand
    title: Understand the breach
    goal: Know what was taken and whom it touches.
    use: read-do
    steps:
      - id: preserve
        title: Preserve the message with full headers
        role: it
        do: |
          1. Save the message as a file, with **all** headers.
          2. Do not forward it.
        command: "msgexport --raw 4711"
        caution: Do not click any link in it.
        verify: A second person can open the copy.
        checks: [Headers saved, Copy stored]
        evidence: The message as a file
        expects: 10m
      - id: count
        title: Count the people it reached
        role: lead
        record: [affected, kinds]
        needs: [preserve]
      - id: judge
        title: Judge the risk to people
        role: lead
        record: [risk]
        pause: true
  - id: contain
    title: Contain
    use: do-confirm
    steps:
      - id: isolate
        title: Isolate the hosts
        role: it
        verify: A ping fails.
      - id: tell
        title: Tell the people
        when: risk == "high"
      - id: tidy
        title: Tidy up
        optional: true
        pause: true
`

// Book is the playbook of the tests.
func Book(t testing.TB) *playbook.Playbook {
	t.Helper()
	b, err := playbook.Parse("phishing.yaml", []byte(Phishing))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TakesLong leaves a test out that takes long where -short asks for that: a
// sweep through all screens, keys or windows, or a wait in a terminal.
func TakesLong(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
}

// Memory is a Journal in memory. It seals entries as the store does, so tests
// can look at what was written.
type Memory struct {
	mu     sync.Mutex                   // the commands of an App run side by side
	Book   *playbook.Playbook           // the one that the library has
	Run    map[string]run.Run           // by id
	order  []string                     // of the runs, as they were started
	Draft  map[string]map[string]string // maria's, by run and field
	Theirs map[Typed]string             // the drafts of others
	More   []screen.Listed              // besides the book
	Shelf  []*playbook.Playbook         // besides the book, and listed
	Law    []playbook.Rule              // the rules of the library
	Writes int                          // entries written
	Reads  int                          // of the list of runs
	Delay  time.Duration                // each write takes so long
	Err    error                        // and then fails so
	// OpenErr is why no playbook can be opened.
	OpenErr error
	// VerifyErr is what checking a record finds, and Files is how the files of
	// evidence are; nil is as they were attached.
	VerifyErr error
	Files     []run.File
	Touched   int // how often a change was asked for
}

// NewMemory returns a journal without runs, whose playbook is [Book].
func NewMemory(t testing.TB) *Memory {
	return &Memory{Book: Book(t), Run: map[string]run.Run{}, Draft: map[string]map[string]string{}}
}

// Start implements [screen.Writer].
func (m *Memory) Start(b *playbook.Playbook, title string, drill bool, stamp run.Stamp) (run.Run, error) {
	m.mu.Lock()
	id := "run" + strconv.Itoa(len(m.order)+1)
	m.mu.Unlock()
	r, err := m.Record(run.New(id, b), stamp, run.Start(b, title, drill))
	if err == nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.order = append(m.order, id)
	}
	return r, err
}

// Record implements [screen.Writer].
func (m *Memory) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	m.mu.Lock()
	m.Touched++
	delay := m.Delay
	m.mu.Unlock()
	time.Sleep(delay) // in a synctest bubble: no real time passes
	m.mu.Lock()
	defer m.mu.Unlock()
	now, ok := m.Run[known.ID()]
	if !ok {
		now = known
	}
	if m.Err != nil {
		return now, m.Err
	}
	ev, err := decide(now)
	if err != nil {
		return now, err
	}
	stamp = now.Stamped(stamp, ev)
	lines, err := run.Seal(now.ID(), now.Head(), now.Last(), stamp, ev, [16]byte{})
	if err != nil {
		return now, err
	}
	e, err := lines.Read()
	if err != nil {
		return now, err
	}
	if added, ok := ev.(run.PlaybookAdded); ok {
		e.Event = e.Event.(run.PlaybookAdded).Of(added.Book())
	}
	next, err := now.Apply(now.Head().Next(lines.Header), &e)
	if err != nil {
		return now, err
	}
	for _, field := range drop {
		m.setDraft(Typed{now.ID(), stamp.By, field}, "")
	}
	m.Run[now.ID()] = next
	m.Writes++
	return next, nil
}

// Load returns a run.
func (m *Memory) Load(id string) (run.Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.Run[id]
	if !ok {
		return run.Run{}, errors.New("no run " + id)
	}
	return r, nil
}

// Refresh implements [screen.Reader].
func (m *Memory) Refresh(known run.Run) (run.Run, error) { return m.Load(known.ID()) }

// Runs implements [screen.Reader].
func (m *Memory) Runs([]run.Summary) ([]run.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Reads++
	var all []run.Summary
	for _, id := range m.order {
		all = append(all, m.Run[id].Summary())
	}
	return all, m.Err
}

// Mark implements [screen.Reader].
func (m *Memory) Mark() (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return strconv.Itoa(m.Writes), nil
}

// Verify implements [screen.Reader].
func (m *Memory) Verify(id string) (run.Checked, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.Run[id]
	files := m.Files
	for _, e := range r.Entries() {
		if ev, ok := e.Event.(run.EvidenceAdded); ok && ev.Kept && m.Files == nil {
			files = append(files, run.File{Seq: e.Seq, State: run.Intact})
		}
	}
	checked := r.Looked(Began, true, files)
	if m.VerifyErr != nil {
		checked.Broken = []error{m.VerifyErr}
	}
	return checked, m.Err
}

// SaveDraft implements [screen.Writer].
func (m *Memory) SaveDraft(id, by, field, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Touched++
	m.setDraft(Typed{id, by, field}, text)
	return m.Err
}

// Typed names a draft: of a run, a person and a field. Nobody is the person of
// one from before drafts had names.
type Typed struct{ Run, By, Field string }

func (m *Memory) setDraft(of Typed, text string) {
	switch {
	case of.By == "maria" && text == "":
		delete(m.Draft[of.Run], of.Field)
	case of.By == "maria":
		if m.Draft[of.Run] == nil {
			m.Draft[of.Run] = map[string]string{}
		}
		m.Draft[of.Run][of.Field] = text
	case text == "":
		delete(m.Theirs, of)
	default:
		if m.Theirs == nil {
			m.Theirs = map[Typed]string{}
		}
		m.Theirs[of] = text
	}
}

// TakeDraft implements [screen.Writer].
func (m *Memory) TakeDraft(id, by, field string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Touched++
	text := m.Theirs[Typed{id, "", field}]
	if m.Err == nil && text != "" {
		m.setDraft(Typed{id, "", field}, "")
		m.setDraft(Typed{id, by, field}, text)
	}
	return text, m.Err
}

// Drafts implements [screen.Reader].
func (m *Memory) Drafts(id, by string) (screen.Drafts, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := screen.Drafts{Own: map[string]string{}, Others: map[string][]string{}}
	see := func(of Typed, text string) {
		switch {
		case of.Run != id:
		case of.By == by:
			all.Own[of.Field] = text
		default:
			all.Others[of.Field] = append(all.Others[of.Field], of.By)
		}
	}
	for of, text := range m.Theirs {
		see(of, text)
	}
	for field, text := range m.Draft[id] {
		see(Typed{id, "maria", field}, text)
	}
	return all, nil
}

// OpenRun implements [screen.Reader].
func (m *Memory) OpenRun(id, by string) (screen.Opened, error) {
	mark, _ := m.Mark()
	drafts, _ := m.Drafts(id, by)
	r, err := m.Load(id)
	return screen.Opened{Run: r, Mark: mark, Drafts: drafts}, err
}

// Attach implements [screen.Writer]. It reads nothing: every file is message.eml.
func (m *Memory) Attach(path string, _ int64) (run.EvidenceAdded, error) {
	return run.EvidenceAdded{
		Name: "message.eml", Path: path, Size: 1234, Modified: Began, Kept: true,
		SHA256: fmt.Sprintf("%064x", len(path)),
	}, m.Err
}

// FilesIn implements [screen.Writer]. It does not look into folders below.
func (m *Memory) FilesIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var files []string
	for _, e := range entries {
		files = append(files, filepath.Join(folder, e.Name()))
	}
	return files, errors.Join(err, m.Err)
}

// List implements [screen.Library].
func (m *Memory) List() ([]screen.Listed, error) {
	var all []screen.Listed
	for _, b := range append([]*playbook.Playbook{m.Book}, m.Shelf...) {
		all = append(all, screen.Listed{ID: b.ID, Title: b.Title, Version: b.Version, Phases: len(b.Phases), Steps: len(b.Steps()), Source: "embedded"})
	}
	return append(all, m.More...), nil
}

// Open implements [screen.Library].
func (m *Memory) Open(ref string) (*playbook.Playbook, error) {
	for _, b := range m.Shelf {
		if b.ID == ref {
			return b, m.OpenErr
		}
	}
	return m.Book, m.OpenErr
}

// Shelved implements [screen.Library].
func (m *Memory) Shelved(string) (playbook.Shelved, bool) {
	return playbook.Shelved{Version: m.Book.Version, Digest: m.Book.Digest}, true
}

// Rules implements [screen.Library].
func (m *Memory) Rules() ([]playbook.Rule, error) { return m.Law, m.OpenErr }

// Begin starts a run in m and folds the intentions into it, a minute apart.
func (m *Memory) Begin(t testing.TB, by string, intentions ...run.Intention) string {
	t.Helper()
	r, err := m.Start(m.Book, "Mail to finance", false, run.Stamp{By: by, Now: Began})
	if err != nil {
		t.Fatal(err)
	}
	for i, decide := range intentions {
		if r, err = m.Record(r, run.Stamp{By: by, Now: Began.Add(time.Duration(i+1) * time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
	return r.ID()
}

// Write records what somebody else does while a test runs.
func (m *Memory) Write(t testing.TB, id, by string, intentions ...run.Intention) {
	t.Helper()
	for _, decide := range intentions {
		r := m.Run[id]
		if _, err := m.Record(r, run.Stamp{By: by, Now: tuitest.Clock(Began.Add(30 * time.Minute))()}, decide); err != nil {
			t.Fatal(err)
		}
	}
}

// Last returns the last event of a run.
func (m *Memory) Last(id string) run.Event { return m.Run[id].Last().Event }
