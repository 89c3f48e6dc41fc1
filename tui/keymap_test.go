package tui

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
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

// mapped returns the key that does with the keymap of an App what another key does
// without one.
func mapped(a App, key string) string {
	cfg := *a.Cfg
	cfg.Keymap = nil
	plain := a
	plain.Cfg = &cfg
	if c, ok := plain.means(namedKey(key)); ok && len(a.Cfg.Keymap[c.ID]) > 0 {
		now, _ := screen.ByID(slices.Concat(a.commands(len(a.stack)-1), a.globals()), c.ID)
		if keys := now.Binding.Keys(); !slices.Contains(keys, key) {
			return keys[0]
		}
	}
	return key
}

// TestSwappedEverywhere goes to every place with a keymap that swaps ten keys, and
// wants each of the ten to be named by its new key in the footer, the help and the
// palette there, and to be what that key does.
func TestSwappedEverywhere(t *testing.T) {
	seen := map[string]int{}
	for _, p := range places {
		p.keymap = swapped()
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			a := app(d)
			for _, c := range a.offered() {
				keys := swapped()[c.ID]
				if len(keys) == 0 || a.top().Typing() || c.Why != "" {
					continue
				}
				seen[c.ID]++
				if shown := c.Binding.Help().Key; shown != keys[0] {
					d.T.Errorf("%s is shown with %q, want %q", c.ID, shown, keys[0])
				}
				if does, ok := a.means(namedKey(keys[0])); !ok || does.ID != c.ID {
					d.T.Errorf("%s does %q, want %s", keys[0], does.ID, c.ID)
				}
			}
			if c, ok := screen.ByID(a.offered(), "note.add"); ok && !a.top().Typing() && c.Why == "" {
				d.Press("H")
				d.Type("note on this")
				shows(d, " e     Note on this step")
				d.Press("esc", ";")
				d.Type("note on this")
				shows(d, "Note on this step")
				d.Press("enter")
				shows(d, "Note on 1.")
			}
		})
	}
	for id := range swapped() {
		if seen[id] < 2 {
			t.Errorf("%s was met in %d places", id, seen[id])
		}
	}
}

// moved is a keymap that gives all that sentences name, as far as a person may
// choose it, a key that nothing else has. The old ones are the keys of the map.
func moved() (m screen.Keymap, old map[string][]string) {
	m, old = screen.Keymap{}, map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(screen.SentenceKeys())) {
		key := screen.SentenceKeys()[id]
		if screen.NoKey(key, false) == "" {
			old[key] = append(old[key], id)
			m[id] = []string{fmt.Sprintf("f%d", 20+len(m))}
		}
	}
	return m, old
}

// TestNoSentenceKeepsAnOldKey goes to every place with a keymap that moves all keys
// that sentences name. Wherever a place names one of the old ones, in whatever
// window, a command of it has to have that key.
func TestNoSentenceKeepsAnOldKey(t *testing.T) {
	keymap, old := moved()
	if len(keymap) < 25 {
		t.Fatalf("only %d keys are moved: %v", len(keymap), keymap)
	}
	for _, p := range places {
		p.keymap = keymap
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			for _, size := range sizes[:3] {
				d.Resize(size.width, size.height)
				keepsNoOldKey(d, size.name, old)
			}
			if a := app(d); !a.top().Typing() {
				d.Press(a.Key("help"))
				keepsNoOldKey(d, "help", old)
				d.Press("esc")
			}
		})
	}
}

// keepsNoOldKey fails if the frame names a key that nothing has there any more. A
// key is named by itself, in brackets, or before the name of a command.
func keepsNoOldKey(d *tuitest.Driver, where string, old map[string][]string) {
	d.T.Helper()
	a, frame := app(d), d.Frame()
	has := map[string]bool{}
	for i := range a.stack { // what lies below shows too
		for _, c := range slices.Concat(a.commands(i), a.globals()) {
			for _, key := range append(c.Binding.Keys(), c.Binding.Help().Key) {
				has[key] = true
			}
		}
	}
	for key, ids := range old {
		named := regexp.MustCompile(`(^|[\s(])` + regexp.QuoteMeta(key) + `([),;]|\. |\s+[A-Za-z]|$)`)
		switch key {
		case ":":
			named = regexp.MustCompile(`(^|[\s(]):([a-z]|\s)`)
		case "a": // a word of sentences too, where one space stands before it
			named = regexp.MustCompile(`(\(a\)|\s\sa\s\s)`)
		case "[", "]": // marks and fields are drawn with them, too
			named = regexp.MustCompile(`\[ \] (slides|shows)`)
		case "o": // marks what is chosen, too
			named = regexp.MustCompile(`(^|\s)o\s+[a-z]`)
		}
		for line := range strings.Lines(frame) {
			typed := strings.HasPrefix(strings.TrimSpace(line), "> ")
			if !has[key] && !typed && named.MatchString(strings.TrimRight(line, "\n")) {
				d.T.Errorf("%s: %q names %q, which was the key of %v", where, strings.TrimSpace(line), key, ids)
			}
		}
	}
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
