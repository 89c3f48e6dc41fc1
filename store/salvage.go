package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// Salvage calls visit with the lines of every entry of a run that can still be
// found in a damaged file, in order. It does not rely on the structure of the
// file, which may be what is damaged: it looks for lines in the raw bytes, and
// joins a header to its body by the digest that the header holds. A body that
// is lost or altered is nil. If several headers claim one number, it gives the
// one that the next entry follows.
//
// It brings back neither the playbook nor drafts, and no line with a damaged
// byte in its middle that makes it unreadable. It takes no lock: work on a
// copy, or while nothing writes. Check what it gives with a [run.Verifier].
func (s *Store) Salvage(id string, visit func(run.Lines) error) error {
	w, err := s.wreck()
	if err != nil {
		return err
	}
	headers := w.headers[id]
	if len(headers) == 0 {
		return fmt.Errorf("%s: %w: nothing is left of %q", s.path, ErrNoRun, id)
	}
	for _, h := range chosen(headers) {
		if err := visit(run.Lines{Header: h.line, Body: w.bodies[h.body]}); err != nil {
			return err
		}
	}
	return nil
}

// SalvageRuns returns the ids of all runs of which Salvage can find something.
func (s *Store) SalvageRuns() ([]string, error) {
	w, err := s.wreck()
	return slices.Sorted(maps.Keys(w.headers)), err
}

// wreck is what was found in the raw bytes of a file.
type wreck struct {
	headers map[string]map[uint64][]found // by run and number
	bodies  map[string][]byte             // by digest
	locks   map[string]sealed.Envelope    // by the id of the key
	opened  *opening                      // of a file that was locked
	raw     []byte
}

// found is a header line.
type found struct {
	line             []byte
	prev, hash, body string
}

// The beginnings of lines, as [run.Seal] writes them. A person's text cannot
// look like one inside a line, because its quotes are escaped there.
const (
	headerStart = `{"v":`
	bodyStart   = `{"salt":"`
)

func (s *Store) wreck() (wreck, error) {
	f, err := os.OpenFile(s.path, os.O_RDONLY|noWaiting, 0)
	if err != nil {
		return wreck{}, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
		return wreck{}, s.noFile(info)
	}
	w, err := searchFile(f)
	if err == nil {
		err = w.unlock(s)
	}
	return w, err
}

// searchFile looks for lines in the raw bytes of a file.
func searchFile(f *os.File) (wreck, error) {
	raw, err := readAround(f)
	w := wreck{headers: map[string]map[uint64][]found{}, bodies: map[string][]byte{}, locks: map[string]sealed.Envelope{}, raw: raw}
	for rest := raw; ; rest = rest[1:] {
		at := bytes.IndexByte(rest, '{')
		if at < 0 {
			return w, err
		}
		rest = rest[at:]
		switch {
		case bytes.HasPrefix(rest, []byte(sealed.EnvelopeStart)):
			w.addLock(object(rest, deepest))
		case bytes.HasPrefix(rest, []byte(headerStart)):
			w.addHeader(object(rest, 1))
		case bytes.HasPrefix(rest, []byte(bodyStart)):
			w.addBody(object(rest, deepest))
		}
	}
}

// deepest is more than any event nests its fields.
const deepest = 16

// object returns a copy of the JSON object that text begins with, or nil if it
// is none or nests deeper than depth. It is as [run.Seal] writes one, without
// spaces. So the beginning of another line ends it, where it stands in quotes
// or deeper, and no byte is looked at more than depth times.
func object(text []byte, depth int) []byte {
	level := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			end := quoted(text[i:])
			if i += end; end == 0 || i+1 >= len(text) || !bytes.ContainsRune([]byte(":,]}"), rune(text[i+1])) {
				return nil
			}
		case c == '{', c == '[':
			if level++; level > depth {
				return nil
			}
		case c == '}', c == ']':
			if level--; level == 0 {
				if !json.Valid(text[:i+1]) {
					return nil
				}
				return bytes.Clone(text[:i+1])
			}
		case c <= ' ', c > '~':
			return nil
		}
	}
	return nil
}

// quoted returns the index of the quote that ends a JSON string, 0 if nothing
// does.
func quoted(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return i
		case c == '\\':
			i++
		case c < ' ':
			return 0
		}
	}
	return 0
}

func (w wreck) addHeader(line []byte) {
	var h struct {
		Run  string `json:"run"`
		Seq  uint64 `json:"seq"`
		Prev string `json:"prev"`
		Body string `json:"body"`
	}
	if line == nil || json.Unmarshal(line, &h) != nil || h.Run == "" || h.Seq == 0 {
		return
	}
	if w.headers[h.Run] == nil {
		w.headers[h.Run] = map[uint64][]found{}
	}
	f := found{line: line, prev: h.Prev, hash: digestHex(line), body: h.Body}
	same := func(other found) bool { return other.hash == f.hash }
	if list := w.headers[h.Run][h.Seq]; !slices.ContainsFunc(list, same) {
		w.headers[h.Run][h.Seq] = append(list, f)
	}
}

func (w wreck) addBody(line []byte) {
	if line != nil {
		w.bodies[digestHex(line)] = line
	}
}

// chosen returns one header for each number, in order.
func chosen(headers map[uint64][]found) []found {
	seqs := slices.Sorted(maps.Keys(headers))
	list := make([]found, len(seqs))
	followed := ""
	for i, seq := range slices.Backward(seqs) {
		list[i] = headers[seq][0]
		for _, h := range headers[seq] {
			if h.hash == followed {
				list[i] = h
			}
		}
		followed = list[i].prev
	}
	return list
}

func digestHex(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}

// readAround reads a file, with zeros where the disk gives nothing.
func readAround(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	const block = 4096
	raw := make([]byte, info.Size())
	for at := 0; at < len(raw); {
		n, err := f.ReadAt(raw[at:], int64(at))
		if at += n; err == nil || err == io.EOF {
			break
		}
		at += block - at%block
	}
	return raw, nil
}
