package convert

import (
	"strings"
	"unicode/utf8"
)

// withPlainBullets makes a list of lines that begin with a bullet which Markdown
// does not know: ▪, •, → and, among such lines, the letter o of an old word
// processor.
func withPlainBullets(s string) (string, edits) {
	if !strings.ContainsAny(s, "▪•◦‣●■→➢") {
		return s, nil
	}
	e := editor{old: s}
	offset, before := 0, false
	for line := range strings.Lines(s) {
		text := strings.TrimLeft(line, " \t")
		from := offset + len(line) - len(text)
		r, size := utf8.DecodeRuneInString(text)
		rest := text[size:]
		odd := strings.ContainsRune("▪•◦‣●■→➢", r) || r == 'o' && before
		if before = odd && strings.TrimSpace(rest) != "" && strings.HasPrefix(rest, " "); before {
			e.replace(from, from+size, "-")
		} else if odd && r != 'o' && strings.TrimSpace(rest) != "" {
			e.replace(from, from+size, "- ")
			before = true
		}
		offset += len(line)
	}
	return e.finish()
}
