package run_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A drillModel is what the drill of leakDrill should be, told the slow way: a clock
// that somebody stops and starts, and a list of what happened when.
type drillModel struct {
	table   time.Duration
	paused  bool
	shown   map[string]time.Duration
	moved   time.Duration
	jumped  bool
	stopped []happening // that step "stop" was settled
	active  []happening // that "still_active" was recorded
}

// A happening is when something was recorded at the table, what, and by which entry.
type happening struct {
	at    time.Duration
	value bool
	seq   uint64
}

// due is the message that has to be shown, or empty.
func (m *drillModel) due() string {
	if m.paused {
		return ""
	}
	first, at := "", time.Duration(0)
	for _, in := range []struct {
		id    string
		at    time.Duration
		comes bool
	}{
		{"post", 0, true},
		{"vendor", m.after(), len(m.stopped) > 0},
		{"press", 20 * minute, true},
		{"worse", 25 * minute, m.worse()},
	} {
		_, was := m.shown[in.id]
		if was || !in.comes || in.at > m.table || in.at > 45*minute || first != "" && in.at >= at {
			continue
		}
		first, at = in.id, in.at
	}
	return first
}

func (m *drillModel) after() time.Duration {
	if len(m.stopped) == 0 {
		return 0
	}
	return m.stopped[len(m.stopped)-1].at + 2*minute
}

// worse says whether the message with a condition comes: by the last answer before
// its time, or else the first in the five minutes after it.
func (m *drillModel) worse() bool {
	known, answer := false, false
	for _, h := range m.active {
		switch {
		case h.at <= 25*minute:
			known, answer = true, h.value
		case !known && h.at <= 30*minute:
			known, answer = true, h.value
		}
	}
	return known && answer
}

// TestDrillModel plays drills at random beside a model that knows nothing of
// journals: the same messages are due, at the same time of the story, and each comes
// once.
func TestDrillModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		j := playing(t)
		m := &drillModel{shown: map[string]time.Duration{}}
		for range rapid.IntRange(5, 60).Draw(rt, "moves") {
			pass := time.Duration(rapid.IntRange(0, 200).Draw(rt, "seconds")) * time.Second
			j.now = j.now.Add(pass)
			if !m.paused {
				m.table += pass
			}
			m.move(rt, j)
			m.agrees(rt, j)
		}
	})
}

// did carries out an intention, now.
func did(j *journal, intend run.Intention) uint64 {
	j.do("maria", intend)
	j.now = j.now.Add(-time.Minute)
	return j.run.Last().Seq
}

func (m *drillModel) move(rt *rapid.T, j *journal) {
	switch rapid.SampledFrom([]string{"show", "show", "pause", "stop", "reopen", "record", "undo", "note", "early"}).Draw(rt, "move") {
	case "show":
		m.show(j, m.due())
	case "early": // whatever is due comes first
		if m.due() == "" && !m.paused {
			if _, err := run.ShowInject(j.now, true)(j.run); err == nil {
				in := did(j, run.ShowInject(j.now, true))
				ev, _ := j.run.Entries()[in-1].Event.(run.InjectShown)
				m.shown[ev.Inject] = m.table
			}
		}
	case "pause":
		did(j, run.PauseDrill(!m.paused))
		m.paused = !m.paused
	case "stop":
		if len(m.stopped) == 0 {
			m.stopped = append(m.stopped, happening{m.table, true, did(j, run.CompleteStep("stop", ""))})
		}
	case "reopen":
		if len(m.stopped) > 0 {
			did(j, run.ReopenStep("stop", "not yet"))
			m.stopped = nil
		}
	case "record":
		value := rapid.Bool().Draw(rt, "still active")
		if n := len(m.active); n == 0 || m.active[n-1].value != value {
			m.active = append(m.active, happening{m.table, value, did(j, run.RecordFact("still_active", playbook.YesNoValue(value), "it was looked at", ""))})
		}
	case "undo":
		m.undo(rt, j)
	case "note":
		did(j, run.AddNote("", "x"))
	}
}

// show shows what is due, behind its jump, and wants a refusal where nothing is.
func (m *drillModel) show(j *journal, due string) {
	if due == "" {
		if _, err := run.ShowInject(j.now, false)(j.run); err == nil {
			j.t.Error("a message is shown that is not due")
		}
		return
	}
	if due == "press" && !m.jumped {
		did(j, run.MoveDrill(j.now, false))
		m.moved, m.jumped = 5*time.Hour, true
	}
	did(j, run.ShowInject(j.now, false))
	m.shown[due] = m.table
}

// undo takes back the last answer, or that the step was settled.
func (m *drillModel) undo(rt *rapid.T, j *journal) {
	of := &m.active
	if rapid.Bool().Draw(rt, "of the step") {
		of = &m.stopped
	}
	if n := len(*of); n > 0 {
		did(j, run.Undo("maria", (*of)[n-1].seq))
		*of = (*of)[:n-1]
	}
}

func (m *drillModel) agrees(rt *rapid.T, j *journal) {
	if got := j.due(); got != m.due() {
		rt.Fatalf("at %s %q is due, want %q. Shown %v, step %v, answers %v", m.table, got, m.due(), m.shown, m.stopped, m.active)
	}
	if got := j.run.Table(j.now); got != m.table {
		rt.Fatalf("the table's clock shows %s, want %s", got, m.table)
	}
	began := j.run.Opened()
	if got, want := j.run.Moment(j.now).Sub(began), m.table+m.moved; got != want {
		rt.Fatalf("it is %s after the beginning of the story, want %s", got, want)
	}
	n := map[string]int{}
	for _, e := range j.run.Injects() {
		in, _ := j.run.Inject(e)
		n[in.ID]++
	}
	for id := range m.shown {
		if n[id] != 1 {
			rt.Fatalf("the message %s was shown %d times", id, n[id])
		}
	}
	if len(n) != len(m.shown) {
		rt.Fatalf("shown are %v, want %s", n, fmt.Sprint(m.shown))
	}
}
