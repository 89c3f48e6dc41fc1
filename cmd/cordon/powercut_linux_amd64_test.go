package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/store"
)

var (
	cuts    = flag.Int("cuts", 250, "how many states TestPowerCut tries")
	cutSeed = flag.Uint64("cuts.seed", 1, "which ones")
)

// A promise is what the program has said is saved, from some event on.
type promise struct {
	from  int                 // the event with which it was said
	heads map[string]run.Head // by store and run
	files map[string][32]byte // others, by their path
}

// A night is what people do with the program while it is recorded, and what it has
// promised them.
type recordedNight struct {
	*recorder
	program  string
	promises []promise
	lines    map[string][]run.Lines // in the end, by store and run
	place    string                 // where what is left is put
	opened   map[storeBytes]openedStore
}

// storeBytes names the bytes of a store.
type storeBytes struct {
	name string
	sum  [32]byte
}

func recordNight(t *testing.T) *recordedNight {
	root := t.TempDir()
	for _, name := range []string{"small.yaml", "timed.yaml"} {
		mustWrite(t, filepath.Join(root, name), mustRead(t, filepath.Join("testdata", name)))
	}
	mustWrite(t, filepath.Join(root, "gateway.log"), bytes.Repeat([]byte("12 exports\n"), 2000))
	mustWrite(t, filepath.Join(root, "auth.log"), []byte("3 logins\n"))
	n := &recordedNight{
		recorder: newRecorder(t, root, []string{"HOME=" + root, "XDG_DATA_HOME=", "CORDON_AS=maria", "TZ=" + zone}),
		program:  programPath(t), lines: map[string][]run.Lines{},
		place: placeForStates(t), opened: map[storeBytes]openedStore{},
	}
	n.goThrough()
	n.matches()
	return n
}

// atHome is where the program keeps its runs, below the home folder.
const atHome = ".local/share/cordon/cordon.db"

// goThrough uses every command that makes something last.
func (n *recordedNight) goThrough() {
	first := strings.Fields(n.do("start", "small.yaml", "--no-tui"))[0]
	n.do("note", first, "-m", "the gateway is slow")
	n.do("evidence", "add", first, "1.3", "gateway.log", "auth.log")
	n.do("record", first, "affected=12")
	second := strings.Fields(n.do("start", "timed.yaml", "--no-tui"))[0]
	n.do("note", second, "-m", strings.Repeat("a long note over several pages. ", 400))
	for i := range 6 {
		n.do("note", first, "-m", fmt.Sprintf("note %d: %s", i, strings.Repeat("what was seen. ", 40)))
		n.do("note", second, "-m", fmt.Sprint("short ", i))
	}
	n.do("step", "done", first, "1.1", "--reason", "they did not answer")
	n.do("undo", first)
	n.do("withhold", first, "2", "--reason", "it names somebody")
	n.do("report", first, "-f", "md", "-o", "report.md")
	n.do("report", first, "-f", "md", "-o", "report.md", "--force")
	n.do("export", second, "-o", "second.cordon")
	n.do("export", first, "-o", "first.cordon")
	n.do("backup", "-o", "backup.db")
	n.do("import", "second.cordon", "--store", "away/from/home/runs.db")
	n.do("import", "first.cordon", "--store", "away/from/home/runs.db")
	n.do("note", first, "-m", "it went on here", "--store", "away/from/home/runs.db")
	n.do("salvage", "backup.db", "-o", "saved.db")
	n.do("close", first, "--reason", "the night is over")
}

// do runs a command, and notes what it promises once it has spoken.
func (n *recordedNight) do(args ...string) string {
	n.t.Helper()
	began := len(n.disk.events)
	printed, code, err := n.run(n.program, args...)
	if errors.Is(err, errNoTrace) {
		n.t.Skipf("%v: nothing was tried", err)
	}
	if err != nil || code != exitOK {
		n.t.Fatalf("cordon %s ended with %d, %v: %s", strings.Join(args, " "), code, err, printed)
	}
	spoken := slices.IndexFunc(n.disk.events[began:], func(e event) bool { return e.what == spoke })
	if spoken < 0 {
		n.t.Fatalf("cordon %s said nothing", strings.Join(args, " "))
	}
	n.promises = append(n.promises, n.promised(began+spoken))
	return printed
}

