package sealed

import (
	"errors"
	"sync"
)

// A Ring keeps the keys of stores that were opened, so that nobody is asked twice.
// It can be used by several goroutines. A nil Ring has no keys and asks nobody.
type Ring struct {
	mu     sync.Mutex
	keys   map[string]*Key
	silent bool
	loaded *Keys

	// Files are files with private keys, of age or of SSH.
	Files []string
	// Ask returns the passphrase of a store or a key, nil if nobody can be asked.
	Ask func(about string) ([]byte, error)
	// Hide, unless nil, keeps what is typed from showing, from the first question
	// until show is called: when all tries are over. Who types the next try while
	// the one before is still being looked at types it into the dark too.
	Hide func() (show func(), err error)
	// Wrong, unless nil, is told that a passphrase was wrong and is asked for again.
	Wrong func()
}

// tries is how often a passphrase is asked for.
const tries = 3

// Key returns the key with an id, nil if it is not there.
func (r *Ring) Key(id string) *Key {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.keys[id]
}

// Add puts a key on the ring.
func (r *Ring) Add(k *Key) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.add(k)
}

func (r *Ring) add(k *Key) {
	if r.keys == nil {
		r.keys = map[string]*Key{}
	}
	r.keys[k.id] = k
}

// Silence makes the ring ask nobody from now on, where a question would stand in
// the middle of something else.
func (r *Ring) Silence() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.silent = true
}

// Open opens an envelope, and keeps its key. It may ask, and wait for an answer.
// The error wraps [ErrNoKey] if nothing at hand opens it.
func (r *Ring) Open(e Envelope) error {
	if r == nil {
		return ErrNoKey
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.keys[e.ID] != nil {
		return nil
	}
	ask, show := r.asks()
	defer func() { show() }()
	if err := r.load(ask); err != nil {
		return err
	}
	for n := 1; ; n++ {
		asked := false
		keys := &Keys{identities: r.loaded.identities}
		if ask != nil {
			keys.Ask = func(about string) ([]byte, error) { asked = true; return ask(about) }
		}
		k, err := e.open(keys)
		if err == nil {
			r.add(k)
			return nil
		}
		if !asked || !errors.Is(err, ErrNoKey) || n == tries {
			return err
		}
		if r.Wrong != nil {
			r.Wrong()
		}
	}
}

// asks returns what asks, nil if nobody is to be asked, and what ends the asking.
func (r *Ring) asks() (ask func(string) ([]byte, error), show func()) {
	hidden, end := false, func() {}
	show = func() { end() }
	switch {
	case r.silent, r.Ask == nil:
		return nil, show
	case r.Hide == nil:
		return r.Ask, show
	}
	return func(about string) (answer []byte, err error) {
		if !hidden {
			if end, err = r.Hide(); err != nil {
				end = func() {}
				return nil, err
			}
			hidden = true
		}
		return r.Ask(about)
	}, show
}

// load reads the files with keys, once.
func (r *Ring) load(ask func(string) ([]byte, error)) error {
	if r.loaded != nil {
		return nil
	}
	keys := &Keys{Ask: ask}
	for _, file := range r.Files {
		if err := keys.Add(file); err != nil {
			return err
		}
	}
	r.loaded = keys
	return nil
}
