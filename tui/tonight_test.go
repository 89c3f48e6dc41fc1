package tui

import (
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
)

// A drill begins with a card that says what happened, in an incident that was
// made up.
func TestDrillCard(t *testing.T) {
	shoot(t, []shot{
		{name: "card", fill: fake.NightBook, cfg: screen.Config{Playbook: "night", Drill: true, ASCII: true}, script: press("enter")},
	}, sizes[1], sizes[2])
}

// A hint stands on the step and beside the question once its facts are there,
// and the worked cases stand below the step.
func TestHints(t *testing.T) {
	fill := fake.Night(run.RecordFact("sealed", playbook.YesNoValue(true), "", ""), run.RecordFact("back", playbook.YesNoValue(true), "", ""))
	shoot(t, []shot{
		{name: "step", fill: fill, cfg: screen.Config{Open: "run1", ASCII: true}, script: opened("g", "j", "j")},
		{name: "question", fill: fill, cfg: screen.Config{Open: "run1", ASCII: true}, script: opened("g", "j", "j", "d")},
	}, sizes[1])
}

// Somebody alone sees the steps for tonight, and the key that shows all; the
// list is whole again as soon as somebody else has written, or none of
// tonight's steps is open.
func TestTonight(t *testing.T) {
	cfg := screen.Config{Open: "run1", ASCII: true}
	shoot(t, []shot{
		{name: "alone", fill: fake.Night(), cfg: cfg, script: opened("space", "j")},
		{name: "all steps", fill: fake.Night(), cfg: cfg, script: opened("o")},
		{name: "with others", fill: fake.Night(run.CompleteStep("plan", "")), cfg: cfg, script: opened()},
	}, sizes[:3]...)
	shoot(t, []shot{
		{name: "asked for", fill: fake.Night(run.CompleteStep("lead", "")), cfg: cfg, script: opened("G", "o")},
		{name: "none left", fill: fake.Night(), cfg: cfg, script: opened("space", "j", "space", "j", "space")},
		{name: "from elsewhere", fill: fake.Night(), cfg: cfg, script: opened("3")},
	}, sizes[1])
}
