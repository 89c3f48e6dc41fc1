package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/inert"
)

func read(tb testing.TB, name string) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name+".md"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// colors has a style for everything, so that a test sees which one was used.
func colors() Styles {
	fg := func(c string) lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color(c)) }
	return Styles{
		Text:    fg("7"),
		Strong:  lipgloss.NewStyle().Bold(true),
		Emph:    lipgloss.NewStyle().Italic(true),
		Code:    fg("6"),
		Heading: fg("4").Bold(true),
		Link:    lipgloss.NewStyle().Underline(true),
		Quote:   fg("3"),
		Rule:    fg("8"),
	}
}

func TestGolden(t *testing.T) {
	for _, name := range []string{"step", "everything", "hostile"} {
		for _, width := range []int{20, 48, 80} {
			t.Run(fmt.Sprintf("%s/%d", name, width), func(t *testing.T) {
				lines := New(Styles{}).Render(read(t, name), width)
				check(t, lines, width)
				golden.RequireEqual(t, strings.Join(lines, "\n")+"\n")
			})
		}
		t.Run(name+"/styled", func(t *testing.T) {
			lines := New(colors()).Render(read(t, name), 48)
			golden.RequireEqual(t, strings.Join(lines, "\n")+"\n")
		})
	}
}

// Styles change how a text looks, and nothing else.
func TestStylesKeepTheText(t *testing.T) {
	for _, name := range []string{"step", "everything", "hostile"} {
		for width := 1; width <= 90; width++ {
			plain := New(Styles{}).Render(read(t, name), width)
			styled := New(colors()).Render(read(t, name), width)
			for i, line := range styled {
				styled[i] = ansi.Strip(line)
			}
			if !slices.Equal(plain, styled) {
				t.Fatalf("%s at %d: the styled text differs from the plain text", name, width)
			}
			check(t, plain, width)
		}
	}
}

