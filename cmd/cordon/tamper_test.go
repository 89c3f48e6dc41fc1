package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
)

var storeTamperings = flag.Int("tamperings", 120, "how many random tamperings TestStoreTamperings tries")

// TestStoreTamperings changes the file of a store and the copies beside it at
// random. What cordon verify says is whole is what was there before, to the byte.
func TestStoreTamperings(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "cordon.db")
	r := nightToTamper(t, path)
	whole, err := store.New(path, store.Options{}).Copy(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	file := mustRead(t, path)
	copies, err := filepath.Glob(filepath.Join(dir, "evidence", "*"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("there are %d copies, %v", len(copies), err)
	}
	evidence := mustRead(t, copies[0])
	kept := trustOptions{heads: []string{headText(r.Head())}}
	tried, lost := map[string]int{}, 0
	for n := range *storeTamperings {
		rnd := rand.New(rand.NewPCG(uint64(n), 3))
		mustWrite(t, path, file)
		mustWrite(t, copies[0], evidence)
		name := tamperStore(t, rnd, path, copies[0], r.ID())
		tried[name]++
		err := verifyStore(path, r.ID(), kept)
		if err != nil {
			continue
		}
		now, err := store.New(path, store.Options{}).Copy(r.ID())
		if err != nil || !sameCopy(now, whole) || !bytes.Equal(mustRead(t, copies[0]), evidence) {
			lost++
			t.Errorf("tampering %d, %s: it passes, %v", n, name, err)
		}
	}
	t.Logf("tried %v", tried)
	t.Logf("proof: stores tampered with: tried %d changes, promised what verify calls whole is what was recorded to the byte, lost %d, seed none", *storeTamperings, lost)
}

// verifyStore is what cordon verify does.
func verifyStore(path, id string, asked trustOptions) error {
	e := (&world{vars: map[string]string{"CORDON_STORE": path, "HOME": filepath.Dir(path)}}).env()
	e.flags = &flags{}
	s := store.New(path, store.Options{ReadOnly: true})
	if _, err := s.Verify(id); err != nil {
		return err
	}
	_, err := e.checkRecord(s, id, asked)
	return err
}

func sameCopy(a, b store.Copy) bool {
	same := func(a, b run.Lines) bool { return bytes.Equal(a.Header, b.Header) && bytes.Equal(a.Body, b.Body) }
	return slices.EqualFunc(a.Lines, b.Lines, same) && len(a.Seals) == len(b.Seals) && len(a.Books) == len(b.Books)
}

// nightToTamper records a run with notes and evidence.
func nightToTamper(t *testing.T, path string) run.Run {
	t.Helper()
	s := store.New(path, store.Options{})
	book, err := playbook.Parse("small.yaml", mustRead(t, filepath.Join("testdata", "small.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	stamp := run.Stamp{By: "eva", Now: time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC)}
	r, err := s.Start(book, "", false, stamp)
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "gateway.log")
	mustWrite(t, log, []byte("12 exports\n"))
	ev, err := s.Attach(log, -1)
	if err != nil {
		t.Fatal(err)
	}
	ev.Step = "logs"
	all := []run.Intention{run.AddEvidence(ev)}
	for range 20 {
		all = append(all, run.AddNote("", "a note of some length"))
	}
	for _, intention := range append(all, run.Withhold(5, "by right")) {
		stamp.Now = stamp.Now.Add(time.Minute)
		if r, err = s.Record(r, stamp, intention); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// tamperStore changes something, as bytes or as somebody would who knows how the
// file is made.
func tamperStore(t *testing.T, rnd *rand.Rand, path, evidence, id string) string {
	t.Helper()
	file := mustRead(t, path)
	i := rnd.IntN(len(file))
	seq := 1 + uint64(rnd.IntN(22))
	key, other := binary.BigEndian.AppendUint64(nil, seq), binary.BigEndian.AppendUint64(nil, 1+seq%22)
	inside := func(change func(headers, bodies, all *bbolt.Bucket) error) {
		db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bbolt.Tx) error {
			all := tx.Bucket([]byte("runs")).Bucket([]byte(id))
			return change(all.Bucket([]byte("headers")), all.Bucket([]byte("bodies")), all)
		})
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	switch rnd.IntN(12) {
	case 0:
		file[i] ^= 1 << rnd.IntN(8)
		mustWrite(t, path, file)
		return "flip"
	case 1:
		mustWrite(t, path, file[:i])
		return "truncate"
	case 2:
		mustWrite(t, path, slices.Concat(file[:i], []byte("foreign"), file[i:]))
		return "between"
	case 3:
		mustWrite(t, evidence, []byte("other evidence"))
		return "other evidence"
	case 4:
		if err := os.Remove(evidence); err != nil {
			t.Fatal(err)
		}
		return "no evidence"
	case 5:
		inside(func(h, b, _ *bbolt.Bucket) error { return errors.Join(h.Delete(key), b.Delete(key)) })
		return "drop entry"
	case 6:
		inside(func(h, b, _ *bbolt.Bucket) error {
			x, y := bytes.Clone(h.Get(key)), bytes.Clone(h.Get(other))
			return errors.Join(h.Put(key, y), h.Put(other, x))
		})
		return "swap headers"
	case 7:
		inside(func(h, _, _ *bbolt.Bucket) error {
			return h.Put(key, []byte(strings.Replace(string(h.Get(key)), "2026-11-27", "2026-11-26", 1)))
		})
		return "re-date"
	case 8:
		inside(func(_, b, _ *bbolt.Bucket) error {
			if b.Get(key) == nil {
				return b.Put(key, []byte(`{"salt":"00","text":"x"}`))
			}
			return b.Delete(key)
		})
		return "blank"
	case 9:
		inside(func(h, b, all *bbolt.Bucket) error {
			for n := seq; n <= 23; n++ {
				if n > 1 {
					k := binary.BigEndian.AppendUint64(nil, n)
					if err := errors.Join(h.Delete(k), b.Delete(k)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		return "cut short"
	case 10:
		inside(func(_, b, _ *bbolt.Bucket) error { return b.Put(key, []byte(`{"salt":"00","text":"another note"}`)) })
		return "another body"
	default:
		inside(func(_, _, all *bbolt.Bucket) error { return all.Put([]byte("summary"), []byte("{}")) })
		return "summary"
	}
}

func headText(h run.Head) string { return fmt.Sprintf("%d:%s", h.Seq, h.Hash) }

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func mustWrite(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
