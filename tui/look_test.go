package tui

import (
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestTheme checks which theme is in force: what was asked for, before what
// the terminal says, before what the environment says.
func TestTheme(t *testing.T) {
	dark, light, own, none := draw.NewTheme(true, false), draw.NewTheme(false, false), draw.TerminalTheme(false), draw.PlainTheme(false)
	black, white := color.Color(color.Black), color.Color(color.White)
	const many, few, no = colorprofile.ANSI256, colorprofile.ANSI, colorprofile.ASCII
	tests := []struct {
		name    string
		profile colorprofile.Profile
		answer  color.Color
		theme   screen.Theme
		color   screen.Color
		env     []string
		want    *draw.Theme
	}{
		{"nothing is known yet", colorprofile.Unknown, nil, "", screen.ColorAuto, nil, none},
		{"a silent terminal", many, nil, "", screen.ColorAuto, nil, own},
		{"a dark answer", many, black, "", screen.ColorAuto, nil, dark},
		{"a light answer", many, white, screen.ThemeAuto, screen.ColorAuto, nil, light},
		{"an answer before COLORFGBG", many, white, "", screen.ColorAuto, []string{"COLORFGBG=15;0"}, light},
		{"COLORFGBG", many, nil, "", screen.ColorAuto, []string{"COLORFGBG=0;15"}, light},
		{"COLORFGBG with three parts", many, nil, "", screen.ColorAuto, []string{"COLORFGBG=15;default;0"}, dark},
		{"COLORFGBG without a number", many, nil, "", screen.ColorAuto, []string{"COLORFGBG=15;default"}, own},
		{"COLORFGBG beyond the sixteen", many, nil, "", screen.ColorAuto, []string{"COLORFGBG=0;16"}, own},
		{"sixteen colors", few, black, "", screen.ColorAuto, nil, own},
		{"no colors", no, black, "", screen.ColorAuto, nil, none},
		{"--theme dark before the answer", many, white, screen.ThemeDark, screen.ColorAuto, nil, dark},
		{"--theme light", many, nil, screen.ThemeLight, screen.ColorAuto, nil, light},
		{"--theme ansi", many, white, screen.ThemeANSI, screen.ColorAuto, nil, own},
		{"--theme none", many, white, screen.ThemeNone, screen.ColorAlways, nil, none},
		{"NO_COLOR", many, white, "", screen.ColorAuto, []string{"NO_COLOR=0"}, none},
		{"NO_COLOR before --theme", many, white, screen.ThemeDark, screen.ColorAuto, []string{"NO_COLOR=1"}, none},
		{"--color always before NO_COLOR", many, white, "", screen.ColorAlways, []string{"NO_COLOR=1"}, light},
		{"--color never", many, white, screen.ThemeDark, screen.ColorNever, nil, none},
	}
	for _, tt := range tests {
		a := New(screen.Config{Theme: tt.theme, Color: tt.color, Environ: tt.env})
		a.profile, a.background = tt.profile, tea.BackgroundColorMsg{Color: tt.answer}
		got := a.themed().Theme
		if got.Muted.GetForeground() != tt.want.Muted.GetForeground() || got.Marks.Done.GetForeground() != tt.want.Marks.Done.GetForeground() {
			t.Errorf("%s: the theme writes in %v with marks in %v", tt.name, got.Muted.GetForeground(), got.Marks.Done.GetForeground())
		}
	}
}

// TestProfile checks how many colours the terminal is sent.
func TestProfile(t *testing.T) {
	const never, always = screen.ColorNever, screen.ColorAlways
	tests := []struct {
		env   []string
		color screen.Color
		theme screen.Theme
		want  colorprofile.Profile
	}{
		{[]string{"TERM=xterm"}, 0, "", colorprofile.ANSI},
		{[]string{"TERM=screen"}, 0, "", colorprofile.ANSI},
		{[]string{"TERM=screen"}, always, "", colorprofile.ANSI},
		{[]string{"TERM=linux"}, 0, "", colorprofile.ANSI},
		{[]string{"TERM=xterm-256color"}, 0, "", colorprofile.ANSI256},
		{[]string{"TERM=screen-256color"}, 0, "", colorprofile.ANSI256},
		{[]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, 0, "", colorprofile.TrueColor},
		{[]string{"TERM=vt100"}, 0, "", colorprofile.ASCII},
		{[]string{"TERM=vt100"}, always, "", colorprofile.ANSI},
		{[]string{"TERM=xterm-mono"}, 0, "", colorprofile.ASCII},
		{[]string{"TERM=xterm"}, 0, screen.ThemeDark, colorprofile.ANSI256},
		{[]string{"TERM=xterm-256color", "NO_COLOR=1"}, 0, "", colorprofile.ASCII},
		{[]string{"TERM=xterm-256color", "NO_COLOR=1"}, always, "", colorprofile.ANSI256},
		{[]string{"TERM=xterm-256color"}, never, "", colorprofile.ASCII},
		{[]string{"TERM=xterm-256color"}, always, screen.ThemeNone, colorprofile.ASCII},
	}
	for _, tt := range tests {
		if got := profile(screen.Config{Environ: tt.env, Color: tt.color, Theme: tt.theme}); got != tt.want {
			t.Errorf("%v, color %d, theme %q: %v, want %v", tt.env, tt.color, tt.theme, got, tt.want)
		}
	}
}

// TestAsksBackground checks that nothing is asked whose answer does not count.
func TestAsksBackground(t *testing.T) {
	for _, tt := range []struct {
		cfg  screen.Config
		want bool
	}{
		{screen.Config{}, true},
		{screen.Config{Theme: screen.ThemeAuto}, true},
		{screen.Config{Theme: screen.ThemeLight}, false},
		{screen.Config{Theme: screen.ThemeANSI}, false},
		{screen.Config{Color: screen.ColorNever}, false},
		{screen.Config{Environ: []string{"NO_COLOR=1"}}, false},
		{screen.Config{Environ: []string{"NO_COLOR=1"}, Color: screen.ColorAlways}, true},
	} {
		if got := tt.cfg.AsksBackground(); got != tt.want {
			t.Errorf("%+v asks for the background: %v, want %v", tt.cfg, got, tt.want)
		}
	}
}

// TestBorders looks at a run and at a dialog over it, whose text is not ASCII.
func TestBorders(t *testing.T) {
	const lines = "─│┬┴├┤╭╮╰╯"
	tests := []struct {
		name           string
		cfg            screen.Config
		lines, letters bool
		marks          string // one of the two sets
	}{
		{"line", screen.Config{}, true, true, "○"},
		{"ascii marks", screen.Config{ASCIIMarks: true}, false, true, "[ ]"},
		{"ascii", screen.Config{ASCII: true}, false, false, "[ ]"},
		{"none", screen.Config{NoBorders: true}, false, true, "○"},
		{"none, ascii marks", screen.Config{NoBorders: true, ASCIIMarks: true}, false, true, "[ ]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			tt.cfg.Open = fake.BusyRun(t, m)
			driveRun(t, m, tt.cfg, 80, 24, func(d *tuitest.Driver) {
				run := d.Frame()
				d.Press("n")
				d.Type("日本語 größe")
				frame := run + d.Frame()
				if got := strings.ContainsAny(frame, lines); got != tt.lines {
					d.T.Errorf("lines: %v, want %v\n%s", got, tt.lines, frame)
				}
				if got := strings.Contains(frame, "日本語 größe"); got != tt.letters {
					d.T.Errorf("letters as they are: %v, want %v\n%s", got, tt.letters, frame)
				}
				if !strings.Contains(run, tt.marks) {
					d.T.Errorf("no %q\n%s", tt.marks, run)
				}
				if tt.cfg.NoBorders && strings.ContainsAny(run, "|+") {
					d.T.Errorf("a bar or a corner\n%s", run)
				}
			})
		})
	}
}
