package convert

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTitle is how long a title may get, in characters.
const maxTitle = 120

// oneLine puts a text on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cutTitle cuts a line after the last sentence that ends within the length of a title, or
// after its last word there. Title and rest together are the line.
func cutTitle(line string) (title, rest string) {
	if utf8.RuneCountInString(line) <= maxTitle {
		return line, ""
	}
	end, word, count := 0, 0, 0
	runes := []rune(line)
	for i, r := range runes[:maxTitle] {
		count += utf8.RuneLen(r)
		next := runes[i+1]
		switch {
		case isSentenceEnd(r) && next == ' ', strings.ContainsRune("。！？", r):
			end = count
		case next == ' ':
			word = count
		}
	}
	if end == 0 {
		end = word
	}
	if end == 0 {
		end = count
	}
	return line[:end], strings.TrimSpace(line[end:])
}

func isSentenceEnd(r rune) bool { return r == '.' || r == '!' || r == '?' || r == ';' || r == ':' }

// sentenceCase begins with a capital, unless the first word is spelled in a way
// of its own.
func sentenceCase(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if strings.ToLower(word) != word || strings.ContainsAny(word, "_0123456789") {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
