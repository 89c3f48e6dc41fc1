package run

import (
	"os/exec"
	"strings"
	"testing"
)

// TestShellWord has a real shell read what is written for it.
func TestShellWord(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	for _, value := range []string{
		"logs-eu", "a b", "it's", "$(touch x)", "`id`", `\`, `"`, "'; rm -rf / #", "*", "~", "!!", "=ls", "a\u00a0b", "Größe", "''", "x=y", "{a,b}", "$HOME", "a;b|c&d>e<f", "1200",
	} {
		word, ok := shellWord(value, true)
		if !ok {
			t.Errorf("%q is left to a person", value)
			continue
		}
		out, err := exec.Command(sh, "-c", "printf '<%s>' x"+word+" "+word).Output()
		if want := "<x" + value + "><" + value + ">"; err != nil || string(out) != want {
			t.Errorf("%q is written %s, which a shell reads as %q (%v)", value, word, out, err)
		}
	}
	for _, value := range []string{"", "-rf", "--help", "+!id", "+cmd", "a\nb", "a\x1b[2Jb", "a\x03", "a\u202eb", "a\tb"} {
		if word, ok := shellWord(value, true); ok {
			t.Errorf("%q is written %q, want it left to a person", value, word)
		}
	}
	for _, value := range []string{"a b", "$x", "it's", `"`, "a;b", "=ls", "~"} {
		if word, ok := shellWord(value, false); ok {
			t.Errorf("within quotes %q is written %q, want it left to a person", value, word)
		}
	}
	if word, ok := shellWord("logs.eu-1", false); !ok || strings.ContainsAny(word, "'") {
		t.Errorf("a plain word within quotes is %q, %v", word, ok)
	}
}
