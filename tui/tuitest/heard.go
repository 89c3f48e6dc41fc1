package tuitest

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

const (
	// heardLines is how many lines an answer may have that is heard.
	heardLines = 12
	// heardWords is how many words it may have, one long line aside. At the speed
	// at which screens are read out at first, that is half a minute.
	heardWords = 110
)

// Unheard says what is wrong with an answer for somebody who hears it, byte by byte:
// what a terminal would obey or draw, too much at once, lines that are empty or said
// twice. An answer ends with the prompt for the next line.
func Unheard(answer string) (wrong []string) {
	for _, r := range answer {
		if r != '\n' && unicode.IsControl(r) || 0x2500 <= r && r <= 0x25ff || r == 0x202e {
			wrong = append(wrong, fmt.Sprintf("%U was written: %q", r, answer))
		}
	}
	lines := strings.Split(answer, "\n")
	prompt, lines := lines[len(lines)-1], lines[:len(lines)-1]
	if len(lines) > heardLines {
		wrong = append(wrong, fmt.Sprintf("%d lines, want at most %d:\n%s", len(lines), heardLines, answer))
	}
	words, longest := len(strings.Fields(answer)), 0
	for i, line := range lines {
		longest = max(longest, len(strings.Fields(line)))
		if i > 0 && line == lines[i-1] || strings.TrimSpace(line) != line || line == "" {
			wrong = append(wrong, fmt.Sprintf("said twice, empty, or with space around it: %q", line))
		}
	}
	if words-longest > heardWords {
		wrong = append(wrong, fmt.Sprintf("%d words, want at most %d beside the longest line:\n%s", words, heardWords, answer))
	}
	if !strings.HasSuffix(prompt, "> ") || len(prompt) > 16 {
		wrong = append(wrong, fmt.Sprintf("the prompt is %q", prompt))
	}
	return wrong
}

// Answers takes apart what a conversation has written whose typed lines are not in
// it, as from a pipe. The last one is what was said in parting, without a prompt.
func Answers(said string) (answers []string, parting string) {
	prompt := regexp.MustCompile(`(?m)^[^>\n]{0,14}> `)
	for {
		at := prompt.FindStringIndex(said)
		if at == nil {
			return answers, strings.TrimPrefix(said, "\n")
		}
		answers, said = append(answers, said[:at[1]]), said[at[1]:]
	}
}
