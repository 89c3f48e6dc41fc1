//go:build unix

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"cordon/playbook/run"
)

// dueDrill is a drill whose messages have all come as it begins, some behind a jump.
const dueDrill = `format: cordon-drill/1
id: due
playbook: misdirected-disclosure
title: All at once
length: 15m
injects:
  - {id: m1, at: 0m, says: "One."}
  - {id: m2, at: 0m, jump: 2h, says: "Two."}
  - {id: m3, after: {inject: m2}, says: "Three."}
  - {id: m4, at: 0m, jump: 1h, says: "Four."}
  - {id: m5, after: {inject: m4}, says: "Five."}
  - {id: m6, at: 0m, says: "Six."}
`

// players play a drill with the program itself.
type players struct {
	office
	id string
}

func newPlayers(t *testing.T) *players {
	t.Helper()
	d := &players{office: newOffice(t)}
	d.file("due.yaml", dueDrill)
	out, err := d.command("drill", "start", filepath.Join(d.home, "due.yaml"), "--no-tui").Output()
	if err != nil {
		t.Fatal(err)
	}
	d.id = string(bytes.TrimSpace(out))
	return d
}

func (d *players) command(args ...string) *exec.Cmd {
	cmd := exec.Command(programPath(d.t), append(args, "--as", "maria")...)
	cmd.Dir, cmd.Env = d.home, append([]string{"PATH=" + os.Getenv("PATH")}, d.environ()...)
	return cmd
}

// came counts the entries that showed each message, and those that moved the clock
// before one.
func (d *players) came() (shown, moved map[string]int) {
	shown, moved = map[string]int{}, map[string]int{}
	for _, e := range d.load(d.id).Entries() {
		switch ev := e.Event.(type) {
		case run.InjectShown:
			shown[ev.Inject]++
		case run.DrillMoved:
			moved[ev.Inject]++
		}
	}
	return shown, moved
}

// once wants each message once, behind one jump where it has one, and a whole record.
func (d *players) once() {
	d.t.Helper()
	shown, moved := d.came()
	if fmt.Sprint(shown) != "map[m1:1 m2:1 m3:1 m4:1 m5:1 m6:1]" || fmt.Sprint(moved) != "map[m2:1 m4:1]" {
		d.t.Errorf("shown %v, moved %v", shown, moved)
	}
	if _, err := d.store().VerifyAll(); err != nil {
		d.t.Errorf("the store does not verify: %v", err)
	}
}

// kill lets somebody ask for the next message and kills the program at a random
// moment before it would have ended. It reports whether it was still there.
func (d *players) kill(rnd *rand.Rand, takes time.Duration) bool {
	cmd := d.command("drill", "next", d.id)
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	timer := time.AfterFunc(time.Duration(rnd.Int64N(int64(takes))), func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // how it ended is seen below
	timer.Stop()
	return !cmd.ProcessState.Exited()
}

// TestKillDrill kills the program at each message of a drill, at random moments, and
// resumes: each message is shown once.
func TestKillDrill(t *testing.T) {
	takesLong(t)
	t.Parallel()
	rnd := rand.New(rand.NewPCG(*killsSeed, 12))
	d := newPlayers(t)
	began, killed := time.Now(), 0
	_ = d.command("drill", "next", d.id, "--all").Run()
	takes := time.Since(began)
	for shown, _ := d.came(); len(shown) < 6; shown, _ = d.came() {
		// The machine may have been busier when it was measured how long this takes:
		// the last of them comes before a program can have ended.
		for _, part := range []time.Duration{1, 1, 8, 500} {
			if d.kill(rnd, max(takes/part, time.Microsecond)) {
				killed++
			}
		}
		_ = d.command("drill", "next", d.id).Run()
	}
	d.once()
	if killed == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("killed %d times", killed)
}

// TestDrillTogether lets eight people ask for messages at the same time: each message
// is shown to one of them, and who asks in vain is told so.
func TestDrillTogether(t *testing.T) {
	takesLong(t)
	t.Parallel()
	d := newPlayers(t)
	for range 3 {
		var all sync.WaitGroup
		for range 8 {
			cmd := d.command("drill", "next", d.id)
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			all.Go(func() {
				err := cmd.Run()
				if code := cmd.ProcessState.ExitCode(); err != nil && code != exitRefused {
					t.Errorf("ended with %d: %s", code, out.String())
				}
			})
		}
		all.Wait()
	}
	d.once()
}
