package convert

import (
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// ours returns the extension of a playbook that Cordon wrote. It counts where
// every step has it: with steps of somebody else between them, the conditions of
// ours would no longer be all there are.
func (r *cacaoReader) ours() *jsonNode {
	extension := r.root.member("playbook_extensions").member(cordonExtensionID)
	if extension == nil {
		return nil
	}
	for _, s := range r.steps {
		own := s.own()
		if s.kind != "start" && s.kind != "end" && own.string("step") == "" && own.string("guards") == "" {
			r.lose(s.at, "a step that Cordon did not write", "the playbook is read as one of somebody else")
			return nil
		}
	}
	return extension
}

// own is what the extension of Cordon says of a step.
func (s cacaoStep) own() *jsonNode {
	return s.json.member("step_extensions").member(cordonExtensionID)
}

// ownEntry is all that the extension says, of the playbook and of its steps.
func (r *cacaoReader) ownEntry(x *jsonNode) entry {
	all := jsonEntry("", x)
	for _, s := range r.steps {
		if own := s.own(); own != nil {
			all.kids = append(all.kids, jsonEntry(s.id, own))
		}
	}
	return all
}

// An ownReader makes the playbook again that an export was made of.
type ownReader struct {
	*cacaoReader
	phases map[string]*phase
	last   *step
}

// readOurs takes phases, questions and clocks from the extension, and the steps
// in the order of the workflow.
func (r *cacaoReader) readOurs(x *jsonNode) {
	o := ownReader{cacaoReader: r, phases: map[string]*phase{}}
	d := r.document
	d.about = nil
	d.tell(r.root.textAt(r.file, "description"))
	d.id, d.version = x.textAt(r.file, "playbook"), x.textAt(r.file, "version")
	d.keepFacts = true
	d.see = r.textsOf(x, "see")
	source := x.member("source")
	if source != nil { // this file is a way that it took
		d.origin = playbook.Origin{}
		for _, p := range sourceKeys(&d.origin) {
			*p.text = o.line(source, p.key)
		}
	}
	for _, n := range x.member("roles").list() {
		d.roles = append(d.roles, &role{id: o.text(n, "role"), title: o.line(n, "title"), duty: o.text(n, "duty")})
	}
	for _, n := range x.member("facts").list() {
		o.fact(n)
	}
	for _, n := range x.member("clocks").list() {
		o.clock(n)
	}
	for _, n := range x.member("phases").list() {
		id := o.text(n, "phase")
		p := &phase{id: id, title: o.line(n, "title"), goal: o.text(n, "goal"), use: o.text(n, "use"), at: n.place, in: d}
		o.phases[id] = p
		d.phases = append(d.phases, p)
	}
	for i := range r.steps {
		r.edges(i)
	}
	for _, i := range r.flow.walk(r.declare, r.number[r.root.string("workflow_start")]).order {
		if s := r.steps[i]; s.own().string("step") != "" {
			if o.step(s); source != nil {
				o.last.sourceID = o.line(s.own(), "source_id")
			}
		}
	}
}

func (o ownReader) text(n *jsonNode, key string) string { return n.textAt(o.file, key) }
func (o ownReader) line(n *jsonNode, key string) string { return oneLine(o.text(n, key)) }

func (o ownReader) fact(n *jsonNode) {
	f := &fact{id: o.text(n, "fact"), ask: o.line(n, "ask"), typ: playbook.FactType(o.text(n, "type")), because: n.yes("because"), ahead: n.yes("ahead")}
	for _, option := range n.member("options").list() {
		f.options = append(f.options, o.option(option))
	}
	o.document.facts = append(o.document.facts, f)
}

func (o ownReader) option(n *jsonNode) option {
	return option{o.text(n, "option"), o.line(n, "label"), o.text(n, "after")}
}

func (o ownReader) clock(n *jsonNode) {
	o.clocks = append(o.clocks, playbook.Clock{
		ID: o.text(n, "clock"), Rule: o.text(n, "rule"), Title: o.line(n, "title"), Within: o.text(n, "within"), Hours: o.text(n, "hours"),
		To: o.line(n, "recipient"), Cite: o.line(n, "cite"), Zone: o.text(n, "zone"), From: o.text(n, "from"), After: o.text(n, "after"),
		CapFrom: o.text(n, "cap_from"), Else: o.textsOf(n, "stand_ins"), When: playbook.Condition{Source: o.text(n, "when")},
	})
}

func (o *ownReader) step(s cacaoStep) {
	n := s.own()
	p := o.phases[o.text(n, "phase")]
	if p == nil {
		p = o.document.phase(s.at, "Steps")
		o.phases[o.text(n, "phase")] = p
	}
	made := &step{
		id: o.text(n, "step"), title: o.titleOf(s), at: s.at, group: o.line(n, "group"), role: o.text(n, "role"), when: o.text(n, "when"), each: o.text(n, "each"),
		do: o.text(n, "instructions"), command: o.text(n, "command"), caution: o.text(n, "caution"), verify: o.text(n, "verify"),
		compare: o.text(n, "compare"), evidence: o.text(n, "evidence"), checks: o.textsOf(n, "checks"), record: o.textsOf(n, "record"),
		needs: o.textsOf(n, "needs"), files: o.textsOf(n, "files"), tonight: n.yes("tonight"), pause: n.yes("pause"),
		optional: n.member("required").take().is(jsonBool) && !n.yes("required"), sourceID: o.plain(s.id, s.at),
	}
	if length, err := time.ParseDuration(n.string("expects")); err == nil && length > 0 {
		made.expects = length
	}
	for _, ref := range s.json.member("external_references").list() {
		o.reference(made, ref)
	}
	o.changed(s, made)
	p.steps = append(p.steps, made)
	o.last = made
}

// changed keeps what somebody wrote into a command after the export: the extension
// does not say it.
func (o *ownReader) changed(s cacaoStep, made *step) {
	each := ""
	for _, f := range o.facts {
		if f.id == made.each {
			each = f.ask
		}
	}
	said := instructions(playbook.Step{
		Title: made.title, Do: made.do, Command: made.command, Caution: made.caution, Verify: made.verify, Compare: made.compare,
		Evidence: made.evidence, Checks: made.checks,
	}, each)
	for _, c := range s.json.member("commands").list() {
		if text := o.commandText(c); strings.TrimSpace(text) != strings.TrimSpace(o.shown(said)) && text != "" {
			o.lose(c.place, "a command that was changed after the export, of "+reader.Quote(made.title), "both are in the step")
			made.say("Changed after the export:\n\n" + text)
		}
	}
}

// yes reports whether a member is true.
func (n *jsonNode) yes(key string) bool {
	m := n.member(key)
	return m.is(jsonBool) && m.take().text == "true"
}
