package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// shortMoment is how the report for a browser writes moments: its head says the
// zone, and each time element holds all of it.
const shortMoment = "Mon 2 Jan 15:04"

//go:embed html.tmpl
var pageSource string

//go:embed html.css
var styleSource string

// HTML writes a run as one file for a browser. It holds no script and loads
// nothing: its policy allows one style, by its hash, and nothing else. All that
// people typed is text: html/template escapes it where it stands, and what a
// terminal or a reader could be misled by is made inert.
func HTML(w io.Writer, r run.Run, opts Options) error {
	s := newSheetMaker(r, opts, shortMoment).sheet()
	return render(w, pageSource, styleOf(r, len(opts.Checked.Broken) == 0), !opts.Executive, struct {
		*sheet
		Legal string
	}{s, playbook.NotLegalAdvice})
}

// render fills a template of a page in. whole says that each entry stands on it,
// so that its number can be a link. What comes out is inert as a whole, so
// that no field can be forgotten.
func render(w io.Writer, source, style string, whole bool, data any) error {
	page, err := template.New("page").Funcs(pageFuncs(style, whole)).Parse(source)
	if err != nil {
		return fmt.Errorf("the template of the page: %w", err)
	}
	lines := inertLines{w: w}
	if err := page.Execute(&lines, data); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return lines.end()
}

// inertLines writes whole lines on, made inert, some at a time: a page of a long run
// takes many times the memory that its parts do.
type inertLines struct {
	w    io.Writer
	rest []byte
	some int // how much is written on at least
}

// inertPiece is how many bytes are written on at a time, or twice as many each time
// where lines are longer.
const inertPiece = 1 << 16

func (l *inertLines) Write(b []byte) (int, error) {
	l.rest = append(l.rest, b...)
	if len(l.rest) < max(l.some, inertPiece) {
		return len(b), nil
	}
	n := bytes.LastIndexByte(l.rest, '\n') + 1
	_, err := io.WriteString(l.w, inert.Text(string(l.rest[:n])))
	l.rest = l.rest[:copy(l.rest, l.rest[n:])]
	l.some = 2 * len(l.rest)
	return len(b), err
}

func (l *inertLines) end() error {
	_, err := io.WriteString(l.w, inert.Text(string(l.rest)))
	return err
}

// policyOf allows one style and nothing else.
func policyOf(style string) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// styleOf is the style of the report of a run. What is printed at the foot of each
// page stands in it, so nothing of that may be what people typed: an id and a
// digest are letters and digits.
func styleOf(r run.Run, whole bool) string {
	foot := fmt.Sprintf("run %s, %d entries, head %.16s", onlyLetters(r.ID()), r.Head().Seq, onlyLetters(r.Head().Hash))
	if !whole {
		foot = fmt.Sprintf("run %s, THIS RECORD IS NOT WHOLE", onlyLetters(r.ID()))
	}
	return strings.Replace(styleSource, "FOOT", foot, 1)
}

func onlyLetters(s string) string {
	return strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' || 'a' <= c && c <= 'z' {
			return c
		}
		return -1
	}, s)
}

// pageFuncs are what a template can do. style is ours alone.
func pageFuncs(style string, whole bool) template.FuncMap {
	return template.FuncMap{
		"style":  func() template.HTML { return template.HTML("<style>" + style + "</style>") },
		"whole":  func() bool { return whole },
		"policy": func() string { return policyOf(style) },
		"bytes":  func(n int64) string { return groupThousands(strconv.FormatInt(n, 10)) },
		"trim":   func(text string) string { return strings.TrimRight(text, "\n ") },
		"host":   hostOf,
		"upper":  upper,
	}
}

// hostOf is the part of an address that says whose it is.
func hostOf(address string) string {
	host, _, _ := strings.Cut(strings.TrimPrefix(address, "https://"), "/")
	return host
}

// groupThousands writes 260000 as 260,000.
func groupThousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
