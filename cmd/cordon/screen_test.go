package main

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui"
)

var (
	_ tui.Journal = journal{}
	_ tui.Library = shelf{}
)

func TestCanShow(t *testing.T) {
	tests := []struct {
		name          string
		inTTY, outTTY bool
		term          string
		noInput       bool
		want          bool
	}{
		{"a person at a terminal", true, true, "xterm-256color", false, true},
		{"output goes to a file", true, false, "xterm", false, false},
		{"input comes from a file", false, true, "xterm", false, false},
		{"a dumb terminal, in lines", true, true, "dumb", false, true},
		{"a terminal of no kind, in lines", true, true, "", false, true},
		{"nobody is to be asked", true, true, "xterm", true, false},
	}
	for _, tt := range tests {
		e := env{inTTY: tt.inTTY, outTTY: tt.outTTY, flags: &flags{noInput: tt.noInput},
			getenv: func(name string) string { return map[string]string{"TERM": tt.term}[name] }}
		if got := e.canShow(); got != tt.want {
			t.Errorf("%s: canShow() = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestNoScreen wants every command that has a screen to say what to use
// instead where nobody is at a terminal, whatever kind it would be of.
func TestNoScreen(t *testing.T) {
	for _, term := range []string{"dumb", "xterm"} {
		w := newWorld(t)
		w.vars["TERM"], w.vars["CORDON_LINES"] = term, "1"
		for _, args := range [][]string{{"start", "customer-data-breach"}, {"resume"}, {"resume", "k7"}, {"review", "k7"}} {
			stdout, stderr, code := w.run(args...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, "Without one: cordon ") {
				t.Errorf("TERM=%s cordon %v = %d, %q, %q, want a refusal with a command", term, args, code, stdout, stderr)
			}
		}
		stdout, stderr, code := w.run()
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, "Work on a run:") {
			t.Errorf("TERM=%s cordon = %d, %q, want its help as words", term, code, stdout)
		}
	}
}

// TestWrongChoice wants a choice in the environment that means nothing to be
// named before anything is drawn, and commands without a screen not to care.
func TestWrongChoice(t *testing.T) {
	w := newWorld(t)
	id := w.start("customer-data-breach")
	w.inTTY, w.outTTY, w.vars["CORDON_THEME"] = true, true, "pink"
	stdout, stderr, code := w.run("resume", id)
	if want := `CORDON_THEME is auto, dark, light, ansi or none, not "pink"`; code != exitUsage || stdout != "" || !strings.Contains(stderr, want) {
		t.Errorf("resume = %d, %q, %q, want %q", code, stdout, stderr, want)
	}
	w.vars["CORDON_THEME"], w.vars["CORDON_BORDERS"] = "", "thick"
	_, stderr, code = w.run("resume", id)
	if want := `CORDON_BORDERS is auto, line, ascii or none, not "thick"`; code != exitUsage || !strings.Contains(stderr, want) {
		t.Errorf("resume = %d, %q, want %q", code, stderr, want)
	}
	w.must("show", id)
}

func TestSpeaksUTF8(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such locales")
	}
	tests := []struct {
		vars map[string]string
		want bool
	}{
		{map[string]string{"LANG": "de_DE.UTF-8"}, true},
		{map[string]string{"LANG": "C.utf8"}, true},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, false},
		{map[string]string{"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, true},
		{map[string]string{"LANG": "de_DE.UTF-8", "TERM": "linux"}, false},
		{map[string]string{"LANG": "de_DE.UTF-8", "TERM": "linux", "borders": "line"}, true},
		{map[string]string{"LANG": "C", "TERM": "linux", "borders": "line"}, false},
		{nil, runtime.GOOS == "darwin"},
	}
	for _, tt := range tests {
		e := env{getenv: func(name string) string { return tt.vars[name] }}
		if got := e.speaksUTF8(tt.vars["borders"]); got != tt.want {
			t.Errorf("speaksUTF8() with %v = %v, want %v", tt.vars, got, tt.want)
		}
	}
}

func TestASCIIMarks(t *testing.T) {
	tests := []struct {
		vars   map[string]string
		border string
		want   bool
	}{
		{map[string]string{"LANG": "ja_JP.UTF-8"}, "", true},
		{map[string]string{"LANG": "ko_KR.utf8"}, "auto", true},
		{map[string]string{"LANG": "zh_TW.UTF-8"}, "none", true},
		{map[string]string{"LC_ALL": "zh"}, "", true},
		{map[string]string{"LC_CTYPE": "ja.UTF-8"}, "", true},
		{map[string]string{"LANG": "ja_JP.UTF-8", "LC_CTYPE": "en_US.UTF-8"}, "", false},
		{map[string]string{"LANG": "jam_JM.UTF-8"}, "", false},
		{map[string]string{"LANG": "ja_JP.UTF-8"}, "line", false},
		{map[string]string{"LANG": "de_DE.UTF-8"}, "ascii", true},
		{map[string]string{"LANG": "de_DE.UTF-8"}, "", false},
		{nil, "", false},
	}
	for _, tt := range tests {
		e := env{getenv: func(name string) string { return tt.vars[name] }}
		if got := e.asciiMarks(tt.border); got != tt.want {
			t.Errorf("asciiMarks(%q) with %v = %v, want %v", tt.border, tt.vars, got, tt.want)
		}
	}
}

func TestOnlyOpen(t *testing.T) {
	closed := time.Unix(1, 0)
	tests := []struct {
		runs []run.Summary
		want string
	}{
		{nil, ""},
		{[]run.Summary{{ID: "a", Closed: closed}}, ""},
		{[]run.Summary{{ID: "a"}, {ID: "b", Closed: closed}}, "a"},
		{[]run.Summary{{ID: "a"}, {ID: "b"}}, ""},
		{[]run.Summary{{ID: "a"}, {ID: "b"}, {ID: "c"}}, ""},
	}
	for _, tt := range tests {
		if got := onlyOpen(tt.runs); got != tt.want {
			t.Errorf("onlyOpen(%+v) = %q, want %q", tt.runs, got, tt.want)
		}
	}
}

// TestNoInput wants nothing to wait for a person to type.
func TestNoInput(t *testing.T) {
	w := newWorld(t)
	id := w.start("customer-data-breach")
	w.inTTY, w.stdin = true, "typed"
	if _, stderr, code := w.run("note", id, "-F", "-", "--no-input"); code != exitUsage || !strings.Contains(stderr, "--no-input") {
		t.Errorf("note -F - --no-input = %d, %q, want a refusal", code, stderr)
	}
	w.must("note", id, "-F", "-")
}
