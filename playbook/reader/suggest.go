package reader

import (
	"fmt"
	"slices"
	"strings"
)

// MaxID is the length of the longest id.
const MaxID = 64

// Nearest returns the entry of among that word is most likely a slip of: the
// one with the fewest changed, missing, extra or swapped letters, if they are
// few enough for its length. It does not return word itself.
func Nearest(word string, among []string) (string, bool) {
	best, fewest := "", len(word)/3+2
	if len(word) > MaxID {
		return "", false
	}
	for _, candidate := range among {
		if candidate == word || len(candidate) > MaxID {
			continue
		}
		if n := slips(word, candidate, fewest); n < fewest && n < max(len(word), len(candidate)) {
			best, fewest = candidate, n
		}
	}
	return best, best != ""
}

// Meant returns the name that somebody may mean who typed a part of it, or nearly the
// whole: one that holds the word between its hyphens, else the nearest, else one that
// holds it anywhere.
func Meant(word string, among []string) (string, bool) {
	holds := func(in func(candidate string) bool) (string, bool) {
		if i := slices.IndexFunc(among, in); word != "" && i >= 0 {
			return among[i], true
		}
		return "", false
	}
	if near, ok := holds(func(s string) bool { return s != word && strings.Contains("-"+s+"-", "-"+word+"-") }); ok {
		return near, true
	}
	if near, ok := Nearest(word, among); ok {
		return near, true
	}
	return holds(func(s string) bool { return s != word && strings.Contains(s, word) })
}

// DidYouMean suggests a name.
func DidYouMean(s string) string { return fmt.Sprintf("did you mean %q?", s) }

// slips counts the single-letter changes, insertions, deletions and swaps of
// neighbours between a and b, or returns limit once there are that many.
func slips(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var rows [3][MaxID + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range b {
		last[j+1] = j + 1
	}
	for i := range len(a) {
		row[0] = i + 1
		best := row[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			n := min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				n = min(n, before[j-1]+1)
			}
			row[j+1] = n
			best = min(best, n)
		}
		if best >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
