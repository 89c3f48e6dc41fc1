//go:build unix

package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/ptytest"
)

var kills = flag.Int("kills", 10, "how often to kill the program at a random moment")

// keptWithin is how soon after a key its text is on disk.
const keptWithin = 250 * time.Millisecond

// TestTerminalKill kills the program at random moments, while somebody marks steps and
// writes notes, and comes back each time. What the screen had shown as saved is
// in the journal, the chain holds, and what was typed a moment before the kill
// is there when the note is opened again.
func TestTerminalKill(t *testing.T) {
	takesLong(t)
	t.Parallel()
	v := newVictim(t, uint64(time.Now().UnixNano()))
	for range *kills {
		v.round(func(p *person) { p.Kill() }, 128+int(syscall.SIGKILL))
	}
	t.Logf("%d kills, %d entries: the oldest text that was lost had been typed %v before, at the most %v of them without a core, and %v without the disk",
		*kills, v.run().Head().Seq, v.oldest.Round(time.Millisecond), v.without.core.Round(time.Millisecond), v.without.disk.Round(time.Millisecond))
}

// TestTerminalEndedWhileTyping ends the program in the other ways in which it can end
// under somebody's hands.
func TestTerminalEndedWhileTyping(t *testing.T) {
	takesLong(t)
	t.Parallel()
	tests := []struct {
		name string
		end  func(*person)
		code int
	}{
		{"hangup", func(p *person) { p.Signal(syscall.SIGHUP) }, 129},
		{"terminated", func(p *person) { p.Signal(syscall.SIGTERM) }, 143},
		{"terminal lost", func(p *person) { p.CloseMaster() }, 129},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := newVictim(t, uint64(time.Now().UnixNano()))
			for range max(2, *kills/10) {
				v.round(tt.end, tt.code)
			}
		})
	}
}

// A victim is a run that is worked on by somebody whose program is ended again
// and again.
type victim struct {
	office
	id    string
	disk  *ptytest.Disk
	rand  *rand.Rand
	notes int

	text    typed         // what is being typed
	shown   uint64        // the last entry that a screen has shown as saved
	oldest  time.Duration // the age of the oldest text that was lost
	without shortage      // meanwhile
}

// A shortage is for how long a program may have had no core, and no disk.
type shortage struct{ core, disk time.Duration }

// typed is a note that is being typed.
type typed struct {
	asked bool // for, and not done with
	sent  bool // to be recorded
	text  string
	at    []moment // of each character
}

// A moment is a time, and how long the program had waited for a core until
// then.
type moment struct {
	at     time.Time
	waited time.Duration
}

func newVictim(t *testing.T, seed uint64) *victim {
	t.Helper()
	t.Logf("the seed is %d", seed)
	v := &victim{office: newOffice(t), disk: ptytest.WatchDisk(t), rand: rand.New(rand.NewPCG(seed, seed))}
	v.id = v.begin(v.file("forty.yaml", string(fortySteps())))
	return v
}

func (v *victim) run() run.Run { return v.load(v.id) }

// round comes back to the run, works on it, and is ended at a random moment.
func (v *victim) round(end func(*person), code int) {
	v.t.Helper()
	p := v.sit(window{120, 36}, "resume", v.id)
	p.resumes()
	v.reopens(p)
	v.text = typed{}
	var over atomic.Pointer[moment]
	timer := time.AfterFunc(v.between(0, 1500*time.Millisecond), func() {
		// The program is held first, so that it is known how long it has waited
		// for a core. It comes no further than if it were ended at once.
		now := time.Now()
		p.Hold()
		over.Store(&moment{now, p.Waited()})
		end(p)
		p.Signal(syscall.SIGCONT)
	})
	defer timer.Stop()
	for over.Load() == nil {
		v.works(p)
	}
	if got := p.Wait(patience); got != code {
		v.t.Errorf("exit code %d, want %d", got, code)
	}
	v.sees(p)
	v.checks(*over.Load(), code)
}

// between returns a random duration.
func (v *victim) between(low, high time.Duration) time.Duration {
	return low + time.Duration(v.rand.Int64N(int64(high-low)))
}

// sees notes which entry the screen shows as saved.
func (v *victim) sees(p *person) { v.shown = max(v.shown, savedOn(p.Screen())) }

