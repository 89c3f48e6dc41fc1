package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// orders is text that a terminal would obey: it sets the clipboard, forges a
// link, clears the screen, turns the line around, goes back to its beginning.
const orders = "a\x1b]52;c;aGk=\x07b\x1b]8;;http://x\x1b\\c\x1b[2Jd\u009b31me\u202ef\rg\x7fh\u2066i"

// TestHostileText puts orders wherever text can come from, and looks at all
// that commands print, to a terminal and to a file.
func TestHostileText(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names of files")
	}
	w := newWorld(t)
	id := strings.TrimSpace(w.must("start", filepath.Join("testdata", "small.yaml"), "--no-tui", "--title", orders))
	broken := w.file("broken.yaml", "format: cordon/1\nid: broken\ntitle: "+quoted(t, orders)+"\n"+orders+": "+orders)
	evidence := filepath.Join(t.TempDir(), strings.ReplaceAll(orders, "/", "-"))
	if err := os.WriteFile(evidence, []byte(orders), 0o600); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(w.vars["HOME"], ".config", "cordon", "playbooks")
	if err := os.MkdirAll(own, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(own, strings.ReplaceAll(orders, "/", "-")+".yaml"), []byte(orders), 0o600); err != nil {
		t.Fatal(err)
	}
	timed := strings.TrimSpace(w.must("start", filepath.Join("testdata", "timed.yaml"), "--no-tui", "--title", orders))
	w.must("record", timed, "aware_at=-1m", "affected=1")
	lines := [][]string{
		{"record", timed, "summary=" + orders},
		{"clock", "correct", timed, "authority", "--at", "-2m", "--because", orders},
		{"clock", "confirm", timed, "authority", "--because", orders, "--as", orders},
		{"clock", "confirm", timed, "authority", "--because", orders},
		{"clock", "file", timed, "authority", "--reference", orders, "--filed-by", orders, "--because", orders},
		{"clock", "waive", timed, "client", "--because", orders},
		{"clock", "ls", timed}, {"clock", "show", timed, "authority"}, {"clock", "show", timed, "client"}, {"clock", "show", timed, orders},
		{"message", "show", timed, "note"}, {"message", "ls", timed}, {"message", "show", timed, orders},
		{"message", "edit", timed, "note", "-F", evidence},
		{"message", "sent", timed, "note", "--to", orders, "--channel", orders},
		{"message", "write", timed, "note", "-o", filepath.Join(t.TempDir(), strings.ReplaceAll(orders, "/", "-"))},
		{"show", timed}, {"status", timed}, {"report", timed}, {"report", timed, "-f", "json"}, {"timeline", timed},
		{"__complete", "clock", "file", timed, ""}, {"__complete", "message", "show", timed, ""},
		{"note", id, "-m", orders, "--as", "mar" + "\u202e" + "ia"},
		{"note", id, "call", "-m", orders},
		{"record", id, "detail=" + orders, "--because", orders},
		{"record", id, "risk=" + orders},
		{"record", id, orders + "=1"},
		{"role", id, "lead", orders},
		{"handover", id, orders, "-m", orders},
		{"check", id, "call", "1"},
		{"evidence", "add", id, "call", evidence, "--desc", orders},
		{"evidence", "add", id, "call", evidence},
		{"evidence", "ls", id},
		{"evidence", "verify", id},
		{"step", "skip", id, "scope", "--reason", orders},
		{"step", "done", id, "call"},
		{"step", "done", id, orders},
		{"step", "done", orders, "1.1"},
		{"undo", id}, {"redo", id},
		{"show", id}, {"timeline", id}, {"status", id}, {"status"}, {"ls"}, {"verify", id},
		{"report", id}, {"report", id, "-f", "json"},
		{"playbook", "show", broken}, {"playbook", "lint", broken}, {"playbook", "ls"},
		{"playbook", "lint", filepath.Join(own, strings.ReplaceAll(orders, "/", "-")+".yaml")},
		{"playbook", "show", orders},
		{"playbook", "new", "x", "--title", orders, "-o", "-"},
		{"report", id, "-o", filepath.Join(t.TempDir(), strings.ReplaceAll(orders, "/", "-"))},
		{orders}, {"--" + orders}, {"ls", orders}, {"--tz", orders, "ls"}, {"--color", orders, "ls"},
		{"note", id, "-m", "x", "--at", orders},
		{"note", id, "-F", orders},
		{"__complete", "show", ""}, {"__complete", "step", "done", id, ""}, {"__complete", "check", id, "call", ""},
		{"__complete", "record", id, ""}, {"__complete", "record", id, "risk="}, {"__complete", "role", id, ""},
		{"__complete", "start", ""},
		{"close", id, "--reason", orders}, {"reopen", id, "--reason", orders},
	}
	for _, tty := range []bool{true, false} {
		w.outTTY = tty
		for _, line := range lines {
			for _, args := range [][]string{line, append([]string{"--json"}, line...), append([]string{"--ascii"}, line...)} {
				stdout, stderr, _ := w.run(args...)
				stdout = strings.ReplaceAll(stdout, "\t", " ") // completions have them
				if found := obeyed(stdout); found != "" {
					t.Errorf("cordon %q prints %s", args, found)
				}
				if found := obeyed(stderr); found != "" {
					t.Errorf("cordon %q says %s", args, found)
				}
			}
		}
	}
	if stdout := w.must("verify", id); !strings.Contains(stdout, " ok, ") {
		t.Errorf("verify: %s", stdout)
	}
}

// quoted writes text as a string of YAML, mostly in escapes.
func quoted(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
