package tui

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

const knownFile = "screen/known.txt"

// TestKnownCommands holds the list of all commands against what the screens say in
// all places; -update writes it anew.
func TestKnownCommands(t *testing.T) {
	found := map[string]*screen.Known{}
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			a := app(d)
			for _, c := range reachable(a) {
				if c.Why != "" && p.review {
					continue // nobody can do it there
				}
				k := screen.Known{ID: c.ID, Title: c.Title, Keys: c.Binding.Keys(), Typing: a.top().Typing()}
				at := k.Line()[:strings.LastIndexByte(k.Line(), '\t')]
				if found[at] == nil {
					found[at] = &k
				}
				if !slices.Contains(found[at].Places, p.name) {
					found[at].Places = append(found[at].Places, p.name)
				}
			}
		})
	}
	var lines []string
	for _, k := range found {
		lines = append(lines, k.Line())
	}
	slices.Sort(lines)
	want := strings.Join(lines, "")
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(knownFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(knownFile)
	if err != nil || string(have) != want {
		t.Errorf("%s is not as the screens are (%v). -update renews it", knownFile, err)
	}
}

// reachable returns the commands that keys may stand for in a place, also those
// whose key means another one first.
func reachable(a App) []screen.Command {
	commands := a.commands(len(a.stack) - 1)
	if a.top().Typing() {
		return commands
	}
	return slices.Concat(commands, a.globals())
}

// swapped is a keymap that swaps ten keys.
func swapped() screen.Keymap {
	return screen.Keymap{
		"note.add": {"e"}, "evidence.add": {"n"}, "timeline": {"v"}, "facts": {"t"}, "undo": {"U"}, "redo": {"u"},
		"step.skip": {"b"}, "step.block": {"s"}, "help": {"H"}, "find.command": {";"},
	}
}

// TestKeymapEverywhere checks with a keymap that swaps ten keys that the footer, the
// help, the palette and the sentences name the new ones, and that they work.
func TestKeymapEverywhere(t *testing.T) {
	m := fake.NewMemory(t)
	cfg := screen.Config{Open: fake.BusyRun(t, m), ASCII: true, Keymap: swapped()}
	driveRun(t, m, cfg, 120, 40, func(d *tuitest.Driver) {
		d.Press("g")
		a := app(d)
		for id, keys := range swapped() {
			c, ok := screen.ByID(a.offered(), id)
			if !ok || c.Binding.Help().Key != keys[0] || !slices.Equal(c.Binding.Keys(), keys) {
				d.T.Errorf("%s has the keys %q, shown as %q, want %q", id, c.Binding.Keys(), c.Binding.Help().Key, keys)
			}
			if said, named := screen.SentenceKeys()[id]; named && a.Key(id) != keys[0] {
				d.T.Errorf("sentences name %q for %s, want %q for %q", a.Key(id), id, keys[0], said)
			}
		}
		if close := a.Key("run.close"); close != ";close" {
			d.T.Errorf("sentences close a run with %q", close)
		}
		shows(d, "e note", "; all commands", "H keys")
		d.Press("H")
		shows(d, " e     Note on this step", " n     Evidence", ";close")
		d.Press("esc", ";")
		d.Type("timeline")
		shows(d, "v  ")
		d.Press("esc", "v")
		shows(d, "Timeline")
	})
}

// TestKeymapWhileTyping checks that letters belong to the text while there is one.
func TestKeymapWhileTyping(t *testing.T) {
	m := fake.NewMemory(t)
	cfg := screen.Config{Open: fake.BusyRun(t, m), ASCII: true, Keymap: screen.Keymap{"list.down": {"w"}, "form.close": {"ctrl+g"}}}
	driveRun(t, m, cfg, 80, 24, func(d *tuitest.Driver) {
		d.Press("/")
		d.Type("w")
		if !strings.Contains(d.Frame(), "> w") {
			d.T.Errorf("w is no letter in a field:\n%s", d.Frame())
		}
		d.Press("esc", "n")
		shows(d, "ctrl+g")
	})
}

// TestClashes wants a key that two commands would have in one place to be found,
// and neither a swap nor what is shared anyway.
func TestClashes(t *testing.T) {
	all := screen.KnownCommands()
	if len(all) < 100 {
		t.Fatalf("%d commands are known", len(all))
	}
	if c := swapped().Clashes(all); len(c) > 0 {
		t.Errorf("a swap clashes: %v", c)
	}
	for name, m := range map[string]screen.Keymap{
		"two of the map":       {"note.add": {"x"}, "step.skip": {"x"}, "step.done": {"space"}},
		"one of another":       {"note.add": {"e"}},
		"one of every screen":  {"note.add": {"?"}},
		"the key of the shown": {"help": {"t"}},
	} {
		if c := m.Clashes(all); len(c) == 0 {
			t.Errorf("%s: no clash", name)
		}
	}
}

// TestNoKey wants the keys that lead through every screen to stay.
func TestNoKey(t *testing.T) {
	for _, key := range []string{"ctrl+c", "ctrl+z", "esc", "enter", "tab", "1", "9", "up", "pgdown", "alt+x", "ctrl+m", "ctrl+i", "é", "я", "ctrl", "", "f13", "nn"} {
		if screen.NoKey(key, false) == "" {
			t.Errorf("%q can be taken", key)
		}
	}
	for _, key := range []string{"a", "Z", ";", "space", "ctrl+g", "f5", "f12"} {
		if why := screen.NoKey(key, false); why != "" {
			t.Errorf("%q cannot be taken: %s", key, why)
		}
	}
	for _, key := range []string{"a", "space", "ctrl+a", "ctrl+u"} {
		if screen.NoKey(key, true) == "" {
			t.Errorf("%q can be taken while text is typed", key)
		}
	}
}
