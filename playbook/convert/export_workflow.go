package convert

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook"
)

// A workflow is what an export makes of the steps.
type workflow struct {
	*exporter
	start      string
	steps      jsonGroup
	references []jsonGroup // of the playbook: those of all steps
	agents     agents
	target     string
}

// agents are the roles, and whoever does a step that has none.
type agents struct {
	definitions jsonGroup
	ids         map[string]string // by the role
}

func (x *exporter) newWorkflow() workflow {
	w := workflow{exporter: x, target: "organization--" + x.uuid("target")}
	w.agents = w.newAgents()
	w.start = "start--" + x.uuid("start")
	end := "end--" + x.uuid("end")
	all := x.book.Steps()
	ids := make([]string, len(all)+1)
	for i, s := range all {
		ids[i] = x.actionID(s)
	}
	first := func(i int) string { // what comes first of a step: its condition
		if i == len(all) {
			return end
		}
		if all[i].When.IsZero() {
			return ids[i]
		}
		return "if-condition--" + w.conditionUUID(all[i])
	}
	firsts := make([]string, len(all)+1)
	for i := range firsts {
		firsts[i] = first(i)
	}
	w.steps.put(w.start, jsonGroup{{"type", "start"}, {"on_completion", firsts[0]}})
	for i, s := range all {
		w.step(s, ids[i], firsts[i], firsts[i+1])
	}
	w.steps.put(end, jsonGroup{{"type", "end"}})
	return w
}

func (w *workflow) conditionUUID(s playbook.Step) string { return w.uuid("when", s.ID) }

// actionID is the id of a step, with the UUID that its source gave it.
func (x *exporter) actionID(s playbook.Step) string {
	if u, ok := x.kept(s.SourceID); ok {
		return "action--" + u
	}
	return "action--" + x.uuid("step", s.ID)
}

func (w *workflow) newAgents() agents {
	a := agents{ids: map[string]string{}}
	for _, r := range w.book.Roles {
		id := "group--" + w.uuid("role", r.ID)
		a.ids[r.ID] = id
		g := jsonGroup{{"type", "group"}, {"name", r.Title}}
		g.put("description", r.Duty)
		a.definitions.put(id, g)
	}
	id := "group--" + w.uuid("responder")
	a.ids[""] = id
	a.definitions.put(id, jsonGroup{{"type", "group"}, {"name", "Whoever responds"}})
	return a
}

// step writes an action, and before it the condition on which it applies, whose
// branch it is.
func (w *workflow) step(s playbook.Step, id, first, next string) {
	after := next
	if id != first {
		end := "end--" + w.uuid("branch", s.ID)
		g := jsonGroup{{"type", "if-condition"}, {"name", "Does this apply: " + s.Title}, {"condition", w.condition(s)}, {"on_true", id}, {"on_completion", next}}
		g.put("step_extensions", jsonGroup{{cordonExtensionID, jsonGroup{{"guards", s.ID}}}})
		w.steps.put(first, g)
		defer func() { w.steps.put(end, jsonGroup{{"type", "end"}}) }()
		after = end
	}
	g := jsonGroup{{"type", "action"}, {"name", s.Title}}
	g.put("external_references", w.referencesOf(s))
	g.put("on_completion", after)
	g.put("commands", []jsonGroup{{{"type", "manual"}, {"command", w.instructions(s)}}})
	g.put("agent", w.agents.ids[s.Role])
	g.put("targets", []string{w.target})
	g.put("out_args", variableNames(s.Record))
	g.put("step_extensions", jsonGroup{{cordonExtensionID, w.stepExtension(s)}})
	w.steps.put(id, g)
}

func variableNames(facts []string) []string {
	var all []string
	for _, f := range facts {
		all = append(all, "__"+f+"__")
	}
	return all
}

// condition writes on what a step depends. Where a pattern cannot say it, a
// variable of its own stands for the answer.
func (w *workflow) condition(s playbook.Step) string {
	if pattern, ok := stixCondition(s.When.Source, w.book.Facts); ok {
		return pattern
	}
	name := w.freeName("applies_" + strings.ReplaceAll(s.ID, "-", "_"))
	w.more = append(w.more, jsonPair{"__" + name + "__", jsonGroup{{"type", "bool"}, {"description", "Whether this holds: " + s.When.Source}, {"value", nil}}})
	return stixVariable(name) + " = 'true'"
}

// freeName is a name that no variable has yet.
func (w *workflow) freeName(base string) string {
	name := base
	for i := 2; ; i++ {
		_, taken := w.book.Fact(name)
		taken = taken || slices.ContainsFunc(w.more, func(p jsonPair) bool { return p.key == "__"+name+"__" })
		if !taken {
			return name
		}
		name = fmt.Sprintf("%s_%d", base, i)
	}
}

// referencesOf lists what a step refers to, here and in the playbook.
func (w *workflow) referencesOf(s playbook.Step) []jsonGroup {
	var all []jsonGroup
	for _, r := range s.Refs {
		g := jsonGroup{{"name", r.Title}, {"url", r.URL}}
		all = append(all, g)
		if key := r.Title + "\x00" + r.URL; !w.external[key] {
			w.external[key] = true
			w.references = append(w.references, g)
		}
	}
	return all
}

// instructions is all that a person is told, for programs that know nothing of
// the extension.
func (w *workflow) instructions(s playbook.Step) string {
	each, _ := w.book.Fact(s.Each)
	return instructions(s, each.Ask)
}

// instructions is what a person is told in a step that is done once for each answer
// to a question, or once.
func instructions(s playbook.Step, each string) string {
	var b strings.Builder
	say := func(label, text string) {
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(label + text)
	}
	if each != "" {
		say("Do this once for each answer to: ", each)
	}
	say("Caution: ", s.Caution)
	say("", s.Do)
	if s.Command != "" {
		say("", fenced(strings.TrimRight(s.Command, "\n"), ""))
	}
	if len(s.Checks) > 0 {
		say("", "- "+strings.Join(s.Checks, "\n- "))
	}
	say("Check that it worked: ", s.Verify)
	say("", s.Compare)
	say("Keep as evidence: ", s.Evidence)
	if b.Len() == 0 {
		return s.Title
	}
	return b.String()
}
