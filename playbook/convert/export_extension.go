package convert

import "cordon/playbook"

// cordonExtensionID names the extension of Cordon in every file that has it.
const cordonExtensionID = "extension-definition--6b1f9a52-0c1d-4f0b-9d3c-5a7e21c8d940"

func extensionDefinition(author string) jsonGroup {
	return jsonGroup{
		{"type", "extension-definition"},
		{"name", "Cordon playbook"},
		{"description", "What a playbook of Cordon says beside its steps."},
		{"created_by", author},
		{"schema", "At the playbook: playbook (its id), version, see, source (what it was made from), phases (each with phase, title, goal, use, in their order), roles, facts and clocks " +
			"(each with its id under role, fact and clock, and the keys that the format cordon/1 has for it). At an action: step (its id), phase, group, required, when " +
			"(the condition in the words of cordon/1), each, instructions, command, caution, verify, compare, checks, record, evidence, needs, files, tonight, pause, " +
			"expects, source_id. At an if-condition: guards, the id of the step that it stands for the condition of; it is no step of its own."},
		{"version", "1.0.0"},
	}
}

// extension is what the playbook says beside its steps.
func (x *exporter) extension() jsonGroup {
	p := x.book
	var g jsonGroup
	g.put("playbook", p.ID)
	g.put("version", p.Version)
	g.put("see", p.See)
	g.put("source", sourceExtension(p.Origin))
	var phases, roles, facts, clocks []jsonGroup
	for _, ph := range p.Phases {
		e := jsonGroup{{"phase", ph.ID}, {"title", ph.Title}}
		e.put("goal", ph.Goal)
		e.put("use", ph.Use)
		phases = append(phases, e)
	}
	for _, r := range p.Roles {
		e := jsonGroup{{"role", r.ID}, {"title", r.Title}}
		e.put("duty", r.Duty)
		roles = append(roles, e)
	}
	for _, f := range p.Facts {
		facts = append(facts, factExtension(f))
	}
	for _, c := range p.Clocks {
		clocks = append(clocks, clockExtension(c))
	}
	g.put("phases", phases)
	g.put("roles", roles)
	g.put("facts", facts)
	g.put("clocks", clocks)
	return g
}

// sourceExtension is what a playbook was made from.
func sourceExtension(o playbook.Origin) jsonGroup {
	var g jsonGroup
	for _, p := range sourceKeys(&o) {
		g.put(p.key, *p.text)
	}
	return g
}

// A sourceKey is a part of an origin, by the name that the format has for it.
type sourceKey struct {
	key  string
	text *string
}

func sourceKeys(o *playbook.Origin) []sourceKey {
	return []sourceKey{
		{"kind", &o.Kind}, {"title", &o.Title}, {"id", &o.ID}, {"version", &o.Version}, {"author", &o.Author}, {"licence", &o.Licence}, {"url", &o.URL}, {"sha256", &o.SHA256},
	}
}

func factExtension(f playbook.Fact) jsonGroup {
	g := jsonGroup{{"fact", f.ID}, {"ask", f.Ask}, {"type", string(f.Type)}}
	var options []jsonGroup
	for _, o := range f.Options {
		e := jsonGroup{{"option", o.ID}, {"label", o.Label}}
		e.put("after", o.After)
		options = append(options, e)
	}
	g.put("options", options)
	g.put("because", f.Because)
	g.put("ahead", f.Ahead)
	return g
}

func clockExtension(c playbook.Clock) jsonGroup {
	g := jsonGroup{{"clock", c.ID}}
	for _, p := range clockKeys(c) {
		g.put(p.key, p.value)
	}
	g.put("stand_ins", c.Else)
	return g
}

// clockKeys are the texts of a clock, by the names that the extension has for
// them.
func clockKeys(c playbook.Clock) jsonGroup {
	return jsonGroup{
		{"rule", c.Rule}, {"title", c.Title}, {"within", c.Within}, {"hours", c.Hours}, {"recipient", c.To}, {"cite", c.Cite},
		{"zone", c.Zone}, {"from", c.From}, {"after", c.After}, {"cap_from", c.CapFrom}, {"when", c.When.Source},
	}
}

// stepExtension is what a step says beside its title.
func (x *exporter) stepExtension(s playbook.Step) jsonGroup {
	g := jsonGroup{{"step", s.ID}, {"phase", x.book.Phases[s.Phase].ID}}
	g.put("group", s.Group)
	g = append(g, jsonPair{"required", !s.Optional})
	g.put("role", s.Role)
	g.put("when", s.When.Source)
	g.put("each", s.Each)
	g.put("instructions", s.Do)
	g.put("command", s.Command)
	g.put("caution", s.Caution)
	g.put("verify", s.Verify)
	g.put("compare", s.Compare)
	g.put("checks", s.Checks)
	g.put("record", s.Record)
	g.put("evidence", s.Evidence)
	g.put("needs", s.Needs)
	g.put("files", s.Files)
	g.put("tonight", s.Tonight)
	g.put("pause", s.Pause)
	if s.Expects > 0 {
		g.put("expects", s.Expects.String())
	}
	g.put("source_id", s.SourceID)
	return g
}
