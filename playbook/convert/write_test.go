package convert

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
)

// nastyTexts are what YAML, or a careless writer, takes for something else.
var nastyTexts = []string{
	"yes", "010", "null", "~", "- a", "a: b", "# no comment", "'quoted'", `"quoted"`, `back\slash`, "{{ .fact }}", "*alias", "&anchor", "!tag",
	"[a, b]", "{a: b}", "a #b", "%d", "@at", "`tick`", "2026-11-27", "1_000", "0x1f", ".5", "=", "<<", "a\tb", "Прибыль", "漏えい", "😀", "a, b", "x?",
	"--- a", "...", "key:", "|", ">", "trailing:", "?", "é", "ends with -", "¡hola!",
}

var nastyBlocks = []string{
	"one\ntwo", "  indented\nless", "\nempty first", "ends\n", "ends twice\n\n", "\ttab\n\t\ttab", "a\n \n  \nb  ", "   \nspaces first", "# a\n- b\n", "--- \n...\n", "a\n\n\n",
}

// TestWriterKeepsTexts writes texts into every place and reads them back.
func TestWriterKeepsTexts(t *testing.T) {
	for _, text := range append(append([]string{}, nastyTexts...), nastyBlocks...) {
		d := newDocument("Test")
		line := oneLine(text)
		d.title = line
		d.tell(text)
		f := d.fact(line, playbook.Choice)
		f.option(line, text)
		s := d.phase(place{}, line).step(place{}, line)
		s.group, s.role, s.do, s.command, s.caution, s.sourceID = line, d.role(line), text, text, text, line
		s.checks, s.record, s.expects, s.optional = []string{line}, []string{f.id}, 15*time.Minute, true
		s.refer(line, "https://example.org/?a=b#c: d"[:25])
		yaml := d.write([]string{"Test"})
		p, err := playbook.Parse("test.yaml", yaml)
		if err != nil {
			t.Errorf("%q: %v\n%s", text, err, yaml)
			continue
		}
		got := p.Steps()[0]
		for name, pair := range map[string][2]string{
			"title": {got.Title, line}, "group": {got.Group, line}, "source_id": {got.SourceID, line}, "check": {got.Checks[0], line},
			"role": {p.Roles[0].Title, sentenceCase(line)}, "ask": {p.Facts[0].Ask, line}, "label": {p.Facts[0].Options[0].Label, line},
			"command": {got.Command, text}, "do": {strings.Trim(got.Do, "\n"), strings.Trim(text, "\n")},
			"about": {strings.Trim(p.About, "\n"), strings.Trim(text, "\n")}, "after": {strings.Trim(p.Facts[0].Options[0].After, "\n"), strings.TrimSpace(text)},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s of %q came back as %q\n%s", name, pair[1], pair[0], yaml)
			}
		}
		if again := d.write([]string{"Test"}); !bytes.Equal(yaml, again) {
			t.Errorf("written twice, %q differs", text)
		}
	}
}

// TestIdsAreUniqueAndSpeak names things of any script.
func TestIdsAreUniqueAndSpeak(t *testing.T) {
	var n names
	for _, row := range []struct{ text, want string }{
		{"Ask the sender", "ask-the-sender"},
		{"Ask the sender!", "ask-the-sender-2"},
		{"Ask the sender 2", "ask-the-sender-2-2"},
		{"Ask the sender", "ask-the-sender-3"},
		{"L'été à Zürich", "lete-a-zurich"},
		{"Определить узлы", "opredelit-uzly"},
		{"漏えい", "step"},
		{"???", "step-2"},
		{strings.Repeat("long ", 40), "long-long-long-long-long-long-long-long-long"},
		{strings.Repeat("x", 200), strings.Repeat("x", 48)},
	} {
		if got := n.take(row.text, "step", '-'); got != row.want {
			t.Errorf("take(%.30q) = %q, want %q", row.text, got, row.want)
		}
	}
	if got := n.take("in", "fact", '_'); got != "fact_in" {
		t.Errorf("a fact called in has the id %q", got)
	}
}

// TestTitlesAreCutAtSentences puts title and rest together again.
func TestTitlesAreCutAtSentences(t *testing.T) {
	long := "Count the people whose data it holds. If it is more than 500, call the privacy officer before you go on, because the law may ask for more."
	if title, _ := cutTitle(long); title != "Count the people whose data it holds." {
		t.Errorf("cut at %q", title)
	}
	for _, line := range []string{"", "short", long, strings.Repeat("漏", 300), strings.Repeat("word ", 60), strings.Repeat("x", 121), strings.Repeat("é. ", 100)} {
		line = oneLine(line)
		title, rest := cutTitle(line)
		if got := strings.ReplaceAll(title+rest, " ", ""); got != strings.ReplaceAll(line, " ", "") {
			t.Errorf("%q was cut into %q and %q", line, title, rest)
		}
		if len([]rune(title)) > maxTitle || title == "" && line != "" {
			t.Errorf("%q has the title %q", line, title)
		}
	}
}
