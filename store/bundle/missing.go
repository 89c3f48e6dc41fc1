package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Missing is a thing that the entries name and that is not there: the body of
// an entry, or a file of evidence that an entry names whose body is there.
type Missing struct {
	Seq      uint64 // of the entry whose body is missing, or 0
	Evidence string // the digest of the file, or ""
	Why      string
}

// Why files of evidence are missing.
const (
	WhyNoCopy   = "no copy was kept"
	WhyWithheld = "withheld"
)

// line returns the bytes that stand for it, without the end of the line.
func (m Missing) line() string {
	if m.Evidence != "" {
		return `{"evidence":"` + m.Evidence + `","why":` + quote(m.Why) + `}`
	}
	return `{"seq":` + strconv.FormatUint(m.Seq, 10) + `,"why":` + quote(m.Why) + `}`
}

// quote writes text as a JSON string in the one way that every writer of JSON
// agrees on, for text that [plain] lets through.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// plain reports whether text is one line that JSON writes in one way only.
func plain(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}

// Plain makes text such a line: what would end the line becomes a space.
func Plain(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd")))
}

// missingText returns the whole list.
func missingText(all []Missing) []byte {
	var b bytes.Buffer
	for _, m := range all {
		b.WriteString(m.line() + "\n")
	}
	return b.Bytes()
}

// readMissing reads the list, which must be written as missingText writes it.
func readMissing(text []byte) ([]Missing, error) {
	var all []Missing
	for line := range bytes.Lines(text) {
		var m struct {
			Seq      uint64 `json:"seq"`
			Evidence string `json:"evidence"`
			Why      string `json:"why"`
		}
		if len(line) > mostWhy || json.Unmarshal(line, &m) != nil {
			return nil, fault("line %d of %s cannot be read", len(all)+1, nameWithheld)
		}
		one := Missing{Seq: m.Seq, Evidence: m.Evidence, Why: m.Why}
		if !plain(one.Why) || one.line()+"\n" != string(line) {
			return nil, fault("line %d of %s is not written as a bundle writes it", len(all)+1, nameWithheld)
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		return nil, fault("%s is there and names nothing", nameWithheld)
	}
	return all, nil
}

// name says what is missing.
func (m Missing) name() string {
	if m.Evidence != "" {
		return "the file with the digest " + m.Evidence
	}
	return fmt.Sprintf("the body of entry %d", m.Seq)
}
