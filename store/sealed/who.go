package sealed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/agessh"
)

const (
	// mostRecipients is how many may open one file.
	mostRecipients = 20
	// workFactor is the cost of a passphrase, as a power of two: about a second.
	// A file that asks for more than mostWork is not opened.
	workFactor = 18
	mostWork   = 20
)

// ErrPassphrase means that a key is encrypted and the passphrase is missing or
// wrong.
var ErrPassphrase = errors.New("the key is encrypted, and needs its passphrase")

// ErrNoKey means that nothing at hand opens what is encrypted.
var ErrNoKey = errors.New("no key or passphrase here opens it")

// Recipients are those who can decrypt a file.
type Recipients struct {
	keys []age.Recipient
	pq   []bool
}

// Count is how many they are.
func (r Recipients) Count() int { return len(r.keys) }

// Add adds a recipient: a public key of age, also a post-quantum one, or an SSH
// key of the kinds ed25519 and RSA.
func (r *Recipients) Add(text string) error {
	text = strings.TrimSpace(text)
	key, err := readRecipient(text)
	if err != nil {
		return fmt.Errorf("%.40q is no recipient: %w", text, err)
	}
	_, pq := key.(*age.HybridRecipient)
	r.keys, r.pq = append(r.keys, key), append(r.pq, pq)
	switch {
	case len(r.keys) > mostRecipients:
		return fmt.Errorf("a file takes %d recipients at most", mostRecipients)
	case r.pq[0] != pq:
		return errors.New("a post-quantum recipient cannot be mixed with others: the others would undo what it is for")
	}
	return nil
}

func readRecipient(text string) (age.Recipient, error) {
	switch {
	case strings.HasPrefix(text, "ssh-"):
		return agessh.ParseRecipient(text)
	case strings.HasPrefix(text, "age1pq1"):
		return age.ParseHybridRecipient(text)
	}
	return age.ParseX25519Recipient(text)
}

// WithPassphrase returns the recipients of a file that a passphrase alone opens.
func WithPassphrase(secret string) (Recipients, error) {
	key, err := age.NewScryptRecipient(secret)
	if err != nil {
		return Recipients{}, err
	}
	key.SetWorkFactor(workFactor)
	return Recipients{keys: []age.Recipient{key}, pq: []bool{false}}, nil
}

// Encrypt returns a writer that encrypts what is written to it, and is whole once
// it is closed.
func (r Recipients) Encrypt(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, r.keys...) }

// Keys are what may decrypt a file.
type Keys struct {
	identities []age.Identity
	// Ask returns the passphrase of a file or a key, nil if nobody can be asked.
	Ask func(about string) ([]byte, error)
}

// Add adds the keys in a file: private keys of age, or one of SSH.
func (k *Keys) Add(path string) error {
	text, err := ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(text, []byte("-----BEGIN")) {
		found, err := age.ParseIdentities(bytes.NewReader(text))
		if err != nil {
			return fmt.Errorf("%s holds no private keys: %w", path, err)
		}
		k.identities = append(k.identities, found...)
		return nil
	}
	found, err := k.sshIdentity(path, text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	k.identities = append(k.identities, found)
	return nil
}

// sshIdentity reads a private key of SSH. Of an encrypted one it asks for the
// passphrase.
func (k *Keys) sshIdentity(path string, text []byte) (age.Identity, error) {
	if key, err := agessh.ParseIdentity(text); err == nil {
		return key, nil
	}
	if k.Ask == nil {
		return nil, ErrPassphrase
	}
	secret, err := k.Ask("the key " + path)
	if err != nil {
		return nil, err
	}
	return decryptedIdentity(text, secret)
}

// Decrypt returns what was encrypted. Of a passphrase it asks, if there is no other
// way. An error of age comes as [ErrNoKey], if it means that.
func (k *Keys) Decrypt(from io.Reader) (io.Reader, error) {
	identities := append([]age.Identity{passphrase{k, "the file"}}, k.identities...)
	return decrypt(from, identities)
}

// Readable reports whether a file that age encrypted says for whom, in its header.
// Where it does not, no key is missing: the file is damaged.
func Readable(from io.Reader) bool {
	_, err := age.ExtractHeader(bufio.NewReader(from))
	return err == nil
}

func decrypt(from io.Reader, identities []age.Identity) (io.Reader, error) {
	r, err := age.Decrypt(bufio.NewReader(from), identities...)
	if missing := (*age.NoIdentityMatchError)(nil); errors.As(err, &missing) {
		return nil, ErrNoKey
	}
	return r, err
}

// passphrase is the identity that asks once, and only for what a passphrase opens.
type passphrase struct {
	keys  *Keys
	about string
}

// Unwrap implements [age.Identity].
func (p passphrase) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if len(stanzas) != 1 || stanzas[0].Type != "scrypt" || p.keys.Ask == nil {
		return nil, age.ErrIncorrectIdentity
	}
	secret, err := p.keys.Ask(p.about)
	if err != nil {
		return nil, err
	}
	id, err := age.NewScryptIdentity(string(secret))
	if err != nil {
		return nil, err
	}
	id.SetMaxWorkFactor(mostWork)
	return id.Unwrap(stanzas)
}
