package playbook

import (
	"strings"
	"time"

	"github.com/expr-lang/expr/types"
)

// A FactType says which values a fact takes.
type FactType string

// The types of facts.
const (
	Text    FactType = "text"
	Number  FactType = "number"
	YesNo   FactType = "yes-no"
	Choice  FactType = "choice"
	Choices FactType = "choices"
	Time    FactType = "time" // an instant with its zone
	Date    FactType = "date" // a calendar day, no zone
)

// A factRow is all there is to say of one type of facts. How a value is
// written down is for [Value] to say.
type factRow struct {
	name  FactType
	words string // to speak of it: "a number"
	many  string // to speak of many, if < and > compare it: "numbers"
	wants string // what answers it: "write a number"; options follow
	unfit string // what a value of no use is: "not a number"
	asks  string // how a condition asks for it, with the fact for %s; may be empty

	options bool // the author says what can be chosen
	word    bool // a condition compares it with words in quotes

	parse func(f Fact, typed string, now time.Time) (Value, error)
	sees  func(v Value) (any, bool)     // what a condition sees, unless the value does not fit
	env   types.Type                    // the type of that
	show  func(f Fact, seen any) string // what people see of that, if not the value as it is
}

// of completes a row with the Go value of the type.
func of[T any](r factRow, sees func(Value) (T, bool), show func(Fact, T) string) factRow {
	var zero T
	r.env = types.TypeOf(zero)
	r.sees = func(v Value) (any, bool) { return sees(v) }
	if show != nil {
		r.show = func(f Fact, seen any) string { return show(f, seen.(T)) }
	}
	return r
}

// factRows is the table of the types. It is never written to, and the first is
// what an unknown type is taken for.
var factRows = [...]factRow{
	of(factRow{name: Text, words: "text", wants: "write some text", asks: `%s == "…"`, word: true,
		unfit: "not text", parse: parseText}, Value.text, nil),
	of(factRow{name: Number, words: "a number", many: "numbers", wants: "write a number", asks: "%s > 0",
		unfit: "not a number", parse: parseNumber}, Value.sane, showNumber),
	of(factRow{name: YesNo, words: "a yes or no", wants: "write yes or no",
		unfit: "neither yes nor no", parse: parseYesNo}, Value.Bool, nil),
	of(factRow{name: Choice, words: "a choice", wants: "choose one of ", asks: `%s == "…"`, word: true, options: true,
		unfit: "not text", parse: parseChoice}, Value.text, Fact.label),
	of(factRow{name: Choices, words: "a list of choices", wants: "choose from ", asks: `"…" in %s`, options: true,
		unfit: "not a list of options", parse: parseChoices}, Value.options, showLabels),
	of(factRow{name: Time, words: "a time", many: "times", wants: "write a time like 03:10, -15m or now",
		unfit: "not a time with its offset", parse: parseInstant}, Value.Time, showTime),
	of(factRow{name: Date, words: "a date", many: "dates", wants: "write a date like 2026-11-21",
		unfit: "not a date", parse: parseDate}, Value.date, showDate),
}

func (t FactType) row() *factRow {
	for i := range factRows {
		if factRows[i].name == t {
			return &factRows[i]
		}
	}
	return &factRows[0]
}

// FactTypes returns all types of facts.
func FactTypes() []FactType {
	var all []FactType
	for _, k := range factRows {
		all = append(all, k.name)
	}
	return all
}

// ordered names what < and > compare: "numbers, times and dates".
func ordered() string {
	var all []string
	for _, k := range factRows {
		if k.many != "" {
			all = append(all, k.many)
		}
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}
