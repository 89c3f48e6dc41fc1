package lines

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"cordon/playbook/inert"
)

// lineMost is how long a line gets, in cells. What is longer is broken between
// words.
const lineMost = 400

// say writes a line, if it is not the one that was just said, and returns how many
// lines that were.
func (c *conversation) say(text string) int {
	n := 0
	for _, part := range broken(clean(text, true)) {
		n += c.put(part)
	}
	return n
}

// put writes a line that is clean already.
func (c *conversation) put(line string) int {
	if line == "" || line == c.last {
		return 0
	}
	c.last, c.spoken = line, c.spoken+len(strings.Fields(line))
	c.write(line + "\n")
	return 1
}

func (c *conversation) write(text string) {
	if c.err != nil {
		return
	}
	if _, err := io.WriteString(c.out, text); err != nil {
		c.err = fmt.Errorf("what is said cannot be written: %w. All that was called saved is on disk", err)
		return
	}
	if f, ok := c.out.(interface{ Flush() error }); ok {
		c.err = f.Flush()
	}
}

// broken breaks a line that is too long.
func broken(line string) []string {
	if inert.Width(line) <= lineMost {
		return []string{line}
	}
	return inert.Wrap(line, lineMost)
}

// clean makes a text one line that can be heard: inert, without boxes, and where
// it is ours with its times in words.
func clean(text string, spoken bool) string {
	text = strings.Map(heardRune, inert.Line(text))
	if !spoken {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(times(together(text)))
}

// heardRune leaves out what only looks like something.
func heardRune(r rune) rune {
	switch {
	case 0x2500 <= r && r <= 0x25ff, r == '\u00a0':
		return ' '
	case unicode.IsControl(r):
		return -1
	}
	return r
}

// together puts what stood apart into sentences: "done   next" is two.
func together(text string) string {
	parts := strings.Split(strings.TrimSpace(text), "  ")
	out := ""
	for _, part := range parts {
		part = strings.TrimSpace(part)
		switch {
		case part == "":
			continue
		case out == "":
		case strings.ContainsAny(out[len(out)-1:], ".:;,?!"):
			out += " "
		default:
			out += ". "
		}
		out += part
	}
	return out
}

// times says lengths of time and numbers of entries in words.
func times(text string) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	span := regexp.MustCompile(`\b(\d+)d (\d{1,2})h\b|\b(\d+)h (\d\d)m\b|\b(\d+)m (\d\d)s\b|\b(\d+)([dhms]) (left|OVERDUE|ago|so far|at the earliest)\b|\bopen (\d+)[dhms]\b`)
	text = span.ReplaceAllStringFunc(text, func(s string) string {
		var said []string
		for _, word := range strings.Fields(s) {
			said = append(said, inWords(word))
		}
		return strings.Join(said, " ")
	})
	text = regexp.MustCompile(`(^|[ (])(\d+)/(\d+)($|[ ),.])`).ReplaceAllString(text, "$1$2 of $3$4")
	text = strings.NewReplacer("entry #", "entry ", " OVERDUE", " overdue").Replace(text)
	return regexp.MustCompile(`#(\d)`).ReplaceAllString(text, "number $1")
}

// inWords says "2h" as "2 hours".
func inWords(word string) string {
	number := strings.TrimLeft(word[:len(word)-1], "0") // "05m" is 5 minutes
	unit, ok := map[byte]string{'d': "day", 'h': "hour", 'm': "minute", 's': "second"}[word[len(word)-1]]
	if !ok || strings.Trim(number, "0123456789") != "" {
		return word
	}
	switch number {
	case "":
		return "0 " + unit + "s"
	case "1":
		return "1 " + unit
	}
	return number + " " + unit + "s"
}
