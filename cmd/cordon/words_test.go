package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbooks"
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

// screen returns the frame after some keys, in a window where all fits.
func (w *world) screen(id string, keys ...string) string { return w.screenOf(id, 200, 100, keys...) }

func (w *world) screenOf(id string, width, height int, keys ...string) string {
	w.t.Helper()
	var frame string
	now := time.Date(2026, 11, 21, 3, w.minutes, 0, 0, time.FixedZone("CET", 3600))
	tuitest.RunNew(w.t, func(ctx context.Context) tea.Model {
		e := w.env()
		return tui.New(tui.Config{
			Reader: journal{Store: e.look()}, Writer: journal{Store: e.look()}, Library: shelf{e.library()}, By: "maria",
			Now: tuitest.Clock(now), Context: ctx, Open: id, Fresh: true, ASCII: true, Color: tui.ColorNever,
		})
	}, width, height, func(d *tuitest.Driver) {
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
		{"Markdown", func(s saying) string { return s.line(between(s.must("report", s.id), "\n## Messages", "\n## ")) }},
		{"page", func(s saying) string {
			return s.line(between(s.must("report", s.id, "-f", "html"), `id="messages"`, "</section>"))
		}},
		{"messages screen", func(s saying) string { return s.line(s.screen(s.id, "m")) }},
		{"step on the screen", func(s saying) string { return s.line(besideBar(s.screen(s.id))) }},
		{"clocks screen", func(s saying) string { return s.line(s.screen(s.id, "c", "enter")) }},
	}
}

// beforeBar is the list, without what stands beside it.
func beforeBar(frame string) string {
	var lines []string
	for line := range strings.Lines(frame) {
		left, _, _ := strings.Cut(line, "|")
		lines = append(lines, strings.TrimRight(left, "\n"))
	}
	return strings.Join(lines, "\n")
}

// besideBar is what stands right of the list.
func besideBar(frame string) string {
	var lines []string
	for line := range strings.Lines(frame) {
		if _, right, ok := strings.Cut(line, "|"); ok {
			lines = append(lines, right)
		}
	}
	return strings.Join(lines, "")
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
		{"sent", func(w *world, id string) { // a text of their own, and facts recorded after it left
			facts(w, id)
			w.must("message", "edit", id, "notice", "-F", own(w))
			w.must("message", "sent", id, "notice", "--channel", "mail")
			w.must("record", id, "affected=13")
			if frame := w.screen(id, "m"); strings.Contains(frame, "STALE") {
				t.Errorf("the screen calls a message stale that was sent:\n%s", frame)
			}
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

// richRun makes one run in which everything stands in every state it can have.
func richRun(t *testing.T) (*world, string) {
	w := newWorld(t)
	id := w.start("testdata/told.yaml")
	for _, args := range [][]string{
		{"record", id, "aware_at=2026-11-21T00:50:00+01:00", "how_many=12", "is_bank=no", "seen_on=2026-11-20", "data_kinds=names,cards"},
		{"record", id, "what_happened=A list was lost", "risk_level=high", "--because", "names and cards"},
		{"check", id, "s-done", "1"},
		{"evidence", "add", id, "s-done", w.file("page.txt", "the page")},
		{"note", id, "s-done", "-m", "seen by two"},
		{"step", "done", id, "s-done", "--reason", "nobody is there to sign"},
		{"step", "skip", id, "s-skipped", "--reason", "they are asleep"},
		{"step", "block", id, "s-blocked", "--reason", "it is in the safe"},
		{"step", "fail", id, "s-failed", "--reason", "it came back"},
		{"note", id, "s-todo", "-m", "not this one"}, {"undo", id},
		{"clock", "file", id, "c-filed", "--reference", "A-1"},
		{"clock", "file", id, "c-late", "--because", "nobody picked up"},
		{"clock", "waive", id, "c-waived", "--because", "not theirs"},
		{"message", "edit", id, "m-stale", "-F", w.file("stale.txt", "It concerns twelve people.\n")},
		{"message", "sent", id, "m-sent", "--channel", "mail"},
		{"message", "sent", id, "m-changed", "--channel", "mail"},
		{"record", id, "how_many=13"},
		{"role", id, "lead", "ben"},
		{"handover", id, "ada", "-m", "the list is on the wall"},
	} {
		w.must(args...)
	}
	return w, id
}

// A told is something that has to be said alike in all skins.
type told struct {
	id, title string
	state     string // for people; it may stand in capitals
	json      string // for programs
	due       string // RFC 3339, empty if nothing is due
}

// toldClocks are the clocks of the rich run in the order in which they need
// somebody.
func toldClocks() []told {
	at := func(clock string) string { return "2026-11-" + clock + ":00+01:00" }
	return []told{
		{"c-over", "Tell the board", "overdue", "overdue", at("21T01:50")},
		{"c-soon", "Tell the partner", "due soon", "due-soon", at("21T03:50")},
		{"c-running", "Tell the client", "running", "running", at("22T00:50")},
		{"c-open", "Tell the staff", "running", "running", ""},
		{"c-maybe", "Tell the insurer", "applies", "running", at("23T00:50")},
		{"c-filed", "Tell the authority", "filed in time", "filed-in-time", ""},
		{"c-late", "Tell the police", "filed late", "filed-late", ""},
		{"c-waived", "Tell the auditor", "not notified", "not-notified", ""},
		{"c-none", "Tell the press", "not started", "not-started", ""},
		{"c-never", "Tell the central bank", "does not apply", "does-not-apply", ""},
	}
}

// A listing is a skin that lists things of one kind.
type listing struct {
	name string
	text func(*world, string) string
	// about cuts what is said of one thing out of the text.
	about func(saying, string) string
	shows func(told) bool   // nil for all
	due   string            // the layout of a deadline, empty if none is said
	state func(told) string // nil for the state for people
	loose bool              // not in the order of Order
}

func ticking(c told) bool { return c.json == "overdue" || c.json == "due-soon" || c.json == "running" }

// clockListings are where clocks are listed.
func clockListings() []listing {
	ran := func(c told) bool { return c.json != "not-started" && c.json != "does-not-apply" }
	return []listing{
		{name: "clock ls", text: func(w *world, id string) string { return w.must("clock", "ls", id, "--tz", "Europe/Berlin") }, about: saying.line, due: "2006-01-02 15:04"},
		{name: "show", text: func(w *world, id string) string {
			return after(w.must("show", id, "--tz", "Europe/Berlin"), "\nClocks")
		}, about: saying.line, shows: ran, due: "2006-01-02 15:04"},
		{name: "Markdown", text: func(w *world, id string) string {
			text, _, _ := strings.Cut(after(w.must("report", id), "## Deadlines"), "\n## ")
			return text
		}, about: saying.item, shows: ran, due: "UTC 2006-01-02 15:04"},
		{name: "page", text: func(w *world, id string) string {
			return between(w.must("report", id, "-f", "html", "--tz", "Europe/Berlin"), `id="deadlines"`, "</section>")
		}, about: func(s saying, text string) string {
			for row := range strings.SplitSeq(text, "<tr>") {
				if strings.Contains(row, ">"+s.title+"<") {
					return row
				}
			}
			return ""
		}, shows: ran, due: "2006-01-02T15:04"},
		{name: "clocks screen", text: func(w *world, id string) string {
			return beforeBar(after(w.screen(id, "c", "G", "enter", "g"), "Clocks  "))
		}, about: saying.line, due: "15:04", state: func(c told) string { // under heads of their own
			switch c.json {
			case "not-started":
				return "starts at step"
			case "does-not-apply":
				return "[/]"
			}
			return c.state
		}},
		{name: "step on the screen", text: func(w *world, id string) string { return w.screen(id, "G") }, about: saying.line,
			shows: func(c told) bool { return ticking(c) }, due: "15:04", loose: true},
		{name: "calendar", text: func(w *world, id string) string {
			return strings.ReplaceAll(w.must("clock", "ics", id), "\r\n", "\n")
		}, about: func(s saying, text string) string {
			for event := range strings.SplitSeq(text, "BEGIN:VEVENT") {
				if strings.Contains(event, ": "+s.title+"\n") {
					return event
				}
			}
			return ""
		}, shows: func(c told) bool { return c.due != "" }, due: "UTC 20060102T150405Z",
			state: func(c told) string { return map[bool]string{true: "tentative", false: "confirmed"}[c.id == "c-maybe"] }},
		{name: "JSON", text: func(w *world, id string) string { return w.must("clock", "ls", id, "--json") }, about: func(s saying, text string) string {
			return between(text, `"id": "`+s.thing+`"`, `"latest_arguable"`)
		}, due: time.RFC3339, state: func(c told) string { return c.json }, loose: true},
	}
}

// item returns the item of Markdown that a thing stands in, with all below it.
func (s saying) item(text string) string {
	for item := range strings.SplitSeq(text, "\n- ") {
		first, _, _ := strings.Cut(item, "\n")
		if strings.Contains(first, s.title) {
			return item
		}
	}
	return ""
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	text, _, _ = strings.Cut(rest, to)
	return text
}

// TestClocksSaidAlike compares the state, the deadline and the order of all
// clocks in all skins.
func TestClocksSaidAlike(t *testing.T) {
	w, id := richRun(t)
	for _, l := range clockListings() {
		text, last := l.text(w, id), -1
		for _, c := range toldClocks() {
			said := l.about(saying{w, id, c.id, c.title}, text)
			if l.shows != nil && !l.shows(c) {
				continue
			}
			state := c.state
			if l.state != nil {
				state = l.state(c)
			}
			if !strings.Contains(strings.ToLower(said), state) {
				t.Errorf("%s: %q is said to be %q, want %q", l.name, c.title, said, state)
			}
			if c.due != "" && !strings.Contains(said, dueAs(c.due, l.due)) {
				t.Errorf("%s: %q is said to be due %q, want %s", l.name, c.title, said, dueAs(c.due, l.due))
			}
			if at := strings.Index(text, c.title); !l.loose && at <= last {
				t.Errorf("%s: %q stands too high", l.name, c.title)
			} else {
				last = at
			}
		}
	}
}

func dueAs(due, layout string) string {
	at, _ := time.Parse(time.RFC3339, due)
	if layout, utc := strings.CutPrefix(layout, "UTC "); utc {
		return at.UTC().Format(layout)
	}
	return at.Format(layout)
}

// TestStepsSaidAlike compares the states of all steps in all skins.
func TestStepsSaidAlike(t *testing.T) {
	steps := []told{
		{id: "s-done", title: "Write it down", state: "done"}, {id: "s-skipped", title: "Ask the vendor", state: "skipped"},
		{id: "s-blocked", title: "Get the key", state: "blocked"}, {id: "s-failed", title: "Cut the line", state: "failed"},
		{id: "s-waiting", title: "Call the hotline", state: "waiting"}, {id: "s-never", title: "Call the supervisor", state: "not apply"},
	}
	w, id := richRun(t)
	for _, l := range []listing{
		{name: "show", text: func(w *world, id string) string { return w.must("show", id) }, about: saying.line},
		{name: "Markdown", text: func(w *world, id string) string { return after(w.must("report", id), "## Phase 1") }, about: func(s saying, text string) string {
			heading, line := between(text, " "+s.title+"\n", "\n##"), s.line(text)
			return heading + line
		}},
		{name: "page", text: func(w *world, id string) string {
			return between(w.must("report", id, "-f", "html"), `id="steps"`, `id="evidence"`)
		}, about: func(s saying, text string) string { return s.line(text) }},
		{name: "find screen", text: func(w *world, id string) string { return w.screen(id, "/") }, about: saying.line},
		{name: "JSON", text: func(w *world, id string) string { return w.must("show", id, "--json") }, about: func(s saying, text string) string {
			said := between(text, `"id": "`+s.thing+`"`, `"optional"`)
			return strings.NewReplacer(`"applies": "no"`, "not apply", `"applies": "unknown"`, "waiting").Replace(said)
		}},
	} {
		text := l.text(w, id)
		for _, s := range steps {
			if said := l.about(saying{w, id, s.id, s.title}, text); !strings.Contains(strings.ToLower(said), s.state) {
				t.Errorf("%s: %q is said to be %q, want %q", l.name, s.title, said, s.state)
			}
		}
	}
}

// TestCountsSaidAlike compares how much is settled, what needs a person, the
// nearest clock and the lead.
func TestCountsSaidAlike(t *testing.T) {
	w, id := richRun(t)
	doc := w.show(id)
	if doc.Progress.Settled != 3 || doc.Progress.Total != 8 {
		t.Fatalf("settled %+v, want 3 of 8", doc.Progress)
	}
	var list struct {
		NeedsYou int                    `json:"needs_you"`
		Clock    struct{ Title string } `json:"clock"`
		Lead     string                 `json:"lead"`
	}
	if err := json.Unmarshal([]byte(w.must("status", id, "--json")), &list); err != nil {
		t.Fatal(err)
	}
	needs := fmt.Sprint(list.NeedsYou)
	for _, row := range []struct{ name, text, count, needs, nearest, lead string }{
		{"show", w.must("show", id), "3 of 8", "", "Tell the board", "led by ada"},
		{"status", w.must("status", id), "3/8", "(needs you: " + needs + ")", "Tell the board", ""},
		{"ls", w.must("ls"), "3/8", "", "Tell the board", ""},
		{"Markdown", w.must("report", id), "3 of 8", "", "", "- Lead: ada\n"},
		{"page", w.must("report", id, "-f", "html"), "3 of 8", "", "Tell the board", ">ada <"},
		{"run screen", w.screen(id), "3 of 8", "", " !! Tell the board", "lead ada"},
		{"home", w.screen(""), "3/8", "", "Tell the board", ""},
		{"JSON", list.Clock.Title + list.Lead, "", "", "Tell the board", "ada"},
	} {
		for _, want := range []string{row.count, row.needs, row.nearest, row.lead} {
			if !strings.Contains(row.text, want) {
				t.Errorf("%s does not say %q:\n%s", row.name, want, row.text)
			}
		}
	}
	w.must("close", id, "--reason", "the rest is for the morning")
	if said := w.must("status", id, "--json"); !strings.Contains(said, `"needs_you": 0`) {
		t.Errorf("a closed run needs somebody: %s", said)
	}
	for name, text := range map[string]string{"show": w.must("show", id), "Markdown": w.must("report", id), "screen": w.screen(id)} {
		if !strings.Contains(strings.ToLower(text), "closed") {
			t.Errorf("%s does not say that the run is closed", name)
		}
	}
}

// TestNoMachineNames walks each playbook that ships and looks for names that
// only a program knows: ids of facts, of rules, of checks.
func TestNoMachineNames(t *testing.T) {
	books := playbooks.Embedded()
	if testing.Short() {
		books = books[len(books)-1:]
	}
	for _, f := range books {
		t.Run(f.ID, func(t *testing.T) {
			book, err := playbook.Parse(f.Name, f.Source)
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t)
			id := w.start(f.ID)
			look := func(place, text string) {
				for _, name := range machineNames(book) {
					if found := wholeWord(text, name); found != "" {
						t.Errorf("%s names %q: %q", place, name, found)
					}
				}
			}
			everywhere := func() {
				for _, keys := range []string{"", "c", "m", "v", "G", "t"} {
					look("the screen after "+keys, w.screenOf(id, 199, 150, strings.Fields(keys)...))
				}
				for _, command := range []string{"report", "timeline", "status"} {
					look(command, w.must(command, id))
				}
				look("page", w.must("report", id, "-f", "html"))
			}
			everywhere()
			for _, fact := range book.Facts {
				w.must("record", id, fact.ID+"="+anAnswer(fact), "--because", "so it is")
			}
			for _, step := range book.Phases[0].Steps {
				_, refused, _ := w.run("step", "done", id, step.ID)
				look("the refusal", refused)
				w.run("step", "done", id, step.ID, "--reason", "no time")
			}
			w.must("undo", id)
			everywhere()
		})
	}
}

// machineNames are the names in a playbook that no person has to type on a
// screen.
func machineNames(b *playbook.Playbook) []string {
	names := []string{"check 1", "check 2"}
	for _, f := range b.Facts {
		if strings.Contains(f.ID, "_") {
			names = append(names, f.ID)
		}
	}
	for _, c := range b.Clocks {
		names = append(names, c.Rule, c.ID)
	}
	for _, m := range b.Messages {
		names = append(names, m.ID)
	}
	for _, s := range b.Steps() {
		names = append(names, s.ID)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.ContainsAny(name, "-_ ") }) // a word like any other
	return names
}

// wholeWord returns the line of a text that holds a name as a word of its own.
// The text of a playbook names steps in brackets.
func wholeWord(text, name string) string {
	const inWords = "-_abcdefghijklmnopqrstuvwxyz"
	for line := range strings.Lines(text) {
		before, after, ok := strings.Cut(strings.ReplaceAll(line, "("+name+")", ""), name)
		if ok && strings.TrimRight(before, inWords) == before && strings.TrimLeft(after, inWords) == after {
			return line
		}
	}
	return ""
}
