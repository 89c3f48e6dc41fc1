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
	asks  string // how a condition asks for it, with the fact for %s; may be empty

	options bool       // the author says what can be chosen
	word    bool       // a condition compares it with words in quotes
	env     types.Type // what a condition sees
	sees    func(v Value) (any, bool)

	parse func(f Fact, typed string, now time.Time) (Value, error)
	check func(f Fact, v Value) error
	show  func(f Fact, v Value) string // nothing shows the value as it is
}

// factRows is the table of the types. It is never written to, and the first is
// what an unknown type is taken for.
var factRows = [...]factRow{
	{
		name: Text, words: "text", wants: "write some text", asks: `%s == "…"`,
		word: true, env: types.String, sees: seesText,
		parse: parseText, check: checkText, show: showPlain,
	}, {
		name: Number, words: "a number", many: "numbers", wants: "write a number", asks: "%s > 0",
		env: types.Float64, sees: func(v Value) (any, bool) { return known(v.Number()) },
		parse: parseNumber, check: checkNumber, show: showNumber,
	}, {
		name: YesNo, words: "a yes or no", wants: "write yes or no",
		env: types.Bool, sees: func(v Value) (any, bool) { return known(v.Bool()) },
		parse: parseYesNo, check: checkYesNo, show: showPlain,
	}, {
		name: Choice, words: "a choice", wants: "choose one of ", asks: `%s == "…"`, options: true,
		word: true, env: types.String, sees: seesText,
		parse: parseChoice, check: checkChoice, show: showLabels,
	}, {
		name: Choices, words: "a list of choices", wants: "choose from ", asks: `"…" in %s`, options: true,
		env: types.TypeOf([]string(nil)), sees: seesList,
		parse: parseChoices, check: checkChoices, show: showLabels,
	}, {
		name: Time, words: "a time", many: "times", wants: "write a time like 03:10, -15m or now",
		env: types.TypeOf(time.Time{}), sees: func(v Value) (any, bool) { return known(v.Time()) },
		parse: parseInstant, check: checkTime, show: showTime,
	}, {
		name: Date, words: "a date", many: "dates", wants: "write a date like 2026-11-21",
		env: types.TypeOf(time.Time{}), sees: func(v Value) (any, bool) { return known(v.date()) },
		parse: parseDate, check: checkDate, show: showDate,
	},
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

// known makes any value out of one that is there or not.
func known[T any](v T, ok bool) (any, bool) { return v, ok }

func seesText(v Value) (any, bool) {
	s, ok := v.v.(string)
	return s, ok
}

func seesList(v Value) (any, bool) {
	list, ok := v.v.([]string)
	return list, ok
}
