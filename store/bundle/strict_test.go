package bundle

import (
	"encoding/json"
	"testing"
)

// FuzzObject: what is read quickly is what encoding/json reads.
func FuzzObject(f *testing.F) {
	for _, line := range []string{
		`{}`, `{"v":1,"run":"k7m2","seq":12}`, `{"a":"b\n"}`, `{"a":1,"A":2}`, `{"a":01}`, `{"a":{"b":[1]},"c":null}`, `{"a":"é"} x`, `{"a":-1}`, `[1]`, `{"a":1,}`,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		o, err := readObject(line)
		var all map[string]json.RawMessage
		if theirs := json.Unmarshal(line, &all); err == nil && (theirs != nil || len(all) != len(o)) {
			t.Fatalf("%q is read as %v, and encoding/json says %v, %v", line, o, all, theirs)
		}
		for _, field := range o {
			var ours, theirs any
			if json.Unmarshal(field.raw, &ours) != nil || json.Unmarshal(all[string(field.name)], &theirs) != nil {
				t.Fatalf("%q has the value %q", line, field.raw)
			}
			text, isText := o.text(string(field.name))
			if want, ok := theirs.(string); ok != isText || text != want {
				t.Fatalf("%q: %s is %q, want %q", line, field.name, text, want)
			}
		}
	})
}
