package run_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// sealed returns a journal of n entries of a run and its head.
func sealed(t testing.TB, id string, n int) ([]run.Lines, run.Head) {
	t.Helper()
	events := []run.Event{
		run.Started{Playbook: run.PlaybookRef{ID: "b", SHA256: strings.Repeat("0", 64)}, Title: "Title"},
		run.StepDone{Step: "isolate", Because: "it burns"},
		run.NoteAdded{Step: "isolate", Text: "host <web-1> is off"},
		run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(12)},
		run.EntryUndone{Seq: 2},
	}
	var lines []run.Lines
	var head run.Head
	for i := range n {
		stamp := run.Stamp{By: "maria", Now: time.Date(2026, 11, 21, 3, 14, i, 0, time.UTC)}
		l, err := run.Seal(id, head, nil, stamp, events[min(i, 1+i%4)], [16]byte{byte(i)})
		if err != nil {
			t.Fatal(err)
		}
		lines, head = append(lines, l), head.Next(l.Header)
	}
	return lines, head
}

// verdict returns the entry that a verifier names, or 0 if it finds none.
func verdict(t testing.TB, id string, lines []run.Lines, kept run.Head) uint64 {
	t.Helper()
	v := run.Verifier{Run: id}
	for _, l := range lines {
		if v.Check(l) != nil {
			break
		}
	}
	err := v.Finish(kept)
	if err == nil {
		return 0
	}
	chain, ok := errors.AsType[*run.ChainError](err)
	if !ok || chain.Run != id {
		t.Fatalf("Finish = %v, want a ChainError of run %s", err, id)
	}
	return chain.Seq
}

// rewrite replaces a piece of a line, which must be there.
func rewrite(t testing.TB, line []byte, old, new string) []byte {
	t.Helper()
	if !strings.Contains(string(line), old) {
		t.Fatalf("%s has no %s", line, old)
	}
	return []byte(strings.Replace(string(line), old, new, 1))
}

// field rewrites the value of a header field with what change makes of it.
func field(name string, change func(string) string) func(testing.TB, run.Lines) run.Lines {
	return func(t testing.TB, l run.Lines) run.Lines {
		_, rest, ok := strings.Cut(string(l.Header), `"`+name+`":`)
		if !ok {
			t.Fatalf("%s has no field %s", l.Header, name)
		}
		value := rest[:strings.IndexAny(rest, ",}")]
		old := `"` + name + `":` + value
		l.Header = rewrite(t, l.Header, old, `"`+name+`":`+change(value))
		return l
	}
}

func to(value string) func(string) string { return func(string) string { return value } }

// flip changes one hex digit of a quoted hash.
func flip(value string) string {
	if value == `""` {
		return `"` + strings.Repeat("0", 64) + `"`
	}
	if value[5] == 'a' {
		return value[:5] + "b" + value[6:]
	}
	return value[:5] + "a" + value[6:]
}

// alterations of one entry. Each must be traced to that entry.
var alterations = map[string]func(testing.TB, run.Lines) run.Lines{
	"version":       field("v", to("2")),
	"run":           field("run", to(`"other"`)),
	"seq up":        field("seq", to("77")),
	"prev":          field("prev", flip),
	"kind":          field("kind", to(`"run-closed"`)),
	"re-dated":      field("at", to(`"2026-11-20T03:14:00Z"`)),
	"recorded":      field("recorded", to(`"2026-11-20T03:14:00.000Z"`)),
	"by":            field("by", to(`"eve"`)),
	"body's digest": field("body", flip),
	"a new field": func(t testing.TB, l run.Lines) run.Lines {
		l.Header = rewrite(t, l.Header, `"by"`, `"note":"new","by"`)
		return l
	},
	"white space": func(t testing.TB, l run.Lines) run.Lines {
		l.Header = append(slices.Clone(l.Header), ' ')
		return l
	},
	"header cut":     func(_ testing.TB, l run.Lines) run.Lines { l.Header = l.Header[:40]; return l },
	"header gone":    func(_ testing.TB, l run.Lines) run.Lines { l.Header = nil; return l },
	"header no JSON": func(_ testing.TB, l run.Lines) run.Lines { l.Header = []byte("nonsense"); return l },
	"body": func(t testing.TB, l run.Lines) run.Lines {
		l.Body = rewrite(t, l.Body, `"salt":"`, `"salt":"f`)
		return l
	},
	"body cut":  func(_ testing.TB, l run.Lines) run.Lines { l.Body = l.Body[:len(l.Body)-1]; return l },
	"body gone": func(_ testing.TB, l run.Lines) run.Lines { l.Body = nil; return l },
	"body white space": func(_ testing.TB, l run.Lines) run.Lines {
		l.Body = append(slices.Clone(l.Body), '\n')
		return l
	},
}

