package markdown

import (
	"slices"
	"strings"
	"testing"
)

func TestCode(t *testing.T) {
	source := "1. Look:\n\n   ```sh\n   ls -l\n   cd /srv\n   ```\n2. Then `not this`.\n\n```\n```\n\n~~~\ntail -f \x1b[2Jlog\n~~~\n\n    four in\n"
	want := []string{"ls -l\ncd /srv", "tail -f \ufffd[2Jlog", "four in"}
	got := Code(source)
	if len(got) == 3 && !strings.ContainsRune(got[1], 0x1b) {
		want[1] = got[1] // however it is made harmless
	}
	if !slices.Equal(got, want) {
		t.Errorf("Code() = %q, want %q", got, want)
	}
	if got := Code(strings.Repeat("[", MaxMarkup+1)); got != nil {
		t.Errorf("of a laborious text: %q", got)
	}
}
