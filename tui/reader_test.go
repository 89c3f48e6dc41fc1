package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// onlyRead shows an App with a Reader and no Writer, as for a file that holds
// a run.
func onlyRead(t *testing.T, m *fake.Memory, id string, script func(*tuitest.Driver)) {
	t.Helper()
	m.Touched = 0
	tuitest.RunNew(t, func(ctx context.Context) tea.Model {
		return New(screen.Config{
			Reader: struct{ screen.Reader }{m}, Library: m, By: "maria", Open: id, ASCII: true,
			Now: tuitest.Clock(fake.Began.Add(30 * time.Minute)), Context: ctx,
		})
	}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		if id != "" {
			d.Press("esc") // from the first page to the steps
		}
		script(d)
	})
	if m.Touched > 0 {
		t.Errorf("without a writer %d changes were asked for", m.Touched)
	}
}

// wants fails the test unless all texts show.
func wants(d *tuitest.Driver, texts ...string) {
	d.T.Helper()
	for _, text := range texts {
		if !strings.Contains(d.Frame(), text) {
			d.T.Errorf("no %q in:\n%s", text, d.Frame())
		}
	}
}

const onlyReadText = "What is open here can only be read. Nothing was changed."

func TestOpenRunWithoutAWriter(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	onlyRead(t, m, id, func(d *tuitest.Driver) {
		wants(d, "READ-ONLY", "record whole, 8 entries")
		for _, key := range []string{"space", "s", "b", "e", "d", "u", "U"} {
			d.Press(key)
			d.Wait(time.Second)
			wants(d, onlyReadText)
			d.Press("esc")
		}
		d.Press("t")
		wants(d, "Timeline", "the copy is on its way")
	})
}

func TestClosedRunWithoutAWriter(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	m.Write(t, id, "maria", run.Close("handed to the night shift"))
	onlyRead(t, m, id, func(d *tuitest.Driver) {
		wants(d, "READ-ONLY")
		byName(d, "reopen the run")
		wants(d, onlyReadText)
		d.Press("esc", "s")
		wants(d, onlyReadText)
	})
}

func TestHomeWithoutAWriter(t *testing.T) {
	m := fake.NewMemory(t)
	fake.BusyRun(t, m)
	onlyRead(t, m, "", func(d *tuitest.Driver) {
		wants(d, "What is open here can only be read.", "enter look")
		for _, keys := range [][]string{{"n"}, {"p"}, {"G", "enter"}, {"G", "v", "n"}, {"p"}} {
			d.Press(keys...)
			d.Wait(time.Second)
			wants(d, "No run can be started here")
		}
		d.Press("esc", "g", "enter")
		d.Wait(time.Second)
		wants(d, "READ-ONLY", "Mail to finance")
	})
}

// Every key that there is changes nothing.
func TestKeysWithoutAWriter(t *testing.T) {
	for _, p := range []spot{{name: "run"}, {name: "run of law", law: true}} {
		t.Run(p.name, func(t *testing.T) {
			m, id := p.run(t)
			onlyRead(t, m, id, func(d *tuitest.Driver) {
				for _, key := range strings.Split(` !"#$%&'()*+,-./0123456789;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_abcdefghijklmnoprstuvwxyz{|}~`, "") {
					d.Type(key + key)
					d.Wait(time.Second)
					d.Press("space", "enter")
					d.Press("esc", "esc", "esc")
				}
				if d.Quit() {
					t.Error("the reader was thrown out")
				}
			})
		})
	}
}

// Where a change slips through all the same, it is answered and not made.
func TestNoWriterAnswers(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	known := m.Run[id]
	cfg := New(screen.Config{Reader: m, Library: m}).Cfg
	got, err := cfg.Writer.Record(known, run.Stamp{}, run.AddNote("", "x"))
	if !errors.Is(err, screen.ErrNoWriter) || got.Head() != known.Head() {
		t.Errorf("Record = %v, %v, want the run that is known and errNoWriter", got.Head(), err)
	}
	_, started := cfg.Writer.Start(m.Book, "", false, run.Stamp{})
	_, attached := cfg.Writer.Attach("a.log", 0)
	for name, err := range map[string]error{"Start": started, "Attach": attached, "SaveDraft": cfg.Writer.SaveDraft(id, "maria", "note", "x")} {
		if !errors.Is(err, screen.ErrNoWriter) {
			t.Errorf("%s = %v, want errNoWriter", name, err)
		}
	}
	w := screen.World{Cfg: cfg}
	if err := w.Forbids(screen.Change{Reopens: true}); err != screen.ErrNoWriter {
		t.Errorf("to reopen is answered with %v, want errNoWriter", err)
	}
}
