package inert

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// hostile is what an attacker, or merely the world, puts into a note, the
// name of a file or a playbook, with the line a responder gets to see.
var hostile = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"plain", "GET /etc/passwd 200", "GET /etc/passwd 200"},
	{"color", "\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
	{"clear the screen", "\x1b[2J\x1b[H", `\x1b[2J\x1b[H`},
	{"move the cursor up", "ok\x1b[3A\x1b[2K", `ok\x1b[3A\x1b[2K`},
	{"ask where the cursor is", "\x1b[6n", `\x1b[6n`},
	{"link", "\x1b]8;;http://evil.test\x1b\\bank\x1b]8;;\x1b\\", `\x1b]8;;http://evil.test\x1b\bank\x1b]8;;\x1b` + `\`},
	{"clipboard", "\x1b]52;c;cm0gLXJm\x07", `\x1b]52;c;cm0gLXJm\x07`},
	{"title", "\x1b]0;pwned\x07", `\x1b]0;pwned\x07`},
	{"notification", "\x1b]9;pay now\x1b\\", `\x1b]9;pay now\x1b` + `\`},
	{"device control", "\x1bP+q544e\x1b\\", `\x1bP+q544e\x1b` + `\`},
	{"sixel", "\x1bPq#0~~\x1b\\", `\x1bPq#0~~\x1b` + `\`},
	{"application command", "\x1b_Gf=100;AAAA\x1b\\", `\x1b_Gf=100;AAAA\x1b` + `\`},
	{"C1 as a character", "\u009b31mred", `\u009b31mred`},
	{"C1 as a byte", "\x9b31mred", `\x9b31mred`},
	{"C1 string", "\u009d8;;http://evil.test\u009cx", `\u009d8;;http://evil.test\u009cx`},
	{"C1 next line", "a\u0085b", `a\u0085b`},
	{"other character set", "\x1b(0lqk\x0e", `\x1b(0lqk\x0e`},
	{"carriage return", "malware.exe\rinvoice.pdf", "malware.exe invoice.pdf"},
	{"backspace", "rm -rf /\b\b\b\bls", `rm -rf /\x08\x08\x08\x08ls`},
	{"bell, null, delete", "a\x07b\x00c\x7fd", `a\x07b\x00c\x7fd`},
	{"vertical tab, form feed", "a\vb\fc", `a\x0bb\x0cc`},
	{"line breaks and tab", "one\r\ntwo\nthree\tfour", "one two three four"},
	{"bidi override", "invoice\u202efdp.exe", `invoice\u202efdp.exe`},
	{"bidi isolates", "\u2066a\u2067b\u2068c\u2069", `\u2066a\u2067b\u2068c\u2069`},
	{"bidi marks", "a\u200eb\u200fc\u061cd", `a\u200eb\u200fc\u061cd`},
	{"zero width in ASCII", "pay\u200bpal\u2060\ufeff\u200d\u200c", `pay\u200bpal\u2060\ufeff\u200d\u200c`},
	{"soft hyphen", "bank\u00ading", `bank\u00ading`},
	{"line separators", "a\u2028b\u2029c", `a\u2028b\u2029c`},
	{"fillers", "\u3164\u115f\u1160\uffa0\u034f", `\u3164\u115f\u1160\uffa0\u034f`},
	{"tag characters", "hi\U000e0001\U000e0069", `hi\U000e0001\U000e0069`},
	{"private use", "\ue000\U000f0000", `\ue000\U000f0000`},
	{"noncharacters", "\ufffe\ufdd0\U0010ffff", `\ufffe\ufdd0\U0010ffff`},
	{"not UTF-8", "caf\xe9 \xc3\x28 \xed\xa0\x80", `caf\xe9 \xc3( \xed\xa0\x80`},
	{"overlong", "\xc0\xae\xc0\xae/", `\xc0\xae\xc0\xae/`},
	{"data in selectors", "ok\ufe0f\U000e0148", `ok\ufe0f\U000e0148`},
	{"data behind an emoji", "❤\ufe0f\ufe01\ufe0f\U000e0100", `❤\ufe01\ufe0f\U000e0100`},
	{"zalgo", "H" + strings.Repeat("\u0336", 9) + "i", "H" + strings.Repeat("\u0336", 6) + `\u0336\u0336\u0336i`},
	{"mark on nothing", "\u0336a \u0301b\n\u0301", `\u0336a \u0301b \u0301`},
	{"mark behind a mark", "\x1b\u0301", `\x1b\u0301`},
	{"endless conjunct", strings.Repeat("क्", 8), strings.Repeat("क्", 6) + `\u0915\u094d` + "क्"},
	{"endless syllable", strings.Repeat("ᄀ", 5), `ᄀᄀᄀ\u1100ᄀ`},
	{"joined emoji", "👩‍👩‍👧 👩🏽‍💻 🏳️‍🌈", "👩👩👧 👩💻 🏳🌈"},
	{"emoji selectors", "❤️ ⚠️ 1️⃣ ☎︎", "❤ ⚠ 1⃣ ☎"},
	{"skin tone on nothing", "\U0001f3fd a\U0001f3fd", `\U0001f3fd a\U0001f3fd`},
	{"flags", "🇩🇪🇫🇷 🇩", `🇩🇪🇫🇷 \U0001f1e9`},
	{"flag of tags", "🏴\U000e0067\U000e007f", `🏴\U000e0067\U000e007f`},
	{"Hindi", "स्त्री और क्षमा हिन्दी", "स्त्री और क्षमा हिन्दी"},
	{"Hindi, joiners", "क्\u200dष क्\u200cष", "क्\u200dष क्\u200cष"},
	{"Persian, joiners", "می\u200cخواهم می\u200c\u200cx", `می` + "\u200c" + `خواهم می` + "\u200c" + `\u200cx`},
	{"Arabic with marks", "السَّلامُ عليكم", "السَّلامُ عليكم"},
	{"Hebrew", "שָׁלוֹם", "שָׁלוֹם"},
	{"Burmese", "မြွှေ့", "မြွှေ့"},
	{"Thai", "กำลังทำ", "กำลังทำ"},
	{"Vietnamese, decomposed", "Tie\u0302\u0301ng", "Tie\u0302\u0301ng"},
	{"Korean, decomposed", "한글", "한글"},
	{"Japanese", "葛\U000e0100城 ｶﾞ が", "葛城 ｶﾞ が"},
	{"wide", "数据泄露", "数据泄露"},
	{"German", "Müller – größer, „ja“", "Müller – größer, „ja“"},
	{"our own glyphs", "[✓] [✗] [⊘] ► ‼ ‹?›", "[✓] [✗] [⊘] ► ‼ ‹?›"},
}

