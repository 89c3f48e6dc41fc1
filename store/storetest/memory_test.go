package storetest_test

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
	"cordon/store/storetest"
)

// memory is the plainest store: lines in maps, and a lock. It is there to show
// that the contract asks for nothing that only a file can do.
type memory struct {
	*shelf
	opts store.Options
}

// A shelf is a place in memory.
type shelf struct {
	mu       sync.Mutex
	runs     map[string]*kept
	evidence map[string]bool
	writes   int
	looks    int  // at drafts
	waiting  bool // a faulty store lets others go first
}

// kept is a run.
type kept struct {
	source  []byte
	lines   map[uint64]run.Lines
	summary run.Summary
	drafts  map[string]map[string]string // by person and field
}

// shelves returns an opener of places in memory.
func shelves() storetest.Opener {
	var mu sync.Mutex
	places := map[string]*shelf{}
	return func(_ testing.TB, place string, opts store.Options) storetest.Store {
		mu.Lock()
		defer mu.Unlock()
		if places[place] == nil {
			places[place] = &shelf{runs: map[string]*kept{}, evidence: map[string]bool{}}
		}
		return memory{shelf: places[place], opts: opts}
	}
}

func TestMemoryPasses(t *testing.T) { storetest.Run(t, shelves()) }

func (m memory) find(id string) (*kept, error) {
	if k := m.runs[id]; k != nil {
		return k, nil
	}
	return nil, fmt.Errorf("%w: %q", store.ErrNoRun, id)
}

func (m memory) rand() io.Reader {
	if m.opts.Rand != nil {
		return m.opts.Rand
	}
	return rand.Reader
}

func (m memory) freshID() (string, error) {
	const letters, digits = "abcdefghjkmnpqrstuvwxyz", "23456789"
	for {
		var b [8]byte
		if _, err := io.ReadFull(m.rand(), b[:]); err != nil {
			return "", err
		}
		id := []byte{letters[int(b[0])%len(letters)]}
		for _, c := range b[1:] {
			id = append(id, (letters + digits)[int(c)%len(letters+digits)])
		}
		if m.runs[string(id)] == nil {
			return string(id), nil
		}
	}
}

func (m memory) Start(book *playbook.Playbook, title string, drill bool, stamp run.Stamp) (run.Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if sum := sha256.Sum256(book.Source); hex.EncodeToString(sum[:]) != book.Digest {
		return run.Run{}, errors.New("the playbook is not as it was parsed")
	}
	if m.opts.ReadOnly {
		return run.Run{}, &store.NotSavedError{Err: store.ErrReadOnly}
	}
	id, err := m.freshID()
	if err != nil {
		return run.Run{}, &store.NotSavedError{Err: err}
	}
	k := &kept{source: slices.Clone(book.Source), lines: map[uint64]run.Lines{}, drafts: map[string]map[string]string{}}
	next, err := m.write(k, run.New(id, book), stamp, run.Start(book, title, drill))
	if err != nil {
		return run.Run{}, err
	}
	m.runs[id] = k
	return next, nil
}

func (m memory) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(known.ID())
	if err != nil {
		return known, err
	}
	if m.opts.ReadOnly {
		return known, &store.NotSavedError{Err: store.ErrReadOnly}
	}
	now, err := k.catchUp(known)
	if err != nil {
		return known, err
	}
	next, err := m.write(k, now, stamp, decide)
	if err != nil {
		return now, err
	}
	for _, field := range drop {
		delete(k.drafts[stamp.By], field)
	}
	return next, nil
}

