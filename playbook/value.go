package playbook

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
func ChoicesValue(options ...string) Value { return Value{slices.Clone(options)} }

// IsZero reports whether the value holds nothing.
func (v Value) IsZero() bool { return v.v == nil }

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
