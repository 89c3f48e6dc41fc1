package search

import (
	"strings"
	"unicode"
)

// How well a word of a search answers to a text. The higher the better.
const (
	matchLetters = 100 // its letters stand in the text in this order
	matchPart    = 300 // it is part of a word
	matchFirsts  = 400 // it is the first letters of words
	matchJoined  = 450 // the text begins with it, but for its spaces
	matchWord    = 500 // a word begins with it
	matchStart   = 600 // the text begins with it
	matchAll     = 900 // it is the text

	matchTitleFirst = 10 // less is a match worth in an id than in a title
)

// matchText says how well text answers to word, both in lower case. Zero is
// not at all.
func matchText(text, word string) int {
	if score := matchWords(text, word); score > 0 {
		return score
	}
	return matchLoose(text, word)
}

// matchWords is matchText for letters that stand together.
func matchWords(text, word string) int {
	if text == word {
		return matchAll
	}
	if strings.HasPrefix(text, word) {
		return matchStart
	}
	best := 0
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			break
		}
		if at += i; wordBegins(text, at) {
			return matchWord - min(at, 50)
		}
		best = matchPart
		at++
	}
	return best
}

// wordBegins reports whether a word of text begins at byte i.
func wordBegins(text string, i int) bool {
	if i == 0 {
		return true
	}
	before := text[i-1] // bytes of other scripts are letters
	return before < 0x80 && !unicode.IsLetter(rune(before)) && !unicode.IsDigit(rune(before))
}

// matchLoose looks for the letters of word in text, in their order. The first
// letters of words are worth more, and so are letters that stand close.
func matchLoose(text, word string) int {
	all, firsts := lettersOf(text)
	letters := []rune(word)
	if strings.HasPrefix(string(all), word) {
		return matchJoined
	}
	if n := closest(firsts, letters); n > 0 {
		return matchFirsts - (n - len(letters))
	}
	if n := closest(all, letters); n > 0 {
		return matchLetters + 50 - min(50, n-len(letters))
	}
	return 0
}

// lettersOf returns the letters and digits of text, and those that begin a
// word.
func lettersOf(text string) (all, firsts []rune) {
	inside := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			inside = false
			continue
		}
		all = append(all, r)
		if !inside {
			firsts = append(firsts, r)
		}
		inside = true
	}
	return all, firsts
}

// closest returns how long the shortest stretch of letters is that holds word
// in its order, or 0 if none does.
func closest(letters, word []rune) int {
	best := 0
	for i := range letters {
		if n := stretch(letters[i:], word); n > 0 && (best == 0 || n < best) {
			best = n
		}
	}
	return best
}

// stretch returns how many letters it takes to find word in its order, from
// the first letter on, or 0 if it is not there.
func stretch(letters, word []rune) int {
	if len(word) == 0 || len(letters) == 0 || letters[0] != word[0] {
		return 0
	}
	next := 0
	for i, r := range letters {
		if r != word[next] {
			continue
		}
		if next++; next == len(word) {
			return i + 1
		}
	}
	return 0
}
