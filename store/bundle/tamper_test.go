package bundle

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
)

var tamperings = flag.Int("tamperings", 400, "how many random tamperings TestTamperings tries")

// TestWhole: what is written is read back the same, and whole.
func TestWhole(t *testing.T) {
	s := sample(t)
	file := written(t, s.c)
	res, err := verify(file, allows(t, "eva@example.org"))
	if err != nil {
		t.Fatal(err)
	}
	got := res.Checked(s.now)
	if !got.Whole() || got.Withheld != 0 || got.Copies != 1 || len(res.Missing) != 1 { // of the one that is missing no copy was kept
		t.Errorf("it is %+v with %+v missing", got, res.Missing)
	}
	if s := got.Seals; len(s) != 2 || s[0].Entries != 18 || s[1].Entries != 19 || !s[0].Known || s[1].By != "eva@example.org" {
		t.Errorf("the seals are %+v", s)
	}
	if res.Head != s.run.Head() || res.Entries != 19 {
		t.Errorf("the head is %v of %d entries, want %v", res.Head, res.Entries, s.run.Head())
	}
	c, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if again := written(t, c); !bytes.Equal(again, file) {
		t.Error("what was read is not written again as it was")
	}
}

// TestCutShort: of a file that was not copied whole that is said, and where it ends.
func TestCutShort(t *testing.T) {
	file := written(t, sample(t).c)
	for size, want := range map[int]string{0: "it is empty", 1000: `in the middle of the file "README.txt": it was cut short`, len(file) / 3: "it was cut short"} {
		if _, err := verify(file[:size], Trust{}); !errors.As(err, new(*Fault)) || !strings.Contains(err.Error(), want) {
			t.Errorf("of %d bytes: %v, want %q", size, err, want)
		}
	}
}

// TestTamperings changes bundles in every way that one can think of, at random.
// None may pass for what eva sealed, and none may crash the reader.
func TestTamperings(t *testing.T) {
	s := sample(t)
	file := written(t, s.c)
	other := newSampling(t, "other222")
	other.do("eva", run.AddNote("", "another run"))
	other.seal("eva@example.org")
	trust := allows(t, "eva@example.org")
	trust.Require = "eva@example.org"
	trust.Heads = []run.Head{s.run.Head()}
	if _, err := verify(file, trust); err != nil {
		t.Fatal(err)
	}
	kinds, tried, lost := map[string]int{}, 0, 0
	for n := 0; tried < *tamperings; n++ {
		r := rand.New(rand.NewPCG(uint64(n), 7))
		name, tampered := tamper(t, r, s.c, file, written(t, other.c))
		if bytes.Equal(tampered, file) {
			continue
		}
		kinds[name]++
		tried++
		if _, err := verify(tampered, trust); err == nil {
			lost++
			t.Errorf("tampering %d, %s: it passes", n, name)
		} else if f := (*Fault)(nil); !errors.As(err, &f) && !errors.As(err, new(*UnmetError)) && !errors.Is(err, ErrNewer) {
			lost++
			t.Errorf("tampering %d, %s: %v", n, name, err)
		}
	}
	t.Logf("tried %v", kinds)
	t.Logf("proof: bundles tampered with: tried %d changes, promised each is named, lost %d, seed none", tried, lost)
}

// tamper changes a bundle by chance, as bytes or as somebody would who knows how
// bundles are written.
func tamper(t *testing.T, r *rand.Rand, c Contents, file, other []byte) (string, []byte) {
	if r.IntN(2) == 0 {
		return tamperBytes(r, file, other)
	}
	name, c := tamperContents(r, cloned(c))
	var b bytes.Buffer
	if err := Write(&b, c); err != nil {
		return name, nil
	}
	return name, b.Bytes()
}

func tamperBytes(r *rand.Rand, file, other []byte) (string, []byte) {
	at := func() int { return r.IntN(len(file)) }
	b := bytes.Clone(file)
	i, j := at(), at()
	i, j = min(i, j), max(i, j)
	junk := make([]byte, 1+r.IntN(64))
	for k := range junk {
		junk[k] = byte(r.Uint32())
	}
	switch r.IntN(9) {
	case 0:
		b[i] ^= 1 << r.IntN(8)
		return "flip", b
	case 1:
		return "drop", slices.Delete(b, i, min(len(b), i+1+r.IntN(100)))
	case 2:
		n := min(1+r.IntN(200), j-i, len(b)-j)
		return "swap", slices.Concat(b[:i], b[j:j+n], b[i+n:j], b[i:i+n], b[j+n:])
	case 3:
		return "truncate", b[:i]
	case 4:
		return "splice", slices.Concat(b[:i], other[r.IntN(len(other)):])
	case 5:
		return "before", slices.Concat(junk, b)
	case 6:
		return "between", slices.Insert(b, i, junk...)
	case 7:
		return "after", slices.Concat(b, junk)
	default:
		return "twice", slices.Concat(b[:i], b[i:j], b[i:])
	}
}

