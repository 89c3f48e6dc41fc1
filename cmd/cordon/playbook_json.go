package main

import (
	"cmp"
	"slices"

	"cordon/playbook"
	"cordon/playbook/report"
)

// The JSON of playbook show. Names are those of the YAML format.
type (
	bookDocument struct {
		SchemaVersion int             `json:"schema_version"`
		ID            string          `json:"id"`
		Title         string          `json:"title"`
		Version       string          `json:"version"`
		SHA256        string          `json:"sha256"`
		About         string          `json:"about"`
		Roles         []roleDocument  `json:"roles"`
		Facts         []factDocument  `json:"facts"`
		Clocks        []clockDocument `json:"clocks"`
		Messages      []draftDocument `json:"messages"`
		See           []string        `json:"see"`
		Phases        []phaseDocument `json:"phases"`
	}
	clockDocument struct {
		ID      string `json:"id"`
		Rule    string `json:"rule"`
		Title   string `json:"title"`
		Within  string `json:"within"`
		Hours   string `json:"hours"`
		To      string `json:"to"`
		Cite    string `json:"cite"`
		Zone    string `json:"zone"`
		From    string `json:"from"`
		After   string `json:"after"`
		CapFrom string `json:"cap_from"`
		When    string `json:"when"`
	}
	draftDocument struct {
		ID      string   `json:"id"`
		Title   string   `json:"title"`
		To      string   `json:"to"`
		Subject string   `json:"subject"`
		Body    string   `json:"body"`
		Must    []string `json:"must"`
		Avoid   []string `json:"avoid"`
	}
	roleDocument struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Duty  string `json:"duty"`
	}
	factDocument struct {
		ID       string            `json:"id"`
		Ask      string            `json:"ask"`
		Type     playbook.FactType `json:"type"`
		Options  []optionDocument  `json:"options"`
		Decision bool              `json:"decision"` // its reason is required
	}
	optionDocument struct {
		ID    string `json:"id"`
		Label string `json:"label"`
		After string `json:"after"`
	}
	phaseDocument struct {
		ID    string         `json:"id"`
		Title string         `json:"title"`
		Goal  string         `json:"goal"`
		Steps []stepDocument `json:"steps"`
	}
	stepDocument struct {
		ID       string   `json:"id"`
		Number   string   `json:"number"`
		Title    string   `json:"title"`
		Role     string   `json:"role"`
		Do       string   `json:"do"`
		Command  string   `json:"command"`
		Caution  string   `json:"caution"`
		Verify   string   `json:"verify"`
		Checks   []string `json:"checks"`
		Record   []string `json:"record"`
		Evidence string   `json:"evidence"`
		Needs    []string `json:"needs"`
		When     string   `json:"when"`
		Message  string   `json:"message"`
		Files    []string `json:"files"`
		Optional bool     `json:"optional"`
	}
)

func documentOf(p *playbook.Playbook) bookDocument {
	d := bookDocument{
		SchemaVersion: report.SchemaVersion,
		ID:            p.ID, Title: p.Title, Version: p.Version, SHA256: p.Digest, About: p.About,
		Roles: []roleDocument{}, Facts: []factDocument{}, Clocks: clockDocuments(p), Messages: draftDocuments(p), See: list(p.See), Phases: []phaseDocument{},
	}
	for _, r := range p.Roles {
		d.Roles = append(d.Roles, roleDocument{r.ID, r.Title, r.Duty})
	}
	for _, f := range p.Facts {
		options := []optionDocument{}
		for _, o := range f.Options {
			options = append(options, optionDocument{o.ID, o.Label, o.After})
		}
		d.Facts = append(d.Facts, factDocument{f.ID, f.Ask, f.Type, options, f.Because})
	}
	for _, phase := range p.Phases {
		steps := []stepDocument{}
		for _, s := range phase.Steps {
			steps = append(steps, stepDocumentOf(s))
		}
		d.Phases = append(d.Phases, phaseDocument{phase.ID, phase.Title, phase.Goal, steps})
	}
	return d
}

func stepDocumentOf(s playbook.Step) stepDocument {
	return stepDocument{
		ID: s.ID, Number: s.Number, Title: s.Title, Role: s.Role,
		Do: s.Do, Command: s.Command, Caution: s.Caution, Verify: s.Verify,
		Checks: list(s.Checks), Record: list(s.Record), Evidence: s.Evidence,
		Needs: list(s.Needs), When: s.When.Source, Message: s.Message, Files: list(s.Files), Optional: s.Optional,
	}
}

// clockDocuments writes clocks with the titles of their rules.
func clockDocuments(p *playbook.Playbook) []clockDocument {
	all := []clockDocument{}
	for _, c := range p.Clocks {
		within := c.Within
		rule, _ := ruleOf(p, c)
		if within == "" {
			within = rule.Counting.Within.String()
		}
		all = append(all, clockDocument{
			ID: c.ID, Rule: c.Rule, Title: cmp.Or(c.Title, rule.Title), Within: within, Hours: c.Hours,
			To: cmp.Or(c.To, rule.To), Cite: cmp.Or(c.Cite, rule.Cite), Zone: cmp.Or(c.Zone, rule.Counting.Zone.String()),
			From: c.From, After: c.After, CapFrom: c.CapFrom, When: c.When.Source,
		})
	}
	return all
}

// ruleOf returns the rule that a clock counts by.
func ruleOf(p *playbook.Playbook, c playbook.Clock) (playbook.Rule, bool) {
	i := slices.IndexFunc(p.Rules, func(r playbook.Rule) bool { return r.ID == c.Rule })
	if i < 0 {
		return playbook.Rule{}, false
	}
	return p.Rules[i], true
}

func draftDocuments(p *playbook.Playbook) []draftDocument {
	all := []draftDocument{}
	for _, m := range p.Messages {
		must := []string{}
		for _, required := range m.Must {
			must = append(must, required.Says)
		}
		all = append(all, draftDocument{m.ID, m.Title, m.To, m.Subject, m.Body, must, list(m.Avoid)})
	}
	return all
}

// list returns a list that is not null in JSON.
func list(names []string) []string {
	if names == nil {
		return []string{}
	}
	return names
}
