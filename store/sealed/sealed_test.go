package sealed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

func newTestKey(t testing.TB) *Key {
	t.Helper()
	k, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestSeal: a value opens with its key, in its place, unless a single bit of it is
// another.
func TestSeal(t *testing.T) {
	k, where := newTestKey(t), []byte("runs/k7m2x9qd/bodies/1")
	for _, value := range []string{"", "x", "a few words", strings.Repeat("text ", 1000)} {
		one := k.Seal([]byte(value), where)
		if got, err := k.Open(one, where); err != nil || string(got) != value {
			t.Errorf("Open = %q, %v, want %q", got, err, value)
		}
		const telling = 8 // bytes, which are not there by chance
		if len(value) >= telling && bytes.Contains(one, []byte(value)) {
			t.Errorf("%q lies open", value)
		}
		if bytes.Equal(one, k.Seal([]byte(value), where)) {
			t.Error("a value is sealed twice in the same way")
		}
		for name, open := range map[string]func() ([]byte, error){
			"in another place": func() ([]byte, error) { return k.Open(one, []byte("runs/k7m2x9qd/bodies/2")) },
			"another key":      func() ([]byte, error) { return newTestKey(t).Open(one, where) },
			"cut":              func() ([]byte, error) { return k.Open(one[:len(one)-1], where) },
			"longer":           func() ([]byte, error) { return k.Open(append(bytes.Clone(one), 0), where) },
		} {
			if got, err := open(); !errors.Is(err, ErrAltered) || got != nil {
				t.Errorf("%s: Open = %q, %v, want ErrAltered", name, got, err)
			}
		}
		for bit := range 8 * min(len(one), 100) {
			bad := bytes.Clone(one)
			bad[bit/8] ^= 1 << (bit % 8)
			if got, err := k.Open(bad, where); !errors.Is(err, ErrAltered) || got != nil {
				t.Fatalf("with bit %d another: Open = %q, %v, want ErrAltered", bit, got, err)
			}
		}
	}
}

// TestStream: a sealed file opens at any place of it, and what was altered or cut is
// named wherever it is.
func TestStream(t *testing.T) {
	k, rnd := newTestKey(t), rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 64 << 10, 200_000} {
		plain := make([]byte, size)
		for i := range plain {
			plain[i] = byte(rnd.Uint32())
		}
		var file bytes.Buffer
		w, err := k.Encrypt(&file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(plain); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got, err := read(k, file.Bytes()); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("of %d bytes %d come back, %v", size, len(got), err)
		}
		for range 20 {
			bad := bytes.Clone(file.Bytes())
			bad[rnd.IntN(len(bad))] ^= 1 << rnd.IntN(8)
			if _, err := read(k, bad); !errors.Is(err, ErrAltered) {
				t.Errorf("of %d bytes, one altered: %v, want ErrAltered", size, err)
			}
			if _, err := read(k, file.Bytes()[:rnd.IntN(file.Len())]); !errors.Is(err, ErrAltered) {
				t.Errorf("of %d bytes, cut short: %v, want ErrAltered", size, err)
			}
		}
		if _, err := read(newTestKey(t), file.Bytes()); !errors.Is(err, ErrAltered) {
			t.Errorf("another key: %v, want ErrAltered", err)
		}
	}
}

func read(k *Key, file []byte) ([]byte, error) {
	r, err := k.Decrypt(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// TestRing: each of the ways opens an envelope, nobody is asked without need, and
// nobody twice. What is typed is hidden from the first question until all tries are
// over.
func TestRing(t *testing.T) {
	k := newTestKey(t)
	person, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(file, []byte(person.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var keys Recipients
	if err := keys.Add(person.Recipient().String()); err != nil {
		t.Fatal(err)
	}
	quick, err := age.NewScryptRecipient("korrekt pferd")
	if err != nil {
		t.Fatal(err)
	}
	quick.SetWorkFactor(4)
	phrase := Recipients{keys: []age.Recipient{quick}}
	e, err := Wrap(k, keys, phrase)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		files   []string
		answers []string // nil if nobody can be asked
		silent  bool
		opens   bool
		asked   int
	}{
		{"a key", []string{file}, []string{"x"}, false, true, 0},
		{"a key, in silence", []string{file}, []string{"x"}, true, true, 0},
		{"a passphrase", nil, []string{"korrekt pferd"}, false, true, 1},
		{"the second try", nil, []string{"falsch", "korrekt pferd"}, false, true, 2},
		{"three wrong ones", nil, []string{"a", "b", "c", "korrekt pferd"}, false, false, 3},
		{"nobody to ask", nil, nil, false, false, 0},
		{"a passphrase, in silence", nil, []string{"korrekt pferd"}, true, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked, hid, hidden := 0, 0, false
			r := &Ring{Files: tt.files, Hide: func() (func(), error) {
				hid, hidden = hid+1, true
				return func() { hidden = false }, nil
			}}
			wantHidden := func() {
				if !hidden {
					t.Error("what is typed shows")
				}
			}
			r.Wrong = wantHidden
			if tt.answers != nil {
				r.Ask = func(string) ([]byte, error) { wantHidden(); asked++; return []byte(tt.answers[asked-1]), nil }
			}
			if tt.silent {
				r.Silence()
			}
			err := r.Open(e)
			if got := r.Key(k.ID()); (got != nil) != tt.opens || (err == nil) != tt.opens {
				t.Errorf("Open = %v, the key is %v", err, got)
			}
			if !tt.opens && !errors.Is(err, ErrNoKey) {
				t.Errorf("Open = %v, want ErrNoKey", err)
			}
			if asked != tt.asked || hid != min(1, tt.asked) || hidden {
				t.Errorf("asked %d times, want %d; hid %d times, still hidden: %v", asked, tt.asked, hid, hidden)
			}
			if tt.opens {
				if err := r.Open(e); err != nil || asked != tt.asked {
					t.Errorf("the second time: %v, asked %d times", err, asked)
				}
			}
		})
	}
	var none *Ring
	if err := none.Open(e); !errors.Is(err, ErrNoKey) || none.Key(k.ID()) != nil {
		t.Errorf("no ring: %v", err)
	}
}

// TestEnvelope: what holds the key is read as it was written, and nothing else is.
func TestEnvelope(t *testing.T) {
	k := newTestKey(t)
	person, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var keys Recipients
	if err := keys.Add(person.Recipient().String()); err != nil {
		t.Fatal(err)
	}
	e, err := Wrap(k, keys)
	if err != nil {
		t.Fatal(err)
	}
	text, err := e.Text()
	if err != nil || !bytes.HasPrefix(text, []byte(EnvelopeStart)) {
		t.Fatalf("Text = %q, %v", text, err)
	}
	again, err := ReadEnvelope(text)
	if err != nil || fmt.Sprint(again) != fmt.Sprint(e) {
		t.Errorf("ReadEnvelope = %v, %v, want %v", again, err, e)
	}
	for _, bad := range []string{"", "{}", "null", `{"cordon-lock":1}`, `{"cordon-lock":2,"id":"x","keys":["YQ=="]}`, `{"cordon-lock":1,"id":"../x","keys":["YQ=="]}`, string(text[:len(text)-2])} {
		if _, err := ReadEnvelope([]byte(bad)); err == nil {
			t.Errorf("%q is an envelope", bad)
		}
	}
	if _, err := Wrap(k); err == nil {
		t.Error("a key is wrapped for nobody")
	}
}
