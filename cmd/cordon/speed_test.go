//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
	"cordon/tui/ptytest"
)

// The benchmarks of this file measure the real program in a real terminal, and
// beside it, taking turns, the floor: the least that such a program must cost.
// There are two: Bubble Tea as it is, which draws 60 times a second, and one
// that draws right after each message. What counts is the ratio. Run them all
// with
//
//	go test -run '^$' -bench . -benchtime 20x ./...

// BenchmarkScreens measures what a person waits for.
func BenchmarkScreens(b *testing.B) {
	s := newSpeed(b)
	small, large := s.seed(b, "small.db", 12), s.seed(b, "large.db", 10_000)
	many := s.seedRuns(b, "many.db", 1_000)
	flagship, _ := s.flagship(b)
	floor := screenRun{cmd: []string{s.floor}, ready: "row 0 of 40"}
	direct := screenRun{cmd: []string{s.floor, "direct"}, ready: "row 0 of 40"}
	home := func(db string) screenRun {
		return screenRun{cmd: []string{s.cordon, "--store", db}, ready: "q quit"}
	}
	resume := func(db string) screenRun {
		return screenRun{cmd: []string{s.cordon, "--store", db, "resume"}, ready: "enter continue"}
	}
	silent := func(r screenRun) screenRun { r.answer = ptytest.Silent; return r }

	b.Run("first-paint-home", func(b *testing.B) { compare(b, paint(home(small)), paint(floor)) })
	b.Run("first-paint-resumed", func(b *testing.B) { compare(b, paint(resume(small)), paint(floor)) })
	b.Run("first-paint-flagship", func(b *testing.B) { compare(b, paint(resume(flagship)), paint(floor)) })
	b.Run("first-paint-flagship-direct", func(b *testing.B) { compare(b, paint(resume(flagship)), paint(direct)) })
	b.Run("first-paint-silent-terminal", func(b *testing.B) { compare(b, paint(silent(home(small))), paint(home(small))) })
	b.Run("home-with-1000-runs", func(b *testing.B) { compare(b, paint(home(many)), paint(home(small))) })
	b.Run("resume-of-10000-entries", func(b *testing.B) { compare(b, paint(resume(large)), paint(resume(small))) })
	b.Run("key-to-durable-and-painted", func(b *testing.B) { s.keys(b, small) })
	b.Run("key-cursor", func(b *testing.B) { s.cursor(b, flagship, floor) })
	b.Run("key-cursor-direct", func(b *testing.B) { s.cursor(b, flagship, direct) })
	b.Run("memory", func(b *testing.B) { s.memory(b, resume(flagship), floor) })
}

// BenchmarkVersion measures a command that does nothing, beside a program that
// does nothing.
func BenchmarkVersion(b *testing.B) {
	s := newSpeed(b)
	compare(b, ended(s.cordon, "--version"), ended("/bin/true"))
}

// BenchmarkCommands measures commands on a run of the largest playbook that
// ships, beside one that only prints its version.
func BenchmarkCommands(b *testing.B) {
	s := newSpeed(b)
	db, id := s.flagship(b)
	for _, args := range [][]string{
		{"note", id, "-m", "what I saw"}, {"show", id}, {"status", id}, {"ls"},
		{"__complete", "step", "done", id, ""}, {"start", "customer-data-breach", "--no-tui"},
	} {
		b.Run(args[0], func(b *testing.B) {
			compare(b, ended(s.cordon, append([]string{"--store", db, "--as", "maria"}, args...)...), ended(s.cordon, "--version"))
		})
	}
}

// ended measures a command from its start to its end.
func ended(name string, args ...string) func(testing.TB) time.Duration {
	return func(t testing.TB) time.Duration {
		began := time.Now()
		if err := exec.Command(name, args...).Run(); err != nil {
			t.Fatal(err)
		}
		return time.Since(began)
	}
}

// compare runs two things in turn, b.N times each, and reports the medians and
// their ratio.
func compare(b *testing.B, ours, floor func(testing.TB) time.Duration) {
	ours(b) // warm both
	floor(b)
	var a, f []time.Duration
	for b.Loop() {
		a, f = append(a, ours(b)), append(f, floor(b))
	}
	publish(b, a, f)
}

