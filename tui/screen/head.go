package screen

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
)

// onWithin is how long ago somebody's last entry may be for them to be on.
const onWithin = 10 * time.Minute

// SavedMark says when the last entry was on disk, and its number.
func (w *World) SavedMark(seconds bool) string {
	switch {
	case w.Unsaved != "":
		return "NOT SAVED"
	case !w.Opened, w.Saved.IsZero():
		return ""
	}
	layout := "15:04"
	if seconds {
		layout = "15:04:05"
	}
	return "saved " + w.Saved.Format(layout) + " #" + draw.FormatSeq(w.Run.Head().Seq)
}

// RunLine is the first line over a run: which run, who is on, and that all is
// saved.
func (w *World) RunLine() string {
	title, id := inert.Line(w.Run.Title()), inert.Line(w.Run.ID())
	if w.Window < draw.Wide {
		return w.HeadLine(draw.Strip{{Style: w.Theme.Accent, Text: id}, {Style: w.Theme.Strong, Text: "  " + title}}, "")
	}
	return w.HeadLine(draw.Strip{{Style: w.Theme.Strong, Text: inert.Roomy(title)}, {Style: w.Theme.Muted, Text: "  " + id}}, w.people())
}

// people says who leads the run, and who else wrote in the last ten minutes.
func (w *World) people() string {
	text := "lead " + inert.Line(w.Run.Lead())
	var others []string
	entries := w.Run.Entries()
	for i := len(entries) - 1; i >= 0 && w.Now.Sub(entries[i].Recorded) < onWithin; i-- {
		if by := inert.Line(entries[i].By); entries[i].By != w.Cfg.By && !slices.Contains(others, by) {
			others = append(others, by)
		}
	}
	if len(others) > 0 && !w.Review {
		text += "   on: " + strings.Join(others, ", ")
	}
	return inert.Roomy(text)
}

// NameLine is the first line of a screen: its name, which run, and that it is
// saved. The mark that it is saved, or whether the chain holds in review, always
// fits.
func (w *World) NameLine(name string) string {
	left := draw.Strip{{Style: w.Theme.Accent, Text: name}}
	if w.Opened {
		left = append(left, draw.Styled{Style: w.Theme.Muted, Text: "  " + inert.Line(w.Run.ID())}, draw.Styled{Style: w.Theme.Strong, Text: "  " + inert.Line(w.Run.Title())})
	}
	return w.HeadLine(left, "")
}

// RecordMark says in a few words how the record stands, and in which style.
func (w *World) RecordMark() (string, draw.Style) {
	if !w.Looked {
		return "checking the record", w.Theme.Muted
	}
	state := words.Record(w.Checked)
	text := state.Word
	if w.Window >= draw.Normal && w.Checked.Entries > 0 && state.Tone != words.Alarm {
		text += ", " + words.Plural(w.Checked.Entries, "entry", "entries")
	}
	return text, Tone(w.Theme, state.Tone)
}

// HeadLine is the first line of a screen with these parts at the left, and
// perhaps a text before the mark at the right.
func (w *World) HeadLine(left draw.Strip, more string) string {
	right, style := w.SavedMark(w.Window >= draw.Normal), w.Theme.Done
	badge := ""
	switch {
	case w.Review:
		badge = "READ-ONLY"
		if w.Window >= draw.Normal {
			badge = "READ-ONLY REVIEW"
		}
		right, style = w.RecordMark()
	case w.Unsaved != "":
		right, style = "NOT SAVED", w.Theme.Alarm
	}
	if w.Opened && w.Run.Drill() {
		badge = strings.TrimSpace(badge + " DRILL")
	}
	lead := draw.Strip{{Style: w.Theme.Text, Text: " "}}
	if badge != "" {
		lead = draw.Strip{{Style: w.Theme.Badge, Text: " " + badge + " "}, {Style: w.Theme.Text, Text: " "}}
	}
	tail := draw.Strip{{Style: style, Text: right}, {Style: w.Theme.Text, Text: " "}}
	if room := w.Width - inert.Width(lead.Plain()+left.Plain()+right); more != "" && room > inert.Width(more)+6 {
		tail = append(draw.Strip{{Style: w.Theme.Muted, Text: more + "   "}}, tail...)
	}
	return append(lead, left...).Fill(w.Width, tail)
}

// Section is the head of a part of a screen: its name, and at the right end the
// key that opens it, by the id of the command; empty is none.
func (w *World) Section(width int, name, id string) string {
	var key draw.Strip
	if id != "" {
		key = draw.Strip{{Style: w.Theme.Accent, Text: w.Key(id)}, {Style: w.Theme.Text, Text: " "}}
	}
	return draw.Strip{{Style: w.Theme.Muted, Text: " " + inert.Line(name)}}.Fill(width, key)
}
