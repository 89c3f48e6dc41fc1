package convert

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/reader"
)

// guessCACAO knows a playbook of CACAO by what it calls itself.
func guessCACAO(f *file) bool {
	root := f.json()
	t := root.string("type")
	return (t == "playbook" || t == "playbook-template") &&
		(root.member("workflow") != nil || root.member("workflow_start") != nil || strings.HasPrefix(root.string("spec_version"), "cacao"))
}

// readCACAO reads CACAO Security Playbooks 2.0, and the forms of 1.0 and 1.1.
func readCACAO(f *file, d *document) {
	root := f.needJSON()
	if root == nil {
		return
	}
	workflow := root.member("workflow")
	if workflow != nil && !workflow.is(jsonObject) {
		f.fail(workflow.place, fmt.Sprintf("workflow is %v; CACAO 2.0 has a group of steps here", workflow.kind), "")
		return
	}
	r := cacaoReader{graph: f.newGraph(d), root: root, version: cacaoVersion(root), asked: map[string]*fact{}}
	d.origin.Kind = "CACAO " + r.version
	if r.old() {
		checkOldCACAO(f, root)
	} else {
		checkCACAO(f, root)
	}
	if f.failed {
		return
	}
	root.setRead(false) // the rules have looked
	r.meta()
	if x := r.readSteps(); x != nil {
		f.unsaid(r.ownEntry(x))
		return
	}
	f.unsaid(jsonEntry("", root).without(append(r.extended, "type", "spec_version", "playbook_processing_summary")...), cacaoOwn()...)
}

// cacaoOwn are keys of definitions that say nothing of what to do. The markings and
// the authentication that they name are told at the definitions of those.
func cacaoOwn() []string {
	return []string{"constant", "external", "id", "created", "created_by", "modified", "authentication_info", "markings", "definition_type"}
}

// cacaoVersion is the version that a file says it is written for. One that says
// nothing of use is held to the latest.
func cacaoVersion(root *jsonNode) string {
	v := strings.TrimPrefix(root.string("spec_version"), "cacao-")
	if v == "1.0" || v == "1.1" {
		return v
	}
	return "2.0"
}

// A cacaoReader makes a document of a file that was checked.
type cacaoReader struct {
	graph
	root    *jsonNode
	version string
	steps   []cacaoStep      // by the numbers of their nodes
	number  map[string]int   // of a node, by the id of its step
	asked   map[string]*fact // what stands for a variable

	extended []string // the extensions that are told
}

// A cacaoStep is a step of the workflow.
type cacaoStep struct {
	id   string
	at   place // of its key
	json *jsonNode
	kind string // in the words of 2.0
}

// old reports whether the file has the forms of version 1.
func (r *cacaoReader) old() bool { return r.version != "2.0" }

// meta reads what a playbook says of itself.
func (r *cacaoReader) meta() {
	root, d := r.root, r.document
	d.title = root.textAt(r.file, "name")
	d.origin.Title = d.title
	d.origin.ID = root.textAt(r.file, "id")
	d.origin.Version = root.textAt(r.file, "modified")
	d.origin.Author = root.textAt(r.file, "created_by")
	d.tell(r.prose(root.textAt(r.file, "description")))
	for _, l := range []struct{ key, label string }{
		{"labels", "Labels"}, {"playbook_types", "Types"}, {"playbook_activities", "Activities"},
		{"industry_sectors", "Sectors"}, {"derived_from", "Derived from"}, {"related_to", "Related to"},
	} {
		if all := r.textsOf(root, l.key); len(all) > 0 {
			d.tell(l.label + ": " + strings.Join(all, ", ") + ".")
		}
	}
	r.assessment()
	r.markings()
	r.references()
	r.variables()
	r.people()
	r.loseMeta()
}

// textsOf returns the texts of a list, made visible.
func (r *cacaoReader) textsOf(n *jsonNode, key string) []string {
	var all []string
	for _, t := range n.strings(key) {
		all = append(all, oneLine(r.plain(t.text, t.place)))
	}
	return all
}

// assessment says the numbers of a playbook and how long it holds.
func (r *cacaoReader) assessment() {
	var all []string
	for _, key := range []string{"priority", "severity", "impact"} {
		if n := r.root.member(key); n.is(jsonNumber) {
			n.take()
			all = append(all, key+" "+n.text)
		}
	}
	if len(all) > 0 {
		r.tell("In the source: " + strings.Join(all, ", ") + ", each from 0 to 100.")
	}
	if created := r.root.textAt(r.file, "created"); created != r.root.string("modified") {
		r.tell("Created at " + created + ".")
	}
	from, until := r.root.textAt(r.file, "valid_from"), r.root.textAt(r.file, "valid_until")
	switch {
	case from != "" && until != "":
		r.tell("Valid from " + from + " until " + until + ".")
	case from != "":
		r.tell("Valid from " + from + ".")
	case until != "":
		r.tell("Valid until " + until + ".")
	}
	if n := r.root.member("revoked").take(); n.is(jsonBool) && n.text == "true" {
		r.tell("**Its author has revoked this playbook.**")
		r.lose(n.place, "this playbook is revoked", "said in about")
	}
}

