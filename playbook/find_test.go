package playbook

import (
	"errors"
	"testing"
)

func everything(t testing.TB) *Playbook {
	t.Helper()
	p, err := Parse("everything.yaml", readFile(t, "everything.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFind(t *testing.T) {
	p := everything(t)
	for ref, want := range map[string]string{
		"look":             "look",
		"what-data":        "what-data",
		"assess/what-data": "what-data",
		"1.2":              "what-data",
		"2.1":              "again",
		"confirm/again":    "again",
	} {
		if s, err := p.Find(ref); err != nil || s.ID != want {
			t.Errorf("Find(%s) = %s, %v, want %s", ref, s.ID, err, want)
		}
	}
	for ref, want := range map[string]string{
		"what-dta":        `no such step "what-dta", did you mean "what-data"?`,
		"asess/what-data": `no such step "asess/what-data": what-data is in the phase assess`,
		"confirm/look":    `no such step "confirm/look": look is in the phase assess`,
		"confirm/agian":   `no such step "confirm/agian", did you mean "confirm/again"?`,
		"data":            `no such step "data", did you mean "what-data"?`,
		"3.1":             `no such step "3.1": the playbook has look, what-data, again, tell`,
		"":                `no such step "": the playbook has look, what-data, again, tell`,
		"1.22":            `no such step "1.22": phase 1 ends with step 1.2`,
		"LOOK":            `no such step "LOOK", did you mean "look"?`,
		"\x1b[2J":         `no such step "\x1b[2J": the playbook has look, what-data, again, tell`,
	} {
		if s, err := p.Find(ref); !errors.Is(err, ErrNoStep) || err.Error() != want {
			t.Errorf("Find(%q) = %s, %v, want %s", ref, s.ID, err, want)
		}
	}
}

func TestFindFactAndRole(t *testing.T) {
	p := everything(t)
	if f, err := p.FindFact("aware_at"); err != nil || f.Type != Time {
		t.Errorf("FindFact(aware_at) = %v, %v", f, err)
	}
	if _, err := p.FindFact("awareat"); !errors.Is(err, ErrNoFact) || err.Error() != `no such fact "awareat", did you mean "aware_at"?` {
		t.Errorf("FindFact(awareat) = %v", err)
	}
	if _, err := p.FindFact("WHEN DID WE BECOME AWARE?"); err == nil || err.Error() != `no such fact "WHEN DID WE BECOME AWARE?", did you mean "aware_at"?` {
		t.Errorf("FindFact of a question = %v", err)
	}
	if r, err := p.FindRole("lead"); err != nil || r.Title != "Incident lead" {
		t.Errorf("FindRole(lead) = %v, %v", r, err)
	}
	if _, err := p.FindRole("boss"); !errors.Is(err, ErrNoRole) || err.Error() != `no such role "boss": the playbook has lead, legal` {
		t.Errorf("FindRole(boss) = %v", err)
	}
	if _, err := (&Playbook{}).FindRole("boss"); err == nil || err.Error() != `no such role "boss": the playbook has none` {
		t.Errorf("FindRole(boss) without roles = %v", err)
	}
}
