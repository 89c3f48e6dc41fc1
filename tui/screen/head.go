package screen

import (
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
)

// titleLeast is how many cells of a run's title stay where who is on needs room.
const titleLeast = 16

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
// saved. Who is on gives way where there is no room, as in small windows.
func (w *World) RunLine() string {
	title, id := inert.Line(w.Run.Title()), inert.Line(w.Run.ID())
	on := w.on()
	if w.Window < draw.Wide {
		left := draw.Strip{{Style: w.Theme.Accent, Text: id}, {Style: w.Theme.Strong, Text: "  " + title}}
		if room := w.room(left[:1], on) - 2; w.Window == draw.Normal && on != "" && room >= titleLeast {
			left[1].Text = "  " + inert.Clip(title, room)
		}
		return w.HeadLine(left, on)
	}
	left := draw.Strip{{Style: w.Theme.Strong, Text: inert.Roomy(title)}, {Style: w.Theme.Muted, Text: "  " + id}}
	all := inert.Roomy("lead " + inert.Line(w.Run.Lead()))
	if on != "" {
		all += "   " + on
	}
	if w.room(left, all) < 0 {
		all = on
	}
	return w.HeadLine(left, all)
}

// on says who else wrote in the last ten minutes, or nothing.
func (w *World) on() string {
	others := words.On(w.Run, w.Cfg.By, w.Now)
	switch n := len(others); {
	case n == 0, w.Review:
		return ""
	case n > 2:
		return inert.Roomy("on: " + inert.Line(others[0]) + " and " + words.Plural(n-1, "other", "others"))
	}
	return inert.Roomy("on: " + inert.Line(strings.Join(others, ", ")))
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
	lead, mark := w.badges(), w.mark()
	tail := draw.Strip{mark, {Style: w.Theme.Text, Text: " "}}
	if more != "" && w.room(left, more) >= 0 {
		tail = append(draw.Strip{{Style: w.Theme.Muted, Text: more + "   "}}, tail...)
	}
	return append(lead, left...).Fill(w.Width, tail)
}

// room is how many cells a first line has left between its parts at the left and a
// text before the mark at the right.
func (w *World) room(left draw.Strip, more string) int {
	const between, after = 2, 4 // before the text, and around the mark
	return w.Width - inert.Width(w.badges().Plain()+left.Plain()+w.mark().Text+more) - between - after
}

// badges say what kind of run it is, and that it can only be looked at.
func (w *World) badges() draw.Strip {
	badge := ""
	switch {
	case w.Review && w.Window >= draw.Normal:
		badge = "READ-ONLY REVIEW"
	case w.Review:
		badge = "READ-ONLY"
	}
	if w.Opened && w.Run.Drill() {
		badge = strings.TrimSpace(badge + " DRILL" + w.drillStands())
	}
	if badge == "" {
		return draw.Strip{{Style: w.Theme.Text, Text: " "}}
	}
	return draw.Strip{{Style: w.Theme.Badge, Text: " " + badge + " "}, {Style: w.Theme.Text, Text: " "}}
}

// drillStands says behind the badge how far a drill with messages has come, where
// there is room, and that something of it waits.
func (w *World) drillStands() string {
	text := ""
	if stands := words.DrillStanding(w.Run, w.Now); stands != "" && (w.Window >= draw.Wide || w.Run.Paused()) {
		text = " " + stands
	}
	if w.Waiting > 0 {
		text += "  " + words.Plural(w.Waiting, "message", "messages")
	}
	return text
}

// mark says at the right end that all is saved, or how the record stands.
func (w *World) mark() draw.Styled {
	switch {
	case w.Review:
		text, style := w.RecordMark()
		return draw.Styled{Style: style, Text: text}
	case w.Unsaved != "":
		return draw.Styled{Style: w.Theme.Alarm, Text: "NOT SAVED"}
	}
	return draw.Styled{Style: w.Theme.Done, Text: w.SavedMark(w.Window >= draw.Normal)}
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
