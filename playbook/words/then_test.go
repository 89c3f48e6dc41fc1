package words_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// TestThenAsWritten: what the screen said stood there when the entry was written, not
// when what it tells of had happened.
func TestThenAsWritten(t *testing.T) {
	book, err := playbook.Parse("small.yaml", []byte(headlined))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	began := run.Entry{Seq: 1, At: at, Recorded: at, By: "maria", Event: run.Started{Title: "S"}}
	seen := run.Entry{Seq: 2, At: at, Recorded: at, By: "maria", Event: moment("seen_at", "03:00")}
	told := run.Entry{Seq: 3, At: at.Add(10 * time.Minute), Recorded: at.Add(50 * time.Minute), By: "maria", Event: run.NoteAdded{Text: "at ten past"}}
	r, err := run.Replay("k7m2", book, run.Head{Seq: 3}, []*run.Entry{&began, &seen, &told})
	if err != nil {
		t.Fatal(err)
	}
	gone := run.Entry{Seq: 4, At: at, Recorded: at.Add(55 * time.Minute), By: "maria", Event: run.EntryWithheld{Seq: 3, Reason: "x"}}
	after, err := r.Apply(run.Head{Seq: 4}, &gone)
	if err != nil {
		t.Fatal(err)
	}
	then, _ := after.Then(3)
	if said := words.Then(then, ""); !strings.Contains(said[0].Text, "computed without 1 body") {
		t.Errorf("with the words of an entry withheld the screen said %+v", said)
	}
	if said := words.Then(r, "s.later"); len(said) != 2 || said[1].Text != "it was not part of the run yet" {
		t.Errorf("of a step that came later the screen said %+v", said)
	}
	if said := words.Then(r, ""); len(said) != 1 || !strings.Contains(said[0].Text, "10m left") {
		t.Errorf("ten minutes before the deadline the screen said %+v", said)
	}
}
