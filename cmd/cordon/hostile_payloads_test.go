package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A payload is text that something would obey, if it were let.
type payload struct{ name, text string }

// payloads are the texts of TestHostile, one for each way to be obeyed.
func payloads() []payload {
	return []payload{
		{"CSI, clear the screen", "\x1b[2J\x1b[H"},
		{"CSI, write over the line above", "ok\x1b[1A\x1b[2Kgone"},
		{"CSI, ask for an answer", "\x1b[6n\x1b[c\x1b[>0q"},
		{"CSI, invisible ink", "\x1b[8mhidden\x1b[0m"},
		{"CSI, mode of the mouse", "\x1b[?1003h\x1b[?1049l\x1b[?2004l"},
		{"OSC 0, title", "\x1b]0;pwned\x07"},
		{"OSC 8, link", "\x1b]8;;https://evil.example\x1b\\bank\x1b]8;;\x1b\\"},
		{"OSC 52, clipboard", "\x1b]52;c;cm0gLXJmIH4=\x07"},
		{"OSC 9, notification", "\x1b]9;pay now\x1b\\"},
		{"OSC 1337, file", "\x1b]1337;File=name=eA==;inline=1:AA==\x07"},
		{"OSC without an end", "\x1b]0;and all that follows "},
		{"DCS", "\x1bP+q544e\x1b\\"},
		{"sixel", "\x1bPq#0;2;0;0;0#0~~\x1b\\"},
		{"APC", "\x1b_Gf=100,a=T;AAAA\x1b\\"},
		{"PM", "\x1b^privacy\x1b\\"},
		{"SOS", "\x1bXstring\x1b\\"},
		{"ESC, reset", "\x1bc"},
		{"ESC, character set", "\x1b(0lqk\x0e"},
		{"C1 as characters", "\u009b2J\u009d0;x\u009c\u0085\u0090q\u009c"},
		{"C1 as bytes", "\x9b2J\x9d0;x\x9c"},
		{"BEL", "ding\a\a"},
		{"BS, overstrike", "rm\b\bls N\bNA\bAM\bM"},
		{"CR", "malware.exe\rinvoice.pdf"},
		{"CR LF, a line of its own", "x\r\n2026-11-21 03:00 maria: run closed"},
		{"LF, a line of its own", "x\nBcc: everyone@evil.example\n\nyes"},
		{"VT and FF", "a\vb\fc"},
		{"NUL and DEL", "a\x00b\x7fc"},
		{"all of C0", "\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f"},
		{"bidi override", "invoice\u202efdp.exe"},
		{"bidi embedding", "\u202aa\u202bb\u202cc\u202dd"},
		{"bidi isolates", "\u2066a\u2067b\u2068c\u2069"},
		{"bidi marks", "a\u200eb\u200fc\u061cd"},
		{"zero width", "pay\u200bpal\u2060\u2061\u2064\ufeff"},
		{"joiners", "pay\u200dpal\u200c"},
		{"tags", "hi\U000e0001\U000e0069\U000e006d\U000e007f"},
		{"selectors", "ok\ufe0e\ufe00\U000e0100\U000e0148"},
		{"fillers", "\u3164\u115f\u1160\uffa0\u034f\u17b4\u180e"},
		{"private use", "\ue000\uf8ff\U000f0000\U0010fffd"},
		{"not a character", "\ufffe\ufdd0\U0001ffff"},
		{"marks without end", "H" + strings.Repeat("\u0336\u0321", 60) + "i"},
		{"not UTF-8", "caf\xe9 \xc3\x28 \xed\xa0\x80"},
		{"overlong", "\xc0\xae\xc0\xae/\xf8\x88\x80\x80\x80"},
		{"byte order mark", "\ufeff# x"},
		{"line separators", "a\u2028b\u2029c"},
		{"soft hyphen", "bank\u00ading"},
		{"HTML, script", "<script>alert(1)</script>"},
		{"HTML, out of an attribute", `"><img src=x onerror=alert(1)>`},
		{"HTML, attribute", `' onmouseover='alert(1)' x="`},
		{"HTML, out of the style", "</style></title></pre><svg onload=alert(1)>"},
		{"HTML, comment", "<!-- gone --><![CDATA[x]]>&lt;b&gt;&#60;i&#62;"},
		{"address, javascript", "javascript:alert(1)"},
		{"address, data", "data:text/html,<script>x</script>"},
		{"Markdown, link", "[ours](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>"},
		{"Markdown, heading and table", "# All is well\n| a | b |\n|---|---|\n```\ncode"},
		{"formula =", `=cmd|' /C calc'!A0`},
		{"formula +", "+1+1"},
		{"formula -", "-2+3"},
		{"formula @", "@SUM(1+1)"},
		{"formula behind a tab", "\t=1+1"},
		{"YAML", "a: b\n- &x *x\n---\n!!binary x: {[}]# "},
		{"JSON", `","evil":"x"}],\u202e\u0000`},
		{"template", "{{ .summary }}{{ range . }}{{ template \"x\" }}${HOME}%s%n"},
		{"shell", "'; touch PWNED; echo `touch PWNED` $(touch PWNED) | touch PWNED &"},
		{"path", "../../../../PWNED"},
		{"path, from the root", "/dev/null/../../PWNED"},
		{"calendar", "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:https://evil.example"},
		{"header of a mail", "x\r\nBcc: a@evil.example\r\n\r\nbody"},
		{"very long line", strings.Repeat("long", 2000)},
		{"very long word of two cells", strings.Repeat("漢", 900)},
		{"a flag", "--help"},
	}
}

