package convert

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cordon/playbook"
)

// A madeTask is a task of a made workflow: the labels that something follows on,
// and what.
type madeTask struct {
	labels []string
	next   map[string][]int
}

// madeWorkflow leads on only, with answers of all kinds.
func madeWorkflow(r *rand.Rand) []madeTask {
	labels := []string{"yes", "Yes", "no", "default", "otherwise", "worked", "failed", "", "it's \"odd\"", "1", "true", "-"}
	all := make([]madeTask, 10)
	for i := range all {
		t := madeTask{next: map[string][]int{}}
		add := func(label string) {
			t.labels = append(t.labels, label)
			for range 1 + r.IntN(2) {
				if i+1 < len(all) {
					t.next[label] = append(t.next[label], i+1+r.IntN(len(all)-i-1))
				}
			}
		}
		switch r.IntN(4) {
		case 0:
			add(xsoarAlways)
		case 1:
			add(xsoarAlways)
			add(xsoarFailed)
		default:
			for _, j := range r.Perm(len(labels))[:2+r.IntN(3)] {
				if label := labels[j]; label != "-" || !slices.Contains(t.labels, "") {
					if label != "" || !slices.Contains(t.labels, "-") { // both are without words
						add(label)
					}
				}
			}
			if r.IntN(2) == 0 {
				add(xsoarOtherwise)
			}
		}
		all[i] = t
	}
	return all
}

func madeYAML(all []madeTask) string {
	var b strings.Builder
	b.WriteString("name: made\nstarttaskid: \"0\"\ntasks:\n")
	for i, t := range all {
		fmt.Fprintf(&b, "  \"%d\":\n    type: condition\n    task: {name: task%d}\n    nexttasks:\n", i, i)
		for _, label := range t.labels {
			fmt.Fprintf(&b, "      %q: [", label)
			for j, to := range t.next[label] {
				if j > 0 {
					b.WriteString(", ")
				}
				fmt.Fprintf(&b, "\"%d\"", to)
			}
			b.WriteString("]\n")
		}
	}
	return b.String()
}

// Any workflow with any answers: a step is open exactly where the source leads to
// it.
func TestWorkflowsOpenWhatTheSourceLeadsTo(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 120 {
		all := madeWorkflow(r)
		text := madeYAML(all)
		_, p := imported(t, "made.yml", []byte(text), Options{})
		for range 15 {
			answers, recorded := answerAll(r, all, p)
			reached := map[int]bool{0: true}
			for i, task := range all {
				for _, to := range task.next[answers[i]] {
					reached[to] = reached[to] || reached[i]
				}
			}
			for _, phase := range p.Phases {
				if phase.Title == "Not reachable in the source" {
					continue
				}
				for _, s := range phase.Steps {
					var i int
					fmt.Sscanf(s.Title, "task%d", &i)
					answer := playbook.Yes
					if !s.When.IsZero() {
						answer, _ = s.When.Eval(recorded)
					}
					if (answer == playbook.Yes) != reached[i] && !strings.Contains(s.Do, "more than a condition can say") {
						t.Fatalf("round %d, %s: reached %v, when %s\n%v\n%s", round, s.Title, reached[i], s.When.Source, recorded, text)
					}
				}
			}
		}
	}
}

// answerAll answers each decision with one of its labels.
func answerAll(r *rand.Rand, all []madeTask, p *playbook.Playbook) (answers []string, recorded map[string]playbook.Value) {
	recorded = map[string]playbook.Value{}
	for i, task := range all {
		answer := task.labels[r.IntN(len(task.labels))]
		answers = append(answers, answer)
		for _, f := range p.Facts {
			name, outcome := strings.CutPrefix(f.Ask, "Did it work: ")
			if strings.TrimSuffix(name, "?") != fmt.Sprintf("task%d", i) {
				continue
			}
			label := answer
			switch {
			case outcome && answer == xsoarAlways:
				label = "It worked"
			case outcome:
				label = "It failed"
			case answer == "":
				label = noLabel
			case answer == xsoarOtherwise:
				label = f.Options[len(f.Options)-1].Label
			}
			for _, o := range f.Options {
				if o.Label == label {
					recorded[f.ID] = playbook.TextValue(o.ID)
				}
			}
		}
	}
	return answers, recorded
}