// write seals one entry.
func (m memory) write(k *kept, now run.Run, stamp run.Stamp, decide run.Intention) (run.Run, error) {
	ev, err := decide(now)
	if err != nil {
		return now, err
	}
	if stamp.At.IsZero() {
		stamp.At = stamp.Now
	}
	last := now.Last()
	if last != nil && waited(stamp.Now, last.Recorded) {
		stamp.Now = last.Recorded
	}
	var salt [16]byte
	if _, err := io.ReadFull(m.rand(), salt[:]); err != nil {
		return now, err
	}
	if last != nil {
		if back := last.Recorded.Sub(stamp.Now); 0 < back && back < time.Second {
			stamp.Now = last.Recorded.In(stamp.Now.Location()) // it only waited for its turn
		}
	}
	stamp = now.Stamped(stamp, ev)
	l, err := run.Seal(now.ID(), now.Head(), last, stamp, ev, salt)
	if err != nil {
		return now, err
	}
	e, err := l.Read()
	if err != nil {
		return now, err
	}
	next, err := now.Apply(now.Head().Next(l.Header), &e)
	if err != nil {
		return now, err
	}
	k.lines[e.Seq], k.summary = l, next.Summary()
	m.writes++
	return next, nil
}

// waited reports whether an entry that was recorded after a clock was read is
// that of somebody else, who came first meanwhile.
func waited(read, last time.Time) bool {
	monotonic := read != read.Round(0)
	return monotonic && last.After(read) && !last.After(read.Add(time.Since(read)))
}

func (k *kept) catchUp(known run.Run) (run.Run, error) {
	var head run.Head
	var entries []*run.Entry
	now := known
	for seq := uint64(1); k.lines[seq].Header != nil; seq++ {
		head = head.Next(k.lines[seq].Header)
		switch {
		case seq == known.Head().Seq && head != known.Head():
			return known, store.ErrDiverged
		case seq > known.Head().Seq:
			e, err := k.lines[seq].Read()
			if err != nil {
				return known, err
			}
			entries = append(entries, &e)
		}
	}
	if head.Seq < known.Head().Seq {
		return known, store.ErrDiverged
	}
	if len(entries) == 0 {
		return now, nil
	}
	return known.Apply(head, entries...)
}

func (m memory) Load(id string) (run.Run, error) {
	source, err := m.Playbook(id)
	if err != nil {
		return run.Run{}, err
	}
	book, err := playbook.Parse("test", source)
	if err != nil {
		return run.Run{}, err
	}
	return m.Refresh(run.New(id, book))
}

func (m memory) Refresh(known run.Run) (run.Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(known.ID())
	if err != nil {
		return known, err
	}
	return k.catchUp(known)
}

func (m memory) Playbook(id string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(id)
	if err != nil {
		return nil, err
	}
	return slices.Clone(k.source), nil
}

func (m memory) Journal(id string, visit func(run.Lines) error) error {
	m.mu.Lock()
	k, err := m.find(id)
	var all []run.Lines
	if err == nil {
		for _, seq := range slices.Sorted(maps.Keys(k.lines)) {
			all = append(all, run.Lines{Header: bytes.Clone(k.lines[seq].Header), Body: bytes.Clone(k.lines[seq].Body)})
		}
	}
	m.mu.Unlock()
	for _, l := range all {
		if err := visit(l); err != nil {
			return err
		}
	}
	return err
}

func (m memory) Verify(id string) (store.Report, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(id)
	if err != nil {
		return store.Report{}, err
	}
	v := run.Verifier{Run: id}
	report := store.Report{Head: k.summary.Head}
	for _, seq := range slices.Sorted(maps.Keys(k.lines)) {
		report.Entries++
		if l := k.lines[seq]; seq == report.Entries && err == nil {
			report.Bytes += int64(len(l.Header) + len(l.Body))
			err = v.Check(l)
		} else if err == nil {
			err = cmp.Or(v.Finish(run.Head{}), error(&run.ChainError{Run: id, Seq: report.Entries, What: "is missing"}))
		}
	}
	if finish := v.Finish(k.summary.Head); err == nil {
		err = finish
	}
	return report, err
}

