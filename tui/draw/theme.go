package draw

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"cordon/playbook/inert"
	"cordon/tui/markdown"
)

// A Theme holds every style and glyph the screens use, named for meaning and
// not for colour. The App owns the one in force and hands it to whatever
// draws. Meaning is never carried by colour alone.
type Theme struct {
	Plain    Style // nothing at all
	Text     Style
	Strong   Style // the thing itself
	Muted    Style // what is around it
	Accent   Style // where one is, and which key
	Done     Style
	Warn     Style // due soon, open question
	Danger   Style // late, blocked, failed
	Rule     Style // hairlines
	Behind   Style // what lies behind a dialog
	Focus    Style // the row that has the keys
	Command  Style // a command to copy
	Badge    Style // READ-ONLY, DRILL
	Alarm    Style // NOT SAVED
	Marks    Marks
	Markdown *markdown.Renderer
	Glyphs   Glyphs
	Lines    Lines
}

// Marks are the styles of glyphs. They differ from those of words where a
// colour is good enough for a mark only.
type Marks struct{ Accent, Done, Warn, Danger, Quiet Style }

// Glyphs are the marks of the screens. All that stand before a row are of one
// width, which is that of Todo.
type Glyphs struct {
	Todo, Done, Skipped, NotApplicable, Blocked, Failed, Started string
	Waiting, Evidence                                            string
	Cursor                                                       string // 1 cell
	Decision                                                     string
	DueSoon, Overdue                                             string // 1 and 2 cells
	More                                                         string // after what was cut: see [inert.Shown]
}

// Lines are what rules and frames are drawn with, each of one cell.
type Lines struct {
	Across, Down, TeeDown, TeeUp string
	Cross                        string
	Corners                      [4]string // top left, top right, bottom left, bottom right
	Meter, Rest                  string    // how far something has come, and what is left
	Caution                      string    // beside what must not be missed
	Ends                         [2]string // of a line of time
	Now, Due                     string    // on a line of time
}

// Width is how many cells the mark before a row takes.
func (g Glyphs) Width() int { return inert.Width(g.Todo) }

// Row returns the mark that stands before a row and its style: those of the
// cursor, where it is here.
func (t *Theme) Row(here bool, style Style) (string, Style) {
	if here {
		return t.Glyphs.Cursor + " ", t.Focus
	}
	return "  ", style
}

// Selected lays a line on the background of the row that has the keys. What has
// a background of its own keeps it. Where there are no colours, the row is in
// one style.
func (t *Theme) Selected(line Strip) Strip {
	back := t.Focus.GetBackground()
	if back == (lipgloss.NoColor{}) {
		return Strip{{Style: t.Focus, Text: line.Plain()}}
	}
	out := make(Strip, len(line))
	for i, part := range line {
		if out[i] = part; part.Style.GetBackground() == (lipgloss.NoColor{}) {
			out[i].Style = part.Style.Background(back)
		}
	}
	return out
}

// A palette is the colours of a theme by role. Nil means the terminal's own.
type palette struct {
	text, strong, muted, accent, done, warn, danger, rule color.Color
	badgeText, badge                                      color.Color
	alarmText, alarm                                      color.Color
	focusText, focus                                      color.Color
	command                                               color.Color
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
		text: lipgloss.Color("#D7DAE0"), strong: lipgloss.Color("#F2F4F8"), muted: lipgloss.Color("#A3ABB8"),
		accent: lipgloss.Color("#6FA9EA"), done: lipgloss.Color("#77EBCF"), warn: lipgloss.Color("#F2C94C"),
		danger: lipgloss.Color("#F5806E"), rule: lipgloss.Color("#8A8F98"),
		badgeText: black, badge: lipgloss.Color("#A3ABB8"),
		alarmText: black, alarm: lipgloss.Color("#F5806E"),
		focusText: lipgloss.Color("#F2F4F8"), focus: lipgloss.Color("#30364A"), command: lipgloss.Color("#30303A"),
	}
}

func lightPalette() palette {
	white := lipgloss.Color("#FFFFFF")
	return palette{
		text: lipgloss.Color("#2B2F36"), strong: lipgloss.Color("#0E1116"), muted: lipgloss.Color("#565C66"),
		accent: lipgloss.Color("#003870"), done: lipgloss.Color("#0B7162"), warn: lipgloss.Color("#8A5A00"),
		danger: lipgloss.Color("#901525"), rule: lipgloss.Color("#767B85"),
		badgeText: white, badge: lipgloss.Color("#565C66"),
		alarmText: white, alarm: lipgloss.Color("#901525"),
		focusText: lipgloss.Color("#0E1116"), focus: lipgloss.Color("#D6EBF7"), command: lipgloss.Color("#E5EAED"),
	}
}

