package draw

import (
	"image/color"
	"math"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// Backgrounds that terminals have.
var (
	darkBackgrounds = map[string]string{
		"black": "#000000", "Campbell": "#0C0C0C", "VS Code": "#1E1E1E", "One Dark": "#282C34",
		"Dracula": "#282A36", "Solarized": "#002B36", "Ubuntu": "#300A24", "Nord": "#2E3440",
	}
	lightBackgrounds = map[string]string{
		"white": "#FFFFFF", "F5F5F5": "#F5F5F5", "Solarized": "#FDF6E3", "Gruvbox": "#FBF1C7",
	}
)

// The least contrasts of WCAG 2.2: of text (AA), and of lines.
const (
	textContrast = 4.5
	lineContrast = 3.0
)

// words are the colours of a palette in which there is something to read.
func (p palette) words() map[string]color.Color {
	return map[string]color.Color{
		"text": p.text, "strong": p.strong, "muted": p.muted, "accent": p.accent, "done": p.done, "warn": p.warn, "danger": p.danger,
	}
}

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		theme       string
		palette     palette
		backgrounds map[string]string
	}{{"dark", darkPalette(), darkBackgrounds}, {"light", lightPalette(), lightBackgrounds}} {
		p := test.palette
		for name, back := range test.backgrounds {
			for role, c := range p.words() {
				checkContrast(t, test.theme+" "+role+" on "+name, c, lipgloss.Color(back), textContrast)
			}
			checkContrast(t, test.theme+" rule on "+name, p.rule, lipgloss.Color(back), lineContrast)
		}
		for role, c := range p.words() {
			checkPainted(t, test.theme+" "+role+" on the selected row", c, p.focus)
			checkPainted(t, test.theme+" "+role+" on a command", c, p.command)
		}
		checkPainted(t, test.theme+" badge", p.badgeText, p.badge)
		checkPainted(t, test.theme+" alarm", p.alarmText, p.alarm)
		checkPainted(t, test.theme+" focus", p.focusText, p.focus)
	}
}

// checkContrast checks two colours as they are, and as a terminal with 256
// colours shows the first one.
func checkContrast(t *testing.T, what string, c, back color.Color, least float64) {
	t.Helper()
	if got := contrast(c, back); got < least {
		t.Errorf("%s has contrast %.2f, want %.1f", what, got, least)
	}
	if got := contrast(colorprofile.ANSI256.Convert(c), back); got < least {
		t.Errorf("%s has contrast %.2f with 256 colors, want %.1f", what, got, least)
	}
}

// checkPainted checks a colour on a background that we paint, which is one of
// the 256 too where there are no more.
func checkPainted(t *testing.T, what string, c, back color.Color) {
	t.Helper()
	few := colorprofile.ANSI256
	for colors, got := range map[string]float64{"all": contrast(c, back), "256": contrast(few.Convert(c), few.Convert(back))} {
		if got < textContrast {
			t.Errorf("%s has contrast %.2f with %s colors, want %.1f", what, got, colors, textContrast)
		}
	}
}

// How people see who lack one kind of cone (Machado, Oliveira and Fernandes
// 2009, severity 1).
var sights = map[string][3][3]float64{
	"full color":   {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// TestColorBlind checks that the colours with a meaning can be told apart by
// everybody. A distance of 20 in CIELAB is easy to see.
func TestColorBlind(t *testing.T) {
	const least = 20
	for theme, p := range map[string]palette{"dark": darkPalette(), "light": lightPalette()} {
		pairs := map[string][2]color.Color{"done and warn": {p.done, p.warn}, "done and danger": {p.done, p.danger}, "warn and danger": {p.warn, p.danger},
			"accent and warn": {p.accent, p.warn}, "accent and danger": {p.accent, p.danger}, "accent and done": {p.accent, p.done}}
		for sight, matrix := range sights {
			for pair, c := range pairs {
				if d := distance(lab(seen(matrix, c[0])), lab(seen(matrix, c[1]))); d < least {
					t.Errorf("%s: %s are %.0f apart with %s, want %d", theme, pair, d, sight, least)
				}
			}
		}
	}
}

func seen(m [3][3]float64, c color.Color) [3]float64 {
	l := linear(c)
	var out [3]float64
	for i := range out {
		out[i] = min(1, max(0, m[i][0]*l[0]+m[i][1]*l[1]+m[i][2]*l[2]))
	}
	return out
}

// lab returns linear sRGB in CIELAB, with the white of daylight (D65).
func lab(l [3]float64) [3]float64 {
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124*l[0] + 0.3576*l[1] + 0.1805*l[2]) / 0.9505)
	y := f(0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2])
	z := f((0.0193*l[0] + 0.1192*l[1] + 0.9505*l[2]) / 1.0890)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// styles returns all styles of a theme by name.