// cloned copies the contents as far as the tests change them.
func cloned(c Contents) Contents {
	c.Lines = slices.Clone(c.Lines)
	for i, l := range c.Lines {
		c.Lines[i] = run.Lines{Header: bytes.Clone(l.Header), Body: bytes.Clone(l.Body)}
	}
	c.Missing, c.Seals = slices.Clone(c.Missing), slices.Clone(c.Seals)
	evidence := map[string]File{}
	for k, f := range c.Evidence {
		evidence[k] = f
	}
	c.Evidence = evidence
	return c
}

// tamperContents changes contents; the digests and the form are made anew.
func tamperContents(r *rand.Rand, c Contents) (string, Contents) {
	i := 1 + r.IntN(len(c.Lines)-1)
	switch r.IntN(11) {
	case 0:
		c.Lines[i].Header = bytes.Replace(c.Lines[i].Header, []byte(`"recorded":"2026-11-27`), []byte(`"recorded":"2026-11-26`), 1)
		return "re-date", c
	case 1:
		c.Lines = slices.Delete(c.Lines, i, i+1)
		return "drop entry", c
	case 2:
		j := 1 + r.IntN(len(c.Lines)-1)
		c.Lines[i], c.Lines[j] = c.Lines[j], c.Lines[i]
		return "swap entries", c
	case 3:
		c.Lines = c.Lines[:i]
		return "cut short", c
	case 4:
		for digest := range c.Evidence {
			c.Evidence[digest] = fileOf(fmt.Appendf(nil, "other %d", r.IntN(9)))
		}
		return "other evidence", c
	case 5:
		c.Lines[i].Body = nil
		return "blank", c
	case 6:
		// The list and the digests are put right: only the seal tells.
		c.Lines[i].Body = nil
		c.Missing = append(c.Missing, Missing{Seq: uint64(i + 1), Why: "withheld"})
		slices.SortFunc(c.Missing, compareMissing)
		return "blank, listed", c
	case 7:
		c.Seals = c.Seals[:r.IntN(len(c.Seals))]
		c.Lines[i].Body = nil
		c.Missing = append(c.Missing, Missing{Seq: uint64(i + 1), Why: "withheld"})
		slices.SortFunc(c.Missing, compareMissing)
		return "blank, listed, seal taken away", c
	case 8:
		c.Missing = nil
		return "list taken away", c
	case 9:
		rechain(&c, i)
		return "written anew", c
	default:
		rechain(&c, i)
		c.Seals = nil
		return "written anew, seals taken away", c
	}
}

// rechain alters a header and writes the chain after it anew.
func rechain(c *Contents, from int) {
	c.Lines[from].Header = bytes.Replace(c.Lines[from].Header, []byte(`"by":"`), []byte(`"by":"not-`), 1)
	for i := from + 1; i < len(c.Lines); i++ {
		at := bytes.Index(c.Lines[i].Header, []byte(`"prev":"`)) + len(`"prev":"`)
		copy(c.Lines[i].Header[at:], run.Head{}.Next(c.Lines[i-1].Header).Hash)
	}
}

// TestOtherKey: a seal by another key in the name of eva is that of an unknown
// key.
func TestOtherKey(t *testing.T) {
	s := newSampling(t, "k7m2x9qd")
	forged := keyOf(t, "mallory")
	forged.Name = "eva@example.org"
	c, _, err := s.c.Sealed(forged, s.now)
	if err != nil {
		t.Fatal(err)
	}
	trust := allows(t, "eva@example.org")
	res, err := verify(written(t, c), trust)
	if err != nil || res.Seals[0].Known {
		t.Errorf("the seal of another key is known: %v, %v", res.Seals, err)
	}
	trust.Require = "eva@example.org"
	if _, err := verify(written(t, c), trust); !errors.As(err, new(*UnmetError)) {
		t.Errorf("the seal that was asked for is there: %v", err)
	}
	trust = Trust{}
	trust.Revoked = append(trust.Revoked, forged.key.PublicKey())
	if _, err := verify(written(t, c), trust); !errors.As(err, new(*Fault)) {
		t.Errorf("a key that was revoked seals: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	s := sample(f)
	f.Add(written(f, s.c))
	f.Fuzz(func(t *testing.T, file []byte) {
		c, err := Read(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return
		}
		_, _ = c.Check(Trust{})
		if again := written(t, c); !bytes.Equal(again, file) {
			t.Error("it was read, and is not written again as it was")
		}
	})
}
