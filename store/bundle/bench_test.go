package bundle

import (
	"bytes"
	"fmt"
	"testing"

	"cordon/playbook/run"
)

// long is a run of so many notes.
func long(t testing.TB, entries int) Contents {
	s := newSampling(t, "k7m2x9qd")
	for i := range entries {
		ev, err := run.AddNote("", fmt.Sprintf("note %d of a night", i))(s.run)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := run.Seal(s.c.Run, s.c.Head(uint64(len(s.c.Lines))), s.last, run.Stamp{By: "eva", Now: s.now}, ev, [16]byte{byte(i), byte(i >> 8)})
		if err != nil {
			t.Fatal(err)
		}
		s.c.Lines = append(s.c.Lines, lines)
	}
	return s.c
}

// BenchmarkVerify reads and checks a bundle of 10,000 entries.
func BenchmarkVerify(b *testing.B) {
	file := written(b, long(b, 10_000))
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		c, err := Read(bytes.NewReader(file), int64(len(file)))
		if err == nil {
			_, err = c.Check(Trust{})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