// PlainTheme returns the theme for a terminal that shows no colours: its own
// foreground, bold, and reverse video.
func PlainTheme(ascii bool) *Theme {
	base := lipgloss.NewStyle()
	t := palette{}.theme(ascii)
	bold := NewStyle(base.Bold(true))
	t.Accent, t.Warn, t.Danger = bold, bold, bold
	t.Badge, t.Alarm, t.Focus = NewStyle(base.Reverse(true)), NewStyle(base.Reverse(true).Bold(true)), NewStyle(base.Reverse(true))
	t.Marks = Marks{Accent: t.Accent, Done: t.Done, Warn: t.Warn, Danger: t.Danger, Quiet: t.Muted}
	return t
}

// TerminalTheme returns the theme for a terminal whose background is not
// known: its own sixteen colours for marks, and its own foreground for words,
// so that whoever chose the colours of the terminal has chosen the contrast.
func TerminalTheme(ascii bool) *Theme {
	own := func(c color.Color) Style { return NewStyle(lipgloss.NewStyle().Foreground(c).Bold(true)) }
	t := PlainTheme(ascii)
	t.Marks = Marks{Accent: own(lipgloss.Cyan), Done: own(lipgloss.Green), Warn: own(lipgloss.Yellow), Danger: own(lipgloss.Red), Quiet: t.Muted}
	return t
}

// Borderless returns the theme with spaces for bars, rules and frames. What
// the lines of a meter and of a caution say stays.
func (t *Theme) Borderless() *Theme {
	out := *t
	l := &out.Lines
	l.Across, l.Down, l.TeeDown, l.TeeUp, l.Cross, l.Corners = " ", " ", " ", " ", " ", [4]string{" ", " ", " ", " "}
	st := t.Markdown.Styles()
	st.Hairlines = l.hairlines()
	out.Markdown = markdown.New(st)
	return &out
}

func (p palette) theme(ascii bool) *Theme {
	fg := func(c color.Color) Style {
		if c == nil {
			return Style{}
		}
		return NewStyle(lipgloss.NewStyle().Foreground(c))
	}
	on := func(text, back color.Color) Style {
		if back == nil {
			return Style{}.Bold(true)
		}
		return NewStyle(lipgloss.NewStyle().Foreground(text).Background(back))
	}
	t := &Theme{
		Text: fg(nil), Strong: fg(p.strong).Bold(true), Muted: fg(p.muted), Accent: fg(p.accent).Bold(true), Done: fg(p.done),
		Warn: fg(p.warn), Danger: fg(p.danger), Rule: fg(p.rule), Behind: fg(p.rule),
		Focus: on(p.focusText, p.focus).Bold(true), Badge: on(p.badgeText, p.badge), Alarm: on(p.alarmText, p.alarm).Bold(true),
		Command: fg(nil), Glyphs: newGlyphs(ascii), Lines: newLines(ascii),
	}
	if p.command != nil {
		t.Command = on(p.strong, p.command)
	}
	t.Marks = Marks{Accent: t.Accent, Done: t.Done, Warn: t.Warn, Danger: t.Danger, Quiet: t.Muted}
	t.Markdown = markdown.New(markdown.Styles{
		Text: t.Text.Lipgloss(), Strong: t.Strong.Lipgloss(), Emph: t.Strong.Lipgloss(), Code: t.Accent.Bold(false).Lipgloss(),
		Heading: t.Strong.Lipgloss(), Link: t.Accent.Bold(false).Lipgloss(), Quote: t.Muted.Lipgloss(), Rule: t.Rule.Lipgloss(),
		Hairlines: t.Lines.hairlines(),
	})
	return t
}

func newGlyphs(ascii bool) Glyphs {
	if ascii {
		return Glyphs{
			Todo: "[ ]", Done: "[x]", Skipped: "[-]", NotApplicable: "[/]", Blocked: "[!]", Failed: "[X]", Started: "[~]",
			Waiting: "...", Evidence: "{e}", Cursor: ">", Decision: "<?>", DueSoon: "!", Overdue: "!!", More: "...",
		}
	}
	return Glyphs{
		Todo: "○", Done: "✓", Skipped: "-", NotApplicable: "⊘", Blocked: "!", Failed: "✗", Started: "○",
		Waiting: "?", Evidence: "e", Cursor: "▸", Decision: "?", DueSoon: "!", Overdue: "!!", More: "…",
	}
}

func (l Lines) hairlines() markdown.Hairlines {
	return markdown.Hairlines{Across: l.Across, Down: l.Down, Cross: l.Cross}
}

func newLines(ascii bool) Lines {
	if ascii {
		return Lines{Across: "-", Down: "|", TeeDown: "-", TeeUp: "-", Cross: "+", Corners: [4]string{"+", "+", "+", "+"}, Meter: "=", Rest: "-", Caution: "|",
			Ends: [2]string{"+", "+"}, Now: "^", Due: "+"}
	}
	return Lines{Across: "─", Down: "│", TeeDown: "┬", TeeUp: "┴", Cross: "┼", Corners: [4]string{"╭", "╮", "╰", "╯"}, Meter: "━", Rest: "─", Caution: "▌",
		Ends: [2]string{"├", "┤"}, Now: "●", Due: "┿"}
}

// CodeIn returns the code blocks of a text in Markdown, as they are to be copied.
func CodeIn(source string) []string { return markdown.Code(source) }
