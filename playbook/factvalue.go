package playbook

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook/reader"
	"cordon/playbook/when"
)

// maxNumber is the largest number a fact takes. Up to here a float64 holds
// every whole number.
const maxNumber = 1e15

// Parse reads a value from what a person types: a number with or without
// thousands separators, yes or no, the id or the label of an option, options
// separated by commas, a time as [when.Read] takes it, a date as [when.Day] does.
func (f Fact) Parse(s string, now time.Time) (Value, error) {
	row := f.Type.row()
	if s = strings.TrimSpace(s); s == "" {
		wants := row.wants
		if row.options {
			wants += f.choices()
		}
		return Value{}, f.wrong("there is no answer: %s", wants)
	}
	v, err := row.parse(f, s, now)
	if err != nil {
		return Value{}, f.wrong("%w", err)
	}
	return v, nil
}

// Note says what the text of a time or a date left open and how [Fact.Parse] took
// it, such as "the last Friday". It is empty where nothing was left open.
func (f Fact) Note(s string, now time.Time) string {
	var r when.Reading
	switch f.Type {
	case Time:
		r, _ = when.Read(s, now)
	case Date:
		r, _ = when.Day(s, now)
	}
	return r.Note
}

// wrong says what is wrong with an answer, behind the question.
func (f Fact) wrong(format string, args ...any) error {
	return fmt.Errorf("%s%w", f.Answered(""), fmt.Errorf(format, args...))
}

// Answered writes an answer after what the fact asks, so that it reads well
// whether that is a question or not: "Where was it? Rome", "City: Rome".
func (f Fact) Answered(answer string) string {
	asks := cmp.Or(f.Ask, f.ID)
	if asks != "" && !strings.ContainsAny(asks[len(asks)-1:], "?!.:") {
		asks += ":"
	}
	return asks + " " + answer
}

// Check reports whether a value fits the fact. Values from [Fact.Parse] do;
// those from a file may not.
func (f Fact) Check(v Value) error {
	row := f.Type.row()
	if _, ok := row.sees(v); !ok || v.Text() == "" {
		return f.wrong("this is %s", row.unfit)
	}
	if !row.options {
		return nil
	}
	ids := v.List()
	for i, id := range ids {
		if _, ok := withID(f.Options, id); !ok {
			return f.wrong("%s is not an option", reader.Quote(id))
		}
		if slices.Contains(ids[:i], id) {
			return f.wrong("%s is there twice", reader.Quote(id))
		}
	}
	return nil
}

// Show returns a value as people read it: the labels of options, numbers in
// groups of three digits, a time like "Sat 2026-11-21 03:11 +01:00". A value
// that does not fit the fact is shown as it is. The text is not yet safe for
// a terminal.
func (f Fact) Show(v Value) string {
	row := f.Type.row()
	if seen, ok := row.sees(v); ok && row.show != nil {
		return row.show(f, seen)
	}
	return v.Text()
}

func parseText(_ Fact, s string, _ time.Time) (Value, error) { return TextValue(s), nil }

// parseNumber takes decimal digits. A thousands separator stands before every
// group of three or nowhere. A point is a decimal point, but 12.400 is refused:
// half of the world writes twelve thousand four hundred like that.
func parseNumber(_ Fact, s string, _ time.Time) (Value, error) {
	digits := strings.TrimLeft(s, "+-")
	whole, fraction, pointed := strings.Cut(digits, ".")
	if readsTwoWays(digits) {
		return Value{}, fmt.Errorf("%s can be read in two ways: for thousands write %s", reader.Quote(s), strings.ReplaceAll(s, ".", ""))
	}
	groups := strings.FieldsFunc(whole, isSeparator)
	joined := strings.Join(groups, "")
	separated := len(joined) < len(whole)
	if len(s)-len(digits) > 1 || !isDigits(joined) || pointed && !isDigits(fraction) || separated && (!isGrouped(groups) || separatorsIn(whole) != len(groups)-1) {
		return Value{}, fmt.Errorf("%s is not a number: write it like 12400 or 12,400", reader.Quote(s))
	}
	n, err := strconv.ParseFloat(joined+"."+fraction, 64)
	if err != nil || n > maxNumber {
		return Value{}, fmt.Errorf("%s is too large a number", reader.Quote(s))
	}
	if s[0] == '-' && n != 0 {
		n = -n
	}
	return NumberValue(n), nil
}

// readsTwoWays reports whether the points of a number may also part thousands.
func readsTwoWays(digits string) bool {
	groups := strings.Split(digits, ".")
	return isGrouped(groups) && groups[0] != "0"
}

func isSeparator(r rune) bool { return strings.ContainsRune(", _'’\u00a0\u202f", r) }

