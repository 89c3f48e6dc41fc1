//go:build unix

package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/ptytest"
)

var (
	kills     = flag.Int("kills", 14, "how often to end the program at a random moment, all ways together")
	killsSeed = flag.Uint64("kills.seed", 1, "at which moments, and what is typed until then")
)

// keptWithin is how soon after a key its text is on disk.
const keptWithin = 250 * time.Millisecond

// screensKeep is what is promised of screens that end anyhow.
func screensKeep() string {
	return fmt.Sprintf("the run verifies, what the screen showed as saved is there, and so is text typed %v before, or longer if the machine held the program up", keptWithin)
}

// An end is a way in which the program can end under somebody's hands.
type end struct {
	name   string
	before func(*victim, *person) // makes it ready, a while before
	ends   func(*victim, *person) // a program that was just held where it was
	codes  []int                  // it may end with
	orders bool                   // it is told to end, so it keeps all that it had shown
	comes  bool                   // the terminal is there afterwards, and as it was
}

// ends lists all but ctrl+z, which is no end: see [victim.asides].
func ends() []end {
	sends := func(sig syscall.Signal) func(*victim, *person) {
		return func(_ *victim, p *person) { p.Signal(sig) }
	}
	return []end{
		{name: "SIGKILL while somebody types", ends: sends(syscall.SIGKILL), codes: []int{137}},
		{name: "SIGHUP while somebody types", ends: sends(syscall.SIGHUP), codes: []int{129}, orders: true, comes: true},
		{name: "SIGTERM while somebody types", ends: sends(syscall.SIGTERM), codes: []int{143}, orders: true, comes: true},
		{name: "terminal closed while somebody types", ends: func(_ *victim, p *person) { p.CloseMaster() }, codes: []int{129}, orders: true},
		{name: "terminal blocked, then SIGKILL, SIGHUP or SIGTERM", before: (*victim).blocks, ends: (*victim).endsAnyhow, codes: []int{137, 129, 143}, comes: true},
		{name: "SIGSTOP while another writes, then SIGKILL", ends: (*victim).waitsForNobody, codes: []int{137}},
	}
}

// TestTerminalKill ends the program at random moments, while somebody marks steps
// and writes notes, and comes back each time. What the screen had shown as saved
// is in the journal, the chain holds, and what was typed a moment before the end
// is there when the note is opened again.
func TestTerminalKill(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for i, way := range ends() {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			killsEach(t, i, way.name, screensKeep(), func(v *victim) { v.round(way) })
		})
	}
	t.Run("sent aside", func(t *testing.T) {
		t.Parallel()
		killsEach(t, len(ends()), "ctrl+z while somebody types, and never back", "the run verifies, all that was shown and typed is there, and others go on", (*victim).asides)
	})
}

// killsEach plays a way of ending as often as the flags say, and says what came
// of it. The journal begins anew from time to time, so that it stays short.
func killsEach(t *testing.T, stream int, name, promised string, round func(*victim)) {
	t.Helper()
	const (
		ways  = 7
		fresh = 60
	)
	rnd := rand.New(rand.NewPCG(*killsSeed, uint64(stream)))
	count, lost, entries := *kills/ways, 0, uint64(0)
	if stream < *kills%ways {
		count++
	}
	var v *victim
	for i := range count {
		if i%fresh == 0 {
			if v != nil {
				entries += v.run().Head().Seq
			}
			v = newVictim(t, rnd)
		}
		before := t.Failed()
		round(v)
		if !before && t.Failed() {
			t.Logf("that was end %d", i+1)
		}
		lost += v.losses
		v.losses = 0
	}
	if v == nil {
		return
	}
	t.Logf("%d entries; the oldest text that was lost had been typed %v before, and the machine may have held the program up for %v of them",
		entries+v.run().Head().Seq, v.oldest.Round(time.Millisecond), v.without.all().Round(time.Millisecond))
	t.Logf("proof: %s: tried %d ends, promised %s, lost %d, seed %d", name, count, promised, lost, *killsSeed)
}

// A victim is a run that is worked on by somebody whose program is ended again
// and again.
type victim struct {
	office
	id     string
	disk   *ptytest.Disk
	rand   *rand.Rand
	notes  int
	losses int

	text    typed         // what is being typed
	shown   uint64        // the last entry that a screen has shown as saved
	oldest  time.Duration // the age of the oldest text that was lost
	without shortage      // meanwhile
}

