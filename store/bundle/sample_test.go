package bundle

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"cordon/playbook"
	"cordon/playbook/run"
)

const sampleBook = `format: cordon/1
id: sample
title: A sample
version: 1.0.0
about: A playbook that is just large enough.

phases:
  - id: first
    title: First
    steps:
      - id: look
        title: Look
        checks: [It is there, It is not]
      - id: keep
        title: Keep
`

// sampling makes the contents of a bundle, entry by entry.
type sampling struct {
	t    testing.TB
	c    Contents
	run  run.Run
	last *run.Entry
	now  time.Time
	rand *rand.Rand
}

func newSampling(t testing.TB, id string) *sampling {
	t.Helper()
	book, err := playbook.Parse("sample.yaml", []byte(sampleBook))
	if err != nil {
		t.Fatal(err)
	}
	s := &sampling{
		t: t, run: run.New(id, book), rand: rand.New(rand.NewPCG(1, 2)),
		now: time.Date(2026, 11, 27, 3, 0, 0, 0, time.FixedZone("", 3600)),
		c:   Contents{Run: id, Books: map[string][]byte{book.Digest: book.Source}, Evidence: map[string]File{}},
	}
	s.do("eva", run.Start(book, "", false))
	return s
}

// do records an intention.
func (s *sampling) do(by string, decide run.Intention) {
	s.t.Helper()
	ev, err := decide(s.run)
	if err != nil {
		s.t.Fatal(err)
	}
	s.now = s.now.Add(time.Minute + time.Duration(s.rand.IntN(5000))*time.Millisecond)
	s.add(by, ev)
}

func (s *sampling) add(by string, ev run.Event) {
	s.t.Helper()
	var salt [16]byte
	for i := range salt {
		salt[i] = byte(s.rand.Uint32())
	}
	lines, err := run.Seal(s.c.Run, s.run.Head(), s.last, run.Stamp{By: by, Now: s.now}, ev, salt)
	if err != nil {
		s.t.Fatal(err)
	}
	e, err := lines.Read()
	if err != nil {
		s.t.Fatal(err)
	}
	s.last = &e
	if s.run, err = s.run.Apply(s.run.Head().Next(lines.Header), &e); err != nil {
		s.t.Fatal(err)
	}
	s.c.Lines = append(s.c.Lines, lines)
}

// attach attaches a file, with a copy of it or without.
func (s *sampling) attach(by, name, text string, kept bool) {
	s.t.Helper()
	sum := sha256.Sum256([]byte(text))
	digest := hex.EncodeToString(sum[:])
	s.do(by, run.AddEvidence(run.EvidenceAdded{Step: "keep", Name: name, Path: "/srv/" + name, Size: int64(len(text)), SHA256: digest, Kept: kept}))
	if kept {
		s.c.Evidence[digest] = fileOf([]byte(text))
	} else {
		s.c.Missing = append(s.c.Missing, Missing{Evidence: digest, Why: WhyNoCopy})
	}
}

func fileOf(text []byte) File {
	return File{Size: int64(len(text)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
}

// keyOf returns the key of a person of the tests.
func keyOf(t testing.TB, name string) Signer {
	t.Helper()
	seed := sha256.Sum256([]byte(name))
	key, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed[:]))
	if err != nil {
		t.Fatal(err)
	}
	return Signer{Name: name, key: key}
}

// allows returns a trust that knows the keys of some people.
func allows(t testing.TB, names ...string) Trust {
	var trust Trust
	for _, name := range names {
		trust.Signers = append(trust.Signers, Allowed{names: []string{name}, key: keyOf(t, name).key.PublicKey()})
	}
	return trust
}

// seal seals what there is.
func (s *sampling) seal(name string) {
	s.t.Helper()
	var err error
	if s.c, _, err = s.c.Sealed(keyOf(s.t, name), s.now); err != nil {
		s.t.Fatal(err)
	}
}

// written returns the bundle.
func written(t testing.TB, c Contents) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// verify reads and checks a bundle.
func verify(file []byte, trust Trust) (Result, error) {
	c, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return Result{}, err
	}
	return c.Check(trust)
}

// sample is a run of some length, whole and sealed by eva twice.
func sample(t testing.TB) *sampling {
	t.Helper()
	s := newSampling(t, "k7m2x9qd")
	for i := range 12 {
		s.do("eva", run.AddNote("", fmt.Sprintf("note %d of Maria & <co> \"é\"", i)))
	}
	s.do("eva", run.TickCheck("look", 1))
	s.do("max", run.CompleteStep("look", "there was no time"))
	s.attach("max", "log.txt", "12 exports\n", true)
	s.do("max", run.Undo("max", 0))
	s.attach("max", "disk.img", "very large", false)
	s.seal("eva@example.org")
	s.do("lead", run.AddNote("keep", "looked at"))
	s.seal("eva@example.org")
	return s
}
