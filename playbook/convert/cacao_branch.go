package convert

import "cordon/playbook/reader"

// A cacaoBranch is a line of steps that ends in a step of its own, so that
// whoever runs it knows when to go back to the step it branched from.
type cacaoBranch struct {
	name string // what names its first step, as in "on_true"
	from *jsonNode
}

// maxBranchSteps bounds what it may cost to look for the ends of all branches. In
// a file of people each step is on a line of its own.
const maxBranchSteps = 500_000

// branchEnds holds every branch to an end that no other has.
func (c *cacaoChecker) branchEnds() {
	workflow := c.root.member("workflow")
	owner := map[string]int{}
	all := []cacaoBranch{{"workflow_start", c.root.member("workflow_start")}}
	for _, m := range workflow.object() {
		all = append(all, branchesOf(m.value)...)
	}
	budget := maxBranchSteps
	for i, b := range all {
		if !b.from.is(jsonText) || workflow.member(b.from.text) == nil {
			continue
		}
		ends, open := lineEnds(workflow, b.from.text, &budget)
		if len(ends) == 0 && !open {
			c.rule(b.from.place, "the branch that begins with "+b.name+" never comes to a step of type end", "")
		}
		for _, end := range ends {
			if other, taken := owner[end]; taken && other != i {
				c.rule(b.from.place, "the branch that begins with "+b.name+" ends in "+reader.Quote(end)+", as another does", "each branch has an end of its own")
				continue
			}
			owner[end] = i
		}
	}
}

func branchesOf(step *jsonNode) []cacaoBranch {
	var all []cacaoBranch
	for _, name := range []string{"on_true", "on_false"} {
		if n := step.member(name); n != nil {
			all = append(all, cacaoBranch{name, n})
		}
	}
	for _, n := range step.member("next_steps").list() {
		all = append(all, cacaoBranch{"next_steps", n})
	}
	for _, m := range step.member("cases").object() {
		all = append(all, cacaoBranch{"the case " + m.key, m.value})
	}
	return all
}

// lineEnds follows a line of steps without its branches. It is open where a step
// is not there or nothing follows, which other rules speak of.
func lineEnds(workflow *jsonNode, first string, budget *int) (ends []string, open bool) {
	seen := map[string]bool{}
	todo := []string{first}
	for ; len(todo) > 0; *budget-- {
		if *budget <= 0 {
			return nil, true
		}
		id := todo[0]
		todo = todo[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		step := workflow.member(id)
		if step == nil {
			open = true
			continue
		}
		if step.string("type") == "end" {
			ends = append(ends, id)
			continue
		}
		before := len(todo)
		for _, name := range []string{"on_completion", "on_success", "on_failure"} {
			if next := step.string(name); next != "" {
				todo = append(todo, next)
			}
		}
		open = open || len(todo) == before
	}
	return ends, open
}
