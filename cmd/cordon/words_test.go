package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui"
	"cordon/tui/tuitest"
)

// What is said of a run is the same wherever it is said. The tests of this file
// hold all skins of package words against each other: a new skin is a row of
// skins.

// A skin is a place where a run is said to a person or a program. It returns
// what it says of one thing, or all it says if it cannot tell things apart.
type skin struct {
	name string
	says func(s saying) string
}

// A saying is one thing of a run that a skin says.
type saying struct {
	*world
	id    string // of the run
	thing string // the id of the message, clock or step
	title string // how people call it
}

// line returns the lines that name the thing.
func (s saying) line(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, s.title) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// paragraph returns the line that names the thing, and those below that are
// set in from it.
func (s saying) paragraph(text string) string {
	_, after, ok := strings.Cut(text, s.title)
	if !ok {
		return ""
	}
	var lines []string
	for i, line := range strings.Split(after, "\n") {
		if i > 0 && !strings.HasPrefix(line, " ") {
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// screen returns the frame after some keys, in a window where all fits.
func (w *world) screen(id string, keys ...string) string {
	w.t.Helper()
	var frame string
	now := time.Date(2026, 11, 21, 3, w.minutes, 0, 0, time.FixedZone("CET", 3600))
	tuitest.RunNew(w.t, func(ctx context.Context) tea.Model {
		e := w.env()
		return tui.New(tui.Config{
			Reader: journal{e.look()}, Library: shelf{e.library()}, By: "maria",
			Now: tuitest.Clock(now), Context: ctx, Open: id, Fresh: true, ASCII: true, Color: tui.ColorNever,
		})
	}, 200, 100, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press(keys...)
		d.Wait(time.Second)
		frame = d.Frame()
	})
	return frame
}

// stateIn returns the state of a thing in a list of JSON.
func (s saying) stateIn(text string) string {
	var list []struct{ ID, State string }
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		s.t.Fatal(err)
	}
	for _, item := range list {
		if item.ID == s.thing {
			return item.State
		}
	}
	return ""
}

// messageSkins are where a message stands.
func messageSkins() []skin {
	return []skin{
		{"message ls", func(s saying) string { return s.line(s.must("message", "ls", s.id)) }},
		{"message show", func(s saying) string {
			_, stderr, _ := s.run("message", "show", s.id, s.thing)
			return stderr
		}},
		{"show", func(s saying) string { return s.line(s.must("show", s.id)) }},
		{"JSON", func(s saying) string { return s.stateIn(s.must("message", "ls", s.id, "--json")) }},
		{"JSON of the run", func(s saying) string {
			for _, m := range s.show(s.id).Messages {
				if m.ID == s.thing {
					return m.State
				}
			}
			return ""
		}},
		{"Markdown", func(s saying) string { return s.paragraph(after(s.must("report", s.id), "## Messages")) }},
		{"messages screen", func(s saying) string { return s.line(s.screen(s.id, "m")) }},
		{"step on the screen", func(s saying) string { return s.line(s.screen(s.id)) }},
		{"clocks screen", func(s saying) string { return s.line(s.screen(s.id, "c", "enter")) }},
	}
}

func after(text, head string) string {
	_, rest, _ := strings.Cut(text, head)
	return rest
}

// TestMessagesSaidAlike brings a message into each state.
func TestMessagesSaidAlike(t *testing.T) {
	own := func(w *world) string { return w.file("own.txt", "Subject: Ours\n\nWe lost a list.\n") }
	facts := func(w *world, id string) {
		w.must("record", id, "aware_at=-1m", "summary=A list was lost", "affected=12", "regions=eu")
	}
	states := []struct {
		state string
		gets  func(w *world, id string)
	}{
		{"3 gaps", func(*world, string) {}},
		{"ready", facts},
		{"sent", func(w *world, id string) { facts(w, id); w.must("message", "sent", id, "notice", "--channel", "mail") }},
		{"sent, changed", func(w *world, id string) {
			w.must("message", "sent", id, "notice", "--channel", "mail", "-F", own(w)) // while facts are missing
		}},
		{"stale", func(w *world, id string) {
			facts(w, id)
			w.must("message", "edit", id, "notice", "-F", own(w))
			w.must("record", id, "affected=13")
		}},
		{"sent, changed", func(w *world, id string) {
			facts(w, id)
			w.must("message", "sent", id, "notice", "--channel", "mail")
			w.must("record", id, "affected=13")
		}},
	}
	for _, tt := range states {
		w := newWorld(t)
		id := w.start("testdata/timed.yaml")
		tt.gets(w, id)
		for _, skin := range messageSkins() {
			said := skin.says(saying{w, id, "notice", "Notice to the authority"})
			if !says(said, tt.state) {
				t.Errorf("%s: a message that is %q is said to be %q", skin.name, tt.state, said)
			}
		}
	}
}

// says reports whether a text says a state, in words for people or in those
// for programs, and no other state of a message.
func says(text, state string) bool {
	forms := map[string][]string{
		"3 gaps":        {"3 gaps", "gaps"},
		"sent, changed": {"sent, changed", "the text has changed since", "sent-changed"},
	}[state]
	text = strings.ToLower(text)
	for _, form := range append(forms, state) {
		if strings.Contains(text, form) {
			return state != "sent" || !strings.Contains(text, "changed")
		}
	}
	return false
}
