package when

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// found is what a text says, before it is asked which moment that is. Zero
// means that it says nothing of the kind.
type found struct {
	weekday     *time.Weekday
	word        string // today or yesterday
	year, month int
	dayOfMonth  int
	a, b        int // of 03/04/2026, in some order the day and the month

	hasClock             bool
	hour, minute, second int
	fraction             string // its digits, behind the point
	half                 string // am or pm
	leap                 bool   // its second is the 60th

	offset *int // from UTC, in seconds
	name   string
	also   []found // the same moment, written once more
}

func (f found) hasDate() bool { return f.dayOfMonth != 0 || f.a != 0 }
func (f found) hasDay() bool  { return f.hasDate() || f.weekday != nil || f.word != "" }
func (f found) zoned() bool   { return f.offset != nil || f.name != "" }

// A token is a run of letters or digits, or one sign.
type token struct {
	text   string
	kind   byte // 'a' for letters, '0' for digits, else the sign itself
	spaced bool // there was space before it
}

// tokens cuts a text up. A text with anything but ASCII letters, digits and a
// few signs in it is no time.
func tokens(s string) ([]token, bool) {
	s = strings.NewReplacer("−", "-", "\u00a0", " ", "\u202f", " ").Replace(s)
	if len(s) > 120 {
		return nil, false
	}
	var all []token
	spaced := false
	for s != "" {
		n, kind := 1, s[0]
		switch {
		case kind == ' ':
			spaced, s = true, s[1:]
			continue
		case isLetter(kind):
			n, kind = len(s)-len(strings.TrimLeftFunc(s, func(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) })), 'a'
		case kind >= '0' && kind <= '9':
			n, kind = len(s)-len(strings.TrimLeft(s, "0123456789")), '0'
		case !strings.ContainsRune(":/.,-+=()[]", rune(kind)):
			return nil, false
		}
		all = append(all, token{s[:n], kind, spaced})
		s, spaced = s[n:], false
	}
	return all, true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// scan finds what a text says. It is false for a text that says anything else
// besides a moment, or one thing twice.
func scan(s string) (found, bool) {
	all, ok := tokens(s)
	if !ok || len(all) == 0 {
		return found{}, false
	}
	if last := len(all) - 1; all[0].kind == '[' && all[last].kind == ']' || all[0].kind == '(' && all[last].kind == ')' {
		all = all[1:last] // as in the log of a web server
	}
	if len(all) > 0 && all[0].kind == '=' {
		all = all[1:] // as a form repeats it
	}
	sc := scanner{rest: all}
	return sc.f, sc.run() && len(all) > 0
}

// A scanner goes through the tokens of a text.
type scanner struct {
	rest []token
	f    found
}

