package convert

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"cordon/playbook"
)

// A modelStep is a step of a made workflow: a tree, which runs by the plain rules
// of the text. A branch runs to its end, then what follows the step it left.
type modelStep struct {
	kind     string
	name     string
	answers  []string // of a decision, and the branch for each
	branches [][]*modelStep
}

type modelMaker struct {
	*rand.Rand
	steps    int
	workflow map[string]any
	ids      int
}

func (m *modelMaker) line(depth int) []*modelStep {
	var all []*modelStep
	for range 1 + m.IntN(3) {
		s := &modelStep{kind: "action", name: fmt.Sprintf("Step %d", m.steps)}
		m.steps++
		if depth > 0 {
			s.kind = []string{"action", "if-condition", "switch-condition", "while-condition", "parallel"}[m.IntN(5)]
		}
		switch s.kind {
		case "if-condition":
			s.answers = []string{"yes", "no"}[:1+m.IntN(2)]
		case "switch-condition":
			s.answers = []string{"a", "b", "default"}[:2+m.IntN(2)]
		case "while-condition":
			s.answers = []string{"repeat"}
		case "parallel":
			s.answers = []string{"", ""}
		}
		for range s.answers {
			s.branches = append(s.branches, m.line(depth-1))
		}
		all = append(all, s)
	}
	return all
}

func (m *modelMaker) id(kind string) string {
	m.ids++
	return fmt.Sprintf("%s--10000000-0000-4000-8000-%012d", kind, m.ids)
}

// write adds a line to the workflow and returns the id of its first step.
func (m *modelMaker) write(line []*modelStep) string {
	next := m.id("end")
	m.workflow[next] = map[string]any{"type": "end"}
	for i := len(line) - 1; i >= 0; i-- {
		s := line[i]
		step := map[string]any{"type": s.kind, "name": s.name, "on_completion": next}
		var firsts []string
		for _, b := range s.branches {
			firsts = append(firsts, m.write(b))
		}
		switch s.kind {
		case "action":
			step["agent"] = "group--10000000-0000-4000-8000-999999999999"
			step["commands"] = []any{map[string]any{"type": "manual", "command": "Do it."}}
		case "if-condition", "while-condition":
			step["condition"] = "1 = 1"
			for j, key := range []string{"on_true", "on_false"}[:len(firsts)] {
				step[key] = firsts[j]
			}
		case "switch-condition":
			cases := map[string]string{}
			for j, a := range s.answers {
				cases[a] = firsts[j]
			}
			step["switch"], step["cases"] = "the kind", cases
		case "parallel":
			step["next_steps"] = firsts
		}
		next = m.id(s.kind)
		m.workflow[next] = step
	}
	return next
}

// run notes the steps that are done, given the answer to each decision.
func run(line []*modelStep, answer map[string]string, done map[string]bool) {
	for _, s := range line {
		done[s.name] = true
		for i, b := range s.branches {
			if s.kind == "parallel" || s.answers[i] == answer[s.name] {
				run(b, answer, done)
			}
		}
	}
}

func TestCACAORunsAsItsTextSays(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 40 {
		m := &modelMaker{Rand: r, workflow: map[string]any{}}
		line := m.line(3)
		start := m.id("start")
		m.workflow[start] = map[string]any{"type": "start", "on_completion": m.write(line)}
		data, _ := json.Marshal(map[string]any{
			"type": "playbook", "spec_version": "cacao-2.0", "id": m.id("playbook"), "name": "Made", "created_by": m.id("identity"),
			"created": "2026-11-28T09:00:00.000Z", "modified": "2026-11-28T09:00:00.000Z", "workflow_start": start, "workflow": m.workflow,
			"agent_definitions": map[string]any{"group--10000000-0000-4000-8000-999999999999": map[string]any{"type": "group", "name": "On call"}},
		})
		_, p := imported(t, "made.json", data, Options{})
		if n := len(p.Steps()); n != m.steps {
			t.Fatalf("round %d: %d steps of %d", round, n, m.steps)
		}
		for range 10 {
			compareRun(t, r, p, line)
		}
	}
}

// compareRun answers all questions at random, and compares what applies with what
// is done.
func compareRun(t *testing.T, r *rand.Rand, p *playbook.Playbook, line []*modelStep) {
	t.Helper()
	recorded, answer := map[string]playbook.Value{}, map[string]string{}
	for _, s := range p.Steps() {
		for _, id := range s.Record {
			f, _ := p.Fact(id)
			o := f.Options[r.IntN(len(f.Options))].ID
			recorded[id], answer[s.Title] = playbook.TextValue(o), o
		}
	}
	done := map[string]bool{}
	run(line, answer, done)
	for _, s := range p.Steps() {
		if got, _ := s.When.Eval(recorded); (got == playbook.Yes) != done[s.Title] {
			t.Errorf("%s, when %s, with %v: %v, and it is done: %v", s.Title, s.When.Source, answer, got, done[s.Title])
		}
	}
}
