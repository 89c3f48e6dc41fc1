package draw

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

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

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		theme       string
		palette     palette
		backgrounds map[string]string
	}{{"dark", darkPalette(), darkBackgrounds}, {"light", lightPalette(), lightBackgrounds}} {
		p := test.palette
		for name, back := range test.backgrounds {
			for role, c := range map[string]color.Color{"text": p.text, "muted": p.muted, "done": p.done, "warn": p.warn, "danger": p.danger} {
				checkContrast(t, test.theme+" "+role+" on "+name, c, lipgloss.Color(back), textContrast)
			}
			checkContrast(t, test.theme+" rule on "+name, p.rule, lipgloss.Color(back), lineContrast)
		}
		checkContrast(t, test.theme+" badge", p.badgeText, p.badge, textContrast)
		checkContrast(t, test.theme+" alarm", p.alarmText, p.alarm, textContrast)
		checkContrast(t, test.theme+" focus", p.focusText, p.focus, textContrast)
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

// contrast is the contrast ratio of WCAG 2.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	l := linear(c)
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// linear returns the light of a colour, without the curve of sRGB.
func linear(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	var out [3]float64
	for i, v := range [3]uint32{r, g, b} {
		s := float64(v) / 0xffff
		if out[i] = s / 12.92; s > 0.04045 {
			out[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return out
}

// How people see who lack one kind of cone (Machado, Oliveira and Fernandes
// 2009, severity 1).
var sights = map[string][3][3]float64{
	"full color":   {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// TestColorBlind checks that the three colours with a meaning can be told
// apart by everybody. A distance of 20 in CIELAB is easy to see.
func TestColorBlind(t *testing.T) {
	const least = 20
	for theme, p := range map[string]palette{"dark": darkPalette(), "light": lightPalette()} {
		pairs := map[string][2]color.Color{"done and warn": {p.done, p.warn}, "done and danger": {p.done, p.danger}, "warn and danger": {p.warn, p.danger}}
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
			if s, ok := v.Field(i).Interface().(lipgloss.Style); ok {
				all[v.Type().Name()+"."+v.Type().Field(i).Name] = s
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
	for name, theme := range map[string]*Theme{"dark": NewTheme(true, false), "light": NewTheme(false, false), "plain": PlainTheme(false)} {
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
	if !plain.Focus.GetReverse() || !plain.Alarm.GetReverse() || !plain.Badge.GetReverse() {
		t.Error("plain: focus, alarm and badge must stand out without colors")
	}
}

// neutral are the characters beyond ASCII that glyphs may hold: those whose
// East Asian Width is N or Na in Unicode 17 and that no terminal draws as an
// emoji. Look a new one up in EastAsianWidth.txt and emoji-data.txt.
const neutral = "✓✗⊘►‹›"

func TestGlyphs(t *testing.T) {
	for name, g := range map[string]Glyphs{"UTF-8": newGlyphs(false), "ASCII": newGlyphs(true)} {
		three := []string{g.Todo, g.Done, g.Skipped, g.NotApplicable, g.Blocked, g.Failed, g.Started, g.Decision}
		for want, glyphs := range map[int][]string{3: three, 1: {g.Cursor, g.Bar, g.Line}} {
			for _, glyph := range glyphs {
				if inert.Width(glyph) != want {
					t.Errorf("%s: %q is %d cells wide, want %d", name, glyph, inert.Width(glyph), want)
				}
				if inert.Width(inert.ASCII(glyph)) != want {
					t.Errorf("%s: %q is %q in ASCII, want as many cells", name, glyph, inert.ASCII(glyph))
				}
				checkNeutral(t, name, glyph)
			}
		}
		seen := map[string]bool{}
		for _, glyph := range three {
			if seen[glyph] {
				t.Errorf("%s: two states look like %q", name, glyph)
			}
			seen[glyph] = true
		}
	}
}

func checkNeutral(t *testing.T, set, glyph string) {
	t.Helper()
	for _, r := range glyph {
		if r < 0x80 {
			continue
		}
		allowed := false
		for _, n := range neutral {
			allowed = allowed || n == r
		}
		if set == "ASCII" || !allowed {
			t.Errorf("%s: %q holds %U", set, glyph, r)
		}
	}
}
