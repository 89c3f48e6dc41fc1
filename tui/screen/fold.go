package screen

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Folded is a text as searches compare it: without regard to case, and alike
// however its accents are written. One program types é as one character, another as
// an e and an accent on it.
func Folded(text string) string { return norm.NFC.String(strings.ToLower(norm.NFC.String(text))) }

// Words are the words that somebody looks for, as searches compare them.
func Words(query string) []string { return strings.Fields(Folded(query)) }

// HoldsAll reports whether a text that is [Folded] holds all [Words].
func HoldsAll(folded string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(folded, word) })
}