// harmful returns the first character of a text that a terminal might obey, or
// that hides or turns what stands around it, with what follows. It is written
// without package inert on purpose.
func harmful(text string) string {
	marks, before := 0, rune(0)
	for i, r := range text {
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		spelled := (r == '\u200c' || r == '\u200d') && unicode.In(before, unicode.Arabic, unicode.Devanagari)
		bad := r == utf8.RuneError && text[i] != 0xef || marks > 6 || !spelled && unseen(r)
		if before = r; bad {
			return fmt.Sprintf("%q", text[i:min(i+24, len(text))])
		}
	}
	return ""
}

// unseen reports whether a character draws nothing, or not what it is.
func unseen(r rune) bool {
	if r == '\n' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co, unicode.Zl, unicode.Zp, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		!unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Zs)
}

// An outputReader says what would be obeyed in what a kind of output holds.
type outputReader func(text string) error

// words reads what a terminal shows.
func readTerminal(text string) error {
	if found := harmful(text); found != "" {
		return fmt.Errorf("a terminal would get %s", found)
	}
	return nil
}

// readJSON reads documents: all of them whole, with nothing unseen in them.
func readJSON(text string) error {
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		var doc any
		if err := d.Decode(&doc); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("not JSON: %w", err)
		}
	}
	for i, r := range text {
		if unseen(r) || r == utf8.RuneError && text[i] != 0xef {
			return fmt.Errorf("JSON holds %q as it is", text[i:min(i+24, len(text))])
		}
	}
	return nil
}

// readCSV reads rows: no cell is a formula.
func readCSV(text string) error {
	if err := readTerminal(strings.ReplaceAll(text, "\r\n", "\n")); err != nil {
		return err
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, cell := range row {
			bare := strings.TrimLeft(cell, " \"")
			if bare != "" && strings.ContainsRune("=+-@\t\r|%", rune(bare[0])) {
				return fmt.Errorf("a spreadsheet would run %.40q", cell)
			}
		}
	}
	return nil
}

