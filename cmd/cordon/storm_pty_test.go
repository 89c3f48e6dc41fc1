//go:build unix

package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

var storm = flag.Bool("storm", false, "hold every key down for as long as a person would, which takes minutes")

// A scene is a screen to be on.
type scene struct {
	name  string
	args  []string // of the program; RUN stands for an open run, CLOSED for a closed one
	keys  []string // that lead there
	shows string
}

// scenes are the main screens.
func scenes() []scene {
	return []scene{
		{"home", nil, []string{"g"}, "Open 1"}, // g: the runs may be above the window
		{"run", []string{"resume", "RUN"}, nil, "saved"},
		{"review", []string{"review", "CLOSED"}, nil, "record whole"},
		{"timeline", []string{"resume", "RUN"}, []string{"t"}, "Timeline"},
		{"note", []string{"resume", "RUN"}, []string{"n"}, "Note on"},
		{"decision", []string{"resume", "RUN"}, []string{"/", "2", ".", "2", "enter", "d"}, "Decision 2.2"},
		{"palette", []string{"resume", "RUN"}, []string{":"}, "Command"},
	}
}

// A stage is a store with an open run and a closed one.
type stage struct {
	office
	open, closed string
}

func newStage(t *testing.T) stage {
	t.Helper()
	o := newOffice(t, "EDITOR=true") // N opens it
	book, err := filepath.Abs(filepath.Join("testdata", "story.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s := stage{o, o.begin(book, "--title", "Open"), o.begin(book, "--title", "Closed")}
	s.must("note", s.closed, "1.2", "-m", "it was nothing")
	s.must("close", s.closed, "--reason", "it was nothing")
	return s
}

// enters starts the program and goes to a scene.
func (s stage) enters(where scene, size window) *person {
	s.t.Helper()
	args := strings.Fields(strings.NewReplacer("RUN", s.open, "CLOSED", s.closed).Replace(strings.Join(where.args, " ")))
	p := s.sit(size, args...)
	if len(args) > 0 && args[0] == "resume" {
		p.resumes()
	}
	for _, key := range where.keys {
		p.Press(key)
	}
	p.dialog(where.shows)
	return p
}

// TestTerminalResizeStorm changes the size of the window 200 times in a second. In the
// end the screen is as if it had been that size from the start.
func TestTerminalResizeStorm(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for _, where := range scenes() {
		t.Run(where.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := s.enters(where, window{80, 24})
			for i := range 200 {
				size := window{1 + rand.IntN(300), 1 + rand.IntN(100)}
				switch i % 50 {
				case 0:
					size = window{0, 0}
				case 1:
					size = window{1, 1}
				case 2:
					size = window{300, 100}
				}
				p.Resize(size.width, size.height)
				<-time.After(5 * time.Millisecond)
			}
			for _, size := range append(windows(), window{300, 100}, window{34, 6}, window{1, 1}, window{80, 24}) {
				p.Resize(size.width, size.height)
				if size.width < 40 {
					continue // too small to start in: the way to the scene cannot be read
				}
				fresh := s.enters(where, size)
				if !p.until(func(screen string) bool { return still(screen) == still(fresh.Screen()) }) {
					t.Fatalf("after the storm, at %v:\n%s\nafter a start:\n%s", size, p.Screen(), fresh.Screen())
				}
				fresh.Kill()
			}
		})
	}
}

// moving matches what changes from one look to the next: the time of day, and
// how long something has taken.
var moving = regexp.MustCompile(`\d\d:\d\d(:\d\d)?|\d+[smh]\b|\d+ min|less than a minute`)

// still returns a screen without what changes with time.
func still(screen string) string { return moving.ReplaceAllString(screen, "~") }

// TestTerminalKeyStorm holds keys down on every main screen. Nothing that cannot be
// taken back comes of it, and the program goes on.
func TestTerminalKeyStorm(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for _, where := range scenes() {
		t.Run(where.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := s.enters(where, window{80, 24})
			for _, key := range stormKeys() {
				p.holds(key)
				p = s.returns(p, where, key)
			}
			p.Kill()
			s.harmless(s.open)
			s.harmless(s.closed)
		})
	}
}

// stormKeys lists the keys to hold down: all, or to be short, those that act or
// move about, and some letters.
func stormKeys() []string {
	keys := []string{"enter", "space", "tab", "esc", "up", "down", "left", "right"}
	var letters []string
	for c := '!'; c <= '~'; c++ {
		letters = append(letters, string(c))
	}
	if !*storm {
		rand.Shuffle(len(letters), func(i, j int) { letters[i], letters[j] = letters[j], letters[i] })
		letters = letters[:12]
	}
	return append(keys, letters...)
}

// holds holds a key down, so that it comes 40 times: at the rate of keyboards,
// or to be short, at a much higher one.
func (p *person) holds(key string) {
	every := time.Millisecond
	if *storm {
		every = time.Second / 30
	}
	for range 40 {
		p.Press(key)
		<-time.After(every)
	}
}

// returns goes back to the scene, whatever a held key has led to. Esc always
// leads out of where one is, and never out of the program. A held q does, and
// no other key.
func (s stage) returns(p *person, where scene, key string) *person {
	s.t.Helper()
	pause := 20 * time.Millisecond
	for tries := 0; !p.Ended() && !isOut(p.Screen()); tries++ {
		if tries > 30 {
			s.t.Fatalf("after a held %s, esc leads nowhere:\n%s", key, p.Screen())
		}
		p.WaitIdle(pause)
		p.Press("esc")
		p.WaitIdle(20 * time.Millisecond)
		pause = glance // what has just come up ignores keys
	}
	if p.Ended() {
		if key != "q" {
			s.t.Errorf("a held %s has ended the program", key)
		}
		p.ends(exitOK)
		return s.enters(where, window{80, 24})
	}
	if !where.isBase(p.Screen()) {
		p.Kill()
		return s.enters(where, window{80, 24})
	}
	for _, key := range where.keys {
		p.Press(key)
	}
	p.dialog(where.shows)
	return p
}

// isOut reports whether a screen says that esc leads no further.
func isOut(screen string) bool {
	lines := strings.Split(strings.TrimSuffix(screen, "\n"), "\n")
	return strings.HasPrefix(lines[max(0, len(lines)-2)], " Press q to leave.")
}

// isBase reports whether a screen is the one that a scene starts from.
func (where scene) isBase(screen string) bool {
	home, review := strings.Contains(screen, "cordon  runs"), strings.Contains(screen, "READ-ONLY")
	return home == (where.name == "home") && review == (where.name == "review")
}

// harmless wants a run in which nothing was done that cannot be taken back.
func (s stage) harmless(id string) {
	s.t.Helper()
	r := s.load(id)
	for _, e := range r.Entries() {
		switch ev := e.Event.(type) {
		case run.Closed:
			if id == s.open {
				s.t.Errorf("entry %d closed the run", e.Seq)
			}
		case run.Reopened:
			s.t.Errorf("entry %d opened the run again", e.Seq)
		case run.FactRecorded:
			if fact, _ := r.Book().Fact(ev.Fact); fact.Because {
				s.t.Errorf("entry %d is a decision: %s", e.Seq, fmt.Sprint(ev.Value))
			}
		}
	}
}
