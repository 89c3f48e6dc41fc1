package input

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// How long what is incomplete waits for its rest, from the last byte that came.
const (
	// EscWithin is how soon what follows an escape byte comes that is not the
	// key.
	EscWithin = 50 * time.Millisecond
	// PasteWithin is how long a paste stands still until what came of it is
	// handed over.
	PasteWithin = 30 * time.Millisecond
	// RestWithin is how long everything else waits.
	RestWithin = time.Second
	// BurstWithin is how closely bytes follow each other that nobody typed. Only
	// after a paste that was ended without its mark is that waited for.
	BurstWithin = 15 * time.Millisecond
	// LateWithin is how long nothing comes until the rest of such a paste is
	// expected no more.
	LateWithin = 30 * time.Second
)

const (
	// answerLimit is the longest answer of a terminal that is waited for, in
	// bytes. Those that we ask for take 40.
	answerLimit = 4096
	// pieceLimit is how much of a paste is handed over at a time, in bytes: many
	// times what a field holds.
	pieceLimit = 4 << 20
	// typedLimit is how many bytes that come in a burst may have been typed.
	typedLimit = 9
)

const (
	esc       = 0x1b
	ctrlC     = 0x03
	startMark = "\x1b[200~"
	endMark   = "\x1b[201~"
)

// An Event is what Bubble Tea takes for a key, a paste or an answer of the
// terminal.
type Event = uv.Event

// Unended says that a paste was ended because the rest of it did not come.
type Unended struct{}

// A Splitter makes events of bytes. Its zero value is ready. It knows no clock:
// it is told when bytes come, and for how long none came.
type Splitter struct {
	decoder uv.EventDecoder
	buf     []byte  // not yet an event
	seen    int     // how much of a paste in buf holds no mark
	events  []Event // found since they were last taken

	pasting bool
	rested  bool // nothing came for PasteWithin
	ended   bool // the last paste was ended before its mark came, and may go on
	// held is a burst that may have been typed, or be the rest of such a paste.
	held []byte
	// late is the beginning of a mark that was given up. If its rest comes
	// next, it was one.
	late string
	// answering says that the beginning of an answer was given up.
	answering bool
}

// Feed takes in bytes and returns the events that are complete.
func (s *Splitter) Feed(piece []byte) []Event {
	if len(piece) == 0 {
		return nil
	}
	rested := s.rested
	s.rested = false
	switch {
	case s.pasting && rested && s.interrupts(piece):
		s.endPaste()
	case s.ended && !s.pasting:
		return s.sift(piece)
	}
	s.buf = append(s.buf, piece...)
	s.split()
	return s.take()
}

// sift takes in bytes after a paste that was ended. They are held back until it
// is clear whether they were typed or are the rest of it.
func (s *Splitter) sift(piece []byte) []Event {
	s.held = append(s.held, piece...)
	switch burst := slices.Concat([]byte(s.late), s.buf, s.held); {
	case s.interrupts(piece), strings.HasPrefix(string(burst), startMark):
		s.release()
	case bytes.Contains(burst, []byte(endMark)), len(s.held) > typedLimit && !isEscaped(s.held):
		if len(s.late) < len("\x1b[2") && !strings.HasPrefix(string(burst), endMark) {
			burst = burst[len(s.late):] // it was a key
		}
		s.buf, s.held, s.late, s.pasting = burst, nil, "", true
		s.split()
	}
	return s.take()
}

// release takes what was held back for typed.
func (s *Splitter) release() {
	s.buf, s.held = append(s.buf, s.held...), nil
	s.split()
}

// Next returns how long after the last byte something happens by itself, and
// zero if nothing does.
func (s *Splitter) Next() time.Duration {
	switch {
	case len(s.held) > 0:
		return BurstWithin
	case s.pasting && !s.rested:
		return PasteWithin
	case s.pasting:
		return RestWithin
	case len(s.buf) == 0 && s.ended:
		return LateWithin
	case len(s.buf) == 0:
		return 0
	case isEscapes(s.buf):
		return EscWithin
	}
	return RestWithin
}

// Idle learns that nothing came for the time that [Splitter.Next] returned, and
// returns the events that this makes.
func (s *Splitter) Idle() []Event {
	switch {
	case len(s.held) > 0:
		s.release()
	case s.pasting && !s.rested:
		s.rested = true
		s.handOver(len(s.buf) - unfinished(s.buf))
	case s.pasting:
		s.endPaste()
	case len(s.buf) == 0:
		s.ended = false
	default:
		s.giveUp()
	}
	return s.take()
}

// End returns the events of what is left when no more bytes come.
func (s *Splitter) End() []Event {
	s.release()
	for s.pasting || len(s.buf) > 0 {
		if s.pasting {
			s.endPaste()
		} else {
			s.giveUp()
		}
	}
	return s.take()
}