// works presses a key as somebody in a hurry does.
func (v *victim) works(p *person) {
	defer func() { <-time.After(v.between(5*time.Millisecond, 50*time.Millisecond)) }()
	v.sees(p)
	up := strings.Contains(p.Screen(), "Note on")
	switch {
	case v.text.asked && !up:
		// The note is about to come up.
	case up && v.text.sent:
		// It is being saved.
	case up && v.text.asked && len(v.text.text) > 20 && time.Since(p.came) > glance && v.rand.IntN(20) == 0:
		v.text.asked, v.text.sent = false, true
		p.Press("esc")
	case up:
		v.types(p)
	case v.rand.IntN(8) == 0:
		v.text, p.came = typed{asked: true}, time.Now()
		p.Press("n")
	default:
		p.Press([]string{"space", "space", "space", "j", "k", "u"}[v.rand.IntN(6)])
	}
}

// types types the next character of a note, which begins with a mark of its
// own.
func (v *victim) types(p *person) {
	const words = "the export ran from 02:10 to 02:45, and again at 03:00, as root. "
	if v.text.text == "" {
		v.notes++
	}
	if len(v.text.text) >= 70 {
		return // a line of the note is full
	}
	next := string((fmt.Sprintf("k%04d ", v.notes) + words)[len(v.text.text)%len(words)])
	v.text.text += next
	p.Type(next)
	p.Arrive()
	waited := p.Waited() // first: it may take the test a while
	v.text.at = append(v.text.at, moment{time.Now(), waited})
}

// checks looks at what is on disk after the end.
func (v *victim) checks(ended moment, code int) {
	v.t.Helper()
	v.must("verify", v.id)
	r := v.run()
	if have := r.Head().Seq; have < v.shown {
		v.t.Errorf("the screen has shown entry %d as saved, and the journal ends with %d", v.shown, have)
	}
	kept := v.kept(r)
	if len(kept) >= len(strings.TrimRight(v.text.text, " ")) {
		return // a note ends where its text ends
	}
	v.timely(v.text.at[len(kept)], ended, fmt.Sprintf("ended with %d: of %q only %q is kept", code, v.text.text, kept))
}

// timely wants what was lost to have been typed just before the end.
func (v *victim) timely(typed, ended moment, what string) {
	v.t.Helper()
	lost, without := ended.at.Sub(typed.at), shortage{ended.waited - typed.waited, v.disk.Held(typed.at, ended.at)}
	if lost > v.oldest {
		v.oldest, v.without = lost, without
	}
	switch {
	case lost <= keptWithin+without.core+without.disk:
	case !ptytest.Tells():
		v.t.Logf("%s; what was lost had been typed %v before, and this system does not tell how long the program had no core", what, lost)
	default:
		v.t.Errorf("%s; what was lost had been typed %v before, more than %v, %v without a core and %v without the disk",
			what, lost, keptWithin, without.core, without.disk)
	}
}

// kept returns what is on disk of the note that was being typed: as a draft,
// or recorded.
func (v *victim) kept(r run.Run) string {
	v.t.Helper()
	drafts, err := v.store().Drafts(v.id)
	if err != nil {
		v.t.Fatal(err)
	}
	texts := []string{}
	for _, text := range drafts {
		texts = append(texts, text)
	}
	for _, e := range r.Entries() {
		if ev, ok := e.Event.(run.NoteAdded); ok {
			texts = append(texts, ev.Text)
		}
	}
	mark := v.text.text[:min(len("k0000"), len(v.text.text))]
	i := slices.IndexFunc(texts, func(text string) bool { return mark != "" && strings.HasPrefix(text, mark) })
	if i < 0 {
		return ""
	}
	n := 0
	for n < min(len(texts[i]), len(v.text.text)) && texts[i][n] == v.text.text[n] {
		n++
	}
	return v.text.text[:n]
}

// reopens opens the note again that was being typed when the program ended: it
// shows what is kept as a draft. Then it empties the note.
func (v *victim) reopens(p *person) {
	v.t.Helper()
	drafts, err := v.store().Drafts(v.id)
	if err != nil {
		v.t.Fatal(err)
	}
	for field, text := range drafts {
		p.goes(v.run().Step(filepath.Base(field)).Number)
		p.Press("n")
		p.dialog("Note on")
		p.reads(text)
		p.Press("ctrl+u", "esc")
		p.WaitGone("Note on", patience)
	}
}
