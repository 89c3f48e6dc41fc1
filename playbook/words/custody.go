package words

import (
	"strings"

	"cordon/playbook/run"
)

// CarriedOver says that a file of evidence came into the store in a file that was
// imported.
func CarriedOver(i run.Imported) State {
	return State{ID: "carried-over", Word: "carried over", Text: "from " + i.File}
}

// Imported says what came in a file that was imported, by whom and when.
func Imported(i run.Imported, at At) string {
	var what []string
	if i.Entries > 0 {
		what = append(what, Plural(i.Entries, "entry", "entries"))
	}
	if len(i.Evidence) > 0 {
		what = append(what, Plural(len(i.Evidence), "copy of evidence", "copies of evidence"))
	}
	return strings.Join(what, " and ") + " from " + i.File + ", " + ImportedBy(i, at)
}

// ImportedBy says who imported a file, and when.
func ImportedBy(i run.Imported, at At) string {
	return at.Moment(i.At) + ifAny(" by ", i.By)
}

// Touched says what an entry did to a file of evidence, which [run.Run.Custody] says
// it touched.
func Touched(r run.Run, e *run.Entry) State {
	_, text := r.Describe(e)
	switch ev := e.Event.(type) {
	case run.RecordChecked:
		return State{ID: "checked", Word: "checked", Text: text}
	case run.RunExported:
		return State{ID: "exported", Word: "exported", Text: text}
	case run.RunSealed:
		return State{ID: "sealed", Word: "sealed", Text: text}
	case run.EntryWithheld:
		return State{ID: "withheld", Word: "erased", Text: text, Tone: Warn}
	case run.EvidenceAdded:
		s := r.Step(ev.Step)
		return State{ID: "attached-again", Word: "attached again", Text: "the same file was attached to step " + s.Number}
	case run.EntryUndone:
		if before, ok := r.Entry(ev.Seq); ok && before.Event.Kind() == e.Event.Kind() {
			return State{ID: "restored", Word: "restored", Text: text}
		}
	}
	return State{ID: "undone", Word: "undone", Text: text, Tone: Warn}
}
