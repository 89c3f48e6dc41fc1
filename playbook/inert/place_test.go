package inert

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// scripts are words whose width terminals do not agree on.
var scripts = map[string]string{
	"Hindi":   "क्षत्रिय हिन्दी",
	"Thai":    "การรั่วไหลข้อมูลที่",
	"Tamil":   "ஸ்ரீ தமிழ்",
	"Bengali": "বাংলা ক্ষতি",
	"Khmer":   "ភាសាខ្មែរ",
	"Burmese": "မြန်မာဘာသာ",
	"Hangul":  "\u1112\u1161\u11ab\u1100\u1173\u11af",
	"emoji":   "👩‍💻 🏳️‍🌈 ⌚ 👍🏽 1️⃣ ✅",
}

// A terminal is one line of a terminal that has widths of its own.
type terminal struct {
	cells []string
	at    int
	wraps int // characters beyond the end, which would go on in the next line
	wrap  bool
}

// show writes a line in the terminal, each character as wide as width says.
func (m *terminal) show(line string, width func(cluster string) []int) {
	m.wrap = true
	parser := ansi.NewParser()
	for line != "" {
		size, cells := next(line)
		if line[0] == '\x1b' {
			_, cells, size, _ = ansi.DecodeSequence(line, 0, parser)
		}
		switch seq := line[:size]; {
		case seq[0] == '\x1b':
			m.obey(parser)
		case cells > 0 || Uncertain(seq):
			for _, w := range width(seq) {
				m.put(seq, w)
			}
		}
		line = line[size:]
	}
}

func (m *terminal) obey(parser *ansi.Parser) {
	first, _ := parser.Param(0, 1)
	switch ansi.Cmd(parser.Command()) {
	case 'G':
		m.at = first - 1
	case 'H':
		m.at = 0
	case 'K':
		for i := range m.cells {
			m.cells[i] = " "
		}
	case ansi.Cmd(ansi.Command('?', 0, 'l')):
		m.wrap = false
	case ansi.Cmd(ansi.Command('?', 0, 'h')):
		m.wrap = true
	}
}

func (m *terminal) put(text string, width int) {
	for range width {
		if m.at >= len(m.cells) {
			if m.wrap {
				m.wraps++
				return
			}
			m.at = len(m.cells) - 1
		}
		m.cells[m.at] = text
		m.at++
	}
}

// widths are ways of measuring that terminals have.
func widths() map[string]func(string) []int {
	times := func(n int) func(string) []int {
		return func(cluster string) []int {
			if Uncertain(cluster) {
				return []int{n}
			}
			return []int{ansi.StringWidth(cluster)}
		}
	}
	return map[string]func(string) []int{
		"as we do": func(s string) []int { return []int{ansi.StringWidth(s)} },
		"none":     times(0), "one": times(1), "two": times(2),
		"each character one": func(s string) []int {
			if !Uncertain(s) {
				return []int{ansi.StringWidth(s)}
			}
			return []int{len([]rune(s))}
		},
		"each character as wcwidth": func(s string) []int { return []int{ansi.StringWidthWc(s)} },
	}
}

// TestPlace draws two panes with a bar between them and something at the right
// end of each, in terminals that measure otherwise.
func TestPlace(t *testing.T) {
	for script, word := range scripts {
		word = Line(word) // as all that is drawn
		line := "\x1b[1m" + Pad(word, 28) + "\x1b[m" + Part + "N " + "│ " + Pad(word+" "+word, 38) + "  A" + Part + "Z"
		total := Width(line)
		placed := Place(0, line)
		if Width(placed) != total || ansi.Strip(placed) != ansi.Strip(line) {
			t.Fatalf("%s: Place(%q) = %q", script, line, placed)
		}
		for how, width := range widths() {
			m := terminal{cells: strings.Split(strings.Repeat("#", total), "")}
			m.show(placed, width)
			for at, want := range map[int]string{28: "N", 30: "│", total - 2: "A", total - 1: "Z"} {
				if m.cells[at] != want {
					t.Errorf("%s, %s: in column %d stands %q, want %q: %q", script, how, at, m.cells[at], want, m.cells)
				}
			}
			if m.wraps > 0 || strings.Contains(strings.Join(m.cells, ""), "#") {
				t.Errorf("%s, %s: %d characters too many, %q", script, how, m.wraps, m.cells)
			}
		}
	}
}

