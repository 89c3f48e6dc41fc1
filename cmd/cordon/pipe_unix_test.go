//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestPipes gives every command that reads a file a pipe that nobody writes to,
// and a device without an end. None waits for it.
func TestPipes(t *testing.T) {
	w := newWorld(t)
	id := noticed(w)
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	config := filepath.Join(w.vars["HOME"], ".config", "cordon")
	for _, path := range []string{pipe, filepath.Join(config, "law", "pipe.yaml"), filepath.Join(config, "playbooks", "pipe.yaml"), filepath.Join(config, "allowed_signers"), filepath.Join(config, "config.yaml")} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	locked := filepath.Join(dir, "locked.db")
	w.must("lock", "--store", locked, "--to", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")
	out := func(name string) string { return filepath.Join(dir, name) }
	for _, file := range []string{pipe, "/dev/zero"} {
		for _, args := range [][]string{
			{"law", "ls"}, {"playbook", "ls"}, {"verify", id},
			{"note", id, "-F", file}, {"message", "edit", id, "notice", "-F", file}, {"message", "sent", id, "notice", "--channel", "c", "-F", file},
			{"playbook", "lint", file}, {"playbook", "test", file}, {"playbook", "show", file}, {"playbook", "import", file}, {"start", file, "--no-tui"}, {"organisation", "lint", file}, {"--org", file, "organisation", "show"},
			{"evidence", "add", id, "tell", file}, {"--store", file, "ls"}, {"salvage", file, "-o", out("new.db")},
			{"verify", file}, {"import", file}, {"findings", file}, {"report", file},
			{"verify", id, "--signers", file}, {"verify", id, "--revoked", file}, {"verify", file, "--passphrase-file", file}, {"verify", file, "-i", file},
			{"seal", id, "--sign", file}, {"seal", id, "--sign", file, "--signer", "eva"}, {"export", id, "-o", out("a"), "--to", file}, {"export", id, "-o", out("b"), "--passphrase-file", file}, {"export", id, "-o", out("c"), "--sign", file},
			{"--store", locked, "--identity", file, "ls"}, {"--store", locked, "lock", "--to", file},
		} {
			done := make(chan struct{})
			go func() {
				defer close(done)
				w.run(args...)
			}()
			select {
			case <-done:
			case <-time.After(20 * time.Second):
				t.Fatalf("cordon %q waits for %s", args, file)
			}
		}
	}
	w.must("show", id)
}