func (m memory) Runs() ([]run.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []run.Summary
	for _, k := range m.runs {
		list = append(list, k.summary)
	}
	slices.SortFunc(list, func(a, b run.Summary) int {
		if a.Closed.IsZero() != b.Closed.IsZero() {
			return map[bool]int{true: -1, false: 1}[a.Closed.IsZero()]
		}
		return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (m memory) Resolve(prefix string) (string, error) {
	prefix = strings.ToLower(prefix)
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []string
	for id := range m.runs {
		if strings.HasPrefix(id, prefix) {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 0:
		return "", store.ErrNoRun
	case 1:
		return found[0], nil
	}
	return "", &store.AmbiguousError{Prefix: prefix, Candidates: found}
}

func (m memory) Mark() (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return fmt.Sprint(m.writes), nil
}

func (m memory) SaveDraft(id, by, field, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(id)
	switch {
	case err != nil:
		return err
	case m.opts.ReadOnly:
		return &store.NotSavedError{Err: store.ErrReadOnly}
	case field == "" || by == "" || strings.Contains(by+field, "\x1f"):
		return &store.NotSavedError{Err: errors.New("a draft is of a person and a field")}
	}
	if k.drafts[by] == nil {
		k.drafts[by] = map[string]string{}
	}
	if k.drafts[by][field] = text; text == "" {
		delete(k.drafts[by], field)
	}
	m.writes++
	return nil
}

func (m memory) Drafts(id, by string) (store.Drafts, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(id)
	m.looks++
	if err != nil {
		return store.Drafts{}, err
	}
	all := store.Drafts{Own: map[string]string{}, Others: map[string][]string{}}
	for _, who := range slices.Sorted(maps.Keys(k.drafts)) {
		for field, text := range k.drafts[who] {
			if who == by {
				all.Own[field] = text
			} else {
				all.Others[field] = append(all.Others[field], who)
			}
		}
	}
	return all, nil
}

func (m memory) Attach(path string, limit int64) (run.EvidenceAdded, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return run.EvidenceAdded{}, err
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return run.EvidenceAdded{}, err
	}
	info, err := os.Lstat(abs)
	if err != nil {
		return run.EvidenceAdded{}, err
	}
	if !info.Mode().IsRegular() {
		return run.EvidenceAdded{}, store.ErrNotRegular
	}
	ev := run.EvidenceAdded{Name: info.Name(), Path: abs, Size: info.Size(), Modified: info.ModTime(), Kept: limit < 0 || info.Size() <= limit}
	if ev.SHA256, err = digestOf(abs); err != nil {
		return run.EvidenceAdded{}, err
	}
	if ev.Kept && m.opts.ReadOnly {
		return run.EvidenceAdded{}, store.ErrReadOnly
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.evidence[ev.SHA256] = m.evidence[ev.SHA256] || ev.Kept
	return ev, nil
}

func digestOf(path string) (string, error) {
	content, err := os.ReadFile(path)
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), err
}

func (m memory) VerifyEvidence(id string) ([]store.EvidenceState, error) {
	var states []store.EvidenceState
	err := m.Journal(id, func(l run.Lines) error {
		e, err := l.Read()
		if ev, ok := e.Event.(run.EvidenceAdded); ok {
			states = append(states, m.look(e.Seq, ev))
		}
		return err
	})
	return states, err
}

func (m memory) look(seq uint64, ev run.EvidenceAdded) store.EvidenceState {
	st := store.EvidenceState{Seq: seq, Evidence: ev, File: ev.Path, State: run.Intact}
	m.mu.Lock()
	defer m.mu.Unlock()
	if ev.Kept && m.evidence[ev.SHA256] {
		return st
	}
	switch digest, err := digestOf(ev.Path); {
	case errors.Is(err, os.ErrNotExist):
		st.State = run.Missing
	case err != nil:
		st.State, st.Err = run.Unread, err
	case digest != ev.SHA256:
		st.State = run.Altered
	}
	return st
}

// Tamper implements [storetest.Tamperer].
func (m memory) Tamper(id string, change func(map[uint64]run.Lines)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, err := m.find(id)
	if err == nil {
		change(k.lines)
	}
	return err
}
