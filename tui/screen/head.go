package screen

import (
	"slices"
	"strings"

	"cordon/playbook/inert"
	"cordon/tui/draw"
)

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
	return "SAVED " + w.Saved.Format(layout) + " #" + draw.FormatSeq(w.Run.Head().Seq)
}

// RunLine is the first line: which run, and that it is saved.
func (w *World) RunLine() string { return w.NameLine("") }

// NameLine is the first line of a screen: its name, which run, and that it is
// saved. The mark that it is saved, or the verdict in review, always fits.
func (w *World) NameLine(name string) string {
	if !w.Opened {
		return w.HeadLine(name)
	}
	return w.HeadLine(name, w.Run.ID(), w.Run.Title())
}

// HeadLine is the first line of a screen with these parts at the left.
func (w *World) HeadLine(parts ...string) string {
	right, style := w.SavedMark(w.Window >= draw.Normal), w.Theme.Muted
	badge := ""
	switch {
	case w.Review:
		badge, right = "READ-ONLY", w.Chain
		if w.Window >= draw.Normal {
			badge = "READ-ONLY REVIEW"
		}
		if !w.Intact {
			style = w.Theme.Alarm
		}
	case w.Unsaved != "":
		right, style = "NOT SAVED", w.Theme.Alarm
	}
	if w.Opened && w.Run.Drill() {
		badge = strings.TrimSpace(badge + " DRILL")
	}
	left := " " + inert.Line(strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "  "))
	return w.Theme.Spread(w.Width, badge, left, right, style)
}
