package words

import (
	"fmt"

	"cordon/playbook/run"
)

// Record says in one sentence how the record of a run stands. Its Text completes
// "the record is …"; its Word is for a few cells.
func Record(c run.Checked) State {
	switch lost := c.Lost(); {
	case len(c.Broken) > 0:
		return State{ID: "not-whole", Word: "RECORD NOT WHOLE", Text: run.NotAsWritten(c.Broken[0]), Tone: Alarm}
	case c.At.IsZero():
		return State{ID: "not-checked", Word: "record not checked", Text: "not checked", Tone: Warn}
	case len(lost) > 0:
		return State{ID: "evidence", Word: "RECORD NOT WHOLE", Text: notAsAttached(c, lost), Tone: Alarm}
	case c.Withheld > 0:
		text := fmt.Sprintf("partial, %d withheld%s: %s", c.Withheld, ifAny(" by ", c.By), asWritten(c))
		return State{ID: "partial", Word: "record partial", Text: text, Tone: Warn}
	}
	return State{ID: "whole", Word: "record whole", Text: "whole: " + asWritten(c), Tone: Good}
}

// asWritten says what of a record is as it was written.
func asWritten(c run.Checked) string {
	text := Plural(c.Entries, "entry", "entries") + ", each as it was written"
	here := 0
	for _, f := range c.Files {
		if f.Kept {
			here++
		}
	}
	switch {
	case c.Copies > 0 && !c.Read:
		return text + "; " + Plural(c.Copies, "file of evidence was", "files of evidence were") + " not read"
	case here > 0:
		return text + ", and " + Plural(here, "file of evidence as it was attached", "files of evidence as they were attached")
	}
	return text
}

// notAsAttached says which copies of evidence are not what they were.
func notAsAttached(c run.Checked, lost []run.File) string {
	text := fmt.Sprintf("not as written: the copy of %s (entry %d) is %s", lost[0].Name, lost[0].Seq, lost[0].State)
	if more := len(lost) - 1; more > 0 {
		text += ", and " + Plural(more, "more is not as it was attached", "more are not as they were attached")
	}
	return text + "; " + Plural(c.Entries, "entry is", "entries are") + " as written"
}

// RecordLines say all that was found: how the record stands, and who sealed it.
func RecordLines(c run.Checked) []string {
	lines := []string{Record(c).Text}
	for _, s := range c.Seals {
		lines = append(lines, Seal(s))
	}
	if c.Sealing && len(c.Seals) == 0 {
		lines = append(lines, "not sealed: who holds the file could have written all of it anew")
	}
	return lines
}

// Seal says who sealed a record, and how far.
func Seal(s run.Signature) string {
	text := "sealed"
	if s.Entries < s.Of {
		text += fmt.Sprintf(" up to entry %d of %d", s.Entries, s.Of)
	}
	if s.Known {
		return text + fmt.Sprintf(" by %s (known)", s.By)
	}
	if s.Other != "" {
		return text + fmt.Sprintf(" as %s, by the key of %s: not known under that name. Seal it again with --signer, or allow that name", s.By, s.Other)
	}
	return text + fmt.Sprintf(" by an unknown key %s, which calls itself %s", s.Key, s.By)
}

// UnderWarning stands before all that is shown of a record that is not whole. It is
// empty for one that nobody found anything wrong with.
func UnderWarning(c run.Checked) string {
	state := Record(c)
	switch {
	case state.Tone != Alarm:
		return ""
	case len(c.Broken) == 0: // what people wrote is as they wrote it
		return "THIS RECORD IS NOT WHOLE, " + state.Text + "."
	}
	return "THIS RECORD IS NOT WHOLE, " + state.Text + ". What follows may not be what was recorded."
}

// ToSend is the line to send to somebody who is to see later that nothing of a
// record was changed or cut off: the command that checks it against its head.
func ToSend(head run.Head, id string) string {
	return fmt.Sprintf("cordon verify %s --head %d:%s", id, head.Seq, head.Hash)
}
