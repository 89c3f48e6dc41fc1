package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
)

var large = flag.Bool("large", false, "as large as anybody could have it, which takes minutes: 10,000 runs, 100,000 entries, 2,000 steps, 4 GiB of evidence, 1 MiB pasted")

// A largeness is how much there is of everything.
type largeness struct {
	runs, entries, steps int
	evidence             int64 // bytes
	pasted               int   // bytes
}

func howLarge() largeness {
	if *large {
		return largeness{10_000, 100_000, 2_000, 4 << 30, 1 << 20}
	}
	return largeness{500, 4_000, 300, 96 << 20, 1 << 20}
}

// A heap is an office with much of something.
type heap struct {
	office
	largeness
	tried, losses int
}

// newHeap makes an office in memory, if there is such a place: making the runs is
// not what is tried, and every entry is put on disk.
func newHeap(t *testing.T) *heap {
	t.Helper()
	home, err := os.MkdirTemp("/dev/shm", "cordon-large-")
	if err != nil {
		home = t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(home); err != nil {
			t.Error(err)
		}
	})
	return &heap{office: office{t: t, home: home}, largeness: howLarge()}
}

// A bound is how much something may take.
type bound struct {
	cpu time.Duration // of all its threads
	mib int           // in memory, at the most at any time
}

func (h *heap) holds(what string, cpu time.Duration, peak int, b bound) {
	h.t.Helper()
	h.tried++
	h.t.Logf("%-44s %6.2f s of %4.0f   %4d MiB of %4d", what, cpu.Seconds(), b.cpu.Seconds(), peak, b.mib)
	if cpu > b.cpu || peak > b.mib {
		h.losses++
		h.t.Errorf("%s took %v and %d MiB, more than %v and %d MiB", what, cpu, peak, b.cpu, b.mib)
	}
}

// command runs a command that has to go well, and holds it to a bound.
func (h *heap) command(b bound, args ...string) {
	h.t.Helper()
	cmd := exec.Command(programPath(h.t), args...)
	cmd.Dir, cmd.Env = h.home, append([]string{"PATH=" + os.Getenv("PATH")}, h.environ()...)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	peaks := make(chan int)
	over := make(chan struct{})
	go func() { peaks <- watchPeak(cmd.Process.Pid, over) }()
	err := cmd.Wait()
	close(over)
	peak := <-peaks
	if err != nil {
		h.losses++
		h.t.Errorf("cordon %q: %v: %s", args, err, said.String())
	}
	for i, arg := range args {
		args[i] = filepath.Base(arg)
	}
	h.holds("cordon "+strings.Join(args, " "), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peak, b)
}

// watchPeak returns the most memory that a process has had, as far as it could be
// looked at before it ended. What the system says afterwards is no help: it counts
// what the test had when it started the process.
func watchPeak(pid int, over <-chan struct{}) (mib int) {
	for {
		mib = max(mib, peakOf(pid))
		select {
		case <-over:
			return mib
		case <-time.After(time.Millisecond):
		}
	}
}

func peakOf(pid int) (mib int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, ok := bytes.Cut(status, []byte("VmHWM:"))
	if !ok {
		return 0 // it is over
	}
	kib, _ := strconv.Atoi(string(bytes.Fields(rest)[0]))
	return kib >> 10
}

// screen goes to a screen, does something there, and holds the program to a bound
// for all of it.
func (h *heap) screen(b bound, what string, does func(*person), args ...string) {
	h.t.Helper()
	p := h.sit(window{120, 36}, args...)
	defer p.End()
	does(p)
	h.holds(what, cpuOf(h.t, p.PID()), peakOf(p.PID()), b)
	p.Kill()
}

// cpuOf returns what a process has taken of the cores.
func cpuOf(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+2:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // Linux counts in hundredths
}

// TestTerminalLarge holds commands and screens to bounds of time and memory where
// there is much of something. The bounds are some times what was measured.
//
//	go test ./cmd/cordon -run TestTerminalLarge -large -v
func TestTerminalLarge(t *testing.T) {
	takesLong(t)
	t.Parallel()
	h := newHeap(t)
	h.evidenceFile()
	h.manyEntries()
	h.manySteps()
	h.paste()
	h.manyRuns()
	t.Logf("proof: large: tried %d commands and screens, promised each keeps to its bound of time and memory with %d runs, %d entries, %d steps, %d MiB of evidence, %d KiB pasted, lost %d, seed none",
		h.tried, h.runs, h.entries, h.steps, h.evidence>>20, h.pasted>>10, h.losses)
}

