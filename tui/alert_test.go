package tui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/clipboard"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// listening is an App whose terminal tells of what needs the person.
type listening struct {
	App
	told *[]string // when, and what
}

func (l listening) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if alert, ok := msg.(alertMsg); ok {
		*l.told = append(*l.told, l.Cfg.Now().Format("15:04:05 ")+alert.text)
		return l, nil
	}
	next, cmd := l.App.Update(msg)
	l.App = next.(App)
	return l, cmd
}

// listens works on a run and returns what the terminal was asked to tell.
func listens(t *testing.T, m *fake.Memory, cfg screen.Config, script func(*tuitest.Driver)) []string {
	t.Helper()
	var told []string
	cfg.Reader, cfg.Writer, cfg.Library, cfg.By = m, m, m, "maria"
	cfg.Now = tuitest.Clock(fake.Began.Add(30 * time.Minute))
	tuitest.RunNew(t, func(ctx context.Context) tea.Model {
		cfg.Context = ctx
		return listening{New(cfg), &told}
	}, 80, 24, script)
	return told
}

const promised = `
format: cordon/1
id: promised
title: Promised
version: 1.0.0
roles: {lead: {title: Lead}}
facts: {next_update_at: {ask: When is the next update?, type: time}, seen_at: {ask: When?, type: time}}
clocks: {board: {title: Tell the board, within: 2 hours, from: seen_at}}
phases: [{id: p, title: P, steps: [{id: s, title: S, record: [next_update_at, seen_at]}]}]
`

// TestAlerts wants to be told of an entry of somebody else, of the next update, of
// a deadline that is near and that has passed; of each once, and of nothing that
// stood so before.
func TestAlerts(t *testing.T) {
	m := fake.NewMemory(t)
	book, err := playbook.Parse("promised.yaml", []byte(promised))
	if err != nil {
		t.Fatal(err)
	}
	m.Book = book
	at := fake.Began.Add(30 * time.Minute)
	id := m.Begin(t, "maria", fake.RecordTime("seen_at", fake.Began, "s"), fake.RecordTime("next_update_at", at.Add(45*time.Minute), "s"))
	script := func(d *tuitest.Driver) {
		d.Wait(time.Minute)
		d.Press("enter")
		m.Write(t, id, "ben", run.AddNote("", "secret"))
		m.Write(t, id, "ben", run.AddNote("", "another"))
		d.Wait(3 * time.Second)
		m.Write(t, id, "ben", run.AddNote("", "a third"))
		d.Wait(time.Minute)
		m.Write(t, id, "maria", run.AddNote("", "her own, at another terminal"))
		d.Wait(95 * time.Minute)
	}
	got := listens(t, m, screen.Config{Open: id, Bell: screen.BellMessage}, script)
	var texts []string
	for _, line := range got {
		texts = append(texts, line[len("15:04:05 "):])
	}
	if want := []string{alertEntry, alertEntry, alertUpdate, alertNear, alertPassed}; !slices.Equal(texts, want) {
		t.Errorf("told:\n%s", strings.Join(got, "\n"))
	}
	for i := 1; i < len(got); i++ {
		a, _ := time.Parse("15:04:05", got[i-1][:8])
		b, _ := time.Parse("15:04:05", got[i][:8])
		if b.Sub(a) < alertEvery {
			t.Errorf("%q comes %s after %q", got[i], b.Sub(a), got[i-1])
		}
	}
	for _, cfg := range []screen.Config{{Open: id}, {Open: id, Bell: screen.BellNone}, {Open: id, Bell: screen.BellRing, Review: true}} {
		if got := listens(t, m, cfg, func(d *tuitest.Driver) { d.Wait(95 * time.Minute) }); len(got) > 0 {
			t.Errorf("%+v told %q", cfg.Bell, got)
		}
	}
}

// TestAlertGravest wants the gravest of what comes up at once to be told.
func TestAlertGravest(t *testing.T) {
	a := App{}
	a.Cfg = &screen.Config{Bell: screen.BellRing}
	for _, text := range []string{alertEntry, alertPassed, alertMay, alertNear} {
		a = a.owe(text)
	}
	if a.alerts.owed != alertPassed {
		t.Errorf("owed is %q", a.alerts.owed)
	}
}

// TestAlertSequence wants a bell wherever something lies between that may keep the
// message back.
func TestAlertSequence(t *testing.T) {
	const message = "\x1b]9;" + alertNear + "\a"
	for _, tt := range []struct {
		bell screen.Bell
		way  clipboard.Way
		want string
	}{
		{screen.BellRing, clipboard.Direct, "\a"},
		{screen.BellRing, clipboard.Tmux, "\a"},
		{screen.BellMessage, clipboard.Direct, message},
		{screen.BellMessage, clipboard.Tmux, "\x1bPtmux;\x1b" + message + "\x1b\\\a"},
		{screen.BellMessage, clipboard.Screen, "\x1bP" + message + "\x1b\\\a"},
		{screen.BellMessage, clipboard.Beyond, message + "\a"},
	} {
		if got := alertSequence(tt.way, alertMsg{tt.bell, alertNear}); got != tt.want {
			t.Errorf("%s by way %d: %q, want %q", tt.bell, tt.way, got, tt.want)
		}
	}
}
