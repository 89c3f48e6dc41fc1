package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"

	"cordon/store/sealed"
)

// encrypted returns text encrypted for recipients, in a file.
func encrypted(t *testing.T, r sealed.Recipients, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	w, err := r.Encrypt(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "run.cordon.age")
	write(t, path, b.Bytes())
	return path
}

// opened returns what a file holds once it is decrypted.
func opened(t *testing.T, path string, keys sealed.Keys) ([]byte, error) {
	t.Helper()
	src, err := Open(path, keys)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return io.ReadAll(io.NewSectionReader(src, 0, src.Size))
}

// with returns what somebody has at hand who has a key.
func with(t *testing.T, key fmt.Stringer) (keys sealed.Keys) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key.txt")
	write(t, path, []byte(key.String()+"\n"))
	if err := keys.Add(path); err != nil {
		t.Fatal(err)
	}
	return keys
}

// TestAge: age opens our files, and we open those of age.
func TestAge(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "", "age-keygen", "-o", "key.txt")
	public := regexp.MustCompile(`age1[0-9a-z]+`).FindString(string(read(t, filepath.Join(dir, "key.txt"))))
	_, ssh := keyPair(t, "ed25519", "", "")
	_, rsa := keyPair(t, "rsa", "2048", "")
	text := written(t, sample(t).c)
	for name, k := range map[string]struct{ recipient, key string }{
		"age": {public, filepath.Join(dir, "key.txt")},
		"ssh": {string(read(t, ssh+".pub")), ssh},
		"rsa": {string(read(t, rsa+".pub")), rsa},
	} {
		var r sealed.Recipients
		if err := r.Add(k.recipient); err != nil {
			t.Fatal(err)
		}
		ours := encrypted(t, r, text)
		must(t, dir, "", "age", "-d", "-i", k.key, "-o", "opened", ours)
		if !bytes.Equal(read(t, filepath.Join(dir, "opened")), text) {
			t.Errorf("%s: age opens something else", name)
		}
		write(t, filepath.Join(dir, "plain"), text)
		must(t, dir, "", "age", "-e", "-r", strings.TrimSpace(k.recipient), "-o", "theirs", "plain")
		var keys sealed.Keys
		if err := keys.Add(k.key); err != nil {
			t.Fatal(err)
		}
		if got, err := opened(t, filepath.Join(dir, "theirs"), keys); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: of age's file we read %d bytes, %v", name, len(got), err)
		}
	}
}

// TestEncrypted: what is encrypted is opened by those it is for, and by no other.
func TestEncrypted(t *testing.T) {
	pq, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	text := written(t, sample(t).c)
	var r, two sealed.Recipients
	if err := errors.Join(r.Add(pq.Recipient().String()), two.Add(plain.Recipient().String())); err != nil {
		t.Fatal(err)
	}
	if err := two.Add(pq.Recipient().String()); err == nil || !strings.Contains(err.Error(), "cannot be mixed") {
		t.Errorf("a post-quantum recipient beside another: %v", err)
	}
	path := encrypted(t, r, text)
	if got, err := opened(t, path, with(t, pq)); err != nil || !bytes.Equal(got, text) {
		t.Errorf("the key opens %d bytes, %v", len(got), err)
	}
	for name, keys := range map[string]sealed.Keys{"no key": {}, "another key": with(t, plain)} {
		if _, err := opened(t, path, keys); !errors.Is(err, ErrEncrypted) {
			t.Errorf("%s: %v, want ErrEncrypted", name, err)
		}
	}
	altered := read(t, path)
	altered[len(altered)-20] ^= 1
	write(t, path, altered)
	if _, err := opened(t, path, with(t, pq)); !errors.As(err, new(*Fault)) {
		t.Errorf("altered: %v, want a fault", err)
	}
	for name, damaged := range map[string][]byte{"cut short": altered[:60], "another header": append([]byte("age-encryption.org/v1\n-> X25519 abc\n"), altered...)} {
		write(t, path, damaged)
		if _, err := opened(t, path, with(t, pq)); !errors.As(err, new(*Fault)) {
			t.Errorf("%s: %v, want a fault", name, err)
		}
	}
	var many sealed.Recipients
	for range 20 {
		if err := many.Add(plain.Recipient().String()); err != nil {
			t.Fatal(err)
		}
	}
	if err := many.Add(plain.Recipient().String()); err == nil {
		t.Error("a file takes any number of recipients")
	}
	for _, bad := range []string{"", "age1x", "ssh-dss AAAA", "ecdsa-sha2-nistp256 AAAA"} {
		if err := new(sealed.Recipients).Add(bad); err == nil {
			t.Errorf("%q is a recipient", bad)
		}
	}
}

func TestPassphrase(t *testing.T) {
	r, err := sealed.WithPassphrase("korrekt pferd")
	if err != nil {
		t.Fatal(err)
	}
	path := encrypted(t, r, []byte("text"))
	answer := func(secret string) sealed.Keys {
		return sealed.Keys{Ask: func(string) ([]byte, error) { return []byte(secret), nil }}
	}
	if got, err := opened(t, path, answer("korrekt pferd")); err != nil || string(got) != "text" {
		t.Errorf("it opens %q, %v", got, err)
	}
	if _, err := opened(t, path, answer("falsch")); err == nil {
		t.Error("any passphrase opens it")
	}
	if _, err := opened(t, path, sealed.Keys{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("without a passphrase: %v", err)
	}
}
