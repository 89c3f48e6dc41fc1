// Package input makes events of the bytes that a terminal sends.
//
// A terminal sends keys, pastes and answers in one stream, and a connection
// cuts that stream where it likes. Where it was cut must not change what was
// meant: [Splitter] gives the same events for the same bytes in any pieces, as
// long as the pieces follow each other. What is incomplete waits for its rest:
//
//   - a lone escape byte for [EscWithin]: then it was the key;
//   - half a character and half a sequence for [RestWithin]: then the character
//     is U+FFFD, which shows that something is missing, and the sequence is
//     nothing;
//   - a paste for [RestWithin]: then it ends, and [Unended] says so. What came
//     of it is handed over after [PasteWithin] already, so that it is on disk
//     soon.
//
// # Pastes
//
// All between the marks of a paste is text, also what would be a key, a mark or
// the beginning of an answer elsewhere. It leaves as one [uv.PasteEvent], or as
// several that follow each other where it came slowly.
//
// A mark that comes late is a mark all the same: "[200~" after an escape byte
// that was taken for the key still begins a paste, for a paste that is taken
// for keys does harm. What comes late of a paste that was ended is text, if its
// mark comes with it or if it comes faster than anybody types: more than nine
// bytes, each within [BurstWithin] of the one before. Until the mark has come, or
// nothing for [LateWithin], keys therefore wait that long.
//
// # Esc and a key
//
// A key whose bytes come right behind an escape byte is [Escaped]: it was
// pressed with alt, or soon after esc.
//
// # Ctrl+c
//
// Ctrl+c is heard whatever came before it. It breaks off half a sequence and,
// when nothing else came for [PasteWithin], a paste: no terminal sends it as
// part of one that way.
//
// A [Reader] reads a terminal and sends the events on, in their order.
package input