func TestLine(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			got := Line(tt.in)
			if got != tt.want {
				t.Errorf("Line(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
			checkClean(t, got, false)
			if again := Line(got); again != got {
				t.Errorf("Line(Line(%+q)) = %+q, want %+q", tt.in, again, got)
			}
		})
	}
}

func TestText(t *testing.T) {
	rows := []struct{ in, want string }{
		{"one\ntwo\n", "one\ntwo\n"},
		{"one\r\ntwo\rthree\n\rfour", "one\ntwo\nthree\n\nfour"},
		{"a\tb\n\tc\nabcd\te\tf", "a   b\n    c\nabcd    e   f"},
		{"日\tx\n\x1b\ty", "日  x\n\\x1b    y"},
		{"a\u2028b\vc", `a\u2028b\x0bc`},
		{"\n\u0301", "\n" + `\u0301`},
	}
	for _, tt := range rows {
		got := Text(tt.in)
		if got != tt.want {
			t.Errorf("Text(%+q) = %+q, want %+q", tt.in, got, tt.want)
		}
		checkClean(t, got, true)
	}
	for _, tt := range hostile {
		got := Text(tt.in)
		checkClean(t, got, true)
		if again := Text(got); again != got {
			t.Errorf("Text(Text(%+q)) = %+q, want %+q", tt.in, again, got)
		}
	}
}

// Every character alone, after a letter and before one: nothing invisible
// stays, and nothing joins what we print beside it.
func TestLineOfEveryCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		got := Line(string(r))
		if solitary(r) && unicode.IsGraphic(r) && got != string(r) {
			t.Fatalf("Line(%U) = %+q, want it kept", r, got)
		}
		if got[0] < utf8.RuneSelf {
			continue
		}
		for _, pair := range []string{" " + got, got + "a"} {
			cluster, _ := ansi.FirstGraphemeCluster(pair, ansi.GraphemeWidth)
			if cluster == pair {
				t.Fatalf("%U joins its neighbor in %+q", r, pair)
			}
		}
		if g, w := ansi.StringWidth(got), ansi.StringWidthWc(got); g != w || g < 1 || g > 2 {
			t.Fatalf("Line(%U) is %d or %d cells wide, want one width of 1 or 2", r, g, w)
		}
	}
}

