package convert

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTitle is how long a title may get, in characters.
const maxTitle = 120

// oneLine puts a text on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// cutTitle cuts a line after the last sentence that ends within the length of a
// title; where none does, after the last part of one, or the last word. Title and
// rest together are the line.
func cutTitle(line string) (title, rest string) {
	if utf8.RuneCountInString(line) <= maxTitle {
		return line, ""
	}
	var sentence, part, word, end int // offsets behind the last of each
	runes := []rune(line)
	for i, r := range runes[:maxTitle] {
		end += utf8.RuneLen(r)
		blank := runes[i+1] == ' '
		switch {
		case strings.ContainsRune("。！？", r), blank && strings.ContainsRune(".!?", r) && !isShort(line[:end]):
			sentence = end
		case blank && strings.ContainsRune(",;:–—", r) && i >= maxTitle/3:
			part = end
		}
		if blank {
			word = end
		}
	}
	cut := cmp.Or(sentence, part, word, end)
	return line[:cut], strings.TrimSpace(line[cut:])
}

// isShort reports whether the last word of a text is short for another, like
// e.g. and approx., so that its full stop ends no sentence.
func isShort(text string) bool {
	word := strings.TrimLeft(text[strings.LastIndexByte(text, ' ')+1:], "([\"'")
	inside := strings.TrimSuffix(word, ".")
	if inside == word {
		return false
	}
	switch strings.ToLower(inside) {
	case "etc", "vs", "approx", "incl", "resp", "no", "nr", "cf", "eg", "ie", "z", "ca", "bzw":
		return true
	}
	return strings.Contains(inside, ".") || utf8.RuneCountInString(inside) == 1
}

// sentenceCase begins with a capital, unless the first word is spelled in a way
// of its own.
func sentenceCase(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if strings.ToLower(word) != word || strings.ContainsAny(word, "-_0123456789") {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
