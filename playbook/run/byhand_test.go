package run_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// byHand returns the shell lines of the package documentation.
func byHand(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var script []string
	for line := range strings.Lines(string(doc)) {
		if code, ok := strings.CutPrefix(line, "//\t"); ok {
			script = append(script, code)
		}
	}
	if len(script) != 3 {
		t.Fatalf("the documentation has %d lines of shell, want 3", len(script))
	}
	return strings.Join(script, "")
}

// TestByHand checks a journal with a shell and sha256sum alone.
func TestByHand(t *testing.T) {
	for _, tool := range []string{"sh", "sha256sum", "cut"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	script := byHand(t)
	check := func(lines []run.Lines) (string, bool) {
		dir := t.TempDir()
		var headers, bodies bytes.Buffer
		for _, l := range lines {
			headers.Write(append(bytes.Clone(l.Header), '\n'))
			bodies.Write(append(bytes.Clone(l.Body), '\n'))
		}
		for name, b := range map[string][]byte{"headers.jsonl": headers.Bytes(), "bodies.jsonl": bodies.Bytes()} {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		sh := exec.Command("sh", "-c", script)
		sh.Dir = dir
		out, err := sh.CombinedOutput()
		return strings.TrimSpace(string(out)), err == nil
	}
	j := begin(t).isolated().do("maria", run.AddNote("", ` \ "prev":"" $(reboot) * \n  `), run.Undo("maria", 0))
	want := fmt.Sprintf("%d %s", len(j.lines), j.run.Head().Hash)
	if out, ok := check(j.lines); !ok || out != want {
		t.Errorf("an intact journal gives %q, want %q", out, want)
	}
	withheld := slices.Clone(j.lines)
	withheld[2].Body = nil
	if out, ok := check(withheld); !ok || out != want {
		t.Errorf("a journal of which a body is withheld gives %q, want %q", out, want)
	}
	alter := func(b []byte, old, new string) []byte { return rewrite(t, b, old, new) }
	for name, change := range map[string]func([]run.Lines) []run.Lines{
		"header":  func(l []run.Lines) []run.Lines { l[2].Header = alter(l[2].Header, "maria", "marie"); return l },
		"body":    func(l []run.Lines) []run.Lines { l[2].Body = alter(l[2].Body, `"check":2`, `"check":1`); return l },
		"missing": func(l []run.Lines) []run.Lines { return append(l[:3], l[4:]...) },
		"swapped": func(l []run.Lines) []run.Lines { l[3], l[4] = l[4], l[3]; return l },
	} {
		if out, ok := check(change(append([]run.Lines(nil), j.lines...))); ok || !strings.HasPrefix(out, "not as written: {") {
			t.Errorf("%s: the shell lines print %q", name, out)
		}
	}
}
