package tui

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"cordon/tui/draw"
	"cordon/tui/screen"
)

// themed picks the theme for the terminal as far as it is known. What the
// person asked for comes first, then what the terminal answered about its
// background, then what the environment says about it. Where nothing is known,
// and where there are sixteen colours only, those are the terminal's own.
func (a App) themed() App {
	a.Theme = a.colored(a.Cfg.ASCII || a.Cfg.ASCIIMarks)
	if a.Cfg.NoBorders {
		a.Theme = a.Theme.Borderless()
	}
	return a
}

func (a App) colored(ascii bool) *draw.Theme {
	switch theme, _ := chosen(*a.Cfg, a.profile, a.background.Color); theme {
	case screen.ThemeNone:
		return draw.PlainTheme(ascii)
	case screen.ThemeDark, screen.ThemeLight:
		return draw.NewTheme(theme == screen.ThemeDark, ascii)
	case screen.ThemeAuto:
		return draw.ThemeOn(a.background.Color, ascii)
	}
	return draw.TerminalTheme(ascii)
}

// chosen returns the theme that is taken, and why. ThemeAuto is one on the
// background that the terminal named.
func chosen(cfg screen.Config, shown colorprofile.Profile, background color.Color) (theme screen.Theme, why string) {
	dark, known := darkByEnviron(cfg.Environ)
	switch {
	case cfg.Theme == screen.ThemeNone:
		return screen.ThemeNone, "you chose it"
	case !cfg.Colourful():
		return screen.ThemeNone, "colors are off: --color never, or NO_COLOR"
	case tooFewColors(shown, background):
		return screen.ThemeNone, "the terminal shows no colors, by its name in TERM"
	case cfg.Theme == screen.ThemeDark, cfg.Theme == screen.ThemeLight:
		return cfg.Theme, "you chose it"
	case cfg.Theme == screen.ThemeANSI:
		return screen.ThemeANSI, "you chose it"
	case shown == colorprofile.ANSI:
		return screen.ThemeANSI, "the terminal has sixteen colors, by its name in TERM"
	case background != nil:
		return screen.ThemeAuto, "the terminal named its background"
	case known && dark:
		return screen.ThemeDark, "COLORFGBG says that the background is dark"
	case known:
		return screen.ThemeLight, "COLORFGBG says that the background is light"
	}
	return screen.ThemeANSI, "nobody says what the background is, so the terminal's own sixteen colors are taken"
}

// LookOf says how many colours the screens would take and which theme, and why,
// on a terminal with this background; nil is one that does not name it.
func LookOf(cfg Config, background color.Color) (colors string, theme Theme, why string) {
	shown := profile(cfg)
	theme, why = chosen(cfg, shown, background)
	if theme == screen.ThemeAuto {
		theme = screen.ThemeLight
		if draw.IsDark(background) {
			theme = screen.ThemeDark
		}
	}
	return map[colorprofile.Profile]string{
		colorprofile.TrueColor: "16 million", colorprofile.ANSI256: "256", colorprofile.ANSI: "16",
	}[shown], theme, why
}

// tooFewColors reports whether a terminal shows none, or has not yet told
// anything.
func tooFewColors(shown colorprofile.Profile, background color.Color) bool {
	if shown == colorprofile.Unknown {
		return background == nil
	}
	return shown < colorprofile.ANSI
}

// darkByEnviron reports what COLORFGBG says about the background, if anything.
// Its last number is one of the sixteen colours; 7 and those above 8 are light.
func darkByEnviron(environ []string) (dark, known bool) {
	value := screen.Getenv(environ, "COLORFGBG")
	n, err := strconv.Atoi(value[strings.LastIndexByte(value, ';')+1:])
	if err != nil || n < 0 || n > 15 {
		return false, false
	}
	return n != 7 && n <= 8, true
}

// profile says which colours the terminal takes, from the environment alone:
// no question to the terminal, no child process.
func profile(cfg screen.Config) colorprofile.Profile {
	if !cfg.Colourful() {
		return colorprofile.ASCII
	}
	shown := colorsOf(cfg.Environ)
	switch {
	case cfg.Theme == screen.ThemeDark, cfg.Theme == screen.ThemeLight:
		// In sixteen colours, whose shades are unknown, nobody can say
		// whether they can be read.
		shown = max(shown, colorprofile.ANSI256)
	case cfg.Color == screen.ColorAlways:
		shown = max(shown, colorprofile.ANSI)
	}
	return shown
}

// colorsOf returns how many colours a terminal shows by its name.
func colorsOf(environ []string) colorprofile.Profile {
	environ = slices.DeleteFunc(slices.Clone(environ), func(kv string) bool { return strings.HasPrefix(kv, "NO_COLOR=") })
	shown := colorprofile.Env(environ)
	term := screen.Getenv(environ, "TERM")
	switch {
	case len(term) > 2 && strings.HasPrefix(term, "vt") && term[2] >= '0' && term[2] <= '9', strings.HasSuffix(term, "-m"), strings.HasSuffix(term, "-mono"):
		return min(shown, colorprofile.ASCII)
	case term == "screen":
		return min(shown, colorprofile.ANSI) // eight, by its description
	}
	return shown
}