// A shortage is for how long a program may have had no core, and no disk; and for
// how long the machine had not enough of them for somebody.
type shortage struct{ core, disk, machine time.Duration }

// all is what the program is allowed for it. On a machine that has enough to do,
// it waits for more than is counted, such as for what others have on the disk.
func (s shortage) all() time.Duration { return max(s.core+s.disk, s.machine) }

// typed is a note that is being typed.
type typed struct {
	asked bool // for, and not done with
	sent  bool // to be recorded
	text  string
	at    []moment // of each character
}

// A moment is a time, and how long the program had waited for a core until
// then, and somebody for something.
type moment struct {
	at              time.Time
	waited, pressed time.Duration
}

func newVictim(t *testing.T, rnd *rand.Rand) *victim {
	t.Helper()
	v := &victim{office: newOffice(t), disk: ptytest.WatchDisk(t), rand: rnd}
	v.id = v.begin(v.file("forty.yaml", string(fortySteps())))
	return v
}

func (v *victim) run() run.Run { return v.load(v.id) }

// loses fails the test.
func (v *victim) loses(format string, args ...any) {
	v.t.Helper()
	v.losses++
	v.t.Errorf(format, args...)
}

// round comes back to the run, works on it, and is ended at a random moment.
func (v *victim) round(way end) {
	v.t.Helper()
	p := v.sit(window{120, 36}, "resume", v.id)
	defer p.End()
	p.isBack()
	v.reopens(p)
	v.text = typed{}
	if way.before != nil {
		v.worksUntil(p, time.Now().Add(v.between(0, 600*time.Millisecond)))
		way.before(v, p)
	}
	var over atomic.Pointer[moment]
	timer := time.AfterFunc(v.between(0, 1200*time.Millisecond), func() {
		// The program is held first, so that it is known how long it has waited
		// for a core. It comes no further than if it were ended at once.
		now := time.Now()
		p.Hold()
		over.Store(&moment{now, p.Waited(), ptytest.Pressed()})
	})
	defer timer.Stop()
	for over.Load() == nil {
		v.works(p)
	}
	way.ends(v, p)
	p.Signal(syscall.SIGCONT)
	code := p.Wait(patience)
	if !slices.Contains(way.codes, code) {
		v.loses("exit code %d, want one of %v", code, way.codes)
	}
	p.ResumeReading()
	p.Wait(patience)
	if left := p.LeftBehind(); way.comes && code != 137 && len(left) > 0 {
		v.loses("%d left behind in the terminal: %q", code, left)
	}
	v.sees(p)
	v.checks(p, *over.Load(), way)
}

// isBack comes back to a run, and sends away the card that welcomes to one that is
// not quite new.
func (p *person) isBack() {
	p.t.Helper()
	p.resumes()
	const card = "Welcome back"
	if strings.Contains(p.Screen(), card) {
		p.dialog(card)
		p.acts("esc")
		p.WaitGone(card, patience)
	}
}

// worksUntil works until a time.
func (v *victim) worksUntil(p *person, until time.Time) {
	for time.Now().Before(until) {
		v.works(p)
	}
}

// blocks lets the terminal take no more.
func (v *victim) blocks(p *person) { p.blocks() }

// endsAnyhow ends the program in one of the ways that need no terminal.
func (v *victim) endsAnyhow(p *person) {
	p.Signal([]syscall.Signal{syscall.SIGKILL, syscall.SIGHUP, syscall.SIGTERM}[v.rand.IntN(3)])
}

// waitsForNobody lets somebody else write while the program is stopped. If it
// has stopped with the store in its hands, they are told whose hands these are.
func (v *victim) waitsForNobody(p *person) {
	if v.rand.IntN(4) == 0 {
		_, stderr, code := v.cordon("note", v.id, "3.1", "-m", "from next door", "--as", "ben")
		if code != exitOK && !strings.Contains(stderr, fmt.Sprint(p.PID())) {
			v.loses("while the program is stopped, somebody else's note ends with %d and names nobody: %s", code, stderr)
		}
	}
	p.Kill()
}