func TestVerifierNamesTheAlteredEntry(t *testing.T) {
	const n = 9
	lines, head := sealed(t, "k7m2x9qd", n)
	if got := verdict(t, "k7m2x9qd", lines, head); got != 0 {
		t.Fatalf("the untouched journal: entry %d is named", got)
	}
	for name, alter := range alterations {
		for k := range n {
			bad := slices.Clone(lines)
			bad[k] = alter(t, bad[k])
			want := uint64(k) + 1
			if got := verdict(t, "k7m2x9qd", bad, head); got != want {
				t.Errorf("%s of entry %d: entry %d is named", name, want, got)
			}
			// Without a kept head the same is known while two entries follow.
			if got := verdict(t, "k7m2x9qd", bad, run.Head{}); got != want && k < n-2 {
				t.Errorf("%s of entry %d, no head kept: entry %d is named", name, want, got)
			}
		}
	}
}

func TestVerifierNamesTheFirstOfSeveral(t *testing.T) {
	const n = 9
	lines, head := sealed(t, "k7m2x9qd", n)
	for name, alter := range alterations {
		for k := range n - 3 {
			bad := slices.Clone(lines)
			bad[k] = alter(t, bad[k])
			bad[k+3].Body = nil
			if got := verdict(t, "k7m2x9qd", bad, head); got != uint64(k)+1 {
				t.Errorf("%s of entry %d, and entry %d without a body: entry %d is named", name, k+1, k+4, got)
			}
		}
	}
}