func styles(t *testing.T, theme *Theme) map[string]lipgloss.Style {
	t.Helper()
	all := map[string]lipgloss.Style{}
	for _, v := range []reflect.Value{reflect.ValueOf(*theme), reflect.ValueOf(theme.Markdown.Styles())} {
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			switch s := v.Field(i).Interface().(type) {
			case Style:
				all[name] = s.Lipgloss()
			case lipgloss.Style:
				all[name] = s
			}
		}
	}
	if len(all) < 15 {
		t.Fatalf("found %d styles", len(all))
	}
	return all
}

// TestStyles checks that nothing is faint or blinks, and that the theme for
// unknown colours has none.
func TestStyles(t *testing.T) {
	for name, theme := range map[string]*Theme{"dark": NewTheme(true, false), "light": NewTheme(false, false), "plain": PlainTheme(false), "ansi": TerminalTheme(false)} {
		for which, s := range styles(t, theme) {
			if s.GetFaint() || s.GetBlink() {
				t.Errorf("%s: %s is faint or blinks", name, which)
			}
			if _, none := s.GetForeground().(lipgloss.NoColor); name == "plain" && !none {
				t.Errorf("plain: %s has the color %v", which, s.GetForeground())
			}
			if _, none := s.GetBackground().(lipgloss.NoColor); name == "plain" && !none {
				t.Errorf("plain: %s has the background %v", which, s.GetBackground())
			}
		}
	}
	plain := PlainTheme(false)
	if !plain.Focus.Lipgloss().GetReverse() || !plain.Alarm.Lipgloss().GetReverse() || !plain.Badge.Lipgloss().GetReverse() {
		t.Error("plain: focus, alarm and badge must stand out without colors")
	}
}

// Characters beyond ASCII that the UTF-8 set may hold. Of the neutral ones the
// East Asian Width is N or Na in Unicode 17: one cell everywhere. The ambiguous
// ones (A) take two cells in some terminals set up for Chinese, Japanese or
// Korean, which get the ASCII set. None is drawn as an emoji. Look a new one up
// in EastAsianWidth.txt and emoji-data.txt.
const (
	neutral   = "✓✗⊘▸"
	ambiguous = "○─│┬┴┼╭╮╰╯━▌…"
)

func TestGlyphs(t *testing.T) {
	for set, width := range map[string]int{"UTF-8": 1, "ASCII": 3} {
		g := newGlyphs(set == "ASCII")
		if g.Width() != width {
			t.Errorf("%s: the marks are %d cells wide, want %d", set, g.Width(), width)
		}
		rows := []string{g.Todo, g.Done, g.Skipped, g.NotApplicable, g.Blocked, g.Failed, g.Started, g.Waiting, g.Evidence, g.Decision}
		checkCells(t, set, width, rows...)
		checkCells(t, set, 1, g.Cursor, g.DueSoon)
		checkCells(t, set, 2, g.Overdue)
		checkCells(t, set, map[string]int{"UTF-8": 1, "ASCII": 3}[set], g.More)
		states := map[string]bool{}
		for _, glyph := range []string{g.Todo, g.Done, g.Skipped, g.NotApplicable, g.Blocked, g.Failed, g.Waiting} {
			if states[glyph] {
				t.Errorf("%s: two states look like %q", set, glyph)
			}
			states[glyph] = true
		}
	}
}