// asides comes back to the run, works on it, and sends the program aside, to the
// shell that it was started from. All that was typed is kept, others go on, and
// nobody comes back: the terminal is closed, or the program is killed where it is.
func (v *victim) asides() {
	v.t.Helper()
	pid := filepath.Join(v.home, "aside")
	p := v.sitIn(window{120, 36}, []string{"sh", "-c", `set -m; "$@"; jobs -p >"$ASIDE"; echo sent aside; read x`, "sh"}, []string{"ASIDE=" + pid}, "resume", v.id)
	defer p.End()
	p.isBack()
	v.reopens(p)
	v.text = typed{}
	v.worksUntil(p, time.Now().Add(v.between(0, 1200*time.Millisecond)))
	p.Press("ctrl+z")
	p.reads("sent aside")
	v.checksAll(p)
	if left := p.LeftBehind(); len(left) > 0 {
		v.loses("left behind in the terminal of the shell: %q", left)
	}
	v.must("note", v.id, "3.1", "-m", "from next door", "--as", "ben")
	if v.rand.IntN(2) == 0 {
		p.CloseMaster()
		return
	}
	v.must("verify", v.id)
	text, err := os.ReadFile(pid)
	if err != nil {
		v.t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		v.t.Fatal(err)
	}
	if err := syscall.Kill(n, syscall.SIGKILL); err != nil {
		v.t.Fatal(err)
	}
}

// checksAll wants all that was shown and typed to be on disk.
func (v *victim) checksAll(p *person) {
	v.t.Helper()
	r := v.verifies()
	if kept := v.kept(r); len(kept) < len(strings.TrimRight(v.text.text, " ")) {
		v.loses("sent aside: of %q only %q is kept", v.text.text, kept)
	}
}

// verifies returns the run, which verifies and has all that was shown.
func (v *victim) verifies() run.Run {
	v.t.Helper()
	if _, err := v.store().Verify(v.id); err != nil {
		v.loses("the run does not verify: %v", err)
	}
	r := v.run()
	if have := r.Head().Seq; have < v.shown {
		v.loses("the screen has shown entry %d as saved, and the journal ends with %d", v.shown, have)
	}
	return r
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
	waited, pressed := p.Waited(), ptytest.Pressed() // first: it may take the test a while
	v.text.at = append(v.text.at, moment{time.Now(), waited, pressed})
}

// checks looks at what is on disk after the end.
func (v *victim) checks(p *person, ended moment, way end) {
	v.t.Helper()
	kept := v.kept(v.verifies())
	if len(kept) >= len(strings.TrimRight(v.text.text, " ")) {
		return // a note ends where its text ends
	}
	what := fmt.Sprintf("%s: of %q only %q is kept", way.name, v.text.text, kept)
	if more := v.next(len(kept)); way.orders && more != "" && strings.Contains(p.Screen(), more) {
		v.loses("%s, and %q had shown", what, more)
	}
	v.timely(v.text.at[len(kept)], ended, what)
}

// next returns the text as far as its next letter behind the first n, if that is
// enough to tell it from all else on the screen.
func (v *victim) next(n int) string {
	text := v.text.text
	for n = max(n+1, len("k0000")); n < len(text) && text[n-1] == ' '; n++ {
	}
	if n > len(text) {
		return ""
	}
	return strings.TrimRight(text[:n], " ")
}

// timely wants what was lost to have been typed just before the end.
func (v *victim) timely(typed, ended moment, what string) {
	v.t.Helper()
	lost, without := ended.at.Sub(typed.at), shortage{ended.waited - typed.waited, v.disk.Held(typed.at, ended.at), ended.pressed - typed.pressed}
	if lost > v.oldest {
		v.oldest, v.without = lost, without
	}
	switch {
	case lost <= keptWithin+without.all():
	case !ptytest.Tells():
		v.t.Logf("%s; what was lost had been typed %v before, and this system does not tell how long the program had no core", what, lost)
	default:
		v.loses("%s; what was lost had been typed %v before, more than %v, and the machine held it up for %v", what, lost, keptWithin, without.all())
	}
}

// kept returns what is on disk of the note that was being typed: as a draft,
// or recorded.
func (v *victim) kept(r run.Run) string {
	v.t.Helper()
	drafts, err := v.store().Drafts(v.id, "maria")
	if err != nil {
		v.t.Fatal(err)
	}
	texts := []string{}
	for _, text := range drafts.Own {
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
	drafts, err := v.store().Drafts(v.id, "maria")
	if err != nil {
		v.t.Fatal(err)
	}
	for field, text := range drafts.Own {
		p.goes(v.run().Step(filepath.Base(field)).Number)
		p.Press("n")
		p.dialog("Note on")
		p.reads(text)
		p.Press("ctrl+u", "esc")
		p.WaitGone("Note on", patience)
	}
}
