package run

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Errors that a refusal may wrap.
var (
	// ErrClosed means the run is closed and takes no more entries.
	ErrClosed = errors.New("run is closed")
	// ErrReason means that the same is possible with a reason.
	ErrReason = errors.New("a reason is needed")
)

// A Refusal says why an intention cannot be carried out. Nothing was recorded.
// Text that people typed stands in it as they typed it: whoever shows it makes
// it inert.
type Refusal struct {
	Why string
	// Lacks names what a step still asks for, if that is what is in the way.
	Lacks []Lack
	// Err is one of the errors above, or nil.
	Err error
}

func (r *Refusal) Error() string { return r.Why }

func (r *Refusal) Unwrap() error { return r.Err }

func refuse(format string, args ...any) error {
	return &Refusal{Why: fmt.Sprintf(format, args...)}
}

func needReason(format string, args ...any) error {
	return &Refusal{Why: fmt.Sprintf(format, args...), Err: ErrReason}
}

// tidy trims the space around what a person typed, and makes it text that JSON
// can hold: see [legible].
func tidy(text string) string { return legible(strings.TrimSpace(text)) }

// legible writes each byte that is not UTF-8 as a Go string literal would:
// \xe9. JSON would replace it without a trace, and names of files and pasted
// text of old programs have such bytes.
func legible(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02x`, text[0])
		} else {
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
	return b.String()
}
