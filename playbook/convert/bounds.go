package convert

import (
	"fmt"
	"strings"
)

// Limits on Markdown, far above what people write. Beyond them a text costs a parser
// more than it says.
const (
	maxMarkdown = 512 << 10 // bytes
	maxNesting  = 64        // lists and quotes that one line opens
	maxMarks    = 20_000    // brackets, asterisks and the like between two empty lines
)

// bounded reports whether a text can be read in a moment, and why it is turned away
// otherwise.
func (m *markdown) bounded() bool {
	text := string(m.src)
	if len(text) > maxMarkdown {
		m.f.fail(m.at(0), fmt.Sprintf("this text has %d bytes: more than %d of Markdown are not taken", len(text), maxMarkdown), "take a part of it")
		return false
	}
	marks, offset := 0, 0
	for line := range strings.Lines(text) {
		if nesting(line) > maxNesting {
			m.f.fail(m.at(offset), fmt.Sprintf("this line is nested more than %d levels deep", maxNesting), "")
			return false
		}
		if strings.TrimSpace(line) == "" {
			marks = 0
		}
		for i := range len(line) {
			if strings.IndexByte("[]*_`<!&", line[i]) >= 0 {
				marks++
			}
		}
		if marks > maxMarks {
			m.f.fail(m.at(offset), fmt.Sprintf("this paragraph has more than %d brackets, asterisks and other marks", maxMarks), "is this a text?")
			return false
		}
		offset += len(line)
	}
	return true
}

// nesting counts the lists and quotes that a line may open, and those that it may
// stand in by its indent.
func nesting(line string) int {
	rest := strings.TrimLeft(line, " \t>-+*0123456789.)")
	opened := line[:len(line)-len(rest)]
	blanks := strings.Count(opened, " ") + 4*strings.Count(opened, "\t")
	opens := strings.Count(opened, ">") + strings.Count(opened, "- ") + strings.Count(opened, "+ ") + strings.Count(opened, "* ") + strings.Count(opened, ". ") + strings.Count(opened, ") ")
	if opens == 0 {
		return 0 // code may stand as far to the right as it likes
	}
	return opens + (blanks-opens)/2
}
