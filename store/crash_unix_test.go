//go:build unix

package store

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

var (
	kills     = flag.Int("kills", 20, "how often TestKill kills a process that records")
	killsSeed = flag.Uint64("kills.seed", 1, "when TestKill kills")
)

// The test binary is also the process that is killed or runs out of room.
const (
	childVar  = "CORDON_STORE_TEST_CHILD" // the name of what the child does
	childPath = "CORDON_STORE_TEST_PATH"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childVar) {
	case "record":
		childRecord()
	case "fill":
		childFill()
	case "hold":
		childHold()
	default:
		os.Exit(m.Run())
	}
}

// child prepares a process that runs a part of this file.
func child(what, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVar+"="+what, childPath+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		os.Exit(1)
	}
}

func childStart() (*Store, run.Run) {
	s := New(os.Getenv(childPath), Options{})
	book, err := playbook.Parse("test", []byte(testBook))
	must(err)
	r, err := s.Start(book, "", false, run.Stamp{By: "maria", Now: time.Now()})
	must(err)
	fmt.Println("started", r.ID())
	return s, r
}

// childRecord saves a draft, records it and says so, for ever.
func childRecord() {
	s, r := childStart()
	for i := 2; ; i++ {
		text := fmt.Sprint("note ", i)
		must(s.SaveDraft(r.ID(), "maria", "note", text))
		fmt.Println("typed", text)
		var err error
		r, err = s.Record(r, run.Stamp{By: "maria", Now: time.Now()}, run.AddNote("", text), "note")
		must(err)
		fmt.Println("saved", text)
	}
}

// childHold holds the file of a store until nobody is left to read for.
func childHold() {
	s, r := childStart()
	must(s.update(func(*txn) error {
		fmt.Println("held", r.ID())
		_, _ = os.Stdin.Read(make([]byte, 1))
		return nil
	}))
}

// killers is how many processes are killed at the same time, each in a folder of
// its own.
const killers = 4

// TestKill kills a process at random moments, most of them in the middle of a
// transaction. What it had said to be saved must be there.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
	var saved, lost atomic.Int64
	t.Run("all", func(t *testing.T) {
		for worker := range killers {
			t.Run(fmt.Sprint(worker), func(t *testing.T) {
				t.Parallel()
				rnd := rand.New(rand.NewPCG(*killsSeed, uint64(worker)))
				for i := worker; i < *kills; i += killers {
					said := killOnce(t, rnd, i%(2*killers) < killers)
					saved.Add(int64(said))
					if t.Failed() {
						lost.Add(1)
						t.Fatalf("that was kill %d, after %d lines", i+1, said)
					}
				}
			})
		}
	})
	t.Logf("they had said %d lines", saved.Load())
	t.Logf("proof: the store's process killed (SIGKILL) while it writes: tried %d kills, promised the store opens and verifies and all that was said to be saved is there, lost %d, seed %d", *kills, lost.Load(), *killsSeed)
}

// killOnce kills a process that records, and returns how many lines it had said.
// If begun, it has begun to record before; else it is often killed while it
// makes the file.
func killOnce(t *testing.T, rnd *rand.Rand, begun bool) int {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	s := New(filepath.Join(dir, "data", "cordon.db"), Options{})
	cmd := child("record", s.Path())
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	var said []string
	if begun {
		said = readLines(lines, 1)
	}
	timer := time.AfterFunc(time.Duration(rnd.Int64N(int64(40*time.Millisecond))), func() { _ = cmd.Process.Kill() })
	said = append(said, readLines(lines, -1)...)
	timer.Stop()
	_ = cmd.Wait()
	if !cmd.ProcessState.Sys().(syscall.WaitStatus).Signaled() {
		t.Fatalf("the child ended by itself: %v", cmd.ProcessState)
	}
	mustHold(t, s, said)
	return len(said)
}

// readLines reads up to n whole lines, or all if n is negative. A line that was
// cut off was not said.
func readLines(b *bufio.Reader, n int) (lines []string) {
	for ; n != 0; n-- {
		line, err := b.ReadString('\n')
		if err != nil {
			break
		}
		lines = append(lines, strings.TrimSuffix(line, "\n"))
	}
	return lines
}

// mustHold checks that a store has all that a child said.
func mustHold(t *testing.T, s *Store, said []string) {
	t.Helper()
	list, err := s.Runs()
	if err != nil {
		t.Errorf("Runs = %v", err)
	}
	verifyAll(t, s)
	notes, draft, id := 0, "", ""
	for _, line := range said {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "started":
			id = rest
		case "typed":
			draft = rest
		case "saved":
			draft = ""
			notes++
		}
	}
	if id == "" {
		return // killed before it could say anything
	}
	r, err := s.Load(id)
	if err != nil || len(list) != 1 {
		t.Errorf("Load = %v, and %d runs, want the one that was started", err, len(list))
		return
	}
	got := r.Notes()
	// What happened between the last line and the kill may be there too.
	if len(got) != notes && len(got) != notes+1 {
		t.Errorf("%d notes are there, %d were saved", len(got), notes)
	}
	for i, e := range got {
		if text, want := e.Event.(run.NoteAdded).Text, fmt.Sprint("note ", i+2); text != want {
			t.Errorf("note %d is %q, want %q", i, text, want)
		}
	}
	have, err := s.Draft(id, "maria", "note")
	if err != nil || draft != "" && have != draft && len(got) == notes {
		t.Errorf("the draft is %q, %v, want %q", have, err, draft)
	}
	// And life goes on.
	if _, err := s.Record(r, run.Stamp{By: "jon", Now: time.Now()}, run.AddNote("", "after the crash")); err != nil {
		t.Errorf("Record after the kill = %v", err)
	}
}

// fileLimit is how large the file of childFill may become.
const fileLimit = 200 << 10

// childFill records until no more room is left, then tries again.
func childFill() {
	s, r := childStart()
	signal.Ignore(syscall.SIGXFSZ) // the error is enough
	limit := syscall.Rlimit{Cur: fileLimit, Max: fileLimit}
	must(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit))
	failures := 0
	for i := 2; failures < 5; i++ {
		text := fmt.Sprint("note ", i)
		next, err := s.Record(r, run.Stamp{By: "maria", Now: time.Now()}, run.AddNote("", text))
		_, notSaved := errors.AsType[*NotSavedError](err)
		switch {
		case err == nil && failures == 0:
			fmt.Println("saved", text)
		case err == nil:
			must(errors.New("recorded again without more room"))
		case !notSaved || !strings.Contains(err.Error(), "file too large"):
			must(fmt.Errorf("Record = %v, want a NotSavedError that says why", err))
		case next.Head() != r.Head():
			must(fmt.Errorf("with the error comes %v, want %v", next.Head(), r.Head()))
		default:
			failures++
		}
		r = next
		again, err := s.Load(r.ID())
		must(err)
		if again.Head() != r.Head() {
			must(fmt.Errorf("Load = %v, want %v", again.Head(), r.Head()))
		}
	}
	fmt.Println("full")
}

// TestDiskFull lets a process run into a limit on the size of files, which
// fails a commit where a full disk does.
func TestDiskFull(t *testing.T) {
	s := open(t)
	out, err := child("fill", s.Path()).Output()
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Split(strings.TrimSpace(string(out)), "\n")
	if said[len(said)-1] != "full" || len(said) < 20 {
		t.Errorf("the child said %d lines and %q at the end, want many and full", len(said), said[len(said)-1])
	}
	mustHold(t, s, said[:len(said)-1])
}