func separatorsIn(s string) int {
	n := 0
	for _, r := range s {
		if isSeparator(r) {
			n++
		}
	}
	return n
}

// isGrouped reports whether digits are in groups of three, the first of one
// to three.
func isGrouped(groups []string) bool {
	for i, g := range groups {
		if !isDigits(g) || len(g) > 3 || i > 0 && len(g) != 3 {
			return false
		}
	}
	return len(groups) > 1
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// showNumber ends 1.001 with one more zero, as nobody can tell it from a thousand
// and one, and what is shown must read as what it is.
func showNumber(_ Fact, n float64) string {
	digits := strconv.FormatFloat(n, 'f', -1, 64)
	if readsTwoWays(strings.TrimPrefix(digits, "-")) {
		digits += "0"
	}
	return groupDigits(digits)
}

// groupDigits puts commas between the thousands of a decimal number.
func groupDigits(s string) string {
	whole, fraction, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction
}

func parseYesNo(_ Fact, s string, _ time.Time) (Value, error) {
	switch strings.ToLower(s) {
	case "yes", "y", "true":
		return YesNoValue(true), nil
	case "no", "n", "false":
		return YesNoValue(false), nil
	}
	return Value{}, fmt.Errorf("%s is neither yes nor no", reader.Quote(s))
}

func (f Fact) choices() string { return strings.Join(idsOf(f.Options), ", ") }

// option finds an option by its id or its label, in any case of letters.
func (f Fact) option(s string) (string, error) {
	for _, o := range f.Options {
		if strings.EqualFold(o.ID, s) || strings.EqualFold(o.Label, s) {
			return o.ID, nil
		}
	}
	text := reader.Quote(s) + " is not an option"
	if near, ok := f.nearest(s); ok {
		text += ", " + reader.DidYouMean(near)
	} else {
		text += ":"
	}
	return "", fmt.Errorf("%s choose from %s", text, f.choices())
}

// nearest returns the id of the option whose id or label s is a slip of.
func (f Fact) nearest(s string) (string, bool) {
	s = strings.ToLower(s)
	var words []string
	for _, o := range f.Options {
		words = append(words, o.ID, strings.ToLower(o.Label))
	}
	near, ok := reader.Nearest(s, words)
	if !ok {
		return "", false
	}
	return f.Options[slices.Index(words, near)/2].ID, true
}

func parseChoice(f Fact, s string, _ time.Time) (Value, error) {
	id, err := f.option(s)
	return TextValue(id), err
}

// parseChoices reads options separated by commas. A label may hold a comma
// itself, so the longest label that fits is taken first. The value lists the
// options in the order of the playbook, each once.
func parseChoices(f Fact, s string, _ time.Time) (Value, error) {
	chosen := make([]bool, len(f.Options))
	for rest := s; rest != ""; {
		i, n := f.leading(rest)
		if i < 0 {
			word, _, _ := strings.Cut(rest, ",")
			_, err := f.option(strings.TrimSpace(word))
			if err == nil {
				err = errors.New("options are separated by one comma")
			}
			return Value{}, err
		}
		chosen[i] = true
		rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest[n:]), ","))
	}
	var ids []string
	for i, o := range f.Options {
		if chosen[i] {
			ids = append(ids, o.ID)
		}
	}
	return ChoicesValue(ids...), nil
}

// leading returns the option that s starts with, up to a comma or the end,
// and its length.
func (f Fact) leading(s string) (index, length int) {
	index = -1
	for i, o := range f.Options {
		for _, word := range []string{o.ID, o.Label} {
			if n := len(word); n > length && len(s) >= n && strings.EqualFold(s[:n], word) {
				if after := strings.TrimSpace(s[n:]); after == "" || after[0] == ',' {
					index, length = i, n
				}
			}
		}
	}
	return index, length
}

func showLabels(f Fact, ids []string) string {
	labels := make([]string, len(ids))
	for i, id := range ids {
		labels[i] = f.label(id)
	}
	return strings.Join(labels, ", ")
}

func (f Fact) label(id string) string {
	if o, ok := withID(f.Options, id); ok {
		return o.Label
	}
	return id
}

func parseInstant(_ Fact, s string, now time.Time) (Value, error) {
	r, err := when.Read(s, now)
	return TextValue(r.Time.Format(time.RFC3339)), err
}

func showTime(_ Fact, t time.Time) string { return t.Format("Mon 2006-01-02 15:04 -07:00") }

func parseDate(_ Fact, s string, now time.Time) (Value, error) {
	r, err := when.Day(s, now)
	return TextValue(r.Time.Format(time.DateOnly)), err
}

func showDate(_ Fact, t time.Time) string { return t.Format("Mon 2006-01-02") }
