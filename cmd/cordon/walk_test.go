package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbooks"
)

// TestWalk walks every playbook that ships, with commands alone, from the
// start to the report.
func TestWalk(t *testing.T) {
	takesLong(t)
	for _, f := range playbooks.Embedded() {
		t.Run(f.ID, func(t *testing.T) {
			book, err := playbook.Parse(f.Name, f.Source)
			if err != nil {
				t.Fatal(err)
			}
			w := walk{world: newWorld(t), book: book, recorded: map[string]bool{}}
			w.id = w.start(f.ID)
			for _, s := range book.Steps() {
				w.settle(s)
			}
			w.must("close", w.id, "--reason", "all is settled but what runs on")
			w.must("verify", w.id)
			w.check()
		})
	}
}

// A walk is one run of a playbook, by commands.
type walk struct {
	*world
	book     *playbook.Playbook
	id       string
	recorded map[string]bool // facts
}

// settle does all that a step asks for, and then the step.
func (w walk) settle(s playbook.Step) {
	w.t.Helper()
	var answers []string
	for _, ref := range s.Record {
		if f, _ := w.book.Fact(ref); !w.recorded[ref] {
			answers = append(answers, ref+"="+anAnswer(f))
			w.recorded[ref] = true
		}
	}
	if len(answers) > 0 {
		w.must(append([]string{"record", w.id, "--because", "why at " + s.ID}, answers...)...)
	}
	if !s.When.IsZero() && !w.applies(s) {
		return
	}
	for n := range s.Checks {
		w.must("check", w.id, s.Number, fmt.Sprint(n+1))
	}
	if s.Evidence != "" {
		w.must("evidence", "add", w.id, s.ID, w.world.file(s.ID+".log", "what was seen at "+s.ID))
	}
	w.must("note", w.id, w.book.Phases[s.Phase].ID+"/"+s.ID, "-m", "note on "+s.ID)
	w.send(s)
	w.file(s)
	w.must("step", "done", w.id, s.Number)
}

// send sends the message of a step, with the text that is shown if the facts
// leave no gap in it.
func (w walk) send(s playbook.Step) {
	w.t.Helper()
	if s.Message == "" {
		return
	}
	text, _, code := w.run("message", "show", w.id, s.Message)
	if code != exitOK {
		w.t.Fatalf("message show %s ended with %d", s.Message, code)
	}
	if strings.Contains(text, "[not recorded: ") {
		text = "By hand.\n"
	}
	w.must("message", "sent", w.id, s.Message, "--channel", "mail", "--to", "them", "-F", w.world.file("sent.txt", text))
}

// file files the clocks of a step that run, as the step asks for.
func (w walk) file(s playbook.Step) {
	w.t.Helper()
	if len(s.Files) == 0 {
		return
	}
	var clocks []report.Clock
	if err := json.Unmarshal([]byte(w.must("clock", "ls", w.id, "--json")), &clocks); err != nil {
		w.t.Fatal(err)
	}
	for _, c := range clocks {
		switch {
		case !slices.Contains(s.Files, c.ID):
		case c.State == run.ClockOverdue:
			w.must("clock", "file", w.id, c.ID, "--because", "why "+c.ID)
		case c.State == run.ClockRunning, c.State == run.ClockDueSoon, c.State == run.ClockUncounted:
			w.must("clock", "file", w.id, c.ID, "--reference", "ref-"+c.ID)
		}
	}
}

// applies reports whether a step with a condition applies.
func (w walk) applies(s playbook.Step) bool {
	w.t.Helper()
	for _, step := range w.show(w.id).Phases[s.Phase].Steps {
		if step.ID == s.ID {
			return step.Applies == "yes"
		}
	}
	return false
}

func (w *world) show(id string) report.Document {
	w.t.Helper()
	var doc report.Document
	if err := json.Unmarshal([]byte(w.must("show", id, "--json")), &doc); err != nil {
		w.t.Fatal(err)
	}
	return doc
}

// anAnswer returns text that a fact takes.
func anAnswer(f playbook.Fact) string {
	switch f.Type {
	case playbook.Number:
		return "12,400"
	case playbook.YesNo:
		return "yes"
	case playbook.Choice, playbook.Choices:
		return f.Options[0].ID
	case playbook.Time:
		return "-1m"
	case playbook.Date:
		return "2026-11-21"
	}
	return "some text"
}

// check wants a run with nothing left open, and a report with every note of it.
func (w walk) check() {
	w.t.Helper()
	doc := w.show(w.id)
	if doc.Progress.Settled != doc.Progress.Total || doc.Run.State != "closed" {
		w.t.Errorf("the run is %s with %d of %d settled", doc.Run.State, doc.Progress.Settled, doc.Progress.Total)
	}
	text := w.must("report", w.id)
	for _, phase := range doc.Phases {
		for _, s := range phase.Steps {
			if s.Applies == "yes" && !strings.Contains(text, "note on "+s.ID) {
				w.t.Errorf("the report has no note on %s", s.ID)
			}
		}
	}
}