func TestRender(t *testing.T) {
	rows := []struct {
		name, in string
		width    int
		want     []string
	}{
		{"nothing", "", 10, nil},
		{"only space", " \n\n\t\n", 10, nil},
		{"one word, no room", "abc", 0, []string{"a", "b", "c"}},
		{"wide, no room", "日", 1, []string{"."}},
		{"no room for margins", "- ab\n> cd", 2, []string{"-", "ab", "cd"}},
		{"a number needs more room than a bullet", "10. ab", 7, []string{"10.", "ab"}},
		{"empty items", "-\n- a\n-", 9, []string{"-", "- a", "-"}},
		{"lists of lists", "- - a\n  - b", 9, []string{"- - a", "  - b"}},
		{"quotes of lists", "> 1. a\n>\n>    b", 20, []string{"| 1. a", "|", "|    b"}},
		{"blank lines as written", "a\n\n\n\nb\n# c\nd", 9, []string{"a", "", "b", "c", "d"}},
		{"a list may follow at once", "a:\n- b\n- c", 9, []string{"a:", "- b", "- c"}},
		{"numbers keep their start and mark", "7) a\n8) b", 9, []string{"7) a", "8) b"}},
		{"numbers to the right", "9. a\n10. b", 9, []string{" 9. a", "10. b"}},
		{"hard breaks", "a  \nb\\\nc", 9, []string{"a", "b", "c"}},
		{"links", "[a](/b) <ab:c> [ab:c](ab:c) [](/c)", 40, []string{"a (/b) ab:c ab:c (/c)"}},
		{"an image in a link", "[![a](/b)](/c)", 40, []string{"a (/b) (/c)"}},
		{"references", "&lt;&#65;&#x42; &nope; & \\& \\&lt;", 40, []string{"<AB &nope; & & &lt;"}},
		{"a reference to ESC", "&#27;[31m&#x9b;", 40, []string{`\x1b[31m\u009b`}},
		{"code ignores markup", "`*a* &lt; \\*`", 40, []string{"`*a* &lt; \\*`"}},
		{"code goes on", "```\nls -l /var/log\n```", 10, []string{"  ls -l", "> /var/log"}},
		{"tables are drawn", "|a|b|\n|-|-|\n|*cc*|d|", 12, []string{"a  | b", "---+--", "cc | d"}},
		{"tables need no outer bars", "a|b\n-|-\nc|d", 12, []string{"a | b", "--+--", "c | d"}},
		{"columns are aligned", "|a|b|c|\n|:-|-:|:-:|\n|1|2|3|\n|11|22|333|", 13, []string{"a  |  b |  c", "---+----+----", "1  |  2 |  3", "11 | 22 | 333"}},
		{"a table that is too wide", "|who|what|\n|-|-|\n|legal|be told|\n||*all*|", 13, []string{"- who: legal", "  what: be", "  told", "- what: all"}},
		{"a column without a head", "||what|\n|-|-|\n|legal|be told at once|", 16, []string{"- legal", "  what: be told", "  at once"}},
		{"a table of heads that fits", "|a|b|\n|-|-|", 9, []string{"a | b", "--+--"}},
		{"a table of heads that does not", "|aaaa|bbbb|\n|-|-|", 9, []string{"- aaaa", "  bbbb"}},
		{"a table in no room", "|a|b|\n|-|-|\n|c|d|", 2, []string{"a:", "c", "b:", "d"}},
		{"a table in a list", "- x:\n\n  |a|b|\n  |-|-|\n  |c|d|", 9, []string{"- x:", "", "  a | b", "  --+--", "  c | d"}},
		{"text before a table", "so:\n|a|b|\n|-|-|\n|c|d|", 9, []string{"so:", "a | b", "--+--", "c | d"}},
		{"text after a table", "|a|b|\n|-|-|\n|c|d|\n\nx", 9, []string{"a | b", "--+--", "c | d", "", "x"}},
		{"missing cells", "|a|b|\n|-|-|\n|c|", 9, []string{"a | b", "--+--", "c |"}},
		{"more cells than heads", "|a|b|\n|-|-|\n|c|d|e|", 9, []string{"a | b", "--+----", "c | d|e"}},
		{"an escaped bar", "|a|b|\n|-|-|\n|`c\\|d`|e\\|f|", 20, []string{"a     | b", "------+----", "`c|d` | e|f"}},
		{"wide characters", "|あ|b|\n|-|-|\n|c|い|", 9, []string{"あ | b", "---+---", "c  | い"}},
		{"other heads than columns", "|a|b|\n|-|-|-|\n|*c*|d|", 12, []string{"  |a|b|", "  |-|-|-|", "  |*c*|d|"}},
		{"no rule with a bar", "a\n-\nb", 12, []string{"a", "b"}},
		{"a reference to ESC in a table", "|a|b|\n|-|-|\n|&#27;[31m|\u009b|", 40, []string{"a        | b", "---------+-------", `\x1b[31m | \u009b`}},
		{"HTML is text", "<b>a</b>\n\n<div>\nb", 20, []string{"<b>a</b>", "", "<div> b"}},
		{"a style ends inside a cluster", "\u1100**\u1161**", 4, []string{"\u1100\u1161"}},
	}
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			got := New(Styles{}).Render(tt.in, tt.width)
			if !slices.Equal(got, tt.want) {
				t.Errorf("Render(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
			}
		})
	}
}

// TestTableLimits checks that what exceeds a limit stays as it was written.
func TestTableLimits(t *testing.T) {
	head := strings.Repeat("a", maxHead+1)
	for _, source := range []string{"|" + head + "|\n|-|\n|*b*|", "a|b\n-|-\n" + strings.Repeat("*a*|b\n", maxCells/2)} {
		lines := New(Styles{}).Render(source, 200)
		if last := lines[len(lines)-1]; !strings.Contains(last, "|") || !strings.Contains(last, "*") {
			t.Errorf("the last line of %.20q is %q, want its source", source, last)
		}
	}
}

