package convert

import (
	"strings"
	"testing"
)

// Front matter as people write it: closed by dots, with blanks behind, that is no
// YAML, at the end of the file, with a list of authors.
func TestOddFrontMatter(t *testing.T) {
	for name, c := range map[string]struct{ front, title, author string }{
		"dots":    {"---\ntitle: One\nauthor: [Ann, Bob]\n...\n", "One", "Ann, Bob"},
		"blanks":  {"---  \ntitle: One\n---  \n", "One", ""},
		"no YAML": {"---\ntitle: One: the [second\nauthor: \"Ann\"\n---\n", "One: the [second", "Ann"},
		"toml":    {"+++ \ntitle = 'One'\n+++ \n", "One", ""},
		"comment": {"---\n# a comment\ntitle: One\n---\n", "One", ""},
	} {
		r, p := imported(t, "x.md", []byte(c.front+"\n- Do it\n"), Options{})
		if p.Title != c.title || p.Origin.Author != c.author || len(p.Steps()) != 1 || p.About != "" || len(r.Losses) != strings.Count(c.front, "#") {
			t.Errorf("%s: %q by %q, about %q, %d steps, %v", name, p.Title, p.Origin.Author, p.About, len(p.Steps()), r.Losses)
		}
	}
	_, p := imported(t, "x.md", []byte("---\n\nNot a key at all\n\n---\n\n- Do it\n"), Options{})
	if !strings.Contains(string(p.Source), "Not a key at all") {
		t.Errorf("gone: %s", p.Source)
	}
}

// Boxes are drawn in many ways.
func TestOddBoxes(t *testing.T) {
	r, p := imported(t, "x.md", []byte("- [] one\n- [-] two\n- ☐ three\n- ☑ four\n- [ ]five\n- ✅ six\n- [~] seven\n  - ☒ a check\n  - □ another\n"), Options{})
	var titles []string
	for _, s := range p.Steps() {
		titles = append(titles, s.Title)
	}
	if got := strings.Join(titles, "|"); got != "one|two|three|four|five|✅ six|seven" {
		t.Errorf("titles %s", got)
	}
	if c := p.Steps()[len(titles)-1].Checks; strings.Join(c, "|") != "a check|another" {
		t.Errorf("checks %v", c)
	}
	tells(t, r, `2:3: a box marked "-": open here`, "2 boxes are ticked in the source", `a box marked "~": open here`)
}

// A step has a title that says something, and there is none without words.
func TestTitlesOfOddItems(t *testing.T) {
	r, p := imported(t, "x.md", []byte("- -\n- <br/>\n- # A heading\n  text\n-\n- a last one\n\n## A part {#part .x}\n\n- b\n\n## Another\n\nIs it bad?\n\n- If yes, run\n- If no, walk\n"), Options{})
	var titles []string
	for _, s := range p.Steps() {
		titles = append(titles, s.Title)
	}
	if got := strings.Join(titles, "|"); got != "A heading|a last one|b|Is it bad?" {
		t.Errorf("titles %s", got)
	}
	if p.Phases[1].Title != "A part" {
		t.Errorf("phase %q", p.Phases[1].Title)
	}
	if len(p.Facts) != 1 || p.Facts[0].Options[1].After != "walk" {
		t.Errorf("facts %+v", p.Facts)
	}
	tells(t, r, `marks of a heading, "{#part .x}"`, "<br/>")
}

// A footnote is no step; what an empty item was called is free again.
func TestFootnotesAreNoSteps(t *testing.T) {
	_, p := imported(t, "x.md", []byte("# T\n\n## One\n\n- Do it[^1]\n- <br/>\n- > Read it\n\n[^1]: Why, with a [link](https://example.org).\n\n    And more.\n\n## Two\n\n- x\n"), Options{})
	if s := p.Steps(); len(s) != 3 || s[1].ID != "read-this" {
		t.Errorf("steps %+v", s)
	}
	wants(t, p.About, "[^1]: Why, with a [link](https://example.org).", "And more.")
}

// A row whose step is a number is titled by what it says; cells beyond the columns
// are told.
func TestTableOfNumbersAndWords(t *testing.T) {
	r, p := imported(t, "x.md", []byte("| Step | Command |\n|---|---|\n| 1 | `cat x \\| grep y` |\n| 2 | a \\| b |\n| 3. Do it | extra | more | and |\n\n## Other\n\n- x\n\n| a | b |\n|---|---|\n| c | d | e |\n"), Options{})
	var titles []string
	for _, s := range p.Steps() {
		titles = append(titles, s.Title)
	}
	if got := strings.Join(titles, "\n"); !strings.HasPrefix(got, "cat x | grep y\na | b\n3. Do it\n") {
		t.Errorf("titles\n%s", got)
	}
	tells(t, r, `cells beyond the columns of a table, "more | and"`, `cells beyond the columns of a table, "e"`)
}
