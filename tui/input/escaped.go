package input

import uv "github.com/charmbracelet/ultraviolet"

// Escaped is a key whose bytes came right behind an escape byte. Terminals send
// that for a key that is pressed with alt, and tmux, which waits half a second
// by default before it sends a lone escape byte on, for one that is pressed soon
// after esc. Only what the key is for can tell which of them was meant.
type Escaped struct {
	Alt uv.KeyPressEvent // the key with alt
	Key uv.KeyPressEvent // the key behind esc
}

// escapedKey tells a key that came behind an escape byte from others.
func (s *Splitter) escapedKey(whole string, event Event) Event {
	alt, ok := event.(uv.KeyPressEvent)
	if !ok || len(whole) < 2 || whole[0] != esc || !alt.Mod.Contains(uv.ModAlt) {
		return event
	}
	if unit([]byte(whole[1:])) != len(whole)-1 {
		return event // alt is part of its sequence
	}
	if key, ok := s.decode(whole[1:]).(uv.KeyPressEvent); ok {
		return Escaped{Alt: alt, Key: key}
	}
	return event
}
