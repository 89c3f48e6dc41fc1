package convert

import "cordon/playbook/reader"

// checkOldCACAO holds a file of version 1 to what its steps depend on. Its other
// rules are those of a text that 2.0 took the place of.
func checkOldCACAO(f *file, root *jsonNode) {
	c := &cacaoChecker{file: f, root: root}
	workflow := root.member("workflow")
	if workflow == nil {
		f.broken(root.place, "this playbook has no workflow", "", keptAsItIs)
	}
	for _, name := range []string{"workflow_start", "workflow_exception"} {
		if n := root.member(name); n != nil {
			c.property = name
			c.successor(n)
		}
	}
	if root.member("workflow_start") == nil {
		f.broken(root.place, "this playbook has no workflow_start", "", "its first step is taken for the start")
	}
	for _, m := range workflow.object() {
		c.oldStep(m.value)
	}
}

// oldStep looks at the successors and targets of a step. A branch may be one id
// or a list.
func (c *cacaoChecker) oldStep(n *jsonNode) {
	for _, name := range []string{"on_completion", "on_success", "on_failure", "on_true", "on_false", "next_steps"} {
		c.property = name
		for _, id := range n.strings(name) {
			c.successor(id)
		}
	}
	c.property = "cases"
	for _, m := range n.member("cases").object() {
		for _, id := range append(m.value.list(), m.value) {
			if id.is(jsonText) {
				c.successor(id)
			}
		}
	}
	for _, id := range n.strings("target_ids") {
		if c.root.member("targets").member(id.text) == nil {
			c.broken(id.place, "the target "+reader.Quote(id.text)+" is not among targets", "", leftOut)
		}
	}
}
