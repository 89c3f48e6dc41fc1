//go:build unix

package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

var idle = flag.Duration("idle", 3*time.Second, "how long nobody touches an open run, to see that it is quiet")

// TestTerminalIsLeftAsItWas ends the program in each way that there is, while a
// note is being typed. The terminal is as it was, and the text is kept.
func TestTerminalIsLeftAsItWas(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		end  func(*person)
		code int
	}{
		{"left by q", func(p *person) {
			p.acts("esc")
			p.sees()
			p.Press("q")
			p.reads("cordon  runs")
			p.Press("q")
		}, exitOK},
		{"ctrl+c twice", func(p *person) { p.Press("ctrl+c", "ctrl+c") }, 130},
		{"terminated", func(p *person) { p.Signal(syscall.SIGTERM) }, 143},
		{"interrupted", func(p *person) { p.Signal(syscall.SIGINT) }, 130},
		{"hung up", func(p *person) { p.Signal(syscall.SIGHUP) }, 129},
		{"terminated while the terminal is blocked", func(p *person) {
			p.blocks()
			p.Signal(syscall.SIGTERM)
		}, 143},
		{"ctrl+c twice while the terminal is blocked", func(p *person) {
			p.blocks()
			p.Press("ctrl+c", "ctrl+c")
		}, 130},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := s.enters(scene{"note", []string{"resume", "RUN"}, []string{"n"}, "Note on 1.1"}, window{80, 24})
			p.Type("the door of the rack was open")
			p.reads("the rack was open")
			tt.end(p)
			if got := p.Wait(patience); got != tt.code {
				t.Errorf("exit code %d, want %d", got, tt.code)
			}
			p.ResumeReading()
			p.ends(tt.code)
			s.keeps("the door of the rack was open")
		})
	}
}

// blocks lets the terminal take no more, and gives the program more to draw than
// the terminal has room for.
func (p *person) blocks() {
	p.StopReading()
	for i := range 5 {
		p.Resize(300-i, 100)
	}
}

// keeps wants a text to be on disk, as a draft or as a note.
func (s stage) keeps(text string) {
	s.t.Helper()
	drafts, err := s.store().Drafts(s.open, "maria")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, draft := range drafts.Own {
		if draft == text {
			return
		}
	}
	if !slices.Contains(madeBy(s.load(s.open), "maria"), text) {
		s.t.Errorf("%q is neither a draft, of which there are %q, nor recorded", text, drafts.Own)
	}
}

// visitAll goes through the main screens, to see what they write.
func (s stage) visitAll(p *person) {
	s.t.Helper()
	for key, shows := range map[string]string{"t": "Timeline", "v": "Facts", "r": "Report", "Y": "Plain text", "M": "Log", ":": "Command", "?": "Keys", "/": "Find steps", "n": "Note on", "e": "Evidence", "s": "Skip", "d": "Fact", "space": "Done?"} {
		p.Press(key)
		p.reads(shows)
		p.acts("esc")
		p.WaitGone(shows, patience)
	}
}

// coloring matches a sequence that chooses a color.
var coloring = regexp.MustCompile(`\x1b\[(?:[\d:;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d:;]*m`)

// TestTerminalNoColor asks for no color in words that not every library understands.
func TestTerminalNoColor(t *testing.T) {
	takesLong(t)
	t.Parallel()
	tests := []struct {
		name string
		env  []string
		args []string
		want bool // colors
	}{
		{"a terminal with colors", nil, nil, true},
		{"NO_COLOR=yes", []string{"NO_COLOR=yes"}, nil, false},
		{"NO_COLOR=0", []string{"NO_COLOR=0"}, nil, false},
		{"--color never", nil, []string{"--color", "never"}, false},
		{"CORDON_THEME=none", []string{"CORDON_THEME=none"}, nil, false},
		{"--color always, NO_COLOR=1", []string{"NO_COLOR=1"}, []string{"--color", "always"}, true},
		{"sixteen colors", []string{"TERM=screen", "COLORTERM="}, nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := s.sitAt(ptytest.Options{Env: tt.env}, append([]string{"resume", s.open}, tt.args...)...)
			p.resumes()
			s.visitAll(p)
			p.quits()
			if found := coloring.Find(p.Raw()); (found != nil) != tt.want {
				t.Errorf("the terminal got the color %q, want colors: %v", found, tt.want)
			}
		})
	}
}

// TestTerminalASCII shows text of all the world to a terminal that has ASCII only.
func TestTerminalASCII(t *testing.T) {
	takesLong(t)
	t.Parallel()
	tests := []struct {
		name string
		env  []string
		args []string
	}{
		{"--ascii", nil, []string{"--ascii"}},
		{"LC_ALL=C", []string{"LC_ALL=C"}, nil},
		{"the console of Linux", []string{"TERM=linux"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.open = s.begin(filepath.Join(s.home, filepath.Base(s.file("story.yaml", storyText(t)))), "--title", "Größe ✓ 日本語 e\u0301")
			s.must("note", s.open, "1.1", "-m", "naïve – “quoted” 🙂 \u202eback")
			p := s.sitAt(ptytest.Options{Env: tt.env}, append([]string{"resume", s.open}, tt.args...)...)
			p.resumes()
			s.visitAll(p)
			p.quits()
			raw := p.Raw()
			if i := bytes.IndexFunc(raw, func(r rune) bool { return r >= 0x80 }); i >= 0 {
				t.Errorf("the terminal got %q", raw[max(0, i-40):min(len(raw), i+20)])
			}
		})
	}
}

