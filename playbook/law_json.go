package playbook

import (
	"encoding/json"

	"cordon/playbook/clock"
)

// The types below are how a rule is written into a journal. Their names stay.

// plainRule is a Rule without its methods.
type plainRule Rule

// countingJSON is a [clock.Rule] in JSON.
type countingJSON struct {
	Within    clock.Limit     `json:"within,omitzero"`
	Count     clock.Count     `json:"count,omitzero"`
	Calendar  string          `json:"calendar,omitzero"`
	CutOff    clock.TimeOfDay `json:"cut_off,omitzero"`
	Cap       clock.Limit     `json:"cap,omitzero"`
	CapLapses bool            `json:"cap_lapses,omitzero"`
	NotBefore clock.Limit     `json:"not_before,omitzero"`
	Target    clock.Limit     `json:"target,omitzero"`
	Zone      clock.Zone      `json:"zone,omitzero"`
	Arguable  arguableJSON    `json:"arguable,omitzero"`
}

// arguableJSON is a [clock.Arguable] in JSON.
type arguableJSON struct {
	Reading  clock.Reading   `json:"reading,omitzero"`
	Calendar string          `json:"calendar,omitzero"`
	Until    clock.TimeOfDay `json:"until,omitzero"`
	Cite     string          `json:"cite,omitzero"`
}

// ruleJSON is a rule with its counting beside its other keys.
type ruleJSON struct {
	plainRule
	countingJSON
}

// MarshalJSON implements [json.Marshaler]: one object with the keys of YAML.
func (r Rule) MarshalJSON() ([]byte, error) {
	c := r.Counting
	return json.Marshal(ruleJSON{plainRule(r), countingJSON{
		c.Within, c.Count, c.Calendar, c.CutOff, c.Cap, c.CapLapses, c.NotBefore, c.Target, c.Zone, arguableJSON(c.Arguable),
	}})
}

// UnmarshalJSON implements [json.Unmarshaler].
func (r *Rule) UnmarshalJSON(b []byte) error {
	var all ruleJSON
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	c := all.countingJSON
	*r = Rule(all.plainRule)
	r.Counting = clock.Rule{
		Within: c.Within, Count: c.Count, Calendar: c.Calendar, CutOff: c.CutOff, Cap: c.Cap, CapLapses: c.CapLapses,
		NotBefore: c.NotBefore, Target: c.Target, Zone: c.Zone, Arguable: clock.Arguable(c.Arguable),
	}
	return nil
}
