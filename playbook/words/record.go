package words

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
)

// Record says in one sentence what a check of the record of a run found. broken
// is what keeps it from being whole.
func Record(r run.Run, broken []error) State {
	if len(broken) > 0 {
		return State{ID: "not-whole", Word: "NOT WHOLE", Text: NotAsWritten(broken[0]), Tone: Alarm}
	}
	entries := Plural(len(r.Entries()), "entry", "entries")
	if n := len(r.Bodiless()); n > 0 {
		return State{ID: "partial", Word: "PARTIAL", Text: fmt.Sprintf("partial: %s, of which %s withheld", entries, Plural(n, "body is", "bodies are")), Tone: Warn}
	}
	return State{ID: "whole", Word: "WHOLE", Text: "whole: " + entries + ", each as it was written", Tone: Good}
}

// NotAsWritten says what keeps a record from being whole.
func NotAsWritten(err error) string {
	text := err.Error()
	if _, after, ok := strings.Cut(text, "not as written: "); ok {
		text = after
	}
	return "not as written: " + text
}

// UnderWarning stands before all that is shown of a record that is not whole.
func UnderWarning(broken []error) string {
	return "THIS RECORD IS NOT WHOLE, " + NotAsWritten(broken[0]) + ". What follows may not be what was recorded."
}

// ToSend is the line to send to somebody who is to see later that nothing of a
// record was changed or cut off: the command that checks it against its head.
func ToSend(head run.Head, id string) string {
	return fmt.Sprintf("cordon verify %s --head %d:%s", id, head.Seq, head.Hash)
}
