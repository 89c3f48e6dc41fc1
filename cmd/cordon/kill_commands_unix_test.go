//go:build unix

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"cordon/playbook/run"
)

// TestKillCommands kills commands of four people who work on one run, at random
// moments. What a command had said is in the journal under the number it named,
// evidence it had named is there, and the file is whole.
//
//	go test ./cmd/cordon -run TestKillCommands -kills 5000 -kills.seed 7
func TestKillCommands(t *testing.T) {
	takesLong(t)
	t.Parallel()
	const fresh = 400 // kills, so that the journal stays short
	tried, said, lost := 0, 0, 0
	for left := 4 * *kills; left > 0; left -= fresh {
		d := newCounter(t)
		d.works(min(left, fresh), uint64(left))
		tried, said, lost = tried+d.tried, said+len(d.said), lost+d.losses()
	}
	t.Logf("proof: SIGKILL of commands of four people on one store: tried %d kills, promised the store verifies and what a command had said is there under its number (%d had said something), lost %d, seed %d",
		tried, said, lost, *killsSeed)
}

// A counter is where four people run commands that are killed.
type counter struct {
	office
	id    string
	takes time.Duration // a command that is left alone

	mu    sync.Mutex
	tried int
	said  []heard
}

// A heard is what a command has said before it ended or was killed.
type heard struct {
	by, text string // of the note; empty for what is none
	seq      uint64
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	d := &counter{office: newOffice(t)}
	d.id = d.begin(d.file("forty.yaml", string(fortySteps())))
	d.file("evidence.log", "12 exports\n")
	began := time.Now()
	for range 3 {
		d.must("note", d.id, "-m", "how long this takes")
	}
	d.takes = time.Since(began) / 3
	return d
}

// works lets four people work until so many commands were killed.
func (d *counter) works(kills int, stream uint64) {
	var all sync.WaitGroup
	for who := range 4 {
		rnd := rand.New(rand.NewPCG(*killsSeed, stream*4+uint64(who)))
		all.Go(func() {
			for i := who; i < kills; i += 4 {
				d.killsOne(rnd, fmt.Sprintf("w%d", who), i)
			}
		})
	}
	all.Wait()
}

// killsOne runs a command, kills it, and notes what it has said until then.
func (d *counter) killsOne(rnd *rand.Rand, by string, i int) {
	text := fmt.Sprintf("%s saw number %d", by, i)
	args := [][]string{
		{"note", d.id, "-m", text},
		{"note", d.id, "2.1", "-m", text},
		{"step", "done", d.id, fmt.Sprintf("s%d", 1+rnd.IntN(40))},
		{"step", "reopen", d.id, fmt.Sprintf("s%d", 1+rnd.IntN(40))},
		{"evidence", "add", d.id, "s1", "evidence.log", "--desc", text},
		{"undo", d.id},
	}[rnd.IntN(6)]
	cmd := exec.Command(programPath(d.t), append(args, "--as", by)...)
	cmd.Dir, cmd.Env = d.home, append([]string{"PATH=" + os.Getenv("PATH")}, d.environ()...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		d.t.Error(err)
		return
	}
	timer := time.AfterFunc(time.Duration(rnd.Int64N(int64(d.takes*3/2))), func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // how it ended does not matter: what it has said does
	timer.Stop()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tried++
	found := regexp.MustCompile(`\(entry (\d+)\)`).FindStringSubmatch(out.String())
	if found == nil {
		return
	}
	seq, err := strconv.ParseUint(found[1], 10, 64)
	if err != nil {
		d.t.Error(err)
	}
	s := heard{by: by, seq: seq}
	if args[0] == "note" {
		s.text = text
	}
	d.said = append(d.said, s)
}

// losses counts what is not as it was said.
func (d *counter) losses() (lost int) {
	d.t.Helper()
	loses := func(format string, args ...any) {
		lost++
		d.t.Errorf(format, args...)
	}
	if _, err := d.store().VerifyAll(); err != nil {
		loses("the store does not verify: %v", err)
	}
	entries := d.load(d.id).Entries()
	for _, s := range d.said {
		switch {
		case s.seq > uint64(len(entries)) || entries[s.seq-1].By != s.by:
			loses("entry %d of %s is not there", s.seq, s.by)
		case s.text != "":
			if note, ok := entries[s.seq-1].Event.(run.NoteAdded); !ok || note.Text != s.text {
				loses("entry %d is %v, and %s was said to be recorded", s.seq, entries[s.seq-1].Event, s.text)
			}
		}
	}
	states, err := d.store().VerifyEvidence(d.id)
	if err != nil {
		loses("evidence: %v", err)
	}
	for _, state := range states {
		if state.State != run.Intact {
			loses("evidence of entry %d is %s", state.Seq, state.State)
		}
	}
	if _, stderr, code := d.cordon("note", d.id, "-m", "life goes on"); code != exitOK {
		loses("after the kills a note ends with %d: %s", code, strings.TrimSpace(stderr))
	}
	return lost
}
