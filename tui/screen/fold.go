package screen

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Folded is a text as searches compare it: without regard to case, and alike
// however its accents are written. One program types é as one character, another as
// an e and an accent on it.
func Folded(text string) string { return norm.NFC.String(strings.ToLower(norm.NFC.String(text))) }
