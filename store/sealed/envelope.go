package sealed

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// An Envelope holds the key of a store, encrypted for those who may open it. It
// lies in the file.
type Envelope struct {
	Version int    `json:"cordon-lock"`
	ID      string `json:"id"` // of the key
	// Keys are the key, encrypted in the format of age: once for all recipients
	// with keys, and once for a passphrase.
	Keys [][]byte `json:"keys"`
}

const (
	envelopeVersion = 1
	// EnvelopeStart is how an envelope begins.
	EnvelopeStart = `{"cordon-lock":`
)

// Wrap encrypts a key for each of some groups of recipients. Any of them opens it.
func Wrap(k *Key, groups ...Recipients) (Envelope, error) {
	e := Envelope{Version: envelopeVersion, ID: k.id}
	for _, group := range groups {
		var b bytes.Buffer
		w, err := group.Encrypt(&b)
		if err != nil {
			return e, err
		}
		if _, err := w.Write(k.secret); err != nil {
			return e, err
		}
		if err := w.Close(); err != nil {
			return e, err
		}
		e.Keys = append(e.Keys, b.Bytes())
	}
	if len(e.Keys) == 0 {
		return e, errors.New("nobody could open it")
	}
	return e, nil
}

// Text returns the envelope as it lies in the file.
func (e Envelope) Text() ([]byte, error) { return json.Marshal(e) }

// ReadEnvelope reads an envelope.
func ReadEnvelope(text []byte) (e Envelope, err error) {
	if json.Unmarshal(text, &e) != nil || e.Version == 0 || e.ID == "" || len(e.Keys) == 0 {
		return e, errors.New("it is not as it was written")
	}
	if e.Version > envelopeVersion {
		return e, fmt.Errorf("the store is locked in a way that this version does not know (%d)", e.Version)
	}
	if id, err := hex.DecodeString(e.ID); err != nil || len(id) != idSize { // names of files end in it
		return e, errors.New("it is not as it was written")
	}
	return e, nil
}

// open returns the key, with what opens it: first what asks for nothing.
func (e Envelope) open(keys *Keys) (*Key, error) {
	tries := [][]age.Identity{keys.identities, {passphrase{keys, "the store"}}}
	for _, identities := range tries {
		for _, text := range e.Keys {
			if len(identities) == 0 {
				continue
			}
			r, err := decrypt(bytes.NewReader(text), identities)
			if errors.Is(err, ErrNoKey) {
				continue
			}
			if err != nil {
				return nil, err
			}
			secret, err := io.ReadAll(r)
			if err != nil || len(secret) == 0 {
				return nil, errors.New("it is not as it was written")
			}
			return newKey(e.ID, secret)
		}
	}
	return nil, ErrNoKey
}
