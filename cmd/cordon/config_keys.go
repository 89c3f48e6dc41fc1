package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/reader"
	"cordon/playbook/report"
	"cordon/tui"
)

// A chosenKey is a key of the keymap in the file.
type chosenKey struct {
	id, key string
	at      reader.Value // of the key
}

// readKeys decodes the keymap. What cannot be is reported and left out; the
// rest holds.
func readKeys(d configReader, v reader.Value, c *config) {
	var chosen []chosenKey
	known := tui.KnownCommands()
	reader.Named(d, v, "command", func(id, v reader.Value, _ *struct{}) {
		if !slices.ContainsFunc(known, func(k tui.Known) bool { return k.ID == id.Value }) {
			d.unknownCommand(id, known)
			return
		}
		chosen = append(chosen, d.keysOf(id.Value, v, known)...)
	})
	c.keys = d.withoutClashes(chosen, known)
}

// unknownCommand says that no command has an id, and which may be meant.
func (d configReader) unknownCommand(id reader.Value, known []tui.Known) {
	var ids []string
	for _, k := range known {
		ids = append(ids, k.ID)
	}
	hint := "cordon config keys lists them all"
	if near, ok := reader.Nearest(id.Value, ids); ok {
		hint = reader.DidYouMean(near)
	}
	d.Fail(id.Node, "there is no command "+reader.Quote(id.Value), hint)
}

// keysOf decodes the keys of a command: one, or a list.
func (d configReader) keysOf(id string, v reader.Value, known []tui.Known) []chosenKey {
	var chosen []chosenKey
	take := func(v reader.Value) {
		v.Object, v.Key = "key", ""
		var key string
		if !d.Scalar(v, &key) {
			return
		}
		if why := tui.NoKey(key, onlyTyping(id, known)); why != "" {
			d.Fail(d.Follow(v).Node, fmt.Sprintf("%s cannot be the key of %s: %s", reader.Quote(key), id, why), "")
			return
		}
		chosen = append(chosen, chosenKey{id, key, d.Follow(v)})
	}
	if reader.Describe(d.Follow(v).Node) == "a list" {
		d.Each(v, func(_ int, v reader.Value) { take(v) })
	} else {
		take(v)
	}
	return chosen
}

// onlyTyping reports whether a command works only while text is typed.
func onlyTyping(id string, known []tui.Known) bool {
	return !slices.ContainsFunc(known, func(k tui.Known) bool { return k.ID == id && !k.Typing })
}

// withoutClashes returns the keymap without the keys that would mean two commands
// on one screen. Each of these is reported, with both places.
func (d configReader) withoutClashes(chosen []chosenKey, known []tui.Known) tui.Keymap {
	for {
		keymap := tui.Keymap{}
		for _, c := range chosen {
			keymap[c.id] = append(keymap[c.id], c.key)
		}
		clashes := keymap.Clashes(known)
		if len(clashes) == 0 {
			return keymap
		}
		var out []string
		for _, c := range clashes {
			d.clash(chosen, c.Key, c.ID, c.Other, c.Place)
			out = append(out, c.ID+" "+c.Key, c.Other+" "+c.Key)
		}
		chosen = slices.DeleteFunc(chosen, func(c chosenKey) bool { return slices.Contains(out, c.id+" "+c.key) })
	}
}

// clash reports a key that two commands would have: at the later of its two places
// in the file, or at its only one.
func (d configReader) clash(chosen []chosenKey, key, id, other, place string) {
	place, _, _ = strings.Cut(place, ",")
	var here []chosenKey
	for _, c := range chosen {
		if c.key == key && (c.id == id || c.id == other) {
			here = append(here, c)
		}
	}
	last := here[len(here)-1]
	if len(here) > 1 {
		d.Fail(last.at.Node, fmt.Sprintf("%s is the key of %s in line %d, and of %s here, both on the screen %q",
			reader.Quote(key), here[0].id, here[0].at.Line, last.id, place), "give one of them another key")
		return
	}
	if other == last.id {
		other = id
	}
	d.Fail(last.at.Node, fmt.Sprintf("%s is the key of %s already, on the screen %q", reader.Quote(key), other, place),
		"give "+other+" another key as well, or take another one here")
}

func newConfigKeysCmd(e env) *cobra.Command {
	cmd := newCmd("keys", "List the commands of all screens with their keys",
		`List every command of the screens by its id, with its keys as they are with your
config, the screens that have it, and what it does. Under keys: in the config, an
id gets another key, or a list of them:

  keys:
    note.add: A
    step.done: [space, D]

Esc, Enter, Tab, digits, arrows and Ctrl+C stay what they are.`,
		"  cordon config keys\n  cordon config keys --json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return e.listKeys() }
	return cmd
}

// A keyJSON is a command of the screens as a program reads it.
type keyJSON struct {
	ID      string   `json:"id"`
	Keys    []string `json:"keys"`
	Screens []string `json:"screens"`
	Title   string   `json:"title"`
}

// listKeys prints the commands of the screens with the keys that they have.
func (e env) listKeys() error {
	written, wrong := e.config()
	if wrong != nil {
		e.say("%s", lines(wrong.Error()))
	}
	var all []keyJSON
	for _, k := range tui.KnownCommands() {
		keys := written.keys.KeysOf(k)
		if n := len(all); n > 0 && all[n-1].ID == k.ID {
			all[n-1].Keys = union(all[n-1].Keys, keys)
			all[n-1].Screens = union(all[n-1].Screens, k.Screens())
			continue
		}
		all = append(all, keyJSON{k.ID, keys, k.Screens(), k.Title})
	}
	if e.flags.json {
		return e.json(struct {
			SchemaVersion int       `json:"schema_version"`
			Commands      []keyJSON `json:"commands"`
		}{report.SchemaVersion, all})
	}
	rows := table{{"COMMAND", "KEYS", "DOES", "SCREENS"}}
	for _, k := range all {
		rows.row(k.ID, strings.Join(k.Keys, " "), k.Title, strings.Join(k.Screens, ", "))
	}
	e.table(rows)
	return nil
}

// union returns what is in one of two lists, in their order.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