// TestPlaceInTerminal does it in an emulator, which may or may not be told to
// measure clusters. The line below stays as it is, however long this one is.
func TestPlaceInTerminal(t *testing.T) {
	for script, word := range scripts {
		word = Line(word) // as all that is drawn
		for _, mode := range []string{ansi.ResetModeUnicodeCore, ansi.SetModeUnicodeCore} {
			line := Pad(strings.Repeat(word, 3), 30) + " │ " + Pad(word, 20) + "  │" + word + word
			placed := Place(0, line)
			term := vt.NewEmulator(60, 2)
			if _, err := term.WriteString(mode + "old\r\nbelow\x1b[2;4H" + placed + "ow!"); err != nil {
				t.Fatal(err)
			}
			for _, at := range []int{31, 55} {
				if c := term.CellAt(at, 0); c == nil || c.Content != "│" {
					t.Errorf("%s, %q: in column %d stands %+v", script, mode, at, c)
				}
			}
			if below := strings.TrimRight(strings.Split(ansi.Strip(term.Render()), "\n")[1], " \r"); below != "below!" {
				t.Errorf("%s, %q: the line below is %q", script, mode, below)
			}
		}
	}
}

func TestUncertain(t *testing.T) {
	for script, word := range scripts {
		for word := range strings.FieldsSeq(word) {
			if !Uncertain(word) {
				t.Errorf("%s: %q is taken to be certain", script, word)
			}
		}
	}
	for _, s := range []string{"", "plain", "größe e\u0301 – “x” …", "日本語 한국어 ｶﾅ", "Ελληνικά кириллица עברית عربي", "○✓✗⊘▸─│┬┴┼╭╮╰╯━▌→×", "\x1b[1mbold\x1b[m"} {
		if Uncertain(s) {
			t.Errorf("%q is taken to be uncertain", s)
		}
		if placed := Place(0, s+Part); placed != "" {
			t.Errorf("Place(%q) = %q, want nothing", s, placed)
		}
	}
}

// FuzzPlace checks that placing takes nothing away and adds nothing to see.
func FuzzPlace(f *testing.F) {
	for _, word := range scripts {
		f.Add(word+"  x │ "+word, word)
	}
	f.Fuzz(func(t *testing.T, left, right string) {
		line := "\x1b[1m" + Line(left) + "\x1b[m  " + Part + Line(right)
		placed := Place(0, line)
		if (placed != "") != Uncertain(line) {
			t.Fatalf("Place(%q) = %q", line, placed)
		}
		if placed != "" && ansi.Strip(placed) != ansi.Strip(line) {
			t.Errorf("Place(%q) = %q", line, placed)
		}
	})
}

// TestRoomy counts as a terminal does that gives every character its own cells,
// marks none: what is placed behind the text must stand behind its end there.
func TestRoomy(t *testing.T) {
	for s, alone := range map[string]int{
		"maria": 5, "Zoë": 3, "客户": 4, // these are measured alike everywhere
		"क्षमा":       4, // one mark with a cell, one without
		"ข้อมูล":      4, // all marks without
		"👩\u200d💻 on": 7, // two pictures, shown as one or as both
	} {
		got := Roomy(s)
		if strings.TrimRight(got, " ") != s {
			t.Errorf("Roomy(%q) = %q changes more than the end", s, got)
		}
		if w := Width(got); w != max(alone, Width(s)) {
			t.Errorf("Roomy(%q) takes %d cells, want %d", s, w, max(alone, Width(s)))
		}
	}
}
