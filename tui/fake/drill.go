package fake

import (
	"testing"
	"time"

	"cordon/playbook/drill"
	"cordon/playbook/run"
	"cordon/tui/screen"
)

// PhishingDrill is a drill for [Phishing].
const PhishingDrill = `format: cordon-drill/1
id: mail-drill
playbook: phishing
title: A mail in the afternoon
about: For whoever leads.
start: 03:14
length: 45m
injects:
  - {id: report, at: 0m, from: Finance, says: "We all got a mail from the director. He asks for the payroll list.", file: mail.txt}
  - {id: second, at: 2m, from: Finance, says: "Somebody has answered it."}
  - {id: morning, at: 20m, jump: 5h, from: Press office, says: "A reporter asks for a comment by nine."}
score:
  - {id: kept, want: {step: preserve, state: settled}, within: 10m, of: report, points: 10, why: "A copy shows what it was."}
  - {id: counted, want: {fact: affected}, before: {step: judge}, points: 5}
  - {id: phone, ask: "Was the director called by phone?", points: 5}
`

// Drill is the drill of the tests.
func Drill(t testing.TB) *drill.Drill {
	t.Helper()
	d, err := drill.Parse("mail-drill.yaml", []byte(PhishingDrill))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Play starts a run of [Drill] at a time, and folds the intentions into it, a minute
// apart.
func (m *Memory) Play(t testing.TB, at time.Time, intentions ...run.Intention) string {
	t.Helper()
	r, err := m.play(Drill(t), run.Stamp{By: "maria", Now: at})
	if err != nil {
		t.Fatal(err)
	}
	for i, decide := range intentions {
		if r, err = m.Record(r, run.Stamp{By: "maria", Now: at.Add(time.Duration(i) * time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
	return r.ID()
}

func (m *Memory) play(d *drill.Drill, stamp run.Stamp) (run.Run, error) {
	m.mu.Lock()
	m.order = append(m.order, drillRun)
	m.mu.Unlock()
	stamp.At = d.Begins(stamp.Now)
	return m.Record(run.New(drillRun, m.Book), stamp, run.StartDrill(m.Book, "", d, map[string][]byte{"mail.txt": []byte("a mail")}))
}

// drillRun is the id of the run that plays a drill.
const drillRun = "drill1"

// AttachKept implements [screen.Keeper].
func (m *Memory) AttachKept(name, digest string, now time.Time) (run.EvidenceAdded, error) {
	return run.EvidenceAdded{Name: name, Size: 6, Modified: now, Kept: true, SHA256: digest}, m.Err
}

// Exercises are the drills of a Memory: [Drill], one that cannot be used, and one that
// was written for another version of its playbook.
type Exercises struct {
	Memory *Memory
	Drill  *drill.Drill
	Err    error // of reading the folder of drills
}

// Drills implements [screen.Exercises].
func (x Exercises) Drills() ([]screen.Exercise, error) {
	return []screen.Exercise{
		{ID: x.Drill.ID, Title: x.Drill.Title, Playbook: x.Drill.Playbook, Length: x.Drill.Length},
		{ID: "broken", Title: "broken", Problem: "a drill has no key \"goto\""},
		{ID: "older", Title: "An older drill", Playbook: x.Drill.Playbook, Length: 15 * time.Minute, Note: "the drill was written for version \"0.9.0\" of phishing, and this is version \"1.0.0\""},
	}, x.Err
}

// Start implements [screen.Exercises].
func (x Exercises) Start(_ string, stamp run.Stamp) (run.Run, error) {
	return x.Memory.play(x.Drill, stamp)
}
