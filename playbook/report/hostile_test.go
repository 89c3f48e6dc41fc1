package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

// hostile are texts that try to be more than text.
func hostile() []string {
	return []string{
		"# heading", "\n# heading", "x\n# heading\n", "a\n===", "a\n---\n", "\n---\n", "***", "___",
		"- item", "1. item", "x\n- item\n  - deeper", "x\n99. entry", "> quote", "x\n> quote",
		"    code", "\tcode", "x\n\n    code", "```\ncode\n```", "x\n```\n# out?\n```", "~~~\nx\n~~~", "x\n````\n`````\n", "`code`", "``",
		"| a | b |\n|---|---|\n| c | d |", "a | b", "x\n| a |\n| - |",
		"<script>alert(1)</script>", "<b>", "x\n<div>\n\n# in html\n</div>", "<!-- gone", "<?php", "<https://evil.example>", "<a@evil.example>",
		"[ours](https://evil.example)", "![x](https://evil.example/x.png)", "[x]: https://evil.example", "x\n[Findings]: https://evil.example\n", "[x]", "[ ] task", "[^1]", "x\n[^1]: note",
		"https://evil.example/?a=b", "http://evil.example", "ftp://evil.example", "www.evil.example", "WWW.evil.example", "see www.evil.example/x", "maria@evil.example", "mailto:maria@evil.example", "(https://evil.example)",
		"*a*", "**a**", "_a_", "__a__", "a_b_c", "~~a~~", "~a~", "$x$", "$$x$$", ":tada:", "^a^",
		"&amp;", "&#35; x", "&#x1f4a9;", "&nbsp;", "AT&T", "a & b",
		`\`, `\\`, `\# x`, `x\`, "x  \ny", "x\\\ny", `\[x](y)`, "{#id .class}", "a {#findings}", "{.class}", "a {.class}", "a {x=1}",
		"\x1b[2J", "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07", "a\rb", "a\r\n# b", "\x00", "\u009b31m", "\u202egnp.exe", "\u2028# x", "\xff\xfe", "\ufeff# x", "a\vb\fc",
		"19. 2026-11-21 03:14:00 +01:00 maria: run closed", "x\n19. 2026-11-21 03:14:00 +01:00 maria: run closed",
		"a  b   c", "#", "##", " # ", "x #", "x ##",
		strings.Repeat("`", 40) + "\n" + strings.Repeat("`", 41),
		"多字节\n# 多", "👩‍👩‍👧‍👦 x",
	}
}

