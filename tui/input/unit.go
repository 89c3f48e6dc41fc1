package input

import (
	"bytes"
	"strings"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
)

// unit returns the length of the first key, character or answer in b, and zero
// if its end is not there yet.
func unit(b []byte) int {
	switch {
	case b[0] == esc:
		return escaped(b)
	case utf8.FullRune(b):
		_, n := utf8.DecodeRune(b)
		return n
	}
	return 0
}

// escaped is unit for what begins with an escape byte.
func escaped(b []byte) int {
	if len(b) == 1 {
		return 0
	}
	switch b[1] {
	case '[':
		return control(b)
	case 'O':
		return shifted(b)
	case ']', 'P', '_', '^', 'X':
		return answer(b)
	case esc:
		return twice(b)
	case ctrlC:
		return 1
	}
	if n := unit(b[1:]); n > 0 {
		return 1 + n
	}
	return 0
}

// twice is for two escape bytes: alt with a key that has a sequence, or the key
// twice.
func twice(b []byte) int {
	if len(b) == 2 {
		return 0
	}
	if b[2] != '[' && b[2] != 'O' {
		return 1
	}
	n := escaped(b[1:])
	if mark := string(b[1 : 1+n]); n > 0 && mark != startMark && mark != endMark {
		return 1 + n
	}
	if n > 0 {
		return 1
	}
	return 0
}

// control is for sequences that begin with ESC [: parameters, intermediates and
// one final byte.
func control(b []byte) int {
	if len(b) > 2 && b[2] == '[' { // the function keys of the console of Linux
		return finished(b, 3)
	}
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 0x40 && c <= 0x7e:
			return i + 1
		case c == '$' && i > 2 && b[2] >= '0' && b[2] <= '9': // a key of rxvt
			return i + 1
		case c < 0x20 || c >= 0x7f: // another unit begins, and this one has no end
			return i
		}
	}
	return 0
}

// shifted is for keys that begin with ESC O.
func shifted(b []byte) int {
	i := 2
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	return finished(b, i)
}

// finished is for a unit that ends with the byte at i, unless another begins
// there.
func finished(b []byte, i int) int {
	switch {
	case i >= len(b):
		return 0
	case b[i] < 0x20 || b[i] >= 0x7f:
		return i
	}
	return i + 1
}

// answer is for what a terminal says of itself: text up to BEL or ESC \. What
// does not begin like one is a key that is pressed with alt.
func answer(b []byte) int {
	switch {
	case len(b) == 2:
		return 0
	case !isAnswer(b):
		return 2
	}
	n, _ := answerEnd(b[2:])
	if n > 0 {
		return 2 + n
	}
	return 0
}

// isAnswer reports whether b begins like an answer of a terminal.
func isAnswer(b []byte) bool {
	if len(b) < 3 || b[0] != esc {
		return false
	}
	switch b[1] {
	case ']':
		return b[2] >= '0' && b[2] <= '9'
	case 'P':
		return strings.IndexByte("01>!+$", b[2]) >= 0
	case '_':
		return b[2] == 'G'
	}
	return false
}

// answerEnd returns where the text of an answer ends, and zero if it goes on. It
// is whole if it ends with its mark; else something else has broken it off.
func answerEnd(b []byte) (n int, whole bool) {
	for i, c := range b {
		switch {
		case c == 0x07:
			return i + 1, true
		case c == esc && i+1 == len(b):
			return 0, false
		case c == esc && b[i+1] == '\\':
			return i + 2, true
		case c == esc, c == ctrlC, c == 0x18, c == 0x1a, i == answerLimit:
			return i, false
		}
	}
	return 0, false
}

// isEscapes reports whether b is escape bytes, one or two.
func isEscapes(b []byte) bool {
	return len(bytes.Trim(b, "\x1b")) == 0
}

// markBegun returns how many bytes at the end of b may begin a mark.
func markBegun(b []byte) int {
	for n := min(len(b), len(endMark)-1); n > 0; n-- {
		if end := string(b[len(b)-n:]); strings.HasPrefix(endMark, end) || strings.HasPrefix(startMark, end) {
			return n
		}
	}
	return 0
}

// unfinished returns how many bytes at the end of a paste wait for those that
// follow: a mark, a character, and the space before it, which means something
// else at the end of a text.
func unfinished(b []byte) int {
	n := markBegun(b)
	rest := b[:len(b)-n]
	for i := 1; i <= min(len(rest), utf8.UTFMax-1); i++ {
		if tail := rest[len(rest)-i:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				n += i
			}
			break
		}
	}
	rest = b[:len(b)-n]
	return n + len(rest) - len(bytes.TrimRight(rest, "\r\n\t "))
}

// decode returns the event of a whole unit, or nil.
func (s *Splitter) decode(whole string) Event {
	if !utf8.ValidString(whole) { // half a character, or none
		return uv.KeyPressEvent{Code: utf8.RuneError, Text: string(utf8.RuneError)}
	}
	if n, event := s.decoder.Decode([]byte(whole)); n == len(whole) {
		if _, unknown := event.(uv.UnknownEvent); !unknown {
			return event
		}
	}
	return s.old(whole)
}

// old decodes the keys of rxvt and of the console of Linux.
func (s *Splitter) old(whole string) Event {
	body, last := whole[:len(whole)-1], whole[len(whole)-1]
	arrow := "\x1b[" + strings.ToUpper(string(last))
	switch {
	case last >= 'a' && last <= 'd' && body == "\x1b[":
		return s.with(uv.ModShift, arrow)
	case last >= 'a' && last <= 'd' && body == "\x1bO":
		return s.with(uv.ModCtrl, arrow)
	case last >= 'A' && last <= 'E' && body == "\x1b[[":
		return uv.KeyPressEvent{Code: uv.KeyF1 + rune(last-'A')}
	case !strings.HasPrefix(body, "\x1b["):
	case last == '$':
		return s.with(uv.ModShift, body+"~")
	case last == '^':
		return s.with(uv.ModCtrl, body+"~")
	case last == '@':
		return s.with(uv.ModShift|uv.ModCtrl, body+"~")
	}
	return nil
}

// with is a key that is pressed with others.
func (s *Splitter) with(mod uv.KeyMod, whole string) Event {
	if _, event := s.decoder.Decode([]byte(whole)); event != nil {
		if key, ok := event.(uv.KeyPressEvent); ok {
			key.Mod |= mod
			return key
		}
	}
	return nil
}

// isEscaped reports whether b is whole keys and answers that begin with an
// escape byte, and nothing else: an arrow that is held down, what a terminal
// was asked for.
func isEscaped(b []byte) bool {
	for len(b) > 0 {
		n := unit(b)
		if b[0] != esc || n < 2 {
			return false
		}
		b = b[n:]
	}
	return true
}
