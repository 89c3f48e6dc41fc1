//go:build unix

package ptytest

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// escRest is the pause after a lone escape key. Without it a program cannot
// tell the key from the first byte of another one, and no person is as fast.
const escRest = 100 * time.Millisecond

// Press presses keys by the names they have in key bindings: "j", "N",
// "space", "shift+tab", "ctrl+s", "pgup", "f1".
func (t *Term) Press(names ...string) {
	t.t.Helper()
	for _, name := range names {
		t.mu.Lock()
		data, err := encode(name, t.screen.encoding())
		t.mu.Unlock()
		if err != nil {
			t.t.Fatal(err)
		}
		t.send(outgoing{data: []byte(data), rest: restAfter(data)})
	}
}

func restAfter(data string) time.Duration {
	if data == "\x1b" {
		return escRest
	}
	return 0
}

// Type types text in one go. A line break is the enter key.
func (t *Term) Type(text string) { t.Send(strings.ReplaceAll(text, "\n", "\r")) }

// Send sends bytes as they are.
func (t *Term) Send(raw string) { t.send(outgoing{data: []byte(raw)}) }

// Paste inserts text as terminals do: in brackets if the program wants them,
// with line breaks as the enter key and without escape characters.
func (t *Term) Paste(text string) {
	text = strings.NewReplacer("\r\n", "\r", "\n", "\r", "\x1b", "").Replace(text)
	t.mu.Lock()
	bracketed := t.screen.modes[modeBracketedPaste]
	t.mu.Unlock()
	if bracketed {
		text = "\x1b[200~" + text + "\x1b[201~"
	}
	t.Send(text)
}

func (t *Term) send(out outgoing) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.active = time.Now()
	if len(out.data) > 0 && !t.ended() {
		t.pump.out = append(t.pump.out, out)
		t.wakePump()
	}
}

// Arrive returns when all that was typed so far has reached the program's end
// of the terminal, or the program has ended.
func (t *Term) Arrive() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.awaitPump(func() bool { return len(t.pump.out) == 0 || t.ended() })
}

// An encoding is how the program wants keys to be sent.
type encoding struct {
	application bool // cursor keys
	kitty       bool // keys that would be ambiguous are spelled out
}

func (s *screen) encoding() encoding {
	return encoding{
		application: s.modes[modeCursorKeys],
		kitty:       s.answer == Modern && s.keyboardFlags()&1 != 0,
	}
}

// Modifiers are sent as their sum plus one.
const (
	shift = 1
	alt   = 2
	ctrl  = 4
)

// encode returns the bytes of a key.
func encode(name string, how encoding) (string, error) {
	mod, key := splitName(name)
	if s, ok := encodeCursorKey(key, mod, how); ok {
		return s, nil
	}
	if s, ok := encodeNumberedKey(key, mod); ok {
		return s, nil
	}
	code, size := utf8.DecodeRuneInString(key)
	named := namedChar(key)
	switch {
	case named != 0:
		code = named
	case size != len(key) || code < ' ' || mod == shift:
		return "", fmt.Errorf("no key is called %q", name)
	}
	if how.kitty && (mod != 0 && !(named == ' ' && mod == shift) || key == "esc") {
		return kitty(code, mod), nil
	}
	return encodeChar(name, code, mod)
}

func splitName(name string) (mod int, key string) {
	for _, m := range []struct {
		prefix string
		mod    int
	}{{"ctrl+", ctrl}, {"alt+", alt}, {"shift+", shift}} {
		if rest, ok := strings.CutPrefix(name, m.prefix); ok && rest != "" {
			mod |= m.mod
			name = rest
		}
	}
	return mod, name
}

func kitty(code rune, mod int) string {
	if mod == 0 {
		return fmt.Sprintf("\x1b[%du", code)
	}
	return fmt.Sprintf("\x1b[%d;%du", code, mod+1)
}

// encodeCursorKey encodes the keys that end in a letter of their own.
func encodeCursorKey(key string, mod int, how encoding) (string, bool) {
	final, ok := map[string]string{
		"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F",
		"f1": "P", "f2": "Q", "f3": "R", "f4": "S",
	}[key]
	switch {
	case !ok:
		return "", false
	case mod != 0:
		return fmt.Sprintf("\x1b[1;%d%s", mod+1, final), true
	case how.application || final >= "P":
		return "\x1bO" + final, true
	}
	return "\x1b[" + final, true
}

// encodeNumberedKey encodes the keys that have a number.
func encodeNumberedKey(key string, mod int) (string, bool) {
	number, ok := map[string]int{
		"insert": 2, "delete": 3, "pgup": 5, "pgdown": 6, "f5": 15, "f6": 17, "f7": 18, "f8": 19,
		"f9": 20, "f10": 21, "f11": 23, "f12": 24,
	}[key]
	switch {
	case !ok:
		return "", false
	case mod != 0:
		return fmt.Sprintf("\x1b[%d;%d~", number, mod+1), true
	}
	return fmt.Sprintf("\x1b[%d~", number), true
}

func namedChar(key string) rune {
	return map[string]rune{
		"enter": '\r', "tab": '\t', "space": ' ', "esc": 0x1b, "backspace": 0x7f,
	}[key]
}

// encodeChar encodes a key the way terminals always did. Not every combination
// can be told apart, and some cannot be sent at all.
func encodeChar(name string, code rune, mod int) (string, error) {
	prefix := ""
	if mod&alt != 0 {
		prefix = "\x1b"
	}
	switch {
	case mod&shift != 0 && code == '\t' && mod&ctrl == 0:
		return prefix + "\x1b[Z", nil
	case mod&ctrl == 0:
		return prefix + string(code), nil
	case code == ' ' || code >= '@' && code < 0x7f:
		return prefix + string(code&0x1f), nil
	case code < ' ' || code == 0x7f:
		return prefix + string(code), nil
	}
	return "", fmt.Errorf("this terminal cannot send %q", name)
}
