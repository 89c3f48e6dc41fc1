package playbook

import (
	"strings"
	"testing"
	"unicode"
)

// unsafe reports text that a terminal may obey or that hides something.
func unsafe(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) })
}

func TestAProblemNeverDrivesATerminal(t *testing.T) {
	name := "a\x1b]0;x\a\n.yaml"
	for _, source := range []string{
		"format: cordon/1\n\"\\e[2J\": x\nphases: []\n",
		"format: \"\\e]52;c;x\\a\"\n",
		"format: cordon/1\nid: \"\\u202e\"\ntitle: \"\\x9b2J\"\nphases: [{id: p, title: P, steps: [{id: s, title: S, needs: [\"\\e\"], when: \"\\\"\\e[2J\\\" == x\", role: \"\\a\"}]}]\n",
		"format: cordon/1\nfacts: {a: {ask: A?, type: \"\\eX\"}}\nmessages: {m: {title: M, body: \"{{ .a\\e }} {{ \\\"\\e\\\" }}\"}}\nphases: []\n",
		"a: \x1b[2J\n", "a: \u009b2J\n", "a: \xff\xfe\n", "a: \u202e\n", "a: *\"\\e\"\n", "!\x7f a: b\n", "%\u0085\n",
	} {
		_, err := Parse(name, []byte(source))
		if err == nil {
			t.Errorf("Parse(%q) accepts it", source)
			continue
		}
		if text := err.Error(); unsafe(text) {
			t.Errorf("Parse(%q) = %q", source, text)
		}
	}
}

func TestManyProblemsAreCut(t *testing.T) {
	source := "format: cordon/1\nid: x\ntitle: X\nphases: []\n" + strings.Repeat("unknown: x\n", 1) +
		"see: [" + strings.Repeat("1, ", 1000) + "]\n"
	_, err := Parse("many.yaml", []byte(source))
	all := err.(Problems)
	if last := all[len(all)-1]; len(all) != 201 || !strings.Contains(last.Text, "may be more problems") {
		t.Errorf("Parse gives %d problems, the last of them %q", len(all), last.Text)
	}
}
