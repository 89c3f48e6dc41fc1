package inert

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON returns JSON with escapes for what draws nothing, and for marks without end.
// They mean the same to a program. Outside of strings JSON is ASCII, so only text
// that somebody typed is touched.
func JSON(b []byte) []byte {
	out := make([]byte, 0, len(b))
	marks := 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if r == '\n' || marks <= MaxMarks && !Hides(r, 0) {
			out = append(out, b[:n]...)
		} else {
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
		}
		b = b[n:]
	}
	return out
}
