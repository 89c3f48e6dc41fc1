//go:build unix

package main

import (
	"path/filepath"
	"testing"

	"cordon/playbook/run"
)

// everyMove is a story that makes each move at least once, and records a fact
// of every type.
func everyMove() []move {
	return []move{
		{verb: moveTick, step: "1.1", check: 2},
		{verb: moveTick, step: "1.1", check: 1},
		{verb: moveUntick, step: "1.1", check: 2},
		{verb: moveRecord, step: "1.1", fact: "what", value: "a mail came back: \"who are you?\""},
		{verb: moveRecord, step: "1.1", fact: "people", value: "12,400"},
		{verb: moveDone, step: "1.1", text: "the rest waits for the morning"},
		{verb: moveRecord, step: "1.2", fact: "way", value: "open"},
		{verb: moveRecord, step: "1.2", fact: "personal", value: "yes", text: "names are in it"},
		{verb: moveRecord, step: "1.2", fact: "regions", value: "at,de,se,uk"},
		{verb: moveRecord, step: "1.2", fact: "seen_at", value: "2026-01-02 03:04"},
		{verb: moveRecord, step: "1.2", fact: "since", value: "2025-12-31", at: "-20m"},
		{verb: moveRecord, step: "1.2", fact: "way", value: "theft", text: "the disk is gone"},
		{verb: moveDone, step: "1.2"},
		{verb: moveNote, step: "1.3", text: "the gateway was restarted at 03:05"},
		{verb: moveNote, step: "1.3", text: "it was up again", at: "-15m"},
		{verb: moveNote, text: "two of us now"},
		{verb: moveAttach, step: "1.3", file: "gateway.log"},
		{verb: moveAttach, step: "1.3", file: "mail.log", text: "the mail as it came", at: "-2m"},
		{verb: moveDone, step: "1.3"},
		{verb: moveTake, role: "legal", name: "ben", at: "-4m"},
		{verb: moveBlock, step: "2.1", text: "no list of people yet"},
		{verb: moveUnblock, step: "2.1"},
		{verb: moveSkip, step: "2.1", text: "they told us themselves", at: "-1m"},
		{verb: moveReopen, step: "2.1"},
		{verb: moveFail, step: "2.1", text: "half of the letters came back"},
		{verb: moveRecord, step: "2.2", fact: "risk", value: "likely", text: "passwords were in it"},
		{verb: moveUndo},
		{verb: moveRedo},
		{verb: moveRecord, step: "2.2", fact: "end", value: "we wait", text: "nobody is up", at: "-3m"},
		{verb: moveDone, step: "2.2"},
		{verb: moveUndo},
		{verb: moveHandOver, name: "cleo", text: "the vendor calls at six", at: "-5m"},
		{verb: moveClose, text: "the rest is for the day", at: "-1m"},
		{verb: moveReopenRun, text: "the vendor has called", at: "-1m"},
		{verb: moveDone, step: "2.2"},
		{verb: moveSkip, step: "2.3", text: "there is a new gateway"},
		{verb: moveClose},
	}
}

// TestTerminalSameEntries tells one story through the screens and by commands. What is
// written is the same.
func TestTerminalSameEntries(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o := newOffice(t)
	for _, name := range []string{"gateway.log", "mail.log"} {
		o.file(filepath.Join(evidenceFolder, name), "what "+name+" says")
	}
	book, err := filepath.Abs(filepath.Join("testdata", "story.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	byScreens := o.load(o.begin(book, "--title", "One of everything"))
	p := o.sit(window{80, 24}, "resume", byScreens.ID())
	p.resumes()
	for _, m := range everyMove() {
		p.does(byScreens.Book(), m)
	}
	p.quits()
	byCommands := clerk{o, o.begin(book, "--title", "One of everything")}
	for _, m := range everyMove() {
		byCommands.does(m)
	}
	byScreens = o.load(byScreens.ID())
	sameEntries(t, byScreens, o.load(byCommands.id))
	everyKind(t, byScreens)
}

// everyKind wants entries of all kinds that a responder makes.
func everyKind(t *testing.T, r run.Run) {
	t.Helper()
	made := map[string]bool{}
	for _, e := range r.Entries() {
		made[e.Event.Kind()] = true
	}
	for _, ev := range []run.Event{
		run.Started{}, run.StepDone{}, run.StepReopened{}, run.StepSkipped{}, run.StepBlocked{}, run.StepFailed{},
		run.CheckTicked{}, run.CheckCleared{}, run.NoteAdded{}, run.FactRecorded{}, run.EvidenceAdded{},
		run.RoleTaken{}, run.HandedOver{}, run.EntryUndone{}, run.Closed{}, run.Reopened{},
	} {
		if !made[ev.Kind()] {
			t.Errorf("the story has no %s", ev.Kind())
		}
	}
}
