package run

import (
	"cmp"
	"strconv"
	"strings"
)

// Key names what a finding says, for a verdict on it. It is the same for all of
// a group, and stays the same while the run says the same: it holds the kind, what
// it is about, and the entry. Another entry is another finding.
//
//	clock-late:authority@131   left-open   changed:risk   skipped:revoke@12
func (f Finding) Key() string {
	key := string(f.Kind)
	if f.Group != "" {
		if _, of, ok := strings.Cut(f.Group, ":"); ok {
			key += ":" + of
		}
		return key
	}
	if of := cmp.Or(f.Clock, f.Message, f.Fact, f.Step); of != "" {
		key += ":" + of
	}
	if f.Message != "" && f.Fact != "" {
		key += ":" + f.Fact
	}
	if f.Seq != 0 {
		key += "@" + strconv.FormatUint(f.Seq, 10)
	}
	return key
}
