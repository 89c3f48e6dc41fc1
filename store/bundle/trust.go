package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"cordon/playbook/run"
)

// Trust is what a reader knows beforehand and asks for.
type Trust struct {
	// Signers says whose keys are whose: see [ReadSigners].
	Signers []Allowed
	// Revoked are keys that count no more: see [ReadRevoked].
	Revoked []ssh.PublicKey
	// Require is the name of a signer, or the fingerprint of a key ("SHA256:…"),
	// by whom the record must be sealed. Empty means by nobody.
	Require string
	// Heads are heads that were kept elsewhere and must fit.
	Heads []run.Head
}

// Allowed is a line of a file of allowed signers.
type Allowed struct {
	names         []string
	key           ssh.PublicKey
	namespaces    []string
	after, before time.Time // zero means without end
}

// ReadSigners reads a file of allowed signers, as ssh-keygen has them. Lines that
// are about certificates are left out: they cannot seal.
func ReadSigners(text []byte) ([]Allowed, error) {
	var all []Allowed
	n := 0
	for line := range bytes.Lines(text) {
		n++
		s := strings.TrimSpace(string(line))
		if s == "" || s[0] == '#' {
			continue
		}
		a, err := readAllowed(s)
		switch {
		case errors.Is(err, errCertificate):
		case err != nil:
			return nil, fmt.Errorf("line %d of the allowed signers: %w", n, err)
		default:
			all = append(all, a)
		}
	}
	return all, nil
}

var errCertificate = errors.New("certificates cannot seal")

func readAllowed(line string) (a Allowed, err error) {
	who, rest, ok := cutWord(line)
	if !ok {
		return a, errors.New("it has no key")
	}
	a.names = strings.Split(who, ",")
	// What ssh reads as authorized_keys is options, key, comment: the same.
	key, _, options, _, err := ssh.ParseAuthorizedKey([]byte(rest))
	if err != nil {
		return a, errors.New("its key cannot be read")
	}
	a.key = key
	for _, option := range options {
		if err := a.option(option); err != nil {
			return a, err
		}
	}
	return a, nil
}

// cutWord cuts off the first word, which may stand in quotes.
func cutWord(line string) (word, rest string, ok bool) {
	if quoted, in := strings.CutPrefix(line, `"`); in {
		word, rest, ok = strings.Cut(quoted, `"`)
		return word, strings.TrimLeft(rest, " \t"), ok
	}
	i := strings.IndexAny(line, " \t")
	if i < 0 {
		return line, "", false
	}
	return line[:i], strings.TrimLeft(line[i:], " \t"), true
}

func (a *Allowed) option(option string) (err error) {
	name, value, _ := strings.Cut(option, "=")
	value = strings.Trim(value, `"`)
	switch strings.ToLower(name) {
	case "cert-authority":
		return errCertificate
	case "namespaces":
		a.namespaces = strings.Split(value, ",")
	case "valid-after":
		a.after, err = readMoment(value)
	case "valid-before":
		a.before, err = readMoment(value)
	default:
		return fmt.Errorf("its option %q is not known", name)
	}
	return err
}

// readMoment reads a time as ssh-keygen has it; without a Z it is local.
func readMoment(text string) (time.Time, error) {
	zone := time.Local
	text, utc := strings.CutSuffix(text, "Z")
	if utc {
		zone = time.UTC
	}
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time", text)
}

// knows reports whether one of the lines says that a key belongs to a name, for
// our purpose and at a time.
func (t Trust) knows(name string, key ssh.PublicKey, at time.Time) bool {
	return slices.ContainsFunc(t.Signers, func(a Allowed) bool {
		return a.is(name) && bytes.Equal(a.key.Marshal(), key.Marshal()) &&
			(a.namespaces == nil || matches(a.namespaces, namespace)) &&
			(a.after.IsZero() || !at.Before(a.after)) && (a.before.IsZero() || at.Before(a.before))
	})
}

// calls returns the names that stand beside a key, or nothing.
func (t Trust) calls(key ssh.PublicKey) string {
	i := slices.IndexFunc(t.Signers, func(a Allowed) bool { return bytes.Equal(a.key.Marshal(), key.Marshal()) })
	if i < 0 {
		return ""
	}
	return strings.Join(t.Signers[i].names, ",")
}

func (a Allowed) is(name string) bool { return matches(a.names, name) }

// matches reports whether one of the patterns fits and none that begins with "!".
func matches(patterns []string, name string) bool {
	found := false
	for _, p := range patterns {
		p, not := strings.CutPrefix(p, "!")
		if ok, err := path.Match(strings.ReplaceAll(p, `\`, `\\`), name); err == nil && ok {
			if not {
				return false
			}
			found = true
		}
	}
	return found
}

// ReadRevoked reads a list of public keys, one a line.
func ReadRevoked(text []byte) ([]ssh.PublicKey, error) {
	if bytes.HasPrefix(text, []byte("SSHKRL\n")) {
		return nil, errors.New("the revocation list is binary. Give a file with one public key a line")
	}
	var keys []ssh.PublicKey
	for line := range bytes.Lines(text) {
		if s := bytes.TrimSpace(line); len(s) == 0 || s[0] == '#' {
			continue
		}
		key, _, _, _, err := ssh.ParseAuthorizedKey(line)
		if err != nil {
			return nil, fmt.Errorf("line %d of the revoked keys is no public key", len(keys)+1)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func (t Trust) revoked(key ssh.PublicKey) bool {
	return slices.ContainsFunc(t.Revoked, func(k ssh.PublicKey) bool { return bytes.Equal(k.Marshal(), key.Marshal()) })
}
