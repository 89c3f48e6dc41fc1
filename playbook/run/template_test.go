package run

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/inert"
)

// templated returns a run with a fact, recorded and not.
func templated(t testing.TB) Run {
	t.Helper()
	book := &playbook.Playbook{ID: "b", Title: "B", Facts: []playbook.Fact{{ID: "host", Ask: "Which host?", Type: playbook.Text}, {ID: "none", Ask: "Which not?", Type: playbook.Text}}}
	r := New("k7m2x9qd", book)
	for _, decide := range []Intention{Start(book, "", false), RecordFact("host", playbook.TextValue("mail-1"), "", "")} {
		ev, err := decide(r)
		if err != nil {
			t.Fatal(err)
		}
		stamp := Stamp{By: "maria", Now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
		stamp.At = stamp.Now
		lines, err := Seal(r.ID(), r.Head(), r.Last(), stamp, ev, [16]byte{1})
		if err != nil {
			t.Fatal(err)
		}
		e, err := lines.Read()
		if err != nil {
			t.Fatal(err)
		}
		if r, err = r.Apply(r.Head().Next(lines.Header), &e); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// FuzzTemplate: whatever an author writes, nothing in the text is hidden or
// longer than an entry. Text without an action stays as it is. What follows a
// template stands behind what it was filled to, so no template reaches further
// than its own end.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{
		"Dear all. {{ .host }}", "{{ if .none }}a{{ else }}b{{ end }}", "{{- .host -}} ", "{{ range . }}{{ end }}", "{{ template \"x\" }}", "{{ .host | printf }}",
		"{{", "}}", "{{/* a */}}", "{{ .host", "a\r\nb\u202ec\ufe0f", "{{ \"\u202e\" }}", "{{ .none }}{{ .other }}", "\xff{{ .host }}", "{{ if .host }}{{ if .none }}{{ else }}x{{ end }}{{ end }}",
	} {
		f.Add(s)
	}
	r := templated(f)
	filled := func(source string) (string, bool) {
		fill := filling{run: r, asked: map[string]bool{}}
		return fill.fill(source), len(fill.asked) > 0 || !strings.Contains(source, "{{")
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 2<<10 {
			return
		}
		got, read := filled(source)
		after := rune(0)
		for _, c := range got {
			if c != '\n' && c != '\t' && inert.Hides(c, after) {
				t.Fatalf("%q is filled to %q, which hides %U", source, got, c)
			}
			after = c
		}
		switch {
		case !utf8.ValidString(got) || cleared(got) != got || len(got) > NoteLimit+100:
			t.Fatalf("%q is filled to %q", source, got)
		case !strings.Contains(source, "{{") && got != cleared(source):
			t.Fatalf("the text %q is filled to %q", source, got)
		case !read || strings.HasSuffix(source, "\r"):
			return // a template that cannot be read is shown as it is
		}
		if more, _ := filled(source + "|{{ .host }}"); more != got+"|mail-1" {
			t.Fatalf("%q is filled to %q, and with more behind it to %q", source, got, more)
		}
	})
}