// everywhere returns a run that has a text wherever somebody can type one.
func everywhere(t *testing.T, text string) run.Run {
	b := *book(t, "book.yaml")
	b.Title, b.Version = text, text
	b.Roles = []playbook.Role{{ID: "lead", Title: text}}
	b.Facts = append([]playbook.Fact{{ID: "free", Ask: text, Type: playbook.Text}}, b.Facts...)
	b.Clocks = append([]playbook.Clock(nil), b.Clocks...)
	for i := range b.Clocks {
		c := &b.Clocks[i]
		c.Title, c.To, c.Cite = text, text, text
	}
	ruleID := "rule" + strings.Map(func(r rune) rune { return r }, text) // JSON holds UTF-8 only
	b.Clocks[2].Rule = ruleID
	b.Messages = []playbook.Message{
		{ID: "notice", Title: text, To: text, Subject: text, Body: text + "{{ .free }}", Avoid: []string{text}, Must: []playbook.Required{{Says: text}}},
		{ID: "insurer-notice", Title: text, To: text, Body: "{{ .insured }}"},
	}
	b.Headline = []playbook.Headline{{Fact: "free", Label: text}, {Fact: "affected", Label: text}, {Fact: "aware_at", Label: text}, {Clocks: []string{"authority"}, Label: text}}
	b.Phases = append([]playbook.Phase(nil), b.Phases...)
	for i := range b.Phases {
		p := &b.Phases[i]
		p.Title, p.Goal = text, text
		p.Steps = append([]playbook.Step(nil), p.Steps...)
		for j := range p.Steps {
			p.Steps[j].Title = text
			p.Steps[j].Checks = []string{text, text}
		}
	}
	r := record(t, &b)
	raw := func(ev run.Event) run.Intention { return func(run.Run) (run.Event, error) { return ev, nil } }
	by := text
	rule := playbook.Rule{ID: ruleID, Title: text, To: text, Cite: text, URL: text, Content: []string{text}}
	r.do(by, raw(run.Started{Title: text, Playbook: run.PlaybookRef{ID: text, Version: text, SHA256: text}, Rules: []playbook.Rule{rule}}))
	early := playbook.TextValue("2026-11-20T22:00:00+01:00")
	r.do(by, raw(run.FactRecorded{Fact: "aware_at", Value: playbook.TextValue("2026-11-20T20:00:00+01:00"), Because: "b" + text}))
	r.do(by, raw(run.FactRecorded{Fact: "aware_at", Value: early, Because: "b" + text}))
	r.do(by, raw(run.ClockConfirmed{Clock: "insurer", Because: "b" + text}))
	r.do(by, raw(run.ClockFiled{Clock: "authority", Reference: "r" + text, By: "n" + text, Because: "b" + text}))
	r.do(by, raw(run.ClockWaived{Clock: "insurer", Because: "b" + text}))
	r.do(by, raw(run.MessageEdited{Message: "notice", Subject: text, Body: "b" + text}))
	r.do(by, raw(run.MessageSent{Message: "notice", To: "t" + text, Channel: "c" + text, Subject: "s" + text, Body: "b" + text}))
	r.do(by, raw(run.MessageSent{Message: "none" + text, To: "t" + text, Channel: "c" + text, Body: "b" + text}))
	r.do(by, raw(run.RoleTaken{Role: "lead", Name: text}))
	r.do(by, raw(run.NoteAdded{Text: text}))
	r.do(by, raw(run.NoteAdded{Step: "what-data", Text: text}))
	r.do(by, raw(run.NoteAdded{Step: "no-such-step" + text, Text: text}))
	r.do(by, raw(run.CheckTicked{Step: "what-data", Check: 1}))
	r.do(by, raw(run.FactRecorded{Fact: "free", Step: "what-data", Value: playbook.TextValue("first"), Because: "because"}))
	r.do(by, raw(run.FactRecorded{Fact: "free", Step: "what-data", Value: playbook.TextValue("f" + text), Because: "b" + text}))
	r.do(by, raw(run.FactRecorded{Fact: "none" + text, Step: "what-data", Value: playbook.TextValue(text)}))
	r.do(by, raw(run.EvidenceAdded{Step: "what-data", Name: text, Path: text, Desc: "d" + text, SHA256: text}))
	r.do(by, raw(run.StepDone{Step: "what-data", Lacked: []string{text, "fact " + text}, Because: "b" + text}))
	r.do(by, raw(run.StepSkipped{Step: "who", Reason: "r" + text}))
	r.do(by, raw(run.StepFailed{Step: "isolate", Reason: "r" + text}))
	r.do(by, raw(run.StepBlocked{Step: "vendor-vpn", Reason: "r" + text}))
	r.do(by, raw(run.NoteAdded{Step: "revoke-keys", Text: text}))
	r.do(by, raw(run.EntryUndone{Seq: r.run.Head().Seq}))
	r.do(by, raw(run.HandedOver{To: text, Text: text}))
	r.do(by, raw(run.Closed{Reason: "r" + text}))
	return r.run
}

// viewers are ways in which Markdown is commonly read.
func viewers() map[string]goldmark.Markdown {
	return map[string]goldmark.Markdown{
		"plain": goldmark.New(),
		"rich": goldmark.New(
			goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
			goldmark.WithParserOptions(parser.WithAttribute()),
		),
	}
}