// evidenceFile attaches a file that is far larger than the memory it may take.
func (h *heap) evidenceFile() {
	h.t.Helper()
	id := h.begin(h.file("forty.yaml", string(fortySteps())))
	image := h.file("disk.img", "")
	if err := os.Truncate(image, h.evidence); err != nil {
		h.t.Fatal(err)
	}
	b := bound{time.Duration(2+h.evidence>>27) * time.Second, 24}
	h.command(b, "evidence", "add", id, "s1", image)
	h.command(b, "evidence", "verify", id)
}

// manyEntries works on a run of many entries.
func (h *heap) manyEntries() {
	h.t.Helper()
	id := h.begin("forty.yaml")
	s := h.store()
	r := h.load(id)
	for i := range h.entries {
		var err error
		stamp := run.Stamp{By: "maria", Now: time.Now()}
		if r, err = s.Record(r, stamp, run.AddNote("s1", fmt.Sprintf("note %d: what was seen at this moment", i))); err != nil {
			h.t.Fatal(err)
		}
	}
	b := bound{time.Duration(1+h.entries/5_000) * time.Second, 64 + h.entries/250}
	h.command(b, "verify", id)
	h.command(b, "note", id, "-m", "one more")
	h.command(b, "timeline", id)
	h.command(b, "report", id, "-f", "html", "-o", "report.html")
	h.command(b, "export", id, "-o", "run.cordon")
	h.screen(b, "the screen of a run of many entries", func(p *person) {
		p.isThere() // making the run may have taken a while
		p.Press("space")
		p.sees()
		p.Press("t")
		p.reads("Timeline")
	}, "resume", id)
}

// manySteps works on a playbook of many steps.
func (h *heap) manySteps() {
	h.t.Helper()
	var y bytes.Buffer
	y.WriteString("format: cordon/1\nid: many\ntitle: Many steps\nphases:\n")
	for i := range h.steps {
		if i%50 == 0 {
			fmt.Fprintf(&y, "- id: phase-%d\n  title: Phase %d\n  steps:\n", i/50+1, i/50+1)
		}
		fmt.Fprintf(&y, "  - id: s%d\n    title: Look at system number %d\n    do: Open its log, and note what is **not** as usual.\n", i+1, i+1)
	}
	book := h.file("many.yaml", y.String())
	b := bound{time.Duration(2+h.steps/500) * time.Second, 64 + h.steps/20}
	h.command(b, "playbook", "lint", book)
	id := h.begin(book)
	h.command(b, "show", id)
	h.command(b, "step", "done", id, "s7")
	h.command(b, "report", id, "-f", "md")
	h.screen(b, "the screen of a run of many steps", func(p *person) {
		p.isThere()
		p.Press("space")
		p.sees()
		p.Press("j", "J", "k")
		p.Press("/")
		p.reads("Find steps")
		p.Type("system number 77")
		p.reads("number 77")
	}, "resume", id)
}

// paste pastes far more into a note than a note may hold.
func (h *heap) paste() {
	h.t.Helper()
	id := h.begin("forty.yaml")
	h.screen(bound{8 * time.Second, 96}, "a paste into a note", func(p *person) {
		p.resumes()
		p.Press("n")
		p.dialog("Note on")
		p.Paste(strings.Repeat("the export ran from 02:10 to 02:45, as root. ", h.pasted/45))
		p.finds(`too long|at most|bytes|larger|KiB`)
		p.Press("ctrl+c")
		p.reads("ctrl+c again")
	}, "resume", id)
}

// manyRuns looks at a store of many runs.
func (h *heap) manyRuns() {
	h.t.Helper()
	h.env = append(h.env, "CORDON_STORE="+filepath.Join(h.home, "many.db"))
	s := store.New(filepath.Join(h.home, "many.db"), store.Options{})
	book, err := playbook.Parse("forty.yaml", fortySteps())
	if err != nil {
		h.t.Fatal(err)
	}
	id := ""
	for i := range h.runs {
		r, err := s.Start(book, fmt.Sprintf("Run number %d", i), false, run.Stamp{By: "maria", Now: time.Now()})
		if err != nil {
			h.t.Fatal(err)
		}
		id = r.ID()
	}
	b := bound{time.Duration(2+h.runs/1_000) * time.Second, 64 + h.runs/50}
	h.command(b, "ls")
	h.command(b, "note", id, "-m", "one more")
	h.command(b, "verify", "--all")
	h.command(b, "stats")
	h.screen(b, "the home screen with many runs", func(p *person) {
		p.reads("cordon  runs")
		p.Press("G")
		p.Press("g", "j", "j")
		p.Press("enter")
		p.reads("Look at system number 1")
	})
}
