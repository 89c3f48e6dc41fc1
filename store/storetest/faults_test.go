package storetest_test

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/store/storetest"
)

// A fault is something that a store could get wrong, and the part of the
// contract that has to notice.
type fault struct {
	name    string
	noticed string
	spoil   func(memory) storetest.Store
}

func faults() []fault {
	return []fault{
		{"the summary is not renewed", "Summary", func(m memory) storetest.Store { return staleSummary{m} }},
		{"a refusal drops drafts", "DraftsGoWithTheEntry", func(m memory) storetest.Store { return dropsFirst{m} }},
		{"drafts go after the entry", "Readers", func(m memory) storetest.Store { return dropsLater{m} }},
		{"drafts go before the entry", "Readers", func(m memory) storetest.Store { return dropsEarlier{m} }},
		{"the intention is asked about an old run", "DecidesOnTheNewest", func(m memory) storetest.Store { return asksTheKnown{m} }},
		{"a refusal gives an old run back", "DecidesOnTheNewest", func(m memory) storetest.Store { return givesTheKnown{m} }},
		{"a refusal gives an old run back, at random", "Model", func(m memory) storetest.Store { return givesTheKnown{m} }},
		{"others write while the intention is asked", "NothingComesBetween", func(m memory) storetest.Store { return asksUnlocked{m} }},
		{"a refusal is called not saved", "Refusal", func(m memory) storetest.Store { return wrapsRefusals{m} }},
		{"anybody may record", "StampRefused", func(m memory) storetest.Store { return takesNobody{m} }},
		{"another history is taken for this one", "Diverged", func(m memory) storetest.Store { return takesAnyHistory{m} }},
		{"lines are those of the store", "Copies", func(m memory) storetest.Store { return lendsLines{m} }},
		{"the playbook is that of the store", "Copies", func(m memory) storetest.Store { return lendsPlaybook{m} }},
		{"read-only is not", "ReadOnly", func(m memory) storetest.Store { m.opts.ReadOnly = false; return m }},
		{"drafts are shown to all", "DraftsAreOfOnePerson", func(m memory) storetest.Store { return showsDrafts{m} }},
		{"an entry drops others' drafts", "DraftsAreOfOnePerson", func(m memory) storetest.Store { return dropsAnyones{m} }},
		{"drafts are of all runs", "DraftsAreOfOneRun", func(m memory) storetest.Store { return sharesDrafts{m} }},
		{"the first of several is taken", "Resolve", func(m memory) storetest.Store { return takesTheFirst{m} }},
		{"the mark stays", "Mark", func(m memory) storetest.Store { return staysMarked{m} }},
		{"the list is in another order", "Order", func(m memory) storetest.Store { return listsBackwards{m} }},
		{"tampering is not looked for", "Tampering", func(m memory) storetest.Store { return trusts{m} }},
		{"evidence is not looked at", "VerifyEvidence", func(m memory) storetest.Store { return trusts{m} }},
	}
}

// faultVar names the fault of the store in a process of TestFaulty.
const faultVar = "CORDON_STORETEST_FAULT"

// TestFaults runs the suite on stores with a fault, in processes of their own,
// because it has to fail there.
func TestFaults(t *testing.T) {
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Args[0], "-test.run=^TestFaulty$/^"+f.noticed+"$", "-rapid.nofailfile")
			cmd.Env = append(os.Environ(), faultVar+"="+f.name)
			out, err := cmd.CombinedOutput()
			if _, ended := errors.AsType[*exec.ExitError](err); !ended || !strings.Contains(string(out), "--- FAIL: TestFaulty/"+f.noticed) {
				t.Errorf("%s does not notice: %v\n%s", f.noticed, err, out)
			}
		})
	}
}

// TestFaulty fails on purpose: see TestFaults.
func TestFaulty(t *testing.T) {
	i := slices.IndexFunc(faults(), func(f fault) bool { return f.name == os.Getenv(faultVar) })
	if i < 0 {
		t.Skip("only run by TestFaults")
	}
	open := shelves()
	storetest.Run(t, func(t testing.TB, place string, opts store.Options) storetest.Store {
		return faults()[i].spoil(open(t, place, opts).(memory))
	})
}

type staleSummary struct{ memory }

func (s staleSummary) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	next, err := s.memory.Record(known, stamp, decide, drop...)
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.runs[known.ID()].summary = known.Summary()
	}
	return next, err
}

type dropsFirst struct{ memory }

func (s dropsFirst) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	for _, field := range drop {
		_ = s.SaveDraft(known.ID(), stamp.By, field, "")
	}
	return s.memory.Record(known, stamp, decide)
}

// pause lets a reader look at everything once, if there is one.
func (m memory) pause() {
	seen := func() int {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.looks
	}
	before := seen()
	for i := 0; seen() < before+4 && i < 100_000; i++ {
		runtime.Gosched()
	}
}

type dropsLater struct{ memory }

