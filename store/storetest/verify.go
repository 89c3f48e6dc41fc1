package storetest

import (
	"bytes"
	"errors"

	"cordon/playbook/run"
	"cordon/store"
)

func verifyCountsWhatIsGood(n night) {
	r := n.notes(n.begin(), 9)
	var size int64
	for _, l := range n.lines(r.ID()) {
		size += int64(len(l.Header) + len(l.Body))
	}
	report, err := n.Verify(r.ID())
	if want := (store.Report{Entries: 10, Head: r.Head(), Bytes: size}); err != nil || report != want {
		n.Errorf("Verify = %v, %v, want %v", report, err, want)
	}
}

// A tampering is what can be done to the lines of a run of ten entries.
type tampering struct {
	name   string
	change func(map[uint64]run.Lines)
	want   uint64 // the first entry that is not as it was written
}

// tamperings are all that can be done to lines. What a verifier makes of every
// change of every line is tested with package run.
func tamperings() []tampering {
	return []tampering{
		{"a body altered", func(all map[uint64]run.Lines) {
			all[4] = run.Lines{Header: all[4].Header, Body: replaced(all[4].Body, "note", "nota")}
		}, 4},
		{"a header altered", header(4, "maria", "marie"), 4},
		{"the last header altered", header(10, "maria", "marie"), 10},
		{"re-dated", header(7, `"at":"2026-11-21`, `"at":"2026-11-20`), 7},
		{"a header removed", func(all map[uint64]run.Lines) { all[4] = run.Lines{Body: all[4].Body} }, 4},
		{"a body removed", func(all map[uint64]run.Lines) { all[4] = run.Lines{Header: all[4].Header} }, 4},
		{"an entry removed", func(all map[uint64]run.Lines) { delete(all, 4) }, 4},
		{"the first entry removed", func(all map[uint64]run.Lines) { delete(all, 1) }, 1},
		{"cut short", func(all map[uint64]run.Lines) { delete(all, 10) }, 10},
		{"moved to another number", func(all map[uint64]run.Lines) { all[12] = all[10]; delete(all, 10) }, 10},
		{"two exchanged", func(all map[uint64]run.Lines) { all[5], all[6] = all[6], all[5] }, 5},
		{"a header altered, and the entry after the next removed", func(all map[uint64]run.Lines) {
			header(4, "maria", "marie")(all)
			delete(all, 6)
		}, 4},
		{"an entry added", added, 11},
	}
}

// header replaces text in the header of an entry.
func header(seq uint64, old, new string) func(map[uint64]run.Lines) {
	return func(all map[uint64]run.Lines) {
		all[seq] = run.Lines{Header: replaced(all[seq].Header, old, new), Body: all[seq].Body}
	}
}

func replaced(line []byte, old, new string) []byte {
	return bytes.Replace(line, []byte(old), []byte(new), 1)
}

// added writes one more entry in perfect order. What the run is said to end
// with tells.
func added(all map[uint64]run.Lines) {
	var head run.Head
	for seq := uint64(1); seq <= 10; seq++ {
		head = head.Next(all[seq].Header)
	}
	// An entry of no run cannot be written in better order than this one.
	if l, err := run.Seal("", head, nil, at(20), run.NoteAdded{Text: "x"}, [16]byte{}); err == nil {
		all[11] = l
	}
}

func tamperingIsFound(n night) {
	if _, ok := n.Store.(Tamperer); !ok {
		n.Skip("the lines of this store cannot be changed behind its back")
	}
	for _, tt := range tamperings() {
		n := n.elsewhere(store.Options{})
		r := n.notes(n.begin(), 9)
		n.must(n.Store.(Tamperer).Tamper(r.ID(), tt.change))
		_, err := n.Verify(r.ID())
		if chain, ok := errors.AsType[*run.ChainError](err); !ok || chain.Seq != tt.want {
			n.Errorf("%s: Verify = %v, want a ChainError at %d", tt.name, err, tt.want)
		}
	}
}