// TestTableStyles checks that a table is drawn with the lines it is given, and
// that what stands in it keeps its styles.
func TestTableStyles(t *testing.T) {
	st := colors()
	st.Hairlines = Hairlines{"─", "│", "┼"}
	got := New(st).Render("|a|b|\n|-|-|\n|**c**|`d`|", 20)
	bar := " " + st.Rule.Render("│") + " "
	want := []string{
		st.Heading.Inherit(st.Text).Render("a") + bar + st.Heading.Inherit(st.Text).Render("b") + "  ",
		st.Rule.Render("──┼────"),
		st.Strong.Inherit(st.Text).Render("c") + bar + st.Code.Inherit(st.Text).Render("`d`"),
	}
	want[0] = strings.TrimRight(want[0], " ")
	if !slices.Equal(got, want) {
		t.Errorf("Render = %q, want %q", got, want)
	}
}

func TestEmphasisNests(t *testing.T) {
	st := colors()
	got := New(st).Render("a **b *c*** d", 20)
	want := st.Text.Render("a ") +
		st.Strong.Inherit(st.Text).Render("b ") +
		st.Emph.Inherit(st.Strong.Inherit(st.Text)).Render("c") +
		st.Text.Render(" d")
	if len(got) != 1 || got[0] != want {
		t.Errorf("Render = %q, want %q", got, want)
	}
}

// hostile is what keeps Markdown parsers busy, as it would be at n bytes.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	return map[string]string{
		"quotes":           fill(">"),
		"quotes, lines":    strings.Repeat(">", n/2) + "\n" + strings.Repeat("a\n", n/4),
		"lists":            fill("- "),
		"lists, lines":     strings.Repeat("- ", n/4) + "\n" + strings.Repeat("a\n", n/4),
		"numbers":          fill("1. "),
		"lists in quotes":  fill("> - "),
		"brackets":         fill("["),
		"bracket pairs":    strings.Repeat("[", n/2) + strings.Repeat("]", n/2),
		"links":            fill("[a]("),
		"images":           fill("![a](b)"),
		"titles":           fill(`[a](b "`),
		"emphasis":         fill("*a_ "),
		"strong":           strings.Repeat("**", n/4) + "a" + strings.Repeat("**", n/4),
		"backticks":        fill("`a``b"),
		"fences":           fill("```\n"),
		"definitions":      fill("[a]: b\n"),
		"entities":         fill("&a"),
		"escapes":          fill("\x1b]52;c;"),
		"marks":            "a" + fill("\u0301"),
		"one word":         fill("a"),
		"spaces":           "a" + fill(" ") + "b",
		"blank lines":      fill("\n"),
		"deeper each line": deeper(n),
		"rows":             "a|b\n-|-\n" + fill("|"),
		"empty rows":       "a|b\n-|-\n" + fill("|\n"),
		"columns":          strings.Repeat("|", n/3) + "\n" + strings.Repeat("-|", n/3),
		"heads":            "|" + strings.Repeat("a", n/2) + "|\n|-|\n" + strings.Repeat("|b|\n", n/8),
		"cells of code":    "a|b\n-|-\n" + fill("`|`\n"),
		"tables":           fill("a|b\n-|-\n\n"),
		"rules":            fill("a|b\n-|-\n"),
	}
}

func deeper(n int) string {
	var s strings.Builder
	for i := 0; s.Len() < n; i++ {
		s.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return s.String()
}

// The limits hold the time of a text far below what a person notices. The bound is
// that of prose, measured beside it on the same machine; what it catches is growth
// with the square of the length, which takes minutes at these sizes.
func TestHostileTextIsDrawnSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
	for _, size := range []int{MaxMarkup, MaxSource, MaxText + 100} {
		long := max(size, MaxSource) // what is short is drawn soon, however much longer than prose it takes
		prose := strings.Repeat("Look at the exports of the night, and write down what left.\n", long/60+1)[:long]
		for name, source := range hostile(size) {
			lines := New(Styles{}).Render(source, 40)
			times := 0.0
			for range 3 { // a pause of the machine does not come three times
				if times = timesAsLong(source, prose); times < muchLonger {
					break
				}
			}
			if times >= muchLonger {
				t.Errorf("%s at %d bytes took %.0f times as long as prose", name, size, times)
			}
			check(t, lines, 40)
		}
	}
}

