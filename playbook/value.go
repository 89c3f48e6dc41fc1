package playbook

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Value is what was recorded for a fact. It holds one of: a string (text,
// the option of a choice, a time as RFC 3339 with its offset, a date as
// YYYY-MM-DD), a float64, a bool, or a list of options. The zero Value holds
// nothing.
type Value struct{ v any }

// TextValue returns the value of a text, choice, time or date.
func TextValue(s string) Value { return Value{s} }

// NumberValue returns the value of a number.
func NumberValue(n float64) Value { return Value{n} }

// YesNoValue returns the value of a yes-no.
func YesNoValue(b bool) Value { return Value{b} }

// ChoicesValue returns the value of a choices, in the order given.
func ChoicesValue(options ...string) Value { return Value{append([]string{}, options...)} }

// IsZero reports whether the value holds nothing.
func (v Value) IsZero() bool { return v.v == nil }

// Text returns the value in plain characters: a number without grouping, yes
// or no, options separated by commas. [Fact.Show] is for people.
func (v Value) Text() string {
	switch raw := v.v.(type) {
	case string:
		return raw
	case float64:
		return strconv.FormatFloat(raw, 'f', -1, 64)
	case bool:
		if raw {
			return "yes"
		}
		return "no"
	case []string:
		return strings.Join(raw, ", ")
	}
	return ""
}

// Number returns the value of a number.
func (v Value) Number() (float64, bool) {
	n, ok := v.v.(float64)
	return n, ok
}

// Bool returns the value of a yes-no.
func (v Value) Bool() (yes, ok bool) {
	yes, ok = v.v.(bool)
	return yes, ok
}

// List returns the options of a choices, or the one of a choice.
func (v Value) List() []string {
	switch raw := v.v.(type) {
	case string:
		return []string{raw}
	case []string:
		return slices.Clone(raw)
	}
	return nil
}

// Time returns the value of a time.
func (v Value) Time() (time.Time, bool) {
	s, _ := v.v.(string)
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}

// date returns the value of a date.
func (v Value) date() (time.Time, bool) {
	s, _ := v.v.(string)
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

func (v Value) text() (s string, ok bool) {
	s, ok = v.v.(string)
	return s, ok
}

// sane returns a number, unless it is larger than a fact takes.
func (v Value) sane() (float64, bool) {
	n, ok := v.Number()
	return n, ok && math.Abs(n) <= maxNumber
}

func (v Value) options() (ids []string, ok bool) {
	ids, ok = v.v.([]string)
	return ids, ok
}

// Equal reports whether two values are the same.
func (v Value) Equal(w Value) bool {
	a, aok := v.v.([]string)
	b, bok := w.v.([]string)
	if aok || bok {
		return aok && bok && slices.Equal(a, b)
	}
	return v.v == w.v
}

// MarshalJSON implements [json.Marshaler]: a string, number, boolean or array.
func (v Value) MarshalJSON() ([]byte, error) { return json.Marshal(v.v) }

// UnmarshalJSON implements [json.Unmarshaler].
func (v *Value) UnmarshalJSON(b []byte) error {
	var raw any
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	switch raw := raw.(type) {
	case nil, string, float64, bool:
		v.v = raw
	case []any:
		list := make([]string, len(raw))
		for i, item := range raw {
			s, ok := item.(string)
			if !ok {
				return errors.New("a list of options holds something that is not text")
			}
			list[i] = s
		}
		v.v = list
	default:
		return fmt.Errorf("a value cannot be %T", raw)
	}
	return nil
}