func (sc *scanner) run() (ok bool) {
	for len(sc.rest) > 0 {
		switch t := sc.rest[0]; {
		case t.kind == 'a':
			ok = sc.word(strings.ToLower(t.text))
		case t.kind == '0':
			ok = sc.clock() || sc.date() || sc.number(t.text)
		case t.kind == '+', t.kind == '-':
			ok = sc.zone()
		case t.kind == ',', t.kind == '.':
			ok = sc.f.hasDay() && !t.spaced
			sc.skip(1)
		case t.kind == '(':
			ok = sc.aside()
		case (t.kind == '=' || t.kind == '/') && t.spaced && len(sc.rest) > 1 && sc.rest[1].spaced:
			ok = sc.again(sc.rest[1:])
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	return (sc.f.month != 0) == (sc.f.dayOfMonth != 0)
}

func (sc *scanner) skip(n int) { sc.rest = sc.rest[n:] }

// shape reports whether the tokens to come are of these kinds, with no space
// between them.
func (sc *scanner) shape(kinds string) bool {
	if len(sc.rest) < len(kinds) {
		return false
	}
	for i := range len(kinds) {
		if t := sc.rest[i]; t.kind != kinds[i] || i > 0 && t.spaced {
			return false
		}
	}
	return true
}

// text returns a token to come, or nothing.
func (sc *scanner) text(i int) string {
	if i >= len(sc.rest) {
		return ""
	}
	return sc.rest[i].text
}

// word takes a word: of the calendar, of the clock, or the name of a zone.
func (sc *scanner) word(w string) bool {
	f := &sc.f
	month, isMonth := nameAmong(w, 12, func(i int) string { return time.Month(i + 1).String() })
	day, isDay := nameAmong(w, 7, func(i int) string { return time.Weekday(i).String() })
	switch {
	case isMonth && f.month == 0 && f.a == 0 && f.word == "":
		f.month = month + 1
	case isDay && f.weekday == nil && f.word == "":
		f.weekday = new(time.Weekday(day))
	case (w == "today" || w == "yesterday") && !f.hasDay() && f.month == 0:
		f.word = w
	case (w == "am" || w == "pm") && f.hasClock && f.half == "" && f.hour >= 1 && f.hour <= 12:
		f.half = w
	case w == "t" && f.hasDate() && !f.hasClock && len(sc.rest) > 1 && sc.rest[1].kind == '0':
		sc.skip(1)
		return sc.clock() || sc.basicClock()
	case w == "at" && f.hasDay() && !f.hasClock:
	case f.hasClock && !f.zoned():
		return sc.zone()
	default:
		return false
	}
	sc.skip(1)
	return true
}

// nameAmong finds one of n names, written whole or in its first three letters.
func nameAmong(w string, n int, name func(int) string) (int, bool) {
	for i := range n {
		full := strings.ToLower(name(i))
		if w == full || w == full[:3] || w == "sept" && full == "september" {
			return i, true
		}
	}
	return 0, false
}

// clock takes 3:10, 03:10:30 and a fraction of a second behind that.
func (sc *scanner) clock() bool {
	if !sc.shape("0:0") || sc.f.hasClock || len(sc.text(0)) > 2 || len(sc.text(2)) != 2 {
		return false
	}
	second, n := "00", 3
	if sc.shape("0:0:0") {
		second, n = sc.text(4), 5
	}
	if !sc.setClock(sc.text(0), sc.text(2), second) {
		return false
	}
	sc.skip(n)
	return n == 3 || sc.fraction()
}

// basicClock takes 031400 and 0314, as they stand behind a T.
func (sc *scanner) basicClock() bool {
	s := sc.text(0)
	if len(s) == 4 {
		s += "00"
	}
	if len(s) != 6 || !sc.setClock(s[:2], s[2:4], s[4:]) {
		return false
	}
	sc.skip(1)
	return sc.fraction()
}

func (sc *scanner) setClock(hour, minute, second string) bool {
	h, m, s := number(hour), number(minute), number(second)
	if sc.f.leap = s == 60; h > 23 || m > 59 || s > 59 || len(second) != 2 {
		return false
	}
	sc.f.hasClock, sc.f.hour, sc.f.minute, sc.f.second = true, h, m, s
	return true
}

// fraction takes what stands of a second behind a point or a comma, if anything
// does.
func (sc *scanner) fraction() bool {
	if sc.shape(".0") || sc.shape(",0") {
		if sc.rest[0].spaced {
			return false
		}
		sc.f.fraction = sc.text(1)
		sc.skip(2)
	}
	return true
}

// date takes a date whose parts hang together: 2026-11-27, 27/11/2026,
// 27-Nov-2026, 20261127, and the 12 or 14 digits of a date with its time.
func (sc *scanner) date() bool {
	if sc.f.hasDate() || sc.f.month != 0 || sc.f.word != "" {
		return false
	}
	first := sc.text(0)
	for _, sign := range []string{"-", "/", "."} {
		switch second, third := sc.text(2), sc.text(4); {
		case sc.shape("0" + sign + "0" + sign + "0"):
			return sc.numeric(first, second, third)
		case sc.shape("0"+sign+"a"+sign+"0") && len(first) <= 2:
			return sc.named(first, second, third)
		}
	}
	switch {
	case len(first) == 8:
		return sc.numeric(first[:4], first[4:6], first[6:])
	case len(first) == 12 || len(first) == 14:
		clock := (first + "00")[8:14]
		return sc.setClock(clock[:2], clock[2:4], clock[4:]) && sc.numeric(first[:4], first[4:6], first[6:8])
	}
	return false
}

// numeric takes the three numbers of a date, with the year first or last.
func (sc *scanner) numeric(first, second, third string) bool {
	n := 5
	if sc.shape("0") && len(sc.text(0)) >= 8 {
		n = 1
	}
	a, b := number(first), number(second)
	switch {
	case len(first) == 4 && len(second) == 2 && len(third) == 2:
		sc.f.year, sc.f.month, sc.f.dayOfMonth = a, b, number(third)
		if b < 1 || b > 12 || sc.f.dayOfMonth < 1 {
			return false
		}
	case len(third) == 4 && len(first) <= 2 && len(second) <= 2 && a > 0 && b > 0 && min(a, b) <= 12:
		sc.f.year, sc.f.a, sc.f.b = number(third), a, b
	default:
		return false
	}
	sc.skip(n)
	return sc.f.year != 0
}

// named takes a date with the name of its month. A year of two digits is of this
// century.
func (sc *scanner) named(day, name, year string) bool {
	month, ok := nameAmong(strings.ToLower(name), 12, func(i int) string { return time.Month(i + 1).String() })
	if !ok || len(year) != 4 && len(year) != 2 || number(day) < 1 {
		return false
	}
	if len(year) == 2 {
		year = "20" + year
	}
	sc.f.year, sc.f.month, sc.f.dayOfMonth = number(year), month+1, number(day)
	if sc.f.year == 0 {
		return false
	}
	sc.skip(5)
	if sc.shape(":0:0") { // as web servers have it
		sc.skip(1)
	}
	return true
}

// number takes the day or the year beside the name of a month.
func (sc *scanner) number(s string) bool {
	f := &sc.f
	beside := f.month != 0 || len(sc.rest) > 1 && sc.rest[1].kind == 'a'
	switch {
	case !beside:
		return false
	case len(s) <= 2 && f.dayOfMonth == 0 && f.a == 0 && number(s) > 0:
		f.dayOfMonth = number(s)
	case len(s) == 4 && f.year == 0 && f.dayOfMonth != 0 && number(s) > 0:
		f.year = number(s)
	default:
		return false
	}
	sc.skip(1)
	return true
}

// farOffset is further from UTC than any clock, in seconds.
const farOffset = 16 * 3600

// zone takes +01, +0100, +01:00, Z, UTC, UTC+01:00 or the name of a zone.
func (sc *scanner) zone() bool {
	if !sc.f.hasClock || sc.f.zoned() {
		return false
	}
	if t := sc.rest[0]; t.kind == 'a' {
		sc.skip(1)
		if !slices.Contains([]string{"Z", "UTC", "GMT", "UT"}, strings.ToUpper(t.text)) {
			sc.f.name = t.text
			return len(t.text) >= 3 && len(t.text) <= 6 && t.text == strings.ToUpper(t.text)
		}
		if !sc.shape("+0") && !sc.shape("-0") || sc.rest[0].spaced {
			sc.f.offset = new(0)
			return true
		}
	}
	sign := 1
	if sc.text(0) == "-" {
		sign = -1
	}
	if !sc.shape(sc.text(0) + "0") {
		return false
	}
	digits, n := sc.text(1), 2
	if len(digits) <= 2 && sc.shape(sc.text(0)+"0:0") {
		digits, n = digits+sc.text(3), 4
		if len(sc.text(3)) != 2 {
			return false
		}
	}
	if len(digits) <= 2 {
		digits += "00"
	}
	if len(digits) < 3 || len(digits) > 4 {
		return false
	}
	hours, minutes := number(digits[:len(digits)-2]), number(digits[len(digits)-2:])
	seconds := sign * (hours*3600 + minutes*60)
	sc.f.offset = new(seconds)
	sc.skip(n)
	return minutes < 60 && hours*3600+minutes*60 < farOffset
}

// aside takes what stands in brackets at the end: the name of a zone beside its
// offset, which says nothing new, or the time once more.
func (sc *scanner) aside() bool {
	last := len(sc.rest) - 1
	if last < 2 || sc.rest[last].kind != ')' {
		return false
	}
	inside := sc.rest[1:last]
	switch {
	case len(inside) > 1:
		return sc.again(inside)
	case inside[0].kind != 'a' || !sc.f.hasClock:
		return false
	case sc.f.zoned():
		sc.rest = nil
		return true
	}
	sc.rest = inside
	return sc.zone()
}

// again takes the same moment, written once more.
func (sc *scanner) again(rest []token) bool {
	other := scanner{rest: rest}
	if !sc.f.hasClock || !other.run() || !other.f.hasClock || len(other.f.also) > 0 {
		return false
	}
	sc.f.also, sc.rest = append(sc.f.also, other.f), nil
	return true
}

// number returns the value of a few digits.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1 << 30
	}
	return n
}
