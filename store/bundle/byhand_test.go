package bundle

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestByHand does what README.txt says, word for word.
func TestByHand(t *testing.T) {
	dir, path := keyPair(t, "ed25519", "", "")
	signer, err := OpenKey(path, NameOf(path), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	s := about(t)
	c, err := s.without("2")
	if err != nil {
		t.Fatal(err)
	}
	if c, _, err = c.Sealed(signer, s.now); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "RUN.cordon"), written(t, c))
	must(t, dir, "", "unzip", "-v")
	lines := commandsOf(t)
	for i, want := range []string{
		"inflat|extracting", `Good "cordon" signature for eva@example.org`, s.run.Head().Hash + "  -",
		"^7 " + s.run.Head().Hash, `"sha256":"[0-9a-f]{64}"\n[0-9a-f]{64}  playbook.yaml`,
	} {
		at := dir
		if i > 0 {
			at = filepath.Join(dir, "x")
			write(t, filepath.Join(at, "allowed_signers"), read(t, filepath.Join(dir, "allowed_signers")))
		}
		line := strings.NewReplacer("-I BY", "-I eva@example.org", "-n ENTRIES", "-n 7").Replace(lines[i])
		out := must(t, at, "", "sh", "-c", line)
		if !regexp.MustCompile(want).Match(out) {
			t.Errorf("%s\nprints\n%swant %s", line, out, want)
		}
	}
	sum := regexp.MustCompile(`[0-9a-f]{64}`).FindAllString(string(must(t, filepath.Join(dir, "x"), "", "sh", "-c", lines[4])), -1)
	if len(sum) != 4 || sum[0] != sum[1] || sum[2] != sum[3] {
		t.Errorf("the playbook and the evidence have the digests %v", sum)
	}
}

// commandsOf returns the commands that README.txt shows: for each step one, which
// may have several lines.
func commandsOf(t *testing.T) []string {
	t.Helper()
	var commands []string
	for part := range strings.SplitSeq(readme, "\n\n") {
		if regexp.MustCompile(`^(unzip|ssh-keygen|head|sha\(\))`).MatchString(part) {
			commands = append(commands, part)
		}
	}
	if len(commands) != 5 {
		t.Fatalf("README.txt shows %d commands, want 5", len(commands))
	}
	return commands
}