// readCalendar reads the lines of a calendar: known properties, in their place.
func readCalendar(text string) error {
	text = strings.ReplaceAll(text, "\r\n ", "")
	if err := readTerminal(strings.ReplaceAll(text, "\r\n", "\n")); err != nil {
		return err
	}
	known := strings.Fields("BEGIN END VERSION PRODID UID DTSTAMP SEQUENCE DTSTART SUMMARY STATUS DESCRIPTION CLASS TRANSP ACTION TRIGGER")
	var open []string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		switch {
		case !ok || !slices.Contains(known, name):
			return fmt.Errorf("a calendar would read %.60q", line)
		case name == "BEGIN":
			open = append(open, value)
		case name == "END":
			if len(open) == 0 || open[len(open)-1] != value {
				return fmt.Errorf("%s ends what has not begun", line)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("%v has no end", open)
	}
	return nil
}

var (
	htmlTag  = regexp.MustCompile(`<[^>]*>`)
	htmlAttr = regexp.MustCompile(`([a-zA-Z:-]+)(?:="([^"]*)")?`)
	htmlRest = regexp.MustCompile(`[<>]`)
)

// pageParts returns the elements, each with its sign, and the attributes that
// the templates of our pages have.
func pageParts() (map[string]bool, error) {
	parts := map[string]bool{}
	for _, name := range []string{"html.tmpl", "paper.tmpl", "picture.go"} {
		source, err := os.ReadFile(filepath.Join(sourceDir(), "..", "..", "playbook", "report", name))
		if err != nil {
			return nil, err
		}
		for _, m := range regexp.MustCompile(`<[a-zA-Z!][a-zA-Z0-9]*|[ "`+"`"+`\n]([a-zA-Z-]+)=\\?"`).FindAllStringSubmatch(string(source), -1) {
			part := m[1]
			if part == "" {
				part = m[0]
			}
			parts[strings.ToLower(part)] = true
		}
	}
	parts["html"], parts["hidden"], parts["open"] = true, true, true // <!doctype html>, and those without a value
	return parts, nil
}

// readHTML reads a page: elements and attributes that our pages have, addresses
// that lead within the page or to where a rule or a playbook says.
func readHTML(text string) error {
	if err := readTerminal(text); err != nil {
		return err
	}
	if head, rest, ok := strings.Cut(text, "<style>"); ok { // one, and ours
		_, rest, _ = strings.Cut(rest, "</style>")
		text = head + rest
	}
	ours, err := pageParts()
	if err != nil {
		return err
	}
	for _, tag := range htmlTag.FindAllString(text, -1) {
		inner := strings.Trim(tag, "</>")
		name, rest, _ := strings.Cut(strings.ReplaceAll(inner, "\n", " "), " ")
		if !ours["<"+strings.ToLower(name)] {
			return fmt.Errorf("a browser would read %.60s", tag)
		}
		for _, attr := range htmlAttr.FindAllStringSubmatch(rest, -1) {
			if !ours[strings.ToLower(attr[1])] {
				return fmt.Errorf("a browser would read the attribute %s of %.60s", attr[1], tag)
			}
			if attr[1] == "href" && !strings.HasPrefix(attr[2], "#") && !strings.HasPrefix(attr[2], "https://planted.example/") && !strings.HasPrefix(attr[2], "https://eur-lex.europa.eu/") {
				return fmt.Errorf("a browser would go to %.60s", attr[2])
			}
		}
	}
	if left := htmlRest.FindStringIndex(htmlTag.ReplaceAllString(text, "")); left != nil {
		return fmt.Errorf("a sign of HTML stands alone")
	}
	return nil
}

// readText reads a message that leaves, to a pipe or into a file: nothing in it
// is hidden, and its head is one line.
func readText(text string) error {
	after := rune(0)
	for i, r := range text {
		joined := r == '\u200c' || r == '\u200d' || unicode.Is(unicode.Variation_Selector, r)
		if r != '\t' && unseen(r) && !(joined && after > 0x2000) {
			return fmt.Errorf("a message would carry %q", text[i:min(i+24, len(text))])
		}
		after = r
	}
	if head, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(head, "Subject: ") && !strings.HasPrefix(rest, "\n") {
		return fmt.Errorf("a mail would have the header %.60q", rest)
	}
	return nil
}

// readRaw reads lines as they were hashed: one JSON document each, or nothing.
func readRaw(text string) error {
	for line := range strings.Lines(text) {
		if line != "\n" && !json.Valid([]byte(line)) {
			return fmt.Errorf("not JSON: %.60q", line)
		}
	}
	return nil
}

// readBytes reads what is given back byte for byte because somebody asked for
// the bytes.
func readBytes(string) error { return nil }

// readCompletions reads what a shell is offered: a value, a tab, a word on it.
func readCompletions(text string) error {
	return readTerminal(strings.ReplaceAll(text, "\t", " "))
}

// planted returns the numbers of the fields whose mark stands in a text.
func plantedIn(text []byte, seen map[string]bool) {
	for rest := text; ; {
		i := bytes.Index(rest, []byte("qz"))
		if i < 0 || len(rest) < i+7 {
			return
		}
		seen[string(rest[i:i+7])] = true
		rest = rest[i+2:]
	}
}