// forge seals an entry that fits at place seq as far as its own lines go.
func forge(t testing.TB, id string, lines []run.Lines, seq int) run.Lines {
	t.Helper()
	var head run.Head
	for _, l := range lines[:seq-1] {
		head = head.Next(l.Header)
	}
	stamp := run.Stamp{By: "eve", Now: time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)}
	l, err := run.Seal(id, head, nil, stamp, run.NoteAdded{Text: "forged"}, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestVerifierNamesThePlace(t *testing.T) {
	const n = 9
	id := "k7m2x9qd"
	lines, head := sealed(t, id, n)
	others, _ := sealed(t, "other", n)
	tests := []struct {
		name string
		to   int // the last place to try
		do   func(k int) []run.Lines
		off  int // how far behind k the first bad place is
	}{
		{"removed", n, func(k int) []run.Lines { return slices.Delete(slices.Clone(lines), k-1, k) }, 0},
		{"swapped with the next", n - 1, func(k int) []run.Lines {
			l := slices.Clone(lines)
			l[k-1], l[k] = l[k], l[k-1]
			return l
		}, 0},
		{"moved to the end", n - 1, func(k int) []run.Lines {
			return append(slices.Delete(slices.Clone(lines), k-1, k), lines[k-1])
		}, 0},
		{"doubled", n, func(k int) []run.Lines { return slices.Insert(slices.Clone(lines), k, lines[k-1]) }, 1},
		{"an entry of another run inserted", n, func(k int) []run.Lines {
			return slices.Insert(slices.Clone(lines), k-1, others[k-1])
		}, 0},
		{"an entry of another run in its place", n, func(k int) []run.Lines {
			l := slices.Clone(lines)
			l[k-1] = others[k-1]
			return l
		}, 0},
		{"a forged entry inserted before", n - 1, func(k int) []run.Lines {
			return slices.Insert(slices.Clone(lines), k-1, forge(t, id, lines, k))
		}, 0},
		{"a forged entry inserted after", n - 1, func(k int) []run.Lines {
			fake := forge(t, id, lines, k)
			return slices.Insert(slices.Clone(lines), k, fake)
		}, 1},
		{"a forged entry in its place", n, func(k int) []run.Lines {
			l := slices.Clone(lines)
			l[k-1] = forge(t, id, lines, k)
			return l
		}, 0},
		{"cut short after", n - 1, func(k int) []run.Lines { return lines[:k] }, 1},
		{"bodies exchanged with the next", n - 1, func(k int) []run.Lines {
			l := slices.Clone(lines)
			l[k-1].Body, l[k].Body = l[k].Body, l[k-1].Body
			return l
		}, 0},
	}
	for _, tt := range tests {
		for k := 1; k <= tt.to; k++ {
			want := uint64(k + tt.off)
			if got := verdict(t, id, tt.do(k), head); got != want {
				t.Errorf("entry %d %s: entry %d is named, want %d", k, tt.name, got, want)
			}
		}
	}
	for seq := n; seq <= n+1; seq++ {
		if got := verdict(t, id, append(slices.Clone(lines), forge(t, id, lines, seq)), head); got != n+1 {
			t.Errorf("an entry %d added at the end: entry %d is named, want %d", seq, got, n+1)
		}
	}
	if got := verdict(t, id, nil, head); got != 1 {
		t.Errorf("no entries at all: entry %d is named, want 1", got)
	}
}

// What a chain cannot tell, a head that was kept elsewhere still can.
func TestVerifierNeedsAHeadAgainstRewriting(t *testing.T) {
	const n = 6
	lines, head := sealed(t, "k7m2x9qd", n)
	rewritten := slices.Clone(lines[:2])
	for k := 3; k <= n; k++ {
		rewritten = append(rewritten, forge(t, "k7m2x9qd", rewritten, k))
	}
	if got := verdict(t, "k7m2x9qd", rewritten, run.Head{}); got != 0 {
		t.Errorf("rewritten from entry 3, no head kept: entry %d is named, want none", got)
	}
	if got := verdict(t, "k7m2x9qd", rewritten, head); got != n {
		t.Errorf("rewritten from entry 3: entry %d is named, want %d", got, n)
	}
	if got := verdict(t, "k7m2x9qd", lines[:3], run.Head{}); got != 0 {
		t.Errorf("cut short, no head kept: entry %d is named, want none", got)
	}
}

func TestVerifierErrorIsFinal(t *testing.T) {
	lines, head := sealed(t, "k7m2x9qd", 5)
	v := run.Verifier{Run: "k7m2x9qd"}
	first := v.Check(lines[1])
	if first == nil {
		t.Fatal("Check of entry 2 first = nil")
	}
	for _, l := range lines {
		if err := v.Check(l); err != first {
			t.Fatalf("Check after an error = %v, want %v", err, first)
		}
	}
	if err := v.Finish(head); err != first {
		t.Errorf("Finish after an error = %v, want %v", err, first)
	}
}

func TestReadKeepsWhatWasSealed(t *testing.T) {
	zone := time.FixedZone("", 5*3600+45*60)
	tests := []run.Stamp{
		{By: "maria", Now: time.Date(2026, 11, 21, 3, 14, 15, 678e6, time.UTC)},
		{By: `Žofia "zero" <ops>\`, Now: time.Date(2026, 11, 21, 3, 14, 15, 0, zone)},
		{By: "a\x00\xff\n", At: time.Date(1999, 1, 1, 0, 0, 0, 0, zone), Now: time.Date(2026, 11, 21, 3, 0, 0, 0, zone)},
		{By: "-", Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)},
	}
	last := &run.Entry{Recorded: time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)}
	for _, stamp := range tests {
		l, err := run.Seal("k7m2x9qd", run.Head{}, last, stamp, run.NoteAdded{Text: "x"}, [16]byte{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := l.Read()
		if err != nil {
			t.Errorf("Read(%s) = %v", l.Header, err)
			continue
		}
		at := stamp.At
		if at.IsZero() {
			at = stamp.Now.Truncate(time.Second)
		}
		by := strings.ToValidUTF8(stamp.By, "\ufffd")
		back := max(0, last.Recorded.Sub(stamp.Now))
		if e.Seq != 1 || e.By != by || !e.At.Equal(at) || !e.Recorded.Equal(stamp.Now) || e.ClockBack != back {
			t.Errorf("Read(%s) = %+v", l.Header, e)
		}
		if got, want := e.At.Format(time.RFC3339), at.Format(time.RFC3339); got != want {
			t.Errorf("at was sealed as %s and read as %s", want, got)
		}
	}
}

// A Lines.Read that aliased its lines would change with them.
func TestReadAliasesNothing(t *testing.T) {
	lines, _ := sealed(t, "k7m2x9qd", 5)
	for _, l := range lines {
		l.Header = rewrite(t, l.Header, `"maria"`, `"marie"`)
		before, err := l.Read()
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("%+v", before)
		clear(l.Header)
		clear(l.Body)
		if got := fmt.Sprintf("%+v", before); got != want {
			t.Errorf("after its lines were wiped the entry is %s, want %s", got, want)
		}
	}
	unknown := run.Lines{
		Header: []byte(`{"v":1,"run":"r","seq":1,"prev":"","kind":"from-the-future","at":"2026-11-21T03:14:00Z","recorded":"2026-11-21T03:14:00.000Z","by":"m","body":""}`),
		Body:   []byte(`{"salt":"00"}`),
	}
	e, err := unknown.Read()
	if err != nil {
		t.Fatal(err)
	}
	clear(unknown.Body)
	if got, want := string(e.Event.(run.Unknown).Body), `{"salt":"00"}`; got != want {
		t.Errorf("after its lines were wiped an unknown body is %q, want %q", got, want)
	}
}

func BenchmarkExamine(b *testing.B) {
	lines, _ := sealed(b, "k7m2x9qd", 5)
	l := lines[2]
	b.SetBytes(int64(len(l.Header) + len(l.Body)))
	for b.Loop() {
		run.Examine(l)
	}
}

func BenchmarkRead(b *testing.B) {
	lines, _ := sealed(b, "k7m2x9qd", 5)
	for name, l := range map[string]run.Lines{"plain": lines[1], "with escapes": lines[2]} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPlainSHA256 is the floor of BenchmarkExamine: the same bytes in one
// piece.
func BenchmarkPlainSHA256(b *testing.B) {
	lines, _ := sealed(b, "k7m2x9qd", 5)
	l := slices.Concat(lines[2].Header, lines[2].Body)
	all := slices.Repeat(l, 1000)
	b.SetBytes(int64(len(l)))
	n := 0
	for b.Loop() {
		if n++; n%1000 == 0 {
			sum := sha256.Sum256(all)
			hex.EncodeToString(sum[:])
		}
	}
}
