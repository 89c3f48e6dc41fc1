package tui

import (
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
	dark, known := darkByEnviron(a.Cfg.Environ)
	switch {
	case !a.Cfg.Colourful(), a.tooFewColors():
		return draw.PlainTheme(ascii)
	case a.Cfg.Theme == screen.ThemeDark, a.Cfg.Theme == screen.ThemeLight:
		return draw.NewTheme(a.Cfg.Theme == screen.ThemeDark, ascii)
	case a.Cfg.Theme == screen.ThemeANSI, a.profile == colorprofile.ANSI:
		return draw.TerminalTheme(ascii)
	case a.background.Color != nil:
		return draw.ThemeOn(a.background.Color, ascii)
	case known:
		return draw.NewTheme(dark, ascii)
	}
	return draw.TerminalTheme(ascii)
}

// tooFewColors reports whether the terminal shows none, or has not yet told
// anything.
func (a App) tooFewColors() bool {
	if a.profile == colorprofile.Unknown {
		return a.background.Color == nil
	}
	return a.profile < colorprofile.ANSI
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
