package convert

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"cordon/playbook/reader"
)

// guessTheHive knows a case template by its tasks and what stands beside them.
func guessTheHive(f *file) bool {
	root := f.json()
	if !root.member("tasks").is(jsonList) {
		return false
	}
	for _, key := range []string{"displayName", "titlePrefix", "severity", "tlp", "pap", "customFields", "metrics", "metricNames"} {
		if root.member(key) != nil {
			return true
		}
	}
	return slices.ContainsFunc(root.member("tasks").list(), func(t *jsonNode) bool { return t.member("group") != nil || t.member("order") != nil })
}

// A hiveTask is a task of a case template.
type hiveTask struct {
	*jsonNode
	title, group string
	order        int
}

// readTheHive reads a case template of TheHive. Its groups are phases; where it has
// none, its tasks are.
func readTheHive(f *file, d *document) {
	root := f.needJSON()
	if root == nil {
		return
	}
	d.title = f.firstOf(root, "displayName", "name")
	d.origin.Title, d.origin.ID = d.title, f.firstOf(root, "id", "_id", "name")
	d.origin.Author = f.firstOf(root, "author", "_createdBy", "createdBy")
	f.tellMarkdown(d, root.string("description"), root.member("description").at())
	f.tellMarkdown(d, root.string("summary"), root.member("summary").at())
	d.tell(f.hiveMarks(root))
	f.hiveNames(root)
	defer func() { f.unsaid(jsonEntry("", root), hiveOwn()...) }()
	tasks := f.hiveTasks(root)
	if onlyDefault(tasks) && slices.ContainsFunc(tasks, func(t hiveTask) bool { return strings.TrimSpace(t.string("description")) != "" }) {
		f.hivePhases(d, tasks)
		return
	}
	f.hiveSteps(d, tasks)
}

// hiveTasks returns the tasks by their order; those of one number, as they stand.
func (f *file) hiveTasks(root *jsonNode) []hiveTask {
	var tasks []hiveTask
	for i, n := range root.member("tasks").list() {
		if !n.is(jsonObject) {
			f.fail(n.at(), "a task must be a group, this is "+n.kind.String(), "")
			continue
		}
		t := hiveTask{jsonNode: n, title: oneLine(n.textAt(f, "title")), group: oneLine(n.textAt(f, "group")), order: i}
		if order := n.member("order"); order.is(jsonNumber) {
			if number, err := strconv.ParseFloat(order.take().text, 64); err == nil {
				t.order = int(min(max(number, -1e9), 1e9))
			}
		}
		tasks = append(tasks, t)
	}
	slices.SortStableFunc(tasks, func(a, b hiveTask) int { return cmp.Compare(a.order, b.order) })
	return tasks
}

func onlyDefault(tasks []hiveTask) bool {
	return !slices.ContainsFunc(tasks, func(t hiveTask) bool { return !isDefault(t.group) })
}

func isDefault(group string) bool { return group == "" || strings.EqualFold(group, "default") }

// hivePhases makes a phase of each task, and steps of the lines it has.
func (f *file) hivePhases(d *document, tasks []hiveTask) {
	for _, t := range tasks {
		p := d.phase(t.at(), t.title)
		f.stepsFrom(d, p, t.string("description"), t.member("description").at())
		if len(p.steps) == 0 {
			p.step(t.at(), t.title)
		}
		for _, s := range p.steps {
			s.role, s.sourceID = d.role(f.hiveOwner(t)), oneLine(t.textAt(f, "id"))
		}
		f.hiveTaskLosses(t)
	}
}

// hiveSteps makes a phase of each group, and a step of each task. A group that
// comes back is the same phase.
func (f *file) hiveSteps(d *document, tasks []hiveTask) {
	mandatory := slices.ContainsFunc(tasks, func(t hiveTask) bool { return isTrue(t.member("mandatory")) })
	phases := map[string]*phase{}
	for _, t := range tasks {
		group := t.group
		if isDefault(group) {
			group = "Tasks"
		}
		p := phases[strings.ToLower(group)]
		if p == nil {
			p = d.phase(t.at(), group)
			phases[strings.ToLower(group)] = p
		}
		s := p.step(t.at(), t.title)
		s.role, s.sourceID = d.role(f.hiveOwner(t)), oneLine(t.textAt(f, "id"))
		s.optional = mandatory && !isTrue(t.member("mandatory"))
		f.fillFrom(d, s, t.string("description"), t.member("description").at())
		f.hiveTaskLosses(t)
	}
}

func isTrue(n *jsonNode) bool { return n.is(jsonBool) && n.take().text == "true" }

func (f *file) hiveOwner(t hiveTask) string {
	return f.firstOf(t.jsonNode, "assignee", "owner")
}

// firstOf is the text of the first of some members that has one, on one line. The
// others are not taken by it.
func (f *file) firstOf(n *jsonNode, keys ...string) string {
	for _, key := range keys {
		if m := n.member(key); m.is(jsonText) && strings.TrimSpace(m.text) != "" {
			return oneLine(n.textAt(f, key))
		}
	}
	return ""
}

// hiveMarks is the line on how grave a case is and who may see it.
func (f *file) hiveMarks(root *jsonNode) string {
	var tags []string
	for _, t := range root.strings("tags") {
		tags = append(tags, oneLine(f.plain(t.text, t.place)))
	}
	return marks(
		[2]string{"Title prefix", root.textAt(f, "titlePrefix")},
		[2]string{"Severity", level(root.member("severity"), "", "low", "medium", "high", "critical")},
		[2]string{"TLP", level(root.member("tlp"), "white", "green", "amber", "red")},
		[2]string{"PAP", level(root.member("pap"), "white", "green", "amber", "red")},
		[2]string{"Tags", strings.Join(tags, ", ")},
	)
}

// level is a number with its name, where that is known.
func level(n *jsonNode, names ...string) string {
	if !n.is(jsonNumber) {
		if n.is(jsonText) {
			return n.take().text
		}
		return ""
	}
	n.take()
	if i, err := strconv.Atoi(n.text); err == nil && i >= 0 && i < len(names) && names[i] != "" {
		return n.text + " (" + names[i] + ")"
	}
	return n.text
}

// hiveNames tells of fields and metrics that have a name and nothing more.
func (f *file) hiveNames(root *jsonNode) {
	for _, key := range []string{"customFields", "metrics"} {
		for _, m := range root.member(key).object() {
			if left, _ := jsonEntry(m.key, m.value).texts(); len(left) == 0 {
				f.lose(m.place, "the key "+reader.Quote(key)+", with "+f.quoted([]string{m.key}), leftOut)
			}
		}
	}
}

// hiveOwn are the keys of a database.
func hiveOwn() []string {
	return []string{
		"_type", "_createdAt", "createdAt", "_createdBy", "createdBy", "_updatedAt", "updatedAt", "_updatedBy", "updatedBy", "_id", "id", "_parent",
		"_routing", "_version", "caseTemplate", "status",
	}
}

func (f *file) hiveTaskLosses(t hiveTask) {
	switch status := t.string("status"); strings.ToLower(status) {
	case "", "waiting":
	default:
		t.member("status").take()
		f.lose(t.member("status").at(), "a task whose state is "+strconv.Quote(oneLine(t.textAt(f, "status"))), "open here")
	}
}
