package tui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

// began is when the tests' time begins.
var began = time.Date(2026, 11, 21, 3, 11, 40, 0, time.FixedZone("CET", 3600))

const phishing = `
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

// book is the playbook of the tests.
func book(t testing.TB) *playbook.Playbook {
	t.Helper()
	b, err := playbook.Parse("phishing.yaml", []byte(phishing))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// takesLong leaves a test out that takes long where -short asks for that: a
// sweep through all screens, keys or windows, or a wait in a terminal.
func takesLong(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
}

// memory is a Journal in memory. It seals entries as the store does, so tests
// can look at what was written.
type memory struct {
	mu     sync.Mutex // the commands of an App run side by side
	book   *playbook.Playbook
	runs   map[string]run.Run
	order  []string
	drafts map[string]map[string]string
	more   []Listed // besides the book
	writes int
	reads  int           // of the list of runs
	delay  time.Duration // each write takes so long
	err    error         // and then fails so
	// openErr is why no playbook can be opened.
	openErr error
	// verifyErr is what checking a chain finds.
	verifyErr error
	touched   int // how often a change was asked for
}

func newMemory(t testing.TB) *memory {
	return &memory{book: book(t), runs: map[string]run.Run{}, drafts: map[string]map[string]string{}}
}

func (m *memory) Start(b *playbook.Playbook, title string, drill bool, stamp run.Stamp) (run.Run, error) {
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

func (m *memory) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	m.mu.Lock()
	m.touched++
	delay := m.delay
	m.mu.Unlock()
	time.Sleep(delay) // in a synctest bubble: no real time passes
	m.mu.Lock()
	defer m.mu.Unlock()
	now, ok := m.runs[known.ID()]
	if !ok {
		now = known
	}
	if m.err != nil {
		return now, m.err
	}
	ev, err := decide(now)
	if err != nil {
		return now, err
	}
	lines, err := run.Seal(now.ID(), now.Head(), now.Last(), stamp, ev, [16]byte{})
	if err != nil {
		return now, err
	}
	e, err := lines.Read()
	if err != nil {
		return now, err
	}
	next, err := now.Apply(now.Head().Next(lines.Header), &e)
	if err != nil {
		return now, err
	}
	for _, field := range drop {
		delete(m.drafts[now.ID()], field)
	}
	m.runs[now.ID()] = next
	m.writes++
	return next, nil
}

func (m *memory) Load(id string) (run.Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.runs[id]
	if !ok {
		return run.Run{}, errors.New("no run " + id)
	}
	return r, nil
}

func (m *memory) Refresh(known run.Run) (run.Run, error) { return m.Load(known.ID()) }

func (m *memory) Runs() ([]run.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads++
	var all []run.Summary
	for _, id := range m.order {
		all = append(all, m.runs[id].Summary())
	}
	return all, m.err
}

func (m *memory) Mark() (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return strconv.Itoa(m.writes), nil
}

func (m *memory) Verify(id string) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.runs[id].Entries()), errors.Join(m.err, m.verifyErr)
}

func (m *memory) SaveDraft(id, field, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.touched++
	if m.drafts[id] == nil {
		m.drafts[id] = map[string]string{}
	}
	m.drafts[id][field] = text
	if text == "" {
		delete(m.drafts[id], field)
	}
	return m.err
}

func (m *memory) OpenRun(id string) (Opened, error) {
	mark, _ := m.Mark()
	r, err := m.Load(id)
	m.mu.Lock()
	defer m.mu.Unlock()
	return Opened{Run: r, Mark: mark, Drafts: maps.Clone(m.drafts[id])}, err
}

func (m *memory) Attach(path string, _ int64) (run.EvidenceAdded, error) {
	return run.EvidenceAdded{
		Name: "message.eml", Path: path, Size: 1234, Modified: began, Kept: true,
		SHA256: fmt.Sprintf("%064x", len(path)),
	}, m.err
}

func (m *memory) List() ([]Listed, error) {
	return append([]Listed{{ID: m.book.ID, Title: m.book.Title, Version: m.book.Version, Phases: len(m.book.Phases), Steps: len(m.book.Steps()), Source: "embedded"}}, m.more...), nil
}

func (m *memory) Open(string) (*playbook.Playbook, error) { return m.book, m.openErr }

func (m *memory) Digest(string) (string, bool) { return m.book.Digest, true }

// begin starts a run in m and folds the intentions into it, a minute apart.
func (m *memory) begin(t testing.TB, by string, intentions ...run.Intention) string {
	t.Helper()
	r, err := m.Start(m.book, "Mail to finance", false, run.Stamp{By: by, Now: began})
	if err != nil {
		t.Fatal(err)
	}
	for i, decide := range intentions {
		if r, err = m.Record(r, run.Stamp{By: by, Now: began.Add(time.Duration(i+1) * time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
	return r.ID()
}

// write records what somebody else does while a test runs.
func (m *memory) write(t testing.TB, id, by string, intentions ...run.Intention) {
	t.Helper()
	for _, decide := range intentions {
		r := m.runs[id]
		if _, err := m.Record(r, run.Stamp{By: by, Now: tuitest.Clock(began.Add(30 * time.Minute))()}, decide); err != nil {
			t.Fatal(err)
		}
	}
}

// drive shows an App on m in a window and plays the script. The App's time is
// that of the bubble, from began on.
func drive(t *testing.T, m *memory, cfg Config, width, height int, script func(*tuitest.Driver)) {
	t.Helper()
	cfg.Reader, cfg.Writer, cfg.Library = m, m, m
	if cfg.By == "" {
		cfg.By = "maria"
	}
	if cfg.Now == nil {
		cfg.Now = tuitest.Clock(began.Add(30 * time.Minute))
	}
	tuitest.RunNew(t, func(ctx context.Context) tea.Model {
		cfg.Context = ctx
		return New(cfg)
	}, width, height, script)
}
