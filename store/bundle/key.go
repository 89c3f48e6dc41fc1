package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"cordon/store/sealed"
)

// A Signer is a key that seals, and the name it goes by.
type Signer struct {
	Name  string
	key   ssh.Signer
	close func() error
}

// Fingerprint returns that of the key, as ssh-keygen -l prints it: "SHA256:…".
func (s Signer) Fingerprint() string { return ssh.FingerprintSHA256(s.key.PublicKey()) }

// Close lets go of the agent, if there is one.
func (s Signer) Close() error {
	if s.close == nil {
		return nil
	}
	return s.close()
}

// OpenKey opens the key in a file. A private key signs by itself, with the
// passphrase that ask returns if it is encrypted; of a public key, the private
// one is in the agent that listens at the socket agentAt.
func OpenKey(path, name, agentAt string, ask func() ([]byte, error)) (Signer, error) {
	text, err := sealed.ReadFile(path)
	if err != nil {
		return Signer{}, err
	}
	if pub, _, _, _, err := ssh.ParseAuthorizedKey(text); err == nil {
		return fromAgent(pub, name, agentAt)
	}
	key, err := ssh.ParsePrivateKey(text)
	if missing := (*ssh.PassphraseMissingError)(nil); errors.As(err, &missing) {
		if key, err = withPassphrase(text, ask); err != nil {
			return Signer{}, fmt.Errorf("%s: %w", path, err)
		}
	}
	if err != nil {
		return Signer{}, fmt.Errorf("%s is no SSH key: %w", path, err)
	}
	if err := mayKey(key.PublicKey()); err != nil {
		return Signer{}, fmt.Errorf("%s cannot seal: a signature with it %w", path, err)
	}
	return Signer{Name: name, key: key}, nil
}

func withPassphrase(text []byte, ask func() ([]byte, error)) (ssh.Signer, error) {
	if ask == nil {
		return nil, sealed.ErrPassphrase
	}
	secret, err := ask()
	if err != nil {
		return nil, err
	}
	key, err := ssh.ParsePrivateKeyWithPassphrase(text, secret)
	if err != nil {
		return nil, sealed.ErrPassphrase
	}
	return key, nil
}

// fromAgent finds the private key of a public one in an agent. This is the one
// place where the program opens a socket: a local one, when somebody asks it to
// sign with a key that only the agent has.
func fromAgent(pub ssh.PublicKey, name, agentAt string) (Signer, error) {
	if err := mayKey(pub); err != nil {
		return Signer{}, fmt.Errorf("this key cannot seal: a signature with it %w", err)
	}
	if agentAt == "" {
		return Signer{}, errors.New("this is a public key, and there is no SSH agent that has the private one: SSH_AUTH_SOCK is not set")
	}
	conn, err := net.Dial("unix", agentAt)
	if err != nil {
		return Signer{}, fmt.Errorf("the SSH agent does not answer: %w", err)
	}
	keys, err := agent.NewClient(conn).Signers()
	for _, key := range keys {
		if bytes.Equal(key.PublicKey().Marshal(), pub.Marshal()) {
			return Signer{Name: name, key: key, close: conn.Close}, nil
		}
	}
	return Signer{}, errors.Join(fmt.Errorf("the SSH agent does not have the key %s. Add it with ssh-add", ssh.FingerprintSHA256(pub)), err, conn.Close())
}

// NameOf returns the name that a key file gives its key: the comment of a public
// key, or of the public key beside a private one.
func NameOf(path string) string {
	for _, p := range []string{path, path + ".pub"} {
		text, err := sealed.ReadFile(p)
		if err != nil {
			continue
		}
		if _, comment, _, _, err := ssh.ParseAuthorizedKey(text); err == nil && isSigner(strings.TrimSpace(comment)) {
			return strings.TrimSpace(comment)
		}
	}
	return ""
}
