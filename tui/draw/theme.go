package draw

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"cordon/tui/markdown"
)

// A Theme holds every style and glyph the screens use, named for meaning and
// not for colour. The App owns the one in force and hands it to whatever
// draws. Meaning is never carried by colour alone.
type Theme struct {
	Text     lipgloss.Style
	Strong   lipgloss.Style
	Muted    lipgloss.Style
	Done     lipgloss.Style
	Warn     lipgloss.Style
	Danger   lipgloss.Style
	Rule     lipgloss.Style
	Focus    lipgloss.Style // the row that has the keys
	Badge    lipgloss.Style // READ-ONLY, DRILL
	Alarm    lipgloss.Style // NOT SAVED
	Markdown *markdown.Renderer
	Glyphs   Glyphs
}

// Glyphs are the marks of the screens, each of a fixed width. They are of
// Unicode width class neutral or narrow, and none is an emoji.
type Glyphs struct {
	Todo, Done, Skipped, NotApplicable, Blocked, Failed, Started string // 3 cells
	Cursor, Bar, Line                                            string // 1 cell
	Decision                                                     string // 3 cells
	DueSoon, Overdue                                             string // 1 and 2 cells
}

// Row returns the mark that stands before a row and its style: those of the
// cursor, where it is here.
func (t *Theme) Row(here bool, style lipgloss.Style) (string, lipgloss.Style) {
	if here {
		return t.Glyphs.Cursor + " ", t.Focus
	}
	return "  ", style
}

// A palette is the colours of a theme by role. Nil means the terminal's own.
type palette struct {
	text, muted, done, warn, danger, rule color.Color
	badgeText, badge                      color.Color
	alarmText, alarm                      color.Color
	focusText, focus                      color.Color
}

// NewTheme returns the theme for a dark or a light background. The contrast of
// its colours is checked in theme_test.go.
func NewTheme(dark, ascii bool) *Theme {
	if dark {
		return darkPalette().theme(ascii)
	}
	return lightPalette().theme(ascii)
}

func darkPalette() palette {
	black := lipgloss.Color("#000000")
	return palette{
		text: lipgloss.Color("#E6E6E6"), muted: lipgloss.Color("#B4B4B4"),
		done: lipgloss.Color("#89C0F5"), warn: lipgloss.Color("#F9D306"),
		danger: lipgloss.Color("#F47B6B"), rule: lipgloss.Color("#8A8F98"),
		badgeText: black, badge: lipgloss.Color("#B4B4B4"),
		alarmText: black, alarm: lipgloss.Color("#F47B6B"),
		focusText: black, focus: lipgloss.Color("#89C0F5"),
	}
}

func lightPalette() palette {
	white := lipgloss.Color("#FFFFFF")
	return palette{
		text: lipgloss.Color("#1A1A1A"), muted: lipgloss.Color("#565656"),
		done: lipgloss.Color("#00548C"), warn: lipgloss.Color("#8A5A00"),
		danger: lipgloss.Color("#811526"), rule: lipgloss.Color("#767B85"),
		badgeText: white, badge: lipgloss.Color("#565656"),
		alarmText: white, alarm: lipgloss.Color("#811526"),
		focusText: white, focus: lipgloss.Color("#00548C"),
	}
}

// PlainTheme returns the theme for a terminal whose colours are not known: its
// own foreground, bold, and reverse video. No one of the sixteen colours is
// readable on all common backgrounds, so it uses them not at all.
func PlainTheme(ascii bool) *Theme {
	base := lipgloss.NewStyle()
	t := palette{}.theme(ascii)
	t.Warn, t.Danger = base.Bold(true), base.Bold(true)
	t.Badge, t.Alarm, t.Focus = base.Reverse(true), base.Reverse(true).Bold(true), base.Reverse(true)
	return t
}

func (p palette) theme(ascii bool) *Theme {
	fg := func(c color.Color) lipgloss.Style {
		if c == nil {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(c)
	}
	on := func(text, back color.Color) lipgloss.Style {
		if back == nil {
			return lipgloss.NewStyle().Bold(true)
		}
		return lipgloss.NewStyle().Foreground(text).Background(back)
	}
	t := &Theme{
		Text: fg(nil), Strong: fg(p.text).Bold(true), Muted: fg(p.muted), Done: fg(p.done),
		Warn: fg(p.warn), Danger: fg(p.danger), Rule: fg(p.rule),
		Focus: on(p.focusText, p.focus), Badge: on(p.badgeText, p.badge), Alarm: on(p.alarmText, p.alarm).Bold(true),
		Glyphs: newGlyphs(ascii),
	}
	t.Markdown = markdown.New(markdown.Styles{
		Text: t.Text, Strong: t.Strong, Emph: t.Strong, Code: t.Done, Heading: t.Strong,
		Link: t.Done, Quote: t.Muted, Rule: t.Rule,
	})
	return t
}

func newGlyphs(ascii bool) Glyphs {
	g := Glyphs{
		Todo: "[ ]", Done: "[x]", Skipped: "[-]", NotApplicable: "[/]", Blocked: "[!]", Failed: "[X]", Started: "[~]",
		Cursor: ">", Bar: "|", Line: "-", Decision: "<?>",
		DueSoon: "!", Overdue: "!!",
	}
	if !ascii {
		g.Done, g.NotApplicable, g.Failed = "[✓]", "[⊘]", "[✗]"
		g.Cursor, g.Decision = "►", "‹?›"
	}
	return g
}
