package bundle

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// tool runs a program that is there, in a folder, or skips the test.
func tool(t *testing.T, dir, input, name string, args ...string) ([]byte, error) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed, so this was not compared with it", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(input)
	return cmd.CombinedOutput()
}

func must(t *testing.T, dir, input, name string, args ...string) []byte {
	t.Helper()
	out, err := tool(t, dir, input, name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// keyPair has ssh-keygen make a key, and a file of allowed signers with it.
func keyPair(t *testing.T, kind, bits, secret string) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	args := []string{"-q", "-t", kind, "-N", secret, "-C", "eva@example.org", "-f", "key"}
	if bits != "" {
		args = append(args, "-b", bits)
	}
	must(t, dir, "", "ssh-keygen", args...)
	path = filepath.Join(dir, "key")
	write(t, filepath.Join(dir, "allowed_signers"), append([]byte(`eva@example.org namespaces="cordon" `), read(t, path+".pub")...))
	return dir, path
}

// accepted has ssh-keygen check a seal.
func accepted(t *testing.T, dir string, s Seal) {
	t.Helper()
	write(t, filepath.Join(dir, "1.txt.sig"), s.Signature)
	out := must(t, dir, string(s.Text), "ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "eva@example.org", "-n", "cordon", "-s", "1.txt.sig")
	if !strings.Contains(string(out), `Good "cordon" signature for eva@example.org`) {
		t.Errorf("ssh-keygen says %s", out)
	}
}

// TestSSHKeygen: ssh-keygen accepts our seals, and we accept its signatures.
func TestSSHKeygen(t *testing.T) {
	for _, k := range []struct{ kind, bits, secret string }{
		{"ed25519", "", ""}, {"rsa", "2048", ""}, {"ecdsa", "256", ""}, {"ecdsa", "521", ""}, {"ed25519", "", "a passphrase"},
	} {
		t.Run(k.kind+k.bits, func(t *testing.T) {
			dir, path := keyPair(t, k.kind, k.bits, k.secret)
			signer, err := OpenKey(path, NameOf(path), "", func() ([]byte, error) { return []byte(k.secret), nil })
			if err != nil {
				t.Fatal(err)
			}
			s := sample(t)
			c, seal, err := s.c.Sealed(signer, s.now)
			if err != nil {
				t.Fatal(err)
			}
			accepted(t, dir, seal)
			if k.secret != "" {
				return
			}
			theirs := filepath.Join(dir, "claim")
			write(t, theirs, seal.Text)
			must(t, dir, "", "ssh-keygen", "-q", "-Y", "sign", "-f", "key", "-n", "cordon", "claim")
			c.Seals[len(c.Seals)-1].Signature = read(t, theirs+".sig")
			knownAs(t, c, dir, "eva@example.org")
			must(t, dir, "", "ssh-keygen", "-q", "-Y", "sign", "-f", "key", "-n", "file", "-O", "hashalg=sha256", "claim")
		})
	}
}

// knownAs wants the last seal to be by a name that the file of allowed signers
// knows.
func knownAs(t *testing.T, c Contents, dir, name string) {
	t.Helper()
	signers, err := ReadSigners(read(t, filepath.Join(dir, "allowed_signers")))
	if err != nil {
		t.Fatal(err)
	}
	res, err := verify(written(t, c), Trust{Signers: signers, Require: name})
	if err != nil || !res.Seals[len(res.Seals)-1].Known {
		t.Errorf("the seal is not by %s: %+v, %v", name, res.Seals, err)
	}
}

// TestAgent seals with a key that only an agent has.
func TestAgent(t *testing.T) {
	dir, path := keyPair(t, "rsa", "2048", "")
	socket := filepath.Join(dir, "agent")
	if _, err := exec.LookPath("ssh-agent"); err != nil {
		t.Skip("ssh-agent is not installed, so this was not tried with it")
	}
	agent := exec.Command("ssh-agent", "-D", "-a", socket)
	if err := agent.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = agent.Process.Kill(); _ = agent.Wait() })
	t.Setenv("SSH_AUTH_SOCK", socket)
	for range 500 { // it says nowhere that it is ready
		if out, err := tool(t, dir, "", "ssh-add", "-q", "key"); err == nil {
			break
		} else if agent.ProcessState != nil {
			t.Fatalf("%s", out)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	signer, err := OpenKey(path+".pub", NameOf(path), socket, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer signer.Close()
	s := sample(t)
	c, seal, err := s.c.Sealed(signer, s.now)
	if err != nil {
		t.Fatal(err)
	}
	accepted(t, dir, seal)
	knownAs(t, c, dir, "eva@example.org")
	if _, err := OpenKey(path+".pub", "eva", "", nil); err == nil {
		t.Error("a public key seals without an agent")
	}
}

// TestKeysThatMayNot seal: those that are short or of a kind nobody trusts.
func TestKeysThatMayNot(t *testing.T) {
	_, short := keyPair(t, "rsa", "1024", "")
	if _, err := OpenKey(short, "eva@example.org", "", nil); err == nil || !strings.Contains(err.Error(), "fewer than 2048 bits") {
		t.Errorf("a short key gives %v", err)
	}
	_, locked := keyPair(t, "ed25519", "", "secret")
	if _, err := OpenKey(locked, "eva@example.org", "", nil); err == nil || !strings.Contains(err.Error(), "passphrase") {
		t.Errorf("a locked key gives %v", err)
	}
}

// TestSignatureRefused: a signature of another text, for another purpose, or by
// another hash than those that are allowed is none.
func TestSignatureRefused(t *testing.T) {
	key := keyOf(t, "eva").key
	text := []byte("a text")
	good, err := sign(key, text)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verifySignature(text, good); err != nil {
		t.Fatal(err)
	}
	if _, err := verifySignature(text, bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n"))); err != nil {
		t.Errorf("line ends of Windows: %v", err)
	}
	forged := func(change func(*envelope)) []byte {
		e := envelope{Version: 1, PublicKey: string(key.PublicKey().Marshal()), Namespace: namespace, Hash: "sha512"}
		change(&e)
		data, err := e.bytes(text)
		if err != nil {
			data = text
		}
		sig, err := key.Sign(nil, data)
		if err != nil {
			t.Fatal(err)
		}
		e.Signature = string(ssh.Marshal(sig))
		return armor(append([]byte(sigMagic), ssh.Marshal(e)...))
	}
	for name, tt := range map[string]struct {
		sig  []byte
		want string
	}{
		"another text": {mustSign(t, key, "another"), "is not of this text"},
		"namespace":    {forged(func(e *envelope) { e.Namespace = "file" }), `was made for "file", not for "cordon"`},
		"hash":         {forged(func(e *envelope) { e.Hash = "sha1" }), `its hash is "sha1", and sha512 or sha256 is allowed`},
		"version":      {forged(func(e *envelope) { e.Version = 2 }), "has version 2, and only 1 is known"},
		"key":          {forged(func(e *envelope) { e.PublicKey = "x" }), "has a key that cannot be read"},
		"nothing":      {nil, "is no signature of ssh-keygen"},
	} {
		if _, err := verifySignature(text, tt.sig); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	if _, err := verifySignature(text, forged(func(e *envelope) { e.Hash, e.Reserved = "sha256", "x" })); err != nil {
		t.Errorf("sha256, and something reserved: %v", err)
	}
}

func mustSign(t *testing.T, key ssh.Signer, text string) []byte {
	t.Helper()
	sig, err := sign(key, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return sig
}

// TestAllowedSigners reads what ssh-keygen reads.
func TestAllowedSigners(t *testing.T) {
	key := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(keyOf(t, "eva").key.PublicKey())))
	at := sample(t).now // 2026-11-27
	for line, want := range map[string]bool{
		"eva@example.org " + key:                              true,
		"eva@example.org,max " + key + " a comment":           true,
		"*@example.org " + key:                                true,
		"*@example.org,!eva@example.org " + key:               false,
		`"eva@example.org" ` + key:                            true,
		`eva@example.org namespaces="git,cordon" ` + key:      true,
		`eva@example.org namespaces="git" ` + key:             false,
		`eva@example.org valid-after="20261201" ` + key:       false,
		`eva@example.org valid-before="20261201Z" ` + key:     true,
		`eva@example.org valid-before="202611010000Z" ` + key: false,
		`eva@example.org cert-authority ` + key:               false,
		"# eva@example.org " + key:                            false,
		"max@example.org " + key:                              false,
	} {
		signers, err := ReadSigners([]byte("\n" + line + "\n"))
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if got := (Trust{Signers: signers}).knows("eva@example.org", keyOf(t, "eva").key.PublicKey(), at); got != want {
			t.Errorf("%s: known %t, want %t", line, got, want)
		}
	}
	for _, line := range []string{"eva", "eva ssh-ed25519 x", `eva strange="x" ` + key, `eva valid-after="soon" ` + key} {
		if _, err := ReadSigners([]byte(line)); err == nil {
			t.Errorf("%s is read", line)
		}
	}
}
