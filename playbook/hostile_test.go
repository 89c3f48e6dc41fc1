package playbook

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHostileFiles: a file may be as bad as it likes; it is refused, quickly,
// and nothing panics.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
	const head = "format: cordon/1\nid: x\ntitle: X\n"
	const phases = "phases: [{id: p, title: P, steps: [{id: s, title: S}]}]\n"
	for name, source := range map[string]string{
		"too large":            head + phases + strings.Repeat("#", MaxSize),
		"nothing but zeros":    strings.Repeat("\x00", MaxSize),
		"not UTF-8":            head + "about: \xff\xfe\n" + phases,
		"UTF-16":               "\xff\xfef\x00o\x00r\x00",
		"control characters":   head + "about: \x1b[2J\n" + phases,
		"bidi":                 head + "about: a\u202eb\n" + phases,
		"line separators":      head + "about: a\u2028b\u0085c\n" + phases,
		"carriage returns":     strings.ReplaceAll(head+phases, "\n", "\r"),
		"deep flow":            head + "about: " + strings.Repeat("[", 500_000),
		"deep groups":          head + "about: " + strings.Repeat("{a: ", 200_000),
		"deep blocks":          head + "about:\n" + strings.Repeat("- ", 500_000),
		"many lists":           strings.Repeat("[]", 400_000),
		"many anchors":         strings.Repeat("&a ", 300_000),
		"many keys":            head + phases + manyKeys(1000),
		"very many keys":       head + phases + manyKeys(60_000),
		"one key again":        head + phases + strings.Repeat("k: v\n", 100_000),
		"huge line":            head + "abuot: " + strings.Repeat("x", 900_000) + "\n" + phases,
		"huge key":             head + strings.Repeat("k", 900_000) + ": x\n" + phases,
		"alias bomb":           head + aliasBomb() + phases,
		"alias bomb in phases": head + phaseBomb(),
		"alias bomb in checks": head + checkBomb(),
		"long text, repeated":  head + textBomb(),
		"alias of itself":      head + "see: &a [*a, *a, *a]\n" + phases,
		"group in itself":      head + "roles: &a {lead: *a}\n" + phases,
		"steps in themselves":  head + "phases: &a [{id: p, title: P, steps: *a}]\n",
		"unknown anchor":       head + "about: *nowhere\n" + phases,
		"merge":                head + "<<: {a: b}\n" + phases,
		"long cycle":           head + longCycle(8000),
		"every step is needed": head + everyStepIsNeeded(300) + "        role: nobody\n",
		"unknown references":   head + "phases: [{id: p, title: P, steps: [{id: s, title: S, needs: [" + strings.Repeat("abcdefgh, ", 80_000) + "x]}]}]\n",
		"brackets":             head + "phases: [{id: p, title: P, steps: [{id: s, title: S, when: \"" + strings.Repeat("(", 100_000) + "\"}]}]\n",
		"brackets that fit":    head + "phases: [{id: p, title: P, steps: [{id: s, title: S, when: \"" + strings.Repeat("(", maxCondition) + "\"}]}]\n",
		"nots":                 head + "phases: [{id: p, title: P, steps: [{id: s, title: S, when: \"" + strings.Repeat("!", maxCondition) + "\"}]}]\n",
		"template depth":       head + "messages: {m: {title: M, body: \"" + strings.Repeat("{{if .a}}", 50_000) + "\"}}\n" + phases,
		"template brackets":    head + "messages: {m: {title: M, body: \"{{" + strings.Repeat("(", 200_000) + "\"}}\n" + phases,
		"template actions":     head + "messages: {m: {title: M, body: \"" + strings.Repeat("{{.a}}", 100_000) + "\"}}\n" + phases,
		"template breaks":      head + "messages:\n  m:\n    title: M\n    body: |\n" + strings.Repeat("      {{.a}}\n", 50_000) + phases,
	} {
		start := time.Now()
		p, err := Parse("hostile.yaml", []byte(source))
		if err == nil {
			t.Errorf("%s: Parse accepts it: %s", name, p.ID)
			continue
		}
		text := err.Error()
		if took := time.Since(start); took > 30*time.Second { // 0.6 s on an idle machine
			t.Errorf("%s: Parse takes %v", name, took)
		}
		if unsafe(text) || len(text) > 200_000 {
			t.Errorf("%s: Parse gives %d bytes: %.200q", name, len(text), text)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key%d: x\n", i)
	}
	return b.String()
}

// aliasBomb doubles a list thirty times.
func aliasBomb() string {
	var b strings.Builder
	b.WriteString("see: &a0 [x]\n")
	for i := range 30 {
		fmt.Fprintf(&b, "b%d: &a%d [*a%d, *a%d]\n", i, i+1, i, i)
	}
	return b.String()
}

// phaseBomb repeats where repeating is allowed: a thousand phases, each with
// the same thousand steps.
func phaseBomb() string {
	steps := "[{id: s, title: S}" + strings.Repeat(", {title: S}", 1000) + "]"
	return "phases: [{id: p, title: P, steps: &s " + steps + "}" + strings.Repeat(", {title: P, steps: *s}", 1000) + "]\n"
}

// checkBomb is a playbook without a mistake, if it were not for its size.
func checkBomb() string {
	var b strings.Builder
	b.WriteString("phases:\n  - id: p\n    title: P\n    steps:\n      - {id: s, title: S, checks: &c [x" + strings.Repeat(", x", 1000) + "]}\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "      - {id: s%d, title: S, checks: *c}\n", i)
	}
	return b.String()
}

// textBomb is that with one long template.
func textBomb() string {
	var b strings.Builder
	b.WriteString("facts: {a: {ask: A?, type: text}}\nmessages:\n  m: {title: M, body: &b '" + strings.Repeat("{{.a}}", 50_000) + "'}\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "  m%d: {title: M, body: *b}\n", i)
	}
	return b.String() + "phases: [{id: p, title: P, steps: [{id: s, title: S}]}]\n"
}

// longCycle is a chain of needs that ends in its own beginning.
func longCycle(n int) string {
	var b strings.Builder
	b.WriteString("phases:\n  - id: p\n    title: P\n    steps:\n")
	for i := range n {
		fmt.Fprintf(&b, "      - {id: s%d, title: S, needs: [s%d]}\n", i, (i+1)%n)
	}
	return b.String()
}

// everyStepIsNeeded has as many needs as there can be without a cycle.
func everyStepIsNeeded(n int) string {
	var b strings.Builder
	b.WriteString("phases:\n  - id: p\n    title: P\n    steps:\n")
	for i := range n {
		fmt.Fprintf(&b, "      - id: s%d\n        title: S\n        needs: [", i)
		for j := range i {
			fmt.Fprintf(&b, "s%d, ", j)
		}
		b.WriteString("]\n")
	}
	return b.String()
}
