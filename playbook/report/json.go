package report

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// A Time is a time in RFC 3339. Empty, it is null in JSON.
type Time string

// MarshalJSON implements [json.Marshaler].
func (t Time) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// JSON writes the document of a run and, under "timeline", its timeline. The
// arguments are those of [New].
func JSON(w io.Writer, r run.Run, opts Options) error {
	return Encode(w, struct {
		Document
		Timeline []Line `json:"timeline"`
	}{New(r, opts), Timeline(r)})
}

// Encode writes v as indented JSON that is safe to print: no terminal obeys
// it, and nothing in it is hidden. Characters that draw nothing are written as
// escapes, which mean the same to a program.
func Encode(w io.Writer, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = w.Write(append(escaped(b), '\n'))
	return err
}

// mostJoined is how many marks may stand on one letter: more of them would cover
// the lines around.
const mostJoined = 6

// escaped writes what draws nothing in JSON as escapes, and marks without end.
// Outside of strings JSON is ASCII, so only text that somebody typed is touched.
func escaped(b []byte) []byte {
	out := make([]byte, 0, len(b))
	marks := 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if r == '\n' || marks <= mostJoined && !inert.Hides(r, 0) {
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
