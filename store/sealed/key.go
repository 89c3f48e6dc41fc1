package sealed

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// A Key seals what a store holds, and opens it again. It can be used by several
// goroutines.
type Key struct {
	id     string
	secret []byte
	aead   cipher.AEAD
}

const (
	magic      = "\xc5sl\x01"
	headSize   = len(magic) + 4 + 4
	nonceSize  = chacha20poly1305.NonceSizeX
	idSize     = 8
	longest    = 1 << 30 // no value is as long
	stanzaType = "cordon-store"
)

// ErrAltered means that something does not open with the key: it was altered, or
// is not where it was put, or was sealed with another key.
var ErrAltered = errors.New("it does not open with the key of the store: it was altered")

// NewKey makes a key.
func NewKey() (*Key, error) {
	both := make([]byte, idSize+chacha20poly1305.KeySize)
	if _, err := rand.Read(both); err != nil {
		return nil, err
	}
	return newKey(hex.EncodeToString(both[:idSize]), both[idSize:])
}

func newKey(id string, secret []byte) (*Key, error) {
	aead, err := chacha20poly1305.NewX(secret)
	return &Key{id: id, secret: secret, aead: aead}, err
}

// ID names the key. It is no secret.
func (k *Key) ID() string { return k.id }

// Seal returns a value as it may lie on a disk. where says where it stands, and
// must be the same when it is opened.
func (k *Key) Seal(value, where []byte) []byte {
	rest := nonceSize + len(value) + k.aead.Overhead()
	out := make([]byte, headSize+nonceSize, headSize+rest)
	copy(out, magic)
	binary.BigEndian.PutUint32(out[len(magic):], Hint(where))
	binary.BigEndian.PutUint32(out[len(magic)+4:], uint32(rest))
	nonce := out[headSize:]
	rand.Read(nonce) // never fails
	return k.aead.Seal(out, nonce, value, where)
}

// Open returns the value that was sealed. It is a copy.
func (k *Key) Open(sealed, where []byte) ([]byte, error) {
	if whole, hint, ok := Prefix(sealed); !ok || len(whole) != len(sealed) || hint != Hint(where) {
		return nil, ErrAltered
	}
	nonce, text := sealed[headSize:headSize+nonceSize], sealed[headSize+nonceSize:]
	value, err := k.aead.Open(make([]byte, 0, len(text)), nonce, text, where)
	if err != nil {
		return nil, ErrAltered
	}
	return value, nil
}

// Next returns where in raw bytes the next sealed value may begin, or -1.
func Next(raw []byte) int { return bytes.Index(raw, []byte(magic)) }

// Prefix returns the sealed value that raw bytes begin with, and the hint of where
// it stands.
func Prefix(raw []byte) (sealed []byte, hint uint32, ok bool) {
	if len(raw) < headSize || string(raw[:len(magic)]) != magic {
		return nil, 0, false
	}
	hint = binary.BigEndian.Uint32(raw[len(magic):])
	rest := binary.BigEndian.Uint32(raw[len(magic)+4:])
	if rest > longest || int(rest) < nonceSize+chacha20poly1305.Overhead || len(raw)-headSize < int(rest) {
		return nil, 0, false
	}
	return raw[:headSize+int(rest)], hint, true
}

// Hint returns what a sealed value shows of where it stands. Two places may have
// the same.
func Hint(where []byte) uint32 { return crc32.ChecksumIEEE(where) }

// Encrypt returns a writer that seals a file, and is whole once it is closed.
func (k *Key) Encrypt(w io.Writer) (io.WriteCloser, error) {
	return age.Encrypt(w, fileKey{k})
}

// Decrypt returns what is in a sealed file of the given size. An error of reading
// it that wraps [ErrAltered] means that the file is not as it was sealed.
func (k *Key) Decrypt(file io.ReaderAt, size int64) (*io.SectionReader, error) {
	plain, n, err := age.DecryptReaderAt(file, size, fileKey{k})
	if err != nil {
		return nil, altered(err)
	}
	return io.NewSectionReader(checked{plain}, 0, n), nil
}

// checked says of pieces that do not open what that means.
type checked struct{ io.ReaderAt }

// ReadAt implements [io.ReaderAt].
func (c checked) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, at)
	if err != nil && !errors.Is(err, io.EOF) {
		err = altered(err)
	}
	return n, err
}

// altered says what an error of reading a sealed file means, unless it is one of
// the disk.
func altered(err error) error {
	if disk, ok := errors.AsType[*fs.PathError](err); ok {
		return disk
	}
	return ErrAltered
}

// fileKey is the key as it encrypts the key of one file: the recipient of age,
// and its identity.
type fileKey struct{ *Key }

// Wrap implements [age.Recipient].
func (k fileKey) Wrap(secret []byte) ([]*age.Stanza, error) {
	return []*age.Stanza{{Type: stanzaType, Args: []string{k.id}, Body: k.Seal(secret, []byte(stanzaType))}}, nil
}

// Unwrap implements [age.Identity].
func (k fileKey) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		if s.Type != stanzaType {
			continue
		}
		secret, err := k.Open(s.Body, []byte(stanzaType))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", age.ErrIncorrectIdentity, err)
		}
		return secret, nil
	}
	return nil, age.ErrIncorrectIdentity
}