// muchLonger is four times the worst there is. What grows with the square of the
// text is thousands of times as long.
const muchLonger = 100

// timesAsLong says how many times as long one text takes to draw as another.
func timesAsLong(one, other string) float64 {
	draw := func(source string) float64 {
		began := time.Now()
		New(Styles{}).Render(source, 40)
		return float64(time.Since(began))
	}
	return draw(one) / draw(other)
}

func TestLimits(t *testing.T) {
	if got := New(Styles{}).Render(strings.Repeat("> ", MaxDepth)+"*a*", 200); !strings.HasSuffix(got[0], "| a") {
		t.Errorf("text at the depth limit was drawn as %q", got[0])
	}
	deep := strings.Repeat("> ", MaxDepth+1) + "*a*"
	if got := New(Styles{}).Render(deep, 200); !slices.Equal(got, []string{deep}) {
		t.Errorf("text over the depth limit was drawn as %q, want its source", got)
	}
	if got := New(Styles{}).Render("0 1 2 3 4 5 6 7 8 9 "+strings.Repeat("1 ", 40)+"*a*", 200); !strings.HasSuffix(got[0], " a") {
		t.Errorf("numbers were taken for lists: %q", got[0])
	}
	busy := strings.Repeat("*a* ", MaxMarkup)
	if got := New(Styles{}).Render(busy, len(busy)); !slices.Equal(got, []string{strings.TrimRight(busy, " ")}) {
		t.Errorf("text with too much markup was drawn as %.40q, want its source", got)
	}
	long := New(Styles{}).Render(strings.Repeat("*a*\n", MaxText/4)+"12345", 80)
	if got, want := long[len(long)-1], "... (5 more bytes are not shown)"; got != want {
		t.Errorf("the end of a text over the limit is %q, want %q", got, want)
	}
	if long[0] != "*a*" || len(long) != MaxText/4+1 {
		t.Errorf("a text over the limit has %d lines, the first %q", len(long), long[0])
	}
}

// check fails the test if a line is too wide or holds something that a
// terminal would obey.
func check(t *testing.T, lines []string, width int) {
	t.Helper()
	for _, line := range lines {
		line = inert.Shown(line, "…") // as a screen does before anybody sees it
		if got := inert.Width(line); got > width {
			t.Fatalf("a line of %d cells in a width of %d: %+.200q", got, width, line)
		}
		for _, r := range line {
			if r >= 0x80 && !unicode.IsGraphic(r) && r != '\u200c' && r != '\u200d' || r < ' ' || r == 0x7f {
				t.Fatalf("a line holds %U: %+.200q", r, line)
			}
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, name := range []string{"step", "everything", "hostile"} {
		f.Add(read(f, name), 20)
	}
	for _, source := range hostile(60) {
		f.Add(source, 7)
	}
	plain, styled := New(Styles{}), New(colors()) // to make one costs more than to read
	f.Fuzz(func(t *testing.T, source string, width int) {
		if len(source) > 2<<10 {
			return // long ones are for TestHostile: here many are worth more
		}
		width = max(1, width%100)
		bare := plain.Render(source, width)
		check(t, bare, width)
		lines := styled.Render(source, width)
		if len(lines) != len(bare) {
			t.Fatalf("%q has %d lines in color and %d without", source, len(lines), len(bare))
		}
		for i, line := range lines {
			if got := ansi.Strip(line); strings.TrimRight(got, " ") != strings.TrimRight(bare[i], " ") {
				t.Fatalf("%q reads %q in color and %q without", source, got, bare[i])
			}
			if got := inert.Width(line); got > width {
				t.Fatalf("a styled line of %d cells in a width of %d: %+q", got, width, line)
			}
			check(t, []string{ansi.Strip(line)}, width)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	step := read(b, "step")
	for _, bb := range []struct {
		name string
		st   Styles
	}{{"plain", Styles{}}, {"styled", colors()}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			r := New(bb.st)
			for b.Loop() {
				r.Render(step, 48)
			}
		})
	}
}
