package paint

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// A pen is how characters look. There is one for each look, so that pens are
// the same if their addresses are; nil is that of plain text.
type pen struct{ uv.Style }

// shows reports whether a space shows that it was written with the pen.
func (p *pen) shows() bool {
	const lines = uv.AttrReverse | uv.AttrStrikethrough
	return p != nil && (p.Bg != nil || p.Underline != uv.UnderlineNone || p.Attrs&lines != 0)
}

// pens are those that were used so far, which are few: the theme has them.
type pens struct {
	profile colorprofile.Profile // the colours of the terminal
	all     map[uv.Style]*pen
	next    map[penStep]*pen   // what a sequence makes of a pen
	between map[[2]*pen]string // what makes one pen of another
}

type penStep struct {
	from     *pen
	sequence string
}

func newPens(profile colorprofile.Profile) pens {
	return pens{profile, map[uv.Style]*pen{}, map[penStep]*pen{}, map[[2]*pen]string{}}
}

// after returns the pen that a sequence makes of another.
func (p *pens) after(from *pen, sequence string) *pen {
	switch to, known := p.next[penStep{from, sequence}]; {
	case sequence == ansi.ResetStyle:
		return nil
	case known:
		return to
	}
	to := p.of(styleAfter(from.style(), sequence))
	p.next[penStep{from, strings.Clone(sequence)}] = to
	return to
}

// styleAfter is a style after a sequence, which may be about something else.
func styleAfter(style uv.Style, sequence string) uv.Style {
	parser := ansi.GetParser()
	defer ansi.PutParser(parser)
	ansi.DecodeSequence(sequence, 0, parser)
	if ansi.HasCsiPrefix(sequence) && parser.Command() == 'm' {
		uv.ReadStyle(parser.Params(), &style)
	}
	return style
}

// of returns the pen of a style, in the colours of the terminal.
func (p *pens) of(style uv.Style) *pen {
	style = uv.ConvertStyle(style, p.profile)
	if style.IsZero() {
		return nil
	}
	if p.all[style] == nil {
		p.all[style] = &pen{style}
	}
	return p.all[style]
}

// change returns what makes the terminal change the pen.
func (p *pens) change(from, to *pen) string {
	change, known := p.between[[2]*pen{from, to}]
	if !known {
		old, next := from.style(), to.style()
		change = uv.StyleDiff(&old, &next)
		p.between[[2]*pen{from, to}] = change
	}
	return change
}

func (p *pen) style() uv.Style {
	if p == nil {
		return uv.Style{}
	}
	return p.Style
}
