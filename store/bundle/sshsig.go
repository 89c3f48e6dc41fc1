package bundle

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Signatures are those of ssh-keygen -Y, as OpenSSH's PROTOCOL.sshsig has them.

const (
	namespace  = "cordon"
	sigMagic   = "SSHSIG"
	sigVersion = 1
	sigBegins  = "-----BEGIN SSH SIGNATURE-----\n"
	sigEnds    = "-----END SSH SIGNATURE-----\n"
	sigWidth   = 70 // of a line, as ssh-keygen breaks them

	// leastRSA is the shortest RSA key that may sign, in bits.
	leastRSA = 2048
)

// envelope is what a signature file holds, after the magic.
type envelope struct {
	Version   uint32
	PublicKey string
	Namespace string
	Reserved  string
	Hash      string
	Signature string
}

// signed is what is signed, after the magic.
type signed struct {
	Namespace string
	Reserved  string
	Hash      string
	Digest    string
}

// bytes returns what the key signs.
func (e envelope) bytes(text []byte) ([]byte, error) {
	var digest []byte
	switch e.Hash {
	case "sha512":
		sum := sha512.Sum512(text)
		digest = sum[:]
	case "sha256":
		sum := sha256.Sum256(text)
		digest = sum[:]
	default:
		return nil, fmt.Errorf("its hash is %q, and sha512 or sha256 is allowed", e.Hash)
	}
	return append([]byte(sigMagic), ssh.Marshal(signed{e.Namespace, e.Reserved, e.Hash, string(digest)})...), nil
}

// sign returns the armored signature of a text.
func sign(key ssh.Signer, text []byte) ([]byte, error) {
	e := envelope{Version: sigVersion, PublicKey: string(key.PublicKey().Marshal()), Namespace: namespace, Hash: "sha512"}
	data, err := e.bytes(text)
	if err != nil {
		return nil, err
	}
	sig, err := signBytes(key, data)
	if err != nil {
		return nil, err
	}
	e.Signature = string(ssh.Marshal(sig))
	return armor(append([]byte(sigMagic), ssh.Marshal(e)...)), nil
}

// signBytes signs, with RSA not by SHA-1, which is its way without being asked.
func signBytes(key ssh.Signer, data []byte) (*ssh.Signature, error) {
	if key.PublicKey().Type() != ssh.KeyAlgoRSA {
		return key.Sign(rand.Reader, data)
	}
	able, ok := key.(ssh.AlgorithmSigner)
	if !ok {
		return nil, errors.New("this RSA key can sign with SHA-1 only")
	}
	return able.SignWithAlgorithm(rand.Reader, data, ssh.KeyAlgoRSASHA512)
}

func armor(blob []byte) []byte {
	var b bytes.Buffer
	b.WriteString(sigBegins)
	for line := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(blob)), sigWidth) {
		b.Write(line)
		b.WriteByte('\n')
	}
	b.WriteString(sigEnds)
	return b.Bytes()
}

// verifySignature returns the key that signed a text. The error completes "its
// signature …".
func verifySignature(text, armored []byte) (ssh.PublicKey, error) {
	e, err := readEnvelope(armored)
	if err != nil {
		return nil, err
	}
	key, err := ssh.ParsePublicKey([]byte(e.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("has a key that cannot be read: %w", err)
	}
	if err := mayKey(key); err != nil {
		return nil, err
	}
	data, err := e.bytes(text)
	if err != nil {
		return nil, err
	}
	var sig ssh.Signature
	if err := ssh.Unmarshal([]byte(e.Signature), &sig); err != nil {
		return nil, errors.New("cannot be read")
	}
	if key.Type() == ssh.KeyAlgoRSA && sig.Format != ssh.KeyAlgoRSASHA512 && sig.Format != ssh.KeyAlgoRSASHA256 {
		return nil, fmt.Errorf("is made with %s, which is not safe", sig.Format)
	}
	if key.Verify(data, &sig) != nil {
		return nil, errors.New("is not of this text")
	}
	return key, nil
}

func readEnvelope(armored []byte) (e envelope, err error) {
	text := strings.ReplaceAll(string(armored), "\r\n", "\n")
	inner, begins := strings.CutPrefix(text, sigBegins)
	inner, ends := strings.CutSuffix(inner, sigEnds)
	blob, err := base64.StdEncoding.DecodeString(inner) // which skips line ends
	blob, magic := bytes.CutPrefix(blob, []byte(sigMagic))
	if !begins || !ends || err != nil || !magic || ssh.Unmarshal(blob, &e) != nil {
		return e, errors.New("is no signature of ssh-keygen")
	}
	switch {
	case e.Version != sigVersion:
		return e, fmt.Errorf("has version %d, and only %d is known", e.Version, sigVersion)
	case e.Namespace != namespace:
		return e, fmt.Errorf("was made for %q, not for %q", e.Namespace, namespace)
	}
	return e, nil
}

// mayKey says which keys may not sign.
func mayKey(key ssh.PublicKey) error {
	switch key.Type() {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521, ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256:
		return nil
	case ssh.KeyAlgoRSA:
		pub, ok := key.(ssh.CryptoPublicKey)
		if ok {
			if k, isRSA := pub.CryptoPublicKey().(*rsa.PublicKey); isRSA && k.N.BitLen() >= leastRSA {
				return nil
			}
		}
		return fmt.Errorf("is of an RSA key with fewer than %d bits", leastRSA)
	}
	return fmt.Errorf("is of a key of the kind %s, which may not seal", key.Type())
}
