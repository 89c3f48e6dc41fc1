package words

import (
	"fmt"
	"slices"

	"cordon/playbook/run"
)

// Evidence is a file of evidence in a line: its name, size and digest.
func Evidence(e *run.Entry) string {
	ev, _ := e.Event.(run.EvidenceAdded)
	return fmt.Sprintf("%s  %s  sha256 %.12s", ev.Name, Bytes(ev.Size), ev.SHA256)
}

// EvidenceLines is all there is to know of a file of evidence, its name first. It says
// nothing of what is not there.
func EvidenceLines(e *run.Entry, at At) []Line {
	ev, _ := e.Event.(run.EvidenceAdded)
	lines := []Line{
		{Label: "file", Text: ev.Name},
		{Label: "attached", Text: at.Signed(e)},
		{Label: "what", Text: ev.Desc},
		{Label: "SHA-256", Text: ev.SHA256},
		{Label: "size", Text: fmt.Sprintf("%d bytes", ev.Size)},
		{Label: "path", Text: ev.Path},
	}
	if !ev.Modified.IsZero() {
		lines = append(lines, Line{Label: "changed", Text: at.Moment(ev.Modified)})
	}
	kept := Line{Label: "kept", Text: "a copy lies beside the runs"}
	if !ev.Kept {
		kept.Text = "no copy: keep the file itself"
	}
	return slices.DeleteFunc(append(lines, kept), func(l Line) bool { return l.Text == "" })
}
