package playbooks

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// With every fact recorded each draft is complete: no gap, nothing missing of
// what it must contain, no long sentence, no word that readers may not know.
func TestDraftsAreComplete(t *testing.T) {
	for id, p := range parse(t) {
		r := recordAll(t, p)
		for _, d := range r.Messages() {
			if len(d.Gaps) > 0 || strings.Contains(d.Subject+d.Body, "[not recorded") {
				t.Errorf("%s: the draft of %s has the gaps %+v", id, d.ID, d.Gaps)
			}
			for _, remark := range d.Remarks {
				t.Errorf("%s: %s, line %d: %s", id, d.ID, remark.Line, remark.Text)
			}
			for _, must := range d.Required {
				if must.There == playbook.No {
					t.Errorf("%s: the draft of %s does not say %q", id, d.ID, must.Says)
				}
			}
			if strings.Contains(d.Body, "\n\n\n") {
				t.Errorf("%s: the draft of %s has a hole:\n%s", id, d.ID, d.Body)
			}
		}
	}
}

// With nothing recorded each gap names the step that fills it, nothing that a
// condition leaves out makes a hole, and no draft says what nobody recorded.
func TestDraftsShowTheirGaps(t *testing.T) {
	for id, p := range parse(t) {
		for _, d := range begin(t, p).Messages() {
			if len(d.Gaps) == 0 {
				t.Errorf("%s: the draft of %s has no gap although nothing is recorded", id, d.ID)
			}
			for _, gap := range d.Gaps {
				if gap.Step == "" {
					t.Errorf("%s: no step fills the gap %s of %s", id, gap.Fact.ID, d.ID)
				}
			}
			if strings.Contains(d.Body, "\n\n\n") || strings.HasPrefix(d.Body, "\n") {
				t.Errorf("%s: the draft of %s has a hole:\n%s", id, d.ID, d.Body)
			}
		}
	}
}

// A message that several playbooks have under one name starts from the same
// words for the same reader.
func TestSharedMessages(t *testing.T) {
	seen := map[string]playbook.Message{}
	for id, p := range parse(t) {
		for _, m := range p.Messages {
			other, ok := seen[m.ID]
			seen[m.ID] = m
			if ok && (m.Title != other.Title || m.To != other.To || m.Subject != other.Subject || !slices.Equal(m.Avoid, other.Avoid)) {
				t.Errorf("%s has another message by the name of %s than another playbook", id, m.ID)
			}
		}
	}
}

// In a drill nobody is called: it names who has a role and shows no number, and
// files nowhere.
func TestADrillShowsNoNumber(t *testing.T) {
	o, err := playbook.ParseOrganisation("organisation.yaml", []byte(`format: cordon-organisation/1
name: Acme GmbH
zone: Europe/Berlin
people:
  lead: {name: Maria Lopez, phone: "+49 30 1", stand_in: "Tom Ode, +49 30 2"}
`))
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t)["lost-device"]
	for drill, want := range map[bool]string{
		false: "Maria Lopez, +49 30 1; stands in: Tom Ode, +49 30 2", true: "Maria Lopez (no number in a drill)",
	} {
		r := do(t, do(t, run.New("k7m2x9qd", p), run.Start(p, "", drill)), run.UseProfile(o))
		if got := words.Call(r, "lead"); got != want {
			t.Errorf("drill %v: %q, want %q", drill, got, want)
		}
		if people := words.People(r); len(people) != 1 || people[0].Text != want {
			t.Errorf("drill %v: %+v, want %q", drill, people, want)
		}
		if at := words.FileAt(r, playbook.Place{Phone: "+49 40 1"}); strings.Contains(at, "+49") == drill {
			t.Errorf("drill %v: we file at %q", drill, at)
		}
	}
}

// begin starts a run.
func begin(t *testing.T, p *playbook.Playbook) run.Run {
	t.Helper()
	return do(t, run.New("k7m2x9qd", p), run.Start(p, "", false))
}

// recordAll starts a run in which every fact is recorded.
func recordAll(t *testing.T, p *playbook.Playbook) run.Run {
	t.Helper()
	r := begin(t, p)
	for _, f := range p.Facts {
		r = do(t, r, run.RecordFact(f.ID, anAnswer(f), "because of this", ""))
	}
	return r
}

func anAnswer(f playbook.Fact) playbook.Value {
	switch f.Type {
	case playbook.Number:
		return playbook.NumberValue(12_400)
	case playbook.Choice:
		return playbook.TextValue(f.Options[0].ID)
	case playbook.Choices:
		return playbook.ChoicesValue(f.Options[0].ID, f.Options[1].ID)
	case playbook.Time:
		return playbook.TextValue("2026-11-21T03:11:00+01:00")
	}
	return playbook.TextValue("What somebody wrote about " + strings.ReplaceAll(f.ID, "_", " ") + ".")
}

// do takes a run one intention further, as a store does.
func do(t *testing.T, r run.Run, intend run.Intention) run.Run {
	t.Helper()
	ev, err := intend(r)
	if err != nil {
		t.Fatal(err)
	}
	stamp := run.Stamp{By: "maria", Now: time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)}
	lines, err := run.Seal(r.ID(), r.Head(), r.Last(), stamp, ev, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	entry, err := lines.Read()
	if err != nil {
		t.Fatal(err)
	}
	r, err = r.Apply(r.Head().Next(lines.Header), &entry)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
