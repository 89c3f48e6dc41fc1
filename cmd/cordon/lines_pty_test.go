//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestLinesAreHeard wants every script that talks in lines to listen to all of it.
func TestLinesAreHeard(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	heard := 0
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			switch {
			case strings.HasPrefix(line, "hears "):
				heard++
			case strings.Contains(line, " --lines") && strings.HasPrefix(line, "exec "):
				t.Errorf("%s: nobody listens to %s", script, line)
			}
		}
	}
	if heard < 5 {
		t.Errorf("%d conversations are listened to", heard)
	}
}

// entersText begins a note in lines, and enters one line of it.
func (p *person) entersText(line string) {
	p.t.Helper()
	p.reads("1.1>")
	p.Type("n\n")
	p.reads("text>")
	p.Type(line + "\n")
	p.finds(`(?s)` + line + `.*text>`)
}

// TestTerminalLinesEnd ends a conversation by ctrl+c and by signals, also in the
// middle of a text: the last line says how far all is saved, and what was typed and
// entered is a draft.
func TestTerminalLinesEnd(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"ctrl+c": syscall.SIGINT, "SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			p := s.sit(window{100, 30}, "resume", s.open, "--lines")
			p.entersText("seven of nine revoked")
			p.Type("and half a li")
			if sig == syscall.SIGINT {
				p.Press("ctrl+c")
			} else if err := syscall.Kill(p.PID(), sig); err != nil {
				t.Fatal(err)
			}
			p.ends(128 + int(sig))
			p.finds(`Saved \d+\. Bye\.`)
			s.keeps("seven of nine revoked")
			if strings.Contains(string(p.Raw()), "\x1b") {
				t.Errorf("it wrote an escape: %q", p.Raw())
			}
		})
	}
}

// TestTerminalLinesGone takes the terminal away in the middle of a text: the program
// ends, and what was entered is a draft.
func TestTerminalLinesGone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.sit(window{100, 30}, "resume", s.open, "--lines")
	p.entersText("seven of nine revoked")
	p.CloseMaster()
	if got := p.Wait(patience); got != 128+int(syscall.SIGHUP) {
		t.Errorf("it ended with %d", got)
	}
	s.keeps("seven of nine revoked")
}

// TestTerminalLinesLocked opens a locked store in lines: the passphrase is asked for
// first and never shows, then who it is at a login that several people share, and then
// the conversation begins.
func TestTerminalLinesLocked(t *testing.T) {
	takesLong(t)
	t.Parallel()
	const secret = "korrekt pferd batterie"
	o := newOffice(t)
	id := o.begin("customer-data-breach", "--title", "Quokka")
	p := o.sit(window{100, 30}, "lock")
	p.reads("Passphrase of the store from now on:")
	p.Type(secret + "\n")
	p.reads("once more:")
	p.Type(secret + "\n")
	p.ends(exitOK)

	o.env = append(o.env, "CORDON_AS=")
	p = o.sit(window{100, 30}, "resume", id, "--lines")
	p.reads("Passphrase of the store:")
	p.shows("Quokka", false)
	p.Type("falsch\n")
	p.reads("That does not open it. Once more.")
	p.Type(secret + "\n")
	if shared(login()) {
		p.reads("Who are you?")
		p.Type("maria\n")
	}
	p.reads("1.1>")
	p.Type("n\n")
	p.reads("text>")
	p.Type("by lines\n\n\n")
	p.reads("Note saved")
	p.Type("q\n")
	p.reads("cordon>")
	p.shows(secret, false)
	p.Type("q\n")
	p.ends(exitOK)
	if said := string(p.Raw()); strings.Contains(said, "\x1b") || strings.Contains(said, secret) {
		t.Errorf("it wrote an escape, or the passphrase: %q", said)
	}
}
