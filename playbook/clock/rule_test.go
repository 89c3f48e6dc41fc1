package clock_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook/clock"
)

func TestCheck(t *testing.T) {
	for _, row := range []struct{ rule, says string }{
		{"{}", ""},
		{"{within: 72 hours}", ""},
		{"{within: 30 days, zone: UTC}", ""},
		{"{within: 30 days}", "zone: days end at somebody's midnight: say whose, like Europe/Berlin"},
		{"{cap: 1 month}", "zone: days end at somebody's midnight: say whose, like Europe/Berlin"},
		{"{within: 72 hours, arguable: {reading: full hours, cite: X}}", "zone: days end at somebody's midnight: say whose, like Europe/Berlin"},
		{`{within: 72 hours, cut_off: "17:30"}`, "cut_off: only a limit in days ends at a time of day"},
		{"{within: 72 hours, count: first day}", "count: only days are counted from a day"},
		{"{within: 1 month, count: first day, zone: UTC}", "count: a month has no first day to count"},
		{"{within: 30 days, calendar: us-sec, zone: UTC}", "calendar: only business days need a calendar"},
		{"{within: 72 hours, cap_lapses: true}", "cap_lapses: there is no cap that could lapse"},
		{"{within: 72 hours, target: 24 hours}", "target: a duty with a limit needs no target"},
		{"{not_before: 7 business days, zone: UTC}", "not_before: an embargo in business days needs a calendar: a holiday that is not counted would end it too early"},
		{"{zone: UTC, arguable: {reading: next business day, cite: X}}", "arguable: a duty without a number has no later end"},
		{"{within: 72 hours, zone: UTC, arguable: {reading: next business day}}", "arguable.cite: say who allows the later end"},
		{"{within: 72 hours, zone: UTC, arguable: {cite: X}}", "arguable.reading: say what makes the limit end later"},
		{"{within: 30 days, zone: UTC, arguable: {reading: full hours, cite: X}}", "arguable.reading: the limit is not in hours"},
		{"{within: 30 days, zone: UTC, arguable: {reading: holidays, calendar: br-national, cite: X}}", "arguable.reading: the limit is not in business days"},
		{"{within: 3 business days, zone: UTC, arguable: {reading: holidays, cite: X}}", "arguable.calendar: say whose holidays"},
		{"{within: 3 hours, zone: UTC, arguable: {reading: full hours, calendar: us-sec, cite: X}}", "arguable.calendar: full hours need no calendar"},
		{`{within: 3 hours, zone: UTC, arguable: {reading: full hours, until: "12:00", cite: X}}`, "arguable.until: only the next business day can end at a time"},
		{`{within: 3 hours, count: year end, cut_off: "12:00"}`, "cut_off: only a limit in days ends at a time of day\ncount: only days are counted from a day"},
	} {
		r := rule(t, row.rule)
		got := ""
		if err := r.Check(); err != nil {
			got = err.Error()
		}
		if got != row.says {
			t.Errorf("Check(%s) = %q, want %q", row.rule, got, row.says)
		}
		if _, err := clock.Due(r, time.Unix(0, 0)); (err == nil) != (row.says == "") {
			t.Errorf("Due(%s) = %v, want the same answer as Check", row.rule, err)
		}
	}
}

func TestCheckRefusesWhatNoFileCanSay(t *testing.T) {
	for _, r := range []clock.Rule{
		{Within: clock.Limit{N: 3}},
		{Within: clock.Limit{N: 3, Unit: "fortnight"}},
		{Within: clock.Limit{N: -1, Unit: clock.Hour}},
		{Within: clock.Limit{N: 1 << 40, Unit: clock.Hour}},
		{Within: clock.Limit{N: 1, Unit: clock.Moment}},
		{Cap: clock.Limit{Unit: clock.Hour}},
	} {
		if err := r.Check(); err == nil {
			t.Errorf("Check(%+v) = nil, want an error", r)
		}
	}
}

func TestRuleInYAML(t *testing.T) {
	const text = `within: 4 business days
count: year end
calendar: us-sec
cut_off: "17:30"
cap: 24 hours
cap_lapses: true
not_before: 7 business days
zone: America/New_York
arguable:
    reading: next business day
    calendar: eu-target
    until: "12:00"
    cite: Art. 5(4)
`
	r := rule(t, text)
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	out, err := yaml.Dump(r)
	if err != nil {
		t.Fatal(err)
	}
	if again := rule(t, string(out)); !sameRule(again, r) {
		t.Errorf("the rule\n%s\nwas read back from\n%s", text, out)
	}
	empty := rule(t, `{within: "", zone: "", cut_off: "", count: "", arguable: {}}`)
	if !sameRule(empty, clock.Rule{}) {
		t.Errorf("keys without a value = %+v, want the empty rule", empty)
	}
	if out, err := yaml.Dump(clock.Rule{}); err != nil || strings.TrimSpace(string(out)) != "{}" {
		t.Errorf("the empty rule is written %q, %v, want {}", out, err)
	}
}

// sameRule compares rules: two zones of one name are not the same pointer.
func sameRule(a, b clock.Rule) bool {
	zones := a.Zone.String() == b.Zone.String()
	a.Zone, b.Zone = clock.Zone{}, clock.Zone{}
	return zones && reflect.DeepEqual(a, b)
}

func TestYAMLRefuses(t *testing.T) {
	for _, row := range []struct{ text, says string }{
		{"within: soon", `"soon" is not a limit`},
		{"zone: Local", `"Local" is not a time zone`},
		{"zone: CET", `"CET" is not a time zone`},
		{"zone: Europe/Berlyn", `"Europe/Berlyn" is not a time zone`},
		{"zone: ../../etc/passwd", "is not a time zone"},
		{"zone: Etc/\x1b[31m", ""},
		{"cut_off: 17h30", "is not a time of day"},
		{`cut_off: "7:30"`, "is not a time of day"},
		{`cut_off: "24:00"`, "is not a time of day"},
		{`cut_off: "00:00"`, "leave the time out"},
		{"count: second day", "does not say which day"},
		{"arguable: {reading: monday}", "is not a reading"},
		{"withn: 3 days", "withn"},
	} {
		var r clock.Rule
		err := yaml.Load([]byte(row.text), &r, yaml.WithKnownFields())
		if err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("reading %q = %v, want an error with %q", row.text, err, row.says)
		}
		if err != nil && strings.ContainsRune(err.Error(), '\x1b') {
			t.Errorf("reading %q: the error %q has control characters", row.text, err)
		}
	}
}