func storyText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "story.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTerminalDumb starts the program where text cannot be placed. It talks in
// lines, and writes nothing that such a terminal does not understand.
func TestTerminalDumb(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	tests := []struct {
		args  []string
		want  string
		typed string
	}{
		{nil, "Type a number to open one", "q\n"},
		{[]string{"resume", s.open}, "Step ", "q\nq\n"},
		{[]string{"review", s.closed}, "Review of ", "q\nq\n"},
		{[]string{"start", "customer-data-breach"}, "What is the run called?", "<\nq\n"},
	}
	for _, tt := range tests {
		p := s.sitAt(ptytest.Options{Env: []string{"TERM=dumb"}}, tt.args...)
		p.reads(tt.want)
		p.reads(">")
		p.Type(tt.typed)
		if code := p.Wait(patience); code != exitOK {
			t.Errorf("cordon %v ended with %d, want %d", tt.args, code, exitOK)
		}
		raw := p.Raw()
		if bytes.ContainsRune(raw, 0x1b) || !bytes.Contains(raw, []byte("Bye.")) {
			t.Errorf("cordon %v on a dumb terminal wrote %q, want Bye. in it and no escape", tt.args, raw)
		}
	}
}

// TestTerminalRunsNothing works on a run, and nothing else is started by it: no program
// that tells of the terminal, and none that the person did not ask for. In tmux a copy
// asks for tmux, and for nothing else.
func TestTerminalRunsNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ran := filepath.Join(s.home, "ran")
	var bin string
	for _, name := range []string{"tmux", "infocmp", "tput", "stty", "locale", "git", "xclip", "xsel", "wl-copy", "pbcopy", "less", "vi", "sh"} {
		bin = filepath.Dir(s.file(filepath.Join("bin", name), "#!/bin/sh\necho "+name+" >> "+ran+"\n"))
		if err := os.Chmod(filepath.Join(bin, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p := s.sitAt(ptytest.Options{Env: []string{"PATH=" + bin, "TMUX=/tmp/tmux-0/default,1,0", "TERM=screen-256color"}}, "resume", s.open)
	p.resumes()
	s.visitAll(p)
	if text, err := os.ReadFile(ran); err == nil {
		t.Errorf("the program has run %q before a copy was asked for", strings.Fields(string(text)))
	}
	p.Press("y")
	p.reads("tmux's buffer")
	if children := childrenOf(t, p.PID()); len(children) > 0 {
		t.Errorf("the program has started %v", children)
	}
	p.quits()
	text, err := os.ReadFile(ran)
	if names := slices.Compact(strings.Fields(string(text))); err != nil || len(names) != 1 || names[0] != "tmux" {
		t.Errorf("the program has run %q for a copy, want tmux alone (%v)", names, err)
	}
}

// TestTerminalEditorKnowsTmux wants what is hidden from libraries to be there for those
// whom the person asks for.
func TestTerminalEditorKnowsTmux(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.sitAt(ptytest.Options{Env: []string{"TMUX=/tmp/tmux-0/default,1,0", `EDITOR=exec sh -c 'echo "in $TMUX" >> "$1"' sh`}}, "resume", s.open)
	p.resumes()
	p.Press("N")
	p.sees()
	s.keeps("in /tmp/tmux-0/default,1,0")
	p.quits()
}

// childrenOf lists the processes that a process has started and that run.
func childrenOf(t *testing.T, pid int) []string {
	t.Helper()
	if runtime.GOOS != "linux" {
		return nil
	}
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var children []string
	for _, path := range all {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// The name stands in parentheses, and may hold anything.
		name, rest, _ := bytes.Cut(stat, []byte(") "))
		if fields := bytes.Fields(rest); len(fields) > 1 && string(fields[1]) == fmt.Sprint(pid) {
			children = append(children, string(name))
		}
	}
	return children
}

// TestTerminalQuiet leaves an open run alone. What is written meanwhile is no more than
// the minute that changes.
func TestTerminalQuiet(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for _, where := range scenes() {
		t.Run(where.name, func(t *testing.T) {
			t.Parallel()
			p := newStage(t).enters(where, window{120, 36})
			p.WaitIdle(500 * time.Millisecond)
			before := len(p.Raw())
			<-time.After(*idle)
			if n, allowed := len(p.Raw())-before, 200*(1+int(*idle/time.Minute)); n > allowed {
				t.Errorf("%d bytes written while nobody did anything for %v, want at most %d", n, *idle, allowed)
			} else {
				t.Logf("%d bytes in %v", n, *idle)
			}
		})
	}
}

// A firstScreen took so long to come, and for some of that the program waited
// for a core.
type firstScreen struct{ took, waited time.Duration }

// TestTerminalSilent starts in a terminal that answers no question. Nothing
// waits for an answer.
func TestTerminalSilent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := func(answer ptytest.Profile) firstScreen {
		best := firstScreen{}
		for i := range 3 {
			began := time.Now()
			p := s.sitAt(ptytest.Options{Answer: answer})
			p.reads("q quit")
			if came := time.Now(); i == 0 || came.Sub(began) < best.took {
				best = firstScreen{came.Sub(began), p.Waited()}
			}
			p.Kill()
			p.Wait(patience)
		}
		return best
	}
	silent, modern := first(ptytest.Silent), first(ptytest.Modern)
	t.Logf("the first screen: after %v in a terminal that answers nothing, after %v in one that answers", silent.took.Round(time.Millisecond), modern.took.Round(time.Millisecond))
	if silent.took > modern.took+500*time.Millisecond+silent.waited {
		t.Errorf("the first screen took %v in a terminal that answers nothing, %v of them without a core, and %v in one that answers", silent.took, silent.waited, modern.took)
	}
	p := s.sitAt(ptytest.Options{Answer: ptytest.Silent}, "resume", s.open)
	p.resumes()
	p.does(s.load(s.open).Book(), move{verb: moveNote, step: "1.2", text: "it works without answers"})
	p.quits()
}
