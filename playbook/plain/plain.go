// Package plain looks at a notice the way a worried reader would: are the
// sentences short, are the words known, is anything said that should not be?
//
// It finds what can be counted and nothing else. It does not know whether a
// notice is true or kind. A remark is advice; nothing is refused because of
// one.
package plain

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is the number of words a sentence of a notice should not exceed.
// Guides to plain language for the public ask for 15 to 20 on average and 25 at
// most.
const longest = 25

// A Remark is something to look at in a text.
type Remark struct {
	Line int    `json:"line"` // from 1
	Text string `json:"text"`
}

// jargon are words that people outside of the trade do not use, with what to
// write instead, in lower case. It is never written to.
var jargon = [...]struct{ word, instead string }{
	{"abuse of privileges", "use of access they should not have had"},
	{"attack vector", "the way in"},
	{"compromised", "seen, copied or changed"},
	{"credentials", "user names and passwords"},
	{"data subject", "you, or the person"},
	{"data subjects", "you, or the people"},
	{"exfiltrated", "copied and taken"},
	{"exfiltration", "copying and taking"},
	{"forensic", "the work of experts who look for traces"},
	{"indicators of compromise", "signs of the intruder"},
	{"lateral movement", "moving on to other systems"},
	{"leverage", "use"},
	{"malicious actor", "somebody"},
	{"mitigate", "reduce"},
	{"pii", "personal data"},
	{"remediate", "mend"},
	{"remediation", "mending"},
	{"threat actor", "somebody, or the intruder"},
	{"unauthorised party", "somebody who should not have had it"},
	{"unauthorized party", "somebody who should not have had it"},
	{"utilise", "use"},
	{"utilize", "use"},
}

// Check returns what is worth another look, by line. avoid lists phrases that
// the author of the playbook does not want to read.
func Check(text string, avoid []string) []Remark {
	remarks := phrases(text, avoid)
	for _, s := range sentences(text) {
		if s.words > longest {
			remarks = append(remarks, Remark{s.line, fmt.Sprintf("this sentence has %d words; make it two", s.words)})
		}
	}
	slices.SortStableFunc(remarks, func(a, b Remark) int { return a.Line - b.Line })
	return remarks
}

// phrases looks for each phrase in the whole text before it looks at lines:
// most are nowhere in it.
func phrases(text string, avoid []string) []Remark {
	text = strings.ToLower(text)
	var looked []wanted
	for _, phrase := range avoid {
		if lower := strings.ToLower(strings.TrimSpace(phrase)); lower != "" && strings.Contains(text, lower) {
			looked = append(looked, wanted{lower, fmt.Sprintf("the playbook asks not to write %q", phrase)})
		}
	}
	for _, j := range jargon {
		if strings.Contains(text, j.word) {
			looked = append(looked, wanted{j.word, fmt.Sprintf("readers may not know %q; write %s", j.word, j.instead)})
		}
	}
	if len(looked) == 0 {
		return nil
	}
	var remarks []Remark
	for i, line := range strings.Split(text, "\n") {
		for _, w := range looked {
			if has(line, w.phrase) {
				remarks = append(remarks, Remark{i + 1, w.remark})
			}
		}
	}
	return remarks
}

// wanted is a phrase to look for, in lower case, and what to say of it.
type wanted struct{ phrase, remark string }

// has reports whether a line holds a phrase as whole words. Both are in lower
// case.
func has(line, phrase string) bool {
	for at := 0; ; {
		i := strings.Index(line[at:], phrase)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(phrase)
		if !joins(line[:start], true) && !joins(line[end:], false) {
			return true
		}
		at = start + 1
	}
}

// joins reports whether the rune at the end, or at the start, of a text is
// part of a word.
func joins(text string, atEnd bool) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if atEnd {
		r, _ = utf8.DecodeLastRuneInString(text)
	}
	return text != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

type sentence struct {
	line  int // where it begins
	words int
}

// sentences splits a text at full stops, question and exclamation marks, at
// empty lines and before the items of lists.
func sentences(text string) []sentence {
	var all []sentence
	var open sentence
	end := func() {
		if open.words > 0 {
			all = append(all, open)
		}
		open = sentence{}
	}
	for i, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || isItem(trimmed) {
			end()
		}
		for _, word := range strings.Fields(trimmed) {
			if open.words == 0 {
				open.line = i + 1
			}
			open.words++
			if endsSentence(word) {
				end()
			}
		}
	}
	end()
	return all
}

func isItem(line string) bool {
	first, rest, ok := strings.Cut(line, " ")
	if !ok || rest == "" {
		return false
	}
	return first == "-" || first == "*" || strings.Trim(first, "0123456789") == "." && len(first) > 1
}

func endsSentence(word string) bool {
	word = strings.TrimRight(word, `"')]”’`)
	return strings.HasSuffix(word, ".") || strings.HasSuffix(word, "?") || strings.HasSuffix(word, "!") || strings.HasSuffix(word, ":")
}