// promised returns what is on the disk now.
func (n *recordedNight) promised(from int) promise {
	p := promise{from: from, heads: map[string]run.Head{}, files: map[string][32]byte{}}
	now := n.files()
	for name, text := range now {
		if name == "report.md" || strings.HasSuffix(name, ".cordon") || filepath.Base(filepath.Dir(name)) == "evidence" {
			p.files[name] = sha256.Sum256(text)
		}
	}
	for _, name := range storesOf(now) {
		s := store.New(filepath.Join(n.root, name), store.Options{ReadOnly: true})
		runs, err := s.Runs()
		if err != nil {
			n.t.Fatal(err)
		}
		for _, sum := range runs {
			key := name + " " + sum.ID
			p.heads[key], n.lines[key] = sum.Head, linesOf(n.t, s, sum.ID)
		}
	}
	return p
}

// storesOf returns the stores that are there, of those that the night makes.
func storesOf(files map[string][]byte) (there []string) {
	for _, name := range []string{atHome, "backup.db", "away/from/home/runs.db", "saved.db"} {
		if _, is := files[name]; is {
			there = append(there, name)
		}
	}
	return there
}

func linesOf(t *testing.T, s *store.Store, id string) (all []run.Lines) {
	t.Helper()
	if err := s.Journal(id, func(l run.Lines) error {
		all = append(all, l)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPowerCut records every write, sync and name of a night with the program, and
// cuts the power at any moment: what was synced is there, and any part of the
// rest. Then whatever was said to be saved must be there, and the store must open.
// Of many states:
//
//	go test ./cmd/cordon -run TestPowerCut$ -cuts 20000 -cuts.seed 7
func TestPowerCut(t *testing.T) {
	n := recordNight(t)
	rnd := rand.New(rand.NewPCG(*cutSeed, 20))
	when := make([]int, *cuts)
	for i := range when {
		when[i] = rnd.IntN(len(n.disk.events) + 1)
	}
	slices.Sort(when)
	d, happened := newDisk(n.disk), 0
	promised, lost := 0, 0
	for i, at := range when {
		for ; happened < at; happened++ {
			d.happen(happened)
		}
		p := n.before(at)
		left, how := leave(d, rnd)
		promised += len(p.heads) + len(p.files)
		for _, what := range n.missing(left, p, i%8 == 0) {
			lost++
			t.Errorf("seed %d, state %d, power cut after %d of %d events, %s: %s", *cutSeed, i, at, len(n.disk.events), how, what)
		}
		if lost > 20 {
			t.Fatal("and so on")
		}
	}
	t.Logf("proof: power cut: tried %d states, promised that what was said to be saved is there (%d runs and files) and every store opens and goes on (%d different ones), lost %d, seed %d",
		*cuts, promised, len(n.opened), lost, *cutSeed)
}

// before returns what was promised before an event.
func (n *recordedNight) before(at int) (p promise) {
	for _, next := range n.promises {
		if next.from < at {
			p = next
		}
	}
	return p
}

// placeForStates is a folder in memory, if there is one.
func placeForStates(t *testing.T) string {
	const memory = "/dev/shm"
	if dir, err := os.MkdirTemp(memory, "cordon-cut-*"); err == nil {
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return t.TempDir()
}

// leave returns the files that a power cut leaves, and says what became of what was
// not synced.
func leave(d *disk, rnd *rand.Rand) (files map[string][]byte, how string) {
	ways := []struct {
		name  string
		lasts func(event) bool
	}{
		{"nothing that was not synced", func(event) bool { return false }},
		{"everything", func(event) bool { return true }},
		{"names and no bytes", func(e event) bool { return e.what >= named }},
		{"bytes and no names", func(e event) bool { return e.what < named }},
		{"half of it", func(event) bool { return rnd.IntN(2) == 0 }},
		{"most of it", func(event) bool { return rnd.IntN(8) > 0 }},
		{"little of it", func(event) bool { return rnd.IntN(8) == 0 }},
	}
	way, files := ways[rnd.IntN(len(ways))], map[string][]byte{}
	d.files(way.lasts, func(name string, text []byte) { files[name] = text })
	return files, "left is " + way.name
}

// missing returns what is not as it was promised, among what is left.
func (n *recordedNight) missing(left map[string][]byte, p promise, on bool) (all []string) {
	for name, sum := range p.files {
		// A report may have been written anew since.
		if text, there := left[name]; !there || sha256.Sum256(text) != sum && name != "report.md" {
			all = append(all, name+" is not there as it was written")
		}
	}
	found := map[string]openedStore{}
	for _, name := range storesOf(left) {
		found[name] = n.open(name, left[name], on)
		if err := found[name].err; err != nil {
			all = append(all, fmt.Sprintf("%s: %v", name, err))
		}
	}
	for key, head := range p.heads {
		name, id, _ := strings.Cut(key, " ")
		if have := found[name].entries[id]; have < head.Seq {
			all = append(all, fmt.Sprintf("%s: of run %s %d entries were saved and %d are there", name, id, head.Seq, have))
		}
	}
	if on && len(found) == 0 {
		if err := startsAnew(filepath.Join(n.place, "anew", atHome)); err != nil {
			all = append(all, fmt.Sprintf("no run can be started: %v", err))
		}
	}
	return all
}

// openedStore is what came of opening a store that was left.
type openedStore struct {
	entries map[string]uint64 // by run, all of them as they were written
	err     error
}

// open opens a store, promised or not. The same bytes are opened once.
func (n *recordedNight) open(name string, text []byte, on bool) openedStore {
	key := storeBytes{name, sha256.Sum256(text)}
	if o, before := n.opened[key]; before {
		return o
	}
	path := filepath.Join(n.place, "state", "cordon.db")
	err := errors.Join(os.RemoveAll(filepath.Dir(path)), os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, text, 0o600))
	if err != nil {
		n.t.Fatal(err)
	}
	o := openedStore{entries: map[string]uint64{}}
	o.err = n.look(store.New(path, store.Options{}), name, on, o.entries)
	n.opened[key] = o
	return o
}

// look returns an error if a store does not open, holds something that nobody
// recorded, or nobody can go on in it.
func (n *recordedNight) look(s *store.Store, name string, on bool, entries map[string]uint64) error {
	runs, err := s.VerifyAll()
	if err != nil {
		return err
	}
	for _, sum := range runs {
		if entries[sum.ID], err = n.asWritten(s, name, sum.ID); err != nil {
			return fmt.Errorf("run %s: %w", sum.ID, err)
		}
		if !on || !sum.Closed.IsZero() {
			continue
		}
		r, err := s.Load(sum.ID)
		if err == nil {
			_, err = s.Record(r, run.Stamp{By: "jon", Now: time.Now()}, run.AddNote("", "after the power came back"))
		}
		if err != nil {
			return fmt.Errorf("run %s cannot go on: %w", sum.ID, err)
		}
	}
	return nil
}

// asWritten returns how many entries a run has, if each is as it was written.
func (n *recordedNight) asWritten(s *store.Store, name, id string) (uint64, error) {
	c, err := s.Copy(id)
	if err != nil {
		return 0, err
	}
	want := n.lines[name+" "+id]
	for i, l := range c.Lines {
		// One body is withheld in the course of the night.
		if i >= len(want) || !bytes.Equal(l.Header, want[i].Header) || len(want[i].Body) > 0 && !bytes.Equal(l.Body, want[i].Body) {
			return 0, fmt.Errorf("entry %d is another one", i+1)
		}
	}
	return c.Head().Seq, nil
}

func startsAnew(path string) error {
	w := &world{vars: map[string]string{"CORDON_STORE": path, "HOME": filepath.Dir(path), "TERM": "xterm"}}
	book, err := filepath.Abs(filepath.Join("testdata", "small.yaml"))
	if err != nil {
		return err
	}
	if _, stderr, code := w.run("start", book, "--no-tui"); code != exitOK {
		return errors.New(stderr)
	}
	return nil
}
