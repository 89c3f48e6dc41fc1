package sealed

import (
	"crypto/ed25519"
	"crypto/rsa"
	"errors"

	"filippo.io/age"
	"filippo.io/age/agessh"
	"golang.org/x/crypto/ssh"
)

// decryptedIdentity reads an encrypted private key of SSH.
func decryptedIdentity(text, secret []byte) (age.Identity, error) {
	key, err := ssh.ParseRawPrivateKeyWithPassphrase(text, secret)
	if err != nil {
		return nil, ErrPassphrase
	}
	switch key := key.(type) {
	case *ed25519.PrivateKey:
		return agessh.NewEd25519Identity(*key)
	case *rsa.PrivateKey:
		return agessh.NewRSAIdentity(key)
	}
	return nil, errors.New("only ed25519 and RSA keys open files")
}