func TestLines(t *testing.T) {
	for _, set := range []string{"UTF-8", "ASCII"} {
		l := newLines(set == "ASCII")
		checkCells(t, set, 1, l.Across, l.Down, l.TeeDown, l.TeeUp, l.Cross, l.Meter, l.Rest, l.Caution)
		checkCells(t, set, 1, l.Corners[:]...)
		if l.Meter == l.Rest {
			t.Errorf("%s: what is done and what is left both look like %q", set, l.Meter)
		}
	}
}

// TestBorderless checks that bars, rules and frames leave their cells empty.
func TestBorderless(t *testing.T) {
	for _, ascii := range []bool{true, false} {
		theme := NewTheme(true, ascii).Borderless()
		box, _ := theme.Overlay(Normal, nil, 40, 10, "Title", []string{"text"})
		pane := theme.Columns(1, Column{3, []string{"a"}}, Column{3, []string{"b"}})
		drawn := ansi.Strip(strings.Join(append(append(box, pane...), theme.HRule(9, 4, theme.Lines.TeeDown)), ""))
		if got := strings.Join(strings.Fields(drawn), " "); got != "Title text a b" {
			t.Errorf("drawn: %q", got)
		}
		if theme.Lines.Meter == " " || theme.Lines.Caution == " " {
			t.Error("what a meter or a caution says is gone")
		}
	}
}

// checkCells checks that each glyph of a set is so wide, in that set's
// characters.
func checkCells(t *testing.T, set string, width int, glyphs ...string) {
	t.Helper()
	for _, glyph := range glyphs {
		if got := inert.Width(glyph); got != width {
			t.Errorf("%s: %q is %d cells wide, want %d", set, glyph, got, width)
		}
		for _, r := range glyph {
			if r >= 0x80 && (set == "ASCII" || !strings.ContainsRune(neutral+ambiguous, r)) {
				t.Errorf("%s: %q holds %U", set, glyph, r)
			}
		}
	}
}

// TestOwnColors checks that the terminal's own colours are for marks: words
// keep its foreground, whose contrast somebody chose.
func TestOwnColors(t *testing.T) {
	theme := TerminalTheme(false)
	for which, s := range styles(t, theme) {
		if _, none := s.GetForeground().(lipgloss.NoColor); !none {
			t.Errorf("%s has the color %v", which, s.GetForeground())
		}
	}
	for which, s := range map[string]Style{"accent": theme.Marks.Accent, "done": theme.Marks.Done, "warn": theme.Marks.Warn, "danger": theme.Marks.Danger} {
		c, own := s.GetForeground().(ansi.BasicColor)
		if !own || c == ansi.Black || c > ansi.Cyan {
			t.Errorf("the mark %s has the color %v, want one of the terminal's first six", which, s.GetForeground())
		}
	}
}

// TestThemeOn checks that the theme follows what can be read, between black
// and white.
func TestThemeOn(t *testing.T) {
	dark, light := NewTheme(true, false).Muted.GetForeground(), NewTheme(false, false).Muted.GetForeground()
	for back, want := range map[string]color.Color{
		"#000000": dark, "#2E3440": dark, "#4A4A4A": dark, "#606060": dark,
		"#A0A0A0": light, "#C0C0C0": light, "#FBF1C7": light, "#FFFFFF": light,
	} {
		if got := ThemeOn(lipgloss.Color(back), false).Muted.GetForeground(); got != want {
			t.Errorf("on %s the theme writes in %v, want %v", back, got, want)
		}
	}
	for grey := range 256 {
		back := color.Gray{Y: uint8(grey)}
		best := max(darkPalette().worst(back), lightPalette().worst(back))
		got := lightPalette()
		if ThemeOn(back, false).Muted.GetForeground() == dark {
			got = darkPalette()
		}
		if got.worst(back) < best {
			t.Errorf("on grey %d the contrast is %.2f, and could be %.2f", grey, got.worst(back), best)
		}
	}
}
