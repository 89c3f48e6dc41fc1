package fake

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// FullHome has open runs, closed runs and a drill, of several days.
func FullHome(t testing.TB, m *Memory) {
	t.Helper()
	BusyRun(t, m)
	m.Earlier(t, "Laptop left on a train, perhaps with the customer list", false, 30*time.Hour, "jan", run.CompleteStep("preserve", "no time"))
	m.Earlier(t, "Bucket was public", false, 40*24*time.Hour, "lee", run.SkipStep("count", "logs are gone"), run.FailStep("isolate", "it fell over"), run.Close("handed to counsel"))
	m.Earlier(t, "Practice of March", true, 400*24*time.Hour, "maria", run.Close("time was up"))
}

// Earlier is a run that began some time before the tests do.
func (m *Memory) Earlier(t testing.TB, title string, drill bool, ago time.Duration, by string, intentions ...run.Intention) string {
	t.Helper()
	at := Began.Add(-ago)
	r, err := m.Start(m.Book, title, drill, run.Stamp{By: by, Now: at})
	if err != nil {
		t.Fatal(err)
	}
	for i, decide := range intentions {
		if r, err = m.Record(r, run.Stamp{By: by, Now: at.Add(time.Duration(i+1) * time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
	return r.ID()
}

// BusyRun has a bit of everything.
func BusyRun(t testing.TB, m *Memory) string {
	return m.Begin(t, "maria",
		run.TickCheck("preserve", 1),
		run.AddNote("preserve", "Headers are from the gateway.\nThe sender is spoofed."),
		run.CompleteStep("preserve", "the copy is on its way"),
		run.RecordFact("affected", playbook.NumberValue(12400), "", "count"),
		run.BlockStep("count", "the mail server is down"),
		run.CompleteStep("isolate", ""),
		run.Undo("maria", 0),
	)
}

// Understood has settled the first phase; risk says how.
func Understood(risk string, more ...run.Intention) func(testing.TB, *Memory) {
	return func(t testing.TB, m *Memory) {
		m.Begin(t, "maria", append([]run.Intention{
			run.CompleteStep("preserve", "kept by the gateway"),
			run.RecordFact("affected", playbook.NumberValue(12400), "", "count"),
			run.RecordFact("kinds", playbook.ChoicesValue("names"), "", "count"),
			run.CompleteStep("count", ""),
			run.RecordFact("risk", playbook.TextValue(risk), "the list is old", "judge"),
			run.CompleteStep("judge", ""),
		}, more...)...)
	}
}

// Finished is a closed run with a bit of everything that a reviewer looks at.
func Finished(t testing.TB, m *Memory) {
	id := m.Begin(t, "maria",
		run.AddEvidence(run.EvidenceAdded{Step: "preserve", Name: "message.eml", Size: 1234, SHA256: strings.Repeat("ab", 32)}),
		run.CompleteStep("preserve", "no time for the checks"),
		run.RecordFact("risk", playbook.TextValue("high"), "cards are in it", "judge"),
		run.RecordFact("risk", playbook.TextValue("unlikely"), "they were expired", "judge"),
		run.SkipStep("count", "the log is gone: 1h only"),
		run.CompleteStep("judge", ""),
		run.FailStep("isolate", "one host did not come back"),
		run.CompleteStep("tidy", ""),
		run.Undo("maria", 0),
	)
	r := m.Kept[id]
	for i, decide := range []run.Intention{run.AddNote("count", "asked the vendor, ticket 5512"), run.Close("")} {
		var err error
		if r, err = m.Record(r, run.Stamp{By: "jan", Now: Began.Add(5*time.Hour + time.Duration(i)*time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
}

func Begun(intentions ...run.Intention) func(testing.TB, *Memory) {
	return func(t testing.TB, m *Memory) { m.Begin(t, "maria", intentions...) }
}