func publish(b *testing.B, ours, floor []time.Duration) {
	a, f := median(ours), median(floor)
	b.ReportMetric(0, "ns/op") // of both together: says nothing
	b.ReportMetric(ms(a), "ms")
	b.ReportMetric(ms(f), "floor-ms")
	b.ReportMetric(ms(a-f), "ms-over-floor")
	b.ReportMetric(float64(a)/float64(f), "x-floor")
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// speed holds what the benchmarks run.
type speed struct {
	dir, cordon, floor string
}

func newSpeed(b *testing.B) speed {
	return speed{
		dir:    b.TempDir(),
		cordon: ptytest.Build(b, "cordon/cmd/cordon"),
		floor:  ptytest.Build(b, "cordon/cmd/cordon/internal/floor"),
	}
}

// A screenRun is a program and the text that shows when it is ready.
type screenRun struct {
	cmd    []string
	ready  string
	answer ptytest.Profile
	// Zero is the usual size.
	width, height int
}

func (r screenRun) start(t testing.TB) *ptytest.Term {
	return ptytest.Start(t, ptytest.Options{Cmd: r.cmd, Answer: r.answer, Width: r.width, Height: r.height, Env: []string{
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "CORDON_AS=maria"}})
}

// paint measures from the start of a program to its first screen.
func paint(r screenRun) func(testing.TB) time.Duration {
	return func(t testing.TB) time.Duration {
		began := time.Now()
		term := r.start(t)
		term.WaitFor(r.ready, 20*time.Second)
		took := time.Since(began)
		term.Kill()
		term.Wait(5 * time.Second)
		return took
	}
}

// keys measures from a key that marks a step to the screen that shows the
// entry's number, which it shows only once the entry is on disk. The floor is
// a key that moves its cursor.
func (s speed) keys(b *testing.B, db string) {
	ours := s.atWork(b, db)
	floor := screenRun{cmd: []string{s.floor}}.start(b)
	floor.WaitFor("row 0 of 40", 5*time.Second)
	seq, row := seqOn(b, ours), 0
	var a, f []time.Duration
	for b.Loop() {
		seq, row = seq+1, (row+1)%40
		a = append(a, pressed(ours, "space", fmt.Sprintf("#%d ", seq)))
		f = append(f, pressed(floor, "down", fmt.Sprintf("row %d of", row)))
	}
	publish(b, a, f)
	ours.Kill()
	floor.Kill()
}

// cursor measures a key that moves the cursor to another step, beside one that
// moves that of the floor.
func (s speed) cursor(b *testing.B, db string, floor screenRun) {
	ours, least := s.atWork(b, db), floor.start(b)
	least.WaitFor(floor.ready, 5*time.Second)
	row := 0
	var a, f []time.Duration
	for b.Loop() {
		row = (row + 1) % 40
		key, shows := "down", "1.2  "
		if row%2 == 0 {
			key, shows = "up", "1.1  "
		}
		a = append(a, pressed(ours, key, shows))
		f = append(f, pressed(least, "down", fmt.Sprintf("row %d of", row)))
	}
	publish(b, a, f)
	ours.Kill()
	least.Kill()
}

// atWork comes back to a run and sends away the card that welcomes.
func (s speed) atWork(b *testing.B, db string) *ptytest.Term { return s.atWorkIn(b, db, 0, 0) }

func (s speed) atWorkIn(b *testing.B, db string, width, height int) *ptytest.Term {
	ours := screenRun{cmd: []string{s.cordon, "--store", db, "resume"}, width: width, height: height}.start(b)
	ours.WaitFor("enter continue", 5*time.Second)
	ours.WaitIdle(time.Second / 2) // a new dialog takes no keys that act
	ours.Press("enter")
	ours.WaitGone("Welcome back", 5*time.Second)
	return ours
}

func pressed(t *ptytest.Term, key, shows string) time.Duration {
	t.WaitIdle(30 * time.Millisecond)
	began := time.Now()
	t.Press(key)
	t.WaitUntil(shows, 5*time.Second, func(screen string) bool {
		return strings.Contains(screen+" ", shows) || strings.Contains(screen, strings.TrimSpace(shows)+"\n")
	})
	return time.Since(began)
}

// seqOn reads the number of the last entry from the screen.
func seqOn(b *testing.B, t *ptytest.Term) int {
	head, _, _ := strings.Cut(t.Screen(), "\n")
	n, err := strconv.Atoi(strings.TrimSpace(head[strings.LastIndex(head, "#")+1:]))
	if err != nil {
		b.Fatalf("no entry number on the screen:\n%s", t.Screen())
	}
	return n
}

// memory measures the largest resident size so far of each program.
func (s speed) memory(b *testing.B, ours, floor screenRun) {
	var a, f float64
	for b.Loop() {
		a, f = max(a, peak(b, ours)), max(f, peak(b, floor))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(a, "MiB")
	b.ReportMetric(f, "floor-MiB")
	b.ReportMetric(a/f, "x-floor")
}

// peak returns the peak resident size of a program in MiB.
func peak(b *testing.B, r screenRun) float64 {
	term := r.start(b)
	defer term.Kill()
	term.WaitFor(r.ready, 10*time.Second)
	return resident(b, term)
}

// resident returns the largest size in memory that a program has had, in MiB.
func resident(b *testing.B, term *ptytest.Term) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", term.PID()))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	kib, err := strconv.Atoi(string(bytes.Fields(rest)[0]))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kib) / 1024
}

// seed makes a store with one run of forty steps and n entries.
func (s speed) seed(b *testing.B, name string, n int) string {
	path := filepath.Join(s.dir, name)
	st, r := s.begin(b, path, "A run of many entries")
	for i := r.Head().Seq; i < uint64(n); i++ {
		var err error
		if r, err = st.Record(r, earlier(), run.AddNote("s1", fmt.Sprintf("note %d: what I saw at this moment", i))); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

// flagship makes a store with one run of the largest playbook that ships.
func (s speed) flagship(b *testing.B) (path, id string) {
	path = filepath.Join(s.dir, "flagship.db")
	book, err := playbooks.Library{}.Open("customer-data-breach")
	if err != nil {
		b.Fatal(err)
	}
	r, err := store.New(path, store.Options{}).Start(book, book.Title, false, earlier())
	if err != nil {
		b.Fatal(err)
	}
	return path, r.ID()
}

// earlier is when the runs were worked on: so long ago that one is welcomed
// back, which is the most that a first screen has to draw.
func earlier() run.Stamp { return run.Stamp{By: "maria", Now: time.Now().Add(-time.Hour)} }

// seedRuns makes a store with many runs.
func (s speed) seedRuns(b *testing.B, name string, n int) string {
	path := filepath.Join(s.dir, name)
	for i := range n {
		s.begin(b, path, fmt.Sprintf("run %d", i))
	}
	return path
}

func (s speed) begin(b *testing.B, path, title string) (*store.Store, run.Run) {
	book, err := playbook.Parse("forty.yaml", fortySteps())
	if err != nil {
		b.Fatal(err)
	}
	st := store.New(path, store.Options{})
	r, err := st.Start(book, title, false, earlier())
	if err != nil {
		b.Fatal(err)
	}
	return st, r
}