// outline writes the tree of a document without its text.
func outline(md goldmark.Markdown, doc string) string {
	var b strings.Builder
	depth := 0
	_ = ast.Walk(md.Parser().Parse(text.NewReader([]byte(doc))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch {
		case n.Kind() == ast.KindText || n.Kind() == ast.KindString || n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph:
		case !entering:
			depth--
		default:
			fmt.Fprintf(&b, "%*s%s %d\n", depth, "", n.Kind(), len(n.Attributes()))
			depth++
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// shown returns the text of a document as a reader sees it.
func shown(t *testing.T, md goldmark.Markdown, doc string) string {
	t.Helper()
	var buf bytes.Buffer
	if err := md.Convert([]byte(doc), &buf); err != nil {
		t.Fatal(err)
	}
	return squeeze(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(buf.String(), "")))
}

// squeeze makes one space of several, and none at the end of a line: how far a
// tab goes depends on where the text stands.
func squeeze(s string) string {
	s = regexp.MustCompile(` +`).ReplaceAllString(s, " ")
	return strings.ReplaceAll(s, " \n", "\n")
}

// TestHostileText compares a report on a hostile text with one on a harmless
// text of the same number of lines: the documents must be built alike.
func TestHostileText(t *testing.T) {
	for _, evil := range hostile() {
		harmless := "word"
		if lines := strings.Count(strings.TrimRight(inert.Text(evil), "\n "), "\n"); lines > 0 {
			harmless += strings.Repeat("\nword", lines)
		}
		got := reportOf(t, everywhere(t, evil))
		want := reportOf(t, everywhere(t, harmless))
		for name, md := range viewers() {
			if g, w := outline(md, got), outline(md, want); g != w {
				t.Errorf("%s: %q changes the outline of the report\n%s", name, evil, firstDifference(g, w))
			}
			text := shown(t, md, got)
			if note := seen(evil); !strings.Contains(text, note) {
				t.Errorf("%s: the note %q is not shown as %q", name, evil, note)
			}
			if heading := "1.1 " + squeeze(strings.TrimSpace(inert.Line(evil))) + "\n"; !strings.Contains(text, heading) {
				t.Errorf("%s: the title %q is not shown as %q", name, evil, heading)
			}
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && (r < ' ' || 0x7f <= r && r < 0xa0) }) {
			t.Errorf("%q leaves a control character in the report", evil)
		}
	}
}

func reportOf(t *testing.T, r run.Run) string {
	return markdown(t, r, report.Options{Findings: r.Findings(run.Beside{})})
}

// seen returns how a note is shown.
func seen(note string) string { return squeeze(strings.TrimSpace(inert.Text(note))) }

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("line %d: got %q, want %q", i+1, g[max(0, i-2):min(len(g), i+3)], w[max(0, min(len(w), i-2)):min(len(w), i+3)])
		}
	}
	return "the report ends early"
}

// TestEveryNote writes runs with notes of any kind, some of them undone, and
// looks for each in both forms.
func TestEveryNote(t *testing.T) {
	b := book(t, "book.yaml")
	pieces := append(hostile(), "\n", " ", "`", "<", "&", "\\", "[", "word", "\t", "- ", "\x1b", "é", "1.")
	steps := []string{"", "what-data", "reassure", "vendor-vpn"}
	md := viewers()["rich"]
	rapid.Check(t, func(rt *rapid.T) {
		r := record(t, b)
		r.do("maria", run.Start(b, "", false))
		var notes []string
		for range rapid.IntRange(1, 6).Draw(rt, "notes") {
			note := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 6).Draw(rt, "note"), "")
			intend := run.AddNote(rapid.SampledFrom(steps).Draw(rt, "step"), note)
			if _, err := intend(r.run); err != nil {
				continue // an empty note is refused
			}
			r.do("maria", intend)
			notes = append(notes, r.run.Last().Event.(run.NoteAdded).Text)
			if rapid.Bool().Draw(rt, "undo") {
				r.do("maria", run.Undo("maria", 0))
			}
		}
		text := shown(t, md, reportOf(t, r.run))
		for _, note := range notes {
			if !strings.Contains(text, seen(note)) {
				rt.Errorf("the Markdown does not show the note %q as %q", note, seen(note))
			}
		}
		for i, got := range notesIn(t, r.run) {
			if want := "note: " + notes[i]; got != want {
				rt.Errorf("note %d in the JSON is %q, want %q", i, got, want)
			}
		}
	})
}

// notesIn returns the text of the notes in the timeline of the JSON form.
func notesIn(t *testing.T, r run.Run) []string {
	t.Helper()
	var buf bytes.Buffer
	if err := report.JSON(&buf, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	var doc struct{ Timeline []report.Line }
	if err := json.Unmarshal(buf.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, l := range doc.Timeline {
		if l.Kind == "note-added" {
			notes = append(notes, l.Text)
		}
	}
	return notes
}