func (s dropsLater) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	next, err := s.memory.Record(known, stamp, decide)
	for _, field := range drop {
		s.pause()
		_ = s.SaveDraft(known.ID(), stamp.By, field, "")
	}
	return next, err
}

type dropsEarlier struct{ memory }

func (s dropsEarlier) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	for _, field := range drop {
		s.pause()
		_ = s.SaveDraft(known.ID(), stamp.By, field, "")
		s.pause()
	}
	return s.memory.Record(known, stamp, decide)
}

type asksTheKnown struct{ memory }

func (s asksTheKnown) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	return s.memory.Record(known, stamp, func(run.Run) (run.Event, error) { return decide(known) }, drop...)
}

type givesTheKnown struct{ memory }

func (s givesTheKnown) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	next, err := s.memory.Record(known, stamp, decide, drop...)
	if err != nil {
		return known, err
	}
	return next, nil
}

type asksUnlocked struct{ memory }

func (s asksUnlocked) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	s.mu.Lock()
	first := !s.waiting
	s.waiting = true
	s.mu.Unlock()
	now, err := s.Refresh(known)
	if err != nil {
		return known, err
	}
	ev, err := decide(now)
	if err != nil {
		return now, err
	}
	for i := 0; first && i < 100_000; i++ { // time enough for somebody who tries
		if newest, err := s.Refresh(now); err != nil || newest.Head() != now.Head() {
			break
		}
		runtime.Gosched()
	}
	return s.memory.Record(now, stamp, func(run.Run) (run.Event, error) { return ev, nil }, drop...)
}

type wrapsRefusals struct{ memory }

func (s wrapsRefusals) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	next, err := s.memory.Record(known, stamp, decide, drop...)
	if err != nil {
		err = &store.NotSavedError{Err: err}
	}
	return next, err
}

type takesNobody struct{ memory }

func (s takesNobody) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	if strings.TrimSpace(stamp.By) == "" {
		stamp.By = "somebody"
	}
	return s.memory.Record(known, stamp, decide, drop...)
}

type takesAnyHistory struct{ memory }

func (s takesAnyHistory) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	next, err := s.memory.Record(known, stamp, decide, drop...)
	if errors.Is(err, store.ErrDiverged) {
		return s.memory.Record(run.New(known.ID(), known.Book()), stamp, decide, drop...)
	}
	return next, err
}

type lendsLines struct{ memory }

func (s lendsLines) Journal(id string, visit func(run.Lines) error) error {
	for seq := uint64(1); s.runs[id].lines[seq].Header != nil; seq++ {
		if err := visit(s.runs[id].lines[seq]); err != nil {
			return err
		}
	}
	return nil
}

type lendsPlaybook struct{ memory }

func (s lendsPlaybook) Playbook(id string) ([]byte, error) { return s.runs[id].source, nil }

type sharesDrafts struct{ memory }

func (s sharesDrafts) SaveDraft(_, by, field, text string) error {
	for id := range s.runs {
		if err := s.memory.SaveDraft(id, by, field, text); err != nil {
			return err
		}
	}
	return nil
}

type showsDrafts struct{ memory }

func (s showsDrafts) Drafts(id, by string) (store.Drafts, error) {
	all, err := s.memory.Drafts(id, by)
	for _, who := range []string{"maria", "ben"} {
		if one, _ := s.memory.Drafts(id, who); len(all.Own) == 0 {
			all.Own = one.Own
		}
	}
	return all, err
}

type dropsAnyones struct{ memory }

func (s dropsAnyones) Record(known run.Run, stamp run.Stamp, decide run.Intention, drop ...string) (run.Run, error) {
	next, err := s.memory.Record(known, stamp, decide, drop...)
	if err == nil {
		for _, field := range drop {
			_ = s.SaveDraft(known.ID(), "ben", field, "")
		}
	}
	return next, err
}

type takesTheFirst struct{ memory }

func (s takesTheFirst) Resolve(prefix string) (string, error) {
	id, err := s.memory.Resolve(prefix)
	if many, ok := errors.AsType[*store.AmbiguousError](err); ok {
		return many.Candidates[0], nil
	}
	return id, err
}

type listsBackwards struct{ memory }

func (s listsBackwards) Runs() ([]run.Summary, error) {
	list, err := s.memory.Runs()
	slices.Reverse(list)
	return list, err
}

type staysMarked struct{ memory }

func (staysMarked) Mark() (string, error) { return "the same", nil }

type trusts struct{ memory }

func (s trusts) Verify(id string) (store.Report, error) {
	report, err := s.memory.Verify(id)
	if _, found := errors.AsType[*run.ChainError](err); found {
		return report, nil
	}
	return report, err
}

func (s trusts) VerifyEvidence(id string) ([]store.EvidenceState, error) {
	states, err := s.memory.VerifyEvidence(id)
	for i := range states {
		states[i].State, states[i].Err = run.Intact, nil
	}
	return states, err
}
