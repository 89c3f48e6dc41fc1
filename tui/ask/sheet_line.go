package ask

import (
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A sheetQuestion fills in a line of the sheet of a drill.
type sheetQuestion struct{ line string }

// sheetDraft begins the name under which such a line is kept.
const sheetDraft = "sheet"

// SheetLine asks what belongs into one of [run.SheetLines], which says text now.
func SheetLine(line, text string) screen.Screen {
	return form.New(sheetQuestion{line},
		form.Field{Name: "text", Label: words.SheetLine(line), Draft: sheetDraft + "/" + line, Widget: form.LineField{Placeholder: text}})
}

// Title implements [form.Question].
func (q sheetQuestion) Title() string { return "Sheet of the drill: " + words.SheetLine(q.line) }

// About implements [form.Question].
func (sheetQuestion) About(*screen.World, form.Form) []form.Prose { return nil }

// Answer implements [form.Question].
func (q sheetQuestion) Answer(_ *screen.World, f form.Form) (screen.Reply, error) {
	return screen.Reply{Change: &screen.Change{
		Decide: run.FillIn(q.line, f.Value("text")), Doing: "save the line", Reviews: true,
		Said: func(run.Run) string { return "Filled in: " + words.SheetLine(q.line) + "." },
	}}, nil
}