// What people write with emoji is as wide on a terminal that draws clusters as
// on one that does not.
func TestEmojiHaveOneWidth(t *testing.T) {
	for _, s := range []string{"👩‍👩‍👧", "👍🏽", "❤️‍🔥", "🏳️‍🌈", "⚠️ 1️⃣", "🇩🇪", "🧑🏿‍🚒", "✅ ☑️"} {
		line := Line(s)
		if g, w := Width(line), ansi.StringWidthWc(line); g != w {
			t.Errorf("Line(%q) = %q is %d cells wide, or %d without clusters", s, line, g, w)
		}
	}
}

func TestCleanTextIsNotCopied(t *testing.T) {
	const line = "Revoke every key listed in evidence E3."
	const text = line + "\n\n" + line
	n := testing.AllocsPerRun(100, func() {
		if Line(line) != line || Text(text) != text || Width(line) != len(line) || Cut(line, 80) != line {
			t.Fatal("clean text was changed")
		}
		Fit(line, 20)
	})
	if n != 0 {
		t.Errorf("clean ASCII costs %v allocations, want 0", n)
	}
}

// checkClean fails the test if s holds anything that a terminal might obey or
// that a reader cannot see.
func checkClean(t *testing.T, s string, lines bool) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("%+q is not UTF-8", s)
	}
	for i, r := range s {
		switch {
		case r == '\n' && lines:
		case r == zwj || r == zwnj:
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			if !unicode.In(before, joining...) {
				t.Fatalf("%+q holds %U after %U", s, r, before)
			}
		case !unicode.IsGraphic(r), unicode.Is(hidden, r), skinTone(r), unicode.Is(unicode.Variation_Selector, r):
			t.Fatalf("%+q holds %U", s, r)
		}
	}
	for rest := s; rest != ""; {
		size, cells := next(rest)
		cluster := rest[:size]
		if cells < 1 && cluster != "\n" {
			t.Fatalf("%+q holds %+q, which is %d cells wide", s, cluster, cells)
		}
		if w := ansi.StringWidthWc(cluster); w > maxCells {
			t.Fatalf("%+q holds %+q, which some terminals draw %d cells wide", s, cluster, w)
		}
		if n := utf8.RuneCountInString(cluster); n > maxCells*(MaxMarks+1) {
			t.Fatalf("%+q holds a cluster of %d characters", s, n)
		}
		rest = rest[size:]
	}
}

// TestHides: what draws nothing where it stands.
func TestHides(t *testing.T) {
	for _, tt := range []struct {
		after, r rune
		want     bool
	}{
		{'a', 'b', false}, {0, 'é', false}, {0, ' ', false}, {'a', '\u0301', false}, {0, '漢', false},
		{0, '\x1b', true}, {0, '\n', true}, {0, '\u009b', true}, {0, '\u202e', true}, {0, '\u2028', true}, {0, '\u00ad', true},
		{0, '\ufeff', true}, {0, '\U000e0041', true}, {0, '\ue000', true}, {0, '\u3164', true}, {0, '\u115f', true}, {0, '\ufdd0', true},
		{'a', zwj, true}, {'क', zwj, false}, {'م', zwnj, false}, {'a', zwnj, true}, {'👩', zwj, false}, {vs16, zwj, false}, {'\U0001f3fd', zwj, false},
		{'❤', vs16, false}, {'1', vs16, false}, {'a', vs16, true}, {vs16, vs16, true}, {'葛', '\U000e0100', false}, {'a', '\ufe00', true},
	} {
		if got := Hides(tt.r, tt.after); got != tt.want {
			t.Errorf("Hides(%U after %U) = %t", tt.r, tt.after, got)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, tt := range hostile {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lines := range []bool{false, true} {
			got := clean(s, lines)
			checkClean(t, got, lines)
			if again := clean(got, lines); again != got {
				t.Fatalf("clean(%+q, %v) = %+q, and again %+q", s, lines, got, again)
			}
		}
	})
}

func BenchmarkLine(b *testing.B) {
	for _, tt := range []struct{ name, in string }{
		{"ascii", strings.Repeat("Revoke every key listed in evidence. ", 28)},
		{"german", strings.Repeat("Schlüssel für größere Übergänge prüfen. ", 24)},
		{"hindi", strings.Repeat("हिन्दी में एक टिप्पणी ", 18)},
		{"hostile", strings.Repeat("\x1b]52;c;\u202e\u0301", 80)},
	} {
		b.Run(tt.name, func(b *testing.B) {
			b.SetBytes(int64(len(tt.in)))
			b.ReportAllocs()
			for b.Loop() {
				Line(tt.in)
			}
		})
	}
}