func (s *Splitter) take() []Event {
	events := s.events
	s.events = nil
	return events
}

// split takes events off the buffer until what is left is incomplete.
func (s *Splitter) split() {
	for len(s.buf) > 0 {
		if s.pasting {
			if !s.paste() {
				return
			}
			continue
		}
		if !s.resume() {
			return
		}
		if s.pasting || len(s.buf) == 0 {
			continue
		}
		n := unit(s.buf)
		if n == 0 {
			return
		}
		s.emit(n)
	}
}

// paste takes the rest of a paste off the buffer, and reports whether its mark
// was there.
func (s *Splitter) paste() bool {
	from := max(0, s.seen-len(endMark))
	i := bytes.Index(s.buf[from:], []byte(endMark))
	if s.seen = len(s.buf); i < 0 {
		if len(s.buf) > pieceLimit {
			s.handOver(len(s.buf) - unfinished(s.buf))
		}
		return false
	}
	s.handOver(from + i)
	s.drop(len(endMark))
	s.pasting, s.ended = false, false
	return true
}

// handOver hands over the first bytes of a paste.
func (s *Splitter) handOver(n int) {
	if n > 0 {
		s.events = append(s.events, uv.PasteEvent{Content: strings.ToValidUTF8(string(s.buf[:n]), string(utf8.RuneError))})
		s.drop(n)
	}
}

// endPaste ends a paste without its mark.
func (s *Splitter) endPaste() {
	n := len(s.buf) - markBegun(s.buf)
	s.handOver(n)
	s.late = string(s.buf)
	s.buf, s.seen, s.pasting, s.rested, s.ended = nil, 0, false, false, true
	s.events = append(s.events, Unended{})
}

// interrupts reports whether a piece is ctrl+c, once or more, and nothing else.
func (s *Splitter) interrupts(piece []byte) bool {
	for len(piece) > 0 {
		n := unit(piece)
		if n == 0 {
			return false
		}
		if _, event := s.decoder.Decode(piece[:n]); !IsInterrupt(event) {
			return false
		}
		piece = piece[n:]
	}
	return true
}

// IsInterrupt reports whether an event is the key ctrl+c.
func IsInterrupt(event Event) bool {
	key, ok := event.(uv.KeyPressEvent)
	return ok && key.MatchString("ctrl+c")
}

// resume looks whether the buffer goes on with something that was given up. It
// reports false if that cannot be said yet.
func (s *Splitter) resume() bool {
	if s.answering {
		s.answering = false
		if n, whole := answerEnd(s.buf); whole {
			s.drop(n)
		}
	}
	if s.late == "" {
		return true
	}
	whole := s.late + string(s.buf[:min(len(s.buf), len(startMark))])
	for _, mark := range []string{startMark, endMark} {
		if strings.HasPrefix(whole, mark) {
			s.drop(len(mark) - len(s.late))
			s.late, s.pasting, s.ended = "", mark == startMark, false
			return true
		}
		if strings.HasPrefix(mark, whole) {
			return false
		}
	}
	s.late = ""
	return true
}

// emit takes one whole unit off the buffer.
func (s *Splitter) emit(n int) {
	switch whole := string(s.buf[:n]); whole {
	case startMark:
		s.pasting, s.ended = true, false
	case endMark: // of no paste
		s.ended = false
	default:
		s.add(whole)
	}
	s.drop(n)
}

// giveUp makes what it can of a unit whose rest did not come.
func (s *Splitter) giveUp() {
	switch whole := string(s.buf); {
	case s.late != "": // what follows it was no mark
		s.late = ""
		s.split()
		if len(s.buf) > 0 {
			s.giveUp()
		}
	case isEscapes(s.buf):
		for range whole {
			s.add("\x1b")
		}
		s.late = "\x1b"
		s.buf = nil
	case strings.HasPrefix(whole, "\x1b\x1b"):
		s.emit(1)
		s.giveUp()
	case len(whole) == 2 && whole[0] == esc && whole[1] < utf8.RuneSelf: // such as alt+[
		s.add(whole)
		s.late, s.buf = whole, nil
	case whole[0] == esc && whole[1] < utf8.RuneSelf:
		s.late = whole[len(whole)-markBegun(s.buf):]
		s.answering, s.buf = isAnswer(s.buf), nil
	default:
		s.add(whole)
		s.buf = nil
	}
}

func (s *Splitter) drop(n int) {
	s.seen = 0
	if s.buf = s.buf[n:]; len(s.buf) == 0 {
		s.buf = nil // the room of a long paste is not kept
	}
}

// add adds the event of one unit.
func (s *Splitter) add(whole string) {
	switch event := s.escapedKey(whole, s.decode(whole)).(type) {
	case nil, uv.UnknownEvent:
	case uv.MultiEvent:
		s.events = append(s.events, event...)
	default:
		s.events = append(s.events, event)
	}
}
