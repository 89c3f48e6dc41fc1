package plain_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook/plain"
)

func TestCheck(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 26))
	tests := []struct {
		name, text string
		avoid      []string
		want       []string // of the remarks, the line and the start
	}{
		{name: "plain", text: "Somebody saw your name. We stopped it.\n\nCall us: 0800 1234."},
		{name: "a long sentence", text: "Hello.\n" + long + ".", want: []string{"2 this sentence has 26 words"}},
		{name: "a sentence over two lines", text: long + "\n" + long + ".", want: []string{"1 this sentence has 52 words"}},
		{name: "items are sentences", text: "- " + long[:59] + "\n- " + long[:59] + "\n2. " + long[:59]},
		{name: "jargon", text: "A threat actor exfiltrated it.", want: []string{`1 readers may not know "exfiltrated"`, `1 readers may not know "threat actor"`}},
		{name: "jargon inside another word", text: "Our leveraged fund."},
		{name: "at the end of a line", text: "They use\nPII", want: []string{`2 readers may not know "pii"`}},
		{name: "what the playbook avoids", text: "We take Security Seriously.", avoid: []string{"we take security seriously", ""},
			want: []string{`1 the playbook asks not to write "we take security seriously"`}},
		{name: "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			remarks := plain.Check(tt.text, tt.avoid)
			ok := len(remarks) == len(tt.want)
			for i := range min(len(remarks), len(tt.want)) {
				line, start, _ := strings.Cut(tt.want[i], " ")
				ok = ok && line == string(rune('0'+remarks[i].Line)) && strings.HasPrefix(remarks[i].Text, start)
			}
			if !ok {
				t.Errorf("Check(%q) = %+v, want %q", tt.text, remarks, tt.want)
			}
		})
	}
}

// A text of any length is looked at in the time it takes to read it: a template
// can name a long fact a thousand times, and it is looked at with each key.
func TestTheTimeOfACheckGrowsWithTheText(t *testing.T) {
	long := strings.Repeat("word and ", 1_400_000) // 12.6 MB in one sentence
	began := time.Now()
	if remarks := plain.Check(long, []string{"wor", strings.Repeat("d", 1000)}); len(remarks) != 1 {
		t.Errorf("Check gives %d remarks, want 1", len(remarks))
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("Check takes %v", took)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("We take security seriously. 1. A\n\n- b", "seriously")
	f.Fuzz(func(t *testing.T, text, avoid string) {
		remarks := plain.Check(text, []string{avoid})
		lines := strings.Count(text, "\n") + 1
		if !slices.IsSortedFunc(remarks, func(a, b plain.Remark) int { return a.Line - b.Line }) {
			t.Errorf("Check(%q) is not in the order of the lines: %v", text, remarks)
		}
		for _, r := range remarks {
			if r.Line < 1 || r.Line > lines {
				t.Errorf("Check(%q) names line %d of %d", text, r.Line, lines)
			}
		}
	})
}