func (r *cacaoReader) markings() {
	for _, m := range r.root.member("data_marking_definitions").object() {
		for _, key := range []string{"tlpv2_level", "statement", "name", "tlp", "description"} {
			if text := m.value.textAt(r.file, key); text != "" {
				r.tell("Marking: " + text)
			}
		}
	}
}

// references lists what the playbook refers to.
func (r *cacaoReader) references() {
	var all []string
	for _, n := range r.root.member("external_references").list() {
		if line := r.referenceLine(n); line != "" {
			all = append(all, "- "+line)
		}
	}
	if len(all) > 0 {
		r.tell("References:\n\n" + strings.Join(all, "\n"))
	}
}

// referenceLine says an external reference in one line.
func (r *cacaoReader) referenceLine(n *jsonNode) string {
	var all []string
	for _, key := range []string{"name", "description", "source", "url", "external_id", "reference_id"} {
		if text := oneLine(n.textAt(r.file, key)); text != "" && !slices.Contains(all, text) {
			if key == "url" && isAddress(text) && !strings.ContainsAny(text, "<>") {
				text = "<" + text + ">"
			}
			all = append(all, text)
		}
	}
	return strings.Join(all, ", ")
}

// variables lists them in a table.
func (r *cacaoReader) variables() {
	if table := r.variableTable(r.root.member("playbook_variables")); table != "" {
		r.tell("Variables of the source:\n\n" + table)
	}
}

func (r *cacaoReader) variableTable(n *jsonNode) string {
	rows := []string{"| variable | type | value | meaning |", "|---|---|---|---|"}
	for _, m := range n.object() {
		var value string
		switch v := m.value.member("value"); {
		case v.is(jsonText):
			value = r.plain(v.take().text, v.place)
		case v.is(jsonObject), v.is(jsonList):
			value = strings.Join(r.flat(v), ", ")
		case v != nil && v.kind != jsonNull:
			value = v.take().text
		}
		rows = append(rows, "| "+strings.Join([]string{
			codeCell(r.plain(m.key, m.place)), inCell(m.value.textAt(r.file, "type")), codeCell(value), inCell(m.value.textAt(r.file, "description")),
		}, " | ")+" |")
	}
	if len(rows) == 2 {
		return ""
	}
	return strings.Join(rows, "\n")
}

// codeCell is a word of the source as a cell of a table takes it.
func codeCell(s string) string { return inCode(strings.ReplaceAll(s, "|", `\|`)) }

// inCell is a text as a cell of a table takes it.
func inCell(s string) string {
	return strings.NewReplacer("|", `\|`, "_", `\_`, "*", `\*`, "`", "\\`").Replace(oneLine(s))
}

// people says of agents and targets what their names do not.
func (r *cacaoReader) people() {
	var all []string
	for _, where := range []string{"agent_definitions", "target_definitions", "targets"} {
		for _, m := range r.root.member(where).object() {
			if line := r.agentLine(m.value); line != "" {
				all = append(all, "- "+line)
			}
		}
	}
	if len(all) > 0 {
		r.tell("Agents and targets of the source:\n\n" + strings.Join(all, "\n"))
	}
}

// agentLine is nothing where there is only a name and a type.
func (r *cacaoReader) agentLine(n *jsonNode) string {
	var more []string
	for _, m := range n.object() {
		switch m.key {
		case "type", "name", "authentication_info", "agent_target_extensions":
		default:
			more = append(more, r.flat(m.value)...)
		}
	}
	if len(more) == 0 {
		return ""
	}
	return oneLine(n.textAt(r.file, "name")) + " (" + oneLine(n.textAt(r.file, "type")) + "): " + strings.Join(more, ", ")
}

// flat lists the texts and numbers of a value.
func (r *cacaoReader) flat(n *jsonNode) []string {
	switch {
	case n.is(jsonText):
		return []string{oneLine(r.plain(n.take().text, n.place))}
	case n.is(jsonNumber), n.is(jsonBool):
		return []string{n.take().text}
	}
	var all []string
	for _, item := range n.list() {
		all = append(all, r.flat(item)...)
	}
	for _, m := range n.object() {
		for _, text := range r.flat(m.value) {
			all = append(all, oneLine(r.plain(m.key, m.place))+" "+text)
		}
	}
	return all
}

// loseMeta names what of a playbook has no place in another.
func (r *cacaoReader) loseMeta() {
	for _, m := range r.root.members {
		switch m.key {
		case "authentication_info_definitions":
			m.value.setRead(true)
			r.lose(m.place, "authentication info", "left out, so that no secret gets into a playbook")
		case "signatures":
			m.value.setRead(true)
			r.lose(m.place, counted(len(m.value.list()), "signature"), "left out: they sign the source, whose SHA-256 is kept")
		case "playbook_processing_summary":
		case "extension_definitions":
			r.loseExtensions(m.value)
		}
	}
}

// loseExtensions names the extensions of others, each once.
func (r *cacaoReader) loseExtensions(n *jsonNode) {
	for _, m := range n.object() {
		m.value.setRead(true)
		r.extended = append(r.extended, m.key)
		if m.key != cordonExtensionID {
			r.lose(m.place, "the extension "+reader.Quote(m.value.string("name")), "what it says of steps is left out")
		}
	}
}
